"""One line for a client, a deal and a task, in both languages; nothing typed is lost or an error."""

from __future__ import annotations

import random
import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.quick_entry import QuickEntry, Reading, check, parse, read
from crm_desktop.domain.quick_values import Mark, Part
from crm_desktop.domain.when import When, find_when
from tests.domain import quick_lines

NOW = datetime.fromisoformat("2026-11-25T12:00")
"""A Wednesday."""
FRIDAY, THURSDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 26), date(2026, 11, 30)


def cases(block: str) -> list[tuple[str, list[str]]]:
    """The lines of a table with what each of them says."""
    lines = block.strip().split("\n")
    return [
        (line, what.strip().split(" | "))
        for line, what in zip(lines[::2], lines[1::2], strict=True)
    ]


def said(entry: QuickEntry) -> list[str]:
    """Everything that an entry says, as the tables write it."""
    names = {PointKind.PHONE: "phone", PointKind.EMAIL: "mail"}
    values = [
        *(("close" if name == "closes_on" else _NAMES.get(name, name), str(value)) for name in TEXTS
          if (value := getattr(entry, name))),
        *((names.get(point.kind, "at"), point.value) for point in entry.points),
    ]  # fmt: skip
    if entry.amount is not None:
        whole, rest = divmod(entry.amount, 100)
        values.append(("sum", f"{whole}.{rest:02}" if rest else str(whole)))
    return [f"{name}={value}" for name, value in values]


TEXTS = ("name", "contact", "position", "inn", "kpp", "ogrn", "address", "deal", "closes_on",
         "task", "due_on", "due_time", "note")  # fmt: skip
_NAMES = {"due_on": "on", "due_time": "time"}


def read_in(language: str, text: str, now: datetime = NOW) -> Reading:
    if language == "ru":
        return read(text, now)
    return read(text, now, language="en", currency="USD", region="ZZ")


@pytest.mark.parametrize(("text", "expected"), cases(quick_lines.RUSSIAN))
def test_in_russian(text: str, expected: list[str]) -> None:
    assert sorted(said(read_in("ru", text).entry)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), cases(quick_lines.ENGLISH))
def test_in_english(text: str, expected: list[str]) -> None:
    assert sorted(said(read_in("en", text).entry)) == sorted(expected)


def test_there_are_enough_lines_of_both_languages() -> None:
    russian, english = cases(quick_lines.RUSSIAN), cases(quick_lines.ENGLISH)
    assert len(russian) + len(english) >= 120
    assert min(len(russian), len(english)) >= 55


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


def covered(text: str, marks: tuple[Mark, ...]) -> str:
    """How many parts each letter and figure of a text is in."""
    return "".join(
        str(sum(one.start <= at < one.end for one in marks))
        for at, sign in enumerate(text)
        if sign.isalnum()
    )


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


LEADING = frozenset(("customer", "client", "lead", "for", "клиент", "заявка"))
PLAIN = {"name": Part.CLIENT, "deal": Part.DEAL, "task": Part.TASK, "note": Part.NOTE}


def assert_kept(text: str, read: Reading) -> None:
    """Every letter stands in one part, and every part says its words, or its figures."""
    assert set(covered(text, read.marks)) <= {"1"}, (text, read)
    entry = read.entry
    for name, part in PLAIN.items():
        marked = words(" ".join(text[m.start : m.end] for m in read.marks if m.part is part))
        if part is Part.CLIENT:
            # Words that say who somebody is, as «тел.» does before a number.
            marked = marked[1:] if marked[:1] in (["new"], ["новый"], ["новая"]) else marked
            marked = marked[1:] if marked[:1] and marked[0] in LEADING else marked
        assert sorted(words(getattr(entry, name))) == sorted(marked), (text, name)
    figures = sorted("".join(re.findall(r"\d", "".join(p.value for p in entry.points))))
    reached = "".join(text[m.start : m.end] for m in read.marks if m.part is Part.POINT)
    assert figures == sorted(re.findall(r"\d", reached)), text
    parts = {one.part for one in read.marks}
    assert (Part.AMOUNT in parts) == (entry.amount is not None)
    assert (Part.CLOSE in parts) <= (entry.closes_on is not None)
    assert (Part.WHEN in parts) == (entry.due_on is not None)
    assert (Part.ADDRESS in parts) == bool(entry.address)


@given(st.text(max_size=200))
def test_nothing_typed_is_an_error_or_lost(text: str) -> None:
    found = read(text, NOW)
    entry = found.entry
    assert entry.amount is None or entry.amount >= 0
    assert not entry.due_time or entry.due_on is not None
    assert "\x00" not in f"{entry.name} {entry.deal} {entry.task} {entry.note}"
    assert set(covered(text, found.marks)) <= {"1"}


@given(
    st.lists(
        st.sampled_from(["окно", "дверь", "стекло", "ручка", "петля"]), min_size=1, max_size=4
    ),
    st.integers(10_000, 9_999_999),
    st.sampled_from(["до пятницы", "к 12.12", "до 5-го"]),
    st.sampled_from(["8 916 123-45-67", "+7 (916) 123-45-67", "89161234567"]),
)
def test_every_part_in_its_place(goods: list[str], rubles: int, when: str, phone: str) -> None:
    written = f"{rubles:,}".replace(",", " ")
    line = f"Иванов Пётр {phone} {' '.join(goods)} {written} {when}"
    entry = parse(line, NOW)
    assert (entry.name, entry.values(PointKind.PHONE)) == ("Иванов Пётр", (phone,))
    assert (entry.deal, entry.amount) == (" ".join(goods), rubles * 100)
    assert entry.closes_on is not None
    assert entry.due_on is None


PIECES_RUSSIAN = (
    "Иванов", "иванова анна", "ООО «Юг»", "ООО Ромашка, Пётр Иванов", "ИП Соколов А. Б.",
    "8 916 123-45-67", "тел. +7 (495) 765-43-21 доб. 12", "89161234567", "моб. 8 926 000 00 01",
    "ivan@okna.ru", "почта zakaz@okna.ru", "okna.ru", "телеграм @ivanov", "ИНН 7707083893",
    "три окна", "окна 3 шт", "шкаф 120x200", "2*3,5 м", "белые", "с доставкой", "1200 кирпичей",
    "45 000", "45к", "1,5 млн", "12.50 р", "500 EUR", "предоплата 10 000", "за 99 000 руб.",
    "до пятницы", "завтра", "12.12", "через неделю", "к 5 числу", "в понедельник", "15:00",
    "утром", "в понедельник в 10", "завтра после 18", "28.11 в 16.00", "готово к 15 декабря", "до мая",
    "от 12.11", "01.02.1980", "18.000", "заплатил 15000", "примерка", "вотсап +7 999 123-45-67",
    "срок 20.12", "29 февраля", "через час",
    "позвонить", "завтра позвонить", "замер", "отправить каталог", "надо перезвонить в среду",
    "ул. Ленина 5, кв. 12", "кв. 45", "договор 2026", "от Петровой", "(сосед)", "любит синий",
    "СРОЧНО", "№ 15", "и", "на", "8", "-", "&", "«Юг»",
)  # fmt: skip
PIECES_ENGLISH = (
    "Smith", "john smith", "Acme Ltd", "Acme Ltd, Kate Brown", "customer Wilson", "Mr Green",
    "+44 20 7946 0958", "tel. 555-123-4567 ext. 12", "(555) 123-4567", "mob 07700 900123",
    "kate@brown.com", "e-mail sales@acme.com", "www.acme.com", "telegram @kate_b",
    "VAT GB 999 9999 73", "three windows", "2 pcs", "wardrobe 120x200", "white", "60 m2",
    "45,000", "1.2k", "$1,200.50", "500 EUR", "deposit 200", "for $900", "1.5 million",
    "by Friday", "tomorrow", "12/20/2026", "in two weeks", "by the 5th", "on Monday", "at 3pm",
    "in the morning", "Monday at 10", "tomorrow after 6pm", "Thursday morning", "ready by 15 December",
    "before Christmas", "for Saturday", "in May", "paid 500", "Tom & Jerry Ltd", "fitting",
    "deadline Dec 20", "February 29", "in an hour", "half past",
    "call", "call tomorrow", "meeting", "send the catalogue", "need to call on Wednesday",
    "12 High Street, flat 4", "apt 5", "contract 2026", "from Jane", "(neighbour)", "likes blue",
    "URGENT", "no. 15", "and", "the", "8", "-", "&", "“South”",
)  # fmt: skip
JOINTS = st.sampled_from([" ", ", ", "; ", " — ", "  ", ". "])


def composed(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Any pieces in any order, with any marks between them."""
    some = st.tuples(st.sampled_from(pieces), JOINTS)
    return st.lists(some, min_size=1, max_size=9).map(lambda all_: "".join(map("".join, all_)))


@given(composed(PIECES_RUSSIAN))
def test_every_word_ends_in_one_place_in_russian(text: str) -> None:
    assert_kept(text, read_in("ru", text))


@given(composed(PIECES_ENGLISH))
def test_every_word_ends_in_one_place_in_english(text: str) -> None:
    assert_kept(text, read_in("en", text))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_thousands_of_compositions_lose_nothing(language: str) -> None:
    dice = random.Random(5)
    pieces = PIECES_RUSSIAN if language == "ru" else PIECES_ENGLISH
    for _ in range(2_000):
        text = " ".join(dice.choices(pieces, k=dice.randint(1, 9)))
        assert_kept(text, read_in(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, line)
     for language, block in (("ru", quick_lines.RUSSIAN), ("en", quick_lines.ENGLISH))
     for line, _said in cases(block)],
)  # fmt: skip
def test_the_lines_of_the_tables_lose_nothing(language: str, text: str) -> None:
    assert_kept(text, read_in(language, text))


def test_what_is_beyond_a_line_is_a_note() -> None:
    text = f"Иванов окна 45к {'слово ' * 400}конец"
    found = read(text, NOW)
    assert found.entry.note.endswith("конец")
    assert len(words(text)) == sum(
        len(words(part)) for part in (found.entry.name, found.entry.deal, found.entry.note)
    ) + len(words("45к"))
