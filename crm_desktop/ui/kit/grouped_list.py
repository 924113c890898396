"""A small list under headings: what is overdue, today, tomorrow; a box at the start of each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont

from crm_desktop.late import dataclass
from crm_desktop.ui.kit.list_model import ListModel
from crm_desktop.ui.kit.record_model import Column, Index
from crm_desktop.ui.kit.table_view import TableView
from crm_desktop.ui.runtime.theme import Theme

TICK_UNITS = 42


@dataclass(frozen=True, slots=True)
class Heading:
    """Stands above the rows of a group; `role` is a colour of the theme."""

    id: int
    text: str
    role: str = "muted"


class GroupedModel(ListModel):
    """Rows and headings; a heading is no record: it has no id and cannot be chosen."""

    ticked = Signal(int)
    """The box of this row was clicked."""

    def __init__(self, theme: Theme, columns: Sequence[Column], box: Callable[[], str]) -> None:
        tick = Column("tick", lambda: "", lambda _: "", TICK_UNITS, accessible=lambda _: box())
        super().__init__((tick, *columns))
        self._theme = theme

    def show_groups(self, groups: Sequence[tuple[str, str, Sequence[Any]]]) -> None:
        """Show the groups that have rows: the heading's text and colour, and its rows."""
        rows: list[Any] = []
        for number, (text, role, members) in enumerate(groups, start=1):
            if members:
                rows += [Heading(-number, text, role), *members]
        self.show(rows)

    def headings(self) -> list[int]:
        """The places of the headings."""
        return [place for place, id_ in enumerate(super().ids()) if id_ < 0]

    # a heading is no record

    def id_at(self, row: int) -> int | None:
        id_ = super().id_at(row)
        return None if id_ is None or id_ < 0 else id_

    def ids(self, first: int = 0, last: int | None = None) -> Sequence[int]:
        return [id_ for id_ in super().ids(first, last) if id_ > 0]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.record(index.row()), Heading):
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.record(index.row())
        if isinstance(row, Heading):
            return self._of_heading(row, index.column(), role)
        if index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        id_ = self.id_at(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or id_ is None:
            return False
        # Nothing changes here: the row goes when the list is asked for anew.
        self.ticked.emit(id_)
        return True

    def _of_heading(self, row: Heading, column: int, role: int) -> object:
        if column:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.text
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.font(0, QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour(row.role)
        return None


class GroupedTable(TableView):
    """The table of a `GroupedModel`; see `TableView` for selection and signals."""

    def __init__(
        self, theme: Theme, columns: Sequence[Column], name: str, box: Callable[[], str]
    ) -> None:
        self.grouped = GroupedModel(theme, columns, box)
        super().__init__(theme, self.grouped, self.grouped, name)
        self.grouped.setParent(self)

    def show_groups(self, groups: Sequence[tuple[str, str, Sequence[Any]]]) -> None:
        """Show these groups; selection, current row and place are kept by id."""
        self.grouped.show_groups(groups)
        self.clearSpans()
        for place in self.grouped.headings():
            self.setSpan(place, 0, 1, self.grouped.columnCount())

    def record(self, id_: int) -> Any:
        """The row with this id, None if it is not shown."""
        row = self.grouped.row_of(id_)
        return None if row is None else self.grouped.record(row)
