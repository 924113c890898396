"""Columns and orders of the list of clients: chosen, moved, sized, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import client_fields as client_fields_commands
from crm_desktop.commands import clients as commands
from crm_desktop.commands import custom_fields
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.views import Sort
from crm_desktop.exports.client_view import STANDARD
from crm_desktop.queries import client_fields
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.kit.sort_header import SortHeader
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme

_PEOPLE = (("Анна", "Тула", "опт"), ("Борис", "Казань", "опт"), ("Вера", "Казань", "сайт"))
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def room(qtbot: QtBot, crm: Crm) -> Iterator[ClientsPage]:
    words.set_language("ru")
    for name, city, source in _PEOPLE:
        crm.do(commands.add, ClientDraft(name=name, city=city, source=source, tags=("а", "б")))
    desk = Desk(Jobs(crm), Theme("light"), Navigator(), language="ru")
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.model.rowCount() == 3 and bool(made.view.known))
    yield made
    desk.jobs.shutdown()


def _names(room: ClientsPage) -> list[str]:
    rows = map(room.model.record, range(room.model.rowCount()))
    return [row.name if row is not None else "…" for row in rows]


def _keys(room: ClientsPage) -> list[str]:
    """The columns as they are seen, from left to right."""
    header = room.table.horizontalHeader()
    order = sorted(range(header.count()), key=header.visualIndex)
    return [room.model.columns[one].key for one in order if not header.isSectionHidden(one)]


def _click(room: ClientsPage, key: str, held: Qt.KeyboardModifier) -> None:
    header = room.table.horizontalHeader()
    section = [one.key for one in room.model.columns].index(key)
    spot = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, held, spot)


def test_clicks_with_shift_order_by_up_to_three(room: ClientsPage, qtbot: QtBot) -> None:
    _click(room, "city", Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: _names(room) == ["Борис", "Вера", "Анна"])
    _click(room, "name", _SHIFT)
    _click(room, "name", _CTRL)
    qtbot.waitUntil(lambda: _names(room) == ["Вера", "Борис", "Анна"])
    assert room.view.spec.sorts == (Sort("city"), Sort("name", descending=True))
    header = room.table.horizontalHeader()
    assert isinstance(header, SortHeader)
    assert header.sorts == (("city", True), ("name", False))
    _click(room, "source", _SHIFT)
    _click(room, "debt", _SHIFT)
    assert [one.field for one in room.view.spec.sorts] == ["city", "name", "debt"]
    _click(room, "name", Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: _names(room) == ["Анна", "Борис", "Вера"])
    assert not room.table.grab().isNull()


def test_any_field_is_a_column(room: ClientsPage, qtbot: QtBot) -> None:
    names = [info.name for info in room.desk.jobs.crm.ask(client_fields.known)]
    room.view.show_columns(names)
    assert _keys(room) == names
    first = room.model.record(0)
    assert set(first.values) == set(names)
    cells = {key: room.model.index(0, n).data() for n, key in enumerate(names)}
    assert (cells["tags"], cells["kind"], cells["debt"]) == ("а, б", "Частное лицо", "")
    assert cells["created_at"].count(".") == 2
    room.listed.choose_columns()
    chooser = room.listed.chooser
    assert chooser is not None
    chooser.standard.click()
    chooser.close()
    assert room.view.fields() == STANDARD


_OWN = (
    (FieldDraft(CustomNoun.CLIENT, CustomKind.NUMBER, "Площадь"), "125,5", "125,5"),
    (FieldDraft(CustomNoun.CLIENT, CustomKind.CHOICE, "Окно", choices=("А", "Б")), "Б", "Б"),
    (FieldDraft(CustomNoun.CLIENT, CustomKind.DATE, "Замер"), "21.11.2026", "21.11.2026"),
    (FieldDraft(CustomNoun.CLIENT, CustomKind.FLAG, "Важный"), "да", "да"),
    (FieldDraft(CustomNoun.CLIENT, CustomKind.SEVERAL, "Цвет", choices=("б", "к")), "б, к", "б, к"),
)


def test_fields_of_ones_own_are_columns_filters_and_orders(
    room: ClientsPage, qtbot: QtBot, crm: Crm
) -> None:
    for draft, _typed, _shown in _OWN:
        room.desk.jobs.run(custom_fields.add, draft)
    names = [draft.name for draft, _typed, _shown in _OWN]
    qtbot.waitUntil(lambda: [one.title for one in room.view.known][-len(names) :] == names)
    last = room.model.id_at(2)
    assert last is not None
    typed = {draft.name: text for draft, text, _shown in _OWN}
    room.desk.jobs.run(client_fields_commands.set_fields, last, typed)
    own = [one.name for one in room.view.known if one.title]
    room.view.show_columns(["name", *own])
    room.view.sort((Sort(own[0], descending=True), Sort("name")))
    qtbot.waitUntil(lambda: _names(room) == ["Вера", "Анна", "Борис"])
    shown = [room.model.index(0, place).data() for place in range(1, len(own) + 1)]
    assert shown == [text for _draft, _typed, text in _OWN]
    assert [column.title() for column in room.model.columns[1:]] == names
    for place in range(1, len(own) + 1):
        room.table.setCurrentIndex(room.model.index(0, place))
        room.listed.cell.only()
        qtbot.waitUntil(lambda: _names(room) == ["Вера"])
        room.filter.clear()
        qtbot.waitUntil(lambda: room.model.rowCount() == 3)


def test_the_box_of_columns_by_keyboard(room: ClientsPage, qtbot: QtBot) -> None:
    room.listed.choose_columns()
    chooser = room.listed.chooser
    assert chooser is not None
    box = chooser.list
    qtbot.waitUntil(box.hasFocus)
    assert box.item(0).text() == "Название"
    QTest.keyClick(box, Qt.Key.Key_Down, _ALT)
    assert _keys(room)[:2] == ["phone", "name"]
    chooser.search.setText("инн")
    QTest.keyClick(chooser.search, Qt.Key.Key_Down)
    shown = [n for n in range(box.count()) if not box.item(n).isHidden()]
    box.setCurrentRow(shown[0])
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert _keys(room)[-1] == "inn"
    for row in range(box.count()):
        box.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert _keys(room) != []
    chooser.close()


def test_columns_are_moved_by_the_mouse_and_by_keys(room: ClientsPage, qtbot: QtBot) -> None:
    before = _keys(room)
    room.table.setFocus()
    room.table.setCurrentIndex(room.model.index(1, 0))
    QTest.keyClick(room.table, Qt.Key.Key_Right, _ALT | _SHIFT)
    assert _keys(room) == [before[1], before[0], *before[2:]]
    assert room.model.columns[room.table.currentIndex().column()].key == before[0]
    assert room.table.current_id() == room.model.id_at(1)
    header = room.table.horizontalHeader()
    header.moveSection(0, 2)
    moved = [before[0], before[2], before[1], *before[3:]]
    qtbot.waitUntil(lambda: room.view.fields() == tuple(moved))
    assert _keys(room) == moved
    assert [column.key for column in room.model.columns] == moved


def test_widths_by_hand_stay(room: ClientsPage, qtbot: QtBot) -> None:
    header = room.table.horizontalHeader()
    header.resizeSection(0, room.desk.theme.u(333))
    assert room.view.widths()["name"] == 333
    room.view.hide_column("phone")
    assert "phone" not in _keys(room)
    assert header.sectionSize(0) == room.desk.theme.u(333)
    room.resize(900, 600)
    assert header.sectionSize(0) == room.desk.theme.u(333)
    room.view.standard_columns()
    assert room.view.widths() == {}


def test_what_is_hidden_for_want_of_room_comes_back(room: ClientsPage, qtbot: QtBot) -> None:
    room.resize(700, 600)
    qtbot.waitUntil(lambda: "email" not in _keys(room))
    header = room.table.horizontalHeader()
    header.resizeSection(0, room.desk.theme.u(200))
    header.moveSection(0, 1)
    qtbot.waitUntil(lambda: room.view.fields()[:2] == ("phone", "name"))
    assert "email" not in _keys(room)
    room.resize(1500, 600)
    qtbot.waitUntil(lambda: set(_keys(room)) == set(STANDARD))
    assert _keys(room)[:2] == ["phone", "name"]
    assert room.view.widths()["name"] == 200


def test_the_menu_of_a_heading(room: ClientsPage, qtbot: QtBot) -> None:
    header = room.table.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(0) + 5, 5)
    header.customContextMenuRequested.emit(spot)
    [menu] = [one for one in room.table.findChildren(QMenu) if one.isVisible()]
    by_text = {action.text(): action for action in menu.actions()}
    assert by_text["По возрастанию"].isChecked()
    by_text["По убыванию"].trigger()
    menu.close()
    qtbot.waitUntil(lambda: _names(room) == ["Вера", "Борис", "Анна"])


def test_what_goes_out_is_this_view(room: ClientsPage, qtbot: QtBot) -> None:
    room.view.show_columns(["city", "name"])
    qtbot.waitUntil(lambda: room.model.record(0) is not None)
    view = room._view()
    assert [column.title for column in view.columns] == ["Город", "Название"]
    room.table.selectAll()
    room.table.copy()
    expected = "Тула\tАнна\nКазань\tБорис\nКазань\tВера"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == expected)


def test_what_the_marked_ones_come_to(room: ClientsPage, qtbot: QtBot, crm: Crm) -> None:
    assert room.summary.isHidden()
    with crm.database.write() as connection:
        connection.exec_driver_sql("UPDATE client_facts SET debt = 1000000 * client_id")
    room.table.selectAll()
    nbsp = "\u00a0"
    whole = f"Выставлено: 60{nbsp}000{nbsp}₽, в среднем 20{nbsp}000{nbsp}₽"
    qtbot.waitUntil(lambda: whole in room.summary.text())
    assert room.summary.text().startswith("Отмечено 3 · ")
    room.view.show_columns(["name", "city"])
    qtbot.waitUntil(lambda: whole in room.summary.text())
    room.table.select_ids(list(room.model.ids())[:1])
    assert room.summary.isHidden()
