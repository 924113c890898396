"""VAT: rates with validity dates, rounding per line, sums per rate (НК РФ ст. 164, 425-ФЗ)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from crm_desktop.domain.documents import VatMode, VatTotal
from crm_desktop.domain.money import round_half_up
from crm_desktop.late import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate in whole percent, in force from `since` to `until` (None: still)."""

    code: str
    percent: int
    since: date
    until: date | None = None


CODES = ("standard", "reduced", "zero", "usn5", "usn7")
"""All codes a line may carry, in the order of a list to choose from."""

RATES = (
    Rate("standard", 18, date(2004, 1, 1), date(2018, 12, 31)),
    Rate("standard", 20, date(2019, 1, 1), date(2025, 12, 31)),
    Rate("standard", 22, date(2026, 1, 1)),
    Rate("reduced", 10, date(2004, 1, 1)),
    Rate("zero", 0, date(2001, 1, 1)),
    Rate("usn5", 5, date(2025, 1, 1)),
    Rate("usn7", 7, date(2025, 1, 1)),
)
"""Dated data, never constants; "no VAT" is no rate at all (None), not zero."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a paper in minor units; `per_rate` in falling order of rate."""

    subtotal: int
    per_rate: tuple[VatTotal, ...]
    vat: int
    total: int


def rates_on(on: date) -> tuple[Rate, ...]:
    """The rates in force on a day."""
    return tuple(r for r in RATES if r.since <= on and (r.until is None or on <= r.until))


def percent_of(code: str, on: date) -> int:
    """The percent of a rate on a day; before its first day, its first one.

    The day is that of the shipment or the signed act, not of the invoice (documents.md §3.3).
    Raises `ValueError` for a code that is no rate.
    """
    dated = [rate for rate in RATES if rate.code == code]
    if not dated:
        raise ValueError(f"no VAT rate {code!r}")
    return max((rate for rate in dated if rate.since <= on), key=_since, default=dated[0]).percent


def _since(rate: Rate) -> date:
    return rate.since


def vat_of(amount: int, percent: int | None, mode: VatMode) -> int:
    """VAT inside an amount, or on top of it, in minor units, half up; 0 without VAT (None)."""
    if percent is None or mode is VatMode.NONE:
        return 0
    if mode is VatMode.INCLUDED:
        return round_half_up(amount * percent, 100 + percent)
    return round_half_up(amount * percent, 100)


def totals(lines: Iterable[tuple[int, int | None]], mode: VatMode) -> Totals:
    """Sum (amount, percent or None) lines: VAT is the sum of the lines' VAT, never recomputed."""
    subtotal = 0
    sums: dict[int, int] = {}
    for amount, percent in lines:
        subtotal += amount
        if percent is not None and mode is not VatMode.NONE:
            sums[percent] = sums.get(percent, 0) + vat_of(amount, percent, mode)
    tax = sum(sums.values())
    total = subtotal + tax if mode is VatMode.ON_TOP else subtotal
    per_rate = tuple(VatTotal(p, sums[p]) for p in sorted(sums, reverse=True))
    return Totals(subtotal, per_rate, tax, total)
