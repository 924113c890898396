"""A day and a time said inside a line of text: «до пятницы», «завтра 15:00», "in two weeks"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from crm_desktop.domain.dates import parse_date

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class When:
    """The day and the time found, "HH:MM" or "", and where in the text they stand."""

    day: date | None = None
    time: str = ""
    spans: tuple[Span, ...] = ()


def find_when(text: str, now: datetime, language: str) -> When:
    """The first day and the first time of day in a text.

    A weekday is the next one, never today; a day without a year that is past is next year's; a
    time alone is today's, or tomorrow's once it is past.
    """
    day, day_span = _find_day(text, now.date(), language)
    covered = text if day_span is None else _blank(text, day_span)
    time, time_span = _find_time(covered)
    if time and day is None:
        later = time > now.strftime("%H:%M")
        day = now.date() if later else now.date() + timedelta(days=1)
    spans = tuple(sorted(one for one in (day_span, time_span) if one is not None))
    return When(day, time, spans)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """The text without what was found in it."""
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split()).strip(" ,;:—–-")


_BEFORE = r"(?:(?:до|к|ко|на|по|в|во|не позднее|by|until|till|on|before|due|at)\s+(?:the\s+)?)?"
_EDGE, _END = r"(?<![\w.,/-])", r"(?![\w/-])"
_WEEKDAYS = (
    r"понедельник\w{0,2}|пн|monday|mon",
    r"вторник\w{0,2}|вт|tuesday|tue",
    r"сред[аыуе]|ср|wednesday|wed",
    r"четверг\w{0,2}|чт|thursday|thu",
    r"пятниц[аыуе]|пт|friday|fri",
    r"суббот[аыуе]|сб|saturday|sat",
    r"воскресень[еяюи]|вс|sunday|sun",
)
_COUNTS = {
    "": 1,
    "a": 1,
    "an": 1,
    "one": 1,
    "один": 1,
    "одну": 1,
    "пару": 2,
    "два": 2,
    "две": 2,
    "two": 2,
    "три": 3,
    "three": 3,
    "четыре": 4,
    "four": 4,
    "пять": 5,
    "five": 5,
    "полтора": 1,
}
_COUNT = r"(?:(\d{1,3}|" + "|".join(one for one in _COUNTS if one) + r")\s+)?"
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


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(_EDGE + _BEFORE + pattern + _END, re.IGNORECASE)


_NEAR = _compile("(" + "|".join(sorted(_WORD_DAYS, key=len, reverse=True)) + ")")
_WEEKDAY = _compile(
    r"(?:(следующ\w{2,3}|next)\s+|(?:эт\w|this)\s+)?"
    "(?:" + "|".join(f"({names})" for names in _WEEKDAYS) + r")\.?"
)
_IN = re.compile(
    _EDGE + r"(?:через|in)\s+" + _COUNT + r"(дн\w{1,2}|день|days?|недел\w{1,2}|weeks?|месяц\w{0,2}"
    r"|months?)" + _END,
    re.IGNORECASE,
)
_NEXT = _compile(r"(?:следующ\w{2,3}|next)\s+(недел\w|week|месяц\w{0,2}|month)")
_END_OF = _compile(r"(?:конц[аеу]|end of)\s+(?:the\s+)?(недели|week|месяца|month)")
_NUMBERS = re.compile(
    r"(?<![\w.,/:-])"
    + _BEFORE
    + r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./])\d{1,2}(?:\2(?:\d{4}|\d{2}))?)"
    r"(?:\s?г\.)?(?![\w/:-]|[.,]\d|\s?(?:₽|\$|€|руб|р\.|р\b|к\b|тыс|млн|х\b|x\b))",
    re.IGNORECASE,
)
_DAY_FIRST = _compile(
    r"(\d{1,2}(?:st|nd|rd|th|-?го)?\s+[^\W\d_]{3,9}\.?(?:,?\s+20\d\d(?:\s?г\.)?)?)"
)
_MONTH_FIRST = _compile(r"([^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,\s*20\d\d)?)")
_CLOCK = re.compile(
    r"(?<![\w.,:/-])(?:(?:в|к|до|на|at|by|before)\s+)?([01]?\d|2[0-3]):([0-5]\d)(?![\w:])",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<![\w.,:/-])(?:в|к|до|на|at|by)\s+([01]?\d|2[0-3])\s*(?:час\w{0,2}|ч\.?|o'clock)(?!\w)",
    re.IGNORECASE,
)
_HALVES = re.compile(
    r"(?<![\w.,:/-])(?:(?:at|by)\s+)?(1[0-2]|0?[1-9])(?::([0-5]\d))?\s?([ap])\.?m\.?(?!\w)",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"(?<!\w)(утром|днём|днем|вечером|in the (?:morning|afternoon|evening))(?!\w)", re.IGNORECASE
)
_PART_TIMES = {"у": "09:00", "д": "14:00", "в": "18:00", "m": "09:00", "a": "14:00", "e": "18:00"}


def _find_day(text: str, today: date, language: str) -> tuple[date | None, Span | None]:
    ways = (
        _near(text, today),
        _weekday(text, today),
        _counted(text, today),
        _next_or_end(text, today),
        _written(text, today, language),
    )
    found = sorted(chain.from_iterable(ways), key=_place)
    return found[0] if found else (None, None)


def _place(found: tuple[date, Span]) -> tuple[int, int]:
    """The first in the text; of two at one place the longer one."""
    start, end = found[1]
    return start, -end


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


def _counted(text: str, today: date) -> Iterator[tuple[date, Span]]:
    for match in _IN.finditer(text):
        said = (match[1] or "").casefold()
        count = int(said) if said.isdigit() else _COUNTS[said]
        yield _ahead(today, count, match[2].casefold()), match.span()


def _next_or_end(text: str, today: date) -> Iterator[tuple[date, Span]]:
    for match in _NEXT.finditer(text):
        if match[1][0].casefold() in {"н", "w"}:
            yield today + timedelta(days=7 - today.weekday()), match.span()
        else:
            yield _ahead(today.replace(day=1), 1, "месяц"), match.span()
    for match in _END_OF.finditer(text):
        if match[1][0].casefold() in {"н", "w"}:
            yield today + timedelta(days=(4 - today.weekday()) % 7), match.span()
        else:
            last = calendar.monthrange(today.year, today.month)[1]
            yield today.replace(day=last), match.span()


def _written(text: str, today: date, language: str) -> Iterator[tuple[date, Span]]:
    for pattern in (_NUMBERS, _DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            said = re.sub(r"(?<=\d)-?го\b", "", match[1])
            day = parse_date(said, language, today)
            if day is None:
                continue
            if day < today and not re.search(r"\d{4}|[./]\d{1,2}[./]\d{2}$", said):
                day = _next_year(day)
            yield day, match.span()


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _ahead(today: date, count: int, unit: str) -> date:
    if unit[0] in {"д", "d"}:
        return today + timedelta(days=count)
    if unit[0] in {"н", "w"}:
        return today + timedelta(weeks=count)
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last))


def _find_time(text: str) -> tuple[str, Span | None]:
    if found := _HALVES.search(text):
        hour = int(found[1]) % 12 + (12 if found[3].casefold() == "p" else 0)
        return f"{hour:02}:{found[2] or '00'}", found.span()
    if found := _CLOCK.search(text):
        return f"{int(found[1]):02}:{found[2]}", found.span()
    if found := _HOUR.search(text):
        return f"{int(found[1]):02}:00", found.span()
    if found := _PARTS.search(text):
        return _PART_TIMES[found[1].split()[-1][0].casefold()], found.span()
    return "", None


def _blank(text: str, span: Span) -> str:
    """The text with a part of it covered: places stay what they are."""
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
