"""Columns that fit the room there is: one takes what is left, the least needed go first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime.theme import Theme

PADDING_UNITS, CELL_UNITS = 18, 26
ARROW_UNITS = 20
"""The arrow of the order, beside the title of a column that can be sorted by."""


class ColumnWidths(QObject):
    """Gives the columns of a table their widths until the user sets one by hand."""

    def __init__(self, view: QTableView, theme: Theme, columns: Sequence[Column]) -> None:
        super().__init__(view)
        self._view = view
        self._columns = columns
        self._by_hand = False
        self._fitting = False
        head = view.horizontalHeader()
        head.setMinimumSectionSize(theme.u(24))
        self._wanted = [self._least(column, theme) for column in columns]
        grows = any(column.grow for column in columns)
        head.setStretchLastSection(not grows)
        head.sectionResized.connect(self._resized)
        view.viewport().installEventFilter(self)
        self.fit()

    def _least(self, column: Column, theme: Theme) -> int:
        """What it may not be narrower than: a longer language's title, the longest usual value."""
        around = theme.u(PADDING_UNITS)
        arrow = theme.u(ARROW_UNITS) if column.sort_key else 0
        title = self._view.horizontalHeader().fontMetrics().horizontalAdvance(column.title())
        least = max(theme.u(column.width), title + around + arrow)
        if column.fits is None:
            return least
        value = QFontMetrics(theme.font()).horizontalAdvance(column.fits())
        return max(least, value + theme.u(CELL_UNITS))

    def least(self) -> int:
        """How wide the table must be for every column."""
        return sum(self._wanted)

    def fit(self) -> None:
        """Share the room out again."""
        if self._by_hand:
            return
        room = self._view.viewport().width()
        shown = list(range(len(self._columns)))
        for place in sorted(shown, key=lambda one: -self._columns[one].spare):
            if self._columns[place].spare and sum(self._wanted[n] for n in shown) > room:
                shown.remove(place)
        left = max(room - sum(self._wanted[n] for n in shown), 0)
        growing = [n for n in shown if self._columns[n].grow]
        self._fitting = True
        for place in range(len(self._columns)):
            self._view.setColumnHidden(place, place not in shown)
            more = left // len(growing) if place in growing else 0
            self._view.setColumnWidth(place, self._wanted[place] + more)
        self._fitting = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def _resized(self, _section: int, _old: int, new: int) -> None:
        if not self._fitting and new and self._view.isVisible():
            self._by_hand = True
