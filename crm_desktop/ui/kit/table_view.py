"""What all tables share: looks, selection by id, keys, copying, sorting by the header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from crm_desktop.crm import Busy
from crm_desktop.ui.kit.column_widths import ColumnWidths
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.kit.sort_header import SortHeader
from crm_desktop.ui.runtime.theme import Theme

ROW_UNITS = 30
MARK_UNITS = 3
COPIED_AT_ONCE = 512
"""Rows copied between two looks at the user's events."""
COPY_RETRY_MS = 50


class Rows(Protocol):
    """What a table asks of its model besides what Qt asks."""

    columns: tuple[Column, ...]

    def rowCount(self) -> int: ...
    def row_of(self, id_: int) -> int | None: ...
    def id_at(self, row: int) -> int | None: ...
    def ids(self, first: int = 0, last: int | None = None) -> Sequence[int]: ...
    def read(self, ids: Sequence[int]) -> Sequence[Any]: ...


class TableView(QTableView):
    """A table whose selection is a set of ids and outlives every refresh.

    `opened(id)` by Enter or double click; `current_changed(id | None)`; `selection_changed()`;
    `sort_requested(sort_key, ascending)` by a click on the header, which only asks;
    `further_sort_requested(sort_key)` by one with Shift or Ctrl, in tables with `several_sorts`.
    `columns_moved(keys)` when a heading was dragged: whoever listens shows them in that order.
    """

    opened = Signal(int)
    current_changed = Signal(object)
    selection_changed = Signal()
    sort_requested = Signal(str, bool)
    further_sort_requested = Signal(str)
    columns_moved = Signal(list)
    several_sorts = False

    def __init__(self, theme: Theme, model: QAbstractItemModel, rows: Rows, name: str) -> None:
        super().__init__()
        self.theme = theme
        self._rows = rows
        self._kept: tuple[list[int], int | None, int | None, int] = ([], None, None, 0)
        self._was_at = (-1, -1)
        self._told: int | None = None
        self._sort: tuple[str, bool] | None = None
        self._placing = False
        self._copying: Iterator[None] | None = None
        self._copy_timer = QTimer(self)
        self._copy_timer.setSingleShot(True)
        self._copy_timer.timeout.connect(self._copy_on)
        self.setAccessibleName(name)
        self._dress()
        self.setModel(model)
        self._quieten_headers(model)
        self._set_widths()
        self._on_edge = False
        self._dress_cells()
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        self.doubleClicked.connect(self._open_index)

    # what is selected

    def selected_ids(self) -> list[int]:
        """The selected records in the order of the table."""
        return [id_ for first, last in self._ranges() for id_ in self._rows.ids(first, last)]

    def selected_count(self) -> int:
        """How many records are selected; as cheap for all as for one."""
        return sum(last - first + 1 for first, last in self._ranges())

    def current_id(self) -> int | None:
        """The record under the cursor."""
        return self._rows.id_at(self.currentIndex().row())

    def select_id(self, id_: int) -> bool:
        """Select this one record and scroll to it; False if it is not in the table."""
        row = self._rows.row_of(id_)
        if row is None:
            return False
        self.selectRow(row)
        self.scrollTo(self.model().index(row, 0))
        return True

    def step(self, by: int) -> None:
        """Move the cursor so many records down; at the ends it stays."""
        row = self.currentIndex().row()
        target, last = max(row + by, 0), self._rows.rowCount() - 1
        # What has no id, such as a heading, is stepped over.
        while 0 <= target <= last and self._rows.id_at(target) is None:
            target += 1 if by > 0 else -1
        id_ = self._rows.id_at(min(target, last))
        if id_ is not None:
            self.select_id(id_)

    def enter(self) -> None:
        """The keyboard goes into the table, to its first record where there is none yet."""
        self.setFocus()
        if self.current_id() is None:
            self.step(1)

    def select_ids(self, ids: Iterable[int]) -> None:
        """Select exactly these records, as far as they are in the table."""
        rows = sorted(row for row in map(self._rows.row_of, ids) if row is not None)
        self.selectionModel().select(
            self._selection(rows),
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )

    def show_sort(self, sort_key: str, ascending: bool) -> None:
        """Draw the arrow at the column that the records are sorted by."""
        self.show_sorts([(sort_key, ascending)])

    def show_sorts(self, sorts: Sequence[tuple[str, bool]]) -> None:
        """Draw the arrows at the columns that decide, each with whether it rises."""
        self._sort = sorts[0] if sorts else None
        self._header.show_sorts(sorts)

    def dress_columns(self, own: Mapping[str, int], *, chosen: bool = False) -> None:
        """The columns are other ones: their widths and looks, in the order of the model."""
        self._placing = True
        for section in range(self._header.count()):
            self._header.moveSection(self._header.visualIndex(section), section)
        self._placing = False
        self.widths.renew(self._rows.columns, own, chosen=chosen)
        self._dress_cells()

    def stand_on_edge(self) -> None:
        """It takes the width of a page: its words begin where those of the bar above it do."""
        self.setProperty("edge", True)
        self._on_edge = True
        self._dress_cells()

    def copy(self) -> None:
        """Put the selected rows on the clipboard as Excel expects them."""
        self._copying = self._copy_steps(self.selected_ids())
        self._copy_on()

    # Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._open_index(self.currentIndex())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The menu's click on a selected row must not lose the selection of the others.
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton and self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            return
        super().mousePressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        # Qt paints the two cells anew, the mark of the row stands at the edge.
        for row in {current.row(), previous.row()} - {-1}:
            self.viewport().update(self._mark_of(row))
        self._tell_current(self._rows.id_at(current.row()) if current.isValid() else None)

    def viewportEvent(self, event: QEvent) -> bool:
        # A text that does not fit is told in full.
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            place = self.visualRect(index)
            cut = index.isValid() and self.sizeHintForIndex(index).width() > place.width()
            text = str(index.data()) if cut else ""
            QToolTip.showText(event.globalPos(), text, self.viewport(), place)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            self._paint_focus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(self.theme.u(ROW_UNITS))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._stand_somewhere()
        super().focusInEvent(event)

    # looks

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(self.theme.u(ROW_UNITS))
        rows.setDefaultSectionSize(self.theme.u(ROW_UNITS))
        head = self._header = SortHeader(self._sort_key, self)
        self.setHorizontalHeader(head)
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setFixedHeight(self.theme.u(ROW_UNITS))
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.sectionClicked.connect(self._ask_sort)
        head.sectionMoved.connect(self._moved)

    def _quieten_headers(self, model: QAbstractItemModel) -> None:
        # With the view's own selection model the headers ask every cell on "select all".
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSelectionModel(QItemSelectionModel(model, header))

    def _set_widths(self) -> None:
        self._drawn: dict[tuple[bool, bool], _CellDelegate] = {}
        self.widths = ColumnWidths(self, self.theme, self._rows.columns)

    def _dress_cells(self) -> None:
        for number, column in enumerate(self._rows.columns):
            first = self._on_edge and self._header.visualIndex(number) == 0
            self.setItemDelegateForColumn(number, self._drawing(column.muted, first))

    def _drawing(self, muted: bool, first: bool) -> QAbstractItemDelegate:
        if not (muted or first):
            return self.itemDelegate()
        if (muted, first) not in self._drawn:
            self._drawn[muted, first] = _CellDelegate(self.theme, self, muted, first)
        return self._drawn[muted, first]

    def _mark_of(self, row: int) -> QRect:
        """Where the row under the cursor shows that the keyboard is here."""
        return QRect(
            0, self.rowViewportPosition(row), self.theme.u(MARK_UNITS), self.rowHeight(row)
        )

    def _paint_focus(self) -> None:
        row = self.currentIndex().row()
        mark = self._mark_of(row)
        if row < 0:
            # No row to stand on: the table itself.
            mark = QRect(0, 0, mark.width(), self.viewport().height())
        painter = QPainter(self.viewport())
        painter.fillRect(mark, self.theme.colour("accent"))
        painter.end()

    # helpers

    def _ranges(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        ranges = map(selection.at, range(selection.count()))
        return sorted({(one.top(), one.bottom()) for one in ranges})

    def _selection(self, rows: Sequence[int]) -> QItemSelection:
        """Sorted rows as ranges."""
        selection = QItemSelection()
        model, last_column = self.model(), len(self._rows.columns) - 1
        start = 0
        for place, row in enumerate(rows):
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                selection.select(model.index(rows[start], 0), model.index(row, last_column))
                start = place + 1
        return selection

    def _keep_place(self) -> None:
        top = self.rowAt(0)
        self._was_at = (self.currentIndex().row(), self.currentIndex().column())
        self._kept = (
            self.selected_ids(),
            self.current_id(),
            self._rows.id_at(top),
            self.horizontalScrollBar().value(),
        )

    def _restore_place(self) -> None:
        selected, current, top, left = self._kept
        rows = sorted(row for row in map(self._rows.row_of, selected) if row is not None)
        current_row = None if current is None else self._rows.row_of(current)
        flags = QItemSelectionModel.SelectionFlag
        row, column = self._was_at
        if current_row is not None:
            # The keys of a cell are about its column.
            self.selectionModel().setCurrentIndex(
                self.model().index(current_row, max(column, 0)), flags.NoUpdate
            )
        elif current is not None and self.hasFocus() and self._rows.rowCount():
            # What the cursor stood on is gone: whoever deletes one after the other goes on there.
            near = min(row, self._rows.rowCount() - 1)
            beside = self._rows.id_at(near)
            if beside is not None and current in selected:
                self.select_id(beside)
            elif beside is not None:
                # A filter left it out: the next one is stood on, and marked by nobody.
                self.selectionModel().setCurrentIndex(
                    self.model().index(near, max(column, 0)), flags.NoUpdate
                )
        if rows:
            self.selectionModel().select(self._selection(rows), flags.ClearAndSelect)
        top_row = None if top is None else self._rows.row_of(top)
        if top_row is not None:
            self.scrollTo(
                self.model().index(top_row, 0), QAbstractItemView.ScrollHint.PositionAtTop
            )
            self.horizontalScrollBar().setValue(left)
        if current is None and self.hasFocus():
            self._stand_somewhere()
        self._tell_current(self.current_id())
        self.selection_changed.emit()

    def _stand_somewhere(self) -> None:
        """Whoever comes with the keyboard stands on the first record, not nowhere."""
        if self.current_id() is None:
            rows = range(min(self._rows.rowCount(), 3))
            first = next((row for row in rows if self._rows.id_at(row) is not None), None)
            if first is not None:
                flags = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(self.model().index(first, 0), flags.NoUpdate)

    def _tell_current(self, id_: int | None) -> None:
        if id_ != self._told:
            self._told = id_
            self.current_changed.emit(id_)

    def _open_index(self, index: QModelIndex) -> None:
        id_ = self._rows.id_at(index.row())
        if id_ is not None:
            self.opened.emit(id_)

    def _sort_key(self, section: int) -> str | None:
        columns = self._rows.columns
        return columns[section].sort_key if section < len(columns) else None

    def _moved(self, _section: int, _before: int, _now: int) -> None:
        if not self._placing:
            self._dress_cells()
            # Not from inside the header's own work: who listens makes the columns anew.
            QTimer.singleShot(0, self, self._tell_order)

    def _tell_order(self) -> None:
        order = sorted(range(len(self._rows.columns)), key=self._header.visualIndex)
        self.columns_moved.emit([self._rows.columns[one].key for one in order])

    def _ask_sort(self, section: int) -> None:
        key = self._rows.columns[section].sort_key
        if key is not None and self.several_sorts and self._header.further:
            self.further_sort_requested.emit(key)
            return
        if key is None:
            # Qt has drawn its arrow there.
            self._header.show_sorts(self._header.sorts)
            return
        ascending = not (self._sort is not None and self._sort == (key, True))
        self.show_sort(key, ascending)
        self.sort_requested.emit(key, ascending)

    def _copy_steps(self, ids: Sequence[int]) -> Iterator[None]:
        header = self.horizontalHeader()
        order = sorted(range(len(self._rows.columns)), key=header.visualIndex)
        columns = [self._rows.columns[one] for one in order if not header.isSectionHidden(one)]
        lines = []
        for start in range(0, len(ids), COPIED_AT_ONCE):
            part = ids[start : start + COPIED_AT_ONCE]
            while (rows := self._read(part)) is None:
                yield
            lines += ["\t".join(_cell(column.text(row)) for column in columns) for row in rows]
            yield
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _read(self, ids: Sequence[int]) -> Sequence[Any] | None:
        try:
            return self._rows.read(ids)
        except Busy:
            self._copy_timer.setInterval(COPY_RETRY_MS)
            return None

    def _copy_on(self) -> None:
        self._copy_timer.setInterval(0)
        if self._copying is not None and next(self._copying, self) is None:
            self._copy_timer.start()
        else:
            self._copying = None


def _cell(text: str) -> str:
    if any(sign in text for sign in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


class _CellDelegate(QStyledItemDelegate):
    """Cells that are less to be seen, and those at the edge of a page."""

    def __init__(self, theme: Theme, parent: QWidget, muted: bool, first: bool) -> None:
        super().__init__(parent)
        self._theme = theme
        self._muted = muted
        self._first = first

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if self._muted:
            palette = QPalette(option.palette)
            palette.setColor(QPalette.ColorRole.Text, self._theme.colour("muted"))
            option.palette = palette
        if self._first:
            # The style sheet knows it as `:first`.
            option.viewItemPosition = QStyleOptionViewItem.ViewItemPosition.Beginning
