"""The filter of the list of clients: chips, the form, cells, all by keyboard too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import clients as commands
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind
from crm_desktop.domain.filters import EVERYBODY, Condition, Group, Operator
from crm_desktop.ui.clients.found import Blank
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.parts.filter_rows import ConditionRow, GroupRows, LostRow
from crm_desktop.ui.parts.filter_values import DaysValue, DayValue, FigureValue, TickValue
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme

_PEOPLE = (
    ("Анна", "Тула", ("опт",), date(1990, 5, 1)),
    ("Борис", "Казань", ("опт", "VIP"), None),
    ("Вера", "Казань", (), date(1980, 5, 1)),
    ("Глеб", "", (), None),
)


@pytest.fixture
def room(qtbot: QtBot, crm: Crm) -> Iterator[ClientsPage]:
    words.set_language("ru")
    for name, city, tags, born in _PEOPLE:
        phone = (PointDraft(PointKind.PHONE, "8 916 123-45-67"),)
        draft = ClientDraft(name=name, city=city, tags=tags, birthday=born, points=phone)
        crm.do(commands.add, draft)
    desk = Desk(Jobs(crm), Theme("light"), Navigator(), language="ru")
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.model.rowCount() == 4 and bool(made.filter.source.known))
    yield made
    desk.jobs.shutdown()


def _names(room: ClientsPage) -> list[str]:
    rows = map(room.model.record, range(room.model.rowCount()))
    return [row.name if row is not None else "…" for row in rows]


def _put(room: ClientsPage, name: str, column: str) -> None:
    """The cursor onto a cell."""
    keys = [one.key for one in room.model.columns]
    row = _names(room).index(name)
    room.table.setFocus()
    room.table.setCurrentIndex(room.model.index(row, keys.index(column)))


def _chips(room: ClientsPage) -> list[str]:
    return [chip.text for chip in room.filter.bar.chips]


def test_a_cell_narrows_the_list_and_its_chip_widens_it(room: ClientsPage, qtbot: QtBot) -> None:
    _put(room, "Вера", "city")
    QTest.keyClick(room.table, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _names(room) == ["Борис", "Вера"])
    assert _chips(room) == ["Город: Казань"]
    assert room.count.text() == "2 клиента"
    _put(room, "Вера", "name")
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(room.table, Qt.Key.Key_G, held)
    qtbot.waitUntil(lambda: _names(room) == ["Борис"])
    assert _chips(room) == ["Город: Казань", "Название: не Вера"]
    room.filter.bar.chips[0].setFocus()
    QTest.keyClick(room.filter.bar.chips[0].body, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _names(room) == ["Анна", "Борис", "Глеб"])
    room.filter.bar.clear_button.click()
    qtbot.waitUntil(lambda: room.model.rowCount() == 4)
    assert room.filter.isHidden()


def test_the_menu_of_a_cell_asks_for_what_is_empty(room: ClientsPage, qtbot: QtBot) -> None:
    _put(room, "Глеб", "city")
    seen: list[QMenu] = []
    room.menu_asked.connect(seen.append)
    room.table.customContextMenuRequested.emit(room.table.rect().center())
    [menu] = seen
    texts = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert texts[2:5] == ["Только незаполненных", "Все, кроме незаполненных", "Ещё условие…"]
    [only] = [action for action in menu.actions() if action.text().startswith("Только")]
    only.trigger()
    menu.close()
    qtbot.waitUntil(lambda: _names(room) == ["Глеб"])
    assert _chips(room) == ["Город: не заполнено"]


def test_the_form_asks_by_kind_and_follows_the_typing(room: ClientsPage, qtbot: QtBot) -> None:
    room.open_filter()
    [row] = room.filter.panel.rows.rows
    assert isinstance(row, ConditionRow)
    assert row.field.hasFocus()
    row.field.set_value("city")
    assert isinstance(row.editor, TickValue)
    ticks = row.editor.words
    ticks.open_list()
    popup = ticks.popup
    assert popup is not None
    qtbot.waitUntil(lambda: popup.list.count() == 2)
    assert popup.list.item(0).text() == "Казань · 2"
    popup.list.item(0).setCheckState(Qt.CheckState.Checked)
    popup.list.item(1).setCheckState(Qt.CheckState.Checked)
    popup.close()
    qtbot.waitUntil(lambda: _names(room) == ["Анна", "Борис", "Вера"])
    row.field.set_value("birthday")
    row.operator.set_value(Operator.AT_LEAST)
    assert isinstance(row.editor, DayValue)
    row.editor.days[0].line.setText("01.01.1985")
    qtbot.waitUntil(lambda: _names(room) == ["Анна"])
    row.field.set_value("debt")
    row.operator.set_value(Operator.BETWEEN)
    assert isinstance(row.editor, FigureValue)
    row.editor.lines[0].setText("0")
    assert room.filter.panel.rows.group() == EVERYBODY
    row.editor.lines[1].setText("1 000,50")
    wanted = Condition("debt", Operator.BETWEEN, (0, 1000_50))
    qtbot.waitUntil(lambda: room.current_filter() == Group((wanted,)))
    QTest.keyClick(row.editor.lines[1], Qt.Key.Key_Return)
    assert room.filter.panel.isHidden()
    assert room.table.hasFocus()
    assert _chips(room) == ["Выставлено: от 0 ₽ до 1\u00a0000,50\u00a0₽".replace("0 ₽", "0\u00a0₽")]


def test_one_level_of_groups_and_either_or(room: ClientsPage, qtbot: QtBot) -> None:
    kazan, named = (
        Condition("city", Operator.IS, ("Казань",)),
        Condition("name", Operator.BEGINS, ("А",)),
    )
    room.filter.show_filter(Group((kazan,)))
    room.open_filter()
    group = room.filter.panel.rows.add_group()
    [first] = group.rows
    assert isinstance(first, ConditionRow)
    first.field.set_value("tags")
    assert isinstance(first.editor, TickValue)
    first.editor.set_values(["VIP"])
    second = group.add_condition()
    second.field.set_value("name")
    second.operator.set_value(Operator.BEGINS)
    second.editor.set_values(["В"])
    qtbot.waitUntil(lambda: _names(room) == ["Борис", "Вера"])
    room.filter.panel.rows.every.set_value(False)
    group.every.set_value(True)
    second.remove.click()
    first.editor.set_values(["опт"])
    third = room.filter.panel.rows.add_condition()
    third.field.set_value("name")
    third.editor.set_values(["а"])
    room.filter.panel.close_it()
    qtbot.waitUntil(lambda: _names(room) == ["Анна", "Борис", "Вера"])
    assert _chips(room) == ["Город: Казань", "Метки: опт", "Название содержит «а»"]
    assert room.filter.source.text(Group((kazan, named), every=False)).count(" или ") == 1


def test_what_the_form_cannot_show_stays(room: ClientsPage, qtbot: QtBot) -> None:
    deep = Group((Group((Group((Condition("name", Operator.FILLED),)),)),))
    gone = Condition("77", Operator.IS, ("x",))
    room.filter.show_filter(Group((deep, gone), every=False))
    room.open_filter()
    rows = room.filter.panel.rows
    assert [type(row) for row in rows.rows] == [LostRow, LostRow]
    assert rows.group() == Group((deep, gone), every=False)
    flat = Group((Condition("city", Operator.IS_NOT, ("Тула",)),))
    room.filter.show_filter(Group((flat, Condition("last_touch", Operator.OLDER_DAYS, (9,)))))
    inner, touched = room.filter.panel.rows.rows
    assert isinstance(inner, GroupRows)
    assert inner.group().parts[0] == Condition("city", Operator.NONE_OF, ("Тула",))
    assert isinstance(touched, ConditionRow)
    assert isinstance(touched.editor, DaysValue)
    assert touched.editor.unit.text() == "дней назад"


def test_nobody_fits_and_a_field_that_is_gone(room: ClientsPage, qtbot: QtBot) -> None:
    room.filter.add(Condition("city", Operator.ONE_OF, ("Урюпинск",)))
    qtbot.waitUntil(lambda: room.left.is_blank(Blank.UNFIT))
    room.left.blank(Blank.UNFIT).button.click()
    qtbot.waitUntil(lambda: room.left.currentWidget() is room.table)
    assert room.model.rowCount() == 4
    room.filter.add(Condition("77", Operator.FILLED))
    qtbot.waitUntil(lambda: room.left.is_blank(Blank.UNFIT))
    assert "77" in room.left.blank(Blank.UNFIT)._sentence.text()
    assert _chips(room) == ["Поле, которого больше нет"]
    room.left.blank(Blank.UNFIT).button.click()
    qtbot.waitUntil(lambda: room.model.rowCount() == 4)


def test_a_search_and_a_filter_hold_together(room: ClientsPage, qtbot: QtBot) -> None:
    room.filter.add(Condition("city", Operator.ONE_OF, ("Казань",)))
    room.search.setText("вера")
    qtbot.waitUntil(lambda: _names(room) == ["Вера"])
    view = room._view()
    assert "Город: Казань" in view.note
    assert list(room.view_ids()) == list(room.model.ids())
    room.show_all()
    qtbot.waitUntil(lambda: room.model.rowCount() == 4)
    assert room.current_filter() == EVERYBODY
