"""Rows that did not come in, corrected in their workbook and dropped back; lists known again."""

from __future__ import annotations

import csv
import errno
from pathlib import Path

import openpyxl
import pytest

from crm_desktop import held_files, words
from crm_desktop.crm import Crm
from crm_desktop.domain.imports import Tally
from crm_desktop.queries import clients, import_profiles
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.shell.app import Program

HEADER = ("Кто", "Куда звонить", "Адрес почты", "Размер")
ROWS = (
    ("Семёнова Наталья", "+7 916 123-45-67", "natalia@example.ru", "M"),
    ("Кузнецов Пётр", "нет телефона", "", "L"),
    ("", "", "", "XL"),
    ("Ким", "+7 916 123-45-70", "kim@@mail", "S"),
)


def dropped(program: Program, path: Path) -> ImportsPage:
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    page.drop_files([str(path)])
    return page


def written(path: Path, rows: tuple[tuple[str, ...], ...] = ROWS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADER, *rows])
    return path


def mean(page: ImportsPage, column: int, field: str) -> None:
    box = page.mapping.boxes[column]
    box.set_value(field)
    box.activated.emit(box.currentIndex())


def fields_of(page: ImportsPage) -> list[str]:
    assert page.preview is not None
    return list(page.preview.plan.fields)


def loaded(program: Program, folder: Path) -> ImportsPage:
    page = dropped(program, written(folder / "покупатели.csv"))
    for column, field in enumerate(("full_name", "phone", "email", "source")):
        mean(page, column, field)
    page.load()
    return page


def corrected(book: Path, changes: dict[tuple[int, int], str]) -> None:
    """What somebody does in a spreadsheet program."""
    opened = openpyxl.load_workbook(book)
    sheet = opened.active
    assert sheet is not None
    for (row, column), text in changes.items():
        sheet.cell(row, column).value = text
    opened.save(book)


def test_failed_rows_are_corrected_and_dropped_back(
    program: Program, crm: Crm, tmp_path: Path
) -> None:
    page = loaded(program, tmp_path)
    assert page.result is not None
    assert page.result.tally == Tally(created=3, failed=1)
    book = tmp_path / "непопавшие.xlsx"
    page.save_failed(book)
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == HEADER
    assert rows[0][4:] == (f"Строка в файле (импорт {page.result.run_id})", "Причина")
    assert [row[4] for row in rows[1:]] == ["3", "4", "5"]
    assert all(row[5] for row in rows[1:])
    corrected(book, {(2, 2): "8 916 123-45-68", (3, 1): "Новиков Олег", (4, 3): "kim@mail.ru"})

    page = dropped(program, book)
    assert not page.steps.isVisible(), "nothing is asked again"
    assert "покупатели.csv" in page.known.text()
    assert page.preview is not None
    assert page.preview.plan.fields == ("full_name", "phone", "email", "source", "ignore", "ignore")
    assert page.preview.tally == Tally(created=1, updated=2)
    page.load_button.click()
    assert page.result is not None
    assert page.result.tally == Tally(created=1, updated=2)

    found = {card.name: card for card in crm.ask(clients.dump)}
    assert set(found) == {"Семёнова Наталья", "Кузнецов Пётр", "Ким", "Новиков Олег"}
    assert found["Новиков Олег"].source == "XL"
    # What could not be read has given way to what can.
    assert [p.normal for p in found["Кузнецов Пётр"].points] == ["+79161234568"]
    assert [p.normal for p in found["Ким"].points] == ["+79161234570", "kim@mail.ru"]
    page.take_back_button.click()
    before = {card.name: card for card in crm.ask(clients.dump)}
    assert [p.value for p in before["Кузнецов Пётр"].points] == ["нет телефона"]


def test_failed_rows_go_beside_a_workbook_that_is_open_elsewhere(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = loaded(program, tmp_path)
    held, replace = tmp_path / "строки.xlsx", held_files.replace
    held.write_bytes(b"shown in Excel")

    def kept(source: Path, to: Path, patience: float) -> None:
        if to == held:
            raise PermissionError(errno.EACCES, "open elsewhere", str(to))
        replace(source, to, patience)

    monkeypatch.setattr(held_files, "replace", kept)
    page.save_failed(held)
    toast = program.window.toast
    assert toast.button.text() == "Сохранить как «строки 2.xlsx»"
    toast.button.click()
    assert held.read_bytes() == b"shown in Excel"
    assert openpyxl.load_workbook(tmp_path / "строки 2.xlsx").active is not None
    assert toast.button.text() == "Показать в папке"


def test_a_name_without_an_ending_becomes_a_workbook(program: Program, tmp_path: Path) -> None:
    page = loaded(program, tmp_path)
    page.save_failed(tmp_path / "Строки на 21.11")
    assert openpyxl.load_workbook(tmp_path / "Строки на 21.11.xlsx").active is not None


def test_what_comes_back_half_corrected_comes_back_once_more(
    program: Program, crm: Crm, tmp_path: Path
) -> None:
    page = loaded(program, tmp_path)
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    page.save_failed(first)
    corrected(first, {(2, 2): "8 916 123-45-68"})
    words.set_language("en")
    page = dropped(program, first)
    page.load()
    page.save_failed(second)
    sheet = openpyxl.load_workbook(second).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows[0]) == len(HEADER) + 2
    assert [row[0] or "" for row in rows[1:]] == ["", "Ким"]
    corrected(second, {(3, 3): "kim@mail.ru", (2, 1): "Новиков Олег"})
    page = dropped(program, second)
    page.load()
    assert page.result is not None
    assert page.result.tally == Tally(created=1, updated=1)
    assert crm.ask(clients.count) == 4


def test_a_list_of_the_same_heads_is_taken_as_the_last_one(
    program: Program, crm: Crm, tmp_path: Path
) -> None:
    page = loaded(program, tmp_path)
    (kept,) = crm.ask(import_profiles.listing)
    assert kept.name == "покупатели"
    more = (("Громов Илья", "+7 916 123-45-99", "", "XXL"),)
    page = dropped(program, written(tmp_path / "ещё.csv", more))
    assert not page.steps.isVisible()
    assert page.preview is not None
    assert page.preview.plan.fields == ("full_name", "phone", "email", "source")
    assert "«покупатели»" in page.known.text()
    page.load()
    assert len(crm.ask(import_profiles.listing)) == 1
    page = dropped(program, tmp_path / "ещё.csv")
    assert page.preview is not None
    page.known.button.click()
    assert crm.ask(import_profiles.listing) == []
    assert fields_of(page) != ["full_name", "phone", "email", "source"]
    assert page.known.isHidden()
    program.desk.jobs.undo()
    assert len(crm.ask(import_profiles.listing)) == 1
