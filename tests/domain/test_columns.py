"""What columns mean: by words that no collection holds, by neighbours, by what stands in them."""

from __future__ import annotations

import pytest

from crm_desktop.domain.importing import Cell, ColumnGuess, Dictionary, guess_columns
from crm_desktop.paths import resources

PEOPLE: list[Cell] = ["Иванов Пётр Ильич", "Семёнова Анна", "Ким Олег"]
CALLED: list[Cell] = ["Лена 8 916 123-45-67", "8 916 123-45-68, Ольга", "Ян т. 8 916 123-45-69"]
FIRMS: list[Cell] = ["ООО «Ёлка»", "ИП Ким О. А.", "АО «Тир»"]
HEADERS = {
    "Откуда узнал": "source",
    "Откуда Вы о нас узнали?": "source",
    "Т Е Л Е Ф О Н": "phone",
    "Контакты Телефон": "phone",
    "Где живёт Город": "city",
    "Телефн": "phone",
    "Адес": "address",
    "Моб. тел.": "phone_mobile",
    "Раб. тел. (с кодом)": "phone_work",
    "Эл. адрес": "email",
    "E-mail*": "email",
    "ИНН (10 или 12 цифр)": "inn",
    "Фамилия, имя, отчество": "full_name",
    "Комментарий менеджера": "comment",
    "Дата рожд. (дд.мм.гггг)": "birthday",
    "Торговая точка": "company_name",
    "Владелец-сотрудник": "responsible",
    "Инста": "messenger",
    "Телега": "telegram",
    "Tax ID": "inn",
    "Контактное-\nлицо": "contact_name",
    "Юр. адрес организации": "address_legal",
    "Последняя покупка": "note",
    "Номер договора": "note",
    "Согласие на рассылку": "note",
    "КЛИEHТЫ, TEЛЕФОН": "phone",
    "CTATУC": "status",
    "Е-МАIL": "email",
    "Почтовый код (раб. адрес)": "postal_code",
}


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(resources() / "headers.tsv")


def guessed(dictionary: Dictionary, columns: dict[str, list[Cell]]) -> list[ColumnGuess]:
    rows = [list(cells) for cells in zip(*columns.values(), strict=True)]
    headers = ["" if name.isdigit() else name.rstrip("_") for name in columns]
    return list(guess_columns(headers, rows, dictionary))


def fields(dictionary: Dictionary, columns: dict[str, list[Cell]]) -> list[str]:
    return [one.field for one in guessed(dictionary, columns)]


def test_headers_that_were_never_collected(dictionary: Dictionary) -> None:
    filling: list[Cell] = ["а б в", "г д е", "ж з и"]
    for header, field in HEADERS.items():
        found = guessed(dictionary, {"Клиент": filling, header: filling})
        assert found[1].field == field, header
        assert found[1].confidence < 1 or dictionary.knows(header), header


def test_what_one_name_means_is_decided_by_what_stands_beside_and_below(
    dictionary: Dictionary,
) -> None:
    words: list[Cell] = ["Ромашка", "Ель", "Дуб"]
    ages: list[Cell] = [20, 30, 40]
    cases: tuple[tuple[dict[str, list[Cell]], str], ...] = (
        ({"Имя": words, "Фамилия": PEOPLE}, "first_name"),
        ({"Имя": words, "Город": words}, "full_name"),
        ({"Название": words, "ИНН": ages}, "company_name"),
        ({"Название": PEOPLE, "Город": words}, "full_name"),
        ({"Клиент": FIRMS, "Город": words}, "company_name"),
        ({"Клиент": words, "Город": words}, "name"),
        ({"Name": words, "Age": ages}, "full_name"),
        ({"NAME": words, "WEBSITE": words}, "company_name"),
        ({"Категория": words, "Телефон": ages}, "tags"),
        ({"Наименование": words, "Имя": words, "Фамилия": PEOPLE}, "company_name"),
        ({"Наименование": words, "Имя": words, "Компания контакта": FIRMS}, "full_name"),
        ({"Контрагент": FIRMS, "Имя": words, "Организация": FIRMS}, "company_name"),
        ({"Номер": ages, "Клиент": PEOPLE}, "note"),
        ({"ФИО родителя": PEOPLE, "ФИО ребёнка": PEOPLE}, "full_name"),
        ({"ФИО ребёнка": PEOPLE, "Дата рождения": words, "ФИО родителя": PEOPLE}, "note"),
        ({"Дата рождения": words, "ФИО ребёнка": PEOPLE, "Мама": PEOPLE}, "note"),
        ({"ФИО ребёнка": PEOPLE, "Телефон мамы": words}, "full_name"),
        ({"ФИО ребёнка": PEOPLE, "Мама": ["Ким Анна", None, None]}, "full_name"),
        ({"Паспорт": ["4510 123456", "4511 654321", "4512 111222"], "ФИО": PEOPLE}, "note"),
        ({"Владелец ФИО": PEOPLE, "Питомец Кличка": words}, "full_name"),
        ({"Владелец": PEOPLE, "Клиент": words}, "responsible"),
        ({"Питомец Дата рожд.": words, "Владелец": PEOPLE}, "note"),
        ({"Страна поездки": words, "Клиент": PEOPLE}, "note"),
        ({"кв.": [1, 2, 3], "Собственник": PEOPLE}, "note"),
        ({"№ п/п": [1, 2, 3], "Собственник": PEOPLE}, "ignore"),
        ({"раб.": words, "Клиент": PEOPLE}, "phone_work"),
        ({"Контактное лицо, телефон": CALLED, "Клиент": FIRMS}, "contact_name"),
        ({"Клиент, телефон": CALLED, "Город": words}, "name"),
        ({"Клиент, телефон": CALLED, "Клиент": PEOPLE}, "phone"),
        ({"ФИО и телефон": ["8 916 123-45-67"] * 3, "Город": words}, "phone"),
        ({"0": CALLED}, "name"),
        ({"0": ["8 916 123-45-67 Лена", "89161234568 доб. 5", "8 916 123-45-69 Ян"]}, "name"),
        ({"0": ["8 916 123-45-67", "тел. 89161234568 доб. 5", "8 916 123-45-69 моб"]}, "phone"),
        ({"Номер": ["8 916 123-45-67"] * 3, "Клиент": PEOPLE}, "phone"),
        ({"Категория": words, "Цена": ages}, "category"),
    )
    for columns, field in cases:
        assert fields(dictionary, columns)[0] == field, list(columns)


def test_columns_without_a_name_are_known_by_what_stands_in_them(dictionary: Dictionary) -> None:
    columns: dict[str, list[Cell]] = {
        "0": [1, 2, 4, 5, 6, 7],
        "1": [*PEOPLE, *PEOPLE],
        "2": ["8 916 123-45-67"] * 6,
        "3": ["a@mail.ru"] * 6,
        "4": ["Тула", "Орёл", "г. Москва", "Казань", "Ростов-на-Дону", "Пермь"],
        "5": ["ул. Мира, 5", "пр. Ленина, д. 3", "Садовая ул., 4", "ул. Б", "пер. В", "ш. Г"],
        "6": [
            "директор",
            "гл. бухгалтер",
            "менеджер по продажам",
            "снабженец",
            "директор",
            "юрист",
        ],
        "7": [{"d": f"19{year}-05-01"} for year in (61, 72, 83, 94, 75, 66)],
        "8": ["7707083893"] * 6,
        "9": ["как есть", "угу", "тут", "там", "что-то", "ещё"],
    }
    found = guessed(dictionary, columns)
    assert [one.field for one in found] == [
        "ignore", "full_name", "phone", "email", "city", "address", "position", "birthday", "inn",
        "note",
    ]  # fmt: skip
    assert all(one.confidence <= 0.8 for one in found if one.field in {"city", "birthday"})
    assert found[4].samples == ("Тула", "Орёл", "г. Москва", "Казань", "Ростов-на-Дону")


def test_of_two_columns_of_one_name_the_filled_one_is_taken(dictionary: Dictionary) -> None:
    empty: list[Cell] = [None, None, None]
    columns = {"Имя": PEOPLE, "Источник": empty, "Источник_": ["сайт", "друзья", "сайт"]}
    assert fields(dictionary, columns)[1:] == ["note", "source"]


def test_nothing_is_left_out_that_may_say_something(dictionary: Dictionary) -> None:
    columns: dict[str, list[Cell]] = {
        "Имя": PEOPLE,
        "Телефон помощника": ["8 916", "8 917", "8 918"],
        "№": [3, 2, 1],
    }
    assert fields(dictionary, columns) == ["full_name", "note", "ignore"]
