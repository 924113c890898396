"""How often a client wants to be contacted: days, as people say them."""

from __future__ import annotations

import re
from typing import Final

from crm_desktop.domain.problems import code
from crm_desktop.domain.text import fold

NOT_A_RHYTHM = code("client.not-a-rhythm")

LONGEST = 3_650
"""Ten years: a longer rhythm is a slip of the keyboard."""
DAY, WEEK, FORTNIGHT, MONTH, QUARTER, HALF, YEAR = 1, 7, 14, 30, 91, 182, 365
OFFERED = (WEEK, FORTNIGHT, MONTH, QUARTER, HALF, YEAR)
"""What a form offers, the shortest first."""

_ONE: Final = {
    "день": DAY, "дня": DAY, "дней": DAY, "дн": DAY, "д": DAY, "сутки": DAY,
    "day": DAY, "days": DAY, "ежедневно": DAY, "daily": DAY,
    "неделю": WEEK, "неделя": WEEK, "недели": WEEK, "недель": WEEK, "нед": WEEK,
    "week": WEEK, "weeks": WEEK, "еженедельно": WEEK, "weekly": WEEK,
    "fortnight": FORTNIGHT, "biweekly": FORTNIGHT,
    "месяц": MONTH, "месяца": MONTH, "месяцев": MONTH, "мес": MONTH,
    "month": MONTH, "months": MONTH, "ежемесячно": MONTH, "monthly": MONTH,
    "квартал": QUARTER, "квартала": QUARTER, "кварталов": QUARTER, "ежеквартально": QUARTER,
    "quarter": QUARTER, "quarters": QUARTER, "quarterly": QUARTER,
    "полгода": HALF, "полугодие": HALF, "half-year": HALF, "halfyear": HALF,
    "год": YEAR, "года": YEAR, "лет": YEAR, "ежегодно": YEAR,
    "year": YEAR, "years": YEAR, "yearly": YEAR, "annually": YEAR,
}  # fmt: skip
_COUNTS: Final = {
    "один": 1, "одну": 1, "one": 1, "два": 2, "две": 2, "two": 2, "three": 3, "три": 3,
    "четыре": 4, "four": 4, "пять": 5, "five": 5, "шесть": 6, "six": 6,
}  # fmt: skip
_SMALL: Final = frozenset(
    ["раз", "в", "во", "каждый", "каждую", "каждые", "every", "once", "a", "an", "in", "per"]
)
_HALF_A_YEAR: Final = re.compile(r"\bhalf an? year\b|\bпол года\b")
_WORD: Final = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*")
_MONTHS: Final = {3: QUARTER, 6: HALF, 12: YEAR}
"""Months that are called otherwise, too: both ways of saying them are one rhythm."""


def rhythm_days(text: str) -> int | None:
    """Days between two contacts as typed: «раз в две недели», «квартал», «10», "every month".

    None for what is no rhythm, and for one of no day or of more than ten years.
    """
    if re.search(r"\d\s*[.,-]\s*\d|-\s*\d", text):
        return None
    words = _WORD.findall(_HALF_A_YEAR.sub("half-year", fold(text)))
    words = [word for word in words if word not in _SMALL]
    count, unit = 1, DAY
    match words:
        case [number] if number.isdigit():
            count = int(number)
        case [word] if word in _ONE:
            unit = _ONE[word]
        case [number, word] if word in _ONE and (number.isdigit() or number in _COUNTS):
            count, unit = int(_COUNTS.get(number, number)), _ONE[word]
        case _:
            return None
    days = _MONTHS[count] if unit == MONTH and count in _MONTHS else count * unit
    return days if 1 <= days <= LONGEST else None
