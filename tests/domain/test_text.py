"""Normal forms of text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.text import (
    as_written,
    clean_text,
    email_normal,
    fold,
    search_words,
    sort_key,
    tax_digits,
)


def test_the_boundary_lets_no_broken_text_in() -> None:
    assert (
        clean_text("a\x00b\x1b\r\nc\rd\te\ud800f\ufffe\U0001ffff")
        == "ab\nc\nd\te\ufffdf\ufffd\ufffd"
    )
    assert clean_text("Ёлка\u00a0№ 5 \U0001f384") == "Ёлка\u00a0№ 5 \U0001f384"


@given(st.text(alphabet=st.characters(), max_size=50))
def test_cleaned_text_can_be_stored(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    once.encode("utf-8")
    assert "\x00" not in once


@given(st.text(max_size=50))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_fold() -> None:
    assert fold(None) == ""
    assert fold("  ПЁТР\u00a0\u202f Иванов ") == "петр иванов"
    assert fold("и\u0306 е\u0308 за\u0301мок со\u00adбака") == "й е замок собака"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Ёлкин  Пётр", ["елкин", "петр"]),
        ("ООО «Ромашка»", ["ооо", "ромашка"]),
        ("8 (912) 345-67-89", ["9123456789"]),
        ("+79123456789", ["9123456789"]),
        ("912 345 67 89", ["9123456789"]),
        ("9123456789.0", ["9123456789"]),
        ("89123456789", ["9123456789"]),
        ("8 (912) 34", ["91234"]),
        ("67-89", ["6789"]),
        ("345", ["345"]),
        ("7701000001", ["7701000001"]),
        ("770123456703", ["770123456703"]),
        ("21.11.2026", ["21.11.2026"]),
        ("2026/11/7", ["2026/11/7"]),
        ("№ 15", ["15"]),
        ("8 916 123 45 67 8 903 111 22 33", ["9161234567", "9031112233"]),
        ("", []),
        ("«", ["«"]),
        ('"', ['"']),
    ],
)
def test_what_a_query_looks_for(query: str, words: list[str]) -> None:
    assert search_words(query) == words


@given(st.text(max_size=60))
def test_any_query_is_words(query: str) -> None:
    assert all(word and word == word.strip() for word in search_words(query))


def test_names_in_order() -> None:
    names = ["АО «Астра»", "ООО «Вега»", "Еж", "Ёж", "Ежов", "Елка", "Ёлка", "Жук", "ип Зуев"]
    mixed = [names[place] for place in (6, 2, 8, 0, 3, 7, 1, 5, 4)]
    assert sorted(mixed, key=sort_key) == names
    assert sort_key("ООО") == "ооо"
    assert sort_key("Общество с ограниченной ответственностью «Вега»") == "вега"
    assert sort_key("Ипатов") == "ипатов"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ivan@Mail.RU", "ivan@mail.ru"),
        (" email: ivan@mail.ru. ", "ivan@mail.ru"),
        ("mailto:a.b+c@d-e.co,", "a.b+c@d-e.co"),
        ("Иван <ivan@почта.рф>", "ivan@почта.рф"),
        ("ivan @mail.ru", "ivan@mail.ru"),
        ("a@b.com; c@d.com", "a@b.com"),
        ("a@xn--80a.xn--p1ai", "a@xn--80a.xn--p1ai"),
        ("нет", None),
        ("a@b", None),
        ("a@@b.ru", None),
        ("x@y..ru", None),
        ("ivan@mail,ru", None),
    ],
)
def test_addresses(text: str, address: str | None) -> None:
    assert email_normal(text) == address


def test_a_long_text_takes_no_time() -> None:
    start = time.perf_counter()
    for text in ("a" * 10**5, "a@" * 10**5, "x@" + "a-." * 10**5, "« " * 10**5, "ооо " * 10**5):
        email_normal(text)
        sort_key(text)
        search_words(text)
    assert time.perf_counter() - start < 5


def test_tax_digits() -> None:
    assert tax_digits("ИНН 7707 083-893") == "7707083893"


def test_folded_words_as_they_stand_in_a_text() -> None:
    name = "Константинопольская-Преображенская  «Ёлки», Ltd"
    words = ("константинопольская-преображенская", "елки", "ltd")
    assert as_written(words, name) == "Константинопольская-Преображенская Ёлки Ltd"
    assert as_written(("елк", "иванов"), name) == "елк иванов"


def test_a_legal_form_is_a_word_of_its_own() -> None:
    names = ("Какао", "Goethe", "Магазин Макао")
    assert [sort_key(one) for one in names] == ["какао", "goethe", "магазин макао"]
    assert [sort_key(one) for one in ("ООО «Какао»", "Какао, АО")] == ["какао", "какао"]
