"""`merge` and `unmerge`: several cards become one client, and are taken apart again."""

from __future__ import annotations

from crm_desktop.cli.call import Call
from crm_desktop.cli.client_bulk import NOT_A_FIELD
from crm_desktop.cli.operations import tell_foreseen, tell_reversal
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.commands import merge as commands
from crm_desktop.domain.custom_fields import PREFIX, CustomNoun, by_name
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.queries import custom_fields
from crm_desktop.queries import merge as questions
from crm_desktop.words import npgettext, pgettext


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    one = nouns.verb(
        "merge", merge, pgettext("Merge", "Make one client of several cards; the first one stays")
    )
    one.add_argument("keep", type=positive, metavar="KEEP")
    one.add_argument("others", type=positive, nargs="+", metavar="OTHER")
    one.add_argument(
        "--choose", action="append", default=[], metavar="FIELD=CARD",
        help=pgettext("Merge", "whose value of a field stays, for example city=12; several times"),
    )  # fmt: skip
    one = nouns.verb(
        "unmerge", unmerge, pgettext("Merge", "Take the last merge into a client back")
    )
    one.add_argument("client", type=positive, metavar="ID")
    one.add_argument(
        "--preview", action="store_true",
        help=pgettext("Merge", "only tell what would stay with the client"),
    )  # fmt: skip


def merge(call: Call) -> int:
    """One operation; the numbers of the other cards lead to the kept one from then on."""
    asked = call.arguments
    with call.writing() as crm:
        own = crm.ask(custom_fields.listing, CustomNoun.CLIENT)
        chosen: dict[str, int] = {}
        for text in asked.choose:
            name, _, number = text.rpartition("=")
            if not name or not (number.isascii() and number.isdecimal()):
                raise Refused(Problem("", NOT_A_FIELD, {"text": text[:200]}))
            field = by_name(own, name.removeprefix(PREFIX))
            chosen[name if field is None else f"{PREFIX}{field.key}"] = int(number)
        done = crm.do_watched(
            call.terminal.progress, commands.clients, asked.keep, asked.others, chosen
        )
    data = {"id": done.value, "merged": list(asked.others), "operation": done.operation}
    said = npgettext(
        "Merge",
        "{n} card was merged into client {id}.",
        "{n} cards were merged into client {id}.",
        len(asked.others),
    )
    call.terminal.answer(data, said.format(n=len(asked.others), id=done.value))
    return 0


def unmerge(call: Call) -> int:
    """Everything returns to the cards it came from; what was touched since stays and is listed."""
    asked = call.arguments
    if asked.preview:
        return _preview(call)
    with call.writing() as crm:
        operation = crm.ask(questions.merge_of, asked.client)
        done = crm.undo(operation.id, call.terminal.progress)
        return tell_reversal(call, crm, done, pgettext("Operations", "Taken back: {name}."))


def _preview(call: Call) -> int:
    with call.reading() as crm:
        operation = crm.ask(questions.merge_of, call.arguments.client)
        return tell_foreseen(call, crm, operation)
