"""Columns of the list of papers."""

from __future__ import annotations

from datetime import date

from crm_desktop.domain.documents import DocumentStatus
from crm_desktop.domain.money import main_units
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.words import codes, formats, pgettext


def columns(language: str) -> list[Column]:
    """What the list shows; figures in the user's format."""

    def day(value: str | None) -> str:
        return formats.short_date(value, language) if value else ""

    return [
        Column(
            "number",
            lambda: pgettext("Documents", "No."),
            lambda r: r.number or "—",
            56,
            sort_key="number",
        ),
        Column(
            "date",
            lambda: pgettext("Documents", "Date"),
            lambda r: day(r.date),
            90,
            sort_key="date",
            value=lambda r: date.fromisoformat(r.date),
        ),
        Column(
            "client",
            lambda: pgettext("Documents", "Client"),
            lambda r: r.client,
            190,
            sort_key="client",
        ),
        Column(
            "total",
            lambda: pgettext("Documents", "Sum"),
            lambda r: formats.money(r.total, r.currency, language),
            112,
            align_right=True,
            sort_key="total",
            value=lambda r: main_units(r.total, r.currency),
        ),
        Column(
            "due",
            lambda: pgettext("Documents", "Pay until"),
            lambda r: day(r.due_date),
            96,
            sort_key="due_date",
            value=lambda r: date.fromisoformat(r.due_date) if r.due_date else None,
        ),
        Column(
            "status",
            lambda: pgettext("Documents", "Status"),
            lambda r: codes.label(DocumentStatus(r.status)),
            92,
            muted=True,
        ),
    ]
