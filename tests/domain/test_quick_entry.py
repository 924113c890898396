"""One line for a client, a deal and a task, in both languages; nothing typed is lost or an error."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.quick_entry import QuickEntry, check, parse
from crm_desktop.domain.when import When, find_when

NOW = datetime.fromisoformat("2026-11-25T12:00")
"""A Wednesday."""
FRIDAY, THURSDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 26), date(2026, 11, 30)

RUSSIAN = {
    "Иванов 8 916 123-45-67 три окна 45 000 до пятницы": QuickEntry(
        "Иванов", ("8 916 123-45-67",), "", "три окна", 4_500_000, "", FRIDAY
    ),
    "иванов 8 916 123-45-67 три окна 45к завтра": QuickEntry(
        "иванов", ("8 916 123-45-67",), "", "три окна", 4_500_000, "", THURSDAY
    ),
    "ООО «Ромашка плюс» ivan@romashka.ru остекление балкона 1,2 млн к 12.12": QuickEntry(
        "ООО «Ромашка плюс»",
        (),
        "ivan@romashka.ru",
        "остекление балкона",
        120_000_000,
        "",
        date(2026, 12, 12),
    ),
    "Петрова Анна Сергеевна +7 (495) 123-45-67 доставка дверей 15:00 12 декабря": QuickEntry(
        "Петрова Анна Сергеевна",
        ("+7 (495) 123-45-67",),
        "",
        "",
        None,
        "доставка дверей",
        date(2026, 12, 12),
        "15:00",
    ),
    "позвонить Иванову завтра 15:00": QuickEntry(
        task="позвонить Иванову", due_on=THURSDAY, due_time="15:00"
    ),
    "Семёнова окна 45 000,50 руб. через 3 дня": QuickEntry(
        "Семёнова", (), "", "окна", 4_500_050, "", date(2026, 11, 28)
    ),
    "89161234567 Иванов": QuickEntry("Иванов", ("89161234567",)),
    "8 916 123-45-67 окна 3 шт 15000": QuickEntry(
        "", ("8 916 123-45-67",), "", "окна 3 шт", 1_500_000
    ),
    "Сидоров 1200 кирпичей 36 тыс": QuickEntry("Сидоров", (), "", "1200 кирпичей", 3_600_000),
    "Иванов 3 окна 1200x1500 45000": QuickEntry("Иванов", (), "", "3 окна 1200x1500", 4_500_000),
    "Иванов 2*3,5 м 12 000р": QuickEntry("Иванов", (), "", "2*3,5 м", 1_200_000),
    "ИП Ёжиков П. С., т. 123-45-67, ремонт, 500 р": QuickEntry(
        "ИП Ёжиков П. С.", ("123-45-67",), "", "ремонт", 50_000
    ),
    "Анна, напомнить про оплату 5.12": QuickEntry(
        "Анна", task="напомнить про оплату", due_on=date(2026, 12, 5)
    ),
    "Иванов к концу месяца 10к двери": QuickEntry("Иванов", (), "", "двери", 1_000_000, "", MONDAY),
    "Иванов перезвонить в пятницу утром": QuickEntry(
        "Иванов", task="перезвонить", due_on=FRIDAY, due_time="09:00"
    ),
    "Иванов Иван 12.50 р": QuickEntry("Иванов Иван", amount=1250),
    "до 31.12 Иванов": QuickEntry("Иванов", due_on=date(2026, 12, 31)),
    "Иванов 8 916 123-45-67, 8 (495) 765-43-21 окна": QuickEntry(
        "Иванов", ("8 916 123-45-67", "8 (495) 765-43-21"), "", "окна"
    ),
    "Иванов 45 000 $": QuickEntry("Иванов", deal="45 000 $"),
    "Встреча с Петровым в 15:30": QuickEntry(
        task="Встреча с Петровым", due_on=NOW.date(), due_time="15:30"
    ),
    "Кровать из массива 30 000": QuickEntry("Кровать", (), "", "из массива", 3_000_000),
}
ENGLISH = {
    "Smith +44 20 7946 0958 three windows $1,200.50 by friday": QuickEntry(
        "Smith", ("+44 20 7946 0958",), "", "three windows", 120_050, "", FRIDAY
    ),
    "John Smith john@smith.com windows 1.2k next week call": QuickEntry(
        "John Smith", (), "john@smith.com", "windows", 120_000, "call", MONDAY
    ),
    "Smith 020 7946 0018 three windows 45,000 by Friday": QuickEntry(
        "Smith", ("020 7946 0018",), "", "three windows", 4_500_000, "", FRIDAY
    ),
    "Smith (0131) 496 0123 windows": QuickEntry("Smith", ("(0131) 496 0123",), "", "windows"),
    "Smith 020 7946 0018 45 000 windows": QuickEntry(
        "Smith", ("020 7946 0018",), "", "windows", 4_500_000
    ),
    "Smith 05.12 windows": QuickEntry("Smith", deal="windows", due_on=date(2026, 12, 5)),
    "Kate call at 3pm": QuickEntry("Kate", task="call", due_on=NOW.date(), due_time="15:00"),
    "Kate call at 9:30 am": QuickEntry("Kate", task="call", due_on=THURSDAY, due_time="09:30"),
    "Acme Ltd doors 45,000 in two weeks": QuickEntry(
        "Acme Ltd", (), "", "doors", 4_500_000, "", date(2026, 12, 9)
    ),
    "remind Kate tomorrow": QuickEntry(task="remind Kate", due_on=THURSDAY),
    "Kate doors 500 EUR": QuickEntry("Kate", deal="doors 500 EUR"),
    "Kate doors December 12": QuickEntry("Kate", deal="doors", due_on=date(2026, 12, 12)),
}


@pytest.mark.parametrize("text", RUSSIAN)
def test_in_russian(text: str) -> None:
    assert parse(text, NOW) == RUSSIAN[text]


@pytest.mark.parametrize("text", ENGLISH)
def test_in_english(text: str) -> None:
    assert parse(text, NOW, language="en", currency="USD", region="ZZ") == ENGLISH[text]


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("сегодня", "2026-11-25", ""),
        ("послезавтра", "2026-11-27", ""),
        ("в среду", "2026-12-02", ""),
        ("к пятнице", "2026-11-27", ""),
        ("пт", "2026-11-27", ""),
        ("в следующую пятницу", "2026-12-04", ""),
        ("в следующий вторник", "2026-12-01", ""),
        ("через неделю", "2026-12-02", ""),
        ("через две недели", "2026-12-09", ""),
        ("через месяц", "2026-12-25", ""),
        ("на следующей неделе", "2026-11-30", ""),
        ("в следующем месяце", "2026-12-01", ""),
        ("до конца недели", "2026-11-27", ""),
        ("до конца месяца", "2026-11-30", ""),
        ("12.12", "2026-12-12", ""),
        ("до 01.02", "2027-02-01", ""),
        ("1 марта", "2027-03-01", ""),
        ("5-го декабря", "2026-12-05", ""),
        ("31.12.2026 г.", "2026-12-31", ""),
        ("2026-12-31", "2026-12-31", ""),
        ("21.11.2026", "2026-11-21", ""),
        ("15:00", "2026-11-25", "15:00"),
        ("9:30", "2026-11-26", "09:30"),
        ("завтра в 9 часов", "2026-11-26", "09:00"),
        ("завтра вечером", "2026-11-26", "18:00"),
        ("today", "2026-11-25", ""),
        ("by Friday", "2026-11-27", ""),
        ("next friday", "2026-12-04", ""),
        ("in 3 days", "2026-11-28", ""),
        ("in a month", "2026-12-25", ""),
        ("end of the month", "2026-11-30", ""),
        ("tomorrow in the morning", "2026-11-26", "09:00"),
        ("at 5 p.m.", "2026-11-25", "17:00"),
        ("12pm", "2026-11-26", "12:00"),
    ],
)
def test_days_and_times(text: str, day: str, time: str) -> None:
    found = find_when(f"окна {text} двери", NOW, "ru" if re.search("[а-я]", text) else "en")
    assert (found.day, found.time) == (date.fromisoformat(day), time)


@pytest.mark.parametrize(
    "text",
    ["12.50 р", "45.10 руб", "99.99", "1.2 млн", "12/12/12/12", "версия 1.2.3.4", "среднее", "вс1"],
)
def test_what_is_no_day(text: str) -> None:
    assert find_when(text, NOW, "ru") == When()


def test_the_last_day_of_a_month_stays_one() -> None:
    january = datetime.fromisoformat("2027-01-31T12:00")
    assert find_when("через месяц", january, "ru").day == date(2027, 2, 28)
    leap = datetime.fromisoformat("2028-03-01T12:00")
    assert find_when("29.02", leap, "ru").day == date(2029, 2, 28)


def test_a_line_must_say_something_and_a_deal_is_somebodys() -> None:
    assert [one.field for one in check(parse("", NOW))] == ["text"]
    assert [one.field for one in check(parse("завтра", NOW))] == ["text"]
    assert [one.field for one in check(parse("45к", NOW))] == ["client_id"]
    assert list(check(parse("Иванов", NOW))) == []
    assert list(check(parse("позвонить завтра", NOW))) == []


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@given(st.text(max_size=200))
def test_nothing_typed_is_an_error(text: str) -> None:
    entry = parse(text, NOW)
    assert entry.amount is None or entry.amount >= 0
    assert not entry.due_time or entry.due_on is not None
    again = f"{entry.name} {entry.deal} {entry.task}"
    assert "\x00" not in again


@given(
    st.lists(
        st.sampled_from(["окно", "дверь", "стекло", "ручка", "петля"]), min_size=1, max_size=4
    ),
    st.integers(10_000, 9_999_999),
    st.sampled_from(["до пятницы", "завтра", "12.12", "через 3 дня"]),
    st.sampled_from(["8 916 123-45-67", "+7 (916) 123-45-67", "89161234567"]),
)
def test_every_part_in_its_place(goods: list[str], rubles: int, when: str, phone: str) -> None:
    written = f"{rubles:,}".replace(",", " ")
    line = f"Иванов Пётр {phone} {' '.join(goods)} {written} {when}"
    entry = parse(line, NOW)
    assert (entry.name, entry.phones) == ("Иванов Пётр", (phone,))
    assert (entry.deal, entry.amount) == (" ".join(goods), rubles * 100)
    assert entry.due_on is not None


@given(
    st.lists(
        st.sampled_from(
            ["окно", "ручка", "Анна", "8", "3", "и", "на", "с", "1200x300", "«Юг»", "позвонить"]
        )
    )
)
def test_words_that_are_nothing_else_are_kept(parts: list[str]) -> None:
    text = " ".join(parts)
    entry = parse(text, NOW)
    kept = words(f"{entry.name} {entry.deal} {entry.task}")
    assert sorted(kept) == sorted(words(text))
