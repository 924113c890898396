"""A column of a list goes into a field of one's own, also into one made on the spot."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.commands import custom_fields as field_commands
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.queries import clients, custom_fields
from crm_desktop.ui.imports.mapping import NEW
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.shell.app import Program

ROWS = (
    ("Имя", "Телефон", "Пробег машины"),
    ("Анна", "+7 916 123-45-67", "1 234,5"),
    ("Борис", "+7 916 123-45-68", "мало"),
)


@pytest.fixture
def page(program: Program, tmp_path: Path) -> ImportsPage:
    path = tmp_path / "клиенты.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(ROWS)
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    page.drop_files([str(path)])
    return page


def pick_new(page: ImportsPage) -> None:
    box = page.mapping.boxes[2]
    box.set_value(NEW)
    box.activated.emit(box.currentIndex())


def test_a_field_is_made_for_a_column_and_the_column_goes_there(
    program: Program, page: ImportsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[str] = []

    def ask(dialog: FormDialog) -> dict[str, Any]:
        named.append(dialog.form.value("name"))
        dialog.form.set_value("kind", CustomKind.NUMBER.value)
        return dialog.form.values()

    monkeypatch.setattr(FormDialog, "ask", ask)
    pick_new(page)
    (field,) = program.crm.ask(custom_fields.listing, CustomNoun.CLIENT)
    assert named == ["Пробег машины"]
    assert page.mapping.boxes[2].value() == field.field
    assert "Пробег машины" in page.mapping.boxes[2].currentText()
    page.load()
    found = {card.name: card for card in program.crm.ask(clients.dump)}
    assert found["Анна"].custom == {field.key: 12_345_000}
    # What is no number is not lost.
    assert "мало" in found["Борис"].comment


def test_thinking_better_of_it_changes_nothing(
    program: Program, page: ImportsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = page.mapping.boxes[2].value()
    monkeypatch.setattr(FormDialog, "ask", lambda _dialog: None)
    pick_new(page)
    assert page.mapping.boxes[2].value() == before
    assert program.crm.ask(custom_fields.listing, CustomNoun.CLIENT) == []


def test_the_preview_says_what_new_clients_begin_with(
    page: ImportsPage, program: Program, tmp_path: Path
) -> None:
    assert "по умолчанию" not in page.summary.text()
    draft = FieldDraft(CustomNoun.CLIENT, CustomKind.TEXT, "Уровень", standard="Обычный")
    program.crm.do(field_commands.add, draft)
    page.drop_files([str(tmp_path / "клиенты.csv")])
    assert "по умолчанию: Уровень – Обычный." in page.summary.text()
