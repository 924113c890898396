"""What a day asks for and why: no flood, nothing forgotten that was never begun."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from crm_desktop.commands import (
    activities,
    client_bulk,
    client_fields,
    clients,
    deals,
    documents,
    tasks,
)
from crm_desktop.crm import Crm
from crm_desktop.domain.activities import TouchDraft
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.filters import Condition, Group, Operator
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.domain.today import SUGGESTIONS, Postponed, postponed_to
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import tasks as task_queries
from crm_desktop.queries import today
from crm_desktop.queries.read import Read
from tests.fixtures import a_client

TODAY = date(2026, 12, 2)
SINCE = "2026-12-01T21:00:00Z"


def day_of(crm: Crm, on: date = TODAY) -> list[tuple[str, str, int]]:
    """The list of a day: reason, kind, id."""
    rows = crm.ask(today.day, on, SINCE).rows
    return [(row.reason.value, row.kind, row.id) for row in rows]


def a_task(crm: Crm, title: str, due: date | None, **more: Any) -> int:
    return crm.do(tasks.add, TaskDraft(title=title, due_on=due, **more)).value


def an_invoice(crm: Crm, organisation: int, client: int, due: date | None) -> int:
    draft = DocumentDraft(
        client_id=client,
        organisation_id=organisation,
        date=TODAY - timedelta(days=40),
        due_date=due,
        vat_mode=VatMode.NONE,
        lines=(LineDraft("Окно", 1000, "шт", 10_0000, 0, None),),
    )
    paper = crm.do(documents.create, draft).value
    crm.do(documents.issue, paper)
    return paper


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(clients.add, a_client("Ромашка", "8 916 123-45-67")).value


def test_late_and_due_tasks_by_their_time(crm: Crm, client: int) -> None:
    evening = a_task(crm, "Вечером", TODAY, due_time="18:00", client_id=client)
    some_time = a_task(crm, "Когда-нибудь сегодня", TODAY)
    morning = a_task(crm, "Утром", TODAY, due_time="09:00")
    late = a_task(crm, "Давно", TODAY - timedelta(days=3))
    a_task(crm, "Завтра", TODAY + timedelta(days=1))
    a_task(crm, "Без срока", None)
    done = a_task(crm, "Сделано", TODAY)
    crm.do(tasks.done, done)
    assert day_of(crm) == [
        ("overdue", "task", late),
        ("due", "task", morning),
        ("due", "task", evening),
        ("due", "task", some_time),
    ]
    row = crm.ask(today.day, TODAY, SINCE).rows[2]
    assert (row.client, row.phone, row.time) == ("Ромашка", "8 916 123-45-67", "18:00")


def test_an_unpaid_invoice_until_a_step_is_planned(
    crm: Crm, client: int, organisation: int
) -> None:
    paper = an_invoice(crm, organisation, client, TODAY - timedelta(days=5))
    an_invoice(crm, organisation, client, TODAY)
    an_invoice(crm, organisation, client, None)
    cancelled = an_invoice(crm, organisation, client, TODAY - timedelta(days=5))
    crm.do(documents.cancel, cancelled)
    assert day_of(crm) == [("unpaid", "document", paper)]
    a_task(crm, "Поздравить через год", TODAY + timedelta(days=365), client_id=client)
    assert day_of(crm) == [("unpaid", "document", paper)], "a far date says nothing about money"
    a_task(crm, "Спросить об оплате", TODAY + timedelta(days=1), client_id=client)
    assert day_of(crm) == []
    assert day_of(crm, TODAY + timedelta(days=1))[0][0] == "due"


def test_a_deal_without_a_next_step(crm: Crm, client: int) -> None:
    deal = crm.do(deals.add, DealDraft(title="Окна", client_id=client)).value
    assert day_of(crm) == [("no-step", "deal", deal)]
    step = a_task(crm, "Позвонить", TODAY + timedelta(days=20), deal_id=deal)
    assert day_of(crm) == []
    crm.do(tasks.done, step)
    assert day_of(crm) == [("no-step", "deal", deal)]
    a_task(crm, "Встреча", TODAY + timedelta(days=20), client_id=client)
    assert day_of(crm) == []


def test_a_first_day_is_no_flood(crm: Crm, client: int) -> None:
    for number in range(20):
        crm.do(deals.add, DealDraft(title=f"Сделка {number}", client_id=client))
        crm.do(clients.add, a_client(f"Клиент {number}"))
    assert len(day_of(crm)) == SUGGESTIONS


def test_only_who_was_in_touch_can_be_forgotten(crm: Crm, client: int) -> None:
    crm.do(clients.add, a_client("Никогда не звонили"))
    crm.do(activities.log, TouchDraft(client_id=client, way="Звонок", text="Созвонились"))
    noted = crm.do(clients.add, a_client("Только заметка")).value
    crm.do(activities.add_note, noted, "Видели в каталоге")
    now = datetime.now(UTC).date()
    later = now + timedelta(days=40)
    assert day_of(crm, now) == []
    assert day_of(crm, later) == [("forgotten", "client", client)]
    a_task(crm, "Позвонить", later + timedelta(days=100), client_id=client)
    assert day_of(crm, later) == []


def test_who_is_past_their_own_time_is_forgotten_sooner_and_says_why(crm: Crm, client: int) -> None:
    crm.do(activities.log, TouchDraft(client_id=client, way="Звонок", text="Созвонились"))
    crm.do(client_fields.set_fields, client, {"rhythm_days": "раз в неделю"})
    now = datetime.now(UTC).date()
    assert day_of(crm, now + timedelta(days=7)) == []
    assert day_of(crm, now + timedelta(days=8)) == [("forgotten", "client", client)]
    row = crm.ask(today.day, now + timedelta(days=8), SINCE).rows[0]
    assert (row.rhythm, row.usual, row.day and row.day[:10]) == (7, None, now.isoformat())
    crm.do(client_fields.set_fields, client, {"rhythm_days": "год"})
    assert day_of(crm, now + timedelta(days=40)) == [], "their own rhythm is longer"
    crm.do(client_fields.set_fields, client, {"rhythm_days": "7"})
    crm.do(client_bulk.archive, Scope(ids=(client,)), BulkChange(BulkAction.ARCHIVE), 1)
    assert day_of(crm, now + timedelta(days=40)) == []


def test_the_filter_finds_whom_the_day_calls_forgotten(crm: Crm, client: int) -> None:
    crm.do(activities.log, TouchDraft(client_id=client, way="Звонок", text="Созвонились"))
    other = crm.do(clients.add, a_client("Василёк")).value
    crm.do(activities.log, TouchDraft(client_id=other, way="Звонок", text="Созвонились"))
    crm.do(client_fields.set_fields, client, {"rhythm_days": "10"})
    now = datetime.now(UTC).date()
    wanted = Group((Condition("forgotten", Operator.IS, (True,)),))
    for days, found in ((10, []), (11, [client]), (31, [other, client])):
        on = now + timedelta(days=days)
        assert crm.ask(client_queries.ids, wanted=wanted, today=on) == found
        assert sorted(id_ for _, _, id_ in day_of(crm, on)) == sorted(found)


def test_figures_and_badges(crm: Crm, client: int, organisation: int) -> None:
    crm.do(deals.add, DealDraft(title="Окна", client_id=client, amount=4_500_000))
    an_invoice(crm, organisation, client, TODAY - timedelta(days=5))
    an_invoice(crm, organisation, client, TODAY + timedelta(days=5))
    a_task(crm, "Сегодня", TODAY)
    a_task(crm, "Завтра", TODAY + timedelta(days=1))
    crm.do(tasks.done, a_task(crm, "Сделано", TODAY))
    figures = crm.ask(today.day, TODAY, "2000-01-01T00:00:00Z").figures
    assert (figures.done, figures.open_deals, figures.open_amount) == (1, 1, 4_500_000)
    assert (figures.unpaid, figures.unpaid_amount, figures.overdue) == (2, 2000, 1)
    assert figures.weighted <= figures.open_amount
    assert crm.ask(today.badges, TODAY) == today.Badges(tasks=1, papers=1)


def test_an_empty_base_asks_for_nothing(crm: Crm) -> None:
    assert not crm.ask(today.anybody)
    assert day_of(crm) == []
    crm.do(clients.add, a_client("Первая"))
    assert crm.ask(today.anybody)


@pytest.mark.parametrize(
    ("today_", "choice", "day"),
    [
        ("2026-12-02", Postponed.TOMORROW, "2026-12-03"),
        ("2026-12-02", Postponed.THREE_DAYS, "2026-12-05"),
        ("2026-12-02", Postponed.MONDAY, "2026-12-07"),
        ("2026-12-07", Postponed.MONDAY, "2026-12-14"),
        ("2026-12-31", Postponed.TOMORROW, "2027-01-01"),
    ],
)
def test_putting_off(today_: str, choice: Postponed, day: str) -> None:
    assert postponed_to(date.fromisoformat(today_), choice).isoformat() == day


def test_a_task_put_off_takes_its_reminder_along(crm: Crm) -> None:
    task = a_task(crm, "Позвонить", TODAY, due_time="15:00", remind_at="2026-12-02T14:45")
    crm.do(tasks.postpone, task, TODAY + timedelta(days=5))

    row = crm.ask(task_queries.card, task)
    assert (row.due_on, row.due_time, row.remind_at) == ("2026-12-07", "15:00", "2026-12-07T14:45")


def test_nothing_is_asked_once_for_each_row(crm: Crm) -> None:
    plans: list[str] = []
    with crm.database.read() as connection:

        def explain(_c: object, cursor: Any, statement: str, given: Any, *_more: object) -> None:
            if statement.startswith("SELECT"):
                cursor.execute(f"EXPLAIN QUERY PLAN {statement}", given)
                plans.extend(str(row) for row in cursor.fetchall())

        event.listen(connection, "before_cursor_execute", explain)
        today.day(Read(connection, crm.viewer), TODAY, SINCE)
    assert plans
    assert [one for one in plans if "CORRELATED" in one] == []
