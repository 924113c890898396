"""Gaps of the data: each is counted, and its list shows exactly the clients that were counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crm_desktop.commands import (
    client_bulk,
    client_parts,
    clients,
    contacts,
    deals,
    tasks,
)
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.client_parts import AccountDraft, Terms
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.data_health import FILTERS, Gap, share
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import data_health

TODAY = date(2026, 11, 26)
WHOLE = ClientDraft(
    name="ООО «Ёлки»",
    inn="7707083893",
    city="Тула",
    source="Сайт",
    birthday=date(1980, 2, 29),
    points=(
        PointDraft(PointKind.PHONE, "8 916 123-45-67"),
        PointDraft(PointKind.EMAIL, "info@yolki.ru"),
    ),
    terms=Terms(consent_on=date(2026, 1, 2)),
)


def found(crm: Crm) -> dict[Gap, int]:
    """The gaps that somebody has; the lists hold just as many."""
    counts = dict(crm.ask(data_health.counts, TODAY, tuple(Gap)).counts)
    for gap, count in counts.items():
        wanted = FILTERS[gap]
        assert len(crm.ask(client_queries.ids, wanted=wanted, today=TODAY)) == count, gap
    return {gap: count for gap, count in counts.items() if count}


def test_nothing_and_a_whole_card(crm: Crm) -> None:
    assert crm.ask(data_health.counts, TODAY, tuple(Gap)).total == 0
    assert found(crm) == {}
    crm.do(clients.add, WHOLE)
    assert crm.ask(data_health.counts, TODAY, tuple(Gap)).total == 1
    assert found(crm) == {}


def test_what_is_missing(crm: Crm) -> None:
    crm.do(clients.add, ClientDraft("Безвестный"))
    assert found(crm) == dict.fromkeys(
        (Gap.NO_PHONE, Gap.NO_SOURCE, Gap.NO_EMAIL, Gap.NO_CITY, Gap.NO_CONSENT), 1
    )
    ids = tuple(crm.ask(client_queries.ids))
    crm.do(client_bulk.archive, Scope(ids=ids), BulkChange(BulkAction.ARCHIVE), 1)
    assert found(crm) == {}, "what lies in the archive harms nobody"


def test_a_deal_without_a_step(crm: Crm) -> None:
    client = crm.do(clients.add, WHOLE).value
    deal = crm.do(deals.add, DealDraft("Окна", client)).value
    assert found(crm) == {Gap.NO_STEP: 1}
    crm.do(tasks.add, TaskDraft("Позвонить", TODAY, client_id=client, deal_id=deal))
    assert found(crm) == {}


def test_what_looks_mistyped(crm: Crm) -> None:
    client = crm.do(clients.add, WHOLE).value
    account = AccountDraft("40702810100000000001", "044525225")
    part = crm.do(client_parts.save_account, client, None, account).value
    assert found(crm) == {Gap.BAD_REQUISITES: 1}
    crm.do(client_parts.remove_account, client, part)
    for field, wrong in (("inn", "7707083894"), ("kpp", "77"), ("ogrn", "1027700132196")):
        crm.do(clients.edit, client, ClientDraft(**{**_values(), field: wrong}))
        assert found(crm) == {Gap.BAD_REQUISITES: 1}, field
    points = (PointDraft(PointKind.PHONE, "звонить жене"), PointDraft(PointKind.EMAIL, "нет"))
    crm.do(clients.edit, client, ClientDraft(**{**_values(), "points": points}))
    assert found(crm) == {Gap.BAD_PHONE: 1, Gap.BAD_EMAIL: 1}


def _values() -> dict[str, Any]:
    names = ("name", "inn", "city", "source", "birthday", "points")
    return {name: getattr(WHOLE, name) for name in names}


def test_an_impossible_birthday_of_a_client_or_of_somebody_inside(crm: Crm) -> None:
    client = crm.do(clients.add, WHOLE).value
    person = ContactDraft("Пётр", birthday=date(1890, 1, 1))
    crm.do(contacts.save, client, None, person)
    assert found(crm) == {Gap.BAD_BIRTHDAY: 1}


@pytest.mark.parametrize(
    "same",
    [
        {"inn": "7707083893"},
        {"points": (PointDraft(PointKind.PHONE, "+7 (916) 123-45-67"), WHOLE.points[1])},
    ],
)
def test_who_shares_a_key_until_they_are_told_apart(crm: Crm, same: dict[str, Any]) -> None:
    first = crm.do(clients.add, WHOLE).value
    other = {"inn": "", "points": (PointDraft(PointKind.PHONE, "8 916 000-00-01"),)} | same
    second = crm.do(clients.add, ClientDraft(**{**_values(), "name": "Сосны", **other})).value
    assert found(crm)[Gap.DUPLICATE] == 2
    with crm.database.write() as connection:
        connection.exec_driver_sql("UPDATE journal_context SET op = 1")
        connection.exec_driver_sql(
            "INSERT INTO distinct_pair (client_id, other_id, noted_at) VALUES (?, ?, '')",
            (first, second),
        )
        connection.exec_driver_sql("UPDATE journal_context SET op = NULL")
    assert Gap.DUPLICATE not in found(crm)


def test_a_share_says_neither_nobody_nor_everybody_by_rounding() -> None:
    asked = ((0, 0), (0, 5), (1, 100_000), (99_999, 100_000), (5, 5), (1, 3))
    assert [share(count, total) for count, total in asked] == [0, 0, 1, 99, 100, 33]
