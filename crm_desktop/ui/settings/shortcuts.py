"""Shortcuts: every action with its keys, and other keys for those that may have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.problems import Problem, code
from crm_desktop.late import dataclass
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.keys import KeyedAction
from crm_desktop.ui.settings.group import buttons, column, push, words
from crm_desktop.ui.settings.key_field import KeyField
from crm_desktop.words import pgettext

UNFIT = code("keys.unfit")
TAKEN = code("keys.taken")
_FIT = re.compile(r"(.*\+)?F([1-9]|1[0-2])|(.*(Ctrl|Alt|Meta)\+).+")
_OF_FIELDS = {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Return", "Alt+F4"}
"""Keys every field and every system uses; nothing else may mean them."""


@dataclass(frozen=True, slots=True)
class ShortcutRow:
    """A line of the list; `id` is its place."""

    id: int
    action: KeyedAction


class ShortcutsSection(QWidget):
    """The list; Enter or the button asks for the keys by having them pressed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        columns = [
            Column(
                "text",
                lambda: pgettext("Settings", "Action"),
                lambda row: row.action.text,
                320,
                grow=True,
            ),
            Column("keys", lambda: pgettext("Settings", "Keys"), lambda row: row.action.shown, 240),
        ]
        self.table = ListTable(desk.theme, columns, pgettext("Settings", "Shortcuts"))
        self.table.setMinimumHeight(desk.theme.u(360))
        self.change_button = push(pgettext("Settings", "Change keys…"), self.change)
        self.standard_button = push(pgettext("Settings", "Standard keys"), self.standard)
        self.all_button = push(pgettext("Settings", "Standard keys everywhere"), self.standard_all)
        layout = column(desk.theme, self)
        about = pgettext(
            "Settings",
            "They work on the Latin and on the Russian layout. Keys of lists and boards are fixed.",
        )
        layout.addWidget(words(about, muted=True))
        layout.addWidget(self.table, 1)
        layout.addLayout(
            buttons(desk.theme, self.change_button, self.standard_button, self.all_button)
        )
        self.table.opened.connect(lambda _id: self.change())
        self.table.current_changed.connect(lambda _id: self._offer())
        actions = desk.keys.all()
        self.table.show_rows([ShortcutRow(place, one) for place, one in enumerate(actions)])
        self.all_button.setEnabled(bool(desk.settings.keys))
        self.table.select_id(0)
        self._offer()

    def current(self) -> KeyedAction | None:
        """The action under the cursor."""
        row = self.table.record(self.table.current_id() or 0)
        return row.action if row is not None and self.table.current_id() is not None else None

    def change(self) -> None:
        """Have the new keys pressed; keys that mean something else already are refused."""
        action = self.current()
        if action is None or not action.changeable:
            return
        dialog = FormDialog(
            self,
            self.desk.theme,
            action.text,
            pgettext("Settings", "Take these keys"),
            text=pgettext("Settings", "Press the keys together, as you will use them."),
            check=lambda values: self.wrong(action, values),
        )
        field = KeyField()
        field.setText(action.keys[0] if action.keys else "")
        dialog.form.custom(
            "keys",
            pgettext("Settings", "Keys"),
            field,
            field.text,
            field.setText,
            changed=field.pressed,
        )
        values = dialog.ask()
        if values is not None:
            self.desk.keys.give(action.name, values["keys"])
            self._renew()

    def standard(self) -> None:
        """The action under the cursor gets the keys it had by itself."""
        action = self.current()
        if action is not None:
            self.desk.keys.reset(action.name)
            self._renew()

    def standard_all(self) -> None:
        """Every action gets the keys it had by itself."""
        self.desk.keys.reset()
        self._renew()

    def wrong(self, action: KeyedAction, values: dict[str, Any]) -> Iterator[Problem]:
        """What forbids giving the action these keys."""
        keys = str(values["keys"])
        holder = self.desk.keys.holder(keys)
        if not _FIT.fullmatch(keys) or keys in _OF_FIELDS:
            yield Problem("keys", UNFIT)
        elif holder is not None and holder.name != action.name:
            yield Problem("keys", TAKEN, {"keys": keys, "action": holder.text})

    def _offer(self) -> None:
        action = self.current()
        can = action is not None and action.changeable
        self.change_button.setEnabled(can)
        changed = action is not None and action.name in self.desk.settings.keys
        self.standard_button.setEnabled(changed)

    def _renew(self) -> None:
        self.desk.remember()
        self.desk.renew()
