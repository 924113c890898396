"""Days said in words across the ends of weeks, months and years, in both languages."""

from __future__ import annotations

import re
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.quick_entry import parse
from crm_desktop.domain.when import all_said, find_when

DAYS = {
    # A Thursday, the last of its year.
    "2026-12-31": """
        до пятницы = 2027-01-01
        в четверг = 2027-01-07
        в эту пятницу = 2027-01-01
        в ближайший понедельник = 2027-01-04
        в следующую пятницу = 2027-01-08
        завтра = 2027-01-01
        послезавтра = 2027-01-02
        через день = 2027-01-01
        через 3 дня = 2027-01-03
        через десять дней = 2027-01-10
        через неделю = 2027-01-07
        через полторы недели = 2027-01-11
        через месяц = 2027-01-31
        через полтора месяца = 2027-02-15
        через два месяца = 2027-02-28
        через квартал = 2027-03-31
        через полгода = 2027-06-30
        через год = 2027-12-31
        на следующей неделе = 2027-01-04
        в следующем месяце = 2027-01-01
        в следующем квартале = 2027-01-01
        в следующем году = 2027-01-01
        в конце недели = 2027-01-01
        в конце следующей недели = 2027-01-08
        в конце месяца = 2026-12-31
        до конца следующего месяца = 2027-01-31
        до конца квартала = 2026-12-31
        до конца года = 2026-12-31
        к концу февраля = 2027-02-28
        в начале недели = 2027-01-04
        в начале месяца = 2027-01-01
        в начале февраля = 2027-02-01
        в выходные = 2027-01-02
        до мая = 2027-04-30
        к маю = 2027-05-01
        в мае = 2027-05-01
        в декабре = 2026-12-31
        до января = 2026-12-31
        к январю 2028 г. = 2028-01-01
        завтра в 9 = 2027-01-01
        до Нового года = 2026-12-31
        31.12 = 2026-12-31
        30.12 = 2027-12-30
        01.01 = 2027-01-01
        1 января = 2027-01-01
        к 1 числу = 2027-01-01
        23:59 = 2026-12-31
        11:00 = 2027-01-01
        через 13 часов = 2027-01-01
        by Friday = 2027-01-01
        next monday = 2027-01-04
        next week = 2027-01-04
        next month = 2027-01-01
        next year = 2027-01-01
        tomorrow = 2027-01-01
        in two weeks = 2027-01-14
        in ten days = 2027-01-10
        in a couple of days = 2027-01-02
        in a month = 2027-01-31
        in a quarter = 2027-03-31
        in half a year = 2027-06-30
        end of the month = 2026-12-31
        by the end of next month = 2027-01-31
        by the end of the year = 2026-12-31
        at the end of February = 2027-02-28
        at the beginning of May = 2027-05-01
        on the weekend = 2027-01-02
        before New Year = 2026-12-31
        by Christmas = 2027-12-24
        before March = 2027-02-28
        by May = 2027-05-01
        in May 2028 = 2028-05-01
        for Saturday = 2027-01-02
        on the 1st = 2027-01-01
        Jan 1 = 2027-01-01
        12/31 = 2026-12-31
        12/30 = 2027-12-30
        """,
    # A Saturday; the year has no 29 February.
    "2026-02-28": """
        завтра = 2026-03-01
        послезавтра = 2026-03-02
        через 2 дня = 2026-03-02
        через месяц = 2026-03-28
        через год = 2027-02-28
        29 февраля = 2026-02-28
        до конца месяца = 2026-02-28
        до 31-го = 2026-03-31
        к 30 числу = 2026-03-30
        в субботу = 2026-03-07
        в понедельник = 2026-03-02
        до конца недели = 2026-03-06
        в выходные = 2026-02-28
        в начале месяца = 2026-03-01
        в конце марта = 2026-03-31
        tomorrow = 2026-03-01
        by the 29th = 2026-03-29
        next monday = 2026-03-02
        February 29 = 2026-02-28
        in a month = 2026-03-28
        """,
    # A Monday of a leap year.
    "2028-02-28": """
        завтра = 2028-02-29
        послезавтра = 2028-03-01
        29 февраля = 2028-02-29
        29.02 = 2028-02-29
        29.02.2029 = none
        до конца месяца = 2028-02-29
        до 29-го = 2028-02-29
        через год = 2029-02-28
        через 4 года = 2032-02-28
        до конца квартала = 2028-03-31
        the day after tomorrow = 2028-03-01
        by the 29th = 2028-02-29
        Feb 29, 2028 = 2028-02-29
        in a year = 2029-02-28
        """,
    "2028-02-29": """
        завтра = 2028-03-01
        через месяц = 2028-03-29
        через год = 2029-02-28
        через 4 года = 2032-02-29
        in a year = 2029-02-28
        28.02 = 2029-02-28
        """,
    # A Sunday.
    "2027-01-31": """
        завтра = 2027-02-01
        через месяц = 2027-02-28
        через 3 месяца = 2027-04-30
        31 числа = 2027-01-31
        к 30 числу = 2027-03-30
        в воскресенье = 2027-02-07
        в следующее воскресенье = 2027-02-07
        на следующей неделе = 2027-02-01
        в начале недели = 2027-02-01
        в конце недели = 2027-02-05
        в конце месяца = 2027-01-31
        в выходные = 2027-01-31
        в конце января = 2027-01-31
        в начале января = 2028-01-01
        30 января = 2028-01-30
        in a month = 2027-02-28
        by the 30th = 2027-03-30
        next sunday = 2027-02-07
        end of January = 2027-01-31
        """,
    # A Saturday, just after the year has turned.
    "2027-01-02": """
        31.12 = 2027-12-31
        31.12.2026 = 2026-12-31
        31.12.26 = 2026-12-31
        01.01 = 2028-01-01
        02.01 = 2027-01-02
        31 декабря = 2027-12-31
        31 декабря 2026 г. = 2026-12-31
        до конца года = 2027-12-31
        через неделю = 2027-01-09
        Dec 31 = 2027-12-31
        1/1 = 2028-01-01
        by Friday = 2027-01-08
        """,
}
NO_DAYS = ("каталог следующего года", "конец связи", "начало работ", "year 2027", "next door",
           "the end of the street", "полтора кирпича", "в середине",
           "до майки", "в марселе", "в маленькой", "may come")  # fmt: skip


def language_of(text: str) -> str:
    return "ru" if re.search("[а-я]", text) else "en"


def test_days_across_the_ends_of_months_and_years() -> None:
    wrong, number = [], 0
    for today, table in DAYS.items():
        now = datetime.fromisoformat(f"{today}T12:00")
        for line in table.strip().split("\n"):
            text, day = (one.strip() for one in line.split(" = "))
            number += 1
            for sentence in (text, f"окна {text}", f"doors {text}, белые"):
                found = find_when(sentence, now, language_of(text)).day
                if str(found).lower() != day:
                    wrong.append(f"{today}: {sentence} = {found}, not {day}")
    assert wrong == []
    assert number >= 130


TIMES = {
    "завтра в 10": "10:00",
    "в понедельник в 9 часов": "09:00",
    "28.11 в 16.00": "16:00",
    "завтра после 18": "18:00",
    "Monday at 10": "10:00",
    "tomorrow after 6pm": "18:00",
    "Thursday morning": "09:00",
    "tomorrow evening": "18:00",
    "завтра в 5 этаж": "",
    "завтра на 10": "",
    "в 10": "",
    "Monday at 10.50": "10:50",
    "Monday 10": "",
}


def test_an_hour_beside_a_day() -> None:
    now = datetime.fromisoformat("2026-11-25T12:00")
    found = {text: find_when(f"окна {text}", now, language_of(text)).time for text in TIMES}
    assert found == TIMES


def test_what_only_looks_like_a_period() -> None:
    now = datetime.fromisoformat("2026-11-25T12:00")
    assert [one for one in NO_DAYS if find_when(one, now, language_of(one)).day is not None] == []


LINES = """
2026-12-31 | Иванов окна 45к до пятницы, завтра позвонить = 2027-01-01 2027-01-01
2026-12-31 | Иванов окна 45к до 31.12 = 2026-12-31 None
2026-12-31 | Иванов окна 45к до конца месяца, позвонить 2 января = 2026-12-31 2027-01-02
2027-01-02 | Иванов окна 45к до 31.12 = 2027-12-31 None
2026-02-28 | Иванов окна 45к к 1 марта, завтра замер = 2026-03-01 2026-03-01
2028-02-28 | Иванов окна 45к до 29 февраля, послезавтра звонок = 2028-02-29 2028-03-01
2027-01-31 | Иванов окна 45к через месяц позвонить = None 2027-02-28
2027-01-31 | Иванов окна 45к до конца февраля, через неделю позвонить = 2027-02-28 2027-02-07
2026-12-31 | Smith windows $900 by Friday, call tomorrow = 2027-01-01 2027-01-01
2026-12-31 | Smith windows $900 by the end of next month, call next monday = 2027-01-31 2027-01-04
2028-02-28 | Smith windows $900 by Feb 29, call in a week = 2028-02-29 2028-03-06
2027-01-31 | Smith windows $900 by the 30th, call in a month = 2027-03-30 2027-02-28
"""


def test_days_of_deals_and_tasks_across_the_ends() -> None:
    wrong = []
    for line in LINES.strip().split("\n"):
        today, rest = line.split(" | ")
        text, days = rest.split(" = ")
        now = datetime.fromisoformat(f"{today}T12:00")
        language = language_of(text)
        entry = parse(text, now, language=language, currency="RUB" if language == "ru" else "USD")
        if f"{entry.closes_on} {entry.due_on}" != days or entry.amount is None:
            wrong.append(f"{line}: {entry}")
    assert wrong == []


WITHOUT_YEAR = [
    one.split(" = ")[0].strip()
    for one in DAYS["2026-12-31"].strip().split("\n")
    if "2028" not in one.split(" = ")[0]
]


@given(st.dates(date(2024, 1, 1), date(2033, 12, 31)), st.sampled_from(WITHOUT_YEAR))
def test_a_day_without_a_year_is_never_past(today: date, text: str) -> None:
    now = datetime.fromisoformat(f"{today}T12:00")
    for said in all_said(text, now, language_of(text)):
        assert said.day is None or today <= said.day <= today.replace(day=1, year=today.year + 2)
