"""Columns of the deals as a list: on paper, in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from crm_desktop.domain.custom_fields import DIGITS, CustomKind, OwnField, fits
from crm_desktop.domain.money import main_units
from crm_desktop.queries.deals import DealRow, StageRow
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.words import formats, pgettext
from crm_desktop.words.custom_fields import shown


def own_columns(
    own: Sequence[OwnField], custom: Mapping[int, Mapping[str, Any]], language: str
) -> list[Column]:
    """A column for each field of the business's own; numbers and days as such in spreadsheets."""
    return [_own_column(one, custom, language) for one in own]


def _own_column(one: OwnField, custom: Mapping[int, Mapping[str, Any]], language: str) -> Column:
    def held(row: DealRow) -> Any:
        return custom.get(row.id, {}).get(one.key)

    def value(row: DealRow) -> Decimal | date | None:
        found = held(row)
        if found is None or not fits(one.kind, found):
            return None
        if one.kind is CustomKind.NUMBER:
            return Decimal(found).scaleb(-DIGITS)
        return date.fromisoformat(found)

    number = one.kind is CustomKind.NUMBER
    return Column(
        one.field,
        lambda: one.name,
        lambda row: shown(one.kind, held(row), language),
        120,
        align_right=number,
        value=value if number or one.kind is CustomKind.DATE else None,
    )


def columns(stages: Mapping[int, StageRow], language: str) -> list[Column]:
    """What is told of a deal; figures in the user's format."""

    def amount(row: DealRow) -> str:
        if row.amount is None:
            return ""
        return formats.money(row.amount, row.currency, language)

    def day(value: str | None) -> str:
        return formats.short_date(value, language) if value else ""

    return [
        Column("stage", lambda: pgettext("Deals", "Stage"), lambda r: stages[r.stage_id].name, 110),
        Column("title", lambda: pgettext("Deals", "Title"), lambda r: r.title, 200),
        Column("client", lambda: pgettext("Deals", "Client"), lambda r: r.client, 180),
        Column(
            "amount",
            lambda: pgettext("Deals", "Amount"),
            amount,
            110,
            align_right=True,
            value=lambda r: None if r.amount is None else main_units(r.amount, r.currency),
        ),
        Column(
            "expected_close",
            lambda: pgettext("Deals", "Expected close"),
            lambda r: day(r.expected_close),
            90,
            value=lambda r: date.fromisoformat(r.expected_close) if r.expected_close else None,
        ),
        Column(
            "next",
            lambda: pgettext("Deals", "Next step"),
            lambda r: day(r.next_task_on),
            90,
            value=lambda r: date.fromisoformat(r.next_task_on) if r.next_task_on else None,
        ),
    ]
