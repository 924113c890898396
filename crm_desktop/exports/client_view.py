"""The list of clients as one asks for it: the fields of a view, how they are written, its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from crm_desktop.domain.filters import FieldInfo, FieldKind
from crm_desktop.domain.money import main_units
from crm_desktop.domain.phones import shown_phones
from crm_desktop.exports.views import View, ViewColumn, paged
from crm_desktop.queries import client_list
from crm_desktop.queries.client_fields import MONEY
from crm_desktop.queries.client_list import ClientLine
from crm_desktop.words import formats, pgettext
from crm_desktop.words.filters import field_title, value_text

STANDARD = ("name", "phone", "email", "city", "source", "next_task_on", "open_amount", "debt")
"""What the list shows until somebody chooses."""

Value = Callable[[ClientLine], Decimal | int | date | None]

_SHORT = frozenset({"open_amount"})
"""Sums that are read at a glance: without needless zeros."""
_ZERO_SAYS_NOTHING = MONEY | {"open_deals", "purchases"}
_WIDTH, _WIDE = 120, frozenset({"name", "address", "comment"})


def client_view(
    ids: Sequence[int],
    fields: Sequence[FieldInfo],
    note: str,
    today: date,
    language: str,
    currency: str,
) -> View:
    """These clients in this order with these fields, to go into a file or onto paper."""
    shown = tuple(info.name for info in fields)
    lines = partial(client_list.lines, shown=shown, today=today)
    columns = tuple(_column(info, language, currency) for info in fields)
    title = pgettext("Clients", "Clients")
    source = paged(lines, ids)
    return View(title, note, columns, source, len(ids), comes_back=True, cards=ids)


def _column(info: FieldInfo, language: str, currency: str) -> ViewColumn:
    text = says(info, language, currency)
    return ViewColumn(
        field_title(info),
        lambda line: text(line.values.get(info.name)),
        2 * _WIDTH if info.name in _WIDE else _WIDTH,
        right=info.kind is FieldKind.NUMBER,
        value=cell_value(info, currency),
        key=info.name,
    )


def says(info: FieldInfo, language: str, currency: str) -> Callable[[Any], str]:
    """How a value of a field is written; figures in the user's format."""

    def figure(value: Any) -> str:
        # What nobody owes is no figure to read.
        empty = value is None or (value == 0 and info.name in _ZERO_SAYS_NOTHING)
        return "" if empty else figure_text(info, value, language, currency)

    if info.name == "phone":
        return lambda value: shown_phones(value or "")
    if info.kind is FieldKind.NUMBER:
        return figure
    if info.kind is FieldKind.SEVERAL:
        return lambda value: ", ".join(value or ())
    if info.kind in (FieldKind.DATE, FieldKind.MOMENT):
        return lambda value: formats.short_date(_day(info, value), language) if value else ""
    return lambda value: "" if value is None else value_text(info, value, language, currency)


def figure_text(info: FieldInfo, value: int, language: str, currency: str) -> str:
    """A number of a field as it is written."""
    if info.money and info.name not in _SHORT:
        return formats.money(value, currency, language)
    return value_text(info, value, language, currency)


def _day(info: FieldInfo, value: str) -> date:
    if info.kind is FieldKind.MOMENT:
        return datetime.fromisoformat(value).astimezone().date()
    return date.fromisoformat(value[:10])


def cell_value(info: FieldInfo, currency: str) -> Value | None:
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
