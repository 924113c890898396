"""The table over a `RecordModel`: reads what comes into view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel
from PySide6.QtGui import QResizeEvent

from crm_desktop.ui.kit.record_model import Column, RecordModel
from crm_desktop.ui.kit.table_view import TableView
from crm_desktop.ui.runtime.theme import Theme


class RecordTable(TableView):
    """A table of any length; see `TableView` for selection and signals."""

    def __init__(self, theme: Theme, model: RecordModel, name: str = "") -> None:
        super().__init__(theme, model, model, name)
        self.records = model
        model.modelReset.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(self._look)

    def set_columns(
        self, columns: Sequence[Column], own: Mapping[str, int], *, chosen: bool = False
    ) -> None:
        """Show other columns in this order; see `ColumnWidths.renew` for `own` and `chosen`."""
        current = self.currentIndex()
        shown = self.records.columns[current.column()].key if current.isValid() else ""
        self.widths.pause()
        self.records.set_columns(columns)
        self.dress_columns(own, chosen=chosen)
        keys = [column.key for column in columns]
        if current.row() >= 0 and shown in keys:
            index = self.records.index(self.currentIndex().row(), keys.index(shown))
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._look()
        return super().event(event)

    def _look(self) -> None:
        count = self.records.rowCount()
        if count == 0:
            return
        # Not rowAt(): after a reset the view is laid out later, the scroll bar is told at once.
        first = max(self.rowAt(0), 0)
        shown = self.viewport().height() // max(self.verticalHeader().defaultSectionSize(), 1)
        self.records.ensure(first, min(first + shown + 1, count - 1))
