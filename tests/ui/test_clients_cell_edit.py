"""F2 in the list: a cell typed over in its place, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.tables import dump

NAMES = ("Анна", "Борис", "Вера")


@pytest.fixture
def room(qtbot: QtBot, crm: Crm) -> Iterator[ClientsPage]:
    for name in NAMES:
        points = (
            PointDraft(PointKind.PHONE, "8 916 123-45-67", "рабочий"),
            PointDraft(PointKind.PHONE, "8 916 123-45-68"),
        )
        crm.do(clients.add, ClientDraft(name=name, city="Тверь", points=points))
    desk = Desk(Jobs(crm), Theme("light"), Navigator())
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.model.rowCount() == len(NAMES))
    qtbot.waitUntil(lambda: made.model.record(0) is not None)
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    yield made
    desk.jobs.shutdown()


def stand_on(room: ClientsPage, row: int, key: str) -> None:
    keys = [column.key for column in room.model.columns]
    room.table.setCurrentIndex(room.model.index(row, keys.index(key)))


def press(room: ClientsPage, key: Qt.Key) -> None:
    assert room.cell_edit.line is not None
    QTest.keyClick(room.cell_edit.line, key)


def typed(room: ClientsPage, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    assert room.cell_edit.line is not None
    room.cell_edit.line.setText(text)
    press(room, key)


def at(room: ClientsPage) -> tuple[int, str]:
    index = room.table.currentIndex()
    return index.row(), room.model.columns[index.column()].key


def test_enter_saves_and_goes_down(room: ClientsPage, qtbot: QtBot, crm: Crm) -> None:
    before = dump(crm)
    stand_on(room, 0, "city")
    room.edit_current()
    line = room.cell_edit.line
    assert line is not None
    assert line.text() == "Тверь"
    assert line.hasFocus()
    with qtbot.waitSignal(room.desk.jobs.committed):
        typed(room, "Тула")
    qtbot.waitUntil(lambda: room.cell_edit.line is None)
    assert at(room) == (1, "city")
    assert room.table.hasFocus()
    first = crm.ask(client_queries.ids)[0]
    assert crm.ask(client_queries.card, first).city == "Тула"
    qtbot.waitUntil(lambda: room.model.record(0).values["city"] == "Тула")
    crm.undo()
    assert dump(crm) == before


def test_esc_leaves_all_as_it_was(room: ClientsPage, crm: Crm) -> None:
    before = dump(crm)
    stand_on(room, 0, "name")
    room.edit_current()
    typed(room, "Другая", Qt.Key.Key_Escape)
    assert room.cell_edit.line is None
    assert room.table.hasFocus()
    assert dump(crm) == before


def test_what_is_the_same_writes_nothing(room: ClientsPage, crm: Crm) -> None:
    before = dump(crm)
    stand_on(room, 0, "city")
    room.edit_current()
    press(room, Qt.Key.Key_Return)
    assert at(room) == (1, "city")
    assert dump(crm) == before


def test_what_is_refused_is_said_at_the_cell(room: ClientsPage, qtbot: QtBot, crm: Crm) -> None:
    before = dump(crm)
    stand_on(room, 0, "name")
    room.edit_current()
    typed(room, "Ы" * 501)
    qtbot.waitUntil(lambda: not room.cell_edit.problem.isHidden())
    line = room.cell_edit.line
    assert line is not None
    assert "500" in room.cell_edit.problem.text.text()
    assert line.accessibleDescription() == room.cell_edit.problem.text.text()
    assert line.text() == "Ы" * 501, "nothing typed is lost"
    assert dump(crm) == before
    with qtbot.waitSignal(room.desk.jobs.committed):
        typed(room, "Яна")
    qtbot.waitUntil(lambda: room.model.record(2).name == "Яна")
    assert room.cell_edit.problem.isHidden()
    assert at(room)[0] == 0, "the one that stood below is next"


def test_tab_saves_and_opens_the_next_cell(room: ClientsPage, qtbot: QtBot, crm: Crm) -> None:
    stand_on(room, 1, "phone")
    room.edit_current()
    with qtbot.waitSignal(room.desk.jobs.committed):
        typed(room, "8 916 000-00-07", Qt.Key.Key_Tab)
    qtbot.waitUntil(
        lambda: room.cell_edit.line is not None and not room.cell_edit.line.isReadOnly()
    )
    assert at(room) == (1, "email")
    with qtbot.waitSignal(room.desk.jobs.committed):
        typed(room, "boris@yolki.ru", Qt.Key.Key_Backtab)
    qtbot.waitUntil(lambda: at(room) == (1, "phone"))
    press(room, Qt.Key.Key_Escape)
    card = crm.ask(client_queries.card, crm.ask(client_queries.ids)[1])
    assert [(point.normal, point.label) for point in card.points] == [
        ("+79160000007", "рабочий"),
        ("+79161234568", ""),
        ("boris@yolki.ru", ""),
    ]


def test_going_elsewhere_saves(room: ClientsPage, qtbot: QtBot, crm: Crm) -> None:
    stand_on(room, 2, "city")
    room.edit_current()
    assert room.cell_edit.line is not None
    room.cell_edit.line.setText("Псков")
    with qtbot.waitSignal(room.desk.jobs.committed):
        room.search.setFocus()
    assert crm.ask(client_queries.card, crm.ask(client_queries.ids)[2]).city == "Псков"
    assert room.search.hasFocus()


def test_a_sum_is_not_typed_over_its_row_is(room: ClientsPage) -> None:
    stand_on(room, 0, "debt")
    room.edit_current()
    assert room.cell_edit.line is not None
    assert room.cell_edit.line.text() == "Анна"


def test_the_line_follows_its_cell(room: ClientsPage, qtbot: QtBot, crm: Crm) -> None:
    stand_on(room, 0, "city")
    room.edit_current()
    assert room.cell_edit.line is not None
    room.cell_edit.line.setText("Орёл")
    top = room.cell_edit.line.y()
    crm.do(clients.add, ClientDraft(name="Аа"))
    room.left.ids.refresh()
    qtbot.waitUntil(lambda: room.model.rowCount() == len(NAMES) + 1)
    qtbot.waitUntil(lambda: room.cell_edit.line is not None and room.cell_edit.line.y() > top)
    with qtbot.waitSignal(room.desk.jobs.committed):
        typed(room, "Орёл")
    assert crm.ask(client_queries.card, crm.ask(client_queries.ids)[1]).city == "Орёл"
