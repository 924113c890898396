"""Columns as wide as their texts, without asking Qt for the size of every cell."""

from __future__ import annotations

from heapq import nlargest

from PySide6.QtWidgets import QTableView

TRIED = 3
"""The longest texts of a column: which of them is widest depends on their letters."""


def text_width(view: QTableView, column: int, rows: int) -> int:
    """How wide a column must be for its head and for what stands in its first `rows`, in pixels."""
    model = view.model()
    cells = [model.index(row, column) for row in range(min(rows, model.rowCount()))]
    longest = nlargest(TRIED, cells, key=lambda cell: len(str(cell.data() or "")))
    head = view.horizontalHeader()
    least = 0 if head.isHidden() else head.sectionSizeHint(column)
    grid = int(view.showGrid())
    return max([least, *(view.sizeHintForIndex(cell).width() + grid for cell in longest)])
