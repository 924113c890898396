"""The box that narrows a list while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext

DEBOUNCE_MS = 120


class SearchBox(QLineEdit):
    """A line with `searched(text)`: when the fingers rest, at once by Enter and when emptied.

    `entered()` follows Enter: whoever listens opens the first hit. `left_down()` is the way into
    the list. Esc empties the box; an empty one lets Esc pass on to whoever goes back by it.
    """

    searched = Signal(str)
    entered = Signal()
    left_down = Signal()

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = name or pgettext("Kit", "Search")
        self.setAccessibleName(title)
        self.setPlaceholderText(title)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(theme.u(200))
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        elif event.key() == Qt.Key.Key_Down:
            self._tell()
            self.left_down.emit()
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _changed(self, text: str) -> None:
        if text:
            self._timer.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)
