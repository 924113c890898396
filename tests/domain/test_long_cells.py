"""Cells as long as a spreadsheet lets in: none of them stops the program."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from crm_desktop.domain.importing import Dictionary, clean_value
from crm_desktop.domain.importing.cells import look_of, looks_like_company, looks_like_person
from crm_desktop.paths import resources

LETTERS = 32_767
SECONDS = 2.0
"""Of work for all texts together; one text alone took nine where a place was tried many times."""
PIECES = (
    "9",
    "я",
    "a",
    "Я",
    " ",
    "\n",
    ".",
    "-",
    "(",
    "_",
    "a.",
    "9-",
    "@",
    "a@",
    "ый ",
    "8 916 1",
)
FIELDS = ("name", "phone", "email", "site", "birthday", "created_at", "close_date", "inn", "kpp")
MORE = ("tags", "comment", "amount", "address", "rhythm_days", "contact_name")


@pytest.fixture(scope="module")
def looks() -> list[Callable[[str], object]]:
    dictionary = Dictionary(Path(resources() / "headers.tsv"))
    return [look_of, looks_like_company, looks_like_person, dictionary.knows, dictionary.meanings]


def test_a_cell_costs_what_its_letters_cost(looks: list[Callable[[str], object]]) -> None:
    texts = ["А" + piece * (LETTERS // len(piece)) + "!" for piece in PIECES]
    looks += [partial(clean_value, field) for field in (*FIELDS, *MORE)]
    taken = {str(look): _work(look, texts) for look in looks}
    assert {look: work for look, work in taken.items() if work > SECONDS} == {}


def _work(look: Callable[[str], object], texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        look(text)
    return time.process_time() - began
