"""Filters as data: conditions on fields, in groups of "all of these" and "any of these".

Views, bulk changes, call lists and exports keep and share one and the same filter (decision 11);
`queries.filtering` makes SQL of it, `words.filters` sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from crm_desktop.domain.problems import Problem, Refused, code
from crm_desktop.late import dataclass

UNKNOWN_FIELD = code("filter.unknown-field")
UNFIT_OPERATOR = code("filter.unfit-operator")
UNFIT_VALUE = code("filter.unfit-value")
UNREADABLE = code("filter.unreadable")
NEWER = code("filter.newer")

VERSION = 1
"""Of the form that `to_data` gives."""
DEEPEST = 8
"""Groups within groups: more are no filter of a person."""
MOST_CONDITIONS = 100
LONGEST_SPAN = 36_500
"""Days of a relative date: a hundred years."""


class FieldKind(StrEnum):
    """What kind of value a field holds, and so what can be asked of it."""

    TEXT = "text"
    CHOICE = "choice"
    """A text from a list of few."""
    NUMBER = "number"
    """A whole number; sums of money in minor units."""
    DATE = "date"
    """A day, ISO 8601."""
    MOMENT = "moment"
    """A moment in UTC, asked about by the days of this computer's calendar."""
    SEVERAL = "several"
    """A list of texts: tags."""
    FLAG = "flag"


class Operator(StrEnum):
    """What is asked of a field; each is the plain contrary of another or stands for itself."""

    IS = "is"
    IS_NOT = "is-not"
    ONE_OF = "one-of"
    NONE_OF = "none-of"
    CONTAINS = "contains"
    CONTAINS_NOT = "contains-not"
    BEGINS = "begins"
    LESS = "less"
    AT_MOST = "at-most"
    MORE = "more"
    AT_LEAST = "at-least"
    BETWEEN = "between"
    PAST_DAYS = "past-days"
    """From so many days ago up to and with today."""
    NEXT_DAYS = "next-days"
    """From today over so many days more."""
    OLDER_DAYS = "older-days"
    """Longer ago than so many days. Of a moment never counts too: who was never called waits."""
    HAS_ALL = "has-all"
    EMPTY = "empty"
    FILLED = "filled"


_ORDER = (
    Operator.IS, Operator.IS_NOT, Operator.LESS, Operator.AT_MOST, Operator.MORE,
    Operator.AT_LEAST, Operator.BETWEEN,
)  # fmt: skip
_THERE = (Operator.EMPTY, Operator.FILLED)
RELATIVE = (Operator.PAST_DAYS, Operator.NEXT_DAYS, Operator.OLDER_DAYS)
"""Asked with a number of days, not with a day."""
_LISTS = (Operator.ONE_OF, Operator.NONE_OF)

OPERATORS: Mapping[FieldKind, tuple[Operator, ...]] = {
    FieldKind.TEXT: (
        Operator.CONTAINS, Operator.CONTAINS_NOT, Operator.BEGINS, Operator.IS, Operator.IS_NOT,
        *_LISTS, *_THERE,
    ),
    FieldKind.CHOICE: (*_LISTS, Operator.IS, Operator.IS_NOT, *_THERE),
    FieldKind.NUMBER: (*_ORDER, *_THERE),
    FieldKind.DATE: (*RELATIVE, *_ORDER, *_THERE),
    FieldKind.MOMENT: (*RELATIVE, *_ORDER, *_THERE),
    FieldKind.SEVERAL: (*_LISTS, Operator.HAS_ALL, *_THERE),
    FieldKind.FLAG: (Operator.IS, Operator.IS_NOT),
}  # fmt: skip
"""What can be asked of each kind, the most wanted first."""


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field as people know it: its kind, and how its value is said.

    `title` is what the user called it, "" for a field that the program has words for. A number
    has `digits` decimals, or is an amount of `money` in minor units. `choices` are the values
    that can be chosen from, empty when that is whatever stands in the records; `colours` are
    values that are shown in a colour, an index of the theme. A `link` holds addresses of the web.
    """

    name: str
    kind: FieldKind
    title: str = ""
    money: bool = False
    digits: int = 0
    choices: tuple[str, ...] = ()
    colours: tuple[tuple[str, int], ...] = ()
    link: bool = False


Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Condition:
    """One question of one field. `values`: none, one, two (between) or several, by the operator.

    Texts are compared folded; days are ISO 8601; numbers are whole.
    """

    field: str
    operator: Operator
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """All of its parts must hold (`every`), or one of them; an empty group holds for everybody."""

    parts: tuple[Condition | Group, ...] = ()
    every: bool = True

    def conditions(self) -> Iterator[Condition]:
        """All conditions, however deep."""
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.conditions()
            else:
                yield part

    def with_condition(self, condition: Condition) -> Group:
        """The same filter with one more condition, which must hold besides."""
        if self.every or not self.parts:
            return Group((*self.parts, condition))
        return Group((self, condition))


Filter = Group
EVERYBODY = Group()


def renamed(wanted: Filter, names: Mapping[str, str | None]) -> Filter:
    """The same filter where fields are called otherwise; what asks of one called None is left out.

    A group of which nothing is left is left out, too: an empty one would hold for everybody.
    """
    parts: list[Condition | Group] = []
    for part in wanted.parts:
        if isinstance(part, Group):
            inner = renamed(part, names)
            if inner.parts or not part.parts:
                parts.append(inner)
        elif (name := names.get(part.field, part.field)) is not None:
            parts.append(replace(part, field=name))
    return Group(tuple(parts), wanted.every)


FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)
"""Between them lies every day that a business asks about."""
_NEXT = timedelta(days=1)


def day_bounds(condition: Condition, today: date) -> tuple[date | None, date | None]:
    """First and last day, both counted, that a condition on days means; None has no end.

    Of `IS_NOT` these are the days left out. Relative dates count from `today`.
    """
    operator, values = condition.operator, condition.values
    if operator in RELATIVE:
        span = timedelta(days=int(values[0]))
        relative = {
            Operator.PAST_DAYS: (today - span, today),
            Operator.NEXT_DAYS: (today, today + span),
            Operator.OLDER_DAYS: (None, today - span - _NEXT),
        }
        return relative[operator]
    days = sorted(date.fromisoformat(str(value)) for value in values)
    first, last = days[0], days[-1]
    bounds: dict[Operator, tuple[date | None, date | None]] = {
        Operator.LESS: (None, first - _NEXT),
        Operator.AT_MOST: (None, first),
        Operator.MORE: (last + _NEXT, None),
        Operator.AT_LEAST: (first, None),
    }
    return bounds.get(operator, (first, last))


def check(wanted: Filter, kinds: Mapping[str, FieldKind]) -> Iterator[Problem]:
    """What forbids a filter: unknown fields, questions a field cannot be asked, unfit values."""
    for condition in wanted.conditions():
        kind = kinds.get(condition.field)
        if kind is None:
            yield Problem(condition.field, UNKNOWN_FIELD, {"field": condition.field})
        elif condition.operator not in OPERATORS[kind]:
            about = {"operator": condition.operator.value}
            yield Problem(condition.field, UNFIT_OPERATOR, about)
        elif not _fit(condition, kind):
            shown = ", ".join(str(value) for value in condition.values)
            yield Problem(condition.field, UNFIT_VALUE, {"value": shown[:200]})


def _fit(condition: Condition, kind: FieldKind) -> bool:
    operator, values = condition.operator, condition.values
    if operator in _THERE:
        return not values
    if operator in RELATIVE:
        return len(values) == 1 and _whole(values[0]) and 0 <= int(values[0]) <= LONGEST_SPAN
    if operator in (*_LISTS, Operator.HAS_ALL):
        if not values:
            return False
    elif len(values) != (2 if operator is Operator.BETWEEN else 1):
        return False
    return all(_of_kind(value, kind) for value in values)


def _whole(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _of_kind(value: Value, kind: FieldKind) -> bool:
    match kind:
        case FieldKind.FLAG:
            return isinstance(value, bool)
        case FieldKind.NUMBER:
            # What SQLite can hold; no amount of anybody's is beyond it.
            return _whole(value) and abs(int(value)) < 2**63
        case FieldKind.DATE | FieldKind.MOMENT:
            return isinstance(value, str) and _day(value) is not None
        case _:
            return isinstance(value, str) and value.strip() != ""


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text and FIRST_DAY <= found <= LAST_DAY else None


# -- from a cell ---------------------------------------------------------------------------------


def like(info: FieldInfo, value: object) -> Condition:
    """Only what has the same in this field as the cell somebody points at."""
    if value is None or value in ("", []):
        return Condition(info.name, Operator.EMPTY)
    if info.kind is FieldKind.SEVERAL and isinstance(value, list):
        return Condition(info.name, Operator.HAS_ALL, tuple(value))
    operator = Operator.ONE_OF if info.kind is FieldKind.CHOICE else Operator.IS
    return Condition(info.name, operator, (_as_asked(info, value),))


def unlike(info: FieldInfo, value: object) -> Condition:
    """The contrary of `like`; of several words none."""
    same = like(info, value)
    contrary = {
        Operator.EMPTY: Operator.FILLED,
        Operator.HAS_ALL: Operator.NONE_OF,
        Operator.ONE_OF: Operator.NONE_OF,
        Operator.IS: Operator.IS_NOT,
    }
    return Condition(info.name, contrary[same.operator], same.values)


def _as_asked(info: FieldInfo, value: object) -> Value:
    match info.kind:
        case FieldKind.MOMENT:
            return datetime.fromisoformat(str(value)).astimezone().date().isoformat()
        case FieldKind.FLAG:
            return bool(value)
        case FieldKind.NUMBER:
            return int(str(value))
        case _:
            return str(value)


# -- kept and shared ---------------------------------------------------------------------------


def to_data(wanted: Filter) -> dict[str, Any]:
    """A filter as JSON keeps it; `from_data` gives the same filter back."""
    return {"version": VERSION, **_group_data(wanted)}


def _group_data(group: Group) -> dict[str, Any]:
    parts = [_group_data(p) if isinstance(p, Group) else _condition_data(p) for p in group.parts]
    return {"all" if group.every else "any": parts}


def _condition_data(condition: Condition) -> dict[str, Any]:
    about: dict[str, Any] = {"field": condition.field, "is": condition.operator.value}
    return about | {"values": list(condition.values)} if condition.values else about


def from_data(data: object) -> Filter:
    """The filter that was kept; `Refused` when it is none, or of a newer program."""
    if not isinstance(data, dict):
        raise Refused.of(UNREADABLE)
    version = data.get("version", VERSION)
    if not isinstance(version, int) or version < 1:
        raise Refused.of(UNREADABLE)
    if version > VERSION:
        raise Refused.of(NEWER)
    found = _group({key: value for key, value in data.items() if key != "version"}, 0)
    if sum(1 for _ in found.conditions()) > MOST_CONDITIONS:
        raise Refused.of(UNREADABLE)
    return found


def _group(data: Mapping[str, object], depth: int) -> Group:
    if depth > DEEPEST or len(data) != 1:
        raise Refused.of(UNREADABLE)
    word, parts = next(iter(data.items()))
    if word not in {"all", "any"} or not isinstance(parts, list):
        raise Refused.of(UNREADABLE)
    return Group(tuple(_part(one, depth) for one in parts), every=word == "all")


def _part(data: object, depth: int) -> Condition | Group:
    if not isinstance(data, dict):
        raise Refused.of(UNREADABLE)
    if "field" not in data:
        return _group(data, depth + 1)
    name, operator, values = data["field"], data.get("is"), data.get("values", [])
    known = [one for one in Operator if one.value == operator]
    if set(data) - {"field", "is", "values"} or not isinstance(name, str) or not known:
        raise Refused.of(UNREADABLE)
    if not isinstance(values, list) or not all(isinstance(v, str | int) for v in values):
        raise Refused.of(UNREADABLE)
    return Condition(name, known[0], tuple(values))
