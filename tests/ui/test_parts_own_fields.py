"""Own fields in the form of a client and on its card, as a user fills them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QToolButton
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, custom_fields
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.clients.facts import facts
from crm_desktop.ui.parts.own_fields import SeveralBoxes
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

FIELDS = (
    FieldDraft(CustomNoun.CLIENT, CustomKind.TEXT, "Пожелания"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.NUMBER, "Пробег", "Машина", standard=100_000),
    FieldDraft(CustomNoun.CLIENT, CustomKind.DATE, "Осмотр", "Машина"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.CHOICE, "Марка", "Машина", ("Киа", "Лада")),
    FieldDraft(CustomNoun.CLIENT, CustomKind.SEVERAL, "Услуги", "", ("Мойка", "Ремонт")),
    FieldDraft(CustomNoun.CLIENT, CustomKind.FLAG, "Опт"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.LINK, "Страница"),
)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine(), immediate=True)
    made.show()
    made.desk.navigator.go("clients")
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def ids(program: Program) -> list[int]:
    return [program.crm.do(custom_fields.add, one).value for one in FIELDS]


def card_of(program: Program, client: int) -> client_queries.ClientCard:
    return program.crm.ask(client_queries.card, client)


def test_a_form_is_filled_saved_and_emptied_again(
    program: Program, ids: list[int], qtbot: QtBot
) -> None:
    page: Any = program.window.page("clients")
    page.new()
    form = page.form.form
    names = [f"custom:{one}" for one in ids]
    assert form.value(names[1]) == 100_000
    form.set_value("name", "Анна")
    form.editor(names[0]).setText("звонить вечером")
    form.editor(names[1]).setText("1 234,5")
    form.editor(names[2]).line.setText("21.11.2026")
    form.set_value(names[3], "Киа")
    boxes = form.editor(names[4])
    assert isinstance(boxes, SeveralBoxes)
    for box in boxes.findChildren(QCheckBox):
        box.click()
    form.editor(names[5]).click()
    form.editor(names[6]).setText("vk.example/anna")
    page.form.save()
    (client,) = program.crm.ask(client_queries.ids)
    card = card_of(program, client)
    assert dict(card.custom) == dict(
        zip(
            map(str, ids),
            ("звонить вечером", 12_345_000, "2026-11-21", "Киа", ["Мойка", "Ремонт"], True,
             "vk.example/anna"),
            strict=True,
        )
    )  # fmt: skip
    told = {one.word: one.value for one in facts(card)}
    assert told["Услуги"] == "Мойка, Ремонт"
    assert "Опт" in told
    page.panel.findChild(QToolButton, "edit").click()
    assert form.editor(names[1]).text() in {"1\u00a0234,5", "1,234.5"}
    form.set_value(names[3], "")
    boxes.findChildren(QCheckBox)[0].click()
    form.editor(names[1]).setText("много")
    page.form.save()
    # What is no number is said under its field, and nothing else is lost.
    assert form.problem(names[1])
    form.editor(names[1]).setText("")
    page.form.save()
    custom = card_of(program, client).custom
    assert {str(ids[1]), str(ids[3])} & set(custom) == set()
    assert custom[str(ids[4])] == ["Ремонт"]
    program.window.undo()
    assert card_of(program, client).custom == card.custom


def test_what_left_the_list_and_the_archive_keeps_standing(
    program: Program, ids: list[int]
) -> None:
    make, flag = ids[3], ids[5]
    client = program.crm.do(
        clients.add,
        replace(a_client("Анна"), custom={str(make): "Лада", str(flag): True}),
    ).value
    program.crm.do(custom_fields.edit, make, replace(FIELDS[3], choices=("Киа",)))
    program.crm.do(custom_fields.archive, flag)
    page: Any = program.window.page("clients")
    page.open_record(client)
    page.panel.findChild(QToolButton, "edit").click()
    form = page.form.form
    assert f"custom:{flag}" not in form.values()
    assert form.value(f"custom:{make}") == "Лада"
    form.set_value("city", "Тула")
    page.form.save()
    custom = card_of(program, client).custom
    assert (custom[str(make)], custom[str(flag)]) == ("Лада", True)


def test_a_field_that_comes_while_the_form_is_open_leaves_what_is_typed(
    program: Program, ids: list[int], make_name: Callable[[int], str]
) -> None:
    page: Any = program.window.page("clients")
    page.new()
    form = page.form.form
    form.set_value("name", "Анна")
    form.editor(make_name(ids[0])).setText("не звонить")
    jobs = program.desk.jobs
    jobs.run(custom_fields.archive, ids[6], owner=program.window)
    another = FieldDraft(CustomNoun.CLIENT, CustomKind.TEXT, "Ещё")
    jobs.run(custom_fields.add, another, owner=program.window)
    new = ids[-1] + 1
    assert make_name(new) in form.values()
    assert make_name(ids[6]) not in form.values()
    assert form.editor(make_name(ids[0])).text() == "не звонить"
    assert form.value("name") == "Анна"


@pytest.fixture
def make_name() -> Callable[[int], str]:
    return lambda one: f"custom:{one}"
