"""What is typed into a form is kept until it is saved or given up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.db.errors import READ_ONLY
from crm_desktop.domain.problems import Refused
from crm_desktop.machine import Machine
from crm_desktop.queries import clients
from crm_desktop.ui.clients.card import ClientPanel
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.deals.edit import DealForm
from crm_desktop.ui.kit.drafts import KEPT_AFTER_MS
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.fixtures import a_client


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, crm: Crm) -> Iterator[Desk]:
    jobs = Jobs(crm, immediate=True)
    yield Desk(jobs, Theme("light"), Navigator(), Machine())
    jobs.shutdown()
    jobs.deleteLater()


def fresh(desk: Desk) -> Desk:
    """The desk of the next start on the same base."""
    return Desk(desk.jobs, desk.theme, Navigator(), desk.settings)


def test_typing_is_kept_within_two_seconds(qtbot: QtBot, desk: Desk, crm: Crm) -> None:
    assert KEPT_AFTER_MS <= 1_500
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.edit(None)
    form.form.set_value("name", "Семёнова Наталья")
    qtbot.waitUntil(lambda: bool(crm.drafts.all()), timeout=3 * KEPT_AFTER_MS)
    one = crm.drafts.all()[0]
    assert one.key == ("client", 0, 0)
    assert one.title == "Семёнова Наталья"
    assert one.typed == {"name": "Семёнова Наталья"}


def test_what_is_kept_comes_back_at_the_next_start(qtbot: QtBot, desk: Desk, crm: Crm) -> None:
    client = crm.do(changes.add, a_client("Окна-Сервис", city="Москва")).value
    card = crm.ask(clients.cards, [client])[0]
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.edit(card)
    form.form.set_value("comment", "звонить после 15")
    desk.drafts.flush()
    # Meanwhile somebody else moved: only what was typed comes back over the present values.
    crm.do(changes.edit, client, a_client("Окна-Сервис", city="Тула"))
    again = ClientForm(fresh(desk))
    qtbot.addWidget(again)
    again.edit(crm.ask(clients.cards, [client])[0])
    assert again.form.value("comment") == "звонить после 15"
    assert again.form.value("city") == "Тула"
    again.save()
    assert crm.drafts.all() == []
    assert crm.ask(clients.cards, [client])[0].comment == "звонить после 15"


def test_a_half_typed_amount_and_date_come_back_letter_by_letter(
    qtbot: QtBot, desk: Desk, crm: Crm
) -> None:
    client = crm.do(changes.add, a_client()).value
    form = DealForm(desk)
    qtbot.addWidget(form)
    form.begin(client)
    form.form.type_again({"amount": "45 000,5x", "expected_close": "31.1"})
    desk.drafts.flush()
    again = DealForm(fresh(desk))
    qtbot.addWidget(again)
    again.begin(client)
    assert again.form.typed()["amount"] == "45 000,5x"
    assert again.form.typed()["expected_close"] == "31.1"


def test_giving_up_and_typing_back_leave_nothing(qtbot: QtBot, desk: Desk, crm: Crm) -> None:
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.edit(None)
    form.form.set_value("name", "Сем")
    desk.drafts.flush()
    assert len(crm.drafts.all()) == 1
    form.form.set_value("name", "")
    desk.drafts.flush()
    assert crm.drafts.all() == []
    form.form.set_value("name", "Сем")
    desk.drafts.flush()
    form.drafts.end()
    assert crm.drafts.all() == []


def test_a_form_filled_for_another_record_keeps_what_stood_in_it(
    qtbot: QtBot, desk: Desk, crm: Crm
) -> None:
    first, second = (crm.do(changes.add, a_client(name)).value for name in ("Первый", "Второй"))
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.edit(crm.ask(clients.cards, [first])[0])
    form.form.set_value("comment", "важное")
    form.edit(crm.ask(clients.cards, [second])[0])
    assert form.form.value("comment") == ""
    assert [one.key for one in crm.drafts.all()] == [("client", first, 0)]
    said: list[str] = []
    dropping: list[object] = []

    def say(text: str, button_text: str = "", action: object = None) -> None:
        said.append(text)
        dropping.append(action)

    desk.say = say
    form.edit(crm.ask(clients.cards, [first])[0])
    assert form.form.value("comment") == "важное"
    assert said == ["What you had not saved is back in the form."]
    drop = dropping[0]
    assert callable(drop)
    drop()
    assert form.form.value("comment") == ""
    assert crm.drafts.all() == []


def test_the_note_box_keeps_a_note_for_each_client(qtbot: QtBot, desk: Desk, crm: Crm) -> None:
    first, second = (crm.do(changes.add, a_client(name)).value for name in ("Первый", "Второй"))
    panel = ClientPanel(desk)
    qtbot.addWidget(panel)
    panel.show_client(first)
    panel.note.setText("первому")
    panel.show_client(second)
    assert panel.note.text() == ""
    panel.note.setText("второму")
    panel.add_note()
    assert panel.note.text() == ""
    panel.show_client(first)
    assert panel.note.text() == "первому"
    desk.drafts.flush()
    assert [one.key for one in crm.drafts.all()] == [("note", first, 0)]
    panel.add_note()
    assert crm.drafts.all() == []


def test_a_store_that_cannot_write_stops_nobody(
    qtbot: QtBot, desk: Desk, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crm_desktop.domain.problems import Refused

    def full(_one: object) -> None:
        raise Refused.of("base.disk-full")

    monkeypatch.setattr(crm.drafts, "keep", full)
    refused: list[Refused] = []
    desk.jobs.refused.connect(refused.append)
    form = ClientForm(desk)
    qtbot.addWidget(form)
    form.edit(None)
    form.form.set_value("name", "Сем")
    desk.drafts.flush()
    assert refused == []
    assert form.form.value("name") == "Сем"


def test_drafts_that_cannot_be_read_do_not_stop_the_start(
    desk: Desk, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise Refused.of(READ_ONLY)

    monkeypatch.setattr(crm.drafts, "all", refuse)
    assert desk.drafts.all() == []
