"""Figures as papers print them: bare sums, prices, quantities, dates, in the form's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from crm_desktop.files.forms.parts import PAD
from crm_desktop.files.pdf import SEMIBOLD, SIZE, measure, register_fonts

_NBSP = "\u00a0"
_WITHOUT = "JPY KRW VND ISK CLP PYG UGX RWF XAF XOF XPF KMF GNF DJF BIF VUV"
_WITH_THREE = "KWD BHD OMR JOD TND LYD IQD"
_DIGITS = dict.fromkeys(_WITHOUT.split(), 0) | dict.fromkeys(_WITH_THREE.split(), 3)
"""ISO 4217: minor digits of the currencies that have not two."""

_UNITS = {"RUB": "руб.", "USD": "долл. США", "EUR": "евро", "KZT": "тенге", "BYN": "бел. руб."}
_MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}


def amount(minor: int, currency: str, language: str) -> str:
    """«1 220,00» or "1,220.00": a sum in minor units, without its currency."""
    digits = _DIGITS.get(currency, 2)
    return _decimal(minor, digits, digits, language)


def price(ten_thousandths: int, language: str) -> str:
    """A unit price: two decimals, or up to four when it has them."""
    return _decimal(ten_thousandths, 4, 2, language)


def quantity(thousandths: int, language: str) -> str:
    """A quantity: up to three decimals, none for whole numbers."""
    return _decimal(thousandths, 3, 0, language)


def percent(hundredths: int, language: str) -> str:
    """«7,5%»: hundredths of a percent."""
    return f"{_decimal(hundredths, 2, 0, language)}%"


def unit(currency: str) -> str:
    """The currency after a sum on a Russian paper: «руб.»; the ISO code for rare ones."""
    return _UNITS.get(currency, currency)


def long_date(day: date, language: str) -> str:
    """«21 ноября 2026 г.» or "21 November 2026", with no-break spaces."""
    month = _MONTHS[language].split()[day.month - 1]
    parts = [str(day.day), month, str(day.year), *(["г."] if language == "ru" else [])]
    return _NBSP.join(parts)


def room(amounts: Iterable[str]) -> float:
    """The width in points that the longest of these sums takes in the totals."""
    register_fonts()
    return max(measure(text, SEMIBOLD, SIZE) for text in amounts) + 2 * PAD


def _decimal(scaled: int, places: int, least: int, language: str) -> str:
    """A scaled integer with its thousands grouped and at least `least` decimals."""
    whole, rest = divmod(abs(scaled), 10**places)
    decimals = f"{rest:0{places}d}" if places else ""
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    group, point = (_NBSP, ",") if language == "ru" else (",", ".")
    sign = "-" if scaled < 0 else ""
    text = f"{whole:,}".replace(",", group)
    return f"{sign}{text}{point}{decimals}" if decimals else f"{sign}{text}"
