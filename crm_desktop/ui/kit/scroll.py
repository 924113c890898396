"""A widget that scrolls where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Scrolled(QScrollArea):
    """Holds one widget, as wide as the room and at most `most` pixels; Tab brings it into sight.

    It takes no focus itself: the keys go to what is inside. A `snug` one scrolls only when what is
    inside cannot be any lower, not when it would like to be higher.
    """

    def __init__(
        self, inner: QWidget, margin: int = 0, most: int = 0, *, snug: bool = False
    ) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if most:
            inner.setMaximumWidth(most)
        ground = _Snug() if snug else QWidget()
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(inner)
        self.setWidget(ground)
        # What is behind shines through, be it the window's ground or a panel's.
        for one in (self.viewport(), ground):
            one.setAutoFillBackground(False)
        self.inner = inner


class _Snug(QWidget):
    """As low as it can be; a scroll area asks for the height that it would like otherwise."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else -1
