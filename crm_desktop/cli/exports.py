"""`export`: lists as workbooks, csv files and contact cards, and the whole base."""

from __future__ import annotations

from pathlib import Path

from crm_desktop import words
from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns
from crm_desktop.words import npgettext, pgettext

EXCEL, RFC = "excel", "rfc4180"
"""How a csv file is written: for spreadsheets of the language, or for other programs."""


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("export", pgettext("Shell", "Save lists to files"))
    one = verbs.verb("clients", clients, pgettext("Clients", "Save all clients to a file"))
    one.add_argument("target", type=Path, metavar="FILE.xlsx|FILE.csv|FILE.vcf")
    one.add_argument("--overwrite", action="store_true")
    one.add_argument("--csv", choices=(EXCEL, RFC), default=EXCEL)
    all_ = verbs.verb(
        "everything", everything, pgettext("Shell", "Save the whole base to a workbook")
    )
    all_.add_argument("target", type=Path, metavar="FILE.xlsx|FILE.zip")
    all_.add_argument("--overwrite", action="store_true")


def clients(call: Call) -> int:
    """Every client into a workbook, a csv file or contact cards, by the file's ending."""
    from crm_desktop.exports.lists import clients_to_file

    asked = call.arguments
    target = asked.target.absolute()
    with call.reading() as crm:
        count = crm.export(
            clients_to_file,
            target,
            words.language(),
            overwrite=asked.overwrite,
            plain=asked.csv == RFC,
        )
    said = npgettext("Clients", "{n} client saved to {path}", "{n} clients saved to {path}", count)
    call.terminal.answer({"file": str(target), "rows": count}, said.format(n=count, path=target))
    return 0


def everything(call: Call) -> int:
    """The whole base into a workbook, a sheet for each kind of record; a zip has the files too."""
    from crm_desktop.exports.everything import everything_to_file

    target = call.arguments.target.absolute()
    with call.reading() as crm:
        sheets = crm.export(everything_to_file, target, overwrite=call.arguments.overwrite)
    said = pgettext("Shell", "The whole base is saved to {path}").format(path=target)
    call.terminal.answer({"file": str(target), "sheets": sheets}, said)
    return 0
