"""A list goes out to Excel, is edited there, the card changes meanwhile, and it all comes together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from crm_desktop import words
from crm_desktop.commands import client_fields, clients
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as questions
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.imports.round_trip_table import CLIENT, FIELD, NEW, NOW, OLD
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client
from tests.round_trips import edited


@pytest.fixture
def program(qapp: QApplication, crm: Crm) -> Iterator[Program]:
    words.set_language("ru")
    for name, city in (("Иванова Анна", "Москва"), ("=Петров", "Тула"), ("Борис", "Орёл")):
        crm.do(clients.add, a_client(name, f"8 916 000-00-0{len(name) % 10}", city=city))
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made = Program(crm, theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


def exported(program: Program, file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ctrl+E on the list of clients."""
    program.desk.navigator.go("clients")
    page = program.window.page("clients")
    assert isinstance(page, ClientsPage)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    page.export_current()
    return file


def test_out_to_excel_and_back_with_a_conflict(
    program: Program, crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The owner's list goes out as it stands on the screen.
    file = exported(program, tmp_path / "клиенты.xlsx", monkeypatch)

    # In Excel towns are put right, somebody is added, a row is thrown out.
    changed = {"Иванова Анна": {"Город": "Казань"}, "=Петров": {"Город": "Калуга"}}
    edited(
        file,
        lambda row: changed.get(str(row["Название"]), {}),
        ["Новая Вера", "+7 903 111-22-33"],
    )

    # Meanwhile somebody moves Anna in her card.
    anna = next(row.id for row in crm.ask(questions.found, "Анна"))
    crm.do(client_fields.set_fields, anna, {"city": "Пермь"})

    # The file is dropped into the import: it is known again.
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    page.drop_files([str(file)])
    panel = page.round_trip
    assert page.stack.currentWidget() is panel
    assert "2 ячейки у 2 клиентов" in panel.head.summary.text()
    assert page.holds()
    model = panel.model

    def texts(row: int) -> list[str]:
        return [str(model.index(row, column).data()) for column in (CLIENT, FIELD, OLD, NEW, NOW)]

    def ticked() -> list[bool]:
        return [one.taken for one in model.lines]

    assert texts(0) == ["Иванова Анна", "Город", "Москва", "Казань", "Пермь"]
    assert texts(1) == ["=Петров", "Город", "Тула", "Калуга", ""]
    assert texts(2)[:2] == ["Новая Вера", "новый клиент"]
    assert ticked() == [False, True, True], "a conflict waits for a decision"
    assert "Хозяйка" in panel.reason.text()
    assert panel.head.load_button.text() == "Внести 2 изменения"

    # The owner keeps the card, thinks again, and takes what the file says.
    QTest.mouseClick(panel.theirs, Qt.MouseButton.LeftButton)
    assert ticked() == [False, True, True]
    QTest.mouseClick(panel.mine, Qt.MouseButton.LeftButton)
    assert ticked() == [True, True, True]
    panel.table.selectRow(2)
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert ticked() == [True, True, False]
    QTest.mouseClick(panel.head.load_button, Qt.MouseButton.LeftButton)
    assert panel.head.summary.text() == "Внесены 2 ячейки у 2 клиентов."
    assert not page.holds()
    assert crm.ask(questions.card, anna).city == "Казань"
    assert crm.ask(questions.count) == 3, "whoever was not ticked is not there"

    # All of it is taken back at once.
    QTest.mouseClick(panel.head.take_back_button, Qt.MouseButton.LeftButton)
    assert crm.ask(questions.card, anna).city == "Пермь"
    assert "такие, как были" in panel.head.summary.text()


def test_what_was_changed_after_the_check_is_shown_anew(
    program: Program, crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = exported(program, tmp_path / "клиенты.xlsx", monkeypatch)
    edited(file, lambda row: {"Город": "Псков"} if row["Название"] == "Борис" else {})
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    page.drop_files([str(file)])
    panel = page.round_trip
    assert [one.conflict for one in panel.model.lines] == [False]
    boris = next(row.id for row in crm.ask(questions.found, "Борис"))
    crm.do(client_fields.set_fields, boris, {"city": "Ржев"})
    panel.bring_in()
    assert crm.ask(questions.card, boris).city == "Ржев", "nobody's change is overwritten unseen"
    assert [one.conflict for one in panel.model.lines] == [True]
    panel.theirs.click()
    assert not panel.head.load_button.isEnabled()
    panel.mine.click()
    panel.bring_in()
    assert crm.ask(questions.card, boris).city == "Псков"


def test_of_a_file_in_which_nothing_was_changed_no_empty_table_is_shown(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = exported(program, tmp_path / "клиенты.xlsx", monkeypatch)
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    page.drop_files([str(file)])
    panel = page.round_trip
    assert panel.head.summary.text().startswith("В файле ничего не изменили.")
    assert panel.table.isHidden()
    edited(file, lambda row: {"Город": "Псков"} if row["Название"] == "Борис" else {})
    page.drop_files([str(file)])
    assert not panel.table.isHidden()
