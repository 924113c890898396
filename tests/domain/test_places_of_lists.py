"""Addresses that lists tell in parts, towns inside addresses, kinds of phones of address books."""

from __future__ import annotations

from crm_desktop.domain.importing import (
    Cell,
    Context,
    Dictionary,
    RowReader,
    clean_value,
    guess_columns,
)
from crm_desktop.domain.importing.content import city_in
from crm_desktop.domain.phones import format_phone, parse_phones
from crm_desktop.paths import resources

TOWNS = {
    "107078, Москва г, Каланчевская ул, дом № 2": "Москва",
    "170000, Тверская область, Тверь, Волоколамский пр-т, 7": "Тверь",
    "г. Ростов-на-Дону, пр. Мира": "Ростов-на-Дону",
    "г.Химки, ул. Мира, 3": "Химки",
    "Нижний Новгород; ул. Горького": "Нижний Новгород",
    "Киров, ул. Москва": "Киров",
    # Not told surely.
    "ул. Кирова, 5": "",
    "Москва, Тула": "",
    "самовывоз": "",
    "107078 Москва, ул. Ленина": "",
}


def row(fields: dict[str, Cell]) -> dict[str, object]:
    found = RowReader([f"«{name}»" for name in fields], list(fields)).read(list(fields.values()))
    assert found.values is not None
    return found.values


def test_one_town_of_an_address_is_the_clients() -> None:
    for address, town in TOWNS.items():
        assert city_in(address) == town, address
    told = row({"name": "Анна", "address": "г. Тверь, ул. Мира, 4"})
    assert (told["city"], told["address"]) == ("Тверь", "г. Тверь, ул. Мира, 4")
    told = row({"name": "Анна", "address": "г. Тверь, ул. Мира, 4", "city": None})
    assert told["city"] == ""


def test_an_address_in_parts_is_one_address() -> None:
    parts: dict[str, Cell] = {
        "name": "Анна",
        "address": "пр. Победы, 12",
        "city": "Казань",
        "region": "Татарстан",
        "postal_code": 420000,
        "country": "Россия",
    }
    told = row(parts)
    assert told["address"] == "420000, Россия, Татарстан, Казань, пр. Победы, 12"
    assert (told["city"], told["comment"]) == ("Казань", "")
    told = row(parts | {"address": "420000 Россия, Татарстан, Казань, пр. Победы, 12"})
    assert told["address"] == "420000 Россия, Татарстан, Казань, пр. Победы, 12"
    told = row(parts | {"address": None, "postal_code": None, "country": None})
    assert told["address"] == "Татарстан, Казань"
    told = row({"name": "Анна", "region": "Тула", "region ": None, "address": "ул. Мира, 5"})
    assert told["address"] == "Тула, ул. Мира, 5"
    reader = RowReader(["a", "b", "c"], ["name", "address", "address"])
    same = reader.read(["Анна", "ул. Мира, 5, Тула", "ул. Мира, 5"])
    other = reader.read(["Анна", "ул. Мира, 5, Тула", "ул. Ленина, 7"])
    assert same.values is not None
    assert other.values is not None
    assert (same.values["comment"], other.values["comment"]) == ("", "c: ул. Ленина, 7")


def test_a_kind_of_phone_that_all_have_is_the_columns() -> None:
    dictionary = Dictionary(resources() / "headers.tsv")
    heads = ["Name", "Phone 1 - Type", "Phone 1 - Value", "E-mail 1 - Type", "E-mail 1 - Value"]
    rows: list[list[Cell]] = [
        ["Анна", "Mobile", "8 916 111-22-33", "* Home", "a@b.ru"],
        ["Олег", None, None, None, None],
    ]
    fields = [one.field for one in guess_columns(heads, rows, dictionary)]
    assert fields[1:] == ["ignore", "phone_mobile", "ignore", "email"]
    rows[1][1:3] = ["Work", "8 495 111-22-33"]
    fields = [one.field for one in guess_columns(heads, rows, dictionary)]
    assert fields[1:] == ["note", "phone", "ignore", "email"]


def test_markup_of_the_web_goes_its_words_stay() -> None:
    text = '<div>Звонить в <b>пятницу</b><br>после 15</div><a href="https://a.ru/x">тут</a>'
    found = clean_value("comment", text, Context())
    assert found.value == "Звонить в пятницу\nпосле 15\nтут https://a.ru/x"
    assert clean_value("comment", "скидка <5%, долг > 3", Context()).value == "скидка <5%, долг > 3"


def test_towns_with_a_code_of_four_figures_are_shown_as_they_write() -> None:
    for typed, shown in {
        "(4872) 33-22-11": "+7 (4872) 33-22-11",
        "8 8617 12-34-56": "+7 (8617) 12-34-56",
        "8 495 123-45-67": "+7 (495) 123-45-67",
        "(4872) 33-22-11 доб. 5": "+7 (4872) 33-22-11 доб. 5",
    }.items():
        phone = parse_phones(typed)[0]
        assert phone.normal is not None
        assert format_phone(phone.normal, phone.ext) == shown
        assert parse_phones(shown)[0].normal == phone.normal


def test_hyphens_that_an_encoding_lost() -> None:
    for typed, normal in (("8 (920) 977?83?21", "+79209778321"), ("8 916 12?-45-67", None)):
        found = clean_value("phone", typed, Context())
        assert [one.normal for one in found.value] == [normal]


def test_a_cell_of_a_name_and_a_number_says_all_of_it() -> None:
    lena = row({"name": "8 916 123-45-67 - Лена, педикюр, по средам"})
    assert (lena["name"], lena["comment"]) == ("Лена", "«name»: педикюр; по средам")
    ksyu = row({"name": "Ксюня, директор, 8 916 123-45-67"})
    assert (ksyu["name"], ksyu["comment"]) == ("Ксюня", "директор")
    oleg = row({"name": "2. Петров Олег - 8 (921) 555-01-02 (после 18)"})
    assert (oleg["name"], oleg["comment"]) == ("Петров Олег", "«name»: после 18")
    reader = RowReader(["Фирма"], ["name"])
    firm = reader.read(["ООО Ромашка, Иванов, 8 916 123-45-67"])
    assert firm.values is not None
    assert (firm.values["name"], firm.contact) == ("ООО Ромашка", ("Иванов", ""))
