"""The room of imports: columns given another meaning, doubts shown alone, those who are there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from crm_desktop import words
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.domain.imports import Verdict
from crm_desktop.queries import clients
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

HEADER = ("Наименование", "Телефон", "E-mail", "Город")
ROWS = (
    ("Семёнова Наталья", "+7 916 123-45-67", "natalia@example.ru", "Тула"),
    ("Кузнецов Пётр", "нет телефона", "", "Орёл"),
    ("Петрова Анна", "+7 916 123-45-69", "anna @ example", "Курск"),
    ("", "", "", "Тула"),
    ("Ким", "+7 916 123-45-70", "", "Тула"),
)


def dropped(program: Program, path: Path) -> ImportsPage:
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    page.drop_files([str(path)])
    return page


@pytest.fixture
def page(program: Program, tmp_path: Path) -> ImportsPage:
    path = tmp_path / "клиенты.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADER, *ROWS])
    return dropped(program, path)


def shown(page: ImportsPage) -> list[str]:
    """The first column of every row shown: its number in the file."""
    model = page.table.rows
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def test_what_will_happen_is_said_in_one_sentence(page: ImportsPage) -> None:
    assert page.summary.text() == "5 строк в файле: новых — 4, не загрузится — 1."
    assert page.head.cells.isVisible()
    told = "Заполненных ячеек — 19: в поля — 12, не понято или не перенесено — 3, вне строк списка — 4."
    assert page.head.cells.text() == f"{told} Номера без кода страны: +7."
    assert page.load_button.isVisible()
    assert not page.fold.isChecked()
    assert page.mapping.isHidden()


def test_doubtful_cells_carry_their_reason(page: ImportsPage) -> None:
    model = page.table.rows
    phone = model.index(1, 3)
    assert model.data(phone, Qt.ItemDataRole.DisplayRole) == "нет телефона"
    reason = str(model.data(phone, Qt.ItemDataRole.ToolTipRole))
    assert "нет телефона" in reason
    assert model.data(phone, Qt.ItemDataRole.DecorationRole) is not None
    assert reason in str(model.data(phone, Qt.ItemDataRole.AccessibleTextRole))
    assert model.reason(model.index(0, 3)) == ""
    page.table.setCurrentIndex(phone)
    assert page.reason.text() == f"Строка 3, «Телефон»: {reason}"
    assert page.reason.property("bad")
    page.table.setCurrentIndex(model.index(1, 1))
    assert not page.reason.property("bad"), "the row itself comes in"
    page.table.setCurrentIndex(model.index(0, 2))
    assert "не удалось понять" in page.reason.text()


def test_where_the_page_scrolls_the_rows_have_most_of_the_window(page: ImportsPage) -> None:
    page.load_button.click()
    for height in (700, 250, 700):
        page.setFixedHeight(height)
        QApplication.processEvents()
        scrolls = page.sheet.verticalScrollBar().maximum() > 0
        assert scrolls == (height == 250)
        assert not scrolls or page.table.height() > page.sheet.viewport().height() * 0.7
        assert page.table.geometry().bottom() < page.reason.geometry().top()


def test_only_the_rows_with_doubts(page: ImportsPage) -> None:
    assert shown(page) == ["2", "3", "4", "5", "6"]
    assert page.only_problems.text() == "Только 3 строки с вопросами"
    page.only_problems.setChecked(True)
    assert shown(page) == ["3", "4", "5"]
    page.only_problems.setChecked(False)
    assert shown(page) == ["2", "3", "4", "5", "6"]


def pick(box: ChoiceBox, value: object) -> None:
    box.set_value(value)
    box.activated.emit(box.currentIndex())


def test_a_reason_is_there_to_be_read_whole(page: ImportsPage) -> None:
    page.only_problems.setChecked(True)
    table = page.table
    for width in (500, 3000):
        table.resize(width, 300)
        assert table.columnWidth(1) >= min(table.sizeHintForColumn(1), 320)


def test_a_column_may_mean_something_else(page: ImportsPage, crm: Crm) -> None:
    page.fold.setChecked(True)
    assert page.mapping.isVisible()
    assert [box.value() for box in page.mapping.boxes.values()][1:] == ["phone", "email", "city"]
    pick(page.mapping.boxes[3], "source")
    assert page.fold.isChecked()
    head = page.table.rows.headerData(5, Qt.Orientation.Horizontal)
    assert head == "Город\n→ источник"
    page.load_button.click()
    assert page.result is not None
    found = {card.name: card for card in crm.ask(clients.dump)}
    assert (found["Ким"].source, found["Ким"].city) == ("Тула", "")


@pytest.mark.parametrize(("choice", "city"), [("fill", "Тула"), ("skip", "")])
def test_those_already_there(
    program: Program, crm: Crm, tmp_path: Path, choice: str, city: str
) -> None:
    known = crm.do(changes.add, a_client("Ким Ольга", "+7 916 123-45-70")).value
    path = tmp_path / "клиенты.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADER, *ROWS])
    page = dropped(program, path)
    assert "изменится — 1" in page.summary.text()
    assert page.meeting.on_match.isVisible()
    pick(page.meeting.on_match, choice)
    page.load_button.click()
    assert crm.ask(clients.card, known).city == city


def test_another_sheet(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "книга.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, count in (("Покупатели", 3), ("Поставщики", 1)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate((HEADER, *ROWS[:count])):
                sheet.write_row(number, 0, row)
    page = dropped(program, path)
    assert page.sheets.isVisible()
    assert page.preview is not None
    assert page.preview.read == 3
    sheets = {sheet.name: sheet.id for sheet in page.preview.sheets}
    page.sheets.set_value(sheets["Поставщики"])
    page.sheets.activated.emit(page.sheets.currentIndex())
    assert page.preview.read == 1
    assert page.preview.plan.sheet_name == "Поставщики"


def test_after_loading_the_next_step_has_the_keyboard(page: ImportsPage) -> None:
    page.window().activateWindow()
    page.load_button.click()
    assert page.show_button.hasFocus()
    assert page.load_button.isHidden()
    assert page.failed_button.isVisible()
    assert page.failed_button.text() == "Сохранить незагруженные строки…"
    page.take_back_button.click()
    assert page.summary.text().startswith("Импорт отменён")
    assert page.table.isHidden(), "no row says that it was added"
    QApplication.processEvents()
    assert page.head.height() < page.height() / 2, "what is told stays at the top"


def test_a_long_head_is_cut_with_a_mark_and_told_whole(program: Program, tmp_path: Path) -> None:
    long = "Телефон для связи с клиентом, по которому можно звонить в любое время"
    path = tmp_path / "клиенты.csv"
    path.write_text(f'Имя;"{long[:30]}\n{long[30:]}"\nКим;+7 916 123-45-70\n', "utf-8")
    model = dropped(program, path).table.rows
    across = Qt.Orientation.Horizontal
    shown = str(model.headerData(3, across)).split("\n")
    assert shown[0].endswith("…")
    assert shown[1:] == ["→ телефон"]
    assert long[30:] in str(model.headerData(3, across, Qt.ItemDataRole.ToolTipRole))


def told(page: ImportsPage) -> tuple[str, list[str]]:
    """What stands above how the rows fare, and the beginnings of how they do."""
    model = page.table.rows
    head = str(model.headerData(1, Qt.Orientation.Horizontal))
    return head, [str(model.index(r, 1).data()).split(" ·")[0] for r in range(model.rowCount())]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_once_loaded_the_rows_say_what_became_of_them(
    program: Program, crm: Crm, tmp_path: Path, language: str
) -> None:
    words.set_language(language)
    crm.do(changes.add, a_client("Ким", "+7 916 123-45-70"))
    crm.do(changes.add, a_client("Петрова Анна", "+7 916 123-45-69", city="Курск"))
    path = tmp_path / "клиенты.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(
            [("Имя", "Телефон", "Город"), *((name, phone, city) for name, phone, _, city in ROWS)]
        )
    page = dropped(program, path)
    before = {
        "ru": ("Что будет", ["новый", "уже есть", "не загрузится", "изменит у «Ким»: город"]),
        "en": (
            "What happens",
            ["new", "already there", "will not be loaded", "changes city of “Ким”"],
        ),
    }
    after = {
        "ru": ("Что сделано", ["добавлено", "уже было", "не загружено", "изменено у «Ким»: город"]),
        "en": ("What was done", ["added", "was there already", "was not loaded", "changed city of “Ким”"]),
    }  # fmt: skip
    head, said = told(page)
    assert (head, said[1:]) == before[language]
    page.load_button.click()
    page.tools.only_problems.setChecked(False)
    head, said = told(page)
    assert (head, said[1:]) == after[language]


def test_the_same_file_twice(page: ImportsPage, program: Program, crm: Crm, tmp_path: Path) -> None:
    assert page.before.isHidden()
    page.load_button.click()
    assert page.summary.text() == "5 строк в файле: новых — 4, не загружено — 1."
    assert page.only_problems.isChecked(), "what was not loaded stands there with its reason"
    model = page.table.rows
    reasons = [str(model.index(row, 1).data()) for row in range(3)]
    assert all(reasons)
    page.drop_files([str(tmp_path / "клиенты.csv")])
    assert page.summary.text() == "5 строк в файле: новых — 0, уже есть — 4, не загрузится — 1."
    assert "Этот список уже загружали" in page.before.text()
    assert "(4 клиента). 4 строки из него уже есть." in page.before.text()
    pick(page.which, Verdict.PRESENT)
    assert shown(page) == ["2", "3", "4", "6"]
    model = page.table.rows
    assert "«Кузнецов Пётр»" in str(model.index(1, 1).data())
    pick(page.meeting.on_repeat, "load")
    assert page.summary.text() == ("5 строк в файле: новых — 1, уже есть — 3, не загрузится — 1.")
    page.load_button.click()
    assert page.summary.text() == "5 строк в файле: новых — 1, уже есть — 3, не загружено — 1."
    assert crm.ask(clients.count) == 5


def test_phones_are_seen_as_they_are_read(program: Program, crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "телефоны.xlsx"
    rows: list[tuple[object, ...]] = [
        ("Имя", "Телефон", "Почта"),
        ("Анна", 9220001122.0, "a@b.ru"),
        ("Борис", "9220001123.0", "нет"),
        ("Вера", "8 922 000 11 24, 8 922 000-11-25", "bad"),
        ("Глеб", "не помню", "g.b.ru"),
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    page = dropped(program, path)
    model = page.table.rows
    assert [model.index(row, 3).data() for row in range(4)] == [
        "+7 (922) 000-11-22",
        "+7 (922) 000-11-23",
        "+7 (922) 000-11-24, +7 (922) 000-11-25",
        "не помню",
    ]
    assert model.index(1, 3).data(Qt.ItemDataRole.ToolTipRole) == "В файле: 9220001123.0"
    marked = [
        (row, column)
        for row in range(4)
        for column in range(2, 5)
        if model.data(model.index(row, column), Qt.ItemDataRole.DecorationRole) is not None
    ]
    assert marked == [(2, 4), (3, 3), (3, 4)]
    page.load_button.click()
    found = {card.name: card for card in crm.ask(clients.dump)}
    assert [p.normal for p in found["Вера"].points if p.kind == "phone"] == [
        "+79220001124",
        "+79220001125",
    ]
    assert [(p.value, p.normal) for p in found["Глеб"].points] == [
        ("не помню", None),
        ("g.b.ru", None),
    ]
    room = program.window.page("clients")
    page.show_button.click()
    keys = [one.key for one in room.model.columns]
    shown_there = [room.model.index(r, keys.index("phone")).data() for r in range(4)]
    assert shown_there == [
        "+7 (922) 000-11-22",
        "+7 (922) 000-11-23",
        "+7 (922) 000-11-24",
        "не помню",
    ]
    room.open_record(found["Борис"].id)
    room.panel.findChild(QToolButton, "edit").click()
    assert room.form.points.phones.rows[0].text() == "+7 (922) 000-11-23"


def test_what_has_no_place_of_its_own_is_told_to_go_into_the_comment(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "банк.csv"
    heads = "Клиент;Телефон;Индекс;Страна;БИК;Скидка\n"
    path.write_text(heads + "Ким;89161234570;620000;Россия;044525225;5%\n" * 2, "utf-8")
    page = dropped(program, path)
    boxes = page.mapping.boxes
    told = [boxes[n].currentText() for n in range(6)]
    assert told == ["ФИО", "телефон", "индекс", "страна", "в комментарий", "в комментарий"]
    model = page.table.rows
    heads_shown = [
        str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(2, model.columnCount())
    ]
    assert [one.partition("→ ")[2] for one in heads_shown] == told


def test_another_list_is_read_from_its_beginning(
    program: Program, page: ImportsPage, tmp_path: Path
) -> None:
    program.window.resize(700, 600)
    bar = page.table.horizontalScrollBar()
    page.table.setCurrentIndex(page.table.rows.index(0, 5))
    bar.setValue(bar.maximum())
    assert bar.value()
    other = tmp_path / "ещё.csv"
    other.write_text(";".join(HEADER) + "\nЛи;89161234599;li@example.ru;Тула\n", "utf-8")
    page.drop_files([str(other)])
    assert bar.value() == 0


def test_rows_that_came_in_with_doubts_are_not_called_failed(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "все.csv"
    path.write_text("Клиент;Телефон\nКим;нет телефона\nЛи;89161234599\n", "utf-8")
    page = dropped(program, path)
    page.load_button.click()
    assert page.failed_button.text() == "Сохранить строки с вопросами…"


def test_phones_of_another_country_are_shown_as_they_will_be_read(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Phone,Country\nAnn Lee,(217) 555-0199,USA\nBob,(217) 555-0198,USA\n")
    page = dropped(program, path)
    assert page.head.cells.text().endswith("Номера без кода страны: +1.")
    model = page.table.rows
    assert model.data(model.index(0, 3)) == "+12175550199"


def test_the_keyboard_stays_with_the_list_while_it_is_loaded(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An impatient second Enter leads nowhere, and a stop gives the button back."""
    program.window.activateWindow()
    file = tmp_path / "клиенты.csv"
    file.write_text("Имя;Телефон\nИванов Иван;89161234567\n", "utf-8")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    program.desk.navigator.go("imports")
    assert page.beginning.start.button.hasFocus()
    page.drop_files([str(file)])
    assert page.load_button.hasFocus()
    seen: list[bool] = []
    monkeypatch.setattr(page.outcome, "load", lambda _plan: seen.append(page.table.hasFocus()))
    QTest.keyClick(page.load_button, Qt.Key.Key_Return)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert seen == [True]
    page.outcome.refused.emit()
    assert page.load_button.hasFocus()
