"""Parts of a client set back to what once stood in them: a field, or all of one that is gone."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from crm_desktop.commands import clients
from crm_desktop.db import images
from crm_desktop.db.images import Image
from crm_desktop.db.tables import (
    ClientAccount,
    ClientAddress,
    ClientDate,
    ClientRelation,
    Contact,
    ContactPoint,
)
from crm_desktop.domain.problems import NOT_FOUND, Refused

PARTS: dict[str, Any] = {
    "contact": Contact,
    "client_address": ClientAddress,
    "client_account": ClientAccount,
    "client_relation": ClientRelation,
    "client_date": ClientDate,
}
"""Tables of parts by their names."""


def set_back(session: Session, client_id: int, row: int, field: str) -> None:
    """Give a part what it held before the change in a row of the journal.

    A part that is gone comes back whole, a person with the ways to reach them. `Refused` when the
    row is none of this client's, or the other side of a relation is gone.
    """
    found = images.image_at(session.connection(), row)
    if found is None:
        raise Refused.of(NOT_FOUND)
    table, record, image = found
    if client_id not in {image["client_id"], image.get("other_id")}:
        raise Refused.of(NOT_FOUND)
    part = session.get(PARTS[table], record)
    column = field.partition(".")[2]
    if part is not None and column:
        if column not in image:
            raise Refused.of(NOT_FOUND)
        setattr(part, column, image[column])
        return
    if table == "client_relation":
        for side in ("client_id", "other_id"):
            clients.present(session, image[side])
    gone = part is None
    if part is None:
        part = PARTS[table]()
        session.add(part)
    for name, value in image.items():
        if name != "id":
            setattr(part, name, value)
    session.flush()
    if gone and table == "contact":
        _bring_points(session, row, record, part.id)


def _bring_points(session: Session, row: int, once: int, contact_id: int) -> None:
    """The ways to reach a person, who had the id `once`, went in the same operation."""
    for image in images.points_gone_with(session.connection(), row, once):
        values = {name: value for name, value in image.items() if name not in {"id", "contact_id"}}
        session.add(ContactPoint(contact_id=contact_id, **values))


def owner_of_point(session: Session, image: Image) -> int | None:
    """Whose a way of contact that comes back is: `Refused` when that person is gone."""
    contact_id = image["contact_id"]
    if contact_id is not None and session.get(Contact, contact_id) is None:
        raise Refused.of(NOT_FOUND)
    return None if contact_id is None else int(contact_id)
