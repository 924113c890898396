"""The two columns that a workbook of failed rows has besides, and how it is known by them again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm_desktop.words import available, pgettext
from crm_desktop.words.catalogue import PSEUDO, load

_NUMBER = re.compile(r"\d+")


def heads(run: int) -> tuple[str, str]:
    """The heads of these columns: the row in the file of this import, and the reason."""
    row = pgettext("Imports", "Row in the file (import {n})")
    return row.format(n=run), pgettext("Imports", "Reason")


def returned_run(headers: Sequence[str]) -> int | None:
    """The import whose failed rows have these heads; None for any other list.

    The workbook may be older than the language that is spoken now.
    """
    last = [_plain(head) for head in headers[-2:]]
    if len(last) < 2 or not (number := _NUMBER.search(last[0])):
        return None
    said = (_NUMBER.sub("{n}", last[0], count=1), last[1])
    return int(number[0]) if said in map(_heads_in, (*available(), PSEUDO)) else None


def _heads_in(language: str) -> tuple[str, str]:
    catalogue = load(language)
    texts = (
        catalogue.pgettext("Imports", "Row in the file (import {n})"),
        catalogue.pgettext("Imports", "Reason"),
    )
    return _plain(texts[0]), _plain(texts[1])


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
