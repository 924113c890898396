"""The form of a deal changes what was changed in it, and nothing that it does not show."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, deals
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.queries import deals as questions
from crm_desktop.ui.deals.edit import DealForm
from crm_desktop.ui.deals.page import DealsPage
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.fixtures import a_client


def test_one_changed_field_leaves_all_others(qtbot: QtBot, crm: Crm) -> None:
    client = crm.do(clients.add, a_client()).value
    draft = DealDraft("Окна", client, 45_000_00, "USD", None, date(2026, 12, 1), "Сайт", "быстро")
    deal = crm.do(deals.add, draft).value
    before = crm.ask(questions.card, deal)
    form = DealForm(Desk(Jobs(crm), Theme("light"), Navigator()))
    qtbot.addWidget(form)
    form.show()
    form.edit(before)
    form.form.set_values({"title": "Окна и двери"})
    with qtbot.waitSignal(form.desk.jobs.committed):
        form.save()
    after = crm.ask(questions.card, deal)
    assert (after.title, after.currency) == ("Окна и двери", "USD")
    assert (after.amount, after.expected_close) == (before.amount, before.expected_close)
    assert (after.source, after.comment, after.stage_id) == ("Сайт", "быстро", before.stage_id)
    form.desk.jobs.shutdown()


def test_moving_by_name_begins_with_the_stage_after(
    qtbot: QtBot, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = crm.do(clients.add, a_client()).value
    deal = crm.do(deals.add, DealDraft("Окна", client)).value
    page = DealsPage(Desk(Jobs(crm), Theme("light"), Navigator()))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.board.select_card(deal))
    offered: list[object] = []

    def choose(*_said: object, value: object = None, **_more: object) -> None:
        offered.append(value)

    monkeypatch.setattr(dialogs, "choose", choose)
    page.board.move_requested.emit(deal)
    stages = [one.id for one in crm.ask(questions.stages)]
    assert offered == [stages[1]]
    page.desk.jobs.shutdown()
