"""Reminders: missed ones listed once, all put off at once, by keys; the tray asked about once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from crm_desktop import machine
from crm_desktop.commands import tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.machine import Machine
from crm_desktop.queries import history
from crm_desktop.queries import tasks as task_queries
from crm_desktop.ui.runtime import autostart
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.settings.reminders import RemindersSection
from crm_desktop.ui.shell import tray as tray_module
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.stay_question import StayQuestion

NOON = datetime.fromisoformat("2026-11-25T12:00")


def an_icon(told: list[str] | None = None) -> SimpleNamespace:
    """A tray where the system of the tests has none."""
    kept = [] if told is None else told
    return SimpleNamespace(
        isVisible=lambda: True,
        show=lambda: None,
        hide=lambda: None,
        showMessage=lambda _title, text, _icon: kept.append(text),
    )


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    made = Program(
        Crm(base), Theme("light", 1.0, "en"), Machine(), now=lambda: NOON, immediate=True
    )
    yield made
    made.close()
    QApplication.setQuitOnLastWindowClosed(True)


def remind(program: Program, title: str, at: datetime) -> int:
    draft = TaskDraft(title, NOON.date(), remind_at=at.strftime("%Y-%m-%dT%H:%M"))
    return program.crm.do(tasks.add, draft).value


def button(program: Program, name: str) -> QPushButton:
    found = program.tray.popup.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_what_was_missed_is_one_list_at_the_start(program: Program) -> None:
    remind(program, "Вчера", NOON - timedelta(days=1))
    remind(program, "Утром", NOON - timedelta(hours=3))
    remind(program, "Сейчас", NOON)
    remind(program, "Вечером", NOON + timedelta(hours=6))
    program.show()
    popup = program.tray.popup
    assert popup.isVisible()
    assert [one.title for one in popup.tasks()] == ["Вчера", "Утром", "Сейчас"]
    assert popup.heading.text() == (
        "3 reminders, 2 of them came while the program was closed or the computer asleep"
    )
    program.tray.reminders.look()
    assert len(popup.rows) == 3, "each is told once"


def test_all_are_put_off_at_once_and_taken_back_as_one(program: Program) -> None:
    first = remind(program, "Первое", NOON - timedelta(hours=1))
    second = remind(program, "Второе", NOON - timedelta(hours=1))
    program.show()
    button(program, "all-hour").click()
    assert not program.tray.popup.isVisible()
    assert program.tray.popup.tasks() == []
    rows = {row.id: row.remind_at for row in program.crm.ask(task_queries.listing)}
    assert rows == {first: "2026-11-25T13:00", second: "2026-11-25T13:00"}
    assert program.crm.ask(history.operations_log)[0].name == "task.snooze-all"


def test_one_reminder_needs_no_button_for_all(program: Program) -> None:
    remind(program, "Одно", NOON)
    program.show()
    assert program.tray.popup.heading.text() == "1 reminder"
    assert program.tray.popup.everything.isHidden()


def test_esc_puts_it_away_and_the_status_line_brings_it_back_by_keys(
    program: Program, qtbot: QtBot
) -> None:
    remind(program, "Позвонить", NOON)
    program.show()
    popup, segment = program.tray.popup, program.tray.segment
    assert segment.isHidden()
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert not segment.isHidden()
    assert segment.text() == "1 reminder"
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    QTest.keyClick(program.window, Qt.Key.Key_F4)
    assert popup.isVisible()
    assert segment.isHidden()
    assert popup.focusWidget() is button(program, "done")
    assert button(program, "done").accessibleName() == "Done: Позвонить"
    QTest.keyClick(button(program, "done"), Qt.Key.Key_Space)
    assert program.crm.ask(task_queries.listing) == []
    assert segment.isHidden()


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("tomorrow 10:00", "2026-11-26T10:00"),
        ("Friday", "2026-11-27T09:00"),
        ("15:30", "2026-11-25T15:30"),
        ("some day", None),
        ("2026-11-20 10:00", None),
    ],
)
def test_another_time_as_one_writes_it(program: Program, typed: str, until: str | None) -> None:
    moment = program.tray.popup.moment(typed)
    assert (moment.strftime("%Y-%m-%dT%H:%M") if moment else None) == until


def test_nothing_is_asked_without_a_tray_or_a_reminder(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(tray_module, "ask_to_stay", lambda *_a: asked.append("yes"))
    program.show()
    assert program.tray.before_closing(), "there is no tray"
    monkeypatch.setattr(program.tray, "icon", an_icon())
    assert program.tray.before_closing(), "nothing will remind"
    assert asked == []


@pytest.mark.parametrize("answer", [True, False, None])
def test_it_is_asked_once_what_closing_means(
    program: Program, monkeypatch: pytest.MonkeyPatch, answer: bool | None
) -> None:
    asked: list[bool | None] = []

    def ask(*_given: object) -> bool | None:
        asked.append(answer)
        return answer

    monkeypatch.setattr(tray_module, "ask_to_stay", ask)
    remind(program, "Вечером", NOON + timedelta(hours=6))
    program.show()
    monkeypatch.setattr(program.tray, "icon", an_icon())
    window = program.window
    window.close()
    assert asked == [answer]
    assert window.isVisible() is (answer is None), "Esc closes nothing"
    stored = machine.load().close_to_tray
    assert stored == {True: "yes", False: "no", None: ""}[answer]
    if answer is None:
        return
    program.tray.come_back()
    window.close()
    assert len(asked) == 1
    assert QApplication.quitOnLastWindowClosed() is not answer


def test_out_of_the_tray_and_to_the_end(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray_module, "ask_to_stay", lambda *_a: True)
    remind(program, "Вечером", NOON + timedelta(hours=6))
    program.show()
    monkeypatch.setattr(program.tray, "icon", an_icon())
    closed: list[str] = []
    program.window.closing.connect(lambda: closed.append("closed"))
    program.window.close()
    assert not program.window.isVisible()
    assert closed == []
    program.tray.come_back()
    assert program.window.isVisible()
    program.window.table.action("quit").trigger()
    assert closed == ["closed"]


def test_the_system_may_end_it(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program.show()
    monkeypatch.setattr(program.tray, "icon", an_icon())
    program.desk.settings.close_to_tray = "yes"
    program.tray._let_go()
    assert program.window.close()


def test_a_reminder_is_told_by_the_tray_as_well(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(program.tray, "icon", an_icon(told))
    remind(program, "Позвонить", NOON)
    program.show()
    assert told == ["Позвонить"]


def test_the_question_says_what_it_can(qtbot: QtBot, qapp: QApplication, program: Program) -> None:
    question = StayQuestion(program.desk.theme, program.window)
    assert question.with_windows.isHidden(), "only the program installed on Windows can"
    question.yes.click()
    assert question.answer is True
    question.deleteLater()


def test_a_shortcut_and_nothing_else_starts_it_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert not autostart.possible()
    assert not autostart.switch(on=True)
    monkeypatch.setattr(autostart, "possible", lambda: True)
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert not autostart.is_on()
    assert autostart.switch(on=True)
    assert autostart.is_on()
    folder = tmp_path / "Microsoft/Windows/Start Menu/Programs/Startup"
    assert [one.name for one in folder.iterdir()] == ["CRM Desktop.lnk"]
    assert autostart.switch(on=True), "twice is as good as once"
    assert autostart.switch(on=False)
    assert list(folder.iterdir()) == []


def test_the_settings_say_what_this_system_lacks(program: Program) -> None:
    section = RemindersSection(program.desk)
    assert not section.autostart.isEnabled()
    section.stay.setEnabled(True)
    section.stay.setChecked(True)
    assert machine.load().close_to_tray == "yes"
    section.stay.setChecked(False)
    assert machine.load().close_to_tray == "no"
    assert all(box.text() for box in section.findChildren(QCheckBox))
    section.deleteLater()
