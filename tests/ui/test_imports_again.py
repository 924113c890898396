"""A list that comes again in another state, several files, and cells out of the clipboard."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.crm import Crm
from crm_desktop.domain.imports import RunPart, Tally
from crm_desktop.queries import clients, import_runs
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.imports.result_panel import Line
from crm_desktop.ui.shell.app import Program

HEADER = ("Имя", "Телефон", "Город")
FIRST = (
    ("Семёнова Наталья", "+7 916 123-45-67", "Тула"),
    ("Кузнецов Пётр", "+7 916 123-45-68", ""),
    ("Громов Илья", "+7 916 123-45-69", "Орёл"),
    ("Без телефона", "", "Курск"),
)
SECOND = (FIRST[0], ("Кузнецов Пётр", "+7 916 123-45-68", "Орёл"), FIRST[3],
          ("Новиков Олег", "+7 916 123-45-70", ""))  # fmt: skip


@pytest.fixture
def page(program: Program) -> ImportsPage:
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    return page


def written(path: Path, rows: tuple[tuple[str, ...], ...]) -> str:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADER, *rows])
    return str(path)


def told(page: ImportsPage) -> list[str]:
    return [one.label.text() for one in page.result_panel.lines if not one.label.isHidden()]


def line(page: ImportsPage, part: RunPart) -> Line:
    return next(one for one in page.result_panel.lines if one.part is part)


def names_shown(program: Program) -> list[str]:
    room = program.window.page("clients")
    return [str(room.model.index(row, 0).data()) for row in range(room.model.rowCount())]


def test_another_state_of_a_list(
    program: Program, page: ImportsPage, crm: Crm, tmp_path: Path
) -> None:
    page.drop_files([written(tmp_path / "октябрь.csv", FIRST)])
    assert page.before.isHidden()
    page.load_button.click()
    assert told(page) == ["4 новых клиента"]
    assert page.result_panel.until.text().startswith("Можно вернуть до ")
    page.drop_files([written(tmp_path / "ноябрь.csv", SECOND)])
    assert page.preview is not None
    assert page.preview.tally == Tally(created=1, updated=1, skipped=2)
    assert "«октябрь.csv»" in page.before.text()
    assert "1 клиента из него в этом файле больше нет" in page.before.text()
    page.load_button.click()
    assert told(page) == [
        "1 новый клиент",
        "1 строка изменила клиента",
        "2 строки уже были",
        "1 клиента из этого списка больше нет в файле",
    ]
    for part, expected in (
        (RunPart.MISSING, ["Громов Илья"]),
        (RunPart.NEW, ["Новиков Олег"]),
        (RunPart.CHANGED, ["Кузнецов Пётр"]),
    ):
        button = line(page, part).clients
        assert button.isVisible()
        button.click()
        assert names_shown(program) == expected
        program.desk.navigator.go("imports")
    assert crm.ask(clients.count) == 5
    # A third state: who was gone before is gone still, whoever brought them.
    page.drop_files([written(tmp_path / "декабрь.csv", SECOND[:1])])
    assert len(page.preview.missing if page.preview else ()) == 4


def test_files_come_one_after_another(page: ImportsPage, crm: Crm, tmp_path: Path) -> None:
    broken = tmp_path / "пусто.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    files = [written(tmp_path / "1.csv", FIRST[:1]), str(broken)]
    files += [written(tmp_path / f"{n}.csv", FIRST[n : n + 1]) for n in (1, 2)]
    page.drop_files(files)
    assert page.title.text() == "1.csv · 1 из 4"
    page.load_button.click()
    assert page.next_button.text() == "Следующий файл"
    assert page.next_button.hasFocus()
    page.next_button.click()
    # What cannot be read is told and left out.
    assert page.title.text() == "1.csv · 3 из 4"
    assert page.back_button.text() == "Пропустить этот файл"
    page.back_button.click()
    assert page.title.text() == "2.csv · 4 из 4"
    page.load_button.click()
    assert not page.next_button.isVisible()
    assert len(crm.ask(import_runs.past)) == 2


def test_copied_cells_are_a_list(program: Program, page: ImportsPage, crm: Crm) -> None:
    clipboard = QApplication.clipboard()
    clipboard.clear()
    QTest.keyClick(page.beginning.start.button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.preview is None
    program.desk.navigator.go("clients")
    room = program.window.page("clients")
    clipboard.setText(" завтра 15:00 отправить счёт\n")
    QTest.keyClick(room, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert room.isVisible()  # a sentence is no list
    clipboard.setText("Имя\tТелефон\nГромов Илья\t8 916 123-45-69\nНовиков Олег\t\n")
    QTest.keyClick(room, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.isVisible()
    assert page.title.text() == "Буфер обмена.tsv"
    page.load_button.click()
    assert {card.name for card in crm.ask(clients.dump)} == {"Громов Илья", "Новиков Олег"}
