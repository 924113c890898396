"""Past imports in the window: found again, looked at, taken back, their failed rows opened."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import activities
from crm_desktop.commands import clients as changes
from crm_desktop.commands import deals as deal_changes
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.queries import clients, deals, import_runs
from crm_desktop.ui.clients.found import Blank
from crm_desktop.ui.imports.past import PastImportsPage
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

HEADER = ("Наименование", "Телефон", "E-mail", "Город")
ROWS = (
    ("Семёнова Наталья", "+7 916 123-45-67", "natalia@example.ru", "Тула"),
    ("Кузнецов Пётр", "нет телефона", "", "Орёл"),
    ("", "", "", "Тула"),
    ("Ким", "+7 916 123-45-70", "", "Тула"),
)


@pytest.fixture
def program(qapp: QApplication, crm: Crm, tmp_path: Path) -> Iterator[Program]:
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    settings = Machine(folders={"lists": str(tmp_path)})
    made = Program(crm, theme, settings, immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def loaded(program: Program, tmp_path: Path) -> Program:
    """A list was loaded, and its file is gone."""
    path = tmp_path / "клиенты.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADER, *ROWS])
    program.window.open_files([str(path)])
    program.window.page("imports").load_button.click()
    path.unlink()
    return program


def past(program: Program) -> PastImportsPage:
    program.desk.navigator.go("past-imports")
    page = program.window.page("past-imports")
    assert isinstance(page, PastImportsPage)
    return page


def cell(page: PastImportsPage, key: str, row: int = 0) -> str:
    keys = [one.key for one in page.table.list_model.columns]
    return str(page.table.model().index(row, keys.index(key)).data())


def test_nothing_was_loaded_yet(program: Program) -> None:
    page = past(program)
    assert page.rooms.currentWidget() is page.empty
    page.empty.button.click()
    assert program.desk.navigator.here == ("imports",)


def test_a_loaded_list_stands_there_with_its_numbers(loaded: Program) -> None:
    page = past(loaded)
    assert [cell(page, key) for key in ("file", "created", "updated", "failed", "touched")] == [
        "клиенты.csv",
        "3",
        "0",
        "1",
        "0",
    ]
    facts = page.panel.facts.text()
    assert "4 строки в файле: новых — 3, не загружено — 1" in facts
    assert "Можно вернуть до " in facts
    assert page.panel.touched.text() == "С тех пор ничего из загруженного не меняли."


def test_what_goes_and_what_stays_is_seen_before(loaded: Program, crm: Crm) -> None:
    kim = next(c.id for c in crm.ask(clients.dump) if c.name == "Ким")
    crm.do(activities.add_note, kim, "перезвонить")
    page = past(loaded)
    assert cell(page, "touched") == "1"
    page.panel.look_button.click()
    assert page.panel.looking()
    assert page.panel.goes.text() == "Уйдут 2 клиента."
    assert page.panel.stays.text().split("\n") == [
        "Остаются, потому что их меняли после импорта:",
        "Ким — к записи относится что-то более новое",
    ]
    assert crm.ask(clients.count) == 3
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.panel.looking()
    page.panel.look_button.click()
    page.panel.take_button.click()
    assert [c.name for c in crm.ask(clients.dump)] == ["Ким"]
    assert page.rooms.currentWidget() is page.empty
    assert loaded.window.toast.text() == "Импорт отменён; то, что меняли после него, осталось."
    loaded.window.toast.button.click()
    assert crm.ask(clients.count) == 3
    assert cell(page, "file") == "клиенты.csv"


def test_both_answers_come_into_sight_in_a_low_window(loaded: Program, qtbot: QtBot) -> None:
    page = past(loaded)
    page.panel.setFixedHeight(180)
    page.panel.look_button.click()
    button = page.panel.take_button
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect() == button.rect())


def test_failed_rows_open_without_touching_a_file(
    loaded: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    own = tmp_path / "Незагруженные строки — клиенты.xlsx"
    own.write_text("моё", "utf-8")
    page = past(loaded)
    page.panel.rows_button.click()
    assert own.read_text("utf-8") == "моё"
    (made,) = opened
    assert Path(made).name == "Незагруженные строки — клиенты 2.xlsx"
    sheet = openpyxl.load_workbook(made).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[3] for row in rows] == ["Город", "Орёл", "Тула"]
    assert all(row[5] for row in rows)


def test_to_the_clients_of_one_import(loaded: Program, crm: Crm) -> None:
    crm.do(changes.add, a_client("Прежняя Анна", "8 916 765-43-21"))
    page = loaded.window.page("imports")
    page.show_button.click()
    assert on_top(loaded) == "clients"
    room = loaded.window.page("clients")
    assert room.model.rowCount() == 3
    assert room.only.isVisible()
    assert "клиенты.csv" in room.only.words.text()
    assert room.only.words.width() == room.only.words.sizeHint().width()
    room.search.setText("916")
    QTest.keyClick(room.search, Qt.Key.Key_Return)
    assert [crm.ask(clients.card, i).name for i in room.model.ids()] == ["Ким", "Семёнова Наталья"]
    room.search.clear()
    room.only.all_button.click()
    assert room.model.rowCount() == 4
    assert room.only.isHidden()
    assert loaded.desk.navigator.here == ("clients",)
    loaded.desk.navigator.back()
    assert on_top(loaded) == "imports"
    loaded.desk.navigator.forward()
    assert room.only.isHidden(), "all of them again, not those of the import"
    past(loaded).panel.clients_button.click()
    assert room.model.rowCount() == 3
    loaded.desk.jobs.undo(crm.ask(import_runs.past)[0].operation)
    assert room.left.is_blank(Blank.NOTHING)
    room.left.blank(Blank.NOTHING).button.click()
    assert room.model.rowCount() == 1


def on_top(program: Program) -> str:
    """The page that is seen."""
    shown = program.window.stack.shown
    return shown.id if shown is not None else ""


def test_ways_to_it(loaded: Program) -> None:
    here = loaded.desk.navigator
    here.go("imports")
    page = loaded.window.page("imports")
    page.past_button.click()
    assert on_top(loaded) == "past-imports"
    here.go("clients")
    more = loaded.window.page("clients").more_button.menu()
    next(a for a in more.actions() if a.text() == "Прошлые импорты").trigger()
    assert on_top(loaded) == "past-imports"
    here.go("clients")
    loaded.window.table.action("past-imports").trigger()
    assert on_top(loaded) == "past-imports"
    loaded.window.table.action("help").trigger()
    assert here.here == ("help", "imports")
    assert on_top(loaded) == "help"


def test_deals_are_told_as_deals(program: Program, crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "сделки.csv"
    rows = ("Стадия сделки;Название;Сумма;Контакт;Телефон", "Новая;Окна;45000;Иванов Иван;8 916 123-45-67",
            "Новая;Двери;12000;Новикова Вера;8 916 000-11-22")  # fmt: skip
    path.write_text("\n".join(rows), "utf-8")
    program.window.open_files([str(path)])
    program.window.page("imports").load_button.click()
    page = past(program)
    assert [cell(page, key) for key in ("noun", "created", "touched")] == ["Сделки", "2", "0"]
    assert page.panel.clients_button.text() == "К сделкам"
    page.panel.look()
    assert page.panel.goes.text() == "Уйдут 2 сделки.\nУйдут 2 клиента."
    newest = max(one.id for one in crm.ask(deals.listing))
    program.desk.jobs.run(deal_changes.move, newest, crm.ask(deals.stages)[1].id)
    assert cell(past(program), "touched") == "1"
    assert page.panel.touched.text() == "1 сделку из этого списка с тех пор меняли."
    assert not page.panel.looking(), "what was foreseen holds no longer"
