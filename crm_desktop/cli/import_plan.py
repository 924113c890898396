"""The plan of an import as the command line changes it: every word is checked first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import replace

from crm_desktop.cli import values
from crm_desktop.domain.custom_fields import PREFIX
from crm_desktop.domain.import_defaults import OWNER, UNREADABLE, check_defaults, defaultable
from crm_desktop.domain.import_keys import SINGLE_KEYS, is_key
from crm_desktop.domain.import_nouns import Noun, mappable
from crm_desktop.domain.importing import DateOrder
from crm_desktop.domain.importing.dictionary import KNOWN, NOTE
from crm_desktop.domain.imports import ImportPlan, Mode, OnMatch, OnRepeat
from crm_desktop.domain.problems import Problem, code, refuse_if
from crm_desktop.domain.text import fold

NO_COLUMN = code("import.no-such-column")
NO_ROW = code("import.no-such-row")
NOT_A_PAIR = code("import.not-a-pair")

ROW_DECISIONS = {one.value: one for one in OnMatch if one is not OnMatch.ASK}
"""What can be decided about a row that means somebody."""

_FIELDS = KNOWN | {NOTE}


def planned(plan: ImportPlan, asked: argparse.Namespace, people: Mapping[str, int]) -> ImportPlan:
    """The plan with what was asked for besides; raises `Refused` with everything that is wrong.

    `people` are the employees by their names, folded.
    """
    fields = list(plan.fields)
    refuse_if(_wrong(plan, asked, people))
    own = _own(plan)
    given = {own.get(fold(field), field): text for field, text in map(_pair, asked.default)}
    owner = plan.owner
    if plan.noun is Noun.CLIENTS and OWNER in given:
        owner = people[fold(given.pop(OWNER))]
    for column, field in map(_pair, asked.map):
        for index in _columns(plan, column):
            fields[index] = own.get(fold(field), field)
    decisions = {int(row): ROW_DECISIONS[text] for row, text in map(_pair, asked.decide)}
    made = replace(
        plan,
        fields=tuple(fields),
        mode=Mode(asked.mode or plan.mode),
        match=_match(asked) or plan.match,
        on_match=OnMatch.ASK if decisions else OnMatch(asked.on_match or plan.on_match),
        on_repeat=OnRepeat(asked.on_repeat or plan.on_repeat),
        tag=plan.tag if asked.tag is None else asked.tag,
        defaults={**plan.defaults, **given},
        owner=owner,
        new_clients=plan.new_clients if asked.new_clients is None else asked.new_clients == "yes",
        orders={**plan.orders, **_orders(plan, asked)},
        edits={**plan.edits, **_edits(plan, asked)},
        decisions={**plan.decisions, **decisions},
    )
    refuse_if(check_defaults(made))
    return made


def _wrong(
    plan: ImportPlan, asked: argparse.Namespace, people: Mapping[str, int]
) -> Iterator[Problem]:
    for text in (*asked.map, *asked.default, *asked.order, *asked.edit, *asked.decide):
        if "=" not in text:
            yield Problem(text, NOT_A_PAIR)
    yield from _wrong_places(plan, asked)
    for column, field in map(_pair, asked.map):
        if not _columns(plan, column):
            yield Problem(f"map.{column}", NO_COLUMN, {"column": column})
        if field not in _fields(plan) and fold(field) not in _own(plan):
            names = [*sorted(_fields(plan)), *(one.name for one in plan.own)]
            yield _one_of(f"map.{column}", names)
    common = (*defaultable(plan.noun), OWNER)
    for field, text in map(_pair, asked.default):
        if field not in common and fold(field) not in _own(plan):
            names = [*sorted({*common}), *(one.name for one in plan.own)]
            yield _one_of(f"default.{field}", names)
        elif field == OWNER and plan.noun is Noun.CLIENTS and fold(text) not in people:
            yield Problem(f"default.{field}", UNREADABLE, {"text": text, "field": field})
    if not all(is_key(key) for key in _match(asked)):
        yield _one_of("match", (*SINGLE_KEYS, "inn+kpp", "name+city", "name+birthday"))


def _wrong_places(plan: ImportPlan, asked: argparse.Namespace) -> Iterator[Problem]:
    """What orders, edits and decisions name that the list does not have."""
    orders = tuple(one.value for one in DateOrder)
    for column, order in map(_pair, asked.order):
        if not _columns(plan, column):
            yield Problem(f"order.{column}", NO_COLUMN, {"column": column})
        if order not in orders:
            yield _one_of(f"order.{column}", orders)
    for place, _text in map(_pair, asked.edit):
        row, _comma, column = place.partition(",")
        if not _is_row(plan, row):
            yield Problem(f"edit.{place}", NO_ROW, {"row": row})
        if not _columns(plan, column):
            yield Problem(f"edit.{place}", NO_COLUMN, {"column": column})
    for row, decision in map(_pair, asked.decide):
        if not _is_row(plan, row):
            yield Problem(f"decide.{row}", NO_ROW, {"row": row})
        if decision not in ROW_DECISIONS:
            yield _one_of(f"decide.{row}", tuple(ROW_DECISIONS))


def _is_row(plan: ImportPlan, text: str) -> bool:
    """Whether a row of this number holds a record, so that it can be spoken of."""
    if not (text.isascii() and text.isdigit()):
        return False
    return plan.first_row <= int(text) <= plan.last_row and int(text) not in plan.skip_rows


def _orders(plan: ImportPlan, asked: argparse.Namespace) -> dict[int, DateOrder]:
    """What comes first in the dates of columns, as it was asked for."""
    pairs = map(_pair, asked.order)
    return {at: DateOrder(order) for column, order in pairs for at in _columns(plan, column)}


def _edits(plan: ImportPlan, asked: argparse.Namespace) -> dict[tuple[int, int], str]:
    """Cells that are read otherwise than they stand in the file."""
    found: dict[tuple[int, int], str] = {}
    for place, text in map(_pair, asked.edit):
        row, _comma, column = place.partition(",")
        found |= {(int(row), at): text for at in _columns(plan, column)}
    return found


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
