"""Which button of the screen is the filled one: a form that is open has the main verb."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget


class Foremost(QObject):
    """Knows whether a form with a main verb of its own is on the screen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: set[int] = set()

    def watch(self, form: QWidget) -> None:
        """While this form is seen, nothing outside it is the main thing to press."""
        key = id(form)
        form.installEventFilter(self)
        form.destroyed.connect(lambda _gone=None: self._mark(key, shown=False))

    def taken(self) -> bool:
        """Whether such a form is on the screen now."""
        return bool(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Forms come and go with their pages, too: Qt tells the form either way."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._mark(id(watched), shown=event.type() == QEvent.Type.Show)
        return False

    def _mark(self, key: int, *, shown: bool) -> None:
        before = self.taken()
        if shown:
            self._shown.add(key)
        else:
            self._shown.discard(key)
        if self.taken() is not before:
            self.changed.emit()
