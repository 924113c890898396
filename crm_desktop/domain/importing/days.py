"""Dates of foreign lists: cells, day numbers, stamps of machines, and texts in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from crm_desktop.domain.dates import parse_date
from crm_desktop.domain.importing.cells import Cell, is_empty, is_placeholder, text_of
from crm_desktop.domain.importing.plain import Cleaned, Context, DateOrder, figures_of, western
from crm_desktop.domain.problems import code

DATE_UNREADABLE = code("import.date-unreadable")

_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_654, 73_415)
"""Excel day numbers from 1910 to 2100."""
_TO_1904 = 1_462
"""Days from the beginning of one count to that of the other."""
_STAMPS = range(315_532_800, 4_102_444_800)
"""Seconds of machines from 1980 to 2100; ten times three figures more are milliseconds."""
_SERIAL = re.compile(r"(\d{4,5})(?:[.,](\d+))?")
_PARTS = re.compile(r"(?<!\d)(\d{1,4})\s*([./-]|,)\s*(\d{1,2})\s*\2\s*(\d{1,4})(?!\d)")
_CLOCK = re.compile(
    r"(?:[Tt,]|\bв\b)?\s*(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?i:([ap])\.?m\.?)?"
    r"(?:\s*(?i:(z|utc|gmt|мск|msk)|([+-]\d{2}):?(\d{2})))?(?!\d)"
)
_DAY_OF_WEEK = re.compile(
    r"\(?\b(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"[.,)]*",
    re.IGNORECASE,
)
_YEAR_WORD = re.compile(r"(?<=\d)\s*(?:г(?:ода|од)?|year)\b\.?", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"(?<!\d)(?:\d{1,2}(?:st|nd|rd|th)?[\s.-]*[^\W\d_]{3,}\.?[\s.,-]*(?:\d{4}|\d{2})"
    r"|(?<![^\W\d_])[^\W\d_]{3,}\.?\s*\d{1,2}(?:st|nd|rd|th)?[\s,]+\d{4})(?!\d)"
)
_WORDS = re.compile(r"[\s.,-]+")
_MOSCOW = "+03:00"
_MONTHS, _DAYS = 12, 31
_SEVERAL = 3
"""So many dates are no slip."""


class DateVotes(NamedTuple):
    """How many dates of a column can only begin with the day, the month or the year.

    `ends` can only end with the year; `open`: some would be another day in another order.
    """

    day: int = 0
    month: int = 0
    year: int = 0
    ends: int = 0
    open: bool = False

    def with_more(self, other: DateVotes) -> DateVotes:
        """What these dates and others say together."""
        return DateVotes(
            self.day + other.day,
            self.month + other.month,
            self.year + other.year,
            self.ends + other.ends,
            self.open or other.open,
        )

    @property
    def order(self) -> DateOrder:
        """What the column writes first; undecided columns begin with the day."""
        if self.year > self.ends:
            return DateOrder.YEAR
        return DateOrder.DAY if self.day >= self.month else DateOrder.MONTH

    @property
    def mixed(self) -> bool:
        """Whether the column contradicts itself."""
        return min(self.day, self.month) > 0 or min(self.year, self.ends) > 0

    @property
    def clear(self) -> bool:
        """Whether nothing depends on the order, or several dates agree on it and none differs."""
        agreed = max(self.day, self.month, self.year) >= _SEVERAL
        return not self.open or (agreed and not self.mixed)


def votes_of(cells: Iterable[Cell]) -> DateVotes:
    """What the dates among the cells of a column say about their order."""
    day = month = year = ends = 0
    several = False
    for found in _short(cells):
        first, second, third = int(found[1]), int(found[3]), int(found[4])
        day += second <= _MONTHS < first <= _DAYS
        month += first <= _MONTHS < second <= _DAYS
        year += second <= _MONTHS and third <= _DAYS < first
        ends += min(first, second) <= _MONTHS and max(first, second) <= _DAYS < third
        several = several or len({_in_order(found, order) for order in DateOrder}) > 1
    return DateVotes(day, month, year, ends, several)


def date_order(cells: Iterable[Cell]) -> DateOrder:
    """What a column writes first; undecided columns begin with the day."""
    return votes_of(cells).order


def _short(cells: Iterable[Cell]) -> Iterator[re.Match[str]]:
    """Dates in figures that do not begin with a year in full."""
    for cell in cells:
        found = _PARTS.search(cell) if isinstance(cell, str) else None
        if found and len(found[1]) <= 2:
            yield found


def clean_date(cell: Cell, context: Context) -> Cleaned:
    """An ISO date from a date cell, a day number, a stamp, or a text; what else is said remains."""
    found, _clock, rest = _read(cell, context)
    return _cleaned(found, rest, cell)


def clean_birthday(cell: Cell, context: Context) -> Cleaned:
    """A date that cannot lie ahead: «04/28/60» is of the last century, «28.04.2060» is a slip."""
    found, _clock, rest = _read(cell, context)
    if found is not None and context.today is not None and found > context.today:
        whole = re.search(rf"(?<!\d){found.year}(?!\d)", text_of(cell))
        found = None if whole else _made(found.year - 100, found.month, found.day)
    return _cleaned(found, rest, cell)


def clean_moment(cell: Cell, context: Context) -> Cleaned:
    """A date, with its time and its zone as they are told."""
    found, clock, rest = _read(cell, context)
    cleaned = _cleaned(found, rest, cell)
    return cleaned._replace(value=f"{cleaned.value}T{clock}") if found and clock else cleaned


def stored_moment(value: str) -> str:
    """A cleaned moment as the base keeps it: in UTC; a bare date is its midnight."""
    if "T" not in value:
        return f"{value}T00:00:00Z"
    return datetime.fromisoformat(value).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _cleaned(found: date | None, rest: str, cell: Cell) -> Cleaned:
    if found is not None:
        return Cleaned(found.isoformat(), None, rest)
    nothing = is_empty(cell) or is_placeholder(text_of(cell))
    return Cleaned(None, None if nothing else DATE_UNREADABLE)


def _read(cell: Cell, context: Context) -> tuple[date | None, str, str]:
    """The date of a cell, its time of day («12:30:00+03:00» or ""), and what else it says."""
    if is_empty(cell) or is_placeholder(text_of(cell)):
        return None, "", ""
    if isinstance(cell, dict):
        text = text_of(cell)
        return (None, "", "") if "h" in cell else (date.fromisoformat(text[:10]), text[11:], "")
    if isinstance(cell, bool):
        return None, "", ""
    text = figures_of(cell, "birthday")
    by_number = _numbered(text, since_1904=context.since_1904)
    return (*by_number, "") if by_number is not None else _told(text, context.order)


def _numbered(text: str, *, since_1904: bool = False) -> tuple[date, str] | None:
    """A day number of a spreadsheet, a stamp, or eight figures in a row."""
    found = _SERIAL.fullmatch(text)
    days = int(found[1]) + _TO_1904 * since_1904 if found is not None else 0
    if found is not None and days in _SERIALS:
        seconds = round(float(f"0.{found[2] or 0}") * 86_400)
        clock = str(timedelta(seconds=seconds)).zfill(8) if 0 < seconds < 86_400 else ""
        return _EPOCH + timedelta(days=days), clock
    if not (text.isascii() and text.isdigit()):
        return None
    number = int(text) // 1_000 if len(text) == 13 else int(text)
    if len(text) in (9, 10, 13) and number in _STAMPS:
        moment = datetime.fromtimestamp(number, UTC)
        return moment.date(), moment.strftime("%H:%M:%S+00:00")
    if len(text) not in (8, 14):
        return None
    day = None
    if text[:2] in ("19", "20"):
        day = _made(int(text[:4]), int(text[4:6]), int(text[6:8]))
    if day is None and len(text) == 8 and text[4:6] in ("19", "20"):
        day = _made(int(text[4:]), int(text[2:4]), int(text[:2]))
    clock = ":".join((text[8:10], text[10:12], text[12:14])) if len(text) == 14 else ""
    return (day, clock) if day is not None else None


def _told(text: str, order: DateOrder) -> tuple[date | None, str, str]:
    """A date in a text, its time of day, and what is left of the text."""
    found = _PARTS.search(text)
    day = _in_order(found, order) if found else None
    if day is None:
        found = _IN_WORDS.search(text)
        day = _in_words(found[0]) if found else None
    if found is None or day is None:
        return None, "", ""
    left = f"{text[: found.start()]} {text[found.end() :]}"
    clock = _CLOCK.search(left)
    said = ""
    if clock is not None and int(clock[1]) < 24 and int(clock[2]) < 60:
        said = _clock_of(clock)
        left = f"{left[: clock.start()]} {left[clock.end() :]}"
    left = _DAY_OF_WEEK.sub(" ", left)
    left = _YEAR_WORD.sub("", f"0{left.strip()}")[1:] if left.strip()[:1] in ("г", "y") else left
    left = left.strip(" \t\r\n.,;:()'\"-–—T")
    return day, said, left


def _in_order(found: re.Match[str], order: DateOrder) -> date | None:
    one, two, three = found[1], int(found[3]), found[4]
    if len(one) >= 3:
        return _made(int(one), two, int(three)) if len(three) <= 2 else None
    if order is DateOrder.YEAR and len(three) <= 2:
        # In a column of years a day that stands first is told the only way it can be.
        return _made(_year(one), two, int(three)) or _in_order(found, DateOrder.DAY)
    year = _year(three)
    day, month = (two, int(one)) if order is DateOrder.MONTH else (int(one), two)
    # In a column of the other order this one is told the only way it can be.
    return _made(year, month, day) or _made(year, day, month)


def _year(text: str) -> int:
    year = int(text)
    if len(text) <= 2 or year < 100:
        year += 2000 if year < 70 else 1900
    return year


def _in_words(text: str) -> date | None:
    plain = " ".join(part for part in _WORDS.split(western(text)) if part)
    found = parse_date(plain, "ru")
    if found is not None and re.search(r"(?<!\d)[7-9]\d$", plain):
        # Two figures of a year: the way back is shorter than the way to 2070.
        found = _made(found.year - 100, found.month, found.day)
    return found


def _clock_of(found: re.Match[str]) -> str:
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].casefold() == "p" else 0)
    zone = ""
    if found[5]:
        zone = _MOSCOW if found[5].casefold() in ("мск", "msk") else "+00:00"
    elif found[6]:
        zone = f"{found[6]}:{found[7]}"
    return f"{hour:02}:{found[2]}:{found[3] or '00'}{zone}"


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
