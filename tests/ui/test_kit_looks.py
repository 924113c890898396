"""Small furniture: elided lines, the grouped list, columns that fit, forms beside a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.clients.columns import columns as client_columns
from crm_desktop.ui.documents.columns import columns as document_columns
from crm_desktop.ui.kit.column_widths import ColumnWidths
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.grouped_list import GroupedTable
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime.theme import Theme

LONG = "Общество с ограниченной ответственностью «Северо-Западная компания»"


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    city: str = "Тула"


COLUMNS = (
    Column("name", lambda: "Имя", lambda row: row.name, 120, grow=True),
    Column("city", lambda: "Город", lambda row: row.city, 120, spare=1),
    Column("note", lambda: "Заметка", lambda row: row.name, 120, spare=2),
)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme("light", 1.0, "ru")


@pytest.fixture
def table(theme: Theme) -> Iterator[GroupedTable]:
    made = GroupedTable(theme, COLUMNS, "Задачи", lambda: "Не сделано")
    made.resize(500, 300)
    made.show_groups(
        [
            ("Просрочено · 1", "bad", [Row(1, "а")]),
            ("Сегодня · 0", "text", []),
            ("Завтра · 2", "text", [Row(2, "б"), Row(3, "в")]),
        ]
    )
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("columns", [client_columns, document_columns])
def test_beside_an_open_record_no_list_scrolls_sideways(
    qtbot: QtBot, columns: Callable[[str, str], Sequence[Column]]
) -> None:
    theme, shown = Theme("light", 1.5, "ru"), columns("ru", "RUB")
    view = QTableView()
    qtbot.addWidget(view)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.verticalHeader().hide()
    view.setModel(QStandardItemModel(0, len(shown)))
    # What a window of 1366 leaves with large letters, the rail folded and a record open.
    view.resize(1366 - theme.u(56) - theme.u(420), 400)
    view.show()
    ColumnWidths(view, theme, shown)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    names = [one.key for at, one in enumerate(shown) if not view.isColumnHidden(at)]
    assert set(names) >= ({"name", "phone"} if "phone" in names else {"number", "client", "total"})


def test_a_line_that_does_not_fit_is_told_whole(qtbot: QtBot) -> None:
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    label.resize(100, 20)
    with qtbot.waitExposed(label):
        label.show()
    label.grab()
    assert label.toolTip() == LONG
    assert label.minimumSizeHint().width() == 0
    label.setText("Ким")
    label.grab()
    assert label.toolTip() == ""


def test_groups_without_rows_have_no_heading(table: GroupedTable) -> None:
    model = table.grouped
    said = [model.data(model.index(row, 0)) for row in model.headings()]
    assert said == ["Просрочено · 1", "Завтра · 2"]
    assert model.rowCount() == 5


def test_a_heading_cannot_be_chosen_and_is_stepped_over(table: GroupedTable) -> None:
    table.setFocus()
    assert table.current_id() == 1
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current_id() == 2
    table.step(-1)
    assert table.current_id() == 1
    table.selectAll()
    assert table.selected_ids() == [1, 2, 3]


def test_a_click_on_the_box_asks_to_tick(table: GroupedTable, qtbot: QtBot) -> None:
    place = table.visualRect(table.model().index(3, 0))
    box = QPoint(place.left() + 10, place.center().y())
    with qtbot.waitSignal(table.grouped.ticked) as told:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert told.args == [2]
    assert table.grouped.rowCount() == 5


def test_the_columns_fit_the_room(theme: Theme, qtbot: QtBot) -> None:
    table = ListTable(theme, COLUMNS, "Клиенты")
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show_rows([Row(1, "а")])
    table.show()
    shown = [n for n in range(3) if not table.isColumnHidden(n)]
    assert shown == [0, 1, 2]
    assert sum(table.columnWidth(n) for n in shown) == table.viewport().width()
    table.resize(260, 200)
    assert [n for n in range(3) if not table.isColumnHidden(n)] == [0, 1]
    table.resize(600, 200)
    assert [n for n in range(3) if not table.isColumnHidden(n)] == [0, 1, 2]


def test_a_width_set_by_hand_stays(theme: Theme, qtbot: QtBot) -> None:
    table = ListTable(theme, COLUMNS, "Клиенты")
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    table.horizontalHeader().resizeSection(0, 333)
    table.resize(900, 200)
    assert table.columnWidth(0) == 333


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_choice_shows_all_of_a_few_when_it_is_opened(
    qtbot: QtBot, qapp: QApplication, scale: float
) -> None:
    before = qapp.styleSheet()
    Theme("light", scale, "ru").apply(qapp)
    place = QWidget()
    qtbot.addWidget(place)
    column = QVBoxLayout(place)
    column.setContentsMargins(20, 300, 20, 300)
    boxes = [ChoiceBox() for _ in range(2)]
    for box in boxes:
        box.set_options([(n, f"Выбор {n}") for n in range(3)])
        column.addWidget(box)
    place.show()
    qapp.processEvents()
    box.setFocus()
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    QTest.qWait(20)
    assert view.verticalScrollBar().maximum() == 0
    assert view.visualRect(view.model().index(2, 0)).bottom() < view.viewport().height()
    box.hidePopup()
    qapp.setStyleSheet(before)
