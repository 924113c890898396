"""The line above the story: notes, contacts with outcomes, tasks, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.queries import activities, tasks
from crm_desktop.ui.clients.composer import Composer
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.fixtures import a_client

WEDNESDAY = datetime.fromisoformat("2026-11-25T10:00")
DOWN, UP, TAB, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(clients.add, a_client("Семёнова", "8 916 123-45-67")).value


@pytest.fixture
def desk(crm: Crm) -> Desk:
    return Desk(
        Jobs(crm, immediate=True), Theme("light"), Navigator(), language="ru",
        now=lambda: WEDNESDAY,
    )  # fmt: skip


@pytest.fixture
def composer(qtbot: QtBot, desk: Desk, client: int) -> Iterator[Composer]:
    made = Composer(desk, lambda: "Семёнова")
    qtbot.addWidget(made)
    made.show()
    made.show_client(client)
    made.line.setFocus()
    assert [way.name for way in made.ways] == ["Звонок", "Встреча", "Письмо", "Сообщение"]
    yield made
    desk.jobs.shutdown()


def _press(composer: Composer, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(composer.focusWidget() or composer.line, key)


def test_a_note_is_what_it_is_at_first(composer: Composer, crm: Crm, client: int) -> None:
    assert composer.next.isHidden()
    assert composer.outcome.isHidden()
    _press(composer, ENTER)
    assert crm.ask(activities.timeline, client) == []
    composer.line.setText("Просила перезвонить")
    _press(composer, ENTER)
    assert [(one.kind, one.text) for one in crm.ask(activities.timeline, client)] == [
        ("note", "Просила перезвонить")
    ]
    assert composer.line.text() == ""


def test_a_call_by_keys(composer: Composer, crm: Crm, client: int) -> None:
    composer.line.setFocus()
    _press(composer, DOWN)
    assert composer.kind.currentText() == "Звонок"
    composer.line.setText("после обеда")
    composer.outcome.setFocus()
    _press(composer, DOWN, DOWN)
    assert composer.outcome.currentText() == "Не дозвонились"
    # An open end asks for the day; everything stays where it is.
    _press(composer, ENTER)
    assert not composer.said.isHidden()
    assert "Не дозвонились" in composer.said.text()
    assert crm.ask(activities.timeline, client) == []
    composer.next.setText("когда-нибудь")
    _press(composer, ENTER)
    assert "когда-нибудь" in composer.said.text()
    composer.next.setText("завтра 15:00 перезвонить")
    assert "15:00" in composer.said.text()
    _press(composer, ENTER)
    (entry,) = crm.ask(activities.timeline, client)
    assert (entry.way, entry.outcome, entry.text) == ("Звонок", "Не дозвонились", "после обеда")
    (task,) = crm.ask(tasks.listing, client_id=client)
    assert (task.title, task.due_on, task.due_time) == ("перезвонить", "2026-11-26", "15:00")
    assert composer.kind.currentData() == "note"
    assert composer.typed()["text"] == composer.typed()["next"] == ""


def test_a_task_and_a_letter_that_came(composer: Composer, crm: Crm, client: int) -> None:
    composer.line.setFocus()
    _press(composer, UP)
    assert composer.kind.currentData() == "task"
    composer.line.setText("в пятницу отправить счёт")
    _press(composer, ENTER)
    (task,) = crm.ask(tasks.listing, client_id=client)
    assert (task.title, task.due_on) == ("отправить счёт", "2026-11-27")
    composer.begin_contact("Письмо")
    assert composer.kind.currentText() == "Письмо"
    composer.incoming.setChecked(True)
    composer.line.setText("согласны на скидку")
    composer.save()
    (entry,) = crm.ask(activities.timeline, client)
    assert (entry.way, entry.direction, entry.outcome) == ("Письмо", "in", "")


def test_a_call_of_which_nothing_is_said(composer: Composer, crm: Crm, client: int) -> None:
    composer.begin_contact("", "8 916 123-45-67")
    assert composer.kind.currentText() == "Звонок"
    assert composer.line.placeholderText().startswith("8 916 123-45-67")
    composer.save()
    assert composer.said.text()
    assert crm.ask(activities.timeline, client) == []


def test_what_is_not_saved_comes_back_whole(
    composer: Composer, qtbot: QtBot, desk: Desk, crm: Crm, client: int
) -> None:
    other = crm.do(clients.add, a_client("Другой")).value
    composer.begin_contact("Звонок")
    composer.outcome.setCurrentIndex(3)
    composer.line.setText("дорого")
    composer.next.setText("завтра")
    composer.show_client(other)
    assert (composer.line.text(), composer.kind.currentData()) == ("", "note")
    desk.drafts.flush()
    again = Composer(desk, lambda: "Семёнова")
    qtbot.addWidget(again)
    again.show_client(client)
    again.show()
    assert again.typed() == {
        "text": "дорого", "kind": "way:Звонок", "outcome": "Просили перезвонить",
        "incoming": False, "next": "завтра",
    }  # fmt: skip


def test_everything_in_one_line_where_there_is_room(composer: Composer) -> None:
    layout = composer.layout()
    assert layout is not None
    composer.begin_contact("Звонок")
    composer.resize(380, composer.sizeHint().height())
    layout.activate()
    assert composer.outcome.y() > composer.line.y()
    composer.resize(900, composer.sizeHint().height())
    layout.activate()
    assert abs(composer.outcome.geometry().center().y() - composer.line.geometry().center().y()) < 4


def test_a_choice_without_words_is_no_draft(composer: Composer, desk: Desk, crm: Crm) -> None:
    composer.begin_contact("Звонок")
    composer.outcome.setCurrentIndex(1)
    desk.drafts.flush()
    assert crm.drafts.all() == []


def test_enter_pressed_twice_says_it_once(qtbot: QtBot, crm: Crm, client: int) -> None:
    desk = Desk(Jobs(crm), Theme("light"), Navigator(), language="ru", now=lambda: WEDNESDAY)
    composer = Composer(desk, lambda: "Семёнова")
    qtbot.addWidget(composer)
    composer.show_client(client)
    composer.line.setText("один раз")
    with qtbot.waitSignal(composer.saved):
        composer.save()
        composer.save()
    composer.save()
    desk.jobs.shutdown()
    assert len(crm.ask(activities.timeline, client)) == 1
