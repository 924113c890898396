"""Changes to the timeline: notes written, corrected, removed."""

from __future__ import annotations

from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Activity, Client
from crm_desktop.domain.activities import ActivityKind, check_note
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import clean_text


@command("note.add", right=Right.EDIT)
def add_note(work: Work, client_id: int, text: str) -> int:
    """Write a note into a client's timeline; returns its id."""
    refuse_if(check_note(text))
    client = work.session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
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


@command("note.edit", right=Right.EDIT)
def edit_note(work: Work, note_id: int, text: str) -> None:
    """Correct a note; the journal keeps what stood there."""
    refuse_if(check_note(text))
    note = _note(work, note_id)
    note.text = clean_text(text).strip()
    work.name(title=_client_name(work, note))


@command("note.delete", right=Right.DELETE)
def delete_note(work: Work, note_id: int) -> None:
    """Remove a note."""
    note = _note(work, note_id)
    work.name(title=_client_name(work, note))
    work.session.delete(note)


def _note(work: Work, note_id: int) -> Activity:
    note = work.session.get(Activity, note_id)
    if note is None:
        raise Refused.of(NOT_FOUND)
    return note


def _client_name(work: Work, note: Activity) -> str:
    client = work.session.get(Client, note.client_id)
    return client.name if client is not None else ""
