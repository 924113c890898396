"""Weeks, months, quarters and years said in a text: how far ahead, which one, its end or beginning.

«через полтора месяца», «в конце следующей недели», «до конца января», "at the beginning of May".
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from crm_desktop.domain.dates import MONTHS, MONTHS_OF

Found = Iterator[tuple[date, tuple[int, int]]]
BEFORE = (
    r"(?:(?:до|к|ко|на|по|в|во|с|со|не позднее"
    r"|by|until|till|on|before|due(?: on| by)?|at|in|for|from)\s+(?:the\s+)?)?"
)
EDGE, END = r"(?<![\w.,/-])", r"(?![\w/-])"
COUNTS = {
    "": 1,
    "a": 1,
    "an": 1,
    "one": 1,
    "один": 1,
    "одну": 1,
    "полтора": 1.5,
    "полторы": 1.5,
    "пару": 2,
    "a couple of": 2,
    "два": 2,
    "две": 2,
    "two": 2,
    "три": 3,
    "three": 3,
    "четыре": 4,
    "four": 4,
    "пять": 5,
    "five": 5,
    "шесть": 6,
    "six": 6,
    "семь": 7,
    "seven": 7,
    "восемь": 8,
    "eight": 8,
    "девять": 9,
    "nine": 9,
    "десять": 10,
    "ten": 10,
}
COUNT = r"(?:(\d{1,3}|" + "|".join(sorted(filter(None, COUNTS), reverse=True)) + r")\s+)?"


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as a word of its own, with what may lead to it."""
    return re.compile(EDGE + BEFORE + pattern + END, re.IGNORECASE)


def count_of(said: str | None) -> float:
    """How many: a figure, a word, or nothing for one."""
    word = (said or "").casefold()
    return int(word) if word.isdigit() else COUNTS[word]


def periods(text: str, today: date) -> Found:
    """Every day that is said by a week, a month, a quarter or a year."""
    return chain(
        _counted(text, today), _next(text, today), _edges(text, today), _others(text, today)
    )


_IN = re.compile(
    EDGE + r"(?:через|in)\s+" + COUNT + r"(дн\w{1,2}|день|days?|недел\w{1,2}|weeks?|месяц\w{0,2}"
    r"|months?|квартал\w?|quarters?|полгода|half a year|год\w{0,2}|лет|years?)" + END,
    re.IGNORECASE,
)
_FOLLOWING = r"(?:следующ\w{2,3}|next)"
_PERIOD = r"(недел\w|week|месяц\w{0,2}|month|квартал\w{0,2}|quarter|год\w?|году|year)"
_NEXT = compiled(_FOLLOWING + r"\s+(недел\w|week|месяц\w{0,2}|month|квартал\w{0,2}|quarter|year)")
_NEXT_YEAR = re.compile(
    # «каталог следующего года» is no day.
    EDGE + r"(?:в|к|до)\s+следующ\w{2,3}\s+(год[ау])" + END,
    re.IGNORECASE,
)
_MONTH = (
    r"(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[ьяюе]|(?:март|август)[ауе]?|ма[йяюе]"
    r"|янв|фев|мар|апр|июн|июл|авг|сент?|окт|ноя|дек"
)
_MONTH += "|" + "|".join(MONTHS.split()) + "|" + "|".join(one[:3] for one in MONTHS.split())
_WITHIN = re.compile(
    EDGE + r"(до|к|ко|в|by|before|until|till|in)\s+(" + _MONTH + r")\.?"
    r"(?:\s+(20\d\d)(?:\s?г\.?)?)?" + END + r"(?!\s*\d)",
    re.IGNORECASE,
)
_EDGES = compiled(
    r"(?:(конц[аеу]|конец|end of)|(?:начал[аеоу]|(?:beginning|start) of))\s+(?:the\s+)?"
    r"(?:(" + _FOLLOWING + r")\s+|(?:эт\w{1,2}|this)\s+)?(?:" + _PERIOD + r"|(" + _MONTH + r")\.?)"
)
_ENDS = compiled(r"(?:the\s+)?(week|month|quarter|year)['’]?s?[ -]end")
"""“by month end”; a weekend is another thing."""
_WEEKEND = compiled(r"(?:(?:эт\w{1,2}|ближайш\w{2}|this)\s+)?(?:выходны[ехм]\w?|weekend)")
_NEW_YEAR = re.compile(
    EDGE + r"(?:(?:до|к)\s+нов(?:ого|ому)\s+год[ау]|(?:by|before|until)\s+(?:the\s+)?new\s+year"
    r"(?:['’]s(?:\s+(?:eve|day))?)?|(?:by|before|until|till)\s+(christmas))" + END,
    re.IGNORECASE,
)
_STEMS = {
    word[:3].casefold(): place
    for words in (MONTHS_OF, MONTHS, "_ _ _ _ май", "_ _ _ _ мае", "_ _ _ _ маю")
    for place, word in enumerate(words.split(), 1)
    if word != "_"
}
FRIDAY, SATURDAY = 4, 5


def _counted(text: str, today: date) -> Found:
    for match in _IN.finditer(text):
        yield ahead(today, count_of(match[1]), match[2]), match.span()


def _next(text: str, today: date) -> Found:
    for match in chain(_NEXT.finditer(text), _NEXT_YEAR.finditer(text)):
        yield _first(today, match[1], following=True), match.span()


def _edges(text: str, today: date) -> Found:
    for match in _EDGES.finditer(text):
        end, following, unit, month = match.groups()
        if month is not None:
            number = _STEMS[month[:3].casefold()]
            first = date(today.year, number, 1)
            if (last_of(first) if end else first) < today or following:
                first = first.replace(year=today.year + 1)
            yield last_of(first) if end else first, match.span()
            continue
        first = _first(today, unit, following=bool(following))
        if end:
            yield _end(first, unit, today), match.span()
        else:
            # The beginning of what has begun already is that of the next one.
            later = first if first >= today else _first(today, unit, following=True)
            yield later, match.span()


def _others(text: str, today: date) -> Found:
    for match in _ENDS.finditer(text):
        yield _end(_first(today, match[1], following=False), match[1], today), match.span()
    for match in _WEEKEND.finditer(text):
        yield today + timedelta(days=max(0, SATURDAY - today.weekday())), match.span()
    for match in _NEW_YEAR.finditer(text):
        day = today.replace(month=12, day=24 if match[1] else 31)
        yield day if day >= today else day.replace(year=day.year + 1), match.span()
    for match in _WITHIN.finditer(text):
        yield _of_month(today, match), match.span()


def _of_month(today: date, match: re.Match[str]) -> date:
    """«до мая» is the last day of April, «к маю» and «в мае» the first of May, or what is left."""
    leads, month, year = match.groups()
    first = date(int(year) if year else today.year, _STEMS[month[:3].casefold()], 1)
    if leads.casefold() in {"в", "in"} and first.replace(day=1) == today.replace(day=1):
        return last_of(first)
    day = first
    if leads.casefold() in {"до", "before", "until", "till"}:
        day = first - timedelta(days=1)
    return day if year or day >= today else ahead(day, 1, "year")


def _first(today: date, unit: str, *, following: bool) -> date:
    """The first day of this week, month, quarter or year, or of the next one."""
    kind = _kind(unit)
    if kind == "week":
        return today + timedelta(days=(7 if following else 0) - today.weekday())
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    return ahead(first, months, "month") if following else first


def _end(first: date, unit: str, today: date) -> date:
    """The last day; of a week its Friday, or on a weekend the next one."""
    kind = _kind(unit)
    if kind == "week":
        friday = first + timedelta(days=FRIDAY)
        return friday if friday >= today else friday + timedelta(days=7)
    return last_of(ahead(first, {"month": 1, "quarter": 3, "year": 12}[kind] - 1, "month"))


def _kind(unit: str) -> str:
    letter = unit[0].casefold()
    kinds = {"н": "week", "w": "week", "м": "month", "m": "month", "к": "quarter", "q": "quarter"}
    return kinds.get(letter, "year")


def last_of(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def ahead(today: date, count: float, unit: str) -> date:
    """So many days, weeks, months, quarters or years later; never beyond the end of a month."""
    letter = unit[0].casefold()
    if letter in {"д", "d"}:
        return today + timedelta(days=math.ceil(count))
    if letter in {"н", "w"}:
        return today + timedelta(days=math.ceil(7 * count))
    if letter in {"п", "h"}:
        count = 6
    elif letter in {"к", "q"}:
        count *= 3
    elif letter not in {"м", "m"}:
        count *= 12
    whole = int(count)
    year, month = divmod(today.year * 12 + today.month - 1 + whole, 12)
    last = calendar.monthrange(year, month + 1)[1]
    found = date(year, month + 1, min(today.day, last))
    return found if whole == count else found + timedelta(days=15)
