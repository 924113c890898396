"""`--filter` of the command line: one condition each, or a whole filter as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from crm_desktop.cli import values
from crm_desktop.domain import filters, money
from crm_desktop.domain.filters import Condition, FieldKind, Filter, Group, Operator, Value
from crm_desktop.domain.problems import Problem, Refused, code

NOT_A_CONDITION = code("filter.not-a-condition")

_APART = "|"


def filter_of(
    texts: Sequence[str], kinds: Mapping[str, FieldKind], sums: Collection[str], currency: str
) -> Filter:
    """What all the texts together ask; `Refused` says which of them is no condition.

    A text is `FIELD OPERATOR VALUE|VALUE`, sums as decimals of the main unit; or JSON as views
    are shared, sums in minor units.
    """
    return Group(tuple(_part(text, kinds, sums, currency) for text in texts))


def _part(
    text: str, kinds: Mapping[str, FieldKind], sums: Collection[str], currency: str
) -> Condition | Group:
    if text.lstrip().startswith("{"):
        try:
            return filters.from_data(json.loads(text))
        except (ValueError, RecursionError):
            raise Refused.of(filters.UNREADABLE) from None
    name, _, rest = text.strip().partition(" ")
    word, _, said = rest.strip().partition(" ")
    operator = next((one for one in Operator if one.value == word), None)
    if operator is None:
        known = ", ".join(one.value for one in Operator)
        raise Refused(Problem("filter", NOT_A_CONDITION, {"text": text[:200], "known": known}))
    kind = kinds.get(name)
    if kind is None:
        raise Refused(Problem("filter", filters.UNKNOWN_FIELD, {"field": name[:200]}))
    parts = [part.strip() for part in said.split(_APART)] if said.strip() else []
    return Condition(
        name, operator, tuple(_value(part, name, operator, kind, sums, currency) for part in parts)
    )


def _value(
    text: str,
    name: str,
    operator: Operator,
    kind: FieldKind,
    sums: Collection[str],
    currency: str,
) -> Value:
    if operator in filters.RELATIVE:
        return values.scaled(text, 0, name)
    if kind is FieldKind.NUMBER:
        return values.scaled(text, money.minor_digits(currency) if name in sums else 0, name)
    if kind is FieldKind.FLAG:
        return {"yes": True, "no": False}.get(text, text)
    return text
