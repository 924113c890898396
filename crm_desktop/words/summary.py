"""What a few marked records come to, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from crm_desktop.domain.filters import FieldInfo
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.filters import field_title

MORE_DIGITS = 2
"""Of an average of numbers that have none."""


def marked_text(count: int, language: str) -> str:
    """How many records are marked."""
    text = npgettext("Filters", "{n} marked", "{n} marked", count)
    return text.format(n=formats.number(count, language))


def figure_text(
    info: FieldInfo, title: str, total: int, count: int, language: str, currency: str
) -> str:
    """The sum of a field of so many records, and what one of them has on average."""
    said = pgettext("Filters", "{field}: {sum}, on average {average}")
    digits = info.digits + MORE_DIGITS
    if info.money:
        average = formats.short_money(round(Decimal(total) / count), currency, language)
        whole = formats.short_money(total, currency, language)
    else:
        scaled = round(Decimal(total * 10**MORE_DIGITS) / count)
        average = formats.scaled(scaled, digits, language, least=0)
        whole = formats.scaled(total, info.digits, language, least=0)
    return said.format(field=title, sum=whole, average=average)


def summary_text(
    known: Sequence[FieldInfo],
    marked: int,
    sums: Mapping[str, tuple[int, int]],
    titles: Mapping[str, str],
    language: str,
    currency: str,
) -> str:
    """Count, sums and averages; `sums` holds total and count by field, empty ones say nothing.

    `titles` are headings of fields where they have one of their own.
    """
    by_name = {info.name: info for info in known}
    parts = [marked_text(marked, language)]
    for name, (total, count) in sums.items():
        if count and name in by_name:
            info = by_name[name]
            title = titles.get(name) or field_title(info)
            parts.append(figure_text(info, title, total, count, language, currency))
    return " · ".join(parts)
