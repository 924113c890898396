"""Keys while one types: a field keeps its own undo, everything else the window's keys mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import Shiboken

from crm_desktop.ui.shell.actions import Actions, sequences_of

_OWN = ("undo", "redo")
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class FieldKeys(QObject):
    """Watches the field that has the focus.

    A field would keep Ctrl+E or Ctrl+K of the window for itself on some systems, and Ctrl+Z also
    when nothing was typed; and on the Russian layout it would not know Ctrl+Z at all.
    """

    def __init__(self, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._watched: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        name = self._name_of(event)
        if not name or (name in _OWN and can_reverse(watched, name)):
            return False
        # Not accepted: it goes on to the window's keys instead of into the field.
        event.ignore()
        return True

    def _name_of(self, event: QKeyEvent) -> str:
        if not event.modifiers() & _HELD:
            return ""
        pressed = QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(event.key())))
        for spec in self._actions.bound():
            if pressed in sequences_of(spec):
                return spec.id
        return ""

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and Shiboken.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now if isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)


def can_reverse(field: object, name: str) -> bool:
    """Whether a field has typing of its own to take back ("undo") or to do again ("redo")."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if name == "undo" else field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        text = field.document()
        return text.isUndoAvailable() if name == "undo" else text.isRedoAvailable()
    return False


def reverse_typing(name: str) -> bool:
    """Take typing back, or do it again, in the field that has the focus; False if there is none."""
    field = QApplication.focusWidget()
    if not can_reverse(field, name):
        return False
    if isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit):
        (field.undo if name == "undo" else field.redo)()
    return True
