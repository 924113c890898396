"""Every refusal that stops an action says what happened, what holds, and what to do; in a table."""

from __future__ import annotations

import pytest

from installer.build import main
from tests.refusals import TARGET, is_whole, refusals, said, table

HARSH = ("error", "ошибка", "invalid", "недопустим", "!", "traceback", "exception")


@pytest.fixture(autouse=True)
def compiled() -> None:
    main(["compile"])


def test_the_table_is_what_the_program_says() -> None:
    assert TARGET.read_text("utf-8") == table(), "run: python -m tests.refusals"


def test_there_are_many_and_each_is_whole_in_both_languages() -> None:
    found = list(refusals())
    assert len(found) >= 25
    half = [(code, one) for code in found for one in ("ru", "en") if not is_whole(said(code, one))]
    assert half == []


def test_none_scolds() -> None:
    harsh = [
        (code, word)
        for code in refusals()
        for language in ("ru", "en")
        for word in HARSH
        if word in said(code, language).casefold()
    ]
    assert harsh == []


def test_a_half_sentence_is_noticed() -> None:
    assert not is_whole("Add at least one line.")
    assert is_whole("The disk is full. Nothing was saved; make room.")
