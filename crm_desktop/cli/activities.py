"""`activities log|note|edit|pin|unpin|delete|list|ways`: what happened, without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.references import client_named
from crm_desktop.cli.terminal import Shown, moment_text
from crm_desktop.cli.values import day, moment
from crm_desktop.domain.activities import Direction, FollowUp, TouchDraft
from crm_desktop.words import pgettext


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("activities", pgettext("Activities", "What happened: note it, list it"))
    one = verbs.verb("log", log, pgettext("Activities", "Note a call, a letter, a meeting"))
    one.add_argument("--client", required=True, metavar="ID|NAME")
    one.add_argument("--way", required=True)
    one.add_argument("--outcome", default="")
    one.add_argument("--incoming", action="store_true")
    one.add_argument("--text", default="")
    one.add_argument("--at", default="", metavar="YYYY-MM-DDTHH:MM")
    one.add_argument("--next", metavar="YYYY-MM-DD")
    one.add_argument("--next-time", default="", metavar="HH:MM")
    one.add_argument("--next-title", default="")
    one = verbs.verb("note", note, pgettext("Activities", "Write a note about a client"))
    one.add_argument("--client", required=True, metavar="ID|NAME")
    one.add_argument("text")
    one = verbs.verb("edit", edit, pgettext("Activities", "Correct what you wrote"))
    one.add_argument("id", type=positive)
    one.add_argument("text")
    one.add_argument("--outcome")
    about: dict[str, tuple[Callable[[Call], int], str]] = {
        "pin": (pin, pgettext("Activities", "Keep an entry on top")),
        "unpin": (unpin, pgettext("Activities", "Let an entry stand among the others")),
        "delete": (delete, pgettext("Activities", "Remove an entry")),
    }
    for name, (run, text) in about.items():
        verbs.verb(name, run, text).add_argument("id", type=positive)
    one = verbs.verb("list", show_list, pgettext("Activities", "List what happened with a client"))
    one.add_argument("--client", required=True, metavar="ID|NAME")
    one.add_argument("--limit", type=positive, default=200)


def log(call: Call) -> int:
    """Note a contact, and the task that follows from it."""
    from crm_desktop.commands import activities as commands

    asked = call.arguments
    following = None
    if asked.next or asked.next_time or asked.next_title:
        following = FollowUp(day(asked.next, "next"), asked.next_time, asked.next_title)
    with call.writing() as crm:
        draft = TouchDraft(
            client_id=client_named(crm, asked.client),
            way=asked.way,
            outcome=asked.outcome,
            direction=Direction.IN if asked.incoming else Direction.OUT,
            text=asked.text,
            at=_utc(moment(asked.at, "at")),
            next=following,
        )
        made = crm.do(commands.log, draft)
    data = {"id": made.value.activity, "task": made.value.task, "operation": made.operation}
    call.terminal.answer(data, pgettext("Activities", "Noted."))
    return 0


def note(call: Call) -> int:
    """Write a note."""
    from crm_desktop.commands import activities as commands

    with call.writing() as crm:
        client_id = client_named(crm, call.arguments.client)
        made = crm.do(commands.add_note, client_id, call.arguments.text)
    data = {"id": made.value, "operation": made.operation}
    call.terminal.answer(data, pgettext("Activities", "Noted."))
    return 0


def edit(call: Call) -> int:
    """Correct an entry; what stood there is kept."""
    from crm_desktop.commands import activities as commands

    asked = call.arguments
    with call.writing() as crm:
        done = crm.do(commands.edit, asked.id, asked.text, asked.outcome)
    return _saved(call, done.operation)


def pin(call: Call) -> int:
    """Keep an entry on top."""
    from crm_desktop.commands import activities as commands

    with call.writing() as crm:
        done = crm.do(commands.pin, call.arguments.id)
    return _saved(call, done.operation)


def unpin(call: Call) -> int:
    """Let an entry stand among the others again."""
    from crm_desktop.commands import activities as commands

    with call.writing() as crm:
        done = crm.do(commands.unpin, call.arguments.id)
    return _saved(call, done.operation)


def delete(call: Call) -> int:
    """Remove an entry; it can be had again by undoing."""
    from crm_desktop.commands import activities as commands

    with call.writing() as crm:
        done = crm.do(commands.delete, call.arguments.id)
    return _saved(call, done.operation)


def show_list(call: Call) -> int:
    """What happened with a client, the newest first."""
    from crm_desktop.queries import activities

    asked = call.arguments
    with call.reading() as crm:
        rows = crm.ask(activities.timeline, client_named(crm, asked.client), asked.limit)
    call.terminal.rows(
        map(asdict, rows), ("id", Shown("at", "", moment_text), "way", "outcome", "text")
    )
    return 0


def _saved(call: Call, operation: int | None) -> int:
    data = {"id": call.arguments.id, "operation": operation}
    call.terminal.answer(data, pgettext("Activities", "Saved."))
    return 0


def _utc(wall: str) -> str:
    """Wall time as it is stored, "" for none."""
    if not wall:
        return ""
    return datetime.fromisoformat(wall).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
