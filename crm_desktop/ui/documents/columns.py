"""Columns of the list of papers."""

from __future__ import annotations

from datetime import date

from crm_desktop.domain.documents import DocumentStatus
from crm_desktop.domain.money import main_units
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.words import codes, formats, pgettext

LONG_DAY, LONG_SUM = date(2028, 12, 28), 8_888_888_88


def columns(language: str, currency: str) -> list[Column]:
    """What the list shows; figures in the user's format."""
    number, day, due, total = _figures(language, currency)
    client = Column(
        "client",
        lambda: pgettext("Documents", "Client"),
        lambda r: r.client,
        176,
        sort_key="client",
        grow=True,
    )
    status = Column(
        "status",
        lambda: pgettext("Documents", "Status"),
        lambda r: codes.label(DocumentStatus(r.status)),
        80,
        fits=lambda: max((codes.label(one) for one in DocumentStatus), key=len),
        muted=True,
        spare=2,
    )
    return [number, day, client, total, due, status]


def _figures(language: str, currency: str) -> tuple[Column, Column, Column, Column]:
    def day(value: date | str | None) -> str:
        return formats.short_date(value, language) if value else ""

    number = Column(
        "number",
        lambda: pgettext("Documents", "No."),
        lambda r: r.number or "—",
        56,
        sort_key="number",
    )
    written = Column(
        "date",
        lambda: pgettext("Documents", "Date"),
        lambda r: day(r.date),
        80,
        sort_key="date",
        fits=lambda: day(LONG_DAY),
        spare=1,
        value=lambda r: date.fromisoformat(r.date),
    )
    due = Column(
        "due",
        lambda: pgettext("Documents", "Pay until"),
        lambda r: day(r.due_date),
        80,
        sort_key="due_date",
        fits=lambda: day(LONG_DAY),
        spare=3,
        value=lambda r: date.fromisoformat(r.due_date) if r.due_date else None,
    )
    total = Column(
        "total",
        lambda: pgettext("Documents", "Sum"),
        lambda r: formats.money(r.total, r.currency, language),
        96,
        align_right=True,
        sort_key="total",
        fits=lambda: formats.money(LONG_SUM, currency, language),
        value=lambda r: main_units(r.total, r.currency),
    )
    return number, written, due, total
