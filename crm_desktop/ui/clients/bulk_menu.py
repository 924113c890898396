"""What can be done to the marked clients, or to all of the view, in the menus of the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from crm_desktop.domain.client_bulk import BulkAction
from crm_desktop.words.codes import label

OFFERED = (
    BulkAction.SET,
    BulkAction.TAG,
    BulkAction.UNTAG,
    BulkAction.REASSIGN,
    BulkAction.ARCHIVE,
    BulkAction.UNARCHIVE,
    BulkAction.DELETE,
)


def offer(menu: QMenu, begin: Callable[[BulkAction], object]) -> None:
    """Add every action to a menu; `begin` opens the panel that asks the rest."""
    menu.addSeparator()
    for action in OFFERED:
        menu.addAction(label(action)).triggered.connect(partial(_begin, begin, action))


def _begin(begin: Callable[[BulkAction], object], action: BulkAction, _checked: bool) -> None:
    begin(action)
