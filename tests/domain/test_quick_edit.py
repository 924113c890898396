"""What is corrected by hand in a quick entry, and what is typed after it."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from datetime import date, datetime

import pytest

from crm_desktop.domain.quick_edit import TEXTS, Corrections
from crm_desktop.domain.quick_entry import QuickEntry, parse
from crm_desktop.domain.unfinished import packed, unpacked
from tests.domain.test_quick_entry import PIECES_ENGLISH, PIECES_RUSSIAN, read_in

NOW = datetime.fromisoformat("2026-11-25T12:00")


def said(text: str) -> QuickEntry:
    return parse(text, NOW)


def test_words_typed_after_a_correction_stand_in_the_note() -> None:
    mine = Corrections()
    mine.correct(said("Иванов три окна 45к"), "deal", "четыре окна")
    later = said("Иванов три окна белые 45к")
    mine.keep_up(later)
    assert (mine.applied(later).deal, mine.applied(later).note) == ("четыре окна", "белые")
    mine.correct(later, "deal", "четыре окна белые")
    assert mine.applied(later).note == ""


def test_a_note_that_was_seen_is_as_it_was_left() -> None:
    mine = Corrections()
    mine.correct(said("Иванов три окна 45к"), "deal", "четыре окна")
    later = said("Иванов три окна белые 45к")
    mine.correct(later, "note", "белые рамы")
    assert mine.applied(later).note == "белые рамы"
    mine.correct(later, "note", "")
    assert mine.applied(later).note == ""


def test_what_is_typed_anew_overtakes_a_correction() -> None:
    mine = Corrections()
    first = said("Иванов окна 45к до пятницы")
    mine.correct(first, "amount", 5_000_000)
    mine.correct(first, "closes_on", date(2026, 12, 1))
    mine.correct(first, "name", "Иванов Пётр")
    other = said("Петров двери 48к до пятницы")
    mine.keep_up(other)
    found = mine.applied(other)
    assert (found.name, found.amount, found.closes_on) == ("Петров", 4_800_000, date(2026, 12, 1))


def test_the_same_as_the_text_is_no_correction() -> None:
    mine = Corrections()
    mine.correct(said("Иванов"), "name", "Иванова")
    mine.correct(said("Иванов"), "name", "Иванов")
    mine.correct_point("1", "2")
    mine.correct_point("1", "1")
    assert (mine.fields, mine.points) == ({}, {})


def test_points_are_corrected_one_by_one_and_go_when_emptied() -> None:
    mine = Corrections()
    text = said("Иванов моб. 8 916 123-45-67, ivan@okna.ru")
    mine.correct_point("8 916 123-45-67", "8 916 123-45-68")
    mine.correct_point("ivan@okna.ru", "")
    assert [(one.value, one.label) for one in mine.applied(text).points] == [
        ("8 916 123-45-68", "моб")
    ]
    mine.keep_up(said("Иванов ivan@okna.ru"))
    assert mine.points == {"ivan@okna.ru": ""}
    mine.forget()
    assert mine.applied(text) == text


def test_corrections_outlive_the_program() -> None:
    mine, text = Corrections(), said("Иванов 8 916 123-45-67 окна 45к до пятницы")
    mine.correct(text, "closes_on", date(2026, 12, 1))
    mine.correct(text, "amount", None)
    mine.correct_point("8 916 123-45-67", "8 916 123-45-68")
    again = Corrections()
    again.unpack(unpacked(json.loads(json.dumps(packed(mine.packed())))))
    assert again == mine
    assert again.applied(text) == mine.applied(text)


def words(entry: QuickEntry) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(getattr(entry, name) for name in TEXTS).casefold()))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_typing_on_after_corrections_loses_no_word(language: str) -> None:
    """A text grows word by word; now and then a field is added to by hand."""
    dice = random.Random(8)
    pieces = PIECES_RUSSIAN if language == "ru" else PIECES_ENGLISH
    for _ in range(150):
        mine, text, added = Corrections(), "", Counter[str]()
        for number in range(dice.randint(2, 7)):
            text = f"{text} {dice.choice(pieces)}".strip()
            told = read_in(language, text).entry
            mine.keep_up(told)
            shown = mine.applied(told)
            assert not set(words(told)) - set(words(shown)), (text, told, shown)
            name = dice.choice(TEXTS)
            if dice.random() < 0.4 and getattr(shown, name):
                mine.correct(told, name, f"{getattr(shown, name)} add{number}")
                added[f"add{number}"] += 1
                assert f"add{number}" in words(mine.applied(told)), (text, name)
