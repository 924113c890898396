"""What changes in the parts of a client is told in its story, and comes back from there."""

from __future__ import annotations

import re
from datetime import date

import pytest

from crm_desktop.commands import (
    client_fields,
    client_parts,
    clients,
    contact_points,
    contacts,
    relations,
)
from crm_desktop.crm import Crm
from crm_desktop.db.engine import driver
from crm_desktop.domain.client_parts import AccountDraft, AddressDraft, RelationDraft
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.story import Shown, StoryKind
from crm_desktop.queries import client_changes, dictionaries, timeline
from crm_desktop.queries import clients as questions
from crm_desktop.queries.client_changes import FieldChange
from crm_desktop.queries.client_parts import Parts
from crm_desktop.queries.read import Read

PHONE = PointDraft(PointKind.PHONE, "8 916 000-00-01", "рабочий")


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(clients.add, ClientDraft(name="ООО «Ёлки»")).value


def told(crm: Crm, client: int) -> list[tuple[str, str, str, str, str]]:
    """The story of changes, the oldest first, without the client's own beginning."""
    found = crm.ask(client_changes.changes, client)[:-1]
    return [(str(c.kind), c.field, c.part, c.old, c.new) for c in reversed(found)]


def last(crm: Crm, client: int) -> FieldChange:
    return crm.ask(client_changes.changes, client)[0]


def parts(crm: Crm, client: int) -> Parts:
    card = crm.ask(questions.card, client)
    return Parts(card.points, card.contacts, card.addresses, card.accounts, card.relations)


def test_a_person_inside_comes_changes_and_goes(crm: Crm, client: int) -> None:
    person = crm.do(contacts.save, client, None, ContactDraft("Пётр", "закупки", (PHONE,))).value
    (phone,) = crm.ask(questions.card, client).contacts[0].points
    again = PointDraft(PointKind.PHONE, "8 916 000-00-02", "личный", phone.id)
    born = date(1980, 5, 17)
    crm.do(contacts.save, client, person, ContactDraft("Пётр", "директор", (again,), born))
    crm.do(contacts.remove, client, person)
    assert told(crm, client) == [
        ("added", "contact", "", "", "Пётр, закупки"),
        ("changed", "contact.birthday", "Пётр", "", "1980-05-17"),
        ("changed", "contact.position", "Пётр", "закупки", "директор"),
        ("changed", "phone", "Пётр", "8 916 000-00-01 (рабочий)", "8 916 000-00-02 (личный)"),
        ("removed", "contact", "", "Пётр, директор", ""),
    ]
    page = crm.ask(timeline.story, client, Shown.CHANGES)
    assert [len(entry.fields) for entry in page.entries] == [1, 3, 1, 1]
    assert {entry.kind for entry in page.entries} == {StoryKind.CHANGE}
    assert len(crm.ask(timeline.story, client, Shown.CHANGES, "пётр").entries) == 3


def test_a_person_who_went_comes_back_with_phone_and_all(crm: Crm, client: int) -> None:
    draft = ContactDraft("Пётр", "закупки", (PHONE,), date(1980, 5, 17))
    person = crm.do(contacts.save, client, None, draft).value
    crm.do(contacts.remove, client, person)
    crm.do(client_fields.set_back, client, last(crm, client).row, "contact")
    (back,) = crm.ask(questions.card, client).contacts
    assert (back.name, back.position, back.birthday) == ("Пётр", "закупки", "1980-05-17")
    assert [(p.value, p.label) for p in back.points] == [(PHONE.value, PHONE.label)]
    crm.undo()
    assert crm.ask(questions.card, client).contacts == ()
    assert crm.database.check() == []


def test_a_field_of_a_person_is_set_back_alone(crm: Crm, client: int) -> None:
    person = crm.do(contacts.save, client, None, ContactDraft("Пётр", "закупки")).value
    crm.do(contacts.save, client, person, ContactDraft("Павел", "директор"))
    change = next(c for c in crm.ask(client_changes.changes, client) if c.field == "contact.name")
    crm.do(client_fields.set_back, client, change.row, change.field)
    (back,) = crm.ask(questions.card, client).contacts
    assert (back.id, back.name, back.position) == (person, "Пётр", "директор")


def test_addresses_and_accounts_are_told_and_come_back(crm: Crm, client: int) -> None:
    place = crm.do(
        client_parts.save_address, client, None, AddressDraft("Тула, Ленина 1", "склад")
    ).value
    crm.do(client_parts.save_address, client, place, AddressDraft("Тула, Мира 2", "склад"))
    money = crm.do(client_parts.save_account, client, None, AccountDraft("4070", "044525225")).value
    crm.do(client_parts.save_account, client, money, AccountDraft("4071", "044525225"))
    before = parts(crm, client)
    crm.do(client_parts.remove_address, client, place)
    gone = last(crm, client)
    crm.do(client_parts.remove_account, client, money)
    assert told(crm, client) == [
        ("added", "client_address", "", "", "склад, Тула, Ленина 1"),
        ("changed", "client_address.text", "склад", "Тула, Ленина 1", "Тула, Мира 2"),
        ("added", "client_account", "", "", "4070"),
        ("changed", "client_account.account", "4071", "4070", "4071"),
        ("removed", "client_address", "", "склад, Тула, Мира 2", ""),
        ("removed", "client_account", "", "4071", ""),
    ]
    crm.do(client_fields.set_back, client, last(crm, client).row, "client_account")
    crm.do(client_fields.set_back, client, gone.row, "client_address")
    after = parts(crm, client)
    assert [(a.label, a.text) for a in after.addresses] == [
        (a.label, a.text) for a in before.addresses
    ]
    assert [(a.account, a.bik) for a in after.accounts] == [("4071", "044525225")]


def test_a_relation_is_told_on_both_cards(crm: Crm, client: int) -> None:
    other = crm.do(clients.add, ClientDraft(name="Пётр")).value
    third = crm.do(clients.add, ClientDraft(name="Анна")).value
    word = next(
        one
        for one in crm.ask(dictionaries.words, DictionaryKind.RELATION)
        if one.reverse and one.reverse != one.name
    )
    relation = crm.do(relations.save, client, None, RelationDraft(other, word.name)).value
    assert told(crm, client)[-1] == ("added", "client_relation", "", "", f"{word.name}: Пётр")
    there = f"{word.reverse}: ООО «Ёлки»"
    assert told(crm, other)[-1] == ("added", "client_relation", "", "", there)
    crm.do(relations.save, client, relation, RelationDraft(third, word.name))
    here = f"{word.name}: Пётр", f"{word.name}: Анна"
    assert told(crm, client)[-1] == ("changed", "client_relation", "", *here)
    assert told(crm, other)[-1] == ("removed", "client_relation", "", there, "")
    assert told(crm, third)[-1] == ("added", "client_relation", "", "", there)
    crm.do(relations.remove, third, relation)
    assert told(crm, client)[-1] == ("removed", "client_relation", "", here[1], "")
    assert told(crm, third)[-1] == ("removed", "client_relation", "", there, "")
    crm.do(client_fields.set_back, third, last(crm, third).row, "client_relation")
    assert [r.other for r in crm.ask(questions.card, client).relations] == ["Анна"]
    crm.do(relations.remove, third, crm.ask(questions.card, client).relations[0].id)
    row = last(crm, client).row
    crm.do(clients.delete, third)
    with pytest.raises(Refused):
        crm.do(client_fields.set_back, client, row, "client_relation")


def test_another_main_phone_is_told(crm: Crm) -> None:
    second = PointDraft(PointKind.PHONE, "8 916 000-00-02")
    mail = PointDraft(PointKind.EMAIL, "info@yolki.ru")
    draft = ClientDraft(name="ООО «Сосны»", points=(PHONE, second, mail))
    made = crm.do(clients.add, draft).value
    ids = [p.id for p in crm.ask(questions.card, made).points]
    first, other = "8 916 000-00-01 (рабочий)", "8 916 000-00-02"
    crm.do(contact_points.make_main, made, ids[2])
    assert told(crm, made) == [], "the only one of its kind was the main one before"
    crm.do(contact_points.make_main, made, ids[1])
    crm.do(contact_points.move, made, ids[1], 1)
    crm.do(contact_points.remove, made, ids[0])
    assert told(crm, made) == [
        ("changed", "main.phone", "", first, other),
        ("changed", "main.phone", "", other, first),
        ("removed", "phone", "", first, ""),
    ]
    newer = PointDraft(PointKind.PHONE, "8 916 000-00-03")
    crm.do(clients.edit, made, ClientDraft(name="ООО «Сосны»", points=(newer, second)))
    assert ("changed", "main.phone", "", other, newer.value) in told(crm, made)


def test_a_new_client_with_everything_is_one_line(crm: Crm) -> None:
    draft = ClientDraft(
        name="ООО «Сосны»",
        points=(PHONE,),
        contacts=(ContactDraft("Пётр", points=(PHONE,)),),
        addresses=(AddressDraft("Тула"),),
        accounts=(AccountDraft("4070"),),
    )
    made = crm.do(clients.add, draft).value
    assert [str(c.kind) for c in crm.ask(client_changes.changes, made)] == ["made"]


def test_parts_of_somebody_else_are_not_set_back(crm: Crm, client: int) -> None:
    other = crm.do(clients.add, ClientDraft(name="Пётр")).value
    crm.do(client_parts.save_address, client, None, AddressDraft("Тула", "склад"))
    place = crm.ask(questions.card, client).addresses[0].id
    crm.do(client_parts.remove_address, client, place)
    with pytest.raises(Refused):
        crm.do(client_fields.set_back, other, last(crm, client).row, "client_address")


def test_what_is_gone_is_found_by_an_index(crm: Crm, client: int) -> None:
    seen: list[str] = []
    with crm.database.read() as connection:
        raw = driver(connection)
        raw.set_trace_callback(seen.append)
        timeline.story(Read(connection, crm.viewer), client)
        raw.set_trace_callback(None)
        steps = [
            row[3]
            for sql in dict.fromkeys(seen)
            if re.match(r"\s*(?:SELECT|WITH)\b", sql)
            for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}")
        ]
    for name in ("ix_journal_part_owner", "ix_journal_relation_other"):
        assert any(f"SEARCH journal USING INDEX {name} (<expr>=?)" in step for step in steps), steps
