"""Two tables beside one another, and groups with their sums above them."""

from __future__ import annotations

import pytest

from crm_desktop.domain.importing import Cell, Dictionary, find_table, find_top, guess_columns
from crm_desktop.paths import resources


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(resources() / "headers.tsv")


def numbered(*rows: list[Cell]) -> list[tuple[int, list[Cell]]]:
    return list(enumerate(rows))


LEFT: list[list[Cell]] = [[f"Анна {n}", f"8916111000{n}", "Тула"] for n in range(6)]
FIRMS: list[list[Cell]] = [[f"ООО «{n}»", f"8495111000{n}", "Ирина"] for n in range(3)]


def side_by_side(*heads: list[Cell]) -> list[tuple[int, list[Cell]]]:
    rows = [[*a, None, *(FIRMS[i] if i < len(FIRMS) else [])] for i, a in enumerate(LEFT)]
    return numbered(*heads, *rows)


def test_a_table_beside_is_another_one(dictionary: Dictionary) -> None:
    same: list[Cell] = ["Имя", "Телефон", "Город", None, "Фирма", "Телефон", "Менеджер"]
    other: list[Cell] = ["Имя", "Телефон", "Город", None, "Месяц", "План", "Факт"]
    groups: list[Cell] = ["Покупатели", None, None, None, "Поставщики"]
    for heads in ([same], [other], [groups, same]):
        top = find_top(side_by_side(*heads), dictionary)
        assert top is not None
        assert top.beyond == 4
        assert (top.width, top.whole) == (3, 3)
    longer = [*side_by_side(same), (7, [None] * 4 + ["ООО «9»", "84951110009"])]
    assert find_table(longer, dictionary).data_rows == 6


def test_columns_behind_an_empty_one_belong_to_the_rows(dictionary: Dictionary) -> None:
    heads: list[Cell] = ["Имя", "Телефон", None, "Город", "Скидка"]
    for last in (6, 5):
        rows = [
            ["Анна", f"8916111000{n}", None, *(["Тула", n] if n < last else [])] for n in range(6)
        ]
        top = find_top(numbered(heads, *rows), dictionary)
        assert top is not None
        assert top.beyond == 0


def test_groups_with_their_sums_hold_no_records(dictionary: Dictionary) -> None:
    rows = numbered(
        ["Наименование", "Полное наименование", "ИНН", "Телефон", "Долг"],
        ["Покупатели", None, None, None, 1250340.5],
        ["Оптовики", None, None, None, 1000000],
        ["Ромашка ООО", "ООО «Ромашка»", "7707083893", "8 495 123-45-67", 600000],
        ["Лютик ИП", "ИП Петров А. А.", "500100732259", "8 916 111-22-33", 400000],
        ["Колибри", None, None, None, 5],
        ["Розница", None, None, None, 250340.5],
        ["Сидоров Иван", "Сидоров Иван", None, "8 903 222-33-44", 250340.5],
    )
    shape = find_table(rows, dictionary)
    assert (shape.section_rows, shape.data_rows) == ((1, 2, 6), 4)


def test_names_of_machines_with_numbers_where_there_are_none(dictionary: Dictionary) -> None:
    rows = numbered(
        ["Наименование", "Телефоны", "Должность", "Город", "Отсрочка"],
        ["Company name", "Mobile", 3, "City", 5],
        ["ООО «Агат»", "8 921 821-90-97", "директор", "Тула", True],
        ["ООО «Барс»", "8 921 821-90-98", "закупщик", "Клин", False],
    )
    assert find_table(rows, dictionary).header_rows == (0, 1)


def test_few_people_of_many_rows_are_those_responsible(dictionary: Dictionary) -> None:
    rows: list[list[Cell]] = [
        [f"В.К. {name}", f"8921821909{n}", "Ольга" if n % 2 else "Марина"]
        for n, name in enumerate(["Дорофеева", "Ларина", "Щукина", "Котова"] * 2)
    ]
    rows[0][0], rows[1][0] = "Ларин Олег Максимович", "Ким О. А."
    found = guess_columns([], rows, dictionary)
    assert [one.field for one in found] == ["full_name", "phone", "responsible"]


def test_a_header_below_records_is_that_of_another_table(dictionary: Dictionary) -> None:
    people: list[list[Cell]] = [[f"Анна {n}", f"8916111000{n}", "vip"] for n in range(5)]
    plans: list[list[Cell]] = [["Менеджер", "План", "Факт"], ["Ольга", 11, 27], ["Стас", 5, 7]]
    shape = find_table(numbered(*people, [], [], *plans), dictionary)
    assert (shape.header_rows, shape.data_rows) == ((), 5)


def test_labels_with_their_values_head_nothing(dictionary: Dictionary) -> None:
    head: list[list[Cell]] = [
        ["ООО «Янтарь»"],
        ["ИНН 0321404051, КПП 032145001"],
        ["Телефон:", "+7 (920) 141-79-88", None, "Дата:", "05.10.2026"],
    ]
    people: list[list[Cell]] = [[f"Анна {n}", f"8916111000{n}", "vip"] for n in range(5)]
    shape = find_table(numbered(*head, [], *people), dictionary)
    assert (shape.header_rows, shape.data_first_row, shape.data_rows) == ((), 4, 5)
