"""Quick entry: a client, a deal and a task out of one line, in one operation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from crm_desktop.commands import clients, deals, tasks
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind, point_values
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.importing.cells import kind_of_name
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.quick_entry import QuickEntry, check
from crm_desktop.domain.rights import Right
from crm_desktop.domain.tasks import TaskDraft


@dataclass(frozen=True, slots=True)
class Made:
    """What a line made: ids, None for what it did not; `client_new` tells a new client."""

    client_id: int | None
    client_new: bool
    deal_id: int | None
    task_id: int | None


@command("quick.add", right=Right.EDIT)
def add(work: Work, entry: QuickEntry, client_id: int | None = None, currency: str = "RUB") -> Made:
    """Make what a line says, for the client named or for a new one; it is taken back as one.

    A known client gets the phones and the e-mail that are new.
    """
    if client_id is None:
        refuse_if(check(entry))
    new = client_id is None and entry.client_said
    if client_id is not None:
        _add_points(work, client_id, entry)
    elif new:
        client_id = _new_client(work, entry)
    deal = None
    if entry.deal_said:
        deal = deals.add(
            work,
            DealDraft(
                title=entry.deal,
                client_id=client_id or 0,
                amount=entry.amount,
                currency=currency,
                expected_close=None,
            ),
        )
    task = None
    if entry.task_said:
        draft = TaskDraft(
            title=entry.task,
            due_on=entry.due_on,
            due_time=entry.due_time,
            remind_at=_reminder(entry),
            client_id=client_id,
            deal_id=deal,
        )
        task = tasks.add(work, draft)
    name = work.session.get_one(Client, client_id).name if client_id is not None else entry.task
    work.name(title=name)
    return Made(client_id, new, deal, task)


def _new_client(work: Work, entry: QuickEntry) -> int:
    draft = ClientDraft(name=entry.name, kind=kind_of_name(entry.name), points=_points(entry))
    return clients.add(work, draft)


def _points(entry: QuickEntry) -> tuple[PointDraft, ...]:
    phones = [PointDraft(PointKind.PHONE, phone) for phone in entry.phones]
    emails = [PointDraft(PointKind.EMAIL, entry.email)] if entry.email else []
    return (*phones, *emails)


def _add_points(work: Work, client_id: int, entry: QuickEntry) -> None:
    client = work.session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        raise Refused(Problem("client_id", NOT_FOUND))
    p = ContactPoint.__table__.c
    rows = work.session.execute(select(p.normal, p.value).where(p.client_id == client_id)).all()
    known = {text for row in rows for text in row if text}
    place = work.session.scalar(
        select(func.coalesce(func.max(p.place), -1)).where(p.client_id == client_id)
    )
    for point in _points(entry):
        for values in point_values(point.kind, point.value):
            if values["normal"] in known or values["value"] in known:
                continue
            place = (place or 0) + 1
            work.session.add(
                ContactPoint(
                    client_id=client_id,
                    contact_id=None,
                    kind=point.kind.value,
                    label="",
                    place=place,
                    **values,
                )
            )


def _reminder(entry: QuickEntry) -> str:
    """A time of day is a moment to be reminded at; a day alone stands in the day's list."""
    if entry.due_on is None or not entry.due_time:
        return ""
    return f"{entry.due_on.isoformat()}T{entry.due_time}"
