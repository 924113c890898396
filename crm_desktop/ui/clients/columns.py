"""Columns of the list of clients."""

from __future__ import annotations

from datetime import date

from crm_desktop.domain.money import main_units
from crm_desktop.domain.phones import shown_phones
from crm_desktop.queries.clients import ClientRow
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.words import formats, pgettext

LONG_DAY, LONG_SUM = date(2028, 12, 28), 8_888_888_88


def columns(language: str, currency: str) -> list[Column]:
    """What the list shows; figures in the user's format."""
    return [*_who(), *_figures(language, currency)]


def _who() -> list[Column]:
    return [
        Column(
            "name",
            lambda: pgettext("Clients", "Name"),
            lambda r: r.name,
            220,
            sort_key="name",
            grow=True,
        ),
        Column(
            "phone",
            lambda: pgettext("Clients", "Phone"),
            lambda r: shown_phones(r.phone),
            120,
            fits=lambda: "+7 (888) 888-88-88",
        ),
        Column(
            "email",
            lambda: pgettext("Clients", "E-mail"),
            lambda r: r.email,
            170,
            muted=True,
            spare=5,
        ),
        Column(
            "city",
            lambda: pgettext("Clients", "City"),
            lambda r: r.city,
            120,
            sort_key="city",
            fits=lambda: "Санкт-Петербург",
            spare=4,
        ),
        Column(
            "source",
            lambda: pgettext("Clients", "Source"),
            lambda r: r.source,
            110,
            sort_key="source",
            muted=True,
            spare=6,
        ),
    ]


def _figures(language: str, currency: str) -> list[Column]:
    def debt(row: ClientRow) -> str:
        return formats.money(row.debt, currency, language) if row.debt else ""

    def deals(row: ClientRow) -> str:
        return formats.short_money(row.open_amount, currency, language) if row.open_deals else ""

    def day(value: str | None) -> str:
        return formats.short_date(value, language) if value else ""

    return [
        Column(
            "next",
            lambda: pgettext("Clients", "Next step"),
            lambda r: day(r.next_task_on),
            100,
            sort_key="next_task_on",
            fits=lambda: day(LONG_DAY.isoformat()),
            spare=3,
            value=lambda r: date.fromisoformat(r.next_task_on) if r.next_task_on else None,
        ),
        Column(
            "deals",
            lambda: pgettext("Clients", "Open deals"),
            deals,
            100,
            align_right=True,
            fits=lambda: formats.short_money(LONG_SUM // 100 * 100, currency, language),
            sort_key="open_amount",
            spare=1,
            value=lambda r: main_units(r.open_amount, currency) if r.open_deals else None,
        ),
        Column(
            "debt",
            lambda: pgettext("Clients", "Invoiced"),
            debt,
            100,
            align_right=True,
            fits=lambda: formats.money(LONG_SUM, currency, language),
            sort_key="debt",
            spare=2,
            value=lambda r: main_units(r.debt, currency) if r.debt else None,
        ),
    ]
