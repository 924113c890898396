"""Every word of a quick entry ends on the card, in the deal, in the task or in a note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crm_desktop.commands import clients, quick
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.problems import REQUIRED, Refused
from crm_desktop.domain.quick_entry import QuickEntry
from crm_desktop.domain.tasks import TIME_WITHOUT_DAY
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals, tasks, timeline

PHONE = PointDraft(PointKind.PHONE, "8 916 123-45-67", "моб")
WHOLE = QuickEntry(
    name="ООО «Ромашка»",
    points=(PHONE, PointDraft(PointKind.EMAIL, "zakaz@romashka.ru")),
    contact="Пётр Иванов",
    position="директор",
    inn="7707083893",
    kpp="773601001",
    ogrn="1027700132195",
    address="Тула, Садовая 5",
    deal="три окна",
    amount=4_500_000,
    closes_on=date(2026, 11, 27),
    task="позвонить",
    due_on=date(2026, 11, 26),
    due_time="15:00",
    note="белые",
)


def notes(crm: Crm, client: int) -> str:
    return "\n".join(one.text for one in crm.ask(timeline.story, client).entries)


def test_a_new_client_gets_all_of_it_and_it_is_taken_back_as_one(crm: Crm) -> None:
    made = crm.do(quick.add, WHOLE)
    client = made.value.client_id
    assert client is not None
    card = crm.ask(client_queries.card, client)
    assert (card.name, card.kind) == (WHOLE.name, ClientKind.COMPANY.value)
    assert (card.inn, card.kpp, card.ogrn) == (WHOLE.inn, WHOLE.kpp, WHOLE.ogrn)
    assert card.address == WHOLE.address
    assert [(one.value, one.label) for one in card.points] == [
        ("8 916 123-45-67", "моб"),
        ("zakaz@romashka.ru", ""),
    ]
    assert [(one.name, one.position) for one in card.contacts] == [("Пётр Иванов", "директор")]
    deal, task = crm.ask(deals.listing)[0], crm.ask(tasks.listing)[0]
    assert (deal.title, deal.amount, deal.expected_close) == ("три окна", 4_500_000, "2026-11-27")
    assert (task.title, task.due_on, task.due_time) == ("позвонить", "2026-11-26", "15:00")
    assert "белые" in notes(crm, client)
    crm.undo(made.operation)
    assert (crm.ask(client_queries.count), crm.ask(deals.listing), crm.ask(tasks.listing)) == (
        0,
        [],
        [],
    )


def test_what_a_known_card_says_otherwise_is_kept_in_the_note(crm: Crm) -> None:
    known = crm.do(
        clients.add, ClientDraft(name="Ромашка", inn="5047123450", points=(PHONE,))
    ).value
    made = crm.do(quick.add, WHOLE, known)
    card = crm.ask(client_queries.card, known)
    assert (card.name, card.inn, card.kpp) == ("Ромашка", "5047123450", "773601001")
    assert [one.value for one in card.points] == ["8 916 123-45-67", "zakaz@romashka.ru"]
    for kept in ("белые", "ООО «Ромашка»", "7707083893"):
        assert kept in notes(crm, known)
    crm.undo(made.operation)
    card = crm.ask(client_queries.card, known)
    assert (card.kpp, len(card.points), card.contacts) == ("", 1, ())
    assert "белые" not in notes(crm, known)


def test_a_position_of_nobody_is_a_note(crm: Crm) -> None:
    made = crm.do(quick.add, QuickEntry(name="Иванов", position="директор")).value
    assert made.client_id is not None
    assert "директор" in notes(crm, made.client_id)


@pytest.mark.parametrize(
    ("entry", "field", "code"),
    [
        (QuickEntry(), "text", REQUIRED),
        (QuickEntry(position="директор"), "client_id", REQUIRED),
        (QuickEntry(ogrn="1027700132195"), "client_id", REQUIRED),
        (QuickEntry(note="белые", task="позвонить"), "client_id", REQUIRED),
        (QuickEntry(task="позвонить", due_time="15:00"), "due_on", TIME_WITHOUT_DAY),
        (replace(WHOLE, due_on=None), "due_on", TIME_WITHOUT_DAY),
    ],
)
def test_what_has_no_place_is_refused_and_nothing_is_made(
    crm: Crm, entry: QuickEntry, field: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        crm.do(quick.add, entry)
    assert [(one.field, one.code) for one in refused.value.problems] == [(field, code)]
    assert crm.ask(client_queries.count) == 0
