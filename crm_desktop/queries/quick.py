"""Whom a quick entry is about: known by phone or e-mail, or only alike by name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from crm_desktop.db import search
from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.quick_entry import QuickEntry
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import email_normal
from crm_desktop.queries import clients
from crm_desktop.queries.clients import ClientRow
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query

MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Known:
    """The answer to one entry.

    `sure` alone bears a phone or the e-mail of it; `alike` are those who may be meant.
    """

    entry: QuickEntry
    sure: ClientRow | None
    alike: tuple[ClientRow, ...]


@query(right=Right.VIEW)
def look(read: Read, entry: QuickEntry, region: str = "RU") -> Known:
    """Who is known of those a line may be about."""
    normals = [one.normal for phone in entry.phones for one in parse_phones(phone, region)]
    normals += [email_normal(entry.email)]
    bearers = _bearers(read, [one for one in normals if one])
    if len(bearers) == 1:
        return Known(entry, clients.page(read, bearers)[0], ())
    ids = bearers
    if not ids and entry.name:
        ids = search.ids_meant(read.connection, "client", entry.name, MOST_ALIKE).ids
    rows = {row.id: row for row in clients.page(read, ids[:MOST_ALIKE])}
    return Known(entry, None, tuple(rows[one] for one in ids if one in rows))


def _bearers(read: Read, normals: list[str]) -> list[int]:
    """The clients who bear any of these phones and addresses, those in the bin left out."""
    if not normals:
        return []
    p = ContactPoint.__table__.c
    bearing = select(p.client_id).where(p.normal.in_(normals))
    c = Client.__table__.c
    found = visible(read, Client, c.id, few=True).where(c.id.in_(bearing)).order_by(c.id)
    return [id_ for (id_,) in read.connection.execute(found)]
