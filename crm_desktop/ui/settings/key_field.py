"""A field that takes the keys one presses instead of their letters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from crm_desktop.ui.kit.shortcuts import latin

_ONLY_HELD = {
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_unknown,
}
_LEAVING = {
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
}


class KeyField(QLineEdit):
    """Press the keys and they stand in it; on the Russian layout the Latin letter is written.

    Tab, Esc and Enter by themselves do what they do everywhere, so nobody is caught in it.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)

    def event(self, event: QEvent) -> bool:
        """No key of the window or of the menu is taken away from this field."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write down what is pressed."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key in _ONLY_HELD:
            return
        if key in _LEAVING and held in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            super().keyPressEvent(event)
            return
        letter = latin(event)
        if len(letter) == 1 and letter.isalpha():
            key = Qt.Key(ord(letter))
        text = QKeySequence(QKeyCombination(held, key)).toString()
        self.setText(text)
        self.pressed.emit(text)
