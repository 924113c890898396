"""Columns of a block of rows: what plainly is one thing is proved for many cells at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import repeat
from typing import Any

from crm_desktop.domain.clients import AS_STORED
from crm_desktop.domain.importing import glance
from crm_desktop.domain.importing.cells import Cell
from crm_desktop.domain.importing.column_reader import (
    PHONE_LABELS,
    REMEMBERED,
    ColumnReader,
    StoredPoint,
    Understood,
)
from crm_desktop.domain.importing.days import stored_moment
from crm_desktop.domain.importing.naming import KINDS
from crm_desktop.domain.importing.split import NAMES
from crm_desktop.domain.importing.stored import listed
from crm_desktop.domain.phones import plain_numbers
from crm_desktop.domain.text import clean_text, fold

ODD: Any = object()
"""Stands for a cell that takes its row the long way."""
NAME_PARTS = ("last_name", "first_name", "middle_name")
NAMED = ("name", "full_name", "company_name", "short_name", "contact_name", "position")
_FEW = 8
"""Texts among which an odd one is not looked for by halves any more."""
_TEXTS = frozenset({str, type(None)})


Ways = tuple[tuple[StoredPoint, ...], str | None, str, str, str]
"""Of one cell: the ways of contact, a doubt, by which words they are found, the phones, and the
addresses, one a line.
"""
NO_WAYS: Ways = ((), None, "", "", "")
_AtOnce = Callable[[Sequence[str]], Sequence[Any]]
"""What is kept of many texts; None for those that must be looked at one by one."""


class PlainColumn:
    """A column whose cells are mostly plain: their values as the base keeps them.

    `odd` tells whether any cell so far was not.
    """

    def __init__(
        self, column: ColumnReader, nothing: object, kept: Callable[[Understood], Any]
    ) -> None:
        """`nothing` is what an empty cell means; `kept` makes what is stored, or `ODD`."""
        self.index = column.index
        self.header = column.header
        self.odd = False
        self._read = column.read
        self._nothing = nothing
        self._kept = kept
        self._at_once = _at_once_of(column)
        self._known: dict[str | None, Any] = {None: nothing}

    def values(self, cells: Sequence[Cell]) -> list[Any]:
        """What the cells mean, one by one."""
        known = self._known
        plain = set(map(type, cells)) <= _TEXTS
        texts = set(cells) if plain else {cell for cell in cells if isinstance(cell, str)}
        new = list(texts.difference(known))
        if len(known) + len(new) > REMEMBERED:
            known.clear()
            known[None] = self._nothing
            new = [text for text in texts if text is not None]
        if new:
            self._learn(new)
        if plain:
            return list(map(known.__getitem__, cells))
        return [
            known[cell] if cell is None or isinstance(cell, str) else self._one(cell)
            for cell in cells
        ]

    def _learn(self, texts: list[str]) -> None:
        found = self._at_once(texts) if self._at_once is not None else repeat(None)
        known = self._known
        for text, kept in zip(texts, found, strict=False):
            known[text] = kept if kept is not None else self._one(text)

    def _one(self, cell: Cell) -> Any:
        found = self._kept(self._read(cell))
        self.odd = self.odd or found is ODD
        return found


def _at_once_of(column: ColumnReader) -> _AtOnce | None:
    """How the plain texts of a column are told from the others; None where each is looked at."""
    if column.glance is None or column.field == "kind":
        return None
    if column.field in PHONE_LABELS:
        return partial(_phones, PHONE_LABELS[column.field], column.region)
    if column.ways:
        return _emails
    if column.field == "inn":
        return _inns
    return partial(_words, glance.all_names if column.field in NAMES else glance.all_words)


def _words(proved: Callable[[Sequence[str]], bool], texts: Sequence[str]) -> Sequence[str | None]:
    """Texts as they are; where something odd is among them it is looked for by halves."""
    if proved(texts):
        return texts
    if len(texts) < _FEW:
        return [None] * len(texts)
    half = len(texts) // 2
    return [*_words(proved, texts[:half]), *_words(proved, texts[half:])]


def _inns(texts: Sequence[str]) -> Sequence[str | None]:
    seen = map(glance.of_inn, texts)
    return [found[0] if found and found[2] is None else None for found in seen]


def _phones(label: str, region: str, texts: Sequence[str]) -> Sequence[Ways | None]:
    return [
        ((("phone", label, text, normal, None),), None, normal, normal, "") if normal else None
        for text, normal in zip(texts, plain_numbers(texts, region), strict=True)
    ]


def _emails(texts: Sequence[str]) -> Sequence[Ways | None]:
    return [
        ((("email", "", text, text, None),), None, text, "", text) if text else None
        for text in glance.plain_emails(texts)
    ]


def kept_text(field: str) -> Callable[[Understood], Any]:
    """Words that are stored as they were understood."""
    stored = AS_STORED[field] if field not in NAMED else lambda text: clean_text(text).strip()

    def kept(understood: Understood) -> Any:
        value = _alone(understood)
        return value if isinstance(value, str) and value and stored(value) == value else ODD

    return kept


def kept_kind(understood: Understood) -> Any:
    """What kind of client it is, where that is a word that we know."""
    value = _alone(understood)
    return KINDS.get(fold(value), ODD) if isinstance(value, str) else ODD


def kept_day(understood: Understood) -> Any:
    """A day."""
    value = _alone(understood)
    return ODD if value is ODD else date.fromisoformat(value).isoformat()


def kept_moment(understood: Understood) -> Any:
    """A moment in UTC."""
    value = _alone(understood)
    return ODD if value is ODD else stored_moment(value)


def kept_number(understood: Understood) -> Any:
    """A number."""
    return _alone(understood)


def kept_tags(more: Sequence[str]) -> Callable[[Understood], Any]:
    """Tags, and some that all rows get."""

    def kept(understood: Understood) -> Any:
        value = _alone(understood)
        return ODD if value is ODD else tags_of([*value, *more])

    return kept


def tags_of(tags: Sequence[str]) -> tuple[str, str]:
    """Tags, each once: as they are stored, and the words by which they are found."""
    found = tuple([clean_text(tag) for tag in dict.fromkeys(tags)])
    return listed(found), " ".join([tag for tag in found if tag])


def kept_ways(understood: Understood) -> Any:
    """Ways of contact and nothing besides."""
    _named, points, problem, note = understood
    if not points or note:
        return ODD
    return (
        points,
        problem,
        " ".join([one for _way, _label, typed, normal, _ext in points if (one := normal or typed)]),
        "\n".join([one[3] for one in points if one[3] and one[0] == "phone"]),
        "\n".join([one[3] for one in points if one[3] and one[0] == "email"]),
    )


def _alone(understood: Understood) -> Any:
    """The value of a cell that says nothing else and is in no doubt."""
    value, points, problem, note = understood
    return ODD if value is None or points or problem is not None or note else value


KEPT: Mapping[str, tuple[object, Callable[[Understood], Any]]] = {
    **{field: ("", kept_text(field)) for field in {*NAMED, *AS_STORED}.difference(NAME_PARTS)},
    "kind": (None, kept_kind),
    "birthday": (None, kept_day),
    "rhythm_days": (None, kept_number),
    "created_at": ("", kept_moment),
}
"""What an empty cell of a field means, and how the others are kept."""
