"""Shortcuts that work on the Latin and on the Russian layout (decision 25)."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crm_desktop.words import pgettext

_LATIN = "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.`"
_RUSSIAN = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
_TO_RUSSIAN = dict(zip(_LATIN, _RUSSIAN, strict=True))
_TO_LATIN = dict(zip(_RUSSIAN, _LATIN, strict=True))


def sequences(text: str) -> list[QKeySequence]:
    """The key sequences of both layouts for "Ctrl+K": Ctrl+K and Ctrl+Л."""
    *modifiers, key = text.split("+") if not text.endswith("++") else [text[:-2], "+"]
    both = [QKeySequence(text)]
    if key.upper() in _TO_RUSSIAN:
        both.append(QKeySequence("+".join([*modifiers, _TO_RUSSIAN[key.upper()]])))
    return both


def bind(
    widget: QWidget,
    keys: str,
    slot: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> QShortcut:
    """Call `slot` on "Ctrl+K" typed on either layout, while `widget` or a child has the focus."""
    shortcut = QShortcut(widget)
    shortcut.setKeys(sequences(keys))
    shortcut.setContext(context)
    shortcut.activated.connect(slot)
    return shortcut


def bind_action(action: QAction, keys: str) -> QAction:
    """Give an action of a menu its keys on both layouts; the menu shows the Latin ones."""
    action.setShortcuts(sequences(keys))
    return action


def latin(event: QKeyEvent) -> str:
    """The letter of the key pressed as if the layout were Latin: "M" for M and for Ь."""
    key = event.key()
    letter = chr(key).upper() if 0 < key < 0x1000000 else event.text().upper()
    return _TO_LATIN.get(letter, letter)


def readable(keys: str) -> str:
    """Keys as people read them: «Ctrl+Enter», on a Mac «⌘↩»."""
    if sys.platform == "darwin":
        return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    names = {
        "Up": "↑",
        "Down": "↓",
        "Left": "←",
        "Right": "→",
        "Return": "Enter",
        "Space": pgettext("Shell", "Space"),
    }
    *held, key = keys.split("+")
    return "+".join([*held, names.get(key, key)])
