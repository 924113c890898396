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


def test_signatures_do_not_go_on_where_a_column_ends(dictionary: Dictionary) -> None:
    heads: list[Cell] = ["Имя", "Телефон", "Город", None, "Скидка", "Примечание"]
    rows = [[*who, None, n, "звонить утром"] for n, who in enumerate(LEFT)]
    below: list[list[Cell]] = [["Директор", None, "______"], ["Бухгалтер"], ["М.П."]]
    top = find_top(numbered(heads, *rows, *below), dictionary)
    assert top is not None
    assert top.beyond == 0


def test_a_column_that_is_written_twice_and_empty_once_parts_nothing(
    dictionary: Dictionary,
) -> None:
    heads: list[Cell] = ["Имя", "Телефон", "Метка", None, "Метка", "Город"]
    rows = [[*who[:2], None, None, "опт", "Тула"] for who in LEFT]
    top = find_top(numbered(heads, *rows), dictionary)
    assert top is not None
    assert top.beyond == 0


def test_two_pages_of_a_phone_book_tell_of_different_people(dictionary: Dictionary) -> None:
    rows = [[f"Аня {n}", f"8916111000{n}", None, f"Коля {n}", f"8916222000{n}"] for n in range(6)]
    other = [[f"Аня {n}", f"8916111000{n}", None, "Тула", f"a{n}@mail.ru"] for n in range(6)]
    for sheet, beyond in ((rows, 3), (other, 0)):
        top = find_top(numbered(*sheet), dictionary)
        assert top is not None
        assert (top.header_rows, top.beyond) == ((), beyond)


def test_groups_and_units_on_both_sides_part_nothing(dictionary: Dictionary) -> None:
    heads: list[list[Cell]] = [
        ["Кто", None, "Покупки", None, "Покупки", None],
        ["Имя", "Телефон", "Первая", None, "Последняя", "Город"],
        [None, "с кодом", "дд.мм.гггг", None, "дд.мм.гггг", None],
    ]
    rows = [[*who[:2], "01.02.2026", None, "01.03.2026", "Тула"] for who in LEFT]
    top = find_top(numbered(*heads, *rows), dictionary)
    assert top is not None
    assert (top.beyond, top.header_rows) == (0, (0, 1, 2))


def test_records_of_a_table_beside_stand_by_the_storeys_of_a_header(
    dictionary: Dictionary,
) -> None:
    rows = [[*who, None, *([f"Ольга {n}", 5, n] if n < 2 else [])] for n, who in enumerate(LEFT)]
    heads: list[list[Cell]] = [
        ["Имя", "Связь", "Город", None, "Менеджер", "План", "Факт"],
        [None, "Телефон", None, None, "Стас", 7, 8],
    ]
    top = find_top(numbered(*heads, *rows), dictionary)
    assert top is not None
    assert (top.header_rows, top.beyond) == ((0, 1), 4)
    named = ("Имя", "Связь Телефон", "Город", "", "Менеджер", "План", "Факт")
    assert top.headers == named


def test_the_heads_of_a_table_beside_do_not_head_the_records(dictionary: Dictionary) -> None:
    rows = [[f"ООО «{n}»", f"770708389{n}", f"8495111000{n}", f"{n}.ru", 50 + n] for n in range(6)]
    rows[0] += [None, "Менеджер", "План", "Факт"]
    rows[1] += [None, "Ольга", 1, 2]
    top = find_top(numbered(*rows), dictionary)
    assert top is not None
    assert top.header_rows == ()


def test_a_way_of_paying_calls_nobody(dictionary: Dictionary) -> None:
    heads = ["Дата", "Способ оплаты", "Кассир", "Телефон"]
    rows: list[list[Cell]] = [
        ["01.10.2026", "Наличные", "Лена", "89161110001"],
        ["02.10.2026", "Карта", "Лена", "89161110002"],
        ["03.10.2026", "СБП", "Ира", "89161110003"],
        ["04.10.2026", "Карта", "Лена", "89161110004"],
    ]
    fields = [one.field for one in guess_columns(heads, rows, dictionary)]
    assert fields == ["created_at", "note", "responsible", "phone"]


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
