"""The switches of `import`, each with a line of help."""

from __future__ import annotations

import argparse
from pathlib import Path

from crm_desktop.cli.round_trip import CARD, FILE
from crm_desktop.domain.import_nouns import NOT_KEPT, Noun
from crm_desktop.domain.imports import Mode, OnMatch, OnRepeat
from crm_desktop.words import pgettext


def add_table(parser: argparse.ArgumentParser) -> None:
    """Where the list stands in the file, and what it is about."""
    parser.add_argument(
        "--noun", choices=(*Noun, *NOT_KEPT),
        help=pgettext("Imports", "what the rows are, if the heads do not tell"),
    )  # fmt: skip
    parser.add_argument(
        "--sheet", metavar="NAME|NUMBER", help=pgettext("Imports", "which sheet of the book")
    )
    parser.add_argument(
        "--header-row", type=_row, metavar="N",
        help=pgettext("Imports", "the row of the heads, counted from 0; -1: there are none"),
    )  # fmt: skip
    parser.add_argument(
        "--password", default="", metavar="P", help=pgettext("Imports", "of a protected book")
    )


def _row(text: str) -> int:
    """The number of a row, or −1 for none."""
    number = int(text)
    if not -1 <= number < 2**31:
        raise ValueError(text)
    return number


def add(parser: argparse.ArgumentParser) -> None:
    """What is done with the list."""
    _columns(parser)
    _rows(parser)
    parser.add_argument(
        "--preview", action="store_true", help=pgettext("Imports", "only tell; write nothing")
    )
    parser.add_argument(
        "--verdicts", action="store_true",
        help=pgettext("Imports", "with --json: the numbers of the rows by how they fare"),
    )  # fmt: skip
    parser.add_argument(
        "--failed", type=Path, metavar="OUT.xlsx",
        help=pgettext("Imports", "save the rows that did not come in, with the reasons"),
    )  # fmt: skip
    parser.add_argument(
        "--overwrite", action="store_true",
        help=pgettext("Imports", "the file of --failed may replace one that is there"),
    )  # fmt: skip


def _columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", default="", metavar="NAME",
        help=pgettext("Imports", "do as with this name before, and remember it"),
    )  # fmt: skip
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD",
        help=pgettext("Imports", "a column by head or number goes to this field; several times"),
    )  # fmt: skip
    parser.add_argument(
        "--default", action="append", default=[], metavar="FIELD=VALUE",
        help=pgettext("Imports", "for rows that say nothing of a field; several times"),
    )  # fmt: skip
    parser.add_argument(
        "--order", action="append", default=[], metavar="COLUMN=day|month|year",
        help=pgettext("Imports", "what the dates of a column begin with; several times"),
    )  # fmt: skip
    parser.add_argument(
        "--edit", action="append", default=[], metavar="ROW,COLUMN=TEXT",
        help=pgettext("Imports", "read a cell otherwise than it stands; several times"),
    )  # fmt: skip
    parser.add_argument("--tag", help=pgettext("Imports", "for every client of the list"))


def _rows(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mode", choices=[one.value for one in Mode],
        help=pgettext("Imports", "only new ones, only those who are there, or both (upsert)"),
    )  # fmt: skip
    parser.add_argument(
        "--match", metavar="KEY,KEY+KEY",
        help=pgettext("Imports", "how a client is recognised: phone, email, inn, inn+kpp…"),
    )  # fmt: skip
    parser.add_argument(
        "--on-match", choices=[one.value for one in OnMatch],
        help=pgettext("Imports", "what happens to a client who is there"),
    )  # fmt: skip
    parser.add_argument(
        "--decide", action="append", default=[], metavar="ROW=skip|fill|overwrite",
        help=pgettext("Imports", "for one row that means somebody; several times"),
    )  # fmt: skip
    parser.add_argument(
        "--on-repeat", choices=[one.value for one in OnRepeat],
        help=pgettext("Imports", "a row without any number that says nothing new"),
    )  # fmt: skip
    parser.add_argument(
        "--new-clients", choices=("yes", "no"),
        help=pgettext("Imports", "make clients that deals, tasks and notes name"),
    )  # fmt: skip
    parser.add_argument(
        "--conflicts", choices=(CARD, FILE), default=CARD,
        help=pgettext("Imports", "in a list of ours: whose word counts where both changed"),
    )  # fmt: skip
