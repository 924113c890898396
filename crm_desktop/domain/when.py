"""A day and a time said inside a line of text: «до пятницы», «завтра 15:00», "in two weeks"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from crm_desktop.domain.dates import parse_date
from crm_desktop.domain.when_periods import (
    BEFORE,
    COUNT,
    EDGE,
    END,
    ahead,
    compiled,
    count_of,
    periods,
)
from crm_desktop.late import dataclass

Span = tuple[int, int]
LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class When:
    """The day and the time found, "HH:MM" or "", and where in the text they stand."""

    day: date | None = None
    time: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One day or one time of day said in a text, or both: «через час».

    `until` tells a day up to which something is to be done («до», «к», "by") from one on which it
    happens.
    """

    day: date | None
    time: str
    span: Span
    until: bool = False


def find_when(text: str, now: datetime, language: str) -> When:
    """The first day and the first time of day in a text.

    A weekday is the next one, never today; a day without a year that is past is next year's; a
    time alone is today's, or tomorrow's once it is past.
    """
    said = all_said(text, now, language)
    first = next((one for one in said if one.day is not None), None)
    timed = next((one for one in said if one.time), None)
    if first is not None and first.time:
        timed = first
    time = timed.time if timed is not None else ""
    day = first.day if first is not None else None
    if time and day is None:
        day = day_of(time, now)
    spans = {one.span for one in (first, timed) if one is not None}
    return When(day, time, tuple(sorted(spans)))


def all_said(text: str, now: datetime, language: str) -> tuple[Said, ...]:
    """All days and times of day in a text, in order; of two at one place the longer one."""
    found = sorted(chain(_soon(text, now), _days(text, now.date(), language)), key=_place)
    kept: list[Said] = []
    for one in found:
        if not kept or one.span[0] >= kept[-1].span[1]:
            kept.append(one)
    covered = text
    for one in kept:
        covered = _blank(covered, one.span)
    for one in list(kept):
        if not one.time and (clock := _time_beside(covered, one.span[1])) is not None:
            kept.append(Said(None, *clock))
            covered = _blank(covered, clock[1])
    while (clock := _find_time(covered)) is not None:
        kept.append(Said(None, *clock))
        covered = _blank(covered, clock[1])
    return tuple(sorted(kept, key=_place))


def day_of(time: str, now: datetime) -> date:
    """The day of a time said alone: today, or tomorrow once it is past."""
    return now.date() if time > now.strftime("%H:%M") else now.date() + timedelta(days=1)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """The text without what was found in it."""
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split()).strip(" ,;:—–-")


_WEEKDAYS = (
    r"понедельник\w{0,2}|пн|monday|mon",
    r"вторник\w{0,2}|вт|tuesday|tue",
    r"сред[аыуе]|ср|wednesday|wed",
    r"четверг\w{0,2}|чт|thursday|thu",
    r"пятниц[аыуе]|пт|friday|fri",
    r"суббот[аыуе]|сб|saturday|sat",
    r"воскресень[еяюи]|вс|sunday|sun",
)
_WORD_DAYS = {
    "сегодня": 0,
    "завтра": 1,
    "послезавтра": 2,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
}


_NEAR = compiled("(" + "|".join(sorted(_WORD_DAYS, key=len, reverse=True)) + ")")
_WEEKDAY = compiled(
    r"(?:(следующ\w{2,3}|next)\s+|(?:эт\w|ближайш\w{2,3}|this|coming)\s+)?"
    "(?:" + "|".join(f"({names})" for names in _WEEKDAYS) + r")\.?"
)
_SOON = re.compile(
    EDGE + r"(?:через|in)\s+" + COUNT + r"(полчаса|half an hour|час\w{0,2}|минут\w{0,1}|мин\.?"
    r"|hours?|minutes?|mins?)" + END,
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:до|к|ко|не позднее|by|until|till|before|due)\s", re.IGNORECASE)
_OF_MONTH = compiled(r"(\d{1,2})(?:-?(?:го|му|е|ое))?\s+числ[аоу]")
_OF_MONTH_SHORT = re.compile(
    EDGE + r"(?:(?:до|к)\s+(\d{1,2})-?(?:го|му)|(?:by|until|till|before|on)\s+(?:the\s+)?"
    r"(\d{1,2})(?:st|nd|rd|th))" + END + r"(?!\s+(?:floor|street|avenue|этаж))",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<![\w.,/:-])"
    + BEFORE
    + r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./])\d{1,2}(?:\2(?:\d{4}|\d{2}))?)"
    r"(?:\s?г\.\s?р\.?|\s?г\.|\s?года рождения)?"
    r"(?![\w/:-]|[.,]\d|\s?\$(?!\d)|\s?(?:₽|€|руб|р\.|р\b|к\b(?!\s+\d\d?(?::\d\d|\s*ч))|тыс|млн|миллион|million|mln|k\b|х\b|x\b|мм?\b"
    r"|см\b"
    r"|кг\b|л\b|шт|%|m\b|mm\b|cm\b|kg\b|pcs\b))",
    re.IGNORECASE,
)
_DAY_FIRST = compiled(
    r"(\d{1,2}(?:st|nd|rd|th|-?го)?\s+[^\W\d_]{3,9}\.?(?:,?\s+20\d\d(?:\s?г\.)?)?)"
)
_MONTH_FIRST = compiled(r"([^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,\s*20\d\d)?)")
_CLOCK = re.compile(
    r"(?<![\w.,:/-])(?:(?:в|к|до|на|после|at|by|before|after)\s+)?([01]?\d|2[0-3]):([0-5]\d)(?![\w:])",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<![\w.,:/-])(?:в|к|до|на|после|at|by)\s+([01]?\d|2[0-3])\s*(?:час\w{0,2}|ч\.?|o'clock)(?!\w)",
    re.IGNORECASE,
)
_HALVES = re.compile(
    r"(?<![\w.,:/-])(?:(?:at|by|after|before)\s+)?(1[0-2]|0?[1-9])(?::([0-5]\d))?\s?([ap])\.?m\.?(?!\w)",
    re.IGNORECASE,
)
_OF_DAY = re.compile(
    r"(?<![\w.,:/-])(?:(?:в|к|до|на|после)\s+)?(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?"
    r"(?:\s*час\w{0,2}|\s*ч\.?)?\s+(утра|дня|вечера|ночи)(?!\w)",
    re.IGNORECASE,
)
"""«в 11 утра», «в 2 часа дня», «7 вечера»."""
_PARTS = re.compile(
    r"(?<!\w)(утром|днём|днем|вечером|in the (?:morning|afternoon|evening))(?!\w)", re.IGNORECASE
)
_BESIDE = re.compile(
    r"\s*,?\s+(?:(?:в|к|после|at|after|by)\s+([01]?\d|2[0-3])(?:[:.]([0-5]\d)|\s*(?:час\w{0,2}|ч\.?"
    r"|o'clock))?(?![\w:/-]|[.,]\d|\s?[ap]\.?m|\s+(?:этаж|офис|комнат|кв|мест|шт|дн|числ|floor|pcs))"
    r"|(morning|afternoon|evening)(?!\w))",
    re.IGNORECASE,
)
"""An hour that only a day before it tells from a number: «завтра в 10», "Monday at 10"."""
_PART_LETTERS = len(" часов вечера")
_LATE = 9
_PART_TIMES = {"у": "09:00", "д": "14:00", "в": "18:00", "m": "09:00", "a": "14:00", "e": "18:00"}


def _days(text: str, today: date, language: str) -> Iterator[Said]:
    ways = (
        _near(text, today),
        _weekday(text, today),
        periods(text, today),
        _of_month(text, today),
        _written(text, today, language),
    )
    for day, span in chain.from_iterable(ways):
        yield Said(day, "", span, _UNTIL.match(text[span[0] : span[1]]) is not None)


def _place(found: Said) -> tuple[int, int]:
    start, end = found.span
    return start, -end


def _soon(text: str, now: datetime) -> Iterator[Said]:
    """«через час», «через 40 минут»: a moment of its own, over midnight too."""
    for match in _SOON.finditer(text):
        unit = match[2].casefold()
        half = unit.startswith(("пол", "half"))
        each = 60 if unit[0] in {"ч", "h"} else 1
        minutes = 30 if half else count_of(match[1]) * each
        moment = now + timedelta(minutes=minutes)
        yield Said(moment.date(), moment.strftime("%H:%M"), match.span())


def _near(text: str, today: date) -> Iterator[tuple[date, Span]]:
    for match in _NEAR.finditer(text):
        yield today + timedelta(days=_WORD_DAYS[match[1].casefold()]), match.span()


def _weekday(text: str, today: date) -> Iterator[tuple[date, Span]]:
    for match in _WEEKDAY.finditer(text):
        named = next(place for place in range(7) if match[place + 2])
        ahead = (named - today.weekday() - 1) % 7 + 1
        if match[1] and ahead <= 6 - today.weekday():
            ahead += 7
        yield today + timedelta(days=ahead), match.span()


def _written(text: str, today: date, language: str) -> Iterator[tuple[date, Span]]:
    for pattern in (_NUMBERS, _DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            said = re.sub(r"(?<=\d)-?го\b", "", match[1])
            day = parse_date(said, language, today)
            if day is None:
                day = _leap_day(said, language, today)
            if day is None:
                continue
            if day < today and not re.search(r"\d{4}|[./]\d{1,2}[./]\d{2}$", said):
                day = _next_year(day)
            yield day, match.span()


def _of_month(text: str, today: date) -> Iterator[tuple[date, Span]]:
    """«к 5 числу», "by the 5th": the next such day, today included."""
    for match in chain(_OF_MONTH.finditer(text), _OF_MONTH_SHORT.finditer(text)):
        number = int(next(one for one in match.groups() if one))
        if not 1 <= number <= LONGEST_MONTH:
            continue
        month = today.replace(day=1)
        while number > calendar.monthrange(month.year, month.month)[1] or (
            month.replace(day=number) < today
        ):
            month = ahead(month, 1, "месяц")
        yield month.replace(day=number), match.span()


def _leap_day(said: str, language: str, today: date) -> date | None:
    """29 February said without a year: in a year that has none it is the last day."""
    leap = next(year for year in range(today.year, today.year + 9) if calendar.isleap(year))
    if parse_date(said, language, date(leap, 1, 1)) != date(leap, 2, 29):
        return None
    last = date(today.year, 2, 28)
    return last if last >= today else date(today.year + 1, 2, 29 if leap == today.year + 1 else 28)


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _find_time(text: str) -> tuple[str, Span] | None:
    if found := _HALVES.search(text):
        hour = int(found[1]) % 12 + (12 if found[3].casefold() == "p" else 0)
        return f"{hour:02}:{found[2] or '00'}", found.span()
    if found := _OF_DAY.search(text):
        return _of_day(found), found.span()
    if found := _CLOCK.search(text):
        return f"{int(found[1]):02}:{found[2]}", found.span()
    if found := _HOUR.search(text):
        return f"{int(found[1]):02}:00", found.span()
    if found := _PARTS.search(text):
        return _PART_TIMES[found[1].split()[-1][0].casefold()], found.span()
    return None


def _of_day(found: re.Match[str]) -> str:
    hour, part = int(found[1]) % 12, found[3].casefold()
    # Ten at night is «10 ночи», two at night «2 ночи».
    late = part in {"дня", "вечера"} or (part == "ночи" and hour >= _LATE)
    return f"{hour + 12 if late else hour:02}:{found[2] or '00'}"


def _time_beside(text: str, place: int) -> tuple[str, Span] | None:
    found = _BESIDE.match(text, place)
    if found is None or _OF_DAY.search(text, place, found.end() + _PART_LETTERS):
        return None
    start = found.start() + len(found[0]) - len(found[0].lstrip(" ,\t"))
    if found[3]:
        return _PART_TIMES[found[3][0].casefold()], (start, found.end())
    return f"{int(found[1]):02}:{found[2] or '00'}", (start, found.end())


def _blank(text: str, span: Span) -> str:
    """The text with a part of it covered: places stay what they are."""
    return text[: span[0]] + "\x00" * (span[1] - span[0]) + text[span[1] :]
