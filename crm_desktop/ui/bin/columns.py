"""Columns of the bin."""

from __future__ import annotations

from crm_desktop.domain.bin import BinNoun, goes_on
from crm_desktop.queries.bin import BinRow
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.words import formats, pgettext
from crm_desktop.words.codes import label

_LONG_MOMENT, _LONG_DAY = "2028-12-28T20:00:00Z", "2028-12-28"


def columns(language: str) -> list[Column]:
    """What it is, whose, since when it lies there, and when it goes for good."""
    return [
        Column("title", lambda: pgettext("Bin", "What"), title, 240, grow=True),
        Column("noun", lambda: pgettext("Bin", "Kind"), lambda r: label(r.noun), 150, muted=True,
            fits=lambda: label(BinNoun.DOCUMENT)),
        Column(
            "client", lambda: pgettext("Bin", "Client"), lambda r: r.client, 180, muted=True,
            spare=2,
        ),
        Column(
            "deleted_at",
            lambda: pgettext("Bin", "Deleted"),
            lambda r: formats.date_time(r.deleted_at, language),
            140,
            fits=lambda: formats.date_time(_LONG_MOMENT, language),
            spare=1,
        ),
        Column(
            "goes_on",
            lambda: pgettext("Bin", "Goes for good"),
            lambda r: goes(r, language),
            160,
            fits=lambda: formats.short_date(_LONG_DAY, language),
        ),
    ]  # fmt: skip


def title(row: BinRow) -> str:
    """What it is called; a draft without a basis is called by its client."""
    if row.title:
        return row.title
    return row.client if row.noun is BinNoun.DOCUMENT else pgettext("Bin", "without a name")


def goes(row: BinRow, language: str) -> str:
    """The day on which it goes for good, or where it stays."""
    if not row.stays:
        return formats.short_date(goes_on(row.deleted_at), language)
    if row.noun is BinNoun.CLIENT:
        return pgettext("Bin", "into the archive")
    return pgettext("Bin", "stays: has papers")
