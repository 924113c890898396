"""Quick entry: a client, a deal and a task out of a typed text, in one operation."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

from crm_desktop.commands import activities, clients, deals, tasks
from crm_desktop.commands.work import Work, command
from crm_desktop.db.region import region_of
from crm_desktop.db.tables import Client, Contact, ContactPoint
from crm_desktop.domain.clients import client_values, point_values
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.quick_entry import QuickEntry, check, client_draft
from crm_desktop.domain.rights import Right
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.domain.text import fold, search_words
from crm_desktop.late import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """What a text made: ids, None for what it did not; `client_new` tells a new client."""

    client_id: int | None
    client_new: bool
    deal_id: int | None
    task_id: int | None


@command("quick.add", right=Right.EDIT)
def add(work: Work, entry: QuickEntry, client_id: int | None = None, currency: str = "RUB") -> Made:
    """Make what a text says, for the client named or for a new one; it is taken back as one.

    A known client gets the ways to reach it that are new and what its card has not yet; what its
    card says otherwise is kept in the note beside everything that was not understood.
    """
    if client_id is None:
        refuse_if(check(entry))
    new = client_id is None and entry.client_said
    # A position of nobody has no place on a card.
    note = [entry.note, "" if entry.contact else entry.position]
    if client_id is not None:
        note += _add_to(work, client_id, entry)
    elif new:
        client_id = clients.add(work, client_draft(entry))
    text = "\n".join(one for one in note if one.strip())
    if client_id is not None and text:
        activities.add_note(work, client_id, text)
    deal = None
    if entry.deal_said:
        deal = deals.add(
            work,
            DealDraft(
                title=entry.deal,
                client_id=client_id or 0,
                amount=entry.amount,
                currency=currency,
                expected_close=entry.closes_on,
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


def _add_to(work: Work, client_id: int, entry: QuickEntry) -> list[str]:
    """Add what is new about a known client; what its card says otherwise comes back."""
    client = work.session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        raise Refused(Problem("client_id", NOT_FOUND))
    _add_points(work, client_id, entry)
    otherwise = []
    known = set(search_words(client.name))
    if not known.issuperset(search_words(entry.name)):
        otherwise.append(entry.name)
    draft = client_draft(replace(entry, name=client.name))
    for name, value in client_values(draft).items():
        if name not in _CARD or not value:
            continue
        present = getattr(client, name)
        if not present:
            setattr(client, name, value)
        elif fold(present) != fold(value):
            otherwise.append(value)
    for contact in draft.contacts:
        rows = select(Contact.name).where(Contact.client_id == client_id)
        if fold(contact.name) not in map(fold, work.session.scalars(rows)):
            work.session.add(
                Contact(client_id=client_id, name=contact.name, position=contact.position)
            )
    return otherwise


_CARD = ("inn", "kpp", "ogrn", "address", "city")


def _add_points(work: Work, client_id: int, entry: QuickEntry) -> None:
    p = ContactPoint.__table__.c
    rows = work.session.execute(select(p.normal, p.value).where(p.client_id == client_id)).all()
    known = {text for row in rows for text in row if text}
    place = work.session.scalar(
        select(func.coalesce(func.max(p.place), -1)).where(p.client_id == client_id)
    )
    region = region_of(work.connection)
    for point in entry.points:
        for values in point_values(point.kind, point.value, region):
            if values["normal"] in known or values["value"] in known:
                continue
            place = (place or 0) + 1
            work.session.add(
                ContactPoint(
                    client_id=client_id,
                    contact_id=None,
                    kind=point.kind.value,
                    label=point.label,
                    place=place,
                    **values,
                )
            )


def _reminder(entry: QuickEntry) -> str:
    """A time of day is a moment to be reminded at; a day alone stands in the day's list."""
    if entry.due_on is None or not entry.due_time:
        return ""
    return f"{entry.due_on.isoformat()}T{entry.due_time}"
