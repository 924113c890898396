"""A word after the deed: «Deleted. [Undo]», ten seconds or as long as reading it takes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from crm_desktop.ui.runtime.theme import Theme

SHOWN_MS, LETTER_MS = 10_000, 90
WIDTH_UNITS = 640
"""A sentence longer than this goes on in a second line."""


class Toast(QFrame):
    """A bar at the bottom of `over`; the newest message replaces the one before.

    Its button is in the tab order and the bar stays while the button has the focus or the mouse
    is over it; Esc puts it away.
    """

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._action: Callable[[], object] | None = None
        self.setObjectName("toast")
        self.setProperty("overlay", True)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._act)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.u(16), theme.u(8), theme.u(8), theme.u(8))
        layout.setSpacing(theme.u(12))
        layout.addWidget(self._text)
        layout.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._end)
        over.installEventFilter(self)
        self.hide()

    def say(
        self, text: str, button_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Show this for a while, with a button if there is something to do about it."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._action = action
        self.button.setText(button_text)
        self.button.setAccessibleName(f"{text} {button_text}")
        self.button.setVisible(bool(button_text))
        self._place()
        self.show()
        self.raise_()
        self._timer.start(max(SHOWN_MS, LETTER_MS * len(text)))

    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def put_away(self) -> None:
        """Hide it now."""
        self._timer.stop()
        self._action = None
        if self.button.hasFocus():
            self._over.setFocus()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            event.accept()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        return False

    def _place(self) -> None:
        """As wide as its words, no wider than the window; the words go on below."""
        if not self._text.text():
            return
        self._text.ensurePolished()
        u, metrics = self._theme.u, self._text.fontMetrics()
        beside = u(16 + 8 + 2 * 24)
        if not self.button.isHidden():
            beside += self.button.sizeHint().width() + u(12)
        words = max(metrics.horizontalAdvance(line) for line in self._text.text().split("\n"))
        width = max(min(words + u(4), u(WIDTH_UNITS), self._over.width() - beside), u(80))
        # A label never answers for less than the width it was given before.
        self._text.setMinimumSize(u(0), u(0))
        self._text.setFixedSize(width, self._text.heightForWidth(width))
        self.adjustSize()
        left = (self._over.width() - self.width()) // 2
        self.move(max(left, 0), self._over.height() - self.height() - self._theme.u(24))

    def _act(self) -> None:
        action = self._action
        self.put_away()
        if action is not None:
            action()

    def _end(self) -> None:
        if self.button.hasFocus() or self.underMouse():
            self._timer.start()
        else:
            self.put_away()
