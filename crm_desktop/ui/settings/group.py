"""A titled panel of a section: heading, a sentence about it, what belongs to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.runtime.theme import Theme


class Group(QFrame):
    """A panel; `body` takes widgets and layouts below the heading."""

    def __init__(self, theme: Theme, title: str = "", about: str = "") -> None:
        super().__init__()
        u = theme.u
        self.setProperty("panel", True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(u(16), u(12), u(16), u(14))
        self.body.setSpacing(u(8))
        if title:
            heading = QLabel(title)
            heading.setFont(theme.font(2, 600))
            self.body.addWidget(heading)
        if about:
            self.body.addWidget(words(about, muted=True))


def words(text: str, *, muted: bool = False, selectable: bool = False) -> QLabel:
    """A paragraph that wraps; a path or a version can be marked and copied."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if muted:
        label.setProperty("muted", True)
    if selectable:
        flags = Qt.TextInteractionFlag
        label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label


def push(text: str, act: Callable[[], object]) -> QPushButton:
    """A button with its verb."""
    button = QPushButton(text)
    button.clicked.connect(lambda _checked=False: act())
    return button


def buttons(theme: Theme, *row: QPushButton) -> Flow:
    """Buttons side by side from the left, in more rows where there is little room."""
    layout = Flow(theme.u(8), theme.u(8))
    for button in row:
        layout.addWidget(button)
    return layout


def column(theme: Theme, parent: QWidget) -> QVBoxLayout:
    """The layout of a section: panels below each other."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.u(16))
    return layout
