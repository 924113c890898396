"""Tables: pages, placeholders, selection by id, select-all of 100,000 rows, copying."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from crm_desktop.crm import Busy
from crm_desktop.ui.kit.grouped_list import GroupedTable
from crm_desktop.ui.kit.list_model import ListModel, ListTable
from crm_desktop.ui.kit.record_model import PAGE, PLACEHOLDER, Column, RecordModel
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.runtime.theme import Theme
from tests.effort import no_explosion


@dataclass(frozen=True)
class Person:
    id: int
    name: str


COLUMNS = (
    Column("id", lambda: "No.", lambda row: str(row.id), 80, align_right=True, sort_key="id"),
    Column("name", lambda: "Name", lambda row: row.name, 200, sort_key="name"),
    Column("note", lambda: "Note", lambda row: "note", 200, muted=True),
    *(Column(f"c{n}", lambda: "C", lambda row: row.name, 90) for n in range(2)),
)


@dataclass
class Store:
    """Rows as a base would give them; remembers what was read."""

    names: dict[int, str] = field(default_factory=dict)
    reads: list[list[int]] = field(default_factory=list)
    busy: int = 0

    def page(self, ids: Sequence[int]) -> list[Person]:
        self.reads.append(list(ids))
        if self.busy:
            self.busy -= 1
            raise Busy
        gone = self.names.get
        return [
            Person(one, name) for one in reversed(ids) if (name := gone(one, f"n{one}")) != "gone"
        ]


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme()


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, store: Store) -> RecordTable:
    table = RecordTable(theme, RecordModel(COLUMNS, store.page), "People")
    qtbot.addWidget(table)
    table.records.setParent(table)
    table.resize(700, 400)
    table.show()
    return table


def test_the_model_keeps_qts_rules(qtbot: QtBot, store: Store) -> None:
    model = RecordModel(COLUMNS, store.page)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(range(1, 301))
    model.ensure(0, 20)
    model.invalidate([1, 2])
    model.show([5, 4, 3])
    model.show([])


@pytest.mark.parametrize("kind", ["i", "q"])
def test_where_a_record_stands(qtbot: QtBot, store: Store, kind: str) -> None:
    model = RecordModel(COLUMNS, store.page)
    # A byte of one beside a byte of the next is nobody.
    model.show(array(kind, [1, 256, 65_536, 7, 2**24]))
    asked = [1, 256, 65_536, 7, 2**24, 2, 2**16 + 2**24, 2**40, 0]
    assert [model.row_of(one) for one in asked] == [0, 1, 2, 3, 4, None, None, None, None]


def test_data_never_reads(qtbot: QtBot, store: Store) -> None:
    model = RecordModel(COLUMNS, store.page)
    model.show(range(1, 1000))
    assert model.index(0, 1).data() == PLACEHOLDER
    assert store.reads == []
    model.ensure(0, 10)
    assert model.index(0, 1).data() == "n1"
    assert [len(ids) for ids in store.reads] == [PAGE]
    assert model.index(500, 1).data() == PLACEHOLDER


def test_a_busy_base_is_asked_again(qtbot: QtBot, store: Store) -> None:
    model = RecordModel(COLUMNS, store.page)
    store.busy = 2
    model.show([1, 2, 3])
    model.ensure(0, 2)
    assert model.index(0, 1).data() == PLACEHOLDER
    qtbot.waitUntil(lambda: bool(model.index(0, 1).data() == "n1"), timeout=2000)


def test_a_vanished_row_is_a_placeholder(qtbot: QtBot, store: Store) -> None:
    store.names[2] = "gone"
    model = RecordModel(COLUMNS, store.page)
    model.show([1, 2, 3])
    model.ensure(0, 2)
    assert [model.index(row, 1).data() for row in range(3)] == ["n1", PLACEHOLDER, "n3"]


def test_a_row_that_comes_back_is_read_again(qtbot: QtBot, store: Store) -> None:
    store.names[2] = "gone"
    model = RecordModel(COLUMNS, store.page)
    model.show([1, 2, 3])
    model.ensure(0, 2)
    del store.names[2]
    model.invalidate([2])
    assert [model.index(row, 1).data() for row in range(3)] == ["n1", "n2", "n3"]


def test_rows_that_come_with_their_ids_are_made_when_they_are_painted(
    qtbot: QtBot, store: Store
) -> None:
    looked = 0

    class Rows(list[Person]):
        def __iter__(self) -> Iterator[Person]:
            nonlocal looked
            looked += 1
            return super().__iter__()

    model = RecordModel(COLUMNS, store.page)
    model.show([1, 2, 3], Rows(Person(one, f"came {one}") for one in (1, 2, 3)))
    model.ensure(0, 2)
    assert looked == 0
    assert [model.index(row, 1).data() for row in range(3)] == ["came 1", "came 2", "came 3"]
    assert model.index(0, 1).data() == "came 1"
    assert looked == 1
    assert store.reads == []


def test_a_change_is_read_again(qtbot: QtBot, store: Store) -> None:
    model = RecordModel(COLUMNS, store.page)
    model.show(range(1, 400))
    model.ensure(0, 20)
    store.names[3] = "new"
    with qtbot.waitSignal(model.dataChanged):
        model.invalidate([3])
    assert model.index(2, 1).data() == "new"
    assert len(store.reads) == 2


def test_select_all_of_many_does_not_explode(table: RecordTable) -> None:
    table.records.show(range(1, 100_001))
    with no_explosion():
        table.selectAll()
        assert table.selected_count() == 100_000
        table.repaint()


def test_jumping_reads_only_what_is_seen(qtbot: QtBot, table: RecordTable, store: Store) -> None:
    table.records.show(range(1, 100_001))
    store.reads.clear()
    table.scrollToBottom()
    qtbot.waitUntil(lambda: table.records.record(99_999) is not None)
    assert len(store.reads) <= 2


def test_a_new_order_keeps_selection_current_and_top(qtbot: QtBot, table: RecordTable) -> None:
    table.records.show(range(1, 1001))
    table.select_id(500)
    table.select_ids([500, 502, 503])
    table.verticalScrollBar().setValue(490)
    table.records.show([1001, 1002, *range(1, 502), *range(503, 1001)])
    assert table.selected_ids() == [500, 503]
    assert table.current_id() == 500
    assert table.records.id_at(table.rowAt(0)) == 491


def test_current_is_told_once_and_goes_on_when_gone(table: RecordTable) -> None:
    told: list[object] = []
    table.current_changed.connect(told.append)
    table.records.show([1, 2, 3])
    table.select_id(2)
    table.records.show([3, 2])
    table.records.show([3])
    # With the keyboard in it a table begins on its first record, and goes on beside one that goes.
    assert told == [1, 2, 3]
    assert not table.select_id(2)


def test_a_filter_marks_nobody(table: RecordTable) -> None:
    table.records.show([1, 2, 3])
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 1))
    table.clearSelection()
    table.records.show([1, 3])
    assert (table.current_id(), table.selected_ids()) == (3, [])
    assert table.currentIndex().column() == 1


def test_words_of_a_page_stand_on_its_edge(table: RecordTable) -> None:
    """The first column that is shown first, wherever it is drawn to."""

    def place(section: int) -> QStyleOptionViewItem.ViewItemPosition:
        option = QStyleOptionViewItem()
        index = table.model().index(0, section)
        delegate = table.itemDelegateForIndex(index)
        assert isinstance(delegate, QStyledItemDelegate)
        delegate.initStyleOption(option, index)
        return option.viewItemPosition

    beginning = QStyleOptionViewItem.ViewItemPosition.Beginning
    table.records.show([1])
    assert place(0) != beginning
    table.stand_on_edge()
    assert [place(section) == beginning for section in range(3)] == [True, False, False]
    table.horizontalHeader().moveSection(2, 0)
    assert [place(section) == beginning for section in range(3)] == [False, False, True]


def test_enter_and_double_click_open(qtbot: QtBot, table: RecordTable) -> None:
    table.records.show([7, 8])
    table.select_id(8)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [8]
    spot = table.visualRect(table.model().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == [7]


def test_ctrl_c_copies_rows_for_a_spreadsheet(
    qtbot: QtBot, table: RecordTable, store: Store
) -> None:
    store.names[2] = 'a "b"\nc'
    table.records.show([1, 2, 3])
    table.select_ids([1, 2])
    table.setColumnHidden(3, True)
    table.setColumnHidden(4, True)
    store.busy = 1
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    expected = '1\tn1\tnote\n2\t"a ""b""\nc"\tnote'
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == expected, timeout=2000)


def test_the_header_asks_for_an_order(qtbot: QtBot, table: RecordTable) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_requested.connect(lambda key, up: asked.append((key, up)))
    header = table.horizontalHeader()
    for section in (1, 1, 0, 2):
        header.sectionClicked.emit(section)
    assert asked == [("name", True), ("name", False), ("id", True)]
    assert header.sortIndicatorSection() == 0


def test_a_small_list(qtbot: QtBot, theme: Theme) -> None:
    model = ListModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([Person(1, "a")])
    model.show([Person(1, "b")])
    table = ListTable(theme, COLUMNS, "Stages")
    qtbot.addWidget(table)
    table.show_rows([Person(1, "a"), Person(2, "b")])
    table.select_id(2)
    table.show_rows([Person(3, "c"), Person(2, "bb")])
    assert table.selected_ids() == [2]
    assert table.current_id() == 2
    assert table.record(2).name == "bb"
    assert table.accessibleName() == "Stages"
    table.show_rows([Person(3, "c"), Person(2, "x")])
    assert table.model().index(1, 1).data() == "x"


def test_the_menu_click_keeps_the_selection(qtbot: QtBot, table: RecordTable) -> None:
    table.records.show([1, 2, 3])
    table.selectionModel().select(
        table.model().index(0, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    table.select_ids([1, 2])
    spot = table.visualRect(table.model().index(1, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.RightButton, pos=spot)
    assert table.selected_ids() == [1, 2]
    assert table.current_id() == 2


def test_a_date_or_a_sum_is_never_cut(qtbot: QtBot, theme: Theme, store: Store) -> None:
    longest = "88.888.8888"
    narrow = Column("day", lambda: "Day", lambda _row: longest, 20, fits=lambda: longest)
    wide = Column("name", lambda: "Name", lambda row: row.name, 100, grow=True)
    table = RecordTable(theme, RecordModel((narrow, wide), store.page), "People")
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.records.show(range(1, 9))
    table.show()
    index = table.records.index(0, 0)
    assert table.sizeHintForIndex(index).width() <= table.columnWidth(0)
    assert table.columnWidth(1) >= theme.u(100)
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()


def test_the_keyboard_stands_on_the_first_record(qtbot: QtBot, theme: Theme) -> None:
    column = Column("name", lambda: "Name", lambda row: row.name, 100)
    table = GroupedTable(theme, (column,), "People", lambda: "Done")
    other = QLineEdit()
    ground = QWidget()
    layout = QVBoxLayout(ground)
    for widget in (other, table):
        layout.addWidget(widget)
    qtbot.addWidget(ground)
    ground.show()
    other.setFocus()
    table.show_groups([("Today", "text", [Person(7, "Ann"), Person(8, "Bob")])])
    assert table.current_id() is None
    ground.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert table.current_id() == 7
    assert table.selected_ids() == []
    table.show_groups([])
    table.show_groups([("Today", "text", [Person(9, "Eve")])])
    assert table.current_id() == 9
