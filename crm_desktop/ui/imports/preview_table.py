"""The rows of the file and how each will fare: what is not understood is marked, and corrected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.imports.preview_model import VERDICT, WIDE_UNITS, Fetch, PreviewModel
from crm_desktop.ui.kit.text_widths import text_width
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext

ROW_UNITS, HEAD_UNITS = 28, 46
SEEN_ROWS = 30
"""So many rows settle how wide a column is."""
NARROW_UNITS, REASON_UNITS = 90, 320
REASON_SHARE = 0.4
"""A reason may take so much of the width: it is there to be read."""


class PreviewTable(QTableView):
    """Shows the model; `looked_at(reason, weight)` follows the cursor, "" where nothing is.

    `corrected(row, column, text)` when a cell was typed anew, by the row and column of the file.
    """

    looked_at = Signal(str, str)
    corrected = Signal(int, int, str)

    def __init__(self, theme: Theme, language: str, fetch: Fetch) -> None:
        super().__init__()
        self._theme = theme
        self.rows = PreviewModel(theme, language, fetch)
        self.rows.setParent(self)
        self.rows.corrected.connect(self.corrected)
        self.setModel(self.rows)
        self.setAccessibleName(pgettext("Imports", "Rows of the file"))
        self.setProperty("cells", True)
        triggers = QTableView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        numbers = self.verticalHeader()
        numbers.hide()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setMinimumSectionSize(theme.u(ROW_UNITS))
        numbers.setDefaultSectionSize(theme.u(ROW_UNITS))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(theme.u(HEAD_UNITS))
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_preview(
        self, preview: ImportPreview, numbers: Sequence[int], *, loaded: bool = False
    ) -> None:
        """Show these rows of a preview, columns as wide as their texts; the cursor stays."""
        place = self.rows.place_of(self.currentIndex())
        self.rows.show(preview, numbers, loaded=loaded)
        least, most = self._theme.u(NARROW_UNITS), self._theme.u(WIDE_UNITS)
        reason = max(self._theme.u(REASON_UNITS), int(self.viewport().width() * REASON_SHARE))
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        for column in range(self.rows.columnCount()):
            widest = reason if column == VERDICT else most
            width = text_width(self, column, SEEN_ROWS)
            self.setColumnWidth(column, min(max(width, least), widest) if column else width)
        self._stretch()
        back = self.rows.index_of(place)
        if back.isValid():
            self.setCurrentIndex(back)
        else:
            self.looked_at.emit("", "")

    def begin(self) -> None:
        """Another list: it is read from its beginning, wherever the one before was left."""
        self.setCurrentIndex(QModelIndex())
        self.horizontalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        """The last column takes what room is left; where there is none it keeps its width."""
        head = self.horizontalHeader()
        if not head.stretchLastSection() or head.length() > self.viewport().width():
            head.setStretchLastSection(head.length() < self.viewport().width())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        reason = self.rows.reason(current)
        told = f"{self.rows.place(current)}: {reason}" if reason else ""
        self.looked_at.emit(told, self.rows.weight(current) if reason else "")
