"""Numbers, money and dates as people write and type them, in Russian and in English.

The language is a parameter, for a paper speaks its customer's language and not the window's.
Groups, units and «г.» stand behind no-break spaces (documents.md §9).
"""

from __future__ import annotations

from datetime import date, datetime

from crm_desktop.domain.dates import MONTHS, MONTHS_OF
from crm_desktop.domain.money import PRICE_DIGITS, QUANTITY_DIGITS, minor_digits

_NBSP = "\u00a0"
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "BYN": "Br", "CNY": "¥"}
_UNITS = {
    "RUB": "руб.",
    "USD": "долл. США",
    "EUR": "евро",
    "GBP": "ф. ст.",
    "KZT": "тенге",
    "BYN": "бел. руб.",
    "CNY": "юан.",
}
_IN_FRONT = ("USD", "EUR", "GBP")
"""Currencies whose sign English readers know; the others are written by their ISO code."""


def scaled(value: int, digits: int, language: str, *, least: int | None = None) -> str:
    """An integer of 10^-digits; trailing zeros go down to `least` digits (default: none go)."""
    whole, part = divmod(abs(value), 10**digits)
    text = f"{whole:,}".replace(",", _NBSP) if language == "ru" else f"{whole:,}"
    fraction = f"{part:0{digits}d}" if digits else ""
    if least is not None:
        fraction = fraction[:least] + fraction[least:].rstrip("0")
    point = "," if language == "ru" else "."
    return ("-" if value < 0 else "") + text + (point + fraction if fraction else "")


def number(value: int, language: str) -> str:
    """A whole number with its thousands apart."""
    return scaled(value, 0, language)


def amount(minor: int, currency: str, language: str) -> str:
    """An amount without its currency: «1 234,50»."""
    return scaled(minor, minor_digits(currency), language)


def money(minor: int, currency: str, language: str, unit: str = "sign") -> str:
    """An amount with its currency: «1 234,50 ₽», "$1,234.50", "RUB 1,234.50".

    `unit="words"` is the form of Russian papers: «1 234,50 руб.».
    """
    if language == "ru":
        units = _UNITS if unit == "words" else _SIGNS
        return f"{amount(minor, currency, language)}{_NBSP}{units.get(currency, currency)}"
    sign = "-" if minor < 0 else ""
    text = amount(abs(minor), currency, language)
    if currency in _IN_FRONT and unit != "words":
        return f"{sign}{_SIGNS[currency]}{text}"
    return f"{sign}{currency}{_NBSP}{text}"


def short_money(minor: int, currency: str, language: str) -> str:
    """As `money`, without kopecks when there are none: for cards and column heads."""
    digits = minor_digits(currency)
    text = money(minor, currency, language)
    if not digits or minor % 10**digits:
        return text
    zeros = ("," if language == "ru" else ".") + "0" * digits
    head, _, tail = text.rpartition(zeros)
    return head + tail


def quantity(thousandths: int, language: str) -> str:
    """A quantity without needless zeros: «2», «1,5»."""
    return scaled(thousandths, QUANTITY_DIGITS, language, least=0)


def price(ten_thousandths: int, language: str) -> str:
    """A unit price with at least two digits: «610,00», «0,1234»."""
    return scaled(ten_thousandths, PRICE_DIGITS, language, least=2)


def short_date(value: date | str, language: str) -> str:
    """«21.11.2026» or "2026-11-21" (ISO is the one form that nobody misreads in English)."""
    day = _as_date(value)
    return f"{day:%d.%m.%Y}" if language == "ru" else day.isoformat()


def near_date(value: date | str, language: str, today: date) -> str:
    """A date beside other things: without its year as long as it is this one: «29.11», "Nov 29"."""
    day = _as_date(value)
    if day.year != today.year:
        return short_date(day, language)
    if language == "ru":
        return f"{day:%d.%m}"
    return f"{MONTHS.split()[day.month - 1][:3]}{_NBSP}{day.day}"


def long_date(value: date | str, language: str) -> str:
    """«21 ноября 2026 г.» or "November 21, 2026", with no-break spaces but one."""
    day = _as_date(value)
    if language == "ru":
        return f"{day.day}{_NBSP}{MONTHS_OF.split()[day.month - 1]} {day.year}{_NBSP}г."
    return f"{MONTHS.split()[day.month - 1]}{_NBSP}{day.day}, {day.year}"


def date_time(utc: str, language: str) -> str:
    """A stored moment (UTC, ISO with Z) in this computer's time: «21.11.2026 14:05»."""
    moment = datetime.fromisoformat(utc).astimezone()
    return f"{short_date(moment.date(), language)} {moment:%H:%M}"


def wall_time(text: str, language: str) -> str:
    """A stored wall time "YYYY-MM-DDTHH:MM" for the eye."""
    return f"{short_date(text, language)} {text[11:16]}"


def _as_date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value[:10])
