"""Numbers, money and dates as people write them, in both languages."""

from __future__ import annotations

import re
from datetime import date, datetime

from crm_desktop.domain.money import PRICE_DIGITS, QUANTITY_DIGITS, minor_digits

_NBSP = "\u00a0"
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "BYN": "Br", "CNY": "¥"}
_GENITIVE = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def _grouped(digits: str, language: str) -> str:
    mark = _NBSP if language == "ru" else ","
    first = len(digits) % 3 or 3
    groups = [digits[:first]] + [digits[i : i + 3] for i in range(first, len(digits), 3)]
    return mark.join(groups)


def scaled(value: int, digits: int, language: str, *, least: int | None = None) -> str:
    """An integer of 10^-digits; trailing zeros go down to `least` digits (default: none go)."""
    sign = "-" if value < 0 else ""
    whole, part = divmod(abs(value), 10**digits)
    text = sign + _grouped(str(whole), language)
    fraction = f"{part:0{digits}d}" if digits else ""
    if least is not None:
        fraction = fraction[:least] + fraction[least:].rstrip("0")
    point = "," if language == "ru" else "."
    return text + (point + fraction if fraction else "")


def number(value: int, language: str) -> str:
    """A whole number with its thousands apart."""
    return scaled(value, 0, language)


def amount(minor: int, currency: str, language: str) -> str:
    """An amount without its currency: «1 234,50»."""
    return scaled(minor, minor_digits(currency), language)


def money(minor: int, currency: str, language: str) -> str:
    """An amount with its currency: «1 234,50 ₽», "$1,234.50"."""
    text = amount(abs(minor), currency, language)
    sign = "-" if minor < 0 else ""
    symbol = _SIGNS.get(currency, currency)
    if language == "ru":
        return f"{sign}{text}{_NBSP}{symbol}"
    if currency in ("USD", "EUR", "GBP"):
        return f"{sign}{symbol}{text}"
    return f"{sign}{currency}{_NBSP}{text}"


def short_money(minor: int, currency: str, language: str) -> str:
    """As `money`, without kopecks when there are none: for cards and column heads."""
    digits = minor_digits(currency)
    if minor % 10**digits:
        return money(minor, currency, language)
    text = money(minor, currency, language)
    zeros = ("," if language == "ru" else ".") + "0" * digits
    return text.replace(zeros, "", 1) if digits else text


def quantity(thousandths: int, language: str) -> str:
    """A quantity without needless zeros: «2», «1,5»."""
    return scaled(thousandths, QUANTITY_DIGITS, language, least=0)


def price(ten_thousandths: int, language: str) -> str:
    """A unit price with at least two digits: «610,00», «0,1234»."""
    return scaled(ten_thousandths, PRICE_DIGITS, language, least=2)


def _as_date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value[:10])


def short_date(value: date | str, language: str) -> str:
    """«21.11.2026» or "2026-11-21" (ISO is the one form nobody misreads in English)."""
    day = _as_date(value)
    return f"{day:%d.%m.%Y}" if language == "ru" else day.isoformat()


def long_date(value: date | str, language: str) -> str:
    """«21 ноября 2026 г.» or "November 21, 2026"."""
    day = _as_date(value)
    if language == "ru":
        return f"{day.day} {_GENITIVE[day.month - 1]} {day.year} г."
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def date_time(utc: str, language: str) -> str:
    """A stored moment (UTC, ISO with Z) in this computer's time: «21.11.2026 14:05»."""
    moment = datetime.fromisoformat(utc).astimezone()
    return f"{short_date(moment.date(), language)} {moment:%H:%M}"


def wall_time(text: str, language: str) -> str:
    """A stored wall time "YYYY-MM-DDTHH:MM" for the eye."""
    return f"{short_date(text, language)} {text[11:16]}"


def parse_date(text: str, language: str, today: date | None = None) -> date | None:
    """A typed date: 21.11.2026, 21.11.26, 21.11, 21/11/2026, 2026-11-21; None if it is none.

    Day comes first except in ISO form; a missing year is the present one.
    """
    plain = text.strip().rstrip("г. ")
    iso = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", plain)
    day_first = re.fullmatch(r"(\d\d?)[./-](\d\d?)(?:[./-](\d{4}|\d\d))?", plain)
    try:
        if iso:
            return date(*(int(part) for part in iso.groups()))
        if day_first:
            day, month, year = day_first.groups()
            full = int(year) if year else (today or date.today()).year
            return date(full + 2000 if full < 100 else full, int(month), int(day))
    except ValueError:
        return None
    return None
