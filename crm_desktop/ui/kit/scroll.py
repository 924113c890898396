"""A widget that scrolls where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Scrolled(QScrollArea):
    """Holds one widget, as wide as the room and at most `most` pixels; Tab brings it into sight.

    It takes no focus itself: the keys go to what is inside.
    """

    def __init__(self, inner: QWidget, margin: int = 0, most: int = 0) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if most:
            inner.setMaximumWidth(most)
        ground = QWidget()
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(inner)
        self.setWidget(ground)
        # What is behind shines through, be it the window's ground or a panel's.
        for one in (self.viewport(), ground):
            one.setAutoFillBackground(False)
        self.inner = inner
