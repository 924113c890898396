"""An import step by step: which row names the columns, cells corrected in place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop import words
from crm_desktop.crm import Crm
from crm_desktop.domain.imports import Tally, Verdict
from crm_desktop.machine import Machine
from crm_desktop.queries import clients
from crm_desktop.queries.import_choices import NO_HEADER
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.imports.step_bar import Step
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program

ROWS: tuple[tuple[object, ...], ...] = (
    ("Моя база", "", "", ""),
    ("Клиент", "тел", "Эл. почта", "Ещё что-то"),
    ("Семёнова Наталья", "8 916 123-45-67", "natalia@example.ru", "5%"),
    ("Кузнецов Пётр", "нет телефона", "kuz@@mail", ""),
    ("", "", "", "7%"),
    ("Ким", "8 916 123-45-70", "", "VIP"),
)


@pytest.fixture
def program(qapp: QApplication, crm: Crm) -> Iterator[Program]:
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made = Program(crm, theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def page(program: Program, tmp_path: Path) -> ImportsPage:
    path = tmp_path / "клиенты.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Клиенты")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    page.drop_files([str(path)])
    return page


def at(page: ImportsPage) -> Step:
    return page.step


def heads(page: ImportsPage) -> list[int]:
    assert page.preview is not None
    return list(page.preview.shape.header_rows)


def verdicts(page: ImportsPage) -> list[str]:
    model = page.table.rows
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def test_a_list_with_doubts_goes_step_by_step(page: ImportsPage) -> None:
    assert page.steps.isVisible()
    assert at(page) is Step.COLUMNS
    assert page.mapping.isVisible()
    assert page.next_button.hasFocus()
    assert not page.load_button.isVisible()
    for expected in (Step.KNOWN, Step.CHECK):
        page.next_button.click()
        assert at(page) is expected
    assert page.load_button.hasFocus()
    page.steps.buttons[Step.SHEET].click()
    assert page.sheet_panel.table.isVisible()
    assert not page.table.isVisible()
    page.load()
    assert at(page) is Step.RESULT
    assert not page.steps.buttons[Step.CHECK].isEnabled()


def test_another_row_names_the_columns(page: ImportsPage) -> None:
    page.steps.buttons[Step.SHEET].click()
    panel = page.sheet_panel
    assert panel.table.rows.numbers == [0, 1, 2, 3, 4, 5]
    assert panel.table.currentIndex().row() == 1
    assert "называет строка 2" in panel.said.text()
    panel.none_button.click()
    assert page.preview is not None
    assert heads(page) == []
    assert page.preview.read == 5
    assert "Ни одна строка" in panel.said.text()
    panel.table.setCurrentIndex(panel.table.rows.index(1, 0))
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert heads(page) == [1]
    assert page.preview.plan.headers[:2] == ("Клиент", "тел")
    assert at(page) is Step.SHEET, "one stays where one is"
    page.sheet_panel.header_chosen.emit(NO_HEADER)
    assert page.preview.plan.headers == ("", "", "", "")


def test_a_cell_is_corrected_where_it_stands(page: ImportsPage, crm: Crm) -> None:
    page.go_to(Step.CHECK)
    assert verdicts(page)[0] == "новый"
    assert verdicts(page)[2] == "В строке нет ни имени, ни способа связи."
    assert verdicts(page)[1].startswith("новый · ")
    model = page.table.rows
    assert model.flags(model.index(0, 3)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    page.table.setCurrentIndex(model.index(1, 3))
    for cell, text in (((1, 3), "8 916 123-45-70"), ((1, 4), "kuz@mail.ru"), ((2, 2), "Новиков")):
        model.setData(model.index(*cell), text)
    assert page.table.currentIndex() == model.index(1, 3), "the cursor stays"
    # A row that was corrected comes last: it has the phone of another now.
    assert verdicts(page)[1:] == ["изменит у «Ким»: почта", "новый", "новый"]
    assert page.preview is not None
    assert page.preview.tally == Tally(created=3, updated=1)
    assert page.only_problems.isHidden()
    page.tools.show_only(Verdict.CHANGED)
    assert model.rowCount() == 1
    page.load_button.click()
    assert page.result is not None
    assert page.result.tally == Tally(created=3, updated=1)
    found = {card.name: card for card in crm.ask(clients.dump)}
    assert "Новиков" in found
    assert not model.flags(model.index(0, 3)) & Qt.ItemFlag.ItemIsEditable


def test_a_correction_outlives_another_meaning_of_a_column(page: ImportsPage, crm: Crm) -> None:
    model = page.table.rows
    model.setData(model.index(2, 2), "Новиков")
    box = page.mapping.boxes[3]
    box.set_value("source")
    box.activated.emit(box.currentIndex())
    assert page.preview is not None
    assert page.preview.tally == Tally(created=4)
    model.setData(model.index(2, 2), "")
    assert page.preview.tally == Tally(created=3, failed=1)
    assert verdicts(page)[2] == "В строке нет ни имени, ни способа связи."
    page.load()
    assert {card.source for card in crm.ask(clients.dump)} == {"5%", "", "VIP"}
