"""`imports`: the lists loaded so far: whom each brought, its failed rows, how lists are laid out.

What an import changed is taken back by `undo` and its operation.
"""

from __future__ import annotations

from pathlib import Path

from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.terminal import Shown, day_text, moment_text, number_text
from crm_desktop.commands import import_profiles as commands
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import RunPart, taken_back_until
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import clients, import_profiles, import_runs
from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.codes import label

BLOCK = 500


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("imports", pgettext("Imports", "Lists that were loaded: list, clients…"))
    verbs.verb("list", show_list, pgettext("Imports", "The imports, newest first"))
    one = verbs.verb("clients", show_clients, pgettext("Imports", "The clients of an import"))
    one.add_argument("id", type=positive)
    one.add_argument("--part", choices=[part.value for part in RunPart], default=RunPart.ALL.value)
    one = verbs.verb("failed", failed, pgettext("Imports", "Save the rows that were not loaded"))
    one.add_argument("id", type=positive)
    one.add_argument("target", type=Path, metavar="OUT.xlsx")
    one.add_argument("--overwrite", action="store_true")
    one = verbs.verb("profiles", show_profiles, pgettext("Imports", "How lists are brought in"))
    one.add_argument("--noun", choices=list(Noun), default=Noun.CLIENTS)
    one = verbs.verb("forget", forget, pgettext("Imports", "Forget how a list is brought in"))
    one.add_argument("name")
    one.add_argument("--noun", choices=list(Noun), default=Noun.CLIENTS)


def show_list(call: Call) -> int:
    """The ledger; an import that was taken back is not in it."""
    with call.reading() as crm:
        runs = crm.ask_watched(call.terminal.progress, import_runs.past)
    rows = (
        {
            "id": one.id,
            "file": one.file_name,
            "sheet": one.sheet,
            "kind": one.noun.value,
            "at": one.at,
            "until": taken_back_until(one.at).isoformat(),
            "rows": {
                "read": one.read,
                "created": one.created,
                "updated": one.updated,
                "skipped": one.skipped,
                "failed": one.failed,
            },
            "created": one.created,
            "updated": one.updated,
            "failed": one.failed,
            "faulty": one.faulty,
            "touched": one.touched,
            "operation": one.operation,
        }
        for one in runs
    )
    call.terminal.rows(rows, _ledger())
    if not runs and not call.terminal.json:
        said = pgettext("Imports", "No list was loaded yet, or all of them were taken back.")
        call.terminal.say(said)
    return 0


def _ledger() -> tuple[Shown, ...]:
    def count(key: str, title: str) -> Shown:
        return Shown(key, title, number_text, right=True)

    return (
        Shown("id", "№", right=True),
        Shown("at", pgettext("Imports", "Loaded"), moment_text),
        Shown("kind", pgettext("Imports", "What came"), lambda kind: label(Noun(kind))),
        Shown("file", pgettext("Imports", "File")),
        count("created", pgettext("Imports", "New")),
        count("updated", pgettext("Imports", "Changed")),
        count("failed", pgettext("Imports", "Not loaded")),
        Shown("until", pgettext("Imports", "Can be taken back until"), day_text),
        Shown("operation", pgettext("Imports", "Taken back by"), _undo_line),
    )


def _undo_line(operation: int) -> str:
    """The command as it is typed: a bare number of an operation says nothing."""
    return f"undo {operation}"


def show_clients(call: Call) -> int:
    """Whom an import added or changed; or those whom its list did not tell any more."""
    asked = call.arguments
    with call.reading() as crm:
        crm.ask(import_runs.card, asked.id)
        ids = crm.ask(import_runs.clients_of, asked.id, RunPart(asked.part))
        found = []
        for start in range(0, len(ids), BLOCK):
            cards = crm.ask(clients.cards, ids[start : start + BLOCK])
            found += [{"id": card.id, "name": card.name} for card in cards]
    call.terminal.rows(found, ("id", "name"))
    return 0


def failed(call: Call) -> int:
    """The rows with faults as a workbook, to be corrected and brought in again."""
    from crm_desktop.exports.imports import failed_rows

    asked = call.arguments
    target = asked.target.absolute()
    with call.reading() as crm:
        count = crm.ask(import_runs.card, asked.id).faulty
        crm.export(failed_rows, asked.id, target, overwrite=asked.overwrite)
    said = npgettext("Imports", "{n} row saved to {path}", "{n} rows saved to {path}", count)
    call.terminal.answer({"file": str(target), "rows": count}, said.format(n=count, path=target))
    return 0


def show_profiles(call: Call) -> int:
    """The profiles of lists of a noun, the one used last first."""
    with call.reading() as crm:
        found = crm.ask(import_profiles.listing, Noun(call.arguments.noun))
    rows = (
        {"id": one.id, "name": one.name, "used_at": one.used_at, "profile": dict(one.data)}
        for one in found
    )
    shown = (
        Shown("id", "№", right=True),
        Shown("name", pgettext("Imports", "How a list is laid out")),
        Shown("used_at", pgettext("Imports", "Used last"), moment_text),
    )
    call.terminal.rows(rows, shown)
    return 0


def forget(call: Call) -> int:
    """Lists of this kind are guessed anew from now on."""
    asked = call.arguments
    with call.writing() as crm:
        found = crm.ask(import_profiles.named, asked.name, Noun(asked.noun))
        if found is None:
            raise Refused.of(import_profiles.NO_PROFILE, name=asked.name[:200])
        done = crm.do(commands.forget, found.id)
    said = pgettext("Imports", "Forgotten: {name}.").format(name=found.name)
    call.terminal.answer({"id": found.id, "operation": done.operation}, said)
    return 0
