"""What belongs to a client is added, edited and taken away from its card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from crm_desktop.commands import client_fields, contacts, dictionaries
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ClientKind
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.queries import client_changes, clients
from crm_desktop.queries.client_parts import (
    AccountRow,
    AddressRow,
    ContactRow,
    DateRow,
    RelationRow,
)
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.clients.part_form import PartForm
from crm_desktop.ui.clients.story_words import told
from crm_desktop.ui.kit.fields import ParsedEdit
from crm_desktop.ui.kit.line_button import LineButton
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(changes.add, ClientDraft(name="ООО «Ёлки»", kind=ClientKind.COMPANY)).value


@pytest.fixture
def room(qtbot: QtBot, crm: Crm, client: int) -> Iterator[ClientsPage]:
    desk = Desk(Jobs(crm), Theme("light"), Navigator())
    made = ClientsPage(desk)
    desk.navigator.register("client", lambda address: made.open_record(int(address[1])))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.open_record(client)
    qtbot.waitUntil(lambda: made.panel.card is not None)
    yield made
    desk.jobs.shutdown()


def _form(room: ClientsPage, noun: type) -> PartForm:
    """The form of a new part, by the menu of the card."""
    place = [ContactRow, RelationRow, AddressRow, AccountRow, DateRow].index(noun)
    room.panel.more.menu().actions()[place].trigger()
    return room.panel.form_of(noun)


def _save(room: ClientsPage, qtbot: QtBot, form: PartForm, **values: object) -> None:
    form.form.set_values(values)
    with qtbot.waitSignal(form.saved):
        form.save()
    assert room.panel.rooms.currentIndex() == 0


def _lines(room: ClientsPage) -> list[str]:
    return [one.accessibleName() for one in room.panel.reach.findChildren(LineButton)]


def _card(crm: Crm, client: int) -> ClientCard:
    return crm.ask(clients.card, client)


def test_a_person_inside_is_added_changed_and_taken_away(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    form = _form(room, ContactRow)
    _save(room, qtbot, form, name="Иванов Пётр", position="закупки", phones="8 916 000-00-01")
    first = _card(crm, client).contacts[0]
    assert (first.name, first.position) == ("Иванов Пётр", "закупки")
    assert first.points[0].normal == "+79160000001"
    assert _card(crm, client).points == ()
    qtbot.waitUntil(lambda: any("Иванов Пётр" in line for line in _lines(room)))
    room.panel.edit_part(first)
    _save(room, qtbot, form, phones="8 916 000-00-02")
    second = _card(crm, client).contacts[0]
    assert (second.id, second.points[0].id) == (first.id, first.points[0].id)
    assert second.points[0].normal == "+79160000002"
    room.panel.edit_part(second)
    with qtbot.waitSignal(form.closed):
        form.remove_button.click()
    assert _card(crm, client).contacts == ()
    crm.undo()
    assert _card(crm, client).contacts == (second,)


def test_a_person_without_a_name_is_refused_and_kept_in_the_form(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    form = _form(room, ContactRow)
    form.form.set_values({"position": "директор"})
    form.save()
    qtbot.waitUntil(lambda: form.form.problem("name") != "")
    assert form.form.value("position") == "директор"
    assert _card(crm, client).contacts == ()


def test_a_relation_reads_from_both_sides_and_leads_to_the_other(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    other = crm.do(changes.add, ClientDraft(name="Семёнова Наталья")).value
    crm.do(dictionaries.add, DictionaryKind.RELATION, "владеет", reverse="принадлежит")
    form = _form(room, RelationRow)
    _save(room, qtbot, form, kind="владеет", other_id=other)
    assert _card(crm, client).relations[0].said == "владеет"
    assert _card(crm, other).relations[0].said == "принадлежит"
    qtbot.waitUntil(lambda: _lines(room) == ["владеет: Семёнова Наталья"])
    room.panel.reach.findChildren(LineButton)[0].click()
    assert room.panel.client_id == other
    qtbot.waitUntil(lambda: _lines(room) == ["принадлежит: ООО «Ёлки»"])
    assert room.panel.reach.findChildren(QToolButton)[0].toolTip()


def test_a_doubtful_account_is_told_and_kept(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    form = _form(room, AccountRow)
    form.form.set_values({"bik": "044525225", "account": "40702810100000000001"})
    assert form.form.problem("account") != ""
    assert form.form.problem("bik") == ""
    _save(room, qtbot, form, bank_name="Сбербанк")
    kept = _card(crm, client).accounts[0]
    assert (kept.bik, kept.account) == ("044525225", "40702810100000000001")


def test_several_addresses_stand_beside_the_first(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    form = _form(room, AddressRow)
    _save(room, qtbot, form, label="склад", text="Тула, Ленина 1")
    _save(room, qtbot, _form(room, AddressRow), label="", text="Орёл, Мира 2")
    kept = [(one.label, one.text) for one in _card(crm, client).addresses]
    assert kept == [("склад", "Тула, Ленина 1"), ("", "Орёл, Мира 2")]
    qtbot.waitUntil(lambda: len(_lines(room)) == 2)


def test_a_date_is_kept_with_or_without_its_year_and_told(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    form = _form(room, DateRow)
    form.form.set_value("label", "Годовщина")
    line = form.form.editor("on_date")
    assert isinstance(line, ParsedEdit)
    line.setText("30.02")
    assert line.complaint()
    line.setText("29.02")
    with qtbot.waitSignal(form.saved):
        form.save()
    [kept] = _card(crm, client).dates
    assert (kept.label, kept.on_date) == ("Годовщина", "--02-29")
    qtbot.waitUntil(lambda: _lines(room) == ["Edit: Годовщина: February 29"])
    room.panel.edit_part(kept)
    assert form.form.typed()["on_date"] == "February 29"
    line.setText("2000-02-29")
    with qtbot.waitSignal(form.saved):
        form.save()
    changes = crm.ask(client_changes.changes, client)
    assert [(one.field, one.old, one.new) for one in changes][:2] == [
        ("client_date.on_date", "--02-29", "2000-02-29"),
        ("client_date", "", "Годовщина, --02-29"),
    ]
    room.panel.edit_part(_card(crm, client).dates[0])
    with qtbot.waitSignal(form.closed):
        form.remove()
    assert _card(crm, client).dates == ()
    removed = crm.ask(client_changes.changes, client)[0]
    crm.do(client_fields.set_back, client, removed.row, "client_date")
    assert [one.on_date for one in _card(crm, client).dates] == ["2000-02-29"]


def test_another_client_is_shown_instead_of_a_form(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    other = crm.do(changes.add, ClientDraft(name="Другой")).value
    form = _form(room, ContactRow)
    form.form.set_value("name", "Недописанный")
    room.open_record(other)
    assert room.panel.rooms.currentIndex() == 0
    room.open_record(client)
    qtbot.waitUntil(lambda: room.panel.card is not None and room.panel.card.id == client)
    _form(room, ContactRow)
    assert form.form.value("name") == "Недописанный"


def test_the_story_tells_of_a_person_and_brings_them_back(
    room: ClientsPage, qtbot: QtBot, crm: Crm, client: int
) -> None:
    form = _form(room, ContactRow)
    _save(room, qtbot, form, name="Иванов Пётр", position="закупки", phones="8 916 000-00-01")
    person = _card(crm, client).contacts[0]
    room.panel.edit_part(person)
    _save(room, qtbot, form, position="директор")
    crm.do(contacts.remove, client, person.id)
    room.panel.show_client(client)
    story = room.panel.timeline

    def lines() -> list[str]:
        return [told(entry, "en").lines for entry in story.list.story.entries]

    gone = "contact person: Иванов Пётр, директор removed"
    qtbot.waitUntil(lambda: lines()[:1] == [gone])
    assert lines()[1:3] == [
        "position (Иванов Пётр): закупки → директор",
        "contact person: Иванов Пётр, закупки added",
    ]
    menu = story.menu(story.list.story.entries[0])
    with qtbot.waitSignal(room.desk.jobs.committed):
        menu.actions()[0].trigger()
    (back,) = _card(crm, client).contacts
    assert [p.normal for p in back.points] == ["+79160000001"]
    qtbot.waitUntil(lambda: any("Иванов Пётр" in line for line in _lines(room)))
