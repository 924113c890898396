"""What the program takes a list for, chosen otherwise: the order of dates, the table that is meant."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from crm_desktop.commands import custom_fields
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.importing import DateOrder
from crm_desktop.queries import clients
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.imports.step_bar import Step
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.shell.app import Program

DATES = "Имя;Телефон;День рождения;Первый визит\n"
PEOPLE = ("Анна;8 916 123-45-67;05.07.1991;2024-02-01\n", "Борис;8 916 123-45-68;06.08.1992;\n")


def dropped(program: Program, path: Path, text: str) -> ImportsPage:
    path.write_text(text, "utf-8")
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    page.drop_files([str(path)])
    return page


def pick(box: ChoiceBox, value: object) -> None:
    box.set_value(value)
    box.activated.emit(box.currentIndex())


def test_the_order_of_dates_is_chosen_and_remembered(
    program: Program, crm: Crm, tmp_path: Path
) -> None:
    page = dropped(program, tmp_path / "гости.csv", DATES + "".join(PEOPLE))
    assert list(page.mapping.orders) == [2], "a year in full is told in one way only"
    assert page.mapping.orders[2].value() is DateOrder.DAY
    pick(page.mapping.orders[2], DateOrder.MONTH)
    assert page.mapping.orders[2].value() is DateOrder.MONTH
    # Another meaning of another column leaves it chosen.
    pick(page.mapping.boxes[3], "ignore")
    assert page.mapping.orders[2].value() is DateOrder.MONTH
    page.load()
    born = {card.name: str(card.birthday) for card in crm.ask(clients.dump)}
    assert born == {"Анна": "1991-05-07", "Борис": "1992-06-08"}
    again = dropped(program, tmp_path / "ещё гости.csv", DATES + "Вера;8 916 1234569;03.04.1993;\n")
    assert again.mapping.orders[2].value() is DateOrder.MONTH
    again.load()
    assert "1993-03-04" in {str(card.birthday) for card in crm.ask(clients.dump)}


def test_dates_that_contradict_each_other_are_told(program: Program, tmp_path: Path) -> None:
    more = "Вера;8 916 123-45-69;13.05.1990;\nГлеб;8 916 123-45-60;05/13/1990;\n"
    page = dropped(program, tmp_path / "гости.csv", DATES + "".join(PEOPLE) + more)
    assert page.preview is not None
    assert page.preview.mixed == {2}
    said = [label.text() for label in page.mapping.findChildren(QLabel)]
    assert said.count("даты вразнобой") == 1


def test_any_table_of_a_sheet_is_chosen(program: Program, tmp_path: Path) -> None:
    first = "Имя;Телефон\nАнна;8 916 123-45-67\nБорис;8 916 123-45-68\nВера;8 916 123-45-69\n"
    second = "Наименование;Телефон;Почта\nООО «Ёлки»;8 495 123-45-67;yolki@mail.ru\n"
    second += "ООО «Палки»;8 495 123-45-68;palki@mail.ru\n"
    page = dropped(program, tmp_path / "две.csv", f"{first}\n\n{second}")
    assert page.preview is not None
    taken = page.preview.plan.headers
    page.steps.buttons[Step.SHEET].click()
    panel = page.sheet_panel
    assert "есть ещё 1 таблица" in panel.said.text()
    assert [panel.tables.itemText(n) for n in range(panel.tables.count())] == [
        "строки 2–4: Имя, Телефон",
        "строки 8–9: Наименование, Телефон, П…",
    ]
    other = next(n for n in (0, 6) if n != panel.tables.value())
    pick(panel.tables, other)
    assert page.preview.plan.headers != taken
    assert panel.tables.count() == 2, "and back again"


def test_all_rows_of_a_list_have_more_in_common(program: Program, crm: Crm, tmp_path: Path) -> None:
    price = FieldDraft(CustomNoun.CLIENT, CustomKind.NUMBER, "Скидка")
    number = crm.do(custom_fields.add, price).value
    page = dropped(program, tmp_path / "опт.csv", "Имя;Телефон\nАнна;8 916 123-45-67\n")
    page.tools.steps_button.click()
    common = page.common
    for field, text in (("status", "Оптовик"), (f"custom:{number}", "много"), ("tags", "a, b")):
        common.add_button.click()
        pick(common.more[-1].fields, field)
        common.more[-1].line.setText(text)
        common.more[-1].line.editingFinished.emit()
    assert common.wrong.text().startswith("В поле «Скидка» нельзя записать «много».")
    assert page.preview is not None
    assert page.preview.plan.defaults == {"status": "Оптовик", "tags": "a, b"}
    common.more[1].line.setText("12,5")
    common.more[1].line.editingFinished.emit()
    assert common.wrong.isHidden()
    common.more[2].button.click()
    page.load()
    (card,) = crm.ask(clients.dump)
    assert (card.status, dict(card.custom), card.tags) == ("Оптовик", {str(number): 125000}, ())
    again = dropped(program, tmp_path / "опт 2.csv", "Имя;Телефон\nБорис;8 916 123-45-68\n")
    assert [one.value() for one in again.common.more] == [
        ("status", "Оптовик"),
        (f"custom:{number}", "12,5"),
    ]
