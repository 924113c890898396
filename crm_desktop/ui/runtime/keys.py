"""Which keys do what: the shell tells, the settings show it and may change it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from crm_desktop.late import dataclass
from crm_desktop.machine import Machine


@dataclass(frozen=True, slots=True)
class KeyedAction:
    """One action as the list of keys shows it.

    `keys` are in Qt's own spelling ("Ctrl+Shift+N"), `shown` is how people read them; `standard`
    what they are by themselves. A widget's own keys are not `changeable`.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    shown: str
    standard: tuple[str, ...] = ()
    changeable: bool = True


class Keys(QObject):
    """The actions of the window with their keys, and what this machine has changed of them."""

    def __init__(self, settings: Machine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._declared: tuple[KeyedAction, ...] = ()

    def declare(self, actions: Sequence[KeyedAction]) -> None:
        """Name the actions there are."""
        self._declared = tuple(actions)

    def all(self) -> list[KeyedAction]:
        """Every action with a name, whether it has keys or not."""
        return list(self._declared)

    def holder(self, keys: str) -> KeyedAction | None:
        """The action that answers these keys now."""
        return next((one for one in self._declared if keys in one.keys), None)

    def give(self, name: str, keys: str) -> None:
        """Let an action have these keys from the next window on; its own ones are no change."""
        standard = next((one.standard for one in self._declared if one.name == name), ())
        if standard[:1] == (keys,):
            self._settings.keys.pop(name, None)
        else:
            self._settings.keys[name] = keys

    def reset(self, name: str = "") -> None:
        """Go back to the standard keys of one action, or of all."""
        if name:
            self._settings.keys.pop(name, None)
        else:
            self._settings.keys.clear()
