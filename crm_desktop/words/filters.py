"""Filters in words: fields, their values, whole conditions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.filters import (
    RELATIVE,
    Condition,
    FieldInfo,
    FieldKind,
    Group,
    Operator,
    Value,
)
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.codes import label
from crm_desktop.words.fields import field_text
from crm_desktop.words.rhythm import rhythm_text

MOST_NAMED = 3
"""Values told by their names; more are counted."""


def field_title(info: FieldInfo) -> str:
    """What a field is called, as a heading."""
    text = info.title or field_text(info.name)
    return text[:1].upper() + text[1:]


def value_text(info: FieldInfo, value: Value, language: str, currency: str) -> str:
    """One value of a field as people write it."""
    if info.kind is FieldKind.FLAG:
        return pgettext("Filters", "yes") if value else pgettext("Filters", "no")
    if info.kind is FieldKind.NUMBER:
        if info.name == "rhythm_days":
            return rhythm_text(int(value)) if int(value) > 0 else str(value)
        if not info.money:
            return formats.scaled(int(value), info.digits, language, least=0)
        return formats.short_money(int(value), currency, language)
    if info.kind in (FieldKind.DATE, FieldKind.MOMENT):
        return formats.short_date(str(value), language)
    if info.name == "kind":
        known = {kind.value: kind for kind in ClientKind}
        return label(known[str(value)]) if value in known else str(value)
    return str(value)


def condition_text(condition: Condition, info: FieldInfo, language: str, currency: str) -> str:
    """A condition as a chip says it: «Город: Казань», «Выставлено больше 10 000 ₽»."""
    title, operator = field_title(info), condition.operator
    if operator in RELATIVE:
        days = int(condition.values[0])
        return _relative(operator, days, info).format(field=title, n=days)
    if operator in _BARE:
        return _BARE[operator]().format(field=title)
    values = [value_text(info, value, language, currency) for value in condition.values]
    if operator is Operator.BETWEEN:
        values = _in_order(condition, values)
        return pgettext("Filters", "{field}: from {first} to {last}").format(
            field=title, first=values[0], last=values[-1]
        )
    dated = info.kind in (FieldKind.DATE, FieldKind.MOMENT)
    wording = _DATED.get(operator) if dated else None
    wording = wording or _ASKED[operator]
    together = _all_of(values) if operator in _ALL_MEANT else _any_of(values)
    return wording().format(field=title, value=together)


def filter_text(
    wanted: Group, known: Sequence[FieldInfo], language: str, currency: str, *, deep: bool = False
) -> str:
    """A whole filter as a sentence of conditions, groups within it in brackets."""
    by_name = {info.name: info for info in known}
    parts = []
    for part in wanted.parts:
        if isinstance(part, Group):
            parts.append(filter_text(part, known, language, currency, deep=len(wanted.parts) > 1))
        elif part.field in by_name:
            parts.append(condition_text(part, by_name[part.field], language, currency))
        else:
            parts.append(lost_text())
    word = pgettext("Filters", "and") if wanted.every else pgettext("Filters", "or")
    text = f" {word} ".join(part for part in parts if part)
    return f"({text})" if deep and len(parts) > 1 else text


def lost_text() -> str:
    """A condition on a field that is there no more."""
    return pgettext("Filters", "A field that is gone")


def operator_text(operator: Operator, kind: FieldKind) -> str:
    """What is asked, as a choice between the field and the value: of days in words of time."""
    if kind in (FieldKind.DATE, FieldKind.MOMENT) and operator in _DATED_NAMES:
        return _DATED_NAMES[operator]()
    return label(operator)


def _in_order(condition: Condition, texts: list[str]) -> list[str]:
    ordered = sorted(zip(condition.values, texts, strict=True), key=lambda pair: (pair[0],))
    return [text for _value, text in ordered]


def _any_of(values: Sequence[str]) -> str:
    return _joined(values, pgettext("Filters", "or"))


def _all_of(values: Sequence[str]) -> str:
    return _joined(values, pgettext("Filters", "and"))


def _joined(values: Sequence[str], word: str) -> str:
    if len(values) > MOST_NAMED:
        more = len(values) - (MOST_NAMED - 1)
        rest = npgettext("Filters", "{n} more", "{n} more", more).format(n=more)
        values = [*values[: MOST_NAMED - 1], rest]
    if len(values) == 1:
        return values[0]
    return f"{', '.join(values[:-1])} {word} {values[-1]}"


def _relative(operator: Operator, days: int, info: FieldInfo) -> str:
    if operator is Operator.OLDER_DAYS:
        if info.kind is FieldKind.MOMENT:
            return npgettext(
                "Filters",
                "{field}: more than {n} day ago or never",
                "{field}: more than {n} days ago or never",
                days,
            )
        return npgettext(
            "Filters", "{field}: more than {n} day ago", "{field}: more than {n} days ago", days
        )
    if days == 0:
        return pgettext("Filters", "{field}: today")
    if operator is Operator.PAST_DAYS:
        return npgettext(
            "Filters", "{field}: in the last {n} day", "{field}: in the last {n} days", days
        )
    return npgettext(
        "Filters", "{field}: in the next {n} day", "{field}: in the next {n} days", days
    )


_ALL_MEANT = frozenset({Operator.HAS_ALL, Operator.NONE_OF, Operator.IS_NOT})
_BARE: dict[Operator, Callable[[], str]] = {
    Operator.EMPTY: lambda: pgettext("Filters", "{field}: not filled in"),
    Operator.FILLED: lambda: pgettext("Filters", "{field}: filled in"),
}
_ASKED: dict[Operator, Callable[[], str]] = {
    Operator.IS: lambda: pgettext("Filters", "{field}: {value}"),
    Operator.ONE_OF: lambda: pgettext("Filters", "{field}: {value}"),
    Operator.HAS_ALL: lambda: pgettext("Filters", "{field}: {value}"),
    Operator.IS_NOT: lambda: pgettext("Filters", "{field}: not {value}"),
    Operator.NONE_OF: lambda: pgettext("Filters", "{field}: not {value}"),
    Operator.CONTAINS: lambda: pgettext("Filters", "{field} contains “{value}”"),
    Operator.CONTAINS_NOT: lambda: pgettext("Filters", "{field} does not contain “{value}”"),
    Operator.BEGINS: lambda: pgettext("Filters", "{field} begins with “{value}”"),
    Operator.LESS: lambda: pgettext("Filters", "{field}: less than {value}"),
    Operator.AT_MOST: lambda: pgettext("Filters", "{field}: at most {value}"),
    Operator.MORE: lambda: pgettext("Filters", "{field}: more than {value}"),
    Operator.AT_LEAST: lambda: pgettext("Filters", "{field}: at least {value}"),
}
_DATED: dict[Operator, Callable[[], str]] = {
    Operator.LESS: lambda: pgettext("Filters", "{field}: before {value}"),
    Operator.AT_MOST: lambda: pgettext("Filters", "{field}: {value} or earlier"),
    Operator.MORE: lambda: pgettext("Filters", "{field}: after {value}"),
    Operator.AT_LEAST: lambda: pgettext("Filters", "{field}: {value} or later"),
}
_DATED_NAMES: dict[Operator, Callable[[], str]] = {
    Operator.PAST_DAYS: lambda: pgettext("Filters", "in the last"),
    Operator.NEXT_DAYS: lambda: pgettext("Filters", "in the next"),
    Operator.OLDER_DAYS: lambda: pgettext("Filters", "earlier than"),
    Operator.LESS: lambda: pgettext("Filters", "before"),
    Operator.AT_MOST: lambda: pgettext("Filters", "on the day or earlier"),
    Operator.MORE: lambda: pgettext("Filters", "after"),
    Operator.AT_LEAST: lambda: pgettext("Filters", "on the day or later"),
}
