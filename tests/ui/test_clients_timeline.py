"""The card tells what happened: notes and changed fields, and brings earlier values back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from crm_desktop.commands import activities, client_fields, clients
from crm_desktop.crm import Crm
from crm_desktop.queries import clients as questions
from crm_desktop.ui.clients.page import ClientsPage
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


def entries(timeline: Timeline) -> list[list[str]]:
    """Texts of every entry, the newest first, without its last line (when and who)."""
    found = []
    for place in range(timeline.events.count() - 1):
        item = timeline.events.itemAt(place)
        widget = item.widget() if item is not None else None
        assert widget is not None
        found.append([label.text() for label in widget.findChildren(QLabel)])
    return found


def _said(timeline: Timeline) -> list[str]:
    return [text for texts in entries(timeline) for text in texts[:-1]]


def _back(timeline: Timeline, change: str) -> QToolButton:
    named = {button.accessibleName(): button for button in timeline.findChildren(QToolButton)}
    return named[f"Bring the earlier value back: {change}"]


def test_notes_and_changes_stand_together(room: ClientsPage) -> None:
    timeline = room.panel.timeline
    by_first = {texts[0]: texts for texts in entries(timeline)}
    note, made = by_first.pop("Просила перезвонить"), by_first.pop("New client")
    (newest,) = by_first.values()
    assert sorted(newest[:-1]) == sorted(
        [
            "phone: 8 916 123-45-67 removed",
            "city: Тула → Орёл",
            f"comment: empty → {'ж' * 120}…",
        ]
    )
    assert "Хозяйка · Change of client “Семёнова”" in newest[-1]
    assert (len(note), len(made)) == (2, 2)


def test_one_kind_alone(room: ClientsPage) -> None:
    timeline = room.panel.timeline
    timeline.only_notes.click()
    assert _said(timeline) == ["Просила перезвонить"]
    timeline.only_changes.click()
    assert "Просила перезвонить" not in _said(timeline)
    assert len(entries(timeline)) == 2
    timeline.all.click()
    assert len(entries(timeline)) == 3


def test_an_earlier_value_comes_back_and_goes_again(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    timeline = room.panel.timeline
    with qtbot.waitSignal(room.desk.jobs.committed):
        _back(timeline, "city: Тула → Орёл").click()
    assert crm.ask(questions.card, client).city == "Тула"
    qtbot.waitUntil(lambda: "city: Орёл → Тула" in _said(timeline))
    with qtbot.waitSignal(room.desk.jobs.committed):
        _back(timeline, "phone: 8 916 123-45-67 removed").click()
    assert [p.value for p in crm.ask(questions.card, client).points] == ["8 916 123-45-67"]
    with qtbot.waitSignal(room.desk.jobs.committed):
        room.desk.jobs.undo()
    assert crm.ask(questions.card, client).points == ()


def test_a_client_of_whom_nothing_is_known(room: ClientsPage, qtbot: QtBot, crm: Crm) -> None:
    other = crm.do(clients.add, a_client("Новый")).value
    room.open_record(other)
    timeline = room.panel.timeline
    qtbot.waitUntil(lambda: _said(timeline) == ["New client"])
    timeline.only_notes.click()
    assert not timeline.quiet.isHidden()
    assert timeline.quiet.text().startswith("Nothing yet.")
