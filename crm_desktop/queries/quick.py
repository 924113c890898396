"""Whom a quick entry is about: known by phone, e-mail or ИНН, or only alike by name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from crm_desktop.db import search
from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.quick_entry import QuickEntry
from crm_desktop.domain.requisites import clean_digits
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

    `sure` alone bears a phone, an e-mail or the ИНН of it; `alike` are those who may be meant.
    """

    entry: QuickEntry
    sure: ClientRow | None
    alike: tuple[ClientRow, ...]


@query(right=Right.VIEW)
def look(read: Read, entry: QuickEntry, region: str = "RU") -> Known:
    """Who is known of those a line may be about."""
    phones = entry.values(PointKind.PHONE)
    normals = [one.normal for phone in phones for one in parse_phones(phone, region)]
    normals += [email_normal(one) for one in entry.values(PointKind.EMAIL)]
    bearers = _bearers(read, [one for one in normals if one], entry.inn)
    if len(bearers) == 1:
        return Known(entry, clients.page(read, bearers)[0], ())
    ids = bearers
    if not ids and entry.name:
        ids = search.ids_meant(read.connection, "client", entry.name, MOST_ALIKE).ids
    rows = {row.id: row for row in clients.page(read, ids[:MOST_ALIKE])}
    return Known(entry, None, tuple(rows[one] for one in ids if one in rows))


def _bearers(read: Read, normals: list[str], inn: str) -> list[int]:
    """The clients who bear any of these phones and addresses, or the ИНН; none from the bin."""
    if not (normals or inn):
        return []
    c = Client.__table__.c
    p = ContactPoint.__table__.c
    borne = c.id.in_(select(p.client_id).where(p.normal.in_(normals)))
    meant = or_(borne, c.inn == clean_digits(inn)) if inn else borne
    found = visible(read, Client, c.id, few=True).where(meant).order_by(c.id)
    return [id_ for (id_,) in read.connection.execute(found)]
