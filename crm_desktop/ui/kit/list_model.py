"""Small lists (fewer than five hundred rows): all rows at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from crm_desktop.ui.kit.record_model import NO_INDEX, Column, Index
from crm_desktop.ui.kit.table_view import TableView
from crm_desktop.ui.runtime.theme import Theme


def _own_id(row: Any) -> int:
    id_: int = row.id
    return id_


class ListModel(QAbstractTableModel):
    """A list of rows in columns; `id_of` names a row, by default its `id`."""

    def __init__(
        self,
        columns: Sequence[Column],
        parent: QObject | None = None,
        id_of: Callable[[Any], int] = _own_id,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._id_of = id_of
        self._list: list[Any] = []
        self._ids: list[int] = []

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows; where the ids are the same, only the texts change."""
        ids = [self._id_of(row) for row in rows]
        if ids == self._ids:
            self._list = list(rows)
            if ids:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1)
                )
            return
        self.beginResetModel()
        self._list, self._ids = list(rows), ids
        self.endResetModel()

    def rows(self) -> list[Any]:
        """All rows in their order."""
        return list(self._list)

    def record(self, row: int) -> Any:
        """The row at this place, None outside the list."""
        return self._list[row] if 0 <= row < len(self._list) else None

    def row_of(self, id_: int) -> int | None:
        """The place of a row, None if it is not shown."""
        return self._ids.index(id_) if id_ in self._ids else None

    def id_at(self, row: int) -> int | None:
        """The id of the row at this place, None outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def ids(self, first: int = 0, last: int | None = None) -> Sequence[int]:
        """The ids of rows `first` … `last`, both included."""
        return self._ids[first : len(self._ids) if last is None else last + 1]

    def read(self, ids: Sequence[int]) -> list[Any]:
        """These rows, in this order."""
        places = dict(zip(self._ids, self._list, strict=True))
        return [places[id_] for id_ in ids if id_ in places]

    # Qt asks

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._list)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        return self.columns[index.column()].say(self._list[index.row()], role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self.columns[section].head(role)
        return None


class ListTable(TableView):
    """A table of a small list; see `TableView` for selection and signals."""

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        name: str = "",
        id_of: Callable[[Any], int] = _own_id,
    ) -> None:
        model = ListModel(columns, id_of=id_of)
        super().__init__(theme, model, model, name)
        model.setParent(self)
        self.list_model = model

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; selection, current row and place are kept by id."""
        self.list_model.show(rows)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        if tuple(columns) != self.list_model.columns:
            self.list_model.show_columns(columns)
            self.dress_columns({})

    def record(self, id_: int) -> Any:
        """The row with this id, None if it is not shown."""
        row = self.list_model.row_of(id_)
        return None if row is None else self.list_model.record(row)
