"""`clients bulk`: many clients changed as one operation; without `--expect` it only looks."""

from __future__ import annotations

import argparse

from crm_desktop.cli.call import Call
from crm_desktop.cli.filters import filter_of
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.values import today
from crm_desktop.commands import client_bulk as commands
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import FIELDS, BulkAction, BulkChange, Foreseen, Scope
from crm_desktop.domain.custom_fields import CustomNoun, OwnField, by_name, typed
from crm_desktop.domain.problems import Problem, Refused, code
from crm_desktop.domain.text import fold
from crm_desktop.queries import client_bulk, client_fields, employees, settings
from crm_desktop.queries.custom_fields import listing
from crm_desktop.words import client_bulk as wordings
from crm_desktop.words import language, pgettext

NOBODY_NAMED = code("client.nobody-named")
NOT_A_FIELD = code("client.not-a-field")
NO_SUCH_EMPLOYEE = code("employee.unknown")


def register(verbs: Nouns) -> None:
    """Make the command known to the parser."""
    one = verbs.verb("bulk", bulk, pgettext("Clients", "Change many clients at once"))
    one.add_argument("--filter", action="append", default=[], metavar="CONDITION")
    one.add_argument("--search", default="", metavar="TEXT")
    one.add_argument("--ids", type=_ids, metavar="1,2,3")
    one.add_argument("--everybody", action="store_true")
    one.add_argument(
        "--expect",
        type=int,
        metavar="N",
        help=pgettext(
            "Clients", "do it, if there are still so many of them; without this it is only shown"
        ),
    )
    one.add_argument("--only-empty", action="store_true")
    _add_actions(one)


def _add_actions(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--set", metavar="FIELD=VALUE")
    what.add_argument("--tag", action="append", metavar="TAG")
    what.add_argument("--untag", action="append", metavar="TAG")
    what.add_argument("--owner", metavar="NAME|ID")
    for action in ("archive", "unarchive", "delete", "restore"):
        what.add_argument(f"--{action}", action="store_true")


def _ids(text: str) -> tuple[int, ...]:
    return tuple(positive(one.strip()) for one in text.split(","))


def bulk(call: Call) -> int:
    """What would be done, or with `--expect` what was done."""
    asked = call.arguments
    doing = asked.expect is not None
    with call.writing() if doing else call.reading() as crm:
        scope, (change, own) = _scope(crm, asked), _change(crm, asked)
        found = crm.ask_watched(call.terminal.progress, client_bulk.preview, scope, change)
        if not doing:
            call.terminal.answer(_data(found), "\n".join(_told(found)))
            return 0
        command = commands.BY_ACTION[change.action]
        done = crm.do_watched(call.terminal.progress, command, scope, change, asked.expect)
    answer = {**_data(found), "changed": done.value, "operation": done.operation}
    call.terminal.answer(answer, wordings.done_text(change, done.value, own))
    return 0


def _scope(crm: Crm, asked: argparse.Namespace) -> Scope:
    if asked.ids is not None:
        return Scope(ids=asked.ids)
    if not (asked.filter or asked.search.strip() or asked.everybody):
        raise Refused.of(NOBODY_NAMED)
    known = crm.ask(client_fields.known)
    wanted = filter_of(asked.filter, known, crm.ask(settings.business).currency)
    return Scope(wanted, asked.search, today=today())


def _change(crm: Crm, asked: argparse.Namespace) -> tuple[BulkChange, OwnField | None]:
    """What is done; and the field, when it is one of the business's own."""
    if asked.set is not None:
        name, equals, value = asked.set.partition("=")
        if not equals:
            raise Refused(Problem("", NOT_A_FIELD, {"text": asked.set[:200]}))
        return _setting(crm, name.strip(), value, asked.only_empty)
    return _other(crm, asked), None


def _setting(
    crm: Crm, name: str, value: str, only_empty: bool
) -> tuple[BulkChange, OwnField | None]:
    own = None if name in FIELDS else by_name(crm.ask(listing, CustomNoun.CLIENT), name)
    if own is None:
        return BulkChange(BulkAction.SET, name, value, only_empty), None
    stored = typed(own, value, language())
    return BulkChange(BulkAction.SET, own.field, only_empty=only_empty, own=stored), own


def _other(crm: Crm, asked: argparse.Namespace) -> BulkChange:
    if asked.tag or asked.untag:
        action = BulkAction.TAG if asked.tag else BulkAction.UNTAG
        return BulkChange(action, tags=tuple(asked.tag or asked.untag))
    if asked.owner is not None:
        return BulkChange(BulkAction.REASSIGN, owner=employee_named(crm, asked.owner))
    actions = (
        BulkAction.ARCHIVE, BulkAction.UNARCHIVE, BulkAction.DELETE, BulkAction.RESTORE,
    )  # fmt: skip
    return BulkChange(next(one for one in actions if getattr(asked, one.value)))


def employee_named(crm: Crm, said: str) -> int:
    """The employee of that name or id; `Refused` names those that there are."""
    rows = crm.ask(employees.listing)
    for row in rows:
        if fold(row.name) == fold(said.strip()) or str(row.id) == said.strip():
            return row.id
    known = ", ".join(row.name or str(row.id) for row in rows)
    raise Refused(Problem("owner", NO_SUCH_EMPLOYEE, {"name": said[:200], "known": known}))


def _data(found: Foreseen) -> dict[str, object]:
    return {
        "matched": found.total,
        "would_change": found.changed,
        "already": found.already,
        "kept": found.kept,
        "cannot": [{"code": code_, "count": count} for code_, count in found.cannot],
        "remarks": [{"code": code_, "count": count} for code_, count in found.remarks],
        "examples": [
            {"id": one.id, "name": one.name, "old": one.old, "new": one.new}
            for one in found.examples
        ],
    }


def _told(found: Foreseen) -> list[str]:
    lines = list(wordings.foreseen(found))
    lines += [f"  {one.name}: {one.old or '—'} → {one.new or '—'}" for one in found.examples]
    hint = pgettext("Clients", "Nothing was changed. To do it, add: --expect {count}")
    return [*lines, hint.format(count=found.total)]
