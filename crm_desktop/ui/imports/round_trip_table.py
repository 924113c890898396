"""Cells that were changed in a spreadsheet, one a line, each with a tick that brings it in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from crm_desktop.domain.problems import Problem
from crm_desktop.domain.round_trip import AddedRow, CellChange, RoundTrip
from crm_desktop.late import dataclass
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import formats, pgettext
from crm_desktop.words.codes import problem_text
from crm_desktop.words.round_trip_cells import added_text, cell_text, column_title

CLIENT, FIELD, OLD, NEW, NOW = range(5)
ROW_UNITS = 30
WIDTHS = {CLIENT: 190, FIELD: 140, OLD: 150, NEW: 170}
LAST_UNITS = 150
"""What is left for the last column, which takes the rest."""
EMPTY = "—"

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
Key = tuple[int, str]


@dataclass(slots=True)
class Line:
    """A changed cell or a new row, and whether it will come in."""

    what: CellChange | AddedRow
    taken: bool

    @property
    def conflict(self) -> bool:
        """Whether somebody has to decide between the file and the card."""
        return isinstance(self.what, CellChange) and self.what.conflict

    @property
    def key(self) -> Key:
        """What it is about, whenever the file is compared anew."""
        if isinstance(self.what, CellChange):
            return self.what.client, self.what.column.field
        return -self.what.row, ""


def lines_of(found: RoundTrip) -> list[Line]:
    """Conflicts first, then what is not understood, then the others in the order of the file."""
    changes = sorted(found.changes, key=lambda one: (not one.conflict, not one.problem))
    lines = [Line(one, not one.conflict and not one.problem) for one in changes]
    return lines + [Line(row, not row.problem and not row.known) for row in found.added]


class RoundTripModel(QAbstractTableModel):
    """`changed` whenever a tick was set or taken off."""

    changed = Signal()

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self._theme = theme
        self._language = language
        self._editable = True
        self.lines: list[Line] = []

    def show(self, lines: Iterable[Line], *, editable: bool = True) -> None:
        """Show these lines; what was decided about one that is still there stays."""
        before = {one.key: one.taken for one in self.lines}
        self.beginResetModel()
        self.lines = list(lines)
        self._editable = editable
        for one in self.lines:
            if one.key in before and not one.what.problem:
                one.taken = before[one.key]
        self.endResetModel()
        self.changed.emit()

    def forget(self) -> None:
        """Nothing was decided."""
        self.beginResetModel()
        self.lines = []
        self.endResetModel()

    def take(self, rows: Sequence[int], *, taken: bool) -> None:
        """Tick these lines, or not; what is not understood cannot be ticked."""
        for row in rows:
            if not self.lines[row].what.problem:
                self.lines[row].taken = taken
        if rows:
            ends = self.index(min(rows), 0), self.index(max(rows), NOW)
            self.dataChanged.emit(*ends)
            self.changed.emit()

    # Qt asks

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else NOW + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        line = self.lines[index.row()]
        if index.column() == CLIENT and self._editable and not line.what.problem:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == CLIENT:
            if line.what.problem or not self._editable:
                return None
            return Qt.CheckState.Checked if line.taken else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(line)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._accessible(line, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour(self._role(line, index.column()))
        if role == Qt.ItemDataRole.FontRole and index.column() == NEW and line.taken:
            return self._theme.font(0, 600)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == FIELD:
            return icon("circle-alert") if line.conflict or line.what.problem else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.take([index.row()], taken=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            pgettext("Round trip", "Client"),
            pgettext("Round trip", "Field"),
            pgettext("Round trip", "Was"),
            pgettext("Round trip", "In the file"),
            pgettext("Round trip", "In the card now"),
        )[section]

    # helpers

    def reason(self, row: int) -> str:
        """What is to be said of a line besides its cells."""
        what = self.lines[row].what
        if what.problem:
            return problem_text(Problem("", what.problem))
        if isinstance(what, AddedRow):
            if not what.known:
                return ""
            text = pgettext(
                "Round trip",
                "“{name}” has this phone, e-mail or INN already: tick the row only if it is "
                "somebody else.",
            )
            return text.format(name=what.known)
        if not what.conflict:
            return ""
        if not what.by and not what.at:
            return pgettext("Round trip", "The card says something else than the file.")
        text = pgettext(
            "Round trip",
            "{who} changed “{field}” in the card on {when}, while the file was out. Which one "
            "counts?",
        )
        return text.format(
            who=what.by or pgettext("Round trip", "Somebody"),
            field=column_title(what.column),
            when=formats.date_time(what.at, self._language),
        )

    def _texts(self, line: Line) -> tuple[str, str, str, str, str]:
        what = line.what
        if isinstance(what, AddedRow):
            name = what.draft.display_name() or EMPTY
            return name, pgettext("Round trip", "new client"), "", added_text(what), what.known
        old, new, now = (
            cell_text(what.column, held, self._language) or EMPTY
            for held in (what.old, what.value, what.seen)
        )
        new = what.text or EMPTY if what.problem else new
        name = what.name or EMPTY
        return name, column_title(what.column), old, new, now if line.conflict else ""

    def _accessible(self, line: Line, column: int) -> str:
        text = self._texts(line)[column]
        if column != CLIENT:
            return text
        said = self.reason(self.lines.index(line))
        return ". ".join(part for part in (*self._texts(line), said) if part)

    def _role(self, line: Line, column: int) -> str:
        if line.what.problem:
            return "bad" if column == NEW else "muted"
        if column == OLD:
            return "muted"
        if line.conflict and column == NOW:
            return "muted" if line.taken else "text"
        return "text" if line.taken or column in (CLIENT, FIELD) else "muted"


class RoundTripTable(QTableView):
    """The space key ticks the lines that are marked; `looked_at(row)` follows the cursor."""

    looked_at = Signal(int)

    def __init__(self, theme: Theme, model: RoundTripModel) -> None:
        super().__init__()
        self._lines = model
        self.setModel(model)
        self.setAccessibleName(pgettext("Round trip", "Changes in the file"))
        self.setProperty("cells", True)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        numbers = self.verticalHeader()
        numbers.hide()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setDefaultSectionSize(theme.u(ROW_UNITS))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setStretchLastSection(True)
        self._theme = theme
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a wide window all columns have more room, each as much more as the others."""
        u = self._theme.u
        room, least = self.viewport().width(), u(sum(WIDTHS.values()) + LAST_UNITS)
        for column, units in WIDTHS.items():
            self.setColumnWidth(column, u(units) * max(room, least) // least)

    def marked(self) -> list[int]:
        """The lines that are marked, from above."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = self.marked()
        if event.key() == Qt.Key.Key_Space and rows:
            every = all(self._lines.lines[row].taken for row in rows)
            self._lines.take(rows, taken=not every)
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.looked_at.emit(current.row())
