"""Where the table is in a sheet: headers of several rows."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.importing import (
    Cell,
    Dictionary,
    Merge,
    TableTop,
    find_table,
    find_top,
    measure,
)
from crm_desktop.domain.importing.content import content_of
from crm_desktop.domain.importing.kinds import kind_of_name
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


PEOPLE: Sheet = [
    ["Иванов Пётр Ильич", "8 916 123-45-67", "Тула", 1000],
    ["Семёнова Анна", "8 916 123-45-68", "Орёл", 2000],
    ["Ким Олег", "8 916 123-45-69", "Тула", 3000],
]


@dataclass(frozen=True)
class Case:
    """Rows around and among three clients, and what is to be found."""

    sheet: Sheet
    header: tuple[int, ...]
    rows: int = 3
    merged: tuple[Merge, ...] = ()
    headers: tuple[str, ...] = ("ФИО", "Телефон", "Город", "Сумма")
    odd: tuple[int, ...] = ()
    below: tuple[int, ...] = ()


NAMES: list[Cell] = ["ФИО", "Телефон", "Город", "Сумма"]
WORDY: Sheet = [[f"Ким {n}", f"8 916 123-45-6{n}", "Тула", n, "Олег", "Ильич"] for n in range(5)]
GROUPS: list[Cell] = ["ФИО", "Связь", None, "Сумма"]
UNDER: list[Cell] = [None, "Телефон", "Город", None]
GROUPED = ("ФИО", "Связь Телефон", "Связь Город", "Сумма")
CASES = {
    "names of groups, merged": Case(
        [GROUPS, UNDER, *PEOPLE], (0, 1), headers=GROUPED,
        merged=((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)),
    ),
    "one group alone, merged": Case(
        [["Список"], [None, "Связь", None, None], NAMES, *PEOPLE], (1, 2), headers=GROUPED,
        merged=((0, 0, 0, 3), (1, 1, 1, 2)),
    ),
    "a title over the whole width is no header": Case(
        [["Наши клиенты"], NAMES, *PEOPLE], (1,), merged=((0, 0, 0, 3),)
    ),
    "a dated title that takes two rows is no header": Case(
        [["Напечатано 01.08.2026", None, "Отчёт"], [None, None, None, "Сумма"],
         [*NAMES[:3], None], *PEOPLE],
        (1, 2), merged=((0, 0, 1, 1), (0, 2, 1, 2), (1, 3, 2, 3)),
    ),
    "machine names": Case([NAMES, ["NAME", "PHONE_1", "CITY", "UF_SUM"], *PEOPLE], (0, 1)),
    "machine names in small letters": Case(
        [NAMES, ["name", "phone", "city", "amount"], *PEOPLE], (0, 1)
    ),
    "units": Case([NAMES, [None, "с кодом", None, "руб."], *PEOPLE], (0, 1)),
    "units beside a number sign": Case(
        [["", *NAMES[1:]], ["№", "с кодом"], *PEOPLE], (0, 1),
        headers=("№", *map(str, NAMES[1:])),
    ),
    "numbers of columns": Case([NAMES, [1, 2, 3, 4], *PEOPLE], (0, 1)),
    "numbers of columns as text": Case([NAMES, ["1", "2", "3", "4"], *PEOPLE], (0, 1)),
    "the header again, also after a gap": Case(
        [NAMES, *PEOPLE, NAMES, *PEOPLE, [], NAMES, *PEOPLE], (0,), rows=9, odd=(4, 9)
    ),
    "both rows of the header again": Case(
        [NAMES, [1, 2, 3, 4], *PEOPLE, NAMES, [1, 2, 3, 4], *PEOPLE], (0, 1), rows=6, odd=(5, 6)
    ),
    "sections and totals": Case(
        [NAMES, ["Оптовики"], PEOPLE[0], ["Итого", None, None, 1000], ["Северный район"],
         *PEOPLE[1:], ["ВСЕГО:", None, None, 6000]],
        (0,), odd=(1, 3, 4, 7),
    ),
    "pages": Case([NAMES, *PEOPLE[:2], ["Страница 2 из 3"], PEOPLE[2]], (0,), odd=(3,)),
    "a client of one cell": Case([NAMES, *PEOPLE[:2], ["Ромашкина Вера"], PEOPLE[2]], (0,), rows=4),
    "signatures and footnotes": Case(
        [NAMES, *PEOPLE, [], ["Директор", None, "______", "Иванов И.И."], ["М.П."],
         ["* телефоны проверены"]],
        (0,), below=(5, 6, 7),
    ),
    "a footnote at once": Case([NAMES, *PEOPLE, ["* без НДС"]], (0,), below=(4,)),
    "figures below": Case(
        [NAMES, *PEOPLE, [], ["Кто", "План", "Факт"], ["Ольга", 10, 20]], (0,), below=(5, 6)
    ),
    "another list below": Case(
        [NAMES, *PEOPLE, [], ["Город", "Клиент", "E-mail"], ["Тула", "Ольга", "a@b.ru"]], (0,)
    ),
    "a gap inside": Case([NAMES, PEOPLE[0], [], [], *PEOPLE[1:]], (0,)),
    "a poor row after a gap": Case(
        [NAMES, PEOPLE[0], [], ["Петрова Ирина", "нет телефона"], *PEOPLE[1:]], (0,), rows=4
    ),
    "no header": Case(PEOPLE, (), headers=()),
    "no header, and a row of words": Case(
        [*PEOPLE, ["Клиент", "Ирина", "Город"], *PEOPLE], (), rows=7, headers=()
    ),
    "the first header wins over the same lower down": Case(
        [["Кто", "Как", "Город", "Доход"], *PEOPLE, ["Кто", "Как", "Город", "Доход"], *PEOPLE],
        (0,), rows=6, odd=(4,), headers=("Кто", "Как", "Город", "Доход"),
    ),
    "surnames that begin as sections do": Case(
        [NAMES, *PEOPLE, ["Юрьев Олег"], ["Общество с ограниченной ответственностью Ель"]],
        (0,), rows=5,
    ),
    "what stands over all groups is no part of a name": Case(
        [["Сведения о клиентах"], [None, "Реквизиты", None, "Покупки"], NAMES, *PEOPLE], (0, 1, 2),
        headers=("ФИО", "Реквизиты Телефон", "Реквизиты Город", "Покупки Сумма"),
    ),
    "names below a header that has one of them": Case(
        [["Менеджер", "План", "Факт", "Год"], ["Ольга", 1, 2, 3], [], ["ФИО", "Связь", "Город"],
         [None, "Тел.", None, "Сумма покупок"], *PEOPLE],
        (3, 4), headers=("ФИО", "Связь Тел.", "Город", "Сумма покупок"),
    ),
    "figures of another table under words": Case(
        [[*NAMES, "Имя", "Отчество"], *WORDY, [], [], ["Клерк", "План", None, None, "Факт", "Брак"],
         ["Ольга", None, None, None, 20, 30], ["Стас", None, None, None, 5, 7]],
        (0,), rows=5, headers=(*NAMES, "Имя", "Отчество"), below=(8, 9, 10),
    ),
    "words under a gap are a client": Case(
        [[*NAMES, "Имя", "Отчество"], *WORDY, [], ["Барсик", None, None, None, "Кот", "Серый"]],
        (0,), rows=6, headers=(*NAMES, "Имя", "Отчество"),
    ),
    "a name by itself below a gap": Case([*PEOPLE, [], ["Петрова Анна Ильинична"]], (), 4, (), ()),
    "remarks below two columns that are filled": Case(
        [NAMES, *([[f"Анна {n}", f"8916111000{n}"] for n in range(5)]), [], ["* проверены"],
         ["Составил: Ольга"]],
        (0,), rows=5, below=(7, 8),
    ),
    "letters of a phone book": Case(
        [["А"], ["Аня", "8 916 123-45-67"], ["Б"], ["Борис", "8 916 123-45-68"], ["Баба Люба"],
         ["В"], ["Вера", "8 916 123-45-69"]],
        (), rows=4, headers=(), odd=(0, 2, 5),
    ),
    "a section in a column of addresses": Case(
        [["Почта", "ФИО", "Сумма"], ["Северный район"],
         *([[f"a{n}@mail.ru", "Ким Олег", n] for n in range(4)])],
        (0,), rows=4, headers=("Почта", "ФИО", "Сумма"), odd=(1,),
    ),
    "machine names with remarks": Case(
        [NAMES, ["NAME*", "PHONE (моб.)", "C I T Y", "UF_SUM, руб."], *PEOPLE], (0, 1)
    ),
}  # fmt: skip


def test_tables_of_every_kind(dictionary: Dictionary) -> None:
    for name, case in CASES.items():
        found = find_table(enumerate(case.sheet), dictionary, case.merged)
        odd = sorted(found.skipped)
        assert (
            found.header_rows, found.headers, found.data_rows, tuple(odd), found.note_rows
        ) == (case.header, case.headers, case.rows, case.odd, case.below), name  # fmt: skip


def test_a_row_sorted_elsewhere_is_sorted_alike(dictionary: Dictionary) -> None:
    sheet = CASES["signatures and footnotes"].sheet
    top = find_top(enumerate(sheet), dictionary)
    assert top is not None
    there = TableTop.unpacked(json.loads(json.dumps(top.packed())))
    assert there == top
    shape = measure(there, list(enumerate(sheet))[1:], dictionary.knows)
    assert shape.note_rows == (5, 6, 7)


def test_what_a_name_alone_tells() -> None:
    firms = (
        "ТСЖ Рябина", "СНТ «Вишня-3»", "ГСК Мотор", "АНО ДО Лингва", "OOO Romashka", "Школа №3",
        "Гимназия 7", "лицей", "Городская поликлиника №2", "Больница", "Аптека Вита", "кафе Ваниль",
        "Ресторан «Сулико»", "Гостиница Берег", "Берег, отель", "Шарлотта (салон)", "магазин Лютик",
        "Стоматология Жемчуг", "Автосервис", "Рекламное агентство", "Студия Инга", "Ломбард 24",
        "Литейный завод", "Завод ЖБИ", "Санаторий Сосны", "Администрация г. Тулы", "Отдел культуры",
        "ООО «Иванов»", "Иванов и партнёры, ООО", "Детский сад №14", "OОО «Роса»", "AО «Роса»", "ЗAО Ель",
        "Такси Максим", "Бар Лис", "ЖЭК №5",
    )  # fmt: skip
    people = (
        "Отделкин Пётр", "Салонов Игорь", "Кафельников Евгений", "Заводов Олег", "Завод Мария",
        "Аптекарь Анна", "Магазинер Лев", "Школьников Иван", "Ломбардо Елена", "Лицеев Глеб",
        "Анна, салон красоты", "Климов Олег магазин", "Фирмин Марк", "Ипатов Семён", "Филипп",
        "Оооков Юрий", "Ao Wei", "Барсов Лев", "Клубков Ян", "",
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


def test_a_title_that_every_printed_page_begins_with_is_no_client(dictionary: Dictionary) -> None:
    heads: list[Cell] = ["№", "Клиент", "Телефон", "Адрес"]
    people: list[Cell] = ["Агеев Семён", "Бобров Тимур", "Волков Юрий", "Громов Лев"]
    rows: Sheet = [[n, name, f"8 913 500-00-{n}", "Омск"] for n, name in enumerate(people, 11)]
    sheet: Sheet = [
        ["Реестр клиентов"],
        heads,
        *rows[:2],
        [None, "Реестр клиентов", None, "Лист 2"],
        heads,
        *rows[2:],
    ]
    found = find_table(enumerate(sheet), dictionary)
    assert (found.data_rows, found.repeated_rows) == (4, (4, 5))


def test_a_value_that_repeats_counts_as_often_as_it_stands() -> None:
    towns: list[Cell] = ["г. Казань", "г. Казань", "Казань", "ООО «Ромашка»", None, "-", 5, 5]
    found = content_of([[town] for town in towns], 0)
    assert (found.filled, found.distinct) == (6, 4 / 6)
    assert (found.kinds["city"], found.company) == (3 / 6, 1 / 6)
    assert {look.value: round(share * 6) for look, share in found.looks.items()} == {
        "text": 4,
        "number": 2,
    }


def test_a_long_cell_of_figures_is_gone_through_without_going_back() -> None:
    figures: list[list[Cell]] = [["1 " * 4_000], ["8 913 500-00-11 Агеев"]]
    assert content_of(figures, 0).worded == 0.5


def test_a_long_cell_of_anything_is_no_line_that_somebody_typed() -> None:
    strange: list[list[Cell]] = [["\u200b " * 9_000 + "а1" * 9_000], ["8 913 500-00-11 Агеев"]]
    assert content_of(strange, 0).worded == 0.5


def test_contracts_with_their_sums_and_a_total_of_all_columns_are_no_clients(
    dictionary: Dictionary,
) -> None:
    sheet: Sheet = [
        ["Контрагент", "Приход", "Расход", "Остаток"],
        ["Договор"],
        ["ООО «Альфа»", 500, 200, 1300],
        ["Договор №1 от 01.01.2026", 500, 200, 1300],
        ["ИП Ким О. А.", 700, 700, 0],
        ["Основной договор", 700, 700, 0],
        ["Реализация товаров 0001 от 03.03.2026", 700, 700, 0],
        ["ООО «Договор»", 100, 0, 100],
        ["Итого", 1300, 900, 1400],
    ]
    found = find_table(enumerate(sheet), dictionary)
    assert (found.data_rows, found.total_rows) == (3, (8,))
    called: Sheet = [["Клиент", "Телефон"], ["Договор", "8 916 123-45-67"]]
    assert find_table(enumerate(called), dictionary).data_rows == 1


def test_a_label_above_is_no_title_of_pages(dictionary: Dictionary) -> None:
    people: Sheet = [["Агеев Семён", "8 916 123-45-67", "Омск", 5]] * 3
    sheet: Sheet = [["Агент:"], ["Клиент", "Телефон", "Город", "Сумма"], *people, ["Агент:"]]
    assert find_table(enumerate(sheet), dictionary).repeated_rows == ()
