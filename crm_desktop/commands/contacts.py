"""Changes to the people inside a client: added, edited with their points, removed."""

from __future__ import annotations

from datetime import date

from crm_desktop.commands import clients
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Contact
from crm_desktop.domain.clients import ContactDraft, check_contact
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import clean_text


@command("contact.save", right=Right.EDIT)
def save(work: Work, client_id: int, contact_id: int | None, draft: ContactDraft) -> int:
    """Add a person to a client (`contact_id` None), or give one the draft's values.

    Its points become exactly those of the draft; one that the draft names keeps its history.
    Returns the contact's id.
    """
    client = clients.present(work.session, client_id)
    refuse_if(check_contact(draft, date.fromisoformat(work.now()[:10])))
    if contact_id is None:
        contact = Contact(client_id=client_id)
        work.session.add(contact)
    else:
        contact = _present(work, client_id, contact_id)
    contact.name = clean_text(draft.name).strip()
    contact.position = clean_text(draft.position).strip()
    contact.birthday = draft.birthday.isoformat() if draft.birthday else None
    work.session.flush()
    clients.set_points(work.session, client_id, contact.id, draft.points)
    work.name(title=contact.name, client=client.name)
    return contact.id


@command("contact.remove", right=Right.EDIT)
def remove(work: Work, client_id: int, contact_id: int) -> None:
    """Take a person out of a client, with the ways to reach them."""
    client = clients.present(work.session, client_id)
    contact = _present(work, client_id, contact_id)
    clients.set_points(work.session, client_id, contact_id, ())
    work.session.flush()
    work.session.delete(contact)
    work.name(title=contact.name, client=client.name)


def _present(work: Work, client_id: int, contact_id: int) -> Contact:
    contact = work.session.get(Contact, contact_id)
    if contact is None or contact.client_id != client_id:
        raise Refused.of(NOT_FOUND)
    return contact
