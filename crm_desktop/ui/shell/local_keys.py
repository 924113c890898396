"""Keys that the widget with the focus answers by itself: the other half of the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crm_desktop.ui.shell.actions import RECORD, ActionSpec
from crm_desktop.words import pgettext


def local_keys() -> Iterable[ActionSpec]:
    """Told on the help page; bound nowhere, for lists and boards know them."""
    yield from _lists()
    yield from _forms()
    yield from _board()


def _lists() -> Iterable[ActionSpec]:
    lists = ("today", "clients", "tasks", "documents")
    yield _local("open", lambda: pgettext("Shell", "Open"), ("Return",), *lists)
    yield _local("close", lambda: pgettext("Shell", "Close what is open"), ("Esc",))
    yield _local("copy", lambda: pgettext("Shell", "Copy the rows"), ("Ctrl+C",), *lists[1:])
    yield _local(
        "only", lambda: pgettext("Shell", "Only rows like this cell"), ("Ctrl+G",), "clients"
    )
    yield _local(
        "but",
        lambda: pgettext("Shell", "All rows but those like this cell"),
        ("Ctrl+Shift+G",),
        "clients",
    )
    yield _local(
        "outcome",
        lambda: pgettext("Shell", "Choose what came of the call"),
        tuple("123456789"),
        "calls",
    )
    yield _local("record", lambda: pgettext("Shell", "Note it and go on"), ("Return",), "calls")
    moves = ("Alt+Shift+Left", "Alt+Shift+Right")
    yield _local(
        "column", lambda: pgettext("Shell", "Move the column of the cell"), moves, "clients"
    )
    views = ("Ctrl+PgUp", "Ctrl+PgDown")
    yield _local("views", lambda: pgettext("Shell", "Another view"), views, "clients")
    tick = ("Space",)
    yield _local("tick", lambda: pgettext("Shell", "Tick the task off"), tick, "today", "tasks")
    yield _local("later", lambda: pgettext("Shell", "To tomorrow"), ("S",), "today")


def _forms() -> Iterable[ActionSpec]:
    rooms = ("clients", "deals", "tasks", "settings")
    save = ("Ctrl+Return",)
    yield _local("save", lambda: pgettext("Shell", "Save the form"), save, *rooms)
    order = ("Alt+Up", "Alt+Down")
    yield _local("point", lambda: pgettext("Shell", "Phone or address: up, down"), order, "clients")
    found = ("clients", "documents")
    yield _local(
        "into-list",
        lambda: pgettext("Shell", "Out of the search box into the list"),
        ("Down",),
        *found,
    )


def _board() -> Iterable[ActionSpec]:
    arrows = ("Left", "Right", "Up", "Down")
    held = tuple(f"Ctrl+{one}" for one in arrows)
    yield _local("board-open", lambda: pgettext("Shell", "Open the deal"), ("Return",), "deals")
    yield _local("board-go", lambda: pgettext("Shell", "Go from card to card"), arrows, "deals")
    yield _local("board-move", lambda: pgettext("Shell", "Move the card"), held, "deals")
    yield _local("board-stage", lambda: pgettext("Shell", "Move to a stage…"), ("M",), "deals")
    yield _local(
        "board-archive", lambda: pgettext("Shell", "Put the deal into the bin"), ("Del",), "deals"
    )


def _local(name: str, text: Callable[[], str], keys: tuple[str, ...], *sections: str) -> ActionSpec:
    return ActionSpec(name, RECORD, text, keys, sections=sections, local=True)
