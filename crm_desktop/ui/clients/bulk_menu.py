"""What can be done to the marked clients, or to all of the view, and where those are that left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from crm_desktop.domain.client_bulk import BulkAction
from crm_desktop.domain.filters import Condition, Operator
from crm_desktop.domain.merge import MOST
from crm_desktop.ui.parts.filter_strip import FilterStrip
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.words import pgettext
from crm_desktop.words.codes import label

ARCHIVED = Condition("archived_at", Operator.FILLED)
OFFERED = (
    BulkAction.SET,
    BulkAction.TAG,
    BulkAction.UNTAG,
    BulkAction.REASSIGN,
    BulkAction.ARCHIVE,
    BulkAction.UNARCHIVE,
    BulkAction.DELETE,
)


def offer(menu: QMenu, begin: Callable[[BulkAction], object], merge: Callable[[], object]) -> None:
    """Add every action to a menu; `begin` opens the panel that asks the rest."""
    menu.addSeparator()
    menu.addAction(pgettext("Merge", "Merge the marked ones…")).triggered.connect(merge)
    for action in OFFERED:
        menu.addAction(label(action)).triggered.connect(partial(_begin, begin, action))


def offer_places(menu: QMenu, strip: FilterStrip, navigator: Navigator) -> None:
    """Add the ways to the archive and to the bin."""
    menu.addSeparator()
    menu.addAction(pgettext("Clients", "Show the archive")).triggered.connect(
        lambda: strip.add(ARCHIVED)
    )
    menu.addAction(pgettext("Clients", "Bin")).triggered.connect(lambda: navigator.go("bin"))


def _begin(begin: Callable[[BulkAction], object], action: BulkAction, _checked: bool) -> None:
    begin(action)


def merge_marked(desk: Desk, marked: Sequence[int]) -> None:
    """Go where the marked cards become one client; say so when they are too few or too many."""
    if 2 <= len(marked) <= MOST:
        desk.navigator.go("duplicates", "-".join(map(str, marked)))
    else:
        text = pgettext("Merge", "Mark from 2 to {limit} cards of one client first.")
        desk.say(text.format(limit=MOST))
