"""The rows of the file as they will be read: what is not understood is marked, with its reason."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from crm_desktop.domain.imports import RowFault
from crm_desktop.domain.phones import shown_phones
from crm_desktop.domain.problems import Problem
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.kit.record_model import NO_INDEX, Index
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, fields, formats, pgettext

ROW_UNITS, HEAD_UNITS = 28, 46
NARROW_UNITS, WIDE_UNITS = 90, 260
IGNORED = "ignore"
QUOTED = 40
"""Signs of a cell or a name that are said inside a reason; the cell itself is seen beside it."""
PHONES = frozenset(
    {"phone", "phone_mobile", "phone_work", "phone_home", "phone_other", "fax", "whatsapp"}
)


class Rows(Enum):
    """Which rows of the file are looked at."""

    FIRST = "first"
    DOUBTFUL = "doubtful"
    PRESENT = "present"


class PreviewModel(QAbstractTableModel):
    """The first rows, those with doubts or those that bring nothing new.

    The number of the row in the file comes first; where reasons are what is looked for, they
    stand in a column of their own beside it.
    """

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self._theme = theme
        self._language = language
        self._preview: ImportPreview | None = None
        self._rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
        self._reasons: dict[tuple[int, int], str] = {}
        self._present: dict[int, str] = {}
        self._said: dict[int, list[str]] = {}
        self._told = False

    def show(self, preview: ImportPreview, rows: Rows = Rows.FIRST) -> None:
        """Show these rows of a preview."""
        self.beginResetModel()
        self._preview = preview
        self._rows = {
            Rows.FIRST: preview.rows,
            Rows.DOUBTFUL: preview.doubtful,
            Rows.PRESENT: preview.present,
        }[rows]
        self._told = rows is not Rows.FIRST
        self._reasons = {}
        for fault in preview.faults:
            self._reasons.setdefault((fault.row, fault.column), _reason_text(fault))
        self._present = {fault.row: _reason_text(fault) for fault in preview.reasons}
        looked_for = preview.reasons if rows is Rows.PRESENT else preview.faults
        self._said = {}
        for fault in looked_for:
            said = self._said.setdefault(fault.row, [])
            if (text := _reason_text(fault)) not in said:
                said.append(text)
        self.endResetModel()

    def reason(self, index: Index) -> str:
        """What is wrong with a cell, or with its whole row; "" if nothing is."""
        if self._preview is None or not index.isValid():
            return ""
        number = self._rows[index.row()][0]
        if self.is_reason(index.column()):
            return "\n".join(self._said.get(number, ()))
        whole = self._reasons.get((number, -1), "") or self._present.get(number, "")
        if index.column() == 0:
            return whole
        column = self._preview.columns[self._place(index.column())].index
        return self._reasons.get((number, column), "") or whole

    def place(self, index: Index) -> str:
        """Where a cell stands, for a sentence: «Строка 14, «Телефон»»."""
        row = formats.number(self._rows[index.row()][0] + 1, self._language)
        column = index.column()
        if column == 0 or self._preview is None or self.is_reason(column):
            return pgettext("Imports", "Row {row}").format(row=row)
        text = pgettext("Imports", "Row {row}, “{column}”")
        return text.format(row=row, column=self._head(self._place(index.column())))

    # Qt asks

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        if parent.isValid() or self._preview is None:
            return 0
        return len(self._preview.columns) + 1 + self._told

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.reason(index) or self._typed(index) or self._text(index)
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
        if self.is_reason(section):
            return pgettext("Imports", "Reason")
        field = self._preview.columns[self._place(section)].field
        own = {one.field: one.name for one in self._preview.plan.own}
        field = own.get(field) or fields.field_text(field)
        return f"{self._head(self._place(section))}\n→ {field}"

    # helpers

    def _head(self, place: int) -> str:
        assert self._preview is not None
        column = self._preview.columns[place]
        return column.header or pgettext("Imports", "Column {n}").format(n=column.index + 1)

    def _text(self, index: Index) -> str:
        number, cells = self._rows[index.row()]
        if index.column() == 0 or self._preview is None:
            return formats.number(number + 1, self._language)
        if self.is_reason(index.column()):
            return self._in_short(number)
        column = self._preview.columns[self._place(index.column())]
        text = cells[column.index] if column.index < len(cells) else ""
        # As it will be read: «9220001122.0» is a phone, two in a cell are two.
        return shown_phones(text) if column.field in PHONES else text

    def _typed(self, index: Index) -> str:
        """The cell as it stands in the file, where it will be read as something else."""
        if index.column() == 0 or self._preview is None or self.is_reason(index.column()):
            return ""
        cells = self._rows[index.row()][1]
        column = self._preview.columns[self._place(index.column())].index
        text = cells[column] if column < len(cells) else ""
        said = pgettext("Imports", "In the file: {text}").format(text=text)
        return said if text != self._text(index) else ""

    def _marked(self, index: Index) -> bool:
        """A doubtful cell is marked itself, a row that fails at its number."""
        number = self._rows[index.row()][0]
        if self.is_reason(index.column()) or not self._is_doubtful(index):
            return False
        return index.column() == 0 or (number, -1) not in self._reasons

    def _place(self, column: int) -> int:
        """Which column of the file stands here."""
        return column - 1 - self._told

    def is_reason(self, column: int) -> bool:
        """Whether this column tells the reasons."""
        return self._told and column == 1

    def _is_doubtful(self, index: Index) -> bool:
        """Whether the reason of a cell is something that was not understood."""
        number = self._rows[index.row()][0]
        if (number, -1) in self._reasons:
            return True
        if index.column() == 0 or self._preview is None or self.is_reason(index.column()):
            return False
        return (number, self._preview.columns[self._place(index.column())].index) in self._reasons

    def _in_short(self, number: int) -> str:
        """The first reason of a row, and how many there are besides."""
        said = self._said.get(number, [])
        more = f"  +{len(said) - 1}" if len(said) > 1 else ""
        return f"{said[0]}{more}" if said else ""

    def _role(self, index: Index) -> str:
        if self._is_doubtful(index):
            return "bad"
        if index.column() == 0 or self._preview is None:
            return "muted"
        if self.is_reason(index.column()):
            return "text"
        field = self._preview.columns[self._place(index.column())].field
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
        head.setFixedHeight(theme.u(HEAD_UNITS))
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_preview(self, preview: ImportPreview, rows: Rows = Rows.FIRST) -> None:
        """Show a preview, its columns as wide as their texts within reason."""
        self.rows.show(preview, rows)
        least, most = self._theme.u(NARROW_UNITS), self._theme.u(WIDE_UNITS)
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        self.resizeColumnsToContents()
        for place in range(1, self.rows.columnCount()):
            # A reason is there to be read whole.
            width = max(self.columnWidth(place), least)
            self.setColumnWidth(place, width if self.rows.is_reason(place) else min(width, most))
        self._stretch()
        self.looked_at.emit("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        """The last column takes what room is left; where there is none it keeps its width."""
        head = self.horizontalHeader()
        if not head.stretchLastSection() or head.length() > self.viewport().width():
            head.setStretchLastSection(head.length() < self.viewport().width())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        reason = self.rows.reason(current)
        self.looked_at.emit(f"{self.rows.place(current)}: {reason}" if reason else "")


def _reason_text(fault: RowFault) -> str:
    text = fault.text if len(fault.text) <= QUOTED else f"{fault.text[:QUOTED]}…"
    return codes.problem_text(Problem("", fault.code, {"text": text}))
