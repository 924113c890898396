"""Numbers, money and dates as people write and type them, in Russian and in English.

The language is a parameter, for a paper speaks its customer's language and not the window's.
Groups, units and «г.» stand behind no-break spaces (documents.md §9).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

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
_GENITIVE = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_NOMINATIVE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
_MONTHS = "January February March April May June July August September October November December"


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


def long_date(value: date | str, language: str) -> str:
    """«21 ноября 2026 г.» or "November 21, 2026", with no-break spaces but one."""
    day = _as_date(value)
    if language == "ru":
        return f"{day.day}{_NBSP}{_GENITIVE.split()[day.month - 1]} {day.year}{_NBSP}г."
    return f"{_MONTHS.split()[day.month - 1]}{_NBSP}{day.day}, {day.year}"


def date_time(utc: str, language: str) -> str:
    """A stored moment (UTC, ISO with Z) in this computer's time: «21.11.2026 14:05»."""
    moment = datetime.fromisoformat(utc).astimezone()
    return f"{short_date(moment.date(), language)} {moment:%H:%M}"


def wall_time(text: str, language: str) -> str:
    """A stored wall time "YYYY-MM-DDTHH:MM" for the eye."""
    return f"{short_date(text, language)} {text[11:16]}"


def parse_date(text: str, language: str, today: date | None = None) -> date | None:
    """A typed date, or None if it is none or does not exist.

    21.11.2026, 21.11.26, 21/11/2026, 2026-11-21, «21 ноября 2026 г.», "November 21, 2026". Two
    digits of a year are of this century. The day comes first, but with slashes in English the
    month does, unless it cannot. With `today` also «21.11», «21 ноября», «завтра», "today".
    """
    plain = re.sub(r"[\s\u00a0\u202f]+", " ", text.casefold()).strip(" .,")
    plain = re.sub(r"(?<=[0-9 ])(?:г|года|год)$", "", plain).strip(" .,")
    if today is not None and plain in _DAYS:
        return today + timedelta(days=_DAYS[plain])
    parts = _parts(plain, language)
    if parts is None:
        return None
    day, month, year = parts
    if not year and today is None:
        return None
    full = int(year) if year else (today.year if today else 0)
    try:
        return date(full + 2000 if len(year) == 2 else full, month, day)
    except ValueError:
        return None


def parse_wall_time(text: str, language: str, today: date | None = None) -> str | None:
    """A typed day and time as "YYYY-MM-DDTHH:MM", None if it is none: «21.11.2026 9:05»."""
    found = _DAY_AND_TIME.fullmatch(text.strip())
    day = parse_date(found["day"], language, today) if found else None
    if found is None or day is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return None
    return f"{day.isoformat()}T{int(found['hour']):02}:{found['minute']}"


_DAY_AND_TIME = re.compile(
    r"(?P<day>.+?)(?:\s*,)?(?:\s+(?:в\s+|at\s+)?|T)(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})",
    re.IGNORECASE | re.DOTALL,
)
_DAYS = {
    "вчера": -1,
    "сегодня": 0,
    "завтра": 1,
    "послезавтра": 2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}
_ISO = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?:[t ].*)?")
_FIGURES = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_DAY_FIRST = re.compile(
    r"[«\"„“]?([0-9]{1,2})[»\"“”]?(?:st|nd|rd|th)? ([^\W\d_]{3,})[., ]*([0-9]{4}|[0-9]{2})?"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")


def _as_date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value[:10])


def _parts(plain: str, language: str) -> tuple[int, int, str] | None:
    """Day, month and typed year ("" if none) of a date in lower case."""
    if found := _ISO.fullmatch(plain):
        return int(found[3]), int(found[2]), found[1]
    if found := _FIGURES.fullmatch(plain):
        first, second = int(found[1]), int(found[3])
        if language == "en" and found[2] == "/" and first <= 12:
            first, second = second, first
        return first, second, found[4] or ""
    if (found := _DAY_FIRST.fullmatch(plain)) and (month := _month(found[2])):
        return int(found[1]), month, found[3] or ""
    if (found := _MONTH_FIRST.fullmatch(plain)) and (month := _month(found[1])):
        return int(found[2]), month, found[3] or ""
    return None


def _month(word: str) -> int:
    """The number of a month by its name or at least three letters of it; 0 if there is none."""
    for names in (_GENITIVE, _NOMINATIVE, _MONTHS):
        for place, name in enumerate(names.split(), 1):
            if len(word) >= 3 and name.casefold().startswith(word):
                return place
    return 0
