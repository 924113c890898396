"""Days that come again every year: birthdays and anniversaries, with or without their year.

Such a day is kept as a date, or as --MM-DD (ISO 8601) where nobody knows the year. A 29 February
falls on the 28th in years without one: whoever is greeted then is not greeted too late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from crm_desktop.domain.dates import parse_date
from crm_desktop.domain.problems import code
from crm_desktop.late import dataclass

NOT_A_YEARLY_DAY = code("client.not-a-yearly-day")

ROUND = 5
"""Every fifth year is a round one."""
_LEAP = 2000
_YEARLESS = re.compile(r"--([0-9]{2})-([0-9]{2})")


def is_yearly(text: str) -> bool:
    """Whether this is how such a day is kept."""
    return _parts(text) is not None


def yearly_day(text: str, language: str, today: date) -> str | None:
    """A typed day as it is kept: «17.05.1980», «17 мая», "--05-17"; None if it is none.

    Two digits of a year that would lie ahead are of the century before.
    """
    plain = text.strip()
    if is_yearly(plain):
        return plain
    whole = parse_date(plain, language)
    if whole is not None:
        short_year = str(whole.year) not in plain
        if short_year and whole > today:
            whole = _on(whole.year - 100, whole.month, whole.day)
        return whole.isoformat()
    if not any(letter.isdigit() for letter in plain):
        return None
    found = parse_date(plain, language, date(_LEAP, 1, 1))
    return f"--{found:%m-%d}" if found is not None else None


def day_in(text: str, year: int) -> date:
    """The day on which it falls in a year; `text` is one that `is_yearly`."""
    parts = _parts(text)
    if parts is None:
        raise ValueError(text)
    _year, month, day = parts
    return _on(year, month, day)


def years_on(text: str, day: date) -> int | None:
    """How many years have passed on a day; None where no year is known or none has passed."""
    parts = _parts(text)
    if parts is None or parts[0] is None or day.year <= parts[0]:
        return None
    return day.year - parts[0]


def is_round(years: int | None) -> bool:
    """Whether so many years are said beside the day."""
    return years is not None and years % ROUND == 0


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days from today on over which such days are looked for.

    `ends` are the last five characters of those that fall into them, with the day they fall on.
    """

    days: tuple[date, ...]
    ends: Mapping[str, date]

    def day_of(self, text: str) -> date:
        """On which of the days it falls; `KeyError` for one that falls on none."""
        return self.ends[text[-5:]]


def ahead(today: date, lead: int) -> Ahead:
    """Today and `lead` days more, across the end of the year."""
    days = tuple(today + timedelta(days=number) for number in range(lead + 1))
    return Ahead(days, dict(_ends(days)))


def _ends(days: tuple[date, ...]) -> Iterator[tuple[str, date]]:
    for day in days:
        yield f"{day:%m-%d}", day
        if (day.month, day.day) == (2, 28) and _on(day.year, 2, 29) == day:
            yield "02-29", day


def _on(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def _parts(text: str) -> tuple[int | None, int, int] | None:
    found = _YEARLESS.fullmatch(text)
    try:
        if found is not None:
            day = date(_LEAP, int(found[1]), int(found[2]))
            return None, day.month, day.day
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return (day.year, day.month, day.day) if day.isoformat() == text else None
