"""Every cell of a list that holds anything ends in exactly one place, and is counted there."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import xlsxwriter

from crm_desktop.commands import imports
from crm_desktop.crm import Crm
from crm_desktop.domain.imports import Cells
from crm_desktop.queries import clients
from crm_desktop.queries import imports as looks
from crm_desktop.queries.imports import ImportPreview

HEADER = ["№", "ФИО", "Компания", "Телефон", "Почта", "ДР", "ИНН", "Тип", "Размер обуви", "Дата"]


def _look(crm: Crm, path: Path) -> ImportPreview:
    staged = crm.ask(looks.stage_file, str(path), str(path.parent / "staging"))
    return crm.ask(looks.preview, staged, path.name)


def _written(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Лист1")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    return path


def _filled(path: Path) -> int:
    """Cells that hold more than blanks, as another program reads them."""
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    texts = (str(cell) for row in rows for cell in row if cell)
    return sum(1 for text in texts if text.strip(" \u00a0\t\r\n"))


def _parts(cells: Cells) -> int:
    return cells.stored + cells.kept + cells.problems + cells.ignored + cells.aside


def test_each_place_by_name(crm: Crm, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Список клиентов"],
        [*HEADER],
        [1, "Иванова Анна", "", "8 916 123-45-67", "a@mail.ru", "01.02.1990", "", "", 38, ""],
        [2, "Пётр", "ООО «Ёлки»", "123-45-67", "-", "завтра", "770", "VIP", "  ", "нет"],
        [3, "", "", "нет", "", "01.02.1990", "", "", 40, ""],
        ["Итого", "", "", 5],
    ]
    path = _written(tmp_path / "клиенты.xlsx", rows)
    preview = _look(crm, path)
    # Problems: a phone, a birthday and an ИНН that cannot be read; all wanted of the third row.
    assert preview.cells == Cells(
        filled=_filled(path), stored=6, kept=2, problems=3 + 2, ignored=3 + 3, aside=13, blank=3
    )
    assert _parts(preview.cells) == preview.cells.filled
    assert crm.do(imports.clients, preview.plan).value.cells == preview.cells
    card = next(c for c in crm.ask(clients.dump) if c.name == "ООО «Ёлки»")
    assert card.contacts[0].name == "Пётр"
    assert "VIP" in card.comment


def test_nothing_that_has_a_name_is_dropped(crm: Crm, tmp_path: Path) -> None:
    head = ["Компания", "ФИО", "Контактное лицо", "Фамилия", "Имя", "Телефон"]
    row = ["ООО «Луч»", "Иванов Иван", "Петров Пётр", "Сидоров", "Семён", "8 916 123-45-67"]
    path = _written(tmp_path / "люди.xlsx", [[*head], [*row, "", "справа от таблицы"]])
    preview = _look(crm, path)
    crm.do(imports.clients, preview.plan)
    (card,) = crm.ask(clients.dump)
    told = " ".join([card.name, card.comment, *(one.name for one in card.contacts)])
    for text in ("Луч", "Иванов Иван", "Петров Пётр", "Сидоров Семён", "справа от таблицы"):
        assert text in told, text
    assert _parts(preview.cells) == preview.cells.filled == _filled(path)


def test_whatever_stands_in_a_table_its_cells_add_up(crm: Crm, tmp_path: Path) -> None:
    dice = random.Random(20261126)
    words: list[object] = [
        "", "-", "нет", "Анна", "ООО «Мир»", "8 916 123-45-67", "x@y.ru", 45356, 3.5, True, " ",
        "01.03.2024", "12.2024", "7707083893", "\u00a0", "Итого", "ИП", "4,5 тыс", "http://site.ru",
    ]  # fmt: skip
    for number in range(6):
        width = dice.randint(2, 9)
        titles = dice.sample(HEADER, width)
        rows = [[dice.choice(words) for _ in range(dice.randint(1, 10))] for _ in range(60)]
        path = _written(tmp_path / f"список {number}.xlsx", [[*titles], ["Маша", "тут"], *rows])
        preview = _look(crm, path)
        cells = preview.cells
        assert _parts(cells) == cells.filled == _filled(path), (number, cells)
        assert min(cells.stored, cells.kept, cells.problems, cells.ignored, cells.aside) >= 0
