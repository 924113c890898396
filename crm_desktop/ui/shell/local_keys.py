"""Keys that the widget with the focus answers by itself: the other half of the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crm_desktop.ui.shell.actions import RECORD, ActionSpec
from crm_desktop.words import pgettext


def local_keys() -> Iterable[ActionSpec]:
    """Told on the help page; bound nowhere, for lists and boards know them."""
    yield from _lists()
    yield from _calls()
    yield from _story()
    yield from _forms()
    yield from _board()


def _lists() -> Iterable[ActionSpec]:
    lists = ("today", "clients", "tasks", "documents")
    others = tuple(one for one in lists if one != "clients")
    yield _local("open", lambda: pgettext("Shell", "Open"), ("Return",), *others)
    yield _local(
        "open-card",
        lambda: pgettext("Shell", "Open the card; once more: the whole card"),
        ("Return",),
        "clients",
    )
    yield _local("close", lambda: pgettext("Shell", "Close what is open"), ("Esc",))
    yield _local("copy", lambda: pgettext("Shell", "Copy the rows"), ("Ctrl+C",), *lists[1:])
    pasted = ("clients", "imports")
    yield _local(
        "paste", lambda: pgettext("Shell", "Look at copied cells as a list"), ("Ctrl+V",), *pasted
    )
    yield _local(
        "only", lambda: pgettext("Shell", "Only rows like this cell"), ("Ctrl+G",), "clients"
    )
    yield _local(
        "but",
        lambda: pgettext("Shell", "All rows but those like this cell"),
        ("Ctrl+Shift+G",),
        "clients",
    )
    moves = ("Alt+Shift+Left", "Alt+Shift+Right")
    yield _local(
        "column", lambda: pgettext("Shell", "Move the column of the cell"), moves, "clients"
    )
    views = ("Ctrl+PgUp", "Ctrl+PgDown")
    yield _local("views", lambda: pgettext("Shell", "Another view"), views, "clients")
    tick = ("Space",)
    yield _local("tick", lambda: pgettext("Shell", "Tick the task off"), tick, "today", "tasks")
    yield _local("later", lambda: pgettext("Shell", "To tomorrow"), ("S",), "today")


def _calls() -> Iterable[ActionSpec]:
    """The call list has no page of the guide to itself: it is told with the clients."""
    outcomes = tuple("123456789")
    yield _local(
        "calls-outcome",
        lambda: pgettext("Shell", "In the call list: choose what came of the call"),
        outcomes,
        "clients",
    )
    yield _local(
        "calls-record",
        lambda: pgettext("Shell", "In the call list: note it and go on"),
        ("Return",),
        "clients",
    )


def _story() -> Iterable[ActionSpec]:
    """An entry of a client's story: told apart from the client by saying what it is about."""
    keys = (
        ("open", lambda: pgettext("Shell", "In the story: open or read the entry"), "Return"),
        ("edit", lambda: pgettext("Shell", "In the story: correct the entry"), "F2"),
        ("remove", lambda: pgettext("Shell", "In the story: remove the entry"), "Del"),
        ("pin", lambda: pgettext("Shell", "In the story: pin the entry, or let it go"), "P"),
        ("back", lambda: pgettext("Shell", "In the story: bring the earlier value back"), "R"),
    )
    for name, text, key in keys:
        yield _local(f"story-{name}", text, (key,), "clients")


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
