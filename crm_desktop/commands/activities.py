"""Changes to the timeline: notes written, contacts noted, entries corrected, pinned, removed."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from crm_desktop.commands import tasks
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Activity, Client, DictionaryEntry
from crm_desktop.domain.activities import (
    NOT_YOURS,
    ActivityKind,
    TouchDraft,
    Way,
    check_length,
    check_note,
    check_touch,
    ways_of,
)
from crm_desktop.domain.dictionaries import DictionaryKind, Word, tidy
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import clean_text
from crm_desktop.late import dataclass


@dataclass(frozen=True, slots=True)
class Logged:
    """The ids of what was noted, and of the task that follows from it."""

    activity: int
    task: int | None


@command("note.add", right=Right.EDIT)
def add_note(work: Work, client_id: int, text: str) -> int:
    """Write a note into a client's timeline; returns its id."""
    refuse_if(check_note(text))
    client = _client(work, client_id)
    note = Activity(
        client_id=client_id,
        kind=ActivityKind.NOTE.value,
        text=clean_text(text).strip(),
        at=work.now(),
        author_id=work.actor.employee_id,
    )
    work.session.add(note)
    work.session.flush()
    work.name(title=client.name)
    return note.id


@command("activity.log", right=Right.EDIT)
def log(work: Work, draft: TouchDraft) -> Logged:
    """Note a contact with its outcome, and the task that follows, at one go."""
    draft = replace(draft, way=tidy(draft.way), outcome=tidy(draft.outcome))
    now = work.now()
    refuse_if(check_touch(draft, _ways(work), now))
    client = _client(work, draft.client_id)
    entry = Activity(
        client_id=draft.client_id,
        kind=ActivityKind.CONTACT.value,
        text=clean_text(draft.text).strip(),
        at=draft.at or now,
        author_id=work.actor.employee_id,
        way=draft.way,
        direction=draft.direction.value,
        outcome=draft.outcome,
        occasion=draft.occasion,
    )
    work.session.add(entry)
    work.session.flush()
    following = draft.task()
    task = tasks.add(work, following) if following is not None else None
    work.name(title=client.name, way=draft.way)
    return Logged(entry.id, task)


@command("activity.edit", right=Right.EDIT)
def edit(work: Work, activity_id: int, text: str, outcome: str | None = None) -> None:
    """Correct what one wrote oneself; the journal keeps what stood there."""
    entry = _entry(work, activity_id)
    if entry.author_id != work.actor.employee_id:
        raise Refused.of(NOT_YOURS)
    contact = entry.kind == ActivityKind.CONTACT.value
    refuse_if(check_length(text) if contact else check_note(text))
    said = clean_text(text).strip()
    result = tidy(outcome) if outcome is not None and contact else entry.outcome
    if (said, result) != (entry.text, entry.outcome):
        entry.text, entry.outcome, entry.edited_at = said, result, work.now()
    work.name(title=_client_name(work, entry))


@command("activity.pin", right=Right.EDIT)
def pin(work: Work, activity_id: int) -> None:
    """Keep an entry on top of its client's timeline."""
    entry = _entry(work, activity_id)
    entry.pinned_at = entry.pinned_at or work.now()
    work.name(title=_client_name(work, entry))


@command("activity.unpin", right=Right.EDIT)
def unpin(work: Work, activity_id: int) -> None:
    """Let an entry stand among the others again."""
    entry = _entry(work, activity_id)
    entry.pinned_at = None
    work.name(title=_client_name(work, entry))


@command("activity.delete", right=Right.DELETE)
def delete(work: Work, activity_id: int) -> None:
    """Remove an entry."""
    entry = _entry(work, activity_id)
    work.name(title=_client_name(work, entry))
    work.session.delete(entry)


def _client(work: Work, client_id: int) -> Client:
    client = work.session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
    return client


def _entry(work: Work, activity_id: int) -> Activity:
    entry = work.session.get(Activity, activity_id)
    if entry is None:
        raise Refused.of(NOT_FOUND)
    return entry


def _client_name(work: Work, entry: Activity) -> str:
    client = work.session.get(Client, entry.client_id)
    return client.name if client is not None else ""


def _ways(work: Work) -> tuple[Way, ...]:
    """What the lists say of outcomes; archived words keep their meaning.

    A base does not know which language its usual words were offered in: both are taken.
    """
    kinds = (DictionaryKind.WAY.value, DictionaryKind.OUTCOME.value)
    rows = work.session.scalars(
        select(DictionaryEntry).where(DictionaryEntry.kind.in_(kinds))
    ).all()
    own = [row.name for row in rows if row.kind == DictionaryKind.WAY.value]
    outcomes = [
        Word(row.name, parent=row.parent, asks_date=row.asks_date)
        for row in rows
        if row.kind == DictionaryKind.OUTCOME.value
    ]
    return (*ways_of(own, outcomes, "ru"), *ways_of(own, outcomes, "en"))
