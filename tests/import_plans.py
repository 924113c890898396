"""Ugly Russian lists made for tests, and plans to import them."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from crm_desktop.crm import Crm
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.queries import import_nouns, imports

TITLE = ["Список клиентов магазина «Ромашка»"]
HEADER = ["№", "Наименование", "Контактное лицо", "Телефон", "E-mail", "Город", "Дата создания"]
ROWS: list[list[object]] = [
    [1, "ООО «Ёлки»", "Семёнова Наталья", "8 (916) 123-45-67, 8 495 123-45-67", "info@yolki.ru"],
    [2, "ИП Иванов И. И.", "", 79161234568.0, "IVANOV@Mail.RU ", "Тула", "01.03.2024"],
    [3, "Кузнецов Пётр", "", "'+7 916 123 45 69", "нет", "Орёл"],
    [4, "Петрова Анна", "", "тел. 8 (4872) 12-34-56 доб. 12", "", "Тула"],
    [5, "Сидоров", "", "123-45-67", "sidorov @ mail.ru", "Курск"],
    [6, "Только имя"],
]


def ugly_workbook(path: Path, rows: list[list[object]] | None = None) -> Path:
    """Title rows, an empty row, two phones in a cell, a phone as a float, placeholders."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Лист1")
        above: list[list[object]] = [[*TITLE], ["на 21.11.2026"], [], [*HEADER]]
        for number, row in enumerate(above + (rows or ROWS)):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    return path


def many_rows(count: int) -> list[list[object]]:
    """As many clients as asked for, each with a phone of its own."""
    return [
        [n, f"Клиент {n}", "", f"8 9{n % 100:02} {n // 100:03} 00-{n % 97:02}", f"k{n}@mail.ru"]
        for n in range(1, count + 1)
    ]


def plan_of(crm: Crm, folder: Path, rows: list[list[object]] | None = None) -> ImportPlan:
    """A plan for an ugly list, staged and understood by the program itself."""
    source = ugly_workbook(folder / "клиенты.xlsx", rows)
    staged = crm.ask(imports.stage_file, str(source), str(folder / "staging"))
    return crm.ask(imports.preview, staged, source.name).plan


def noun_plan_of(crm: Crm, folder: Path, text: str) -> ImportPlan:
    """A plan for a list of deals, tasks or notes, told by its heads."""
    source = folder / "список.csv"
    source.write_text(text, "utf-8")
    staged = crm.ask(imports.stage_file, str(source), str(folder / "staging"))
    return crm.ask(import_nouns.preview, staged, source.name).plan
