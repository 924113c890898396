"""Fields of the business's own in the settings, as a user makes and changes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, custom_fields, deals
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.stage_fields import Demand
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import custom_fields as questions
from crm_desktop.queries import stage_fields as demands
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

MAKE = FieldDraft(CustomNoun.CLIENT, CustomKind.CHOICE, "Марка", "Машина", ("Киа", "Лада"))


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def section(program: Program) -> Any:
    program.desk.navigator.go("settings", "fields")
    return program.window.page("settings").section("fields")


def type_in(monkeypatch: pytest.MonkeyPatch, **values: object) -> list[str]:
    """Let the next dialogs be filled and agreed to; returns what they complain about."""
    said: list[str] = []

    def ask(dialog: FormDialog) -> dict[str, Any] | None:
        dialog.form.set_values(values)
        dialog._try()
        said.extend(
            filter(None, (dialog.form.problem(name) for name in (*dialog.form.values(), "")))
        )
        return dialog.form.values() if dialog.result() else None

    monkeypatch.setattr(FormDialog, "ask", ask)
    return said


def names(program: Program) -> list[str]:
    return [one.name for one in program.crm.ask(questions.listing, CustomNoun.CLIENT)]


def test_the_first_field_is_made_from_the_empty_screen(
    program: Program, section: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert section.empty.isVisible()
    assert not section.table.isVisible()
    type_in(monkeypatch, name="Пробег", kind="number", standard="1 500,5")
    section.empty.button.click()
    (field,) = program.crm.ask(questions.listing, CustomNoun.CLIENT)
    assert (field.kind, field.standard) == (CustomKind.NUMBER, 15_005_000)
    assert section.table.isVisible()
    assert section.table.current_id() == field.id
    program.window.undo()
    assert section.empty.isVisible()


def test_what_is_wrong_is_said_in_the_dialog_and_makes_nothing(
    program: Program, section: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = type_in(monkeypatch, name="", kind="choice", choices="")
    section.add()
    assert len(said) == 2
    said = type_in(monkeypatch, name="Осмотр", kind="date", choices="", standard="скоро")
    section.add()
    assert "скоро" in said[0]
    assert names(program) == []


def test_a_line_typed_over_renames_the_choice_and_says_in_how_many_records(
    program: Program, section: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = program.crm.do(custom_fields.add, MAKE).value
    client = program.crm.do(clients.add, replace(a_client("Анна"), custom={str(make): "Киа"})).value
    section._live.refresh()
    type_in(monkeypatch, choices="Kia\nЛада")
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_F2)
    assert program.crm.ask(client_queries.card, client).custom == {str(make): "Kia"}
    assert "1 record" in program.window.toast.text()


def test_order_archive_and_delete_by_keyboard(
    program: Program, section: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [program.crm.do(custom_fields.add, replace(MAKE, name=name)).value for name in ("А", "Б")]
    program.crm.do(clients.add, replace(a_client("Анна"), custom={str(ids[1]): "Киа"}))
    section._live.refresh()
    section.table.select_id(ids[1])
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(program) == ["Б", "А"]
    section.archive_button.click()
    assert names(program) == ["А"]
    section.archive_button.click()
    assert names(program) == ["Б", "А"]
    section.table.setFocus()
    monkeypatch.setattr(dialogs, "choose", lambda *_a, **_k: None)
    QTest.keyClick(section.table, Qt.Key.Key_Delete)
    assert names(program) == ["Б", "А"]
    monkeypatch.setattr(dialogs, "choose", lambda *_a, **_k: ("delete",))
    QTest.keyClick(section.table, Qt.Key.Key_Delete)
    assert names(program) == ["А"]
    program.window.undo()
    assert names(program) == ["Б", "А"]


def test_a_stage_asks_for_fields_and_the_board_sends_to_the_form(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = program.crm
    area = crm.do(
        custom_fields.add, FieldDraft(CustomNoun.DEAL, CustomKind.NUMBER, "Площадь")
    ).value
    client = crm.do(clients.add, a_client("Анна")).value
    deal = crm.do(deals.add, DealDraft("Окна", client)).value
    program.desk.navigator.go("settings", "pipelines")
    room: Any = program.window.page("settings").section("pipelines")
    stage = room.rows[0].stages[1]
    room.table.select_id(stage.id)
    type_in(monkeypatch, **{f"deal.custom:{area}": True, "client.city": True})
    room.demands.button.click()
    assert crm.ask(demands.demanded) == {
        stage.id: (
            Demand(CustomNoun.DEAL, f"custom:{area}"), Demand(CustomNoun.CLIENT, "city"),
        )
    }  # fmt: skip
    assert "Площадь" in room.demands.text.text()
    program.desk.navigator.go("deals")
    page: Any = program.window.page("deals")
    program.desk.jobs.run(deals.move, deal, stage.id, owner=page, failed=page.form.remember)
    program.desk.navigator.go("deal", deal)
    page.form.remember(_refusal(crm, deal, stage.id))
    form = page.form.form
    assert "Площадь" in form.problem(f"custom:{area}")
    assert "Анна" in form.problem("")
    form.editor(f"custom:{area}").setText("12,5")
    page.form.save()
    assert _refusal(crm, deal, stage.id).problems[0].field == "client.city"


def _refusal(crm: Crm, deal: int, stage: int) -> Refused:
    with pytest.raises(Refused) as refused:
        crm.do(deals.move, deal, stage)
    return refused.value
