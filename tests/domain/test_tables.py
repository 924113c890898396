"""Where the table is in a sheet: headers of several rows."""

from __future__ import annotations

import pytest

from crm_desktop.domain.importing import Cell, Dictionary, find_table
from crm_desktop.paths import resources

Sheet = list[list[Cell]]


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(resources() / "headers.tsv")


def shape(sheet: Sheet, dictionary: Dictionary) -> tuple[tuple[int, ...], tuple[str, ...], int]:
    found = find_table(enumerate(sheet), dictionary)
    return found.header_rows, found.headers, found.data_rows


def test_a_row_above_that_names_what_the_header_leaves_out(dictionary: Dictionary) -> None:
    sheet: Sheet = [
        ["Отчёт за март"],
        [None, None, "Дата сделки", None, "Способ покупки"],
        ["Клиент", "Телефон", None, "Сумма"],
        ["ООО «Ёлки»", "8 916 123-45-67", "01.03.2026", 1000, "сайт"],
        ["Семёнова", "8 916 123-45-68", "02.03.2026", 2000, "магазин"],
    ]
    headers = ("Клиент", "Телефон", "Дата сделки", "Сумма", "Способ покупки")
    assert shape(sheet, dictionary) == ((1, 2), headers, 2)


def test_groups_of_columns_run_on_over_their_gaps(dictionary: Dictionary) -> None:
    sheet: Sheet = [
        ["Клиент", None, "Связь", None, "Заметки"],
        ["Наименование", "Город", "Телефон", "Почта", None],
        ["ООО «Ёлки»", "Тула", "8 916 123-45-67", "a@mail.ru", "звонить утром"],
        ["Семёнова", "Орёл", "8 916 123-45-68", "b@mail.ru", ""],
    ]
    headers = (
        "Клиент Наименование",
        "Клиент Город",
        "Связь Телефон",
        "Связь Почта",
        "Заметки",
    )
    assert shape(sheet, dictionary) == ((0, 1), headers, 2)


def test_a_title_of_two_cells_is_no_header(dictionary: Dictionary) -> None:
    sheet: Sheet = [
        ["Напечатано 01.08.2026", None, "Список клиентов"],
        ["Наименование", "Город", "Телефон"],
        ["ООО «Ёлки»", "Тула", "8 916 123-45-67"],
        ["Семёнова", "Орёл", "8 916 123-45-68"],
    ]
    assert shape(sheet, dictionary) == ((1,), ("Наименование", "Город", "Телефон"), 2)
