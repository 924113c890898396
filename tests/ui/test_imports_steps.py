"""An import step by step: which row names the columns, cells corrected in place."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as client_commands
from crm_desktop.crm import Crm
from crm_desktop.domain.imports import OnMatch, Tally, Verdict
from crm_desktop.queries import clients
from crm_desktop.queries.import_choices import NO_HEADER
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.imports.preview_words import UNTAKEN
from crm_desktop.ui.imports.step_bar import Step
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

ROWS: tuple[tuple[object, ...], ...] = (
    ("Моя база", "", "", ""),
    ("Клиент", "тел", "Эл. почта", "Ещё что-то"),
    ("Семёнова Наталья", "8 916 123-45-67", "natalia@example.ru", "5%"),
    ("Кузнецов Пётр", "нет телефона", "kuz@@mail", ""),
    ("", "", "", "7%"),
    ("Ким", "8 916 123-45-70", "", "VIP"),
)


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
    assert "названиями столбцов нет" in panel.said.text()
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
    assert verdicts(page)[2] == "не загрузится · В строке нет ни имени, ни способа связи."
    assert verdicts(page)[1].startswith("новый · ")
    model = page.table.rows
    assert model.flags(model.index(0, 3)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    page.table.setCurrentIndex(model.index(1, 3))
    for cell, text in (((1, 3), "8 916 123-45-70"), ((1, 4), "kuz@mail.ru"), ((2, 2), "Новиков")):
        model.setData(model.index(*cell), text)
    assert page.table.currentIndex() == model.index(1, 3), "the cursor stays"
    # A row that was corrected comes last: it has the phone of another now.
    changed = verdicts(page)[1]
    assert changed.startswith("изменит у «Ким»: почта · У клиента здесь другое значение")
    assert changed.endswith("Кузнецов Пётр")
    assert verdicts(page)[2:] == ["новый", "новый"]
    page.tools.which.set_value(UNTAKEN)
    page.tools.which.activated.emit(page.tools.which.currentIndex())
    assert page.tools.which.currentText() == "Не перенесено: 1"
    assert model.index(0, 2).data() == "Кузнецов Пётр"
    page.tools.show_only(None)
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
    assert verdicts(page)[2] == "не загрузится · В строке нет ни имени, ни способа связи."
    page.load()
    assert {card.source for card in crm.ask(clients.dump)} == {"5%", "", "VIP"}


def decide(page: ImportsPage, rows: list[int], how: OnMatch) -> None:
    table = page.met.table
    table.clearSelection()
    table.setSelectionMode(QTableView.SelectionMode.MultiSelection)
    for row in rows:
        table.selectRow(row)
    table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
    page.met.buttons[how].click()


def test_it_is_decided_row_by_row(page: ImportsPage, crm: Crm) -> None:
    known = [
        crm.do(client_commands.add, a_client(name, phone, city="Тула")).value
        for name, phone in (("Наталья", "8 916 123-45-67"), ("Ким Олег", "8 916 123-45-70"))
    ]
    box = page.mapping.boxes[3]
    box.set_value("city")
    box.activated.emit(box.currentIndex())
    page.go_to(Step.KNOWN)
    assert page.meeting.keys["phone"].isVisible()
    page.meeting.on_match.set_value(OnMatch.ASK.value)
    page.meeting.on_match.activated.emit(page.meeting.on_match.currentIndex())
    assert page.met.isVisible()
    model = page.met.rows
    told = [[str(model.index(r, c).data()) for c in range(4)] for r in range(model.rowCount())]
    assert [one[:2] + one[3:] for one in told] == [
        ["3", "Наталья", "не решено"],
        ["6", "Ким Олег", "не решено"],
    ]
    assert "город: Тула → 5%" in told[0][2]
    assert "почта: + natalia@example.ru" in told[0][2]
    assert "2 строки ждут решения" in page.met.said.text()
    decide(page, [0], OnMatch.OVERWRITE)
    assert "1 строка ждёт решения" in page.met.said.text()
    decide(page, [0], OnMatch.FILL)
    assert page.preview is not None
    assert page.preview.tally == Tally(created=1, updated=1, skipped=1, failed=1)
    page.load()
    assert page.result is not None
    assert page.result.tally == Tally(created=1, updated=1, skipped=1, failed=1)
    natalia = crm.ask(clients.card, known[0])
    assert (natalia.city, len(natalia.points)) == ("Тула", 2)
    assert crm.ask(clients.card, known[1]).city == "Тула"


def test_all_rows_have_something_in_common(page: ImportsPage, crm: Crm) -> None:
    page.common.tag.setText("Ярмарка 2026")
    page.common.tag.editingFinished.emit()
    page.common.city.setText("Тула")
    page.common.city.editingFinished.emit()
    page.go_to(Step.CHECK)
    page.load()
    cards = crm.ask(clients.dump)
    assert {(tuple(card.tags), card.city) for card in cards} == {(("Ярмарка 2026",), "Тула")}


def test_the_whole_way_by_keyboard(
    page: ImportsPage, program: Program, crm: Crm, qtbot: QtBot
) -> None:
    window = program.window

    def press(key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)

    def go_to(widget: QWidget) -> None:
        for _press in range(80):
            if QApplication.focusWidget() is widget:
                return
            press(Qt.Key.Key_Tab)
        raise AssertionError("the keyboard does not get there")

    window.activateWindow()
    go_to(page.steps.buttons[Step.SHEET])
    press(Qt.Key.Key_Space)
    go_to(page.sheet_panel.table)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert heads(page) == [2]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert heads(page) == [1]
    for _step in range(3):
        go_to(page.next_button)
        press(Qt.Key.Key_Space)
    assert at(page) is Step.CHECK
    go_to(page.table)
    page.table.setCurrentIndex(page.table.rows.index(2, 2))
    press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("Новиков")
    press(Qt.Key.Key_Return)
    # The editor hands its text over in the next turn of the loop.
    qtbot.waitUntil(lambda: page.preview is not None and page.preview.tally == Tally(created=4))
    go_to(page.load_button)
    press(Qt.Key.Key_Space)
    assert at(page) is Step.RESULT
    assert crm.ask(clients.count) == 4
    assert page.show_button.hasFocus()


def test_columns_that_stay_are_not_made_anew(page: ImportsPage) -> None:
    page.go_to(Step.COLUMNS)
    boxes = dict(page.mapping.boxes)
    page.go_to(Step.CHECK)
    model = page.table.rows
    model.setData(model.index(1, 3), "8 916 123-45-70")
    assert page.mapping.boxes == boxes
    # What was picked and did not come to be is what it was.
    boxes[1].set_value("email")
    assert page.preview is not None
    page.mapping.show_columns(page.preview)
    assert page.mapping.boxes == boxes
    assert boxes[1].value() == "phone"
    boxes[1].set_value("ignore")
    boxes[1].activated.emit(boxes[1].currentIndex())
    assert page.mapping.boxes[1] is not boxes[1]
    assert page.mapping.boxes[1].value() == "ignore"


def test_of_hundreds_of_columns_only_those_in_sight_are_made_at_once(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    wide = tmp_path / "широкий.xlsx"
    with xlsxwriter.Workbook(str(wide)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Клиент", "Телефон", *(f"Графа {n}" for n in range(90))])
        sheet.write_row(1, 0, ["Ким", "8 916 123-45-70", *(f"слово {n}" for n in range(90))])
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    page.drop_files([str(wide)])
    page.go_to(Step.COLUMNS)
    made = page.mapping.findChildren(ChoiceBox)
    assert page.mapping.isVisible()
    assert 0 < len(made) < 92, "the others wait until the window has nothing to do"
    qtbot.waitUntil(lambda: len(page.mapping.findChildren(ChoiceBox)) == 92, timeout=5_000)
    assert list(page.mapping.boxes) == list(range(92))
