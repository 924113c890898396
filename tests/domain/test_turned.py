"""Sheets on their side: cards, transposed tables, clients told label by label."""

from __future__ import annotations

import pytest

from crm_desktop.domain.importing import Cell, Dictionary
from crm_desktop.domain.importing.labels import may_be_turned
from crm_desktop.domain.importing.turned import upright
from crm_desktop.paths import resources

Sheet = list[list[Cell]]


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(resources() / "headers.tsv")


def stood(sheet: Sheet, dictionary: Dictionary) -> Sheet | None:
    rows = list(enumerate(sheet))
    return upright(rows, dictionary.knows) if may_be_turned(rows) else None


def test_a_transposed_table(dictionary: Dictionary) -> None:
    sheet: Sheet = [
        ["Клиенты"],
        ["ФИО", "Иванова Анна", "Ким Олег"],
        ["Телефон", "8 916 123-45-67", 89161234568],
        ["Город", None, "Тула"],
        ["Любимый цвет", "синий"],
    ]
    assert stood(sheet, dictionary) == [
        ["Клиенты"],
        ["ФИО", "Телефон", "Город", "Любимый цвет"],
        ["Иванова Анна", "8 916 123-45-67", None, "синий"],
        ["Ким Олег", 89161234568, "Тула", None],
    ]


def test_a_card_of_a_firm(dictionary: Dictionary) -> None:
    sheet: Sheet = [
        [None, "КАРТОЧКА ПРЕДПРИЯТИЯ"],
        [],
        [None, "Полное наименование:", None, "ООО «Ветер»"],
        [None, "Юридический адрес:", None, "г. Тула, ул. Ленина, д. 5"],
        [None, "ИНН / КПП:", None, "7707083893 / 773601001"],
        [None, "Банковские реквизиты"],
        [None, "БИК", None, "044525225"],
    ]
    assert stood(sheet, dictionary) == [
        [None, "КАРТОЧКА ПРЕДПРИЯТИЯ"],
        [None, "Банковские реквизиты"],
        ["Полное наименование", "Юридический адрес", "ИНН / КПП", "БИК"],
        ["ООО «Ветер»", "г. Тула, ул. Ленина, д. 5", "7707083893 / 773601001", "044525225"],
    ]


def test_clients_label_by_label(dictionary: Dictionary) -> None:
    heads: list[Cell] = ["Клиент", "Телефон", "Город"]
    records: Sheet = [["Анна", "8 916 123-45-67", "Тула"], ["Олег", "8 916 123-45-68", None]]
    beside: Sheet = [
        ["Клиент:", "Анна"], ["Телефон:", "8 916 123-45-67"], ["Город:", "Тула"], [],
        ["Клиент:", "Олег"], ["Телефон:", "8 916 123-45-68"],
    ]  # fmt: skip
    inside: Sheet = [[" ".join(map(str, row))] if row else [] for row in beside]
    for sheet in (beside, inside):
        assert stood(sheet, dictionary) == [heads, *records]


def test_tables_that_stand_upright_stay_so(dictionary: Dictionary) -> None:
    table: Sheet = [["ФИО", "Телефон", "Город"], *[[f"Ким {n}", 89161234560 + n] for n in range(5)]]
    fields: Sheet = [
        ["Поле", "Что писать"], ["ФИО", "как в паспорте"], ["Телефон", "с кодом"],
        ["Город", "полностью"], ["E-mail", "один"],
    ]  # fmt: skip
    above: Sheet = [["Организация:", "ООО"], ["Телефон:", "8 916 123-45-67"], ["Город:", "Тула"]]
    for sheet in (table, fields, [*above, *table, *table[1:]]):
        assert stood(sheet, dictionary) is None


def test_names_that_are_like_labels_turn_no_table(dictionary: Dictionary) -> None:
    heads: list[Cell] = ["Клиент", "Телефон", "Город"]
    body: Sheet = [[f"Клиент {n}", f"8 916 000-00-{n:02}", "Тула"] for n in range(30)]
    assert stood([heads, *body], dictionary) is None
    assert stood(body, dictionary) is None
