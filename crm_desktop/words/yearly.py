"""Days that come again every year, in words."""

from __future__ import annotations

from crm_desktop.domain.dates import MONTHS, MONTHS_OF
from crm_desktop.words import formats

YEARLESS = "--"


def yearly_text(text: str, language: str) -> str:
    """A day as it is read and typed: with its year as any date, without it by its month's name."""
    if not text.startswith(YEARLESS):
        return formats.short_date(text, language)
    month, day = int(text[2:4]), int(text[5:7])
    if language == "ru":
        return f"{day} {MONTHS_OF.split()[month - 1]}"
    return f"{MONTHS.split()[month - 1]} {day}"
