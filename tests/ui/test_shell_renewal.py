"""Language, scheme and size without a restart: the window is another one, nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crm_desktop import machine, words
from crm_desktop.commands import clients, deals, documents, organisations, tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.machine import Machine
from crm_desktop.queries import settings as setting_queries
from crm_desktop.queries import tasks as task_queries
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.settings.appearance import AppearanceSection
from crm_desktop.ui.settings.language import LanguageSection
from crm_desktop.ui.shell.app import Program
from tests.fixtures import ORGANISATION, a_client


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine(theme="light", language="en"), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")
    theme.change("light", 1.0)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    qapp.setStyleSheet("")
    QLocale.setDefault(QLocale.c())


def language(program: Program) -> LanguageSection:
    program.desk.navigator.go("settings", "language")
    section = program.window.page("settings").section("language")
    assert isinstance(section, LanguageSection)
    return section


def appearance(program: Program) -> AppearanceSection:
    program.desk.navigator.go("settings", "appearance")
    section = program.window.page("settings").section("appearance")
    assert isinstance(section, AppearanceSection)
    return section


def test_another_language_at_once(program: Program) -> None:
    old = program.window
    choice = language(program).choices["ru"]
    choice.setFocus()
    choice.click()
    assert program.window is not old
    assert not old.isVisible()
    assert program.window.isVisible()
    assert program.desk.navigator.here == ("settings", "language")
    page = program.window.page("settings")
    assert page.title.text() == "Язык"
    assert program.window.rail.buttons["clients"].text() == "Клиенты"
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Отмена"
    assert program.desk.language == "ru"
    # It is remembered, the cursor stays where it was, and back is back.
    assert machine.load().language == "ru"
    focus = program.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "language-ru"
    language(program).choices["en"].click()
    assert program.window.rail.buttons["clients"].text() == "Clients"
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    program.desk.navigator.back()
    assert program.desk.navigator.here != ("settings", "language")


def test_what_is_typed_and_what_is_shown_comes_along(program: Program) -> None:
    crm = program.crm
    first = crm.do(clients.add, a_client("Семёнова Наталья")).value
    second = crm.do(clients.add, a_client("Петров Пётр")).value
    deal = crm.do(deals.add, DealDraft("Окна", first)).value
    program.desk.navigator.go("deal", deal)
    program.desk.navigator.go("client", second)
    page = program.window.page("clients")
    page.edit_current()
    page.form.form.set_value("comment", "недописанное")
    program.desk.settings.language = "ru"
    program.desk.renew()
    assert program.desk.navigator.here == ("client", second)
    page = program.window.page("clients")
    assert page.right.currentWidget() is page.form
    assert page.form.form.value("comment") == "недописанное"
    assert page.form.form.value("name") == "Петров Пётр"
    # The form is open: nobody is asked whether to go on with it.
    assert program.window.ribbons.ribbon("unfinished") is None
    program.desk.navigator.go("deals")
    assert program.window.page("deals").form.deal_id == deal


def test_a_form_out_of_sight_is_offered(program: Program) -> None:
    program.desk.navigator.go("tasks")
    program.window.page("tasks").new()
    program.window.page("tasks").form.form.set_value("title", "Позвонить")
    appearance(program).schemes["dark"].click()
    ribbon = program.window.ribbons.ribbon("unfinished")
    assert ribbon is not None
    assert "Позвонить" in ribbon.text.text()
    ribbon.buttons["continue"].click()
    assert program.window.page("tasks").form.form.value("title") == "Позвонить"


def test_scheme_and_size_are_taken_on_and_kept(program: Program) -> None:
    section = appearance(program)
    section.schemes["dark"].click()
    assert program.desk.theme.dark
    section = appearance(program)
    assert section.schemes["dark"].isChecked()
    width = program.window.rail.width()
    section.slider.setValue(24)
    assert section.percent.text() == "120 %"
    assert program.window.rail.width() == width
    section.apply_button.click()
    assert program.window.rail.width() == round(width * 1.2)
    assert (machine.load().font_scale, machine.load().theme) == (120, "dark")
    appearance(program).usual_button.click()
    assert program.window.rail.width() == width


def test_a_page_that_would_lose_something_asks(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = program.crm
    client = crm.do(clients.add, a_client()).value
    firm = crm.do(organisations.save, ORGANISATION).value
    line = LineDraft("Окно", price=100)
    draft = DocumentDraft(client, firm, date=date(2026, 11, 1), lines=(line,))
    paper = crm.do(documents.create, draft).value
    program.desk.navigator.go("documents")
    program.window.page("documents").edit(paper)
    asked: list[str] = []

    def confirm(*args: object, **_more: object) -> bool:
        asked.append(str(args[3]))
        return len(asked) > 1

    monkeypatch.setattr(dialogs, "confirm", confirm)
    before = program.window
    appearance(program).schemes["dark"].click()
    assert program.window is before
    assert not program.desk.theme.dark
    assert "invoice" in asked[0]
    program.desk.renew()
    assert program.window is not before
    assert program.desk.theme.dark


def test_reminders_that_are_up_stay_up(program: Program) -> None:
    task = program.crm.do(tasks.add, TaskDraft("Позвонить", remind_at="2026-12-01T09:00")).value
    row = program.crm.ask(task_queries.card, task)
    program.tray.popup.show_tasks([row])
    appearance(program).schemes["dark"].click()
    assert list(program.tray.popup.rows) == [task]
    assert program.tray.popup.isVisible()
    done = program.tray.popup.findChild(QPushButton)
    assert done is not None
    QTest.mouseClick(done, Qt.MouseButton.LeftButton)
    assert program.tray.popup.tasks() == []


def test_what_was_said_over_the_pages_is_said_again(program: Program) -> None:
    program.furnish(
        lambda: program.window.ribbons.show_ribbon("copy", "warn", words.language(), ())
    )
    program.desk.settings.language = "ru"
    program.desk.renew()
    ribbon = program.window.ribbons.ribbon("copy")
    assert ribbon is not None
    assert ribbon.text.text() == "ru"


def test_it_waits_for_what_is_running(
    qtbot: QtBot, qapp: QApplication, base: Path, program: Program
) -> None:
    made = Program(program.crm, program.desk.theme, Machine(theme="light", language="en"))
    made.show()
    before = made.window
    made.desk.settings.theme = "dark"
    made.jobs.ask(setting_queries.business)
    made.desk.renew()
    assert made.window is before
    qtbot.waitUntil(lambda: made.window is not before, timeout=5_000)
    assert made.desk.theme.dark
    made.tray.stop()
    made.upkeep.stop()
    made.garbage.stop()
    made.window.close()
    made.jobs.shutdown()
    made.window.deleteLater()


def test_sections_are_switched_and_moved_in_the_settings(program: Program) -> None:
    section = appearance(program)
    assert not section.checks["clients"].isEnabled()
    section.checks["deals"].click()
    assert "deals" not in program.window.rail.buttons
    section.checks["deals"].click()
    order = [one.id for one in program.desk.sections.shown()]
    section.moves[order[-1], -1].click()
    assert [one.id for one in program.desk.sections.shown()][-2] == order[-1]


def test_papers_have_a_language_of_their_own(program: Program) -> None:
    section = language(program)
    assert section.papers["ru"].isChecked()
    section.papers["en"].click()
    assert program.crm.ask(setting_queries.business).language == "en"
    program.window.undo()
    assert section.papers["ru"].isChecked()
