"""Which sheet is meant and which of its rows names the columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.importing import TableShape
from crm_desktop.queries.import_choices import NO_HEADER
from crm_desktop.queries.import_rows import ShownRow
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.record_model import NO_INDEX, Index
from crm_desktop.ui.kit.text_widths import text_width
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import formats, npgettext, pgettext

ROW_UNITS, WIDE_UNITS = 28, 220
SEEN_ROWS = 60
TOLD_HEADS = 24
"""Signs of its heads by which a table is told."""


class SheetPanel(QWidget):
    """The rows as they stand; `header_chosen(row)` when one names the columns, `NO_HEADER` none.

    `sheet_chosen(sheet)` when another sheet is meant.
    """

    header_chosen = Signal(int)
    sheet_chosen = Signal(int)

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        u = theme.u
        self._language = language
        self.sheets = ChoiceBox()
        self.sheets.activated.connect(lambda _place: self.sheet_chosen.emit(self.sheets.value()))
        label = QLabel(pgettext("Imports", "Sheet:"))
        label.setBuddy(self.sheets)
        self.sheets.setAccessibleName(pgettext("Imports", "Sheet of the file"))
        self.tables = ChoiceBox()
        self.tables.activated.connect(lambda _place: self.header_chosen.emit(self.tables.value()))
        self._tables_label = QLabel(pgettext("Imports", "Table:"))
        self._tables_label.setBuddy(self.tables)
        self.tables.setAccessibleName(pgettext("Imports", "Table of the sheet"))
        self.none_button = QPushButton(pgettext("Imports", "There is no header"))
        self.none_button.clicked.connect(lambda: self.header_chosen.emit(NO_HEADER))
        self.this_button = QPushButton(pgettext("Imports", "This row is the header"))
        self.this_button.clicked.connect(self._choose_current)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("muted", True)
        self.table = RawTable(theme, language)
        self.table.pressed_row.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(u(8))
        for widget in (label, self.sheets, self._tables_label, self.tables):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.this_button)
        row.addWidget(self.none_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(8))
        layout.addLayout(row)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)

    def show_rows(self, preview: ImportPreview, rows: Sequence[ShownRow]) -> None:
        """Show the first rows of the sheet, those that name the columns marked."""
        language = self._language
        self.sheets.set_options(
            [
                (
                    one.id,
                    npgettext("Imports", "{name} – {n} row", "{name} – {n} rows", one.rows).format(
                        name=one.name, n=formats.number(one.rows, language)
                    ),
                )
                for one in preview.sheets
                if one.visible or one.id == preview.plan.sheet
            ]
        )
        self.sheets.set_value(preview.plan.sheet)
        heads = preview.shape.header_rows
        self.none_button.setEnabled(bool(heads))
        self._show_tables(preview)
        others = sum(bool(one.header_rows) for one in preview.tables)
        self.said.setText(" ".join(filter(None, (_told(others, language), _said(heads, language)))))
        self.table.rows.show(rows, heads, preview.plan.first_row, preview.plan.skip_rows)
        if self.table.isVisible():
            self.table.fit()
        self.table.go_to(heads[0] if heads else preview.plan.first_row)

    def _show_tables(self, preview: ImportPreview) -> None:
        """Where the sheet holds several tables, any of them may be the one that is meant."""
        present = preview.shape
        found = [present, *(one for one in preview.tables if one.header_rows)]
        several = len(found) > 1
        for widget in (self._tables_label, self.tables):
            widget.setVisible(several)
        if several:
            found.sort(key=lambda one: one.data_first_row)
            self.tables.set_options([(_header_of(one), self._table_text(one)) for one in found])
            self.tables.set_value(_header_of(present))

    def _table_text(self, shape: TableShape) -> str:
        """«строки 5–18: Товар, Цена»."""
        heads = ", ".join(head for head in shape.headers if head)
        text = pgettext("Imports", "rows {first}–{last}: {heads}")
        return text.format(
            first=formats.number(shape.data_first_row + 1, self._language),
            last=formats.number(shape.data_last_row + 1, self._language),
            heads=heads if len(heads) <= TOLD_HEADS else f"{heads[:TOLD_HEADS]}…",
        )

    def _choose_current(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self._choose(row)

    def _choose(self, row: int) -> None:
        self.header_chosen.emit(self.table.rows.numbers[row])


def _said(heads: Sequence[int], language: str) -> str:
    if not heads:
        return pgettext(
            "Imports",
            "No row names the columns. If one does, double-click it, or go to it and press Enter.",
        )
    how = pgettext(
        "Imports", "Another row names them? Double-click it, or go to it and press Enter."
    )
    numbers = "–".join(formats.number(one + 1, language) for one in {heads[0]: 0, heads[-1]: 0})
    text = pgettext("Imports", "Row {row} names the columns.").format(row=numbers)
    return f"{text} {how}"


def _told(others: int, language: str) -> str:
    """That the sheet holds more than the table that is taken."""
    text = npgettext(
        "Imports",
        "There is {n} more table on this sheet, which is not loaded along.",
        "There are {n} more tables on this sheet, which are not loaded along.",
        others,
    )
    return text.format(n=formats.number(others, language)) if others else ""


def _header_of(shape: TableShape) -> int:
    return shape.header_rows[0] if shape.header_rows else NO_HEADER


class RawModel(QAbstractTableModel):
    """The rows of a sheet, nothing made of them."""

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self.numbers: list[int] = []
        self._theme = theme
        self._language = language
        self._rows: Sequence[ShownRow] = ()
        self._heads: Sequence[int] = ()
        self._first = 0
        self._skipped: frozenset[int] = frozenset()

    def show(
        self,
        rows: Sequence[ShownRow],
        heads: Sequence[int],
        first: int,
        skipped: frozenset[int],
    ) -> None:
        """Show these rows; `heads` name the columns, records begin at `first`."""
        self.beginResetModel()
        self._rows, self._heads, self._first, self._skipped = rows, heads, first, skipped
        self.numbers = [row.number for row in rows]
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        width = max((len(row.cells) for row in self._rows), default=0)
        return 0 if parent.isValid() else width + 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        number = self.numbers[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(index)
        if role == Qt.ItemDataRole.FontRole and number in self._heads:
            return self._theme.font(0, 600)
        if role == Qt.ItemDataRole.BackgroundRole and number in self._heads:
            return self._theme.colour("accent_wash")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour("text" if self._is_read(number) else "muted")
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _is_read(self, number: int) -> bool:
        return number in self._heads or (number >= self._first and number not in self._skipped)

    def _text(self, index: Index) -> str:
        row = self._rows[index.row()]
        if index.column() == 0:
            return formats.number(row.number + 1, self._language)
        if index.column() == 1:
            return self._role(row.number)
        place = index.column() - 2
        return row.cells[place].replace("\n", " ") if place < len(row.cells) else ""

    def _role(self, number: int) -> str:
        """What a row is taken for."""
        if number in self._heads:
            return pgettext("Imports", "header")
        return "" if self._is_read(number) else pgettext("Imports", "not read")


class RawTable(QTableView):
    """Shows the rows; `pressed_row(row)` on Enter and on a double click."""

    pressed_row = Signal(int)

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self._theme = theme
        self.rows = RawModel(theme, language)
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setAccessibleName(pgettext("Imports", "First rows of the sheet"))
        self.setProperty("cells", True)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        numbers = self.verticalHeader()
        numbers.hide()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setMinimumSectionSize(theme.u(ROW_UNITS))
        numbers.setDefaultSectionSize(theme.u(ROW_UNITS))
        self.doubleClicked.connect(lambda index: self.pressed_row.emit(index.row()))

    def fit(self) -> None:
        """Columns as wide as their texts, within reason; long ones take what room is left."""
        most = self._theme.u(WIDE_UNITS)
        wanted = [text_width(self, one, SEEN_ROWS) for one in range(self.rows.columnCount())]
        spare = self.viewport().width() - sum(min(one, most) for one in wanted)
        for column, width in enumerate(wanted):
            more = min(max(width - most, 0), max(spare, 0))
            spare -= more
            self.setColumnWidth(column, min(width, most) + more)

    def showEvent(self, event: QShowEvent) -> None:
        """Nobody measures the rows of a sheet that nobody looks at."""
        super().showEvent(event)
        self.fit()

    def go_to(self, number: int) -> None:
        """Put the cursor on a row of the file."""
        if number in self.rows.numbers:
            self.setCurrentIndex(self.rows.index(self.rows.numbers.index(number), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the row under the cursor."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.pressed_row.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)
