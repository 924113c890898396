"""`--filter` of the command line: one condition each, or a whole filter as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from crm_desktop.cli import values
from crm_desktop.domain import filters, money
from crm_desktop.domain.filters import (
    Condition,
    FieldInfo,
    FieldKind,
    Filter,
    Group,
    Operator,
    Value,
)
from crm_desktop.domain.problems import Problem, Refused, code

NOT_A_CONDITION = code("filter.not-a-condition")

_APART = "|"


def filter_of(texts: Sequence[str], known: Sequence[FieldInfo], currency: str) -> Filter:
    """What all the texts together ask; `Refused` says which of them is no condition.

    A text is `FIELD OPERATOR VALUE|VALUE`, sums as decimals of the main unit, a field of the
    business's own by its title; or JSON as views are shared, sums in minor units.
    """
    return Group(tuple(_part(text, known, currency) for text in texts))


def _part(text: str, known: Sequence[FieldInfo], currency: str) -> Condition | Group:
    if text.lstrip().startswith("{"):
        try:
            return filters.from_data(json.loads(text))
        except (ValueError, RecursionError):
            raise Refused.of(filters.UNREADABLE) from None
    info, rest = _field(text.strip(), known)
    if info is None:
        name, _, rest = text.strip().partition(" ")
    word, _, said = rest.strip().partition(" ")
    operator = next((one for one in Operator if one.value == word), None)
    if operator is None:
        words = ", ".join(one.value for one in Operator)
        raise Refused(Problem("filter", NOT_A_CONDITION, {"text": text[:200], "known": words}))
    if info is None:
        raise Refused(Problem("filter", filters.UNKNOWN_FIELD, {"field": name[:200]}))
    parts = [part.strip() for part in said.split(_APART)] if said.strip() else []
    values_ = tuple(_value(part, info, operator, currency) for part in parts)
    return Condition(info.name, operator, values_)


def _field(text: str, known: Sequence[FieldInfo]) -> tuple[FieldInfo | None, str]:
    """The field that a condition begins with, the longest title first; and what follows it."""
    names = [(name, info) for info in known for name in (info.name, info.title) if name]
    for name, info in sorted(names, key=lambda pair: -len(pair[0])):
        if text[: len(name)].casefold() == name.casefold() and text[len(name) : len(name) + 1] in {
            "",
            " ",
        }:
            return info, text[len(name) :]
    return None, text


def _value(text: str, info: FieldInfo, operator: Operator, currency: str) -> Value:
    if operator in filters.RELATIVE:
        return values.scaled(text, 0, info.name)
    if info.kind is FieldKind.NUMBER:
        digits = money.minor_digits(currency) if info.money else info.digits
        return values.scaled(text, digits, info.name)
    if info.kind is FieldKind.FLAG:
        return {"yes": True, "no": False}.get(text, text)
    return text
