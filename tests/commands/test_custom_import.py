"""Lists with columns of own fields: loaded, met again, exported and loaded back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from crm_desktop.commands import clients, custom_fields, imports
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.imports import ImportPlan, OnMatch
from crm_desktop.exports.everything import everything_to_file
from crm_desktop.exports.lists import clients_to_file
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import imports as import_queries
from crm_desktop.words.imports import standards_text
from tests.fixtures import a_client
from tests.tables import derived, dump

FIELDS = {
    "Марка": (CustomKind.CHOICE, ("Киа", "Лада")),
    "Пробег": (CustomKind.NUMBER, ()),
    "Осмотр": (CustomKind.DATE, ()),
    "Услуги": (CustomKind.SEVERAL, ("Мойка", "Ремонт")),
    "Клуб": (CustomKind.FLAG, ()),
    "Пожелания": (CustomKind.TEXT, ()),
}
HEADER: list[object] = [
    "Имя",
    "Телефон",
    "марка",
    "Пробег",
    "Осмотр",
    "Услуги",
    "Клуб",
    "Пожелания",
]
ROWS: list[list[object]] = [
    ["Анна", "8 916 000-00-01", "КИА", 1234.5, date(2026, 11, 21), "мойка, ремонт", "да", "тихо"],
    ["Борис", "8 916 000-00-02", "Форд", "1 500", "21.12.2026", "Мойка", "нет", ""],
    ["Вера", "8 916 000-00-03", "", "много", "скоро", "", "может быть", ""],
]


@pytest.fixture
def own(crm: Crm) -> dict[str, str]:
    return {
        name: str(
            crm.do(custom_fields.add, FieldDraft(CustomNoun.CLIENT, kind, name, "", choices)).value
        )
        for name, (kind, choices) in FIELDS.items()
    }


def plan_of(crm: Crm, folder: Path, rows: list[list[object]], header: list[object]) -> ImportPlan:
    source = folder / "машины.xlsx"
    with xlsxwriter.Workbook(str(source)) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for line, row in enumerate([header, *rows]):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, place, datetime.combine(value, time()), day)
                else:
                    sheet.write(line, place, value)
    staged = crm.ask(import_queries.stage_file, str(source), str(folder / "staging"))
    return crm.ask(import_queries.preview, staged, source.name).plan


def custom(crm: Crm) -> dict[str, dict[str, Any]]:
    return {card.name: dict(card.custom) for card in crm.ask(client_queries.dump)}


def test_columns_called_as_fields_go_there(crm: Crm, tmp_path: Path, own: dict[str, str]) -> None:
    plan = plan_of(crm, tmp_path, ROWS, HEADER)
    assert plan.fields[2:] == tuple(f"custom:{own[name]}" for name in FIELDS)
    crm.do(imports.clients, plan)
    found = custom(crm)
    assert found["Анна"] == {
        own["Марка"]: "Киа", own["Пробег"]: 12_345_000, own["Осмотр"]: "2026-11-21",
        own["Услуги"]: ["Мойка", "Ремонт"], own["Клуб"]: True, own["Пожелания"]: "тихо",
    }  # fmt: skip
    # A choice that is not in the list is nobody's mistake: it is kept as it came.
    assert found["Борис"] == {
        own["Марка"]: "Форд", own["Пробег"]: 15_000_000, own["Осмотр"]: "2026-12-21",
        own["Услуги"]: ["Мойка"],
    }  # fmt: skip
    assert found["Вера"] == {}
    (vera,) = (card for card in crm.ask(client_queries.dump) if card.name == "Вера")
    for word in ("много", "скоро", "может быть"):
        assert word in vera.comment
    assert crm.ask(client_queries.ids, "ремонт") == crm.ask(client_queries.ids, "Анна")
    assert crm.check() == []
    crm.undo()
    assert custom(crm) == {}


@pytest.mark.parametrize("overwrite", [False, True])
def test_those_who_are_there_are_filled_or_overwritten(
    crm: Crm, tmp_path: Path, own: dict[str, str], *, overwrite: bool
) -> None:
    mine: dict[str, object] = {own["Марка"]: "Лада", own["Пожелания"]: "громко"}
    crm.do(clients.add, replace(a_client("Анна", "8 916 000-00-01"), custom=mine))
    plan = plan_of(crm, tmp_path, ROWS[:1], HEADER)
    plan = replace(plan, on_match=OnMatch.OVERWRITE if overwrite else OnMatch.FILL)
    seen = crm.ask(import_queries.preview, plan.staging, plan.file_name)
    assert crm.ask(import_queries.judged, seen, plan).tally.updated == 1
    first = crm.do(imports.clients, plan)
    assert first.value.updated == 1
    found = custom(crm)["Анна"]
    assert found[own["Пробег"]] == 12_345_000
    assert found[own["Марка"]] == ("Киа" if overwrite else "Лада")
    assert found[own["Пожелания"]] == ("тихо" if overwrite else "громко")
    # The second time it brings nothing that is not there.
    assert crm.do(imports.clients, plan).value.updated == 0
    crm.undo(first.operation)
    assert custom(crm)["Анна"] == mine


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_exported_is_loaded_back(
    crm: Crm, tmp_path: Path, own: dict[str, str], ending: str
) -> None:
    crm.do(imports.clients, plan_of(crm, tmp_path, ROWS[:2], HEADER))
    before = custom(crm)
    target = tmp_path / f"clients.{ending}"
    crm.export(clients_to_file, target, "ru")
    for id_ in crm.ask(client_queries.ids):
        crm.do(clients.delete, id_)
    assert custom(crm) == {}
    staged = crm.ask(import_queries.stage_file, str(target), str(tmp_path / "staging"))
    plan = crm.ask(import_queries.preview, staged, target.name).plan
    crm.do(imports.clients, plan)
    assert custom(crm) == before


def test_exports_have_typed_columns(crm: Crm, tmp_path: Path, own: dict[str, str]) -> None:
    crm.do(imports.clients, plan_of(crm, tmp_path, ROWS[:1], HEADER))
    crm.export(clients_to_file, tmp_path / "clients.xlsx", "ru")
    crm.export(everything_to_file, tmp_path / "all.xlsx")
    for name in ("clients.xlsx", "all.xlsx"):
        target = tmp_path / name
        book = openpyxl.load_workbook(target)
        sheet = book.worksheets[0]
        header, row = list(sheet.iter_rows(values_only=True))[:2]
        book.close()
        found = dict(zip(header, row, strict=True))
        assert found["Пробег"] == 1234.5
        assert found["Осмотр"] == datetime.combine(date(2026, 11, 21), time())
        assert found["Услуги"] == "Мойка; Ремонт"


def test_a_long_list_is_understood_by_children_just_so(
    crm: Crm, tmp_path: Path, own: dict[str, str]
) -> None:
    rows: list[list[object]] = [
        [f"Клиент {n}", f"8 9{n % 100:02} {n // 100:03} 00-{n % 97:02}", "Лада", n, "", "", "", ""]
        for n in range(6_000)
    ]
    crm.do(imports.clients, plan_of(crm, tmp_path, rows, HEADER))
    found = custom(crm)
    assert len(found) == 6_000
    assert found["Клиент 77"] == {own["Марка"]: "Лада", own["Пробег"]: 77 * 10_000}


STANDARDS: dict[str, Any] = {
    "Уровень": (CustomKind.CHOICE, ("Обычный", "Особый"), "Обычный"),
    "Скидка": (CustomKind.NUMBER, (), 50_000),
    "Рассылка": (CustomKind.FLAG, (), True),
    "Каналы": (CustomKind.SEVERAL, ("Почта", "СМС"), ["Почта", "СМС"]),
    "Пробег": (CustomKind.NUMBER, (), 10_000),
}
"""Kind, choices and default; of «Пробег» the list has a column."""


def test_new_clients_begin_with_the_defaults(crm: Crm, tmp_path: Path) -> None:
    there = crm.do(clients.add, a_client("Глеб", "8 916 000-00-09")).value
    keys = {
        name: str(
            crm.do(
                custom_fields.add,
                FieldDraft(CustomNoun.CLIENT, kind, name, "", choices, standard),
            ).value
        )
        for name, (kind, choices, standard) in STANDARDS.items()
    }
    gone = FieldDraft(CustomNoun.CLIENT, CustomKind.TEXT, "Старое", standard="нет")
    crm.do(custom_fields.archive, crm.do(custom_fields.add, gone).value)
    rows: list[list[object]] = [
        ["Анна", "8 916 000-00-01", 7],
        ["Борис", "8 916 000-00-02", ""],
        ["Глеб", "8 916 000-00-09", ""],
    ]
    plan = plan_of(crm, tmp_path, rows, ["Имя", "Телефон", "Пробег"])
    standard = {keys[name]: STANDARDS[name][2] for name in STANDARDS if name != "Пробег"}
    assert plan.standards() == standard
    told = standards_text(plan, "ru")
    assert "Уровень – Обычный; Скидка – 5; Рассылка – " in told
    assert "Пробег" not in told
    crm.do(imports.clients, plan)
    found = custom(crm)
    assert found["Анна"] == {**standard, keys["Пробег"]: 70_000}
    assert found["Борис"] == standard, "where the list has a column, the list speaks"
    assert crm.ask(client_queries.card, there).custom == {}, "whoever is there stays as they are"
    # A default is found as any other value, and the index is as if it were made anew.
    assert len(crm.ask(client_queries.ids, "обычный")) == 2
    before = dump(crm), derived(crm)
    assert crm.check() == []
    crm.undo()
    assert custom(crm) == {"Глеб": {}}
    crm.redo()
    assert (dump(crm), derived(crm)) == before
