"""What scrolls on a card: facts left and what happened right, or one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext

WIDE = 720
"""Units from which on there is room for two columns."""
EDGE = 16
"""Units from the edge to what is written, above as in the columns."""
BAR = 12
"""Units of a bar to scroll by."""
HANGS = 4
"""Units by which the lines of a widget stand out of their words: they are buttons."""
FRAME = 3, 1
"""Pixels of the frame of an area that scrolls, left and right."""


class CardBody(QWidget):
    """One column with the composer above it, or two columns that scroll each for itself."""

    spread_out = Signal(bool)
    """Whether there are two columns now."""

    def __init__(
        self,
        theme: Theme,
        known: Sequence[QWidget],
        composer: QWidget,
        story: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._u = theme.u
        self._composer, self._story = composer, story
        self.wide = False
        left, hangs = self._u(EDGE) - FRAME[0], self._u(HANGS) + 1
        self.left, self._left = self._column(pgettext("Clients", "What is known"), left - hangs)
        for widget in (*known, story):
            # What is pressed hangs out, so that all words begin at one edge.
            if not widget.property("hangs"):
                widget.setContentsMargins(hangs, 0, 0, 0)
            self._left.addWidget(widget)
        self._left.addStretch(1)
        self.right, self._right = self._column(
            pgettext("Clients", "Timeline"), self._u(EDGE) // 2 - FRAME[0] - hangs
        )
        self._right.addStretch(1)
        self._above = QVBoxLayout()
        self._beside = QVBoxLayout()
        u = self._u
        self._above.setContentsMargins(u(EDGE), 0, u(EDGE), u(8))
        self._beside.setContentsMargins(u(EDGE) // 2, 0, u(EDGE), u(8))
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self._beside)
        right.addWidget(self.right, 1)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.left, 2)
        columns.addWidget(self._side, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._above)
        layout.addLayout(columns, 1)
        self._arrange()

    def _column(self, name: str, left: int) -> tuple[QScrollArea, QVBoxLayout]:
        u = self._u
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(left, 0, u(EDGE - BAR) - FRAME[1], u(12))
        column.setSpacing(u(6))
        area = QScrollArea()
        area.setWidgetResizable(True)
        # Tab goes from one thing in it to the next, and scrolls with that.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The bar keeps its room, or words would move when there is more to read. One that has
        # nothing to do is not drawn.
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = area.verticalScrollBar()
        bar.setEnabled(False)
        bar.rangeChanged.connect(lambda _least, most: bar.setEnabled(most > 0))
        area.setWidget(inside)
        area.setAccessibleName(name)
        # Who it is goes before what is known, where the letters are large and the window is low.
        area.setMinimumHeight(u(28))
        return area, column

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns as soon as both have room."""
        super().resizeEvent(event)
        wide = event.size().width() >= self._u(WIDE)
        if wide != self.wide:
            self.wide = wide
            self._arrange()
            self.spread_out.emit(wide)

    def _arrange(self) -> None:
        focus = QApplication.focusWidget()
        mine = focus is not None and self.isAncestorOf(focus)
        # The stretch stays last: what is short stands at the top.
        self._left.removeWidget(self._story)
        (self._right if self.wide else self._left).insertWidget(
            0 if self.wide else self._left.count() - 1, self._story
        )
        (self._beside if self.wide else self._above).addWidget(self._composer)
        self._side.setVisible(self.wide)
        if focus is not None and mine:
            # What moves into another column loses the keyboard by that.
            focus.setFocus()
