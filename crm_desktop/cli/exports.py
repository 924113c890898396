"""`export clients`: lists as workbooks and csv files."""

from __future__ import annotations

from pathlib import Path

from crm_desktop import words
from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns
from crm_desktop.words import npgettext, pgettext


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("export", pgettext("Shell", "Save lists to files"))
    one = verbs.verb("clients", clients, pgettext("Clients", "Save all clients to a file"))
    one.add_argument("target", type=Path, metavar="FILE.xlsx|FILE.csv")
    one.add_argument("--overwrite", action="store_true")


def clients(call: Call) -> int:
    """Every client into a workbook or a csv file, by the file's ending."""
    from crm_desktop.exports.lists import clients_to_file

    asked = call.arguments
    target = asked.target.absolute()
    with call.reading() as crm:
        count = crm.export(clients_to_file, target, words.language(), overwrite=asked.overwrite)
    said = npgettext("Clients", "{n} client saved to {path}", "{n} clients saved to {path}", count)
    call.terminal.answer({"file": str(target), "rows": count}, said.format(n=count, path=target))
    return 0
