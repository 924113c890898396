"""Enter and Ctrl+Enter in a form: both save, from wherever the cursor is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from crm_desktop.ui.kit.shortcuts import bind, readable
from crm_desktop.words import pgettext

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def bind_saving(form: QWidget, button: QPushButton, save: Callable[[], object]) -> None:
    """Ctrl+Enter saves also out of a text of several lines; the button tells so."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        bind(form, keys, save)
    text = pgettext("Kit", "Save ({keys})").format(keys=readable("Ctrl+Return"))
    button.setToolTip(text)


def enter_pressed(event: QKeyEvent, focus: QWidget | None, save: Callable[[], object]) -> bool:
    """Take an Enter that no field had a use for: it saves, on a button it presses that button.

    False for any other key: the event goes its own way.
    """
    if pressed_by_enter(event, focus):
        return True
    if event.key() not in _ENTER or event.modifiers() & _HELD:
        return False
    save()
    return True


def pressed_by_enter(event: QKeyEvent, focus: QWidget | None) -> bool:
    """Let Enter press the button that has the keyboard, as in a dialog; a held key does it once."""
    if event.key() not in _ENTER or event.modifiers() & _HELD:
        return False
    if not isinstance(focus, QAbstractButton) or focus.isCheckable():
        return False
    if not event.isAutoRepeat():
        if isinstance(focus, QToolButton) and focus.menu() is not None:
            focus.showMenu()
        else:
            focus.click()
    return True
