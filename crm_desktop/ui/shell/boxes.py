"""The boxes over the window: the palette and the quick line, made when they are first wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.kit.idle import Idle, imported
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.shell.actions import Actions
from crm_desktop.ui.shell.doings import doings
from crm_desktop.ui.shell.palette import Doing, Palette
from crm_desktop.words import pgettext

if TYPE_CHECKING:
    from crm_desktop.ui.shell.quick_add import QuickAdd

_PARTS = (
    "crm_desktop.domain.quick_entry",
    "crm_desktop.domain.requisites_text",
    "crm_desktop.domain.quick_block",
    "crm_desktop.queries.quick",
    "crm_desktop.exports.pasted",
    "crm_desktop.ui.kit.fields",
    "crm_desktop.ui.shell.quick_text",
    "crm_desktop.ui.shell.quick_client",
    "crm_desktop.ui.shell.quick_fields",
    "crm_desktop.ui.shell.quick_add",
)
"""What the quick entry needs, each read while the window has nothing to do."""


class Boxes:
    """What stands over the whole window `body` for a moment; `bring_in` imports files."""

    def __init__(
        self, desk: Desk, table: Actions, body: QWidget, bring_in: Callable[[list[str]], object]
    ) -> None:
        self._desk = desk
        self._table = table
        self._body = body
        self._bring_in = bring_in
        self._idle = Idle(imported(_PARTS), body)
        self._idle.begin()

    @cached_property
    def quick_add(self) -> QuickAdd:
        """The line for what was just heard."""
        from crm_desktop.ui.shell.quick_add import QuickAdd

        return QuickAdd(self._desk, self._body, self._bring_in)

    @cached_property
    def palette(self) -> Palette:
        """The one box over everything."""
        return Palette(
            self._desk, lambda: doings(self._table, self._desk), self._otherwise, self._body
        )

    def find(self) -> None:
        """Open the palette."""
        self.palette.open_it()

    def write_down(self) -> None:
        """Open the quick line."""
        self.quick_add.open_it()

    def _otherwise(self, text: str) -> list[Doing]:
        """What can be done with words that name nothing yet."""
        write = pgettext("Shell", "Write it down: {text}").format(text=text)
        return [Doing(write, partial(self.quick_add.open_with, text), "plus")]
