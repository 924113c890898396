"""The rows of a file as a table: number, verdict, cells; read as they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics

from crm_desktop.domain.importing import ColumnGuess
from crm_desktop.domain.imports import (
    CELL_NOT_TAKEN,
    ROW_KNOWN,
    ROW_NOT_TAKEN,
    RowFault,
    Verdict,
)
from crm_desktop.domain.phones import shown_phones
from crm_desktop.domain.problems import Problem
from crm_desktop.queries.import_rows import ShownRow
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.imports.preview_words import place_of, verdict_text
from crm_desktop.ui.kit.record_model import NO_INDEX, Index
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, fields, formats, pgettext

NUMBER, VERDICT, CELLS = 0, 1, 2
"""The first columns: number of the row, how it fares; then the columns of the file."""
IGNORED = "ignore"
QUOTED = 40
"""Signs of a cell or a name that are said inside a reason; the cell itself is seen beside it."""
PHONES = frozenset(
    {"phone", "phone_mobile", "phone_work", "phone_home", "phone_other", "fax", "whatsapp"}
)
WIDE_UNITS, HEAD_UNITS = 260, 240
"""How wide a column is at most, and so much of it has its head between the edges."""
BLOCK = 64
"""Rows read at once."""
_ROLES = {
    Verdict.NEW: "good",
    Verdict.CHANGED: "accent",
    Verdict.PRESENT: "muted",
    Verdict.FAILED: "bad",
}
_TEXTS = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)

Fetch = Callable[[Sequence[int]], dict[int, ShownRow]]
"""Rows of the file by their numbers; whatever cannot be read now is left out."""
Place = tuple[int, int]


class PreviewModel(QAbstractTableModel):
    """Some rows of a preview; `corrected(row, column, text)` when a cell is typed anew."""

    corrected = Signal(int, int, str)

    def __init__(self, theme: Theme, language: str, fetch: Fetch) -> None:
        super().__init__()
        self._theme = theme
        self._language = language
        self._fetch = fetch
        self._preview: ImportPreview | None = None
        self._numbers: Sequence[int] = ()
        self._rows: dict[int, ShownRow] = {}
        self._whole: dict[int, RowFault] = {}
        self._loaded = False

    def show(self, preview: ImportPreview, numbers: Sequence[int], *, loaded: bool) -> None:
        """Show these rows of a preview; once loaded they say what became of them."""
        self.beginResetModel()
        self._preview = preview
        self._numbers = numbers
        self._loaded = loaded
        self._rows = {}
        self._whole = {fault.row: fault for fault in preview.reasons}
        self._whole |= {fault.row: fault for fault in preview.faults if fault.column < 0}
        self.endResetModel()

    def reason(self, index: Index) -> str:
        """What is wrong with a cell, or with its whole row; "" if nothing is."""
        if self._preview is None or not index.isValid():
            return ""
        number = self._numbers[index.row()]
        whole = _reason_text(self._whole[number]) if number in self._whole else ""
        if index.column() == VERDICT:
            said = dict.fromkeys(_reason_text(one) for one in self._row(number).faults)
            return "\n".join(filter(None, (whole or self._verdict(number), *said)))
        if index.column() == NUMBER:
            return whole
        column = self._column(index).index
        said_of_cell = [f for f in self._row(number).faults if f.column == column]
        return _reason_text(said_of_cell[0]) if said_of_cell else whole

    def weight(self, index: Index) -> str:
        """How weighty a reason is: `bad`, `warn`, or "" where it only tells."""
        role = self._role(index)
        return role if role in {"bad", "warn"} else ""

    def place(self, index: Index) -> str:
        """Where a cell stands, for a sentence: «Строка 14, «Телефон»»."""
        row = formats.number(self._numbers[index.row()] + 1, self._language)
        if index.column() < CELLS or self._preview is None:
            return pgettext("Imports", "Row {row}").format(row=row)
        text = pgettext("Imports", "Row {row}, “{column}”")
        return text.format(row=row, column=self._head(index.column()))

    def place_of(self, index: Index) -> Place | None:
        """Row of the file and column of the table, to find the cell again by."""
        return (self._numbers[index.row()], index.column()) if index.isValid() else None

    def index_of(self, place: Place | None) -> QModelIndex:
        """The cell that stood there, if its row is shown."""
        if place is None or place[0] not in self._numbers:
            return QModelIndex()
        return self.index(self._numbers.index(place[0]), min(place[1], self.columnCount() - 1))

    # Qt asks

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        if parent.isValid() or self._preview is None:
            return 0
        return len(self._preview.columns) + CELLS

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if not self._loaded and index.column() >= CELLS:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in _TEXTS:
            return self._said(index, role)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour(self._role(index))
        if role == Qt.ItemDataRole.FontRole and self._is_corrected(index):
            return self._theme.font(0, 600)
        if role == Qt.ItemDataRole.DecorationRole and self._is_marked(index):
            return icon("circle-alert")
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() < CELLS:
            return False
        text = str(value).strip()
        if text != self._typed(index):
            self.corrected.emit(self._numbers[index.row()], self._column(index).index, text)
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self._preview is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == NUMBER else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if section < CELLS:
            done, ahead = pgettext("Imports", "What was done"), pgettext("Imports", "What happens")
            return (pgettext("Imports", "Row"), done if self._loaded else ahead)[section]
        plan = self._preview.plan
        field = place_of(self._preview.columns[section - CELLS].field, plan)
        own = {one.field: one.name for one in plan.own}
        head, into = self._head(section), f"→ {own.get(field) or fields.field_text(field)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{head}\n{into}"
        measure, room = QFontMetrics(self._theme.font(0)), self._theme.u(HEAD_UNITS)
        lines = (" ".join(head.split()), into)
        return "\n".join(
            measure.elidedText(one, Qt.TextElideMode.ElideRight, room) for one in lines
        )

    # helpers

    def _said(self, index: Index, role: int) -> str:
        """A cell in one of the ways in which it is told."""
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(index)
        text = self._text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.reason(index) or self._in_file(index) or text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (text, self.reason(index)) if part)
        return text

    def _row(self, number: int) -> ShownRow:
        """A row, read together with those below it."""
        if number not in self._rows:
            at = self._numbers.index(number)
            self._rows |= self._fetch(list(self._numbers[at : at + BLOCK]))
        return self._rows.get(number) or ShownRow(number, ())

    def _column(self, index: Index) -> ColumnGuess:
        assert self._preview is not None
        return self._preview.columns[index.column() - CELLS]

    def _head(self, section: int) -> str:
        assert self._preview is not None
        column = self._preview.columns[section - CELLS]
        return column.header or pgettext("Imports", "Column {n}").format(n=column.index + 1)

    def _verdict(self, number: int) -> str:
        assert self._preview is not None
        met = self._preview.judged.met.get(number)
        return verdict_text(self._fares(number), met, self._preview.plan, loaded=self._loaded)

    def _fares(self, number: int) -> Verdict:
        found = None if self._preview is None else self._preview.judged.verdict(number)
        return found or Verdict.NEW

    def _text(self, index: Index) -> str:
        number = self._numbers[index.row()]
        if index.column() == NUMBER:
            return formats.number(number + 1, self._language)
        if index.column() == VERDICT:
            return self._in_short(number)
        text = self._typed(index)
        # As it will be read: «9220001122.0» is a phone, two in a cell are two.
        if self._preview is None or self._column(index).field not in PHONES:
            return text
        return shown_phones(text, self._preview.plan.region)

    def _typed(self, index: Index) -> str:
        """The cell as it stands in the file, or as it was corrected."""
        if index.column() < CELLS or self._preview is None:
            return ""
        cells = self._row(self._numbers[index.row()]).cells
        column = self._column(index).index
        return cells[column] if column < len(cells) else ""

    def _in_file(self, index: Index) -> str:
        """The cell as it stands in the file, where it will be read as something else."""
        text = self._typed(index)
        said = pgettext("Imports", "In the file: {text}").format(text=text)
        return said if text and text != self._text(index) else ""

    def _in_short(self, number: int) -> str:
        """How a row fares, with the first reason and how many there are besides."""
        said = list(dict.fromkeys(_reason_text(one) for one in self._row(number).faults))
        if number in self._whole:
            said = [_beside_verdict(self._whole[number]), *said]
        said = [self._verdict(number), *said]
        shown = " · ".join(said[:2])
        return f"{shown}  +{len(said) - 2}" if len(said) > 2 else shown

    def _is_corrected(self, index: Index) -> bool:
        if index.column() < CELLS or self._preview is None:
            return False
        return (self._numbers[index.row()], self._column(index).index) in self._preview.plan.edits

    def _is_marked(self, index: Index) -> bool:
        """A doubtful cell is marked itself, a row that fails at its number."""
        number = self._numbers[index.row()]
        if index.column() == NUMBER:
            return self._fares(number) is Verdict.FAILED
        return index.column() >= CELLS and bool(self._codes(index))

    def _codes(self, index: Index) -> set[str]:
        """Why a cell was not understood, or not taken over; nothing where all is well."""
        column = self._column(index).index
        number = self._numbers[index.row()]
        return {fault.code for fault in self._row(number).faults if fault.column == column}

    def _role(self, index: Index) -> str:
        number = self._numbers[index.row()]
        verdict = self._fares(number)
        if index.column() == VERDICT:
            return _ROLES[verdict]
        if index.column() == NUMBER or self._preview is None:
            return "bad" if verdict is Verdict.FAILED else "muted"
        if verdict is Verdict.FAILED:
            return "bad"
        if codes_of := self._codes(index):
            return "warn" if codes_of == {CELL_NOT_TAKEN} else "bad"
        return "muted" if self._column(index).field == IGNORED else "text"


def _beside_verdict(fault: RowFault) -> str:
    """Why a row fares so, behind «уже есть»: what that says already is not said once more."""
    if fault.code == ROW_KNOWN:
        return pgettext("Imports", "nothing new: “{text}”").format(text=_quoted(fault))
    if fault.code == ROW_NOT_TAKEN:
        text = pgettext("Imports", "left as it is, the row says something else: “{text}”")
        return text.format(text=_quoted(fault))
    return _reason_text(fault)


def _reason_text(fault: RowFault) -> str:
    return codes.problem_text(Problem("", fault.code, {"text": _quoted(fault)}))


def _quoted(fault: RowFault) -> str:
    return fault.text if len(fault.text) <= QUOTED else f"{fault.text[:QUOTED]}…"
