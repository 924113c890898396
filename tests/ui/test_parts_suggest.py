"""Words of the lists offered in fields, the choice between boards, deals that stay too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, deals, dictionaries, pipelines
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.pipeline import StageDraft, StageKind
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import pipelines as pipeline_queries
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.parts.suggest import Suggestions, words_of
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

LATER = datetime.now().astimezone().replace(tzinfo=None) + timedelta(days=10)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine(), immediate=True, now=lambda: LATER)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def form(program: Program) -> Any:
    program.desk.navigator.go("clients")
    page = program.window.page("clients")
    page.new()
    return page.form


def suggestions(line: Any) -> Suggestions:
    assert isinstance(line, QLineEdit)
    found = line.completer()
    assert isinstance(found, Suggestions)
    return found


def offered(line: Any, typed: str) -> list[str]:
    """What is offered after these letters."""
    found = suggestions(line)
    found.setCompletionPrefix(found.splitPath(typed)[0])
    model = found.completionModel()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_source_is_found_by_any_letters_and_new_words_come_along(
    program: Program, form: Any
) -> None:
    line = form.form.editor("source")
    assert offered(line, "РЕК") == ["Рекомендация", "Реклама"]
    assert offered(line, "сети") == ["Социальные сети"]
    program.crm.do(dictionaries.add, DictionaryKind.SOURCE, "Выставка")
    program.desk.jobs.look()
    program.crm.do(dictionaries.add, DictionaryKind.SOURCE, "Радио")
    suggestions(line)._live.refresh()
    assert suggestions(line).words()[-2:] == ["Выставка", "Радио"]


def test_the_whole_list_is_one_key_away(program: Program, form: Any) -> None:
    line = form.form.editor("status")
    line.setFocus()
    line.setText("никакой")
    QTest.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup: Any = suggestions(line).popup()
    assert popup.isVisible()
    assert suggestions(line).completionCount() == 4
    popup.hide()
    suggestions(line).arrow.trigger()
    assert popup.isVisible()
    popup.hide()
    # What is in no list can be typed all the same.
    assert form.form.value("status") == "никакой"


def test_tags_are_completed_one_after_the_other(program: Program, form: Any) -> None:
    program.crm.do(clients.add, replace(a_client("Анна"), tags=("опт", "VIP")))
    line = form.form.editor("tags")
    suggestions(line)._live.refresh()
    line.setText("новый, v")
    assert offered(line, "новый, v") == ["VIP"]
    found = suggestions(line)
    assert found.pathFromIndex(found.completionModel().index(0, 0)) == "новый, VIP"
    assert words_of(" опт,, VIP ,опт") == ("опт", "VIP")


def test_status_and_tags_of_a_client_are_saved(program: Program, form: Any) -> None:
    form.form.set_values({"name": "Анна", "status": "Постоянный", "tags": "опт, VIP, опт,"})
    form.save()
    (kept,) = program.crm.ask(client_queries.dump)
    assert (kept.status, kept.tags) == ("Постоянный", ("опт", "VIP"))
    page = program.window.page("clients")
    page.open_record(kept.id)
    page.panel.edit_requested.emit(page.panel.card)
    assert form.form.value("tags") == "опт, VIP"


def test_a_lost_deal_is_offered_the_reasons(program: Program) -> None:
    crm = program.crm
    deal = crm.do(deals.add, DealDraft("Окна", crm.do(clients.add, a_client()).value)).value
    program.desk.navigator.go("deals")
    lost = crm.ask(pipeline_queries.listing)[0].stages[-1].id
    seen: list[list[str]] = []

    def answer(reason: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        line = dialog.form.editor("lost_reason")
        seen.append(suggestions(line).words())
        dialog.form.set_value("lost_reason", reason)
        dialog.verb.click()
        if not reason:
            assert dialog.form.problem("lost_reason")
            dialog.reject()

    QTimer.singleShot(0, lambda: answer(""))
    program.window.page("deals").move_deal(deal, lost)
    assert crm.ask(deal_queries.card, deal).stage_kind == "open"
    QTimer.singleShot(0, lambda: answer("Дорого"))
    program.window.page("deals").move_deal(deal, lost)
    assert crm.ask(deal_queries.card, deal).lost_reason == "Дорого"
    assert "Выбрали других" in seen[0]


def test_boards_are_chosen_and_new_deals_begin_in_the_one_shown(program: Program) -> None:
    crm = program.crm
    client = crm.do(clients.add, a_client()).value
    old = crm.do(deals.add, DealDraft("Окна", client)).value
    program.desk.navigator.go("deals")
    page = program.window.page("deals")
    assert page.pipeline.isHidden()
    second = crm.do(pipelines.add, "Опт", "ru").value
    page._all.refresh()
    assert not page.pipeline.isHidden()
    page.pipeline.set_value(second)
    assert page._cards[crm.ask(pipeline_queries.listing)[1].stages[0].id] == ()
    page.new_for(client)
    page.form.form.set_value("title", "Партия")
    page.form.save()
    stages = [stage.id for stage in crm.ask(pipeline_queries.listing)[1].stages]
    assert [card.title for card in page._cards[stages[0]]] == ["Партия"]
    # A deal of the other board can be moved here by name.
    assert (stages[1], "В работе") in page._places()
    page.move_deal(old, stages[1])
    assert crm.ask(deal_queries.card, old).stage_id == stages[1]
    crm.do(pipelines.delete, second, crm.ask(pipeline_queries.listing)[0].stages[0].id)
    page._all.refresh()
    assert page.pipeline.isHidden()
    assert sum(len(cards) for cards in page._cards.values()) == 2


def test_a_deal_that_stays_too_long_is_pointed_out(program: Program) -> None:
    crm = program.crm
    crm.do(deals.add, DealDraft("Окна", crm.do(clients.add, a_client()).value))
    program.desk.navigator.go("deals")
    page = program.window.page("deals")
    stage = crm.ask(pipeline_queries.listing)[0].stages[0]
    row = page._cards[stage.id][0]
    assert "here" not in page._card(row, "open").note
    for norm, told in ((10, False), (9, True)):
        draft = StageDraft("Новая", StageKind.OPEN, 10, 0, norm)
        crm.do(pipelines.edit_stage, stage.id, draft)
        page._live.refresh()
        card = page._card(row, "open")
        assert ("10 days here" in card.note) is told
        assert card.note_role == "warn"
