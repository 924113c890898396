"""Changes to clients: made, edited field by field, put into the bin and out of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm_desktop.commands import custom_values
from crm_desktop.commands.work import Work, command
from crm_desktop.db.region import region_of
from crm_desktop.db.tables import (
    Client,
    ClientAccount,
    ClientAddress,
    ClientDate,
    Contact,
    ContactPoint,
)
from crm_desktop.domain.client_parts import Terms, account_values, address_values, date_values
from crm_desktop.domain.clients import (
    ClientDraft,
    PointDraft,
    check,
    client_values,
    point_values,
)
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import clean_text


@command("client.add", right=Right.EDIT)
def add(work: Work, draft: ClientDraft) -> int:
    """Make a client with its contacts and contact points; returns its id."""
    refuse_if(check(draft, date.fromisoformat(work.now()[:10])))
    values = client_values(draft)
    values["custom"] = custom_values.kept(work.connection, CustomNoun.CLIENT, None, draft.custom)
    terms = draft.terms or Terms()
    client = Client(
        **values,
        **terms.values(),
        owner_id=work.actor.employee_id,
        created_at=draft.created_at or work.now(),
    )
    work.session.add(client)
    work.session.flush()
    work.name(title=client.name)
    _add_points(work, client.id, None, draft.points, 0)
    for contact in draft.contacts:
        made = Contact(
            client_id=client.id,
            name=clean_text(contact.name),
            position=clean_text(contact.position),
            birthday=contact.birthday.isoformat() if contact.birthday else None,
        )
        work.session.add(made)
        work.session.flush()
        _add_points(work, client.id, made.id, contact.points, 0)
    for place, address in enumerate(draft.addresses):
        values = address_values(address)
        work.session.add(ClientAddress(client_id=client.id, place=place, **values))
    for place, account in enumerate(draft.accounts):
        values = account_values(account)
        work.session.add(ClientAccount(client_id=client.id, place=place, **values))
    for one in draft.dates:
        work.session.add(ClientDate(client_id=client.id, **date_values(one)))
    return client.id


@command("client.edit", right=Right.EDIT)
def edit(work: Work, client_id: int, draft: ClientDraft) -> None:
    """Give a client the draft's values; its points become exactly those of the draft.

    A point keeps its id when the draft names it, so that its history stays one story. Of the
    business's own fields only those change that the draft names.
    """
    client = present(work.session, client_id)
    refuse_if(check(draft, date.fromisoformat(work.now()[:10])))
    values = client_values(draft)
    values["custom"] = custom_values.kept(
        work.connection, CustomNoun.CLIENT, client.custom, draft.custom
    )
    if draft.terms is not None:
        values |= draft.terms.values()
    for name, value in values.items():
        setattr(client, name, value)
    work.name(title=client.name)
    set_points(work.session, client_id, None, draft.points)


@command("client.delete", right=Right.DELETE)
def delete(work: Work, client_id: int) -> None:
    """Put a client into the bin; its deals and papers stay as they are."""
    client = present(work.session, client_id)
    client.deleted_at = work.now()
    work.name(title=client.name)


@command("client.restore", right=Right.DELETE)
def restore(work: Work, client_id: int) -> None:
    """Take a client out of the bin."""
    client = work.session.get(Client, client_id)
    if client is None:
        raise Refused.of(NOT_FOUND)
    client.deleted_at = None
    work.name(title=client.name)


def present(session: Session, client_id: int) -> Client:
    """The client, `Refused` when it is gone or in the bin."""
    client = session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
    return client


def _add_points(
    work: Work,
    client_id: int,
    contact_id: int | None,
    points: tuple[PointDraft, ...],
    place: int,
) -> None:
    region = region_of(work.connection) if points else ""
    for point in points:
        for values in point_values(point.kind, point.value, region):
            work.session.add(
                ContactPoint(
                    client_id=client_id,
                    contact_id=contact_id,
                    kind=point.kind.value,
                    label=clean_text(point.label),
                    place=place,
                    **values,
                )
            )
            place += 1


def set_points(
    session: Session, client_id: int, contact_id: int | None, points: tuple[PointDraft, ...]
) -> None:
    """Make the points of a client, or of a contact inside, exactly those of the draft."""
    present = {
        point.id: point
        for point in session.scalars(
            select(ContactPoint).where(
                ContactPoint.client_id == client_id, ContactPoint.contact_id == contact_id
            )
        )
    }
    place = 0
    region = region_of(session.connection()) if points else ""
    for draft in points:
        for values in point_values(draft.kind, draft.value, region):
            stored = _take(present, draft, values)
            if stored is None:
                stored = ContactPoint(client_id=client_id, contact_id=contact_id)
                session.add(stored)
            for name, value in values.items():
                setattr(stored, name, value)
            stored.kind = draft.kind.value
            stored.label = clean_text(draft.label)
            stored.place = place
            place += 1
    for leftover in present.values():
        session.delete(leftover)


def _take(
    present: dict[int, ContactPoint], draft: PointDraft, values: dict[str, Any]
) -> ContactPoint | None:
    """The stored point a draft means: by id, else the one of the same kind and number."""
    if draft.id in present:
        return present.pop(draft.id)
    for key, point in present.items():
        same = point.value == values["value"] or (
            point.normal is not None and point.normal == values["normal"]
        )
        if point.kind == draft.kind.value and same:
            return present.pop(key)
    return None
