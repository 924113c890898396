"""What was meant on the wrong layout or in the other alphabet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.layouts import other_layout, transliterations


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
    assert list(transliterations(text)) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ivanov", "иванов"),
        ("Sergey", "сергей"),
        ("olga", "ольга"),
        ("shchukin", "щукин"),
        ("dmitriy", "дмитрий"),
        ("dmitry", "дмитрий"),
        ("yuliya", "юлия"),
        ("natalia", "наталья"),
        ("zhenya", "женя"),
        ("mikhail", "михаил"),
        ("романов", "romanov"),
        ("Щукин", "shchukin"),
        ("xenia", "ксения"),
    ],
)
def test_names_in_the_other_alphabet(typed: str, meant: str) -> None:
    assert meant in list(transliterations(typed))


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=1))
def test_every_russian_word_comes_back_from_the_other_layout(word: str) -> None:
    assert other_layout(other_layout(word)) == word


@given(st.text())
def test_nothing_typed_is_an_error(text: str) -> None:
    other_layout(text)
    meant = list(transliterations(text))
    assert len(meant) <= 2
    assert all(one.strip() for one in meant)
