"""What a whole list decides of its cells: the country of its phones, words that mean themselves."""

from __future__ import annotations

from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.importing import (
    Cell,
    Context,
    Dictionary,
    RowReader,
    country_of,
    guess_columns,
    literal,
)
from crm_desktop.domain.importing.noun_heads import guess_noun
from crm_desktop.paths import resources

AMERICAN: list[list[Cell]] = [["John Roe", "415-555-0000", ""], ["Acme", "(217) 555-0199", ""]]
LISTS: list[tuple[str, list[str], list[list[Cell]]]] = [
    ("US", ["full_name", "phone", "note"], AMERICAN),
    ("US", ["full_name", "phone_work", "region"], [["A", "917-555-0199", "NY"]] * 3),
    ("US", ["full_name", "phone", "note"], [*AMERICAN, ["Ann", "+1 917 555 0123", ""]]),
    ("US", ["full_name", "phone", "country"], [["A", "917-555-0199", "United States"]] * 3),
    ("BY", ["full_name", "phone", "country"], [["Янка", "29 123-45-67", "Беларусь"]] * 3),
    # Nothing of these is surely from elsewhere.
    ("RU", ["full_name", "phone", "note"], [["Ivanov", "916-555-0199", ""]] * 3),
    ("RU", ["full_name", "phone", "note"], [["Ivanov", "(495) 555-0199", ""]] * 3),
    ("RU", ["full_name", "phone", "note"], [["Иванов", "415-555-0000", ""]] * 3),
    ("RU", ["full_name", "phone", "email"], [["Ivanov", "415-555-0000", "i@mail.ru"]] * 3),
    ("RU", ["full_name", "phone", "note"], [*AMERICAN, ["Petrov", "8 916 555-01-99", ""]]),
    ("RU", ["full_name", "phone", "note"], [["Ivanov", "4155550000", ""]] * 3),
    ("RU", ["full_name", "phone", "country"], [["A", "1", "USA"], *[["B", "", ""]] * 2]),
    ("RU", ["full_name", "phone", "country"], [["Абай", "701 123 45 67", "Казахстан"]] * 3),
    ("RU", ["full_name", "note", "note"], [["John Roe", "415-555-0000", ""]]),
]


def test_the_country_of_phones_is_told_by_the_list() -> None:
    for country, fields, rows in LISTS:
        assert country_of(fields, rows, "RU") == country, rows
    assert country_of(["phone"], [["415-555-0000"]], "DE") == "DE"


def test_a_surname_that_means_nothing_elsewhere_is_kept_where_nothing_is_missing() -> None:
    people: list[Cell] = [f"Smith {letter}" for letter in "abcdefghijk"]
    assert literal([*people, "Null"]) == {"Null"}
    for missing in ("Null", None, "-", ""):
        assert literal([*people, "Null", missing]) == frozenset()
    assert literal([*people, "NULL"]) == frozenset()
    assert literal(["Anna", "Null"]) == frozenset()
    context = Context(literal=frozenset({"Null"}))
    reader = RowReader(["Surname", "City"], ["last_name", "city"], {0: context})
    row = reader.read(["Null", "Null"])
    assert row.values is not None
    assert row.values["name"] == "Null"
    assert row.values["city"] == ""
    assert row.cells == (2, 0, 0, 1, 1)


def test_answers_are_no_names_and_a_fuller_column_calls_the_client() -> None:
    dictionary = Dictionary(resources() / "headers.tsv")
    rows: list[list[Cell]] = [["Светлана", "yes"], ["сергей иванов", "yes"], ["Anna", "no"]]
    found = guess_columns(["Name", "Checkbox"], rows, dictionary)
    assert [one.field for one in found] == ["full_name", "note"]
    firms: list[list[Cell]] = [
        ["Ромашка ООО", "Общество с ограниченной ответственностью «Ромашка»"],
        ["Сидоров И. П.", None],
        ["Лютик ИП", None],
    ]
    found = guess_columns(["Наименование", "Полное наименование"], firms, dictionary)
    assert [one.field for one in found] == ["company_name", "note"]
    lines: list[list[Cell]] = [["ABC\r\nDEF"]]
    assert [one.field for one in guess_columns([], lines, dictionary)] == ["note"]


def test_people_with_their_deals_are_people() -> None:
    heads = ["ID", "Имя", "Фамилия", "Название сделки", "Рабочий телефон"]
    assert guess_noun(heads) is Noun.CLIENTS
    assert guess_noun([*heads, "Этап"]) is Noun.DEALS
    assert guess_noun(["Название сделки", "Имя", "Телефон"]) is Noun.DEALS


def test_numbers_in_whatsapp_are_phones_where_there_are_no_others() -> None:
    dictionary = Dictionary(resources() / "headers.tsv")
    rows: list[list[Cell]] = [["Аня", "89161112233", ""], ["Оля", "то же", "8 495 111-22-33"]]
    found = guess_columns(["Клиент", "Ватсап", "Этаж"], [row[:2] for row in rows], dictionary)
    assert found[1].field == "phone_mobile"
    found = guess_columns(["Клиент", "Ватсап", "Телефон"], rows, dictionary)
    assert [one.field for one in found[1:]] == ["whatsapp", "phone"]
