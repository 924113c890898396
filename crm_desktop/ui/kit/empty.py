"""A screen with nothing on it yet: one picture, one sentence, one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

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
    ) -> None:
        super().__init__(parent)
        picture = QLabel(self)
        size = theme.u(48)
        picture.setPixmap(icons.icon(icon).pixmap(size, size))
        picture.setVisible(bool(icon))
        self._sentence = QLabel(sentence, self)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setMinimumWidth(theme.u(240))
        self._sentence.setMaximumWidth(theme.u(440))
        palette = self._sentence.palette()
        palette.setColor(self._sentence.foregroundRole(), theme.colour("muted"))
        self._sentence.setPalette(palette)
        self.button = QPushButton(button_text, self)
        self.button.setAccessibleName(button_text)
        self.button.setVisible(bool(button_text))
        self._action = action
        self.button.clicked.connect(self._act)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.u(12))
        layout.addStretch()
        for one in (picture, self._sentence, self.button):
            layout.addWidget(one, alignment=middle)
        layout.addStretch()

    def set_sentence(self, sentence: str) -> None:
        """Say something else, e.g. that nothing was found."""
        self._sentence.setText(sentence)

    def _act(self) -> None:
        # Not connected directly: `clicked` would hand over its "checked".
        if self._action is not None:
            self._action()
