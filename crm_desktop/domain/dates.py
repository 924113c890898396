"""Dates as people type them, in Russian and in English."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS_OF = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
MONTHS = "January February March April May June July August September October November December"
_NOMINATIVE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"


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


def parse_time(text: str) -> str | None:
    """A typed time of day as "HH:MM", or None if it is none: 9, 9:30, 9.30, 9-30, 0930, «9 ч»."""
    plain = re.sub(r"\s*(?:ч|час|часа|часов|h)\.?$", "", text.strip().casefold())
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.\- ]([0-9]{2}))?|([0-9]{2})([0-9]{2})")
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
    for names in (MONTHS_OF, _NOMINATIVE, MONTHS):
        for place, name in enumerate(names.split(), 1):
            if len(word) >= 3 and name.casefold().startswith(word):
                return place
    return 0
