"""Tables of any length: the ids of all rows, and pages of the rows being looked at."""

from __future__ import annotations

import sys
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from crm_desktop.crm import Busy
from crm_desktop.late import dataclass

PAGE = 128
"""Rows read at once."""
RETRY_MS = 50
PLACEHOLDER = "…"
_KEPT_PAGES = 64

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class Row(Protocol):
    """Whatever a query returns for one record, as long as it tells its id."""

    @property
    def id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title and how a row is said in it.

    `width` is in units; `sort_key` is what `sort_requested` carries, None for a column that cannot
    be sorted by; `accessible` says the cell aloud where the text alone is not enough; `picture`
    is an icon before the text; `value` is the number or the day in it, for spreadsheets (an
    amount in main units); `shown` is what the cell says on the screen, where that is more than
    what is copied and printed. `fits` is the longest text it usually has to show, for dates and
    sums that are worth nothing when they are cut: it is at least as wide as that. A column that may
    `grow` takes the room that is left; when there is too little, the most `spare` ones go.
    """

    key: str
    title: Callable[[], str]
    text: Callable[[Any], str]
    width: int
    align_right: bool = False
    sort_key: str | None = None
    accessible: Callable[[Any], str] | None = None
    muted: bool = False
    picture: Callable[[Any], object] | None = None
    value: Callable[[Any], Decimal | int | date | None] | None = None
    fits: Callable[[], str] | None = None
    grow: bool = False
    spare: int = 0
    shown: Callable[[Any], str] | None = None

    def say(self, row: Any, role: int) -> object:
        """The answer of a model for this column of a row."""
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.shown or self.text)(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (self.accessible or self.shown or self.text)(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment()
        if role == Qt.ItemDataRole.DecorationRole and self.picture is not None:
            return self.picture(row)
        return None

    def alignment(self) -> Qt.AlignmentFlag:
        """Numbers stand right, words left."""
        side = Qt.AlignmentFlag.AlignRight if self.align_right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def head(self, role: int) -> object:
        """The answer of a model for the header of this column."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment()
        return None


@dataclass(slots=True)
class _Page:
    """Rows in the order of their ids; of one that is not `whole` some could not be read."""

    rows: Sequence[Row | None]
    whole: bool = True
    _seen: bool = False

    def row(self, at: int) -> Row | None:
        if not self._seen:
            # From now on they are painted again and again: what makes them one by one is through.
            self.rows, self._seen = list(self.rows), True
        return self.rows[at]


class RecordModel(QAbstractTableModel):
    """All ids in order, and the rows around the place the user looks at.

    `read_page` reads rows by their ids, in any order, on the calling thread; it may raise `Busy`:
    the cells then show a placeholder and are asked again. Nothing is read from inside `data()`;
    the view calls `ensure` when its visible range moves.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        read_page: Callable[[Sequence[int]], Sequence[Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._read_page = read_page
        self._ids = array("q")
        self._pages: OrderedDict[int, _Page] = OrderedDict()
        self._wanted: tuple[int, int] = (0, -1)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self._ask_again)

    def show(self, ids: Iterable[int], rows: Sequence[Row] = ()) -> None:
        """Show these records in this order; the same ids again only refresh what is shown.

        `rows` are those of all these ids in their order, if they were read with them and fit on a
        page; they are looked at one by one when they are painted, not before.
        """
        fresh = ids if isinstance(ids, array) else array("q", ids)
        known = 0 < len(rows) == len(fresh) <= PAGE
        if fresh == self._ids:
            if known:
                self._pages = OrderedDict({0: _Page(rows)})
                self._announce(0)
            else:
                self.invalidate(None)
            return
        self.beginResetModel()
        self._ids = fresh
        self._pages.clear()
        if known:
            self._pages[0] = _Page(rows)
        self._retry.stop()
        self._wanted = (0, -1)
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same records; their rows are read anew."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._pages.clear()
        self._wanted = (0, -1)
        self.endResetModel()

    def ids(self, first: int = 0, last: int | None = None) -> Sequence[int]:
        """The ids of rows `first` … `last`, both included."""
        return self._ids[first : len(self._ids) if last is None else last + 1]

    def row_of(self, id_: int) -> int | None:
        """The row of a record, None if it is not shown."""
        # In memory a hundred thousand ids are gone through in a fifth of a millisecond; a table of
        # their rows would take thirty to make, and ten megabytes to keep.
        size = self._ids.itemsize
        try:
            wanted = id_.to_bytes(size, sys.byteorder, signed=True)
        except OverflowError:
            return None
        held = self._ids.tobytes()
        at = held.find(wanted)
        while at % size and at > 0:
            at = held.find(wanted, at + 1)
        return at // size if at >= 0 else None

    def id_at(self, row: int) -> int | None:
        """The record of a row, None outside the table."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def record(self, row: int) -> Any:
        """The record of a row if it has been read, else None; never reads."""
        if not 0 <= row < len(self._ids):
            return None
        page = self._pages.get(row // PAGE)
        return None if page is None else page.row(row % PAGE)

    def read(self, ids: Sequence[int]) -> list[Row]:
        """Read these records now, in this order; for copying. May raise `Busy`."""
        found = {one.id: one for one in self._read_page(ids)}
        return [found[id_] for id_ in ids if id_ in found]

    def invalidate(self, ids: Iterable[int] | None) -> None:
        """These records changed (None: any may have): read again what is being looked at."""
        if ids is None:
            pages = list(self._pages)
        else:
            changed = frozenset(ids)
            pages = [page for page in self._pages if not changed.isdisjoint(self._ids_of(page))]
        for page in pages:
            del self._pages[page]
        first, last = self._wanted
        # What is visible is read before the cells are painted again: they do not flicker.
        self._load(first, last)
        for page in pages:
            self._announce(page)

    def ensure(self, first: int, last: int) -> None:
        """Rows `first` … `last` are looked at: read what is missing."""
        self._wanted = (max(first, 0), min(last, len(self._ids) - 1))
        for page in self._load(*self._wanted):
            self._announce(page)

    # Qt asks

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        row = self.record(index.row())
        if row is None:
            if role == Qt.ItemDataRole.DisplayRole:
                return PLACEHOLDER
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return column.alignment()
            return None
        return column.say(row, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self.columns[section].head(role)
        return None

    # pages

    def _load(self, first: int, last: int) -> list[int]:
        """Read the pages of these rows that are missing or incomplete; returns which."""
        read: list[int] = []
        if last < first:
            return read
        for page in range(first // PAGE, last // PAGE + 1):
            ids, held = self._ids_of(page), self._pages.get(page)
            if not ids or (held is not None and held.whole):
                continue
            try:
                found = {row.id: row for row in self._read_page(ids)}
            except Busy:
                self._retry.start()
                break
            rows = [found.get(id_) for id_ in ids]
            if held is not None and rows == held.rows:
                continue
            self._pages[page] = _Page(rows, len(found) == len(ids))
            self._pages.move_to_end(page)
            read.append(page)
        while len(self._pages) > max(_KEPT_PAGES, last // PAGE - first // PAGE + 1):
            self._pages.popitem(last=False)
        return read

    def _ids_of(self, page: int) -> array[int]:
        return self._ids[page * PAGE : (page + 1) * PAGE]

    def _ask_again(self) -> None:
        self.ensure(*self._wanted)

    def _announce(self, page: int) -> None:
        top, bottom = page * PAGE, min((page + 1) * PAGE, len(self._ids)) - 1
        if self.columns and top <= bottom:
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(self.columns) - 1))
