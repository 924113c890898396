"""Rows that fold several things up: people side by side, ways of contact below one another."""

from __future__ import annotations

import pytest

from crm_desktop.domain.importing import Cell, Dictionary, find_top
from crm_desktop.domain.importing.labels import may_be_unfolded
from crm_desktop.domain.importing.unfolded import unfolded
from crm_desktop.paths import resources

Sheet = list[list[Cell]]


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(resources() / "headers.tsv")


def meant(sheet: Sheet, dictionary: Dictionary) -> Sheet | None:
    rows = list(enumerate(sheet))
    top = find_top(rows, dictionary)
    if top is None or not may_be_unfolded(rows):
        return None
    return unfolded(rows, top, dictionary.meant)


def test_people_side_by_side(dictionary: Dictionary) -> None:
    heads: list[Cell] = ["Компания", "ИНН", "Контакт 1", "Телефон 1", "Контакт 2", "Телефон 2"]
    north: list[Cell] = ["ООО Север", "7707083893", "Крылов", "8 911 222-00-01", "Лось", "2-22"]
    south: list[Cell] = ["ООО Юг", None, "Перова", "8 911 222-00-03", None, None]
    assert meant([["Фирмы"], [*heads, "Заметка"], [*north, "х"], south], dictionary) == [
        ["Фирмы"],
        [],
        ["Компания", "ИНН", "Заметка", "Контакт", "Телефон"],
        ["ООО Север", "7707083893", "х", "Крылов", "8 911 222-00-01"],
        ["ООО Север", "7707083893", None, "Лось", "2-22"],
        ["ООО Юг", None, None, "Перова", "8 911 222-00-03"],
    ]
    # The first of them may bear no number; nobody inside is a row all the same.
    heads = ["Компания", "Контактное лицо", "Телефон", "Контактное лицо 2", "Телефон 2"]
    rows = meant([heads, ["Север", "Ян", "8 911 222-00-01", "Ия", "8 911 222-00-02"]], dictionary)
    assert rows is not None
    assert rows[1:] == [["Север", "Ян", "8 911 222-00-01"], ["Север", "Ия", "8 911 222-00-02"]]
    rows = meant([heads, ["Север", None, None, None, None]], dictionary)
    assert rows is not None
    assert rows[1:] == [["Север", None, None]]


def test_numbers_alone_fold_nobody_up(dictionary: Dictionary) -> None:
    person: list[Cell] = ["Ким Олег", "8 911 222-00-01", "8 911 222-00-02"]
    assert meant([["ФИО", "Телефон 1", "Телефон 2"], person], dictionary) is None
    assert meant([["ФИО", "Контакт 1", "Контакт 2"], person], dictionary) is None
    assert meant([["Контакт 1", "Телефон 1", "Контакт 2"], person], dictionary) is None


def test_ways_of_contact_below_one_another(dictionary: Dictionary) -> None:
    sheet: Sheet = [
        ["Контрагент", "ИНН", "Контактная информация", None],
        [None, None, "Вид", "Представление"],
        ["Покупатели"],
        ["ООО Вектор", "7707083893", "Телефон", "8 495 500-55-50"],
        [None, None, "Email", "info@vektor.ru"],
        [None, None, "Телефон", "8 495 500-55-51"],
        ["ИП Ким", "500100732259", "Телефон", 89162223344],
        ["Итого", 2],
    ]
    assert meant(sheet, dictionary) == [
        ["Контрагент", "ИНН", "Телефон", "Email"],
        ["Покупатели", None, None, None],
        ["ООО Вектор", "7707083893", "8 495 500-55-50; 8 495 500-55-51", "info@vektor.ru"],
        ["ИП Ким", "500100732259", 89162223344, None],
        ["Итого", 2, None, None],
    ]


def test_a_column_of_other_kinds_folds_nothing_up(dictionary: Dictionary) -> None:
    called: Sheet = [["Клиент", "Канал", "Текст"], *[["Ким", "Телефон", "звонил"]] * 3]
    assert meant(called, dictionary) is None
    assert meant([*called, ["Ян", "Email", "писал"]], dictionary) is None
    mixed: Sheet = [*called, ["Ян", "Email", "писал"], ["Ия", "Визит", "был"]]
    assert meant(mixed, dictionary) is None


def test_a_list_that_goes_on_to_the_right(dictionary: Dictionary) -> None:
    heads: list[Cell] = ["Фамилия", "Телефон"]
    first: list[Cell] = ["Абрамов", "8 917 000-00-01"]
    second: list[Cell] = ["Мишин", "8 917 000-00-11"]
    sheet: Sheet = [[*heads, None, *heads], [*first, None, *second], ["Белкин", "8 917 000-00-02"]]
    assert meant(sheet, dictionary) == [heads, first, ["Белкин", "8 917 000-00-02"], second]
    assert (
        meant([[*heads, None, "Услуга", "Цена"], [*first, None, "Стрижка", 5]], dictionary) is None
    )
    beside: Sheet = [[*heads, None, *heads], [*first, "!", *second]]
    assert meant(beside, dictionary) is None
