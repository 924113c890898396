"""The card tells what happened: notes and changed fields, and brings earlier values back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import activities, client_fields, clients, merge
from crm_desktop.crm import Crm
from crm_desktop.domain.activities import FollowUp, TouchDraft
from crm_desktop.domain.story import Shown, StoryKind
from crm_desktop.queries import activities as told_activities
from crm_desktop.queries import clients as questions
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.clients.story_words import Told, told
from crm_desktop.ui.clients.timeline import Timeline
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.fixtures import a_client


@pytest.fixture
def client(crm: Crm) -> int:
    made = crm.do(clients.add, a_client("Семёнова", "8 916 123-45-67", city="Тула")).value
    crm.do(activities.add_note, made, "Просила перезвонить")
    crm.do(client_fields.set_fields, made, {"city": "Орёл", "phone": "", "comment": "ж" * 500})
    return made


@pytest.fixture
def room(qtbot: QtBot, crm: Crm, client: int) -> Iterator[ClientsPage]:
    desk = Desk(Jobs(crm), Theme("light"), Navigator())
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.open_record(client)
    qtbot.waitUntil(lambda: len(entries(made.panel.timeline)) == 3)
    yield made
    desk.jobs.shutdown()


def entries(timeline: Timeline) -> list[Told]:
    """Every entry in words, the newest first."""
    return [told(entry, "en") for entry in timeline.entries()]


def _said(timeline: Timeline) -> list[str]:
    lines = (line for one in entries(timeline) for line in (one.title, *one.lines.split("\n")))
    return [line for line in lines if line]


def _choose(timeline: Timeline, part: Shown) -> None:
    timeline.shown.setCurrentIndex(timeline.shown.findData(part))


def _back(timeline: Timeline, change: str) -> QAction:
    found = {
        action.text(): action
        for entry in timeline.entries()
        for action in timeline.menu(entry).actions()
    }
    return found[f"Bring the earlier value back: {change}"]


def test_notes_and_changes_stand_together(room: ClientsPage) -> None:
    timeline = room.panel.timeline
    by_words = {one.lines: one for one in entries(timeline)}
    by_words.pop("Просила перезвонить")
    by_words.pop("New client")
    (newest,) = by_words.values()
    assert sorted(newest.lines.split("\n")) == sorted(
        [
            "phone: 8 916 123-45-67 removed",
            "city: Тула → Орёл",
            f"comment: empty → {'ж' * 120}…",
        ]
    )
    assert newest.last.endswith("Хозяйка")


def test_one_kind_alone(room: ClientsPage, qtbot: QtBot) -> None:
    timeline = room.panel.timeline
    _choose(timeline, Shown.WRITTEN)
    qtbot.waitUntil(lambda: _said(timeline) == ["Просила перезвонить"])
    _choose(timeline, Shown.CHANGES)
    qtbot.waitUntil(lambda: len(entries(timeline)) == 2)
    assert "Просила перезвонить" not in _said(timeline)
    _choose(timeline, Shown.ALL)
    qtbot.waitUntil(lambda: len(entries(timeline)) == 3)
    timeline.search.setText("ПЕРЕЗВОН")
    qtbot.waitUntil(lambda: _said(timeline) == ["Просила перезвонить"])
    timeline.search.setText("ничего такого")
    qtbot.waitUntil(lambda: timeline.entries() == [])
    assert not timeline.quiet.isHidden()


def test_an_earlier_value_comes_back_and_goes_again(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    timeline = room.panel.timeline
    with qtbot.waitSignal(room.desk.jobs.committed):
        _back(timeline, "city: Тула → Орёл").trigger()
    assert crm.ask(questions.card, client).city == "Тула"
    qtbot.waitUntil(lambda: "city: Орёл → Тула" in _said(timeline))
    with qtbot.waitSignal(room.desk.jobs.committed):
        _back(timeline, "phone: 8 916 123-45-67 removed").trigger()
    assert [p.value for p in crm.ask(questions.card, client).points] == ["8 916 123-45-67"]
    with qtbot.waitSignal(room.desk.jobs.committed):
        room.desk.jobs.undo()
    assert crm.ask(questions.card, client).points == ()


def test_a_client_of_whom_nothing_is_known(room: ClientsPage, qtbot: QtBot, crm: Crm) -> None:
    other = crm.do(clients.add, a_client("Новый")).value
    room.open_record(other)
    timeline = room.panel.timeline
    qtbot.waitUntil(lambda: _said(timeline) == ["New client"])
    _choose(timeline, Shown.WRITTEN)
    qtbot.waitUntil(timeline.quiet.isVisible)
    assert timeline.entries() == []
    assert timeline.quiet.text().startswith("Nothing yet.")


def test_everything_by_keys(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline = room.panel.timeline
    place = [entry.kind for entry in timeline.entries()].index(StoryKind.NOTE)
    timeline.list.setFocus()
    timeline.list.choose(place)
    assert "Просила перезвонить" in timeline.list.model().data(
        timeline.list.currentIndex(), Qt.ItemDataRole.AccessibleTextRole
    )
    QTest.keyClick(timeline.list, Qt.Key.Key_F2)
    editor = timeline.editor
    assert (editor.isVisible(), editor.box.toPlainText()) == (True, "Просила перезвонить")
    editor.box.setPlainText("  ")
    QTest.keyClick(editor.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(editor.said.isVisible)
    editor.box.setPlainText("Перезвонить в среду")
    QTest.keyClick(editor.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not editor.isVisible())
    qtbot.waitUntil(lambda: "Перезвонить в среду" in _said(timeline))
    assert any("edited" in one.last for one in entries(timeline))
    # Enter shows it whole, with what stood there before.
    QTest.keyClick(timeline.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Просила перезвонить" in editor.before.text())
    QTest.keyClick(editor.box, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    said: list[str] = []
    monkeypatch.setattr(room.desk, "say", lambda text, *_more: said.append(text))
    QTest.keyClick(timeline.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: said == ["The entry is removed."])
    qtbot.waitUntil(lambda: "Перезвонить в среду" not in _said(timeline))
    # What nobody wrote is not removed.
    timeline.list.choose(0)
    QTest.keyClick(timeline.list, Qt.Key.Key_Delete)
    QTest.keyClick(timeline.list, Qt.Key.Key_F2)
    assert not editor.isVisible()
    room.desk.jobs.undo()
    qtbot.waitUntil(lambda: "Перезвонить в среду" in _said(timeline))


def test_what_came_of_a_contact_is_chosen_anew(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    timeline = room.panel.timeline
    draft = TouchDraft(client, "Звонок", "Не дозвонились", next=FollowUp(date(2026, 12, 1)))
    room.desk.jobs.run(activities.log, draft)
    qtbot.waitUntil(lambda: any(one.way for one in timeline.entries()))
    place = next(n for n, one in enumerate(timeline.entries()) if one.way)
    timeline.list.setFocus()
    timeline.list.choose(place)
    QTest.keyClick(timeline.list, Qt.Key.Key_F2)
    outcome = timeline.editor.outcome
    qtbot.waitUntil(lambda: outcome.count() > 2)
    assert outcome.isVisible()
    assert outcome.currentText() == "Не дозвонились"
    QTest.keyClick(timeline.editor.box, Qt.Key.Key_Tab)
    outcome.setCurrentText("Поговорили")
    QTest.keyClick(outcome, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not timeline.editor.isVisible())
    assert crm.ask(told_activities.timeline, client)[0].outcome == "Поговорили"
    # P pins it from where the keyboard is, and lets it go again.
    QTest.keyClick(timeline.list, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: timeline.entries()[0].pinned)
    held = Qt.KeyboardModifier.NoModifier
    QTest.sendKeyEvent(QTest.KeyAction.Click, timeline.list, Qt.Key(ord("З")), "", held)
    qtbot.waitUntil(lambda: not any(one.pinned for one in timeline.entries()))


def test_an_earlier_value_comes_back_by_a_key(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    timeline = room.panel.timeline
    room.desk.jobs.run(client_fields.set_fields, client, {"city": "Омск"})
    qtbot.waitUntil(lambda: "city: Орёл → Омск" in _said(timeline))
    timeline.list.setFocus()
    lines = [one.lines for one in entries(timeline)]
    timeline.list.choose(lines.index("city: Орёл → Омск"))
    QTest.keyClick(timeline.list, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: crm.ask(questions.card, client).city == "Орёл")


def test_pinned_stands_on_top_and_older_comes_below(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    timeline = room.panel.timeline
    first = next(entry for entry in timeline.entries() if entry.kind is StoryKind.NOTE)
    for number in range(59):
        crm.do(activities.add_note, client, f"заметка {number}")
    room.desk.jobs.run(activities.add_note, client, "последняя")
    qtbot.waitUntil(lambda: len(timeline.entries()) == 50)
    timeline.pin(first)
    qtbot.waitUntil(lambda: timeline.entries()[0].pinned)
    assert timeline.entries()[0].record == first.record
    timeline.older.click()
    qtbot.waitUntil(lambda: len(timeline.entries()) == 63)
    assert not timeline.older.isVisible()
    keys = [entry.key for entry in timeline.entries()[1:]]
    assert keys == sorted(set(keys), reverse=True)


def test_a_merge_is_seen_and_taken_back_from_the_story(qtbot: QtBot, room: ClientsPage) -> None:
    crm, desk, timeline = room.desk.jobs.crm, room.desk, room.panel.timeline
    kept = room.shown_record()
    assert kept is not None
    other = crm.do(clients.add, a_client("Семёнова Н.", "8 916 000-00-01", city="Киров")).value
    desk.jobs.run(merge.clients, kept, [other])
    qtbot.waitUntil(lambda: "Merged with the card “Семёнова Н.”" in _said(timeline))
    assert "city: Киров" in _said(timeline)
    # Its old number leads here.
    desk.navigator.register("client", lambda address: room.open_record(int(address[1])))
    room.open_record(other)
    qtbot.waitUntil(lambda: room.shown_record() == kept)
    crm.do(activities.add_note, kept, "написано потом")
    qtbot.waitUntil(lambda: "Merged with the card “Семёнова Н.”" in _said(timeline))
    entry = next(one for one in timeline.entries() if one.kind is StoryKind.MERGED)
    assert "Take the merge back… (R)" in [one.text() for one in timeline.menu(entry).actions()]
    timeline.bring_back(entry)
    qtbot.waitUntil(lambda: timeline.taker.dialog is not None)
    dialog = timeline.taker.dialog
    assert dialog is not None
    assert dialog.returns.text() == (
        "1\u00a0card stands by itself again. With them go back: 1\u00a0phone or e-mail."
    )
    stays = [dialog.stays.item(place).text() for place in range(dialog.stays.count())]
    assert stays == ["story entry “написано потом” — added since"]
    dialog.verb.click()
    qtbot.waitUntil(lambda: crm.ask(questions.ids, "Киров") == [other])
