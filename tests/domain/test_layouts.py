"""What was meant on the wrong layout or in the other alphabet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.layouts import other_layout, readings


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bdfyjd", "иванов"),
        ("hjvfirf", "ромашка"),
        ("Ghbdtn? vbh", "привет? мир"),
        ("\\'kmlfh", "\\эльдар"),
        ("ыьшер", "smith"),
        ("`;br", "ёжик"),
        ("щдпф@mail", "olga@mail"),
    ],
)
def test_the_same_keys_on_the_other_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


@pytest.mark.parametrize("text", ["", "12.12", "+7 (916) 123-45-67", "12-34"])
def test_what_has_no_letters_has_no_other_layout(text: str) -> None:
    assert other_layout(text) == ""
    assert {one.how for one in readings(text)} <= {"plain"}


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=1))
def test_every_russian_word_comes_back_from_the_other_layout(word: str) -> None:
    assert other_layout(other_layout(word)) == word


@given(st.text())
def test_nothing_typed_is_an_error(text: str) -> None:
    other_layout(text)
    for one in readings(text):
        assert all(spelling.strip() for spellings in one.words for spelling in spellings)


def test_a_day_is_read_in_any_notation() -> None:
    for typed in ("21.11.2026", "21/11/26", "2026-11-21", "21 ноября 2026", "11/21/2026"):
        assert any(("2026-11-21",) in one.words for one in readings(typed)), typed


def test_one_word_of_several_may_be_on_the_wrong_layout() -> None:
    words = {one.words for one in readings("bdfyjd окна")}
    assert (("bdfyjd", "иванов"), ("окна", "jryf")) in words
