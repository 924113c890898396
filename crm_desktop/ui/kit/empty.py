"""A screen with nothing on it yet: one picture, one sentence, one button, one example."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.ui.runtime import icons
from crm_desktop.ui.runtime.theme import Theme


class EmptyState(QWidget):
    """Says what belongs here and offers the first step; without `button_text` only says."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        sentence: str,
        button_text: str = "",
        action: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        example: str = "",
    ) -> None:
        super().__init__(parent)
        picture = _Picture(theme, icon, self)
        picture.setVisible(bool(icon))
        self._sentence = QLabel(sentence, self)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setMaximumWidth(theme.u(440))
        self._sentence.setProperty("muted", True)
        self.button = QPushButton(button_text, self)
        self.button.setAccessibleName(button_text)
        self.button.setVisible(bool(button_text))
        self._action = action
        self.button.clicked.connect(self._act)
        # Not by alignment: an aligned label is given no height for its second line.
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._sentence, 100)
        line.addStretch(1)
        self._example = QLabel(example, self)
        self._example.setProperty("muted", True)
        self._example.setFont(theme.font(-1))
        self._example.setWordWrap(True)
        self._example.setMaximumWidth(theme.u(440))
        self._example.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._example.setVisible(bool(example))
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self._example, 100)
        below.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.u(12))
        layout.addStretch()
        layout.addWidget(picture, alignment=middle)
        layout.addLayout(line)
        layout.addWidget(self.button, alignment=middle)
        layout.addLayout(below)
        layout.addStretch()

    def set_sentence(self, sentence: str) -> None:
        """Say something else, e.g. that nothing was found."""
        self._sentence.setText(sentence)

    def _act(self) -> None:
        # Not connected directly: `clicked` would hand over its "checked".
        if self._action is not None:
            self._action()


class _Picture(QWidget):
    """An icon drawn when it is shown: it follows the scheme and the screen's pixels."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self.setFixedSize(theme.u(48), theme.u(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            painter = QPainter(self)
            icons.draw(painter, self._name, self.rect(), self._theme.colour("muted"))
            painter.end()
