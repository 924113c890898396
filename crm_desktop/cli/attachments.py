"""`files add|list|save`: the files of a client, without a window."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.references import client_named
from crm_desktop.cli.terminal import Shown, moment_text
from crm_desktop.words import codes, npgettext, pgettext
from crm_desktop.words.sizes import size_text


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("files", pgettext("Files", "Files of clients: add, list, save"))
    one = verbs.verb("add", add, pgettext("Files", "Keep copies of files with a client"))
    one.add_argument("--client", required=True, metavar="ID|NAME")
    one.add_argument("files", nargs="+", type=Path, metavar="FILE")
    one = verbs.verb("list", show_list, pgettext("Files", "List the files of a client"))
    one.add_argument("--client", required=True, metavar="ID|NAME")
    one = verbs.verb("save", save, pgettext("Files", "Write a file of a client to a place"))
    one.add_argument("id", type=positive)
    one.add_argument("target", type=Path, metavar="FILE|FOLDER")
    one.add_argument("--overwrite", action="store_true")


def add(call: Call) -> int:
    """Take files in; those that cannot be taken are told, and the exit code says so."""
    from crm_desktop.commands import attachments as commands

    asked = call.arguments
    with call.writing() as crm:
        client_id = client_named(crm, asked.client)
        taken = crm.do(commands.add, client_id, [one.absolute() for one in asked.files])
    ids, problems = taken.value.ids, taken.value.problems
    said = npgettext("Files", "{n} file is added.", "{n} files are added.", len(ids))
    texts = [codes.problem_text(problem) for problem in problems]
    call.terminal.answer(
        {"ids": list(ids), "refused": texts, "operation": taken.operation},
        "\n".join([said.format(n=len(ids)), *texts]),
    )
    return 1 if problems else 0


def show_list(call: Call) -> int:
    """The files of a client, the newest first."""
    from crm_desktop.queries import attachments

    with call.reading() as crm:
        rows = crm.ask(attachments.of_client, client_named(crm, call.arguments.client))
    when, size = Shown("added_at", "", moment_text), Shown("size", "", size_text, right=True)
    call.terminal.rows(map(asdict, rows), ("id", when, size, "presence", "name"))
    return 0


def save(call: Call) -> int:
    """Write one file out; nothing is overwritten unless it is asked for."""
    from crm_desktop.exports.attachments import save as save_to
    from crm_desktop.queries import attachments

    asked = call.arguments
    target = asked.target.absolute()
    with call.reading() as crm:
        row = crm.ask(attachments.one, asked.id)
        if target.is_dir():
            target /= row.name
        crm.export(save_to, asked.id, target, overwrite=asked.overwrite)
    said = pgettext("Files", "Saved: {path}").format(path=target)
    call.terminal.answer({"file": str(target), "size": row.size}, said)
    return 0
