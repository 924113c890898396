"""The rows of the file as they will be read: what is not understood is marked, with its reason."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from crm_desktop.domain.problems import Problem
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.kit.record_model import NO_INDEX, Index
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, fields, formats, pgettext

ROW_UNITS, HEAD_UNITS = 28, 46
NARROW_UNITS, WIDE_UNITS = 90, 260
IGNORED = "ignore"


class PreviewModel(QAbstractTableModel):
    """The first rows, or those with doubts; the number of the row in the file comes first."""

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self._theme = theme
        self._language = language
        self._preview: ImportPreview | None = None
        self._rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
        self._reasons: dict[tuple[int, int], str] = {}

    def show(self, preview: ImportPreview, *, only_problems: bool) -> None:
        """Show this preview."""
        self.beginResetModel()
        self._preview = preview
        self._rows = preview.doubtful if only_problems else preview.rows
        self._reasons = {}
        for fault in preview.faults:
            text = codes.problem_text(Problem("", fault.code, {"text": fault.text}))
            self._reasons.setdefault((fault.row, fault.column), text)
        self.endResetModel()

    def reason(self, index: Index) -> str:
        """What is wrong with a cell, or with its whole row; "" if nothing is."""
        if self._preview is None or not index.isValid():
            return ""
        number = self._rows[index.row()][0]
        whole = self._reasons.get((number, -1), "")
        if index.column() == 0:
            return whole
        column = self._preview.columns[index.column() - 1].index
        return self._reasons.get((number, column), "") or whole

    def place(self, index: Index) -> str:
        """Where a cell stands, for a sentence: «Строка 14, «Телефон»»."""
        row = formats.number(self._rows[index.row()][0] + 1, self._language)
        if index.column() == 0 or self._preview is None:
            return pgettext("Imports", "Row {row}").format(row=row)
        text = pgettext("Imports", "Row {row}, “{column}”")
        return text.format(row=row, column=self._head(index.column() - 1))

    # Qt asks

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() or self._preview is None else len(self._preview.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.reason(index) or self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (self._text(index), self.reason(index)) if part)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour(self._role(index))
        if role == Qt.ItemDataRole.DecorationRole and self.reason(index) and self._marked(index):
            return icon("circle-alert")
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self._preview is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 0 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return pgettext("Imports", "Row")
        field = fields.field_text(self._preview.columns[section - 1].field)
        return f"{self._head(section - 1)}\n→ {field}"

    # helpers

    def _head(self, place: int) -> str:
        assert self._preview is not None
        column = self._preview.columns[place]
        return column.header or pgettext("Imports", "Column {n}").format(n=column.index + 1)

    def _text(self, index: Index) -> str:
        number, cells = self._rows[index.row()]
        if index.column() == 0 or self._preview is None:
            return formats.number(number + 1, self._language)
        column = self._preview.columns[index.column() - 1].index
        return cells[column] if column < len(cells) else ""

    def _marked(self, index: Index) -> bool:
        """A doubtful cell is marked itself, a row that fails at its number."""
        number = self._rows[index.row()][0]
        return index.column() == 0 or (number, -1) not in self._reasons

    def _role(self, index: Index) -> str:
        if self.reason(index):
            return "bad"
        if index.column() == 0 or self._preview is None:
            return "muted"
        field = self._preview.columns[index.column() - 1].field
        return "muted" if field == IGNORED else "text"


class PreviewTable(QTableView):
    """Shows the model; `looked_at(reason)` follows the cursor, "" where nothing is wrong."""

    looked_at = Signal(str)

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self._theme = theme
        self.rows = PreviewModel(theme, language)
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setAccessibleName(pgettext("Imports", "Rows of the file"))
        self.setProperty("cells", True)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        numbers = self.verticalHeader()
        numbers.hide()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setMinimumSectionSize(theme.u(ROW_UNITS))
        numbers.setDefaultSectionSize(theme.u(ROW_UNITS))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setStretchLastSection(True)
        head.setFixedHeight(theme.u(HEAD_UNITS))
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_preview(self, preview: ImportPreview, *, only_problems: bool) -> None:
        """Show a preview, its columns as wide as their texts within reason."""
        self.rows.show(preview, only_problems=only_problems)
        least, most = self._theme.u(NARROW_UNITS), self._theme.u(WIDE_UNITS)
        self.resizeColumnsToContents()
        for place in range(1, self.rows.columnCount()):
            self.setColumnWidth(place, min(max(self.columnWidth(place), least), most))
        self.looked_at.emit("")

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        reason = self.rows.reason(current)
        self.looked_at.emit(f"{self.rows.place(current)}: {reason}" if reason else "")
