"""Where the table is in a sheet: headers of several rows."""

from __future__ import annotations

import pytest

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.importing import Cell, Dictionary, find_table
from crm_desktop.domain.importing.cells import kind_of_name
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


def test_what_a_name_alone_tells() -> None:
    firms = (
        "ТСЖ Рябина", "СНТ «Вишня-3»", "ГСК Мотор", "АНО ДО Лингва", "OOO Romashka", "Школа №3",
        "Гимназия 7", "лицей", "Городская поликлиника №2", "Больница", "Аптека Вита", "кафе Ваниль",
        "Ресторан «Сулико»", "Гостиница Берег", "Берег, отель", "Шарлотта (салон)", "магазин Лютик",
        "Стоматология Жемчуг", "Автосервис", "Рекламное агентство", "Студия Инга", "Ломбард 24",
        "Литейный завод", "Завод ЖБИ", "Санаторий Сосны", "Администрация г. Тулы", "Отдел культуры",
        "ООО «Иванов»", "Иванов и партнёры, ООО", "Детский сад №14",
    )  # fmt: skip
    people = (
        "Отделкин Пётр", "Салонов Игорь", "Кафельников Евгений", "Заводов Олег", "Завод Мария",
        "Аптекарь Анна", "Магазинер Лев", "Школьников Иван", "Ломбардо Елена", "Лицеев Глеб",
        "Анна, салон красоты", "Климов Олег магазин", "Фирмин Марк", "Ипатов Семён", "Филипп",
        "Оооков Юрий", "",
    )  # fmt: skip
    traders = (
        "ИП Климов", "Климов О. П. ИП", "«ИП Климов»", "Климов Олег, И.П.", "И.П. Климов",
        "Индивидуальный предприниматель Климов О. П.",
    )  # fmt: skip
    for names, kind in (
        (firms, ClientKind.COMPANY),
        (people, ClientKind.PERSON),
        (traders, ClientKind.SOLE_TRADER),
    ):
        assert [name for name in names if kind_of_name(name) is not kind] == []
    assert kind_of_name("Ромашка", "7707083893") is ClientKind.COMPANY
    assert kind_of_name("ИП Климов", "7707083893") is ClientKind.SOLE_TRADER
    assert kind_of_name("Климов Олег", "500100732259") is ClientKind.PERSON
