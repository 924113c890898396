"""Columns of the list of clients: made of any field by its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crm_desktop.domain.filters import FieldInfo, FieldKind
from crm_desktop.domain.money import main_units
from crm_desktop.domain.phones import shown_phones
from crm_desktop.queries.client_fields import MONEY, infos, sortable
from crm_desktop.queries.client_list import ClientLine
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.words import formats, pgettext
from crm_desktop.words.filters import field_title, value_text

STANDARD = ("name", "phone", "email", "city", "source", "next_task_on", "open_amount", "debt")
"""What the list shows until somebody chooses."""

_LONG_DAY, _LONG_SUM = "2028-12-28", 8_888_888_88
_Value = Callable[[ClientLine], Decimal | int | date | None]


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a known field needs beside its kind; see `Column`."""

    width: int = 120
    fits: str = ""
    muted: bool = False
    grow: bool = False
    spare: int = 0
    title: Callable[[], str] | None = None


_LOOKS = {
    "name": _Looks(220, grow=True),
    "phone": _Looks(fits="+7 (888) 888-88-88"),
    "email": _Looks(170, muted=True, spare=5),
    "city": _Looks(fits="Санкт-Петербург", spare=4),
    "source": _Looks(110, muted=True, spare=6),
    "next_task_on": _Looks(100, spare=3),
    "open_amount": _Looks(100, spare=1, title=lambda: pgettext("Clients", "In deals")),
    "debt": _Looks(100, spare=2),
    "inn": _Looks(fits="888888888888"),
    "kpp": _Looks(fits="888888888"),
    "ogrn": _Looks(fits="888888888888888"),
    "address": _Looks(200),
    "comment": _Looks(200, muted=True),
}
_SHORT = frozenset({"open_amount"})
"""Sums that are read at a glance: without needless zeros."""


def columns(language: str, currency: str) -> list[Column]:
    """What the list shows by itself; figures in the user's format."""
    known = {info.name: info for info in infos()}
    return [column_of(known[name], language, currency) for name in STANDARD]


def columns_of_fields(
    known: Sequence[FieldInfo], names: Sequence[str], language: str, currency: str
) -> list[Column]:
    """A column for each of these fields that there is."""
    by_name = {info.name: info for info in known}
    return [column_of(by_name[one], language, currency) for one in names if one in by_name]


def column_of(info: FieldInfo, language: str, currency: str) -> Column:
    """One field as a column."""
    looks = _LOOKS.get(info.name, _Looks())
    number = info.kind is FieldKind.NUMBER
    text = _text(info, language, currency)
    longest = looks.fits or _longest(info, language, currency)
    return Column(
        info.name,
        looks.title or (lambda: field_title(info)),
        lambda line: text(line.values.get(info.name)),
        looks.width,
        align_right=number and info.name != "rhythm_days",
        sort_key=info.name if sortable(info) else None,
        muted=looks.muted,
        value=_value(info, currency),
        fits=(lambda: longest) if longest else None,
        grow=looks.grow,
        spare=looks.spare,
        shown=_name_shown if info.name == "name" else None,
    )


def _name_shown(line: ClientLine) -> str:
    """Who is found in the archive is told apart from the others."""
    if not line.archived:
        return line.name
    return pgettext("Clients", "{name} · in the archive").format(name=line.name)


def _text(info: FieldInfo, language: str, currency: str) -> Callable[[Any], str]:
    def figure(value: Any) -> str:
        # What nobody owes is no figure to read.
        empty = value is None or (value == 0 and info.name in _ZERO_SAYS_NOTHING)
        return "" if empty else _figure(info, value, language, currency)

    if info.name == "phone":
        return lambda value: shown_phones(value or "")
    if info.kind is FieldKind.NUMBER:
        return figure
    if info.kind is FieldKind.SEVERAL:
        return lambda value: ", ".join(value or ())
    if info.kind in (FieldKind.DATE, FieldKind.MOMENT):
        return lambda value: formats.short_date(_day(info, value), language) if value else ""
    return lambda value: "" if value is None else value_text(info, value, language, currency)


_ZERO_SAYS_NOTHING = MONEY | {"open_deals", "purchases"}


def _figure(info: FieldInfo, value: int, language: str, currency: str) -> str:
    if info.money and info.name not in _SHORT:
        return formats.money(value, currency, language)
    return value_text(info, value, language, currency)


def _day(info: FieldInfo, value: str) -> date:
    if info.kind is FieldKind.MOMENT:
        return datetime.fromisoformat(value).astimezone().date()
    return date.fromisoformat(value[:10])


def _longest(info: FieldInfo, language: str, currency: str) -> str:
    """A text that must never be cut: half a sum is another sum."""
    if info.kind in (FieldKind.DATE, FieldKind.MOMENT):
        return formats.short_date(_LONG_DAY, language)
    if info.money:
        return _figure(info, _LONG_SUM // 100 * 100, language, currency)
    return ""


def _value(info: FieldInfo, currency: str) -> _Value | None:
    """The number or the day in a cell, for spreadsheets."""

    def number(line: ClientLine) -> Decimal | int | None:
        value = line.values.get(info.name)
        if value is None or (value == 0 and info.name in _ZERO_SAYS_NOTHING):
            return None
        if info.money:
            return main_units(value, currency)
        return Decimal(value).scaleb(-info.digits) if info.digits else int(value)

    def day(line: ClientLine) -> date | None:
        value = line.values.get(info.name)
        return _day(info, value) if value else None

    if info.kind is FieldKind.NUMBER:
        return number
    return day if info.kind in (FieldKind.DATE, FieldKind.MOMENT) else None
