"""Numbering, VAT, pipelines and word lists in the settings room, as a user drives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, deals, documents, organisations
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import numbering as number_queries
from crm_desktop.queries import organisations as firm_queries
from crm_desktop.queries import pipelines as pipeline_queries
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import ORGANISATION, a_client

YEAR = datetime.now().astimezone().year


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
def section(program: Program) -> Callable[[str], Any]:
    def open_section(name: str) -> Any:
        program.desk.navigator.go("settings", name)
        return program.window.page("settings").section(name)

    return open_section


@pytest.fixture
def firm(program: Program) -> int:
    return program.crm.do(organisations.save, ORGANISATION).value


def answer(monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> list[tuple[Any, ...]]:
    """Let a question be answered, and note what was asked."""
    asked: list[tuple[Any, ...]] = []

    def answered(*args: Any, **_more: object) -> object:
        asked.append(args)
        return value

    monkeypatch.setattr(dialogs, name, answered)
    return asked


# -- numbering --


def test_without_a_firm_the_way_to_one_is_shown(
    program: Program, section: Callable[[str], Any]
) -> None:
    numbering = section("numbering")
    (panel,) = numbering.panels.values()
    assert panel.isHidden()
    numbering.firm.make_button.click()
    assert program.desk.navigator.here == ("settings", "organisations")


def test_numbers_are_saved_field_by_field_with_a_live_example(
    program: Program, firm: int, section: Callable[[str], Any]
) -> None:
    (panel,) = section("numbering").panels.values()
    assert panel.example.text() == "No. 1"
    panel.form.set_value("width", 4)
    assert panel.example.text() == "No. 0001"
    prefix = panel.form.editor("prefix")
    prefix.setFocus()
    prefix.setText("С-{YY}/")
    assert panel.example.text() == f"No. С-{YEAR % 100}/0001"
    QTest.keyClick(prefix, Qt.Key.Key_Return)
    number = panel.form.editor("next_number")
    number.setFocus()
    number.setText("117")
    number.clearFocus()
    row = program.crm.ask(number_queries.series, firm, "invoice", YEAR)
    assert row.example == f"С-{YEAR % 100}/0117"
    assert "0118" in panel.after.text()
    program.window.undo()
    assert panel.example.text().endswith("0001")


def test_a_used_number_is_refused_under_its_field(
    program: Program, firm: int, section: Callable[[str], Any]
) -> None:
    crm = program.crm
    client = crm.do(clients.add, a_client("ООО «Ёлки»")).value
    line = LineDraft("Окно", price=610_0000)
    draft = DocumentDraft(client, firm, date=date(YEAR, 11, 21), lines=(line,))
    crm.do(documents.issue, crm.do(documents.create, draft).value)
    (panel,) = section("numbering").panels.values()
    panel.form.editor("next_number").setText("1")
    panel.save()
    assert "ООО «Ёлки»" in panel.form.problem("next_number")
    assert crm.ask(number_queries.series, firm, "invoice", YEAR).next_number == 2


# -- VAT --


def test_what_new_papers_begin_with_is_chosen_per_firm(
    program: Program, firm: int, section: Callable[[str], Any]
) -> None:
    other = program.crm.do(organisations.save, replace(ORGANISATION, name="ИП Ёжиков")).value
    vat = section("vat")
    assert list(vat.modes) == [firm, other]
    vat.modes[other].set_value(VatMode.NONE.value)
    assert vat.rates[other].isHidden()
    vat.rates[firm].set_value("usn5")
    drafts = {card.id: card.draft for card in program.crm.ask(firm_queries.cards)}
    assert (drafts[other].vat_mode, drafts[other].vat_rate) == (VatMode.NONE, None)
    assert (drafts[firm].vat_mode, drafts[firm].vat_rate) == (VatMode.INCLUDED, "usn5")
    program.window.undo()
    assert vat.rates[firm].value() == "standard"


# -- pipelines --


def names(program: Program, pipeline: int = 0) -> list[str]:
    return [
        stage.draft.name for stage in program.crm.ask(pipeline_queries.listing)[pipeline].stages
    ]


def test_a_stage_is_added_named_coloured_and_moved(
    program: Program, section: Callable[[str], Any]
) -> None:
    room = section("pipelines")
    room.add_stage_button.click()
    name = room.form.form.editor("name")
    assert name.hasFocus()
    assert name.selectedText() == "New stage"
    name.setText("Замер")
    QTest.keyClick(name, Qt.Key.Key_Return)
    room.form.form.set_value("colour", 6)
    room.form.form.editor("norm_days").setText("5")
    room.form.save()
    made = program.crm.ask(pipeline_queries.listing)[0].stages[4]
    assert (made.draft.name, made.draft.colour, made.draft.norm_days) == ("Замер", 6, 5)
    room.table.setFocus()
    QTest.keyClick(room.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(program)[3:5] == ["Замер", "Счёт"]
    room.down_button.click()
    assert names(program)[3:5] == ["Счёт", "Замер"]
    # The cursor stayed with the stage.
    assert room.table.current_id() == made.id


def test_a_stage_with_deals_asks_where_they_go(
    program: Program, section: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = program.crm
    deal = crm.do(deals.add, DealDraft("Окна", crm.do(clients.add, a_client()).value)).value
    room = section("pipelines")
    second = crm.ask(pipeline_queries.listing)[0].stages[1]
    answer(monkeypatch, "choose", None)
    room.remove_stage_button.click()
    assert len(names(program)) == 6
    asked = answer(monkeypatch, "choose", (second.id,))
    room.remove_stage_button.click()
    assert names(program)[0] == "В работе"
    assert crm.ask(deal_queries.card, deal).stage_id == second.id
    options = asked[0][4]
    assert [name for _id, name in options] == ["В работе", "Предложение", "Счёт"]
    program.window.undo()
    assert names(program)[0] == "Новая"


def test_the_last_won_stage_cannot_be_removed_or_turned(
    program: Program, section: Callable[[str], Any]
) -> None:
    room = section("pipelines")
    won = program.crm.ask(pipeline_queries.listing)[0].stages[4]
    room.table.select_id(won.id)
    assert not room.remove_stage_button.isEnabled()
    assert not room.form.form.editor("probability").isVisible()
    room.form.form.set_value("kind", "open")
    assert "last" in room.form.form.problem("")
    assert room.form.form.value("kind") == "won"


def test_pipelines_are_made_put_first_and_removed_with_their_deals_moved(
    program: Program, section: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = program.crm
    deal = crm.do(deals.add, DealDraft("Окна", crm.do(clients.add, a_client()).value)).value
    room = section("pipelines")
    assert not room.remove_button.isEnabled()
    answer(monkeypatch, "ask_text", "Опт")
    room.add_button.click()
    assert room.box.currentText() == "Опт"
    room.first_button.click()
    assert [line.name for line in crm.ask(pipeline_queries.listing)] == ["Опт", "Ромашка"]
    answer(monkeypatch, "ask_text", "Розница")
    old = crm.ask(pipeline_queries.listing)[1]
    room.box.set_value(old.id)
    room.rename_button.click()
    target = crm.ask(pipeline_queries.listing)[0].stages[1].id
    asked = answer(monkeypatch, "choose", (target,))
    room.remove_button.click()
    assert "Опт: New" in str(asked[0][4])
    assert [line.name for line in crm.ask(pipeline_queries.listing)] == ["Опт"]
    assert crm.ask(deal_queries.card, deal).stage_id == target


# -- word lists --


@pytest.fixture
def lists(program: Program, section: Callable[[str], Any]) -> Any:
    program.crm.do(clients.add, replace(a_client("Анна"), source="сайт", tags=("опт", "Опт")))
    return section("dictionaries")


def shown(lists: Any) -> list[str]:
    return [row.name for row in lists.table.list_model.rows()]


def test_a_word_is_added_moved_and_refused_twice(program: Program, lists: Any) -> None:
    lists.line.setText("Выставка")
    QTest.keyClick(lists.line, Qt.Key.Key_Return)
    assert shown(lists)[-2:] == ["Выставка", "сайт"]
    assert lists.line.text() == ""
    lists.table.setFocus()
    QTest.keyClick(lists.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert shown(lists)[-3:] == ["Выставка", "Повторное обращение", "сайт"]
    lists.line.setText("выставка")
    lists.add_button.click()
    assert "Выставка" in lists.problem.text()
    # What was refused is still there to be changed.
    assert lists.line.text() == "выставка"


def test_renaming_onto_another_word_offers_a_merge(
    program: Program, lists: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists.kinds.set_value(DictionaryKind.TAG.value)
    assert shown(lists) == ["Опт", "опт"]
    lists.table.select_id(-2)
    answer(monkeypatch, "ask_text", "Опт")
    agreed = answer(monkeypatch, "confirm", False)
    lists.rename_button.click()
    assert len(agreed) == 1
    assert shown(lists) == ["Опт", "опт"]
    answer(monkeypatch, "confirm", True)
    lists.rename_button.click()
    assert shown(lists) == ["Опт"]
    (client,) = program.crm.ask(client_queries.dump)
    assert client.tags == ("Опт",)
    assert "1 record" in program.window.toast.text()


def test_removing_asks_about_the_records(
    program: Program, lists: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists.line.setText("сайт")
    lists.add()
    # The list had «Сайт» already: what only stood in records is still no entry.
    assert "Сайт" in lists.problem.text()
    lists.table.select_id(lists.rows[-1].id)
    asked = answer(monkeypatch, "choose", ("clear",))
    lists.remove_button.click()
    assert "1 record" in str(asked[0][3])
    assert "сайт" not in shown(lists)
    (client,) = program.crm.ask(client_queries.dump)
    assert client.source == ""
    program.window.undo()
    assert "сайт" in shown(lists)


def test_usual_words_come_in_the_language_of_the_program(program: Program, lists: Any) -> None:
    lists.kinds.set_value(DictionaryKind.STATUS.value)
    assert not lists.usual_button.isHidden()
    lists.usual_button.click()
    assert "Regular" in shown(lists)
    assert lists.usual_button.isHidden()


def test_each_way_has_outcomes_of_its_own_and_they_follow_it(
    program: Program, lists: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not lists.ways.isVisible()
    lists.kinds.set_value(DictionaryKind.OUTCOME.value)
    assert lists.ways.isVisible()
    first = lists.ways.value()
    lists.line.setText("Обсудили цену")
    lists.add_button.click()
    assert "Обсудили цену" in shown(lists)
    lists.table.select_id(lists.rows[-1].id)
    type_more(monkeypatch, asks_date=True)
    lists.look_button.click()
    assert lists.rows[-1].asks_date is True
    lists.ways.set_value(lists.ways._values[1])
    assert "Обсудили цену" not in shown(lists)
    lists.kinds.set_value(DictionaryKind.WAY.value)
    lists.table.select_id(next(row.id for row in lists.rows if row.name == first))
    answer(monkeypatch, "ask_text", "Телефон")
    lists.rename_button.click()
    lists.kinds.set_value(DictionaryKind.OUTCOME.value)
    lists.ways.set_value("Телефон")
    assert "Обсудили цену" in shown(lists)


def test_a_tag_gets_a_colour_and_goes_into_the_archive(
    program: Program, lists: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists.kinds.set_value(DictionaryKind.TAG.value)
    lists.table.select_id(lists.rows[0].id)
    name = lists.rows[0].name
    type_more(monkeypatch, colour=5)
    lists.look_button.click()
    assert [(row.name, row.colour) for row in lists.rows if row.colour is not None] == [(name, 5)]
    lists.table.select_id(next(row.id for row in lists.rows if row.name == name))
    lists.archive_button.click()
    assert next(row for row in lists.rows if row.name == name).archived
    (client,) = program.crm.ask(client_queries.dump)
    assert name in client.tags
    program.window.undo()
    assert not any(row.archived for row in lists.rows)
    lists.kinds.set_value(DictionaryKind.SOURCE.value)
    assert not lists.look_button.isVisible()


def type_more(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    """Let the next dialog be filled with these and agreed to."""

    def ask(dialog: FormDialog) -> dict[str, Any]:
        dialog.form.set_values(values)
        return dialog.form.values()

    monkeypatch.setattr(FormDialog, "ask", ask)
