"""The plan of an import as the command line changes it: every word is checked first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

from crm_desktop.cli import values
from crm_desktop.domain.custom_fields import PREFIX
from crm_desktop.domain.import_keys import SINGLE_KEYS, is_key
from crm_desktop.domain.import_nouns import Noun, mappable
from crm_desktop.domain.importing.dictionary import KNOWN, NOTE
from crm_desktop.domain.imports import ImportPlan, Mode, OnMatch, OnRepeat
from crm_desktop.domain.problems import Problem, Refused, code, refuse_if
from crm_desktop.domain.text import fold

NO_COLUMN = code("import.no-such-column")
NOT_A_PAIR = code("import.not-a-pair")

_FIELDS = KNOWN | {NOTE}
_DATES = ("birthday", "created_at")
_DEFAULTS = (
    "kind", "city", "address", "source", "status", "comment", "inn", "kpp", "ogrn", *_DATES,
)  # fmt: skip
"""Fields that all rows of a list may have in common."""


def planned(plan: ImportPlan, asked: argparse.Namespace) -> ImportPlan:
    """The plan with what was asked for besides; raises `Refused` with everything that is wrong."""
    fields = list(plan.fields)
    refuse_if(_wrong(plan, asked))
    for column, field in map(_pair, asked.map):
        for index in _columns(plan, column):
            fields[index] = _own(plan).get(fold(field), field)
    return replace(
        plan,
        fields=tuple(fields),
        mode=Mode(asked.mode or plan.mode),
        match=_match(asked) or plan.match,
        on_match=OnMatch(asked.on_match or plan.on_match),
        on_repeat=OnRepeat(asked.on_repeat or plan.on_repeat),
        tag=plan.tag if asked.tag is None else asked.tag,
        defaults={**plan.defaults, **dict(map(_pair, asked.default))},
        new_clients=asked.new_clients == "yes",
    )


def _wrong(plan: ImportPlan, asked: argparse.Namespace) -> Iterator[Problem]:
    for text in (*asked.map, *asked.default):
        if "=" not in text:
            yield Problem(text, NOT_A_PAIR)
    for column, field in map(_pair, asked.map):
        if not _columns(plan, column):
            yield Problem(f"map.{column}", NO_COLUMN, {"column": column})
        if field not in _fields(plan) and fold(field) not in _own(plan):
            names = [*sorted(_fields(plan)), *(one.name for one in plan.own)]
            yield _one_of(f"map.{column}", names)
    for field, text in map(_pair, asked.default):
        if plan.noun is not Noun.CLIENTS or field not in _DEFAULTS:
            yield _one_of(f"default.{field}", _DEFAULTS if plan.noun is Noun.CLIENTS else ())
        elif field in _DATES:
            try:
                values.day(text, f"default.{field}")
            except Refused as refused:
                yield from refused.problems
    if not all(is_key(key) for key in _match(asked)):
        yield _one_of("match", (*SINGLE_KEYS, "inn+kpp", "name+city", "name+birthday"))


def _fields(plan: ImportPlan) -> frozenset[str]:
    """The fields that a column of such a list may go to."""
    return _FIELDS if plan.noun is Noun.CLIENTS else frozenset(mappable(plan.noun))


def _own(plan: ImportPlan) -> dict[str, str]:
    """The fields of the business's own by their titles and by their names."""
    titles = {fold(one.name): one.field for one in plan.own}
    titles |= {fold(f"{PREFIX}{one.name}"): one.field for one in plan.own}
    return titles | {one.field: one.field for one in plan.own}


def _one_of(field: str, names: tuple[str, ...] | list[str]) -> Problem:
    return Problem(field, values.NOT_ONE_OF, {"values": ", ".join(names)})


def _pair(text: str) -> tuple[str, str]:
    left, _sign, right = text.partition("=")
    return left, right


def _columns(plan: ImportPlan, column: str) -> list[int]:
    """The places of a column named by its header or its number."""
    return [index for index, header in enumerate(plan.headers) if column in (header, str(index))]


def _match(asked: argparse.Namespace) -> tuple[str, ...]:
    return tuple(key for key in (asked.match or "").split(",") if key)
