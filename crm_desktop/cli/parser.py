"""The grammar of the command line: nouns, verbs, and the options that all of them take."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from crm_desktop.words import pgettext

if TYPE_CHECKING:
    from crm_desktop.cli.call import Command


class Nouns:
    """Collects commands; every one takes `--base`, `--json` and `--language` in any place."""

    def __init__(self, parser: argparse.ArgumentParser, *, inner: bool = False) -> None:
        self._choices = parser.add_subparsers(metavar=pgettext("Shell", "COMMAND"), required=inner)

    def noun(self, name: str, help_text: str) -> Nouns:
        """A noun that takes verbs."""
        return Nouns(self._parser(name, help_text), inner=True)

    def verb(self, name: str, command: Command, help_text: str) -> argparse.ArgumentParser:
        """A command; the parser that is returned takes its own arguments."""
        parser = self._parser(name, help_text)
        add_general(parser, argparse.SUPPRESS)
        parser.set_defaults(command=command)
        return parser

    def _parser(self, name: str, help_text: str) -> argparse.ArgumentParser:
        return self._choices.add_parser(
            name, help=help_text, description=help_text, allow_abbrev=False
        )


def add_general(parser: argparse.ArgumentParser, default: object = None) -> None:
    """The options of every command; given in a verb they win over those before it."""
    parser.add_argument(
        "--base", default=default, metavar=pgettext("Shell", "FOLDER"),
        help=pgettext("Shell", "the folder of the base (else CRM_DESKTOP_BASE)"),
    )  # fmt: skip
    parser.add_argument(
        "--language", default=default, metavar="ru|en", choices=("ru", "en", "xx"),
        help=pgettext("Shell", "the language of texts"),
    )  # fmt: skip
    parser.add_argument(
        "--json", default=default, action="store_true",
        help=pgettext("Shell", "results as JSON"),
    )  # fmt: skip


def positive(text: str) -> int:
    """A whole number from 1 on, as ids and limits are."""
    number = int(text)
    if not 0 < number < 2**62:
        raise ValueError(text)
    return number
