"""The header of a table that tells all fields it is ordered by, the first one first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

PLACES = "¹²³⁴⁵⁶⁷⁸⁹"
_FURTHER = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class SortHeader(QHeaderView):
    """Arrows at every column that decides, with a small number where several do.

    `key_of` tells the sort key of a section. After a click `further` says whether Shift or Ctrl
    was held: the column then decides besides the others.
    """

    def __init__(self, key_of: Callable[[int], str | None], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._key_of = key_of
        self.sorts: tuple[tuple[str, bool], ...] = ()
        self.further = False

    def show_sorts(self, sorts: Sequence[tuple[str, bool]]) -> None:
        """Draw these sort keys, each with whether it rises."""
        self.sorts = tuple(sorts)
        keys = [self._key_of(section) for section in range(self.count())]
        first = self.sorts[0][0] if self.sorts else None
        order = Qt.SortOrder.AscendingOrder
        if self.sorts and not self.sorts[0][1]:
            order = Qt.SortOrder.DescendingOrder
        self.setSortIndicatorShown(first in keys)
        self.setSortIndicator(keys.index(first) if first in keys else -1, order)
        self.viewport().update()

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        key = self._key_of(section)
        place = next((n for n, (one, _up) in enumerate(self.sorts) if one == key), None)
        if place is None or key is None:
            return
        arrows = QStyleOptionHeader.SortIndicator
        # As Qt does it: its "down" is the rising order, and the style sheet turns it round.
        option.sortIndicator = arrows.SortDown if self.sorts[place][1] else arrows.SortUp
        if len(self.sorts) > 1:
            option.text = f"{option.text} {PLACES[place]}"

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        self.further = bool(e.modifiers() & _FURTHER)
        super().mouseReleaseEvent(e)
        self.further = False
