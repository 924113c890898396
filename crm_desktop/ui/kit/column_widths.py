"""Columns that fit the room there is: one takes what is left, the least needed go first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime.theme import Theme

PADDING_UNITS, CELL_UNITS = 18, 26
ARROW_UNITS = 20
"""The arrow of the order, beside the title of a column that can be sorted by."""


class ColumnWidths(QObject):
    """Gives the columns of a table their widths; those set by hand stay (`changed`)."""

    changed = Signal()

    def __init__(self, view: QTableView, theme: Theme, columns: Sequence[Column]) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._fitting = False
        head = view.horizontalHeader()
        head.setMinimumSectionSize(theme.u(24))
        head.sectionResized.connect(self._resized)
        view.viewport().installEventFilter(self)
        self.renew(columns)

    def renew(
        self,
        columns: Sequence[Column],
        own: Mapping[str, int] | None = None,
        *,
        chosen: bool = False,
    ) -> None:
        """Other columns, some with a width in units that the user gave them.

        None of those that were `chosen` goes when there is too little room: the table scrolls.
        """
        self._fitting = True
        self._columns = columns
        self._own = {key: units for key, units in (own or {}).items() if units}
        self._chosen = chosen
        self._wanted = [self._least(column) for column in columns]
        self._view.horizontalHeader().setStretchLastSection(not any(self._growing(columns)))
        self.fit()

    def pause(self) -> None:
        """Other columns are on their way: what the header makes of that is nobody's hand."""
        self._fitting = True

    def widths(self) -> dict[str, int]:
        """The width in units of every column that is shown, by its key."""
        shown = [n for n in range(len(self._columns)) if not self._view.isColumnHidden(n)]
        scale = self._theme.font_scale
        return {self._columns[n].key: round(self._view.columnWidth(n) / scale) for n in shown}

    def _growing(self, columns: Sequence[Column]) -> list[bool]:
        return [column.grow and column.key not in self._own for column in columns]

    def _least(self, column: Column) -> int:
        """What it may not be narrower than: a longer language's title, the longest usual value."""
        theme = self._theme
        if column.key in self._own:
            return theme.u(self._own[column.key])
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
        if self._view.horizontalHeader().count() != len(self._columns):
            return
        room = self._view.viewport().width()
        shown = list(range(len(self._columns)))
        if not self._chosen:
            for place in sorted(shown, key=lambda one: -self._columns[one].spare):
                if self._columns[place].spare and sum(self._wanted[n] for n in shown) > room:
                    shown.remove(place)
        left = max(room - sum(self._wanted[n] for n in shown), 0)
        grows = self._growing(self._columns)
        growing = [n for n in shown if grows[n]]
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
            # The others stay where they are, too: nothing jumps under the mouse.
            self._own |= self.widths()
            self._wanted = [self._least(column) for column in self._columns]
            self.changed.emit()
