"""`export`: lists as workbooks, text, pages and contact cards, and the whole base."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from crm_desktop import words
from crm_desktop.cli.call import Call
from crm_desktop.cli.filters import filter_of
from crm_desktop.cli.parser import Nouns
from crm_desktop.cli.values import NOT_ONE_OF, today
from crm_desktop.crm import Crm
from crm_desktop.domain.problems import Problem, Refused, code
from crm_desktop.words import npgettext, pgettext

if TYPE_CHECKING:
    from crm_desktop.exports.sheets import Sheet
    from crm_desktop.exports.views import View

CHOOSING = ("--view", "--search", "--filter", "--columns")
"""What only lists of clients can be narrowed by."""
NOT_NARROWED = code("export.not-narrowed")

EXCEL, RFC = "excel", "rfc4180"
"""How a csv file is written: for spreadsheets of the language, or for other programs."""


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("export", pgettext("Shell", "Save lists to files"))
    one = verbs.verb("clients", clients, pgettext("Clients", "Save clients to a file"))
    _target(one, "FILE.xlsx|FILE.csv|FILE.vcf|FILE.pdf")
    one.add_argument("--view", default="", metavar="NAME")
    one.add_argument("--search", default="", metavar="TEXT")
    one.add_argument("--filter", action="append", default=[], metavar="CONDITION")
    one.add_argument("--columns", default="", metavar="FIELD,FIELD")
    for name, command, about in (
        ("deals", deals, pgettext("Shell", "Save all deals to a file")),
        ("tasks", tasks, pgettext("Shell", "Save all tasks to a file")),
        ("documents", documents, pgettext("Shell", "Save the list of papers to a file")),
    ):
        one = verbs.verb(name, command, about)
        _target(one, "FILE.xlsx|FILE.csv|FILE.pdf")
        for option in CHOOSING:
            # Known, so that whoever asks for it is told more than that it is not recognised.
            one.add_argument(option, action="append", default=[], help=argparse.SUPPRESS)
    for name in ("all", "everything"):
        about = pgettext("Shell", "Save the whole base to a workbook")
        one = verbs.verb(name, everything, about)
        one.add_argument("target", type=Path, metavar="FILE.xlsx|FILE.zip")
        one.add_argument("--overwrite", action="store_true")


def _target(parser: argparse.ArgumentParser, endings: str) -> None:
    parser.add_argument("target", type=Path, metavar=endings)
    parser.add_argument("--overwrite", action="store_true")
    parser.add_argument("--csv", choices=(EXCEL, RFC), default=EXCEL)


def clients(call: Call) -> int:
    """Clients into a workbook, a csv file, pages or contact cards, by the file's ending.

    Without a view, a search, a filter or columns all of them with all that lists hold.
    """
    asked = call.arguments
    chosen = asked.view or asked.search or asked.filter or asked.columns
    with call.reading() as crm:
        if chosen or asked.target.suffix.lower() == ".pdf":
            count = _view_to_file(call, crm, _chosen(call, crm))
        else:
            from crm_desktop.exports.lists import clients_to_file

            count = crm.ask_watched(
                call.terminal.progress,
                clients_to_file,
                asked.target.absolute(),
                words.language(),
                overwrite=asked.overwrite,
                plain=asked.csv == RFC,
            )
    said = npgettext("Clients", "{n} client saved to {path}", "{n} clients saved to {path}", count)
    return _told(call, count, said)


def _chosen(call: Call, crm: Crm) -> View:
    """The clients and columns of a view, narrowed by what was asked for besides."""
    from crm_desktop.domain.filters import Group
    from crm_desktop.domain.text import fold
    from crm_desktop.domain.views import ViewSpec
    from crm_desktop.exports.client_view import STANDARD, client_view
    from crm_desktop.queries import client_fields, settings, views
    from crm_desktop.queries import clients as questions
    from crm_desktop.words.filters import filter_text

    asked, language = call.arguments, words.language()
    known = crm.ask(client_fields.known)
    currency = crm.ask(settings.business).currency
    kept = crm.ask(views.named, "client", asked.view).spec() if asked.view else ViewSpec()
    own = filter_of(asked.filter, known, currency)
    wanted = Group(tuple(one for one in (kept.wanted, own) if one.parts))
    by_name = {fold(name): one for one in known for name in (one.title, one.name) if name}
    names = [name.strip() for name in asked.columns.split(",") if name.strip()]
    for name in names:
        if fold(name) not in by_name:
            every = ", ".join(one.title or one.name for one in known)
            raise Refused(Problem(f"columns.{name[:100]}", NOT_ONE_OF, {"values": every}))
    names = names or [*(kept.fields() or STANDARD)]
    fields = [by_name[fold(name)] for name in names if fold(name) in by_name]
    ids = crm.ask(questions.ids, asked.search, kept.sorts, wanted=wanted, today=today())
    note = " · ".join(filter(None, (asked.view, filter_text(wanted, known, language, currency))))
    return client_view(ids, fields, note, today(), language, currency)


def _view_to_file(call: Call, crm: Crm, view: View) -> int:
    from crm_desktop.exports.views import to_file, to_paper

    asked, target, language = call.arguments, call.arguments.target.absolute(), words.language()
    step = call.terminal.progress
    if target.suffix.lower() == ".pdf":
        crm.ask_watched(step, to_paper, view, target, language, today(), asked.overwrite)
        return view.count
    plain = asked.csv == RFC
    return crm.ask_watched(step, to_file, view, target, language, asked.overwrite, plain)


def deals(call: Call) -> int:
    """All deals, by stage and place, with the fields of the business's own."""
    from crm_desktop.domain.custom_fields import CustomNoun
    from crm_desktop.exports.sheets import deals_sheet
    from crm_desktop.queries import custom_fields

    return _sheet(call, lambda crm: deals_sheet(crm.ask(custom_fields.listing, CustomNoun.DEAL)))


def tasks(call: Call) -> int:
    """All tasks, the ticked ones as well."""
    from crm_desktop.exports.sheets import tasks_sheet

    return _sheet(call, lambda _crm: tasks_sheet())


def documents(call: Call) -> int:
    """All papers, newest first."""
    from crm_desktop.exports.sheets import documents_sheet

    return _sheet(call, lambda _crm: documents_sheet())


def _sheet(call: Call, sheet: Callable[[Crm], Sheet]) -> int:
    from crm_desktop.exports.sheets import sheet_to_file

    asked = call.arguments
    for option in CHOOSING:
        if getattr(asked, option.removeprefix("--")):
            raise Refused(Problem(option, NOT_NARROWED))
    with call.reading() as crm:
        count = crm.ask_watched(
            call.terminal.progress,
            sheet_to_file,
            sheet(crm),
            asked.target.absolute(),
            words.language(),
            today(),
            overwrite=asked.overwrite,
            plain=asked.csv == RFC,
        )
    said = npgettext("Imports", "{n} row saved to {path}", "{n} rows saved to {path}", count)
    return _told(call, count, said)


def _told(call: Call, count: int, said: str) -> int:
    target = call.arguments.target.absolute()
    call.terminal.answer({"file": str(target), "rows": count}, said.format(n=count, path=target))
    return 0


def everything(call: Call) -> int:
    """The whole base into a workbook, a sheet for each kind of record; a zip has the files too."""
    from crm_desktop.exports.everything import everything_to_file

    target = call.arguments.target.absolute()
    with call.reading() as crm:
        sheets = crm.ask_watched(
            call.terminal.progress, everything_to_file, target, overwrite=call.arguments.overwrite
        )
    said = pgettext("Shell", "The whole base is saved to {path}").format(path=target)
    call.terminal.answer({"file": str(target), "sheets": sheets}, said)
    return 0
