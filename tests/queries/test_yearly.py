"""Birthdays and other days on the list of the day: near ones, once a year, with their reason."""

from __future__ import annotations

from datetime import date

import pytest

from crm_desktop.commands import (
    activities,
    client_bulk,
    client_parts,
    clients,
    contacts,
    settings,
    tasks,
)
from crm_desktop.crm import Crm
from crm_desktop.domain.activities import TouchDraft
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.client_parts import DateDraft
from crm_desktop.domain.clients import ClientDraft, ContactDraft
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import today
from crm_desktop.queries.today import DayRow

SINCE = "2026-12-01T21:00:00Z"


def days_of(crm: Crm, on: date) -> list[DayRow]:
    return [row for row in crm.ask(today.day, on, SINCE).rows if row.reason.value == "date"]


def told(crm: Crm, on: date) -> list[tuple[str, str | None, str, int | None]]:
    return [(row.title, row.day, row.note, row.years) for row in days_of(crm, on)]


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(clients.add, ClientDraft("Анна", birthday=date(1976, 12, 4))).value


def test_near_days_across_the_end_of_the_year(crm: Crm, client: int) -> None:
    firm = crm.do(clients.add, ClientDraft("Ромашка")).value
    crm.do(contacts.save, firm, None, ContactDraft("Пётр", birthday=date(1990, 1, 1)))
    crm.do(client_parts.save_date, firm, None, DateDraft("день фирмы", "--12-31"))
    assert told(crm, date(2026, 11, 30)) == []
    assert told(crm, date(2026, 12, 1)) == [("Анна", "2026-12-04", "", 50)]
    assert told(crm, date(2026, 12, 4)) == [("Анна", "2026-12-04", "", 50)]
    assert told(crm, date(2026, 12, 5)) == []
    assert told(crm, date(2026, 12, 30)) == [
        ("Ромашка", "2026-12-31", "день фирмы", None),
        ("Пётр", "2027-01-01", "", 37),
    ]
    crm.do(settings.change, {"greet_days": 0})
    assert told(crm, date(2026, 12, 1)) == []
    assert len(told(crm, date(2026, 12, 4))) == 1
    with pytest.raises(Refused):
        crm.do(settings.change, {"greet_days": 32})


def test_who_was_greeted_is_not_asked_for_again_this_year(crm: Crm, client: int) -> None:
    on = date(2026, 12, 2)
    crm.do(activities.log, TouchDraft(client, "Звонок", text="О заказе"))
    [row] = days_of(crm, on)
    crm.do(activities.log, TouchDraft(client, "Поздравление", occasion=row.occasion))
    assert days_of(crm, on) == []
    assert len(days_of(crm, date(2027, 12, 2))) == 1
    crm.undo()
    assert len(days_of(crm, on)) == 1


def test_a_task_about_it_stands_for_it(crm: Crm, client: int) -> None:
    on = date(2026, 12, 2)
    [row] = days_of(crm, on)
    draft = TaskDraft("Поздравить", date(2026, 12, 4), client_id=client, occasion=row.occasion)
    task = crm.do(tasks.add, draft).value
    assert days_of(crm, on) == []
    crm.do(tasks.edit, task, TaskDraft("Поздравить Анну", date(2026, 12, 4), client_id=client))
    crm.do(tasks.done, task)
    assert days_of(crm, on) == []
    crm.do(tasks.delete, task)
    assert len(days_of(crm, on)) == 1


def test_who_is_put_away_is_not_greeted(crm: Crm, client: int) -> None:
    other = crm.do(clients.add, ClientDraft("Борис", birthday=date(1976, 12, 4))).value
    crm.do(clients.delete, other)
    crm.do(client_bulk.archive, Scope(ids=(client,)), BulkChange(BulkAction.ARCHIVE), 1)
    assert days_of(crm, date(2026, 12, 4)) == []


def test_a_leap_day_comes_every_year(crm: Crm) -> None:
    crm.do(clients.add, ClientDraft("Лев", birthday=date(2000, 2, 29)))
    crm.do(settings.change, {"greet_days": 0})
    assert told(crm, date(2027, 2, 28)) == [("Лев", "2027-02-28", "", 27)]
    assert told(crm, date(2027, 3, 1)) == []
    assert told(crm, date(2028, 2, 28)) == []
    assert told(crm, date(2028, 2, 29)) == [("Лев", "2028-02-29", "", 28)]
