"""Whom a quick entry is about: known by phone, e-mail or ИНН, or only alike by name."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import or_, select

from crm_desktop.db import search
from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.quick_entry import QuickEntry
from crm_desktop.domain.requisites import clean_digits
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import email_normal, search_words
from crm_desktop.late import dataclass
from crm_desktop.queries import clients
from crm_desktop.queries.clients import ClientRow
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query

MOST_ALIKE = 5
MOST_NAMED = 50


class KnownBy(StrEnum):
    """What somebody is known by."""

    PHONE = "phone"
    EMAIL = "email"
    INN = "inn"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Known:
    """The answer to one entry.

    `sure` alone bears a phone, an e-mail or the ИНН of it, or its very name while nothing speaks
    against that; `alike` are those who may be meant, with `by` those who share it.
    """

    entry: QuickEntry
    sure: ClientRow | None
    alike: tuple[ClientRow, ...]
    by: KnownBy | None = None


@query(right=Right.VIEW)
def look(read: Read, entry: QuickEntry, region: str = "RU") -> Known:
    """Who is known of those a line may be about."""
    phones = [one.normal for phone in entry.values(PointKind.PHONE)
              for one in parse_phones(phone, region)]  # fmt: skip
    emails = [email_normal(one) for one in entry.values(PointKind.EMAIL)]
    found = {
        KnownBy.PHONE: _bearers(read, list(filter(None, phones)), ""),
        KnownBy.EMAIL: _bearers(read, list(filter(None, emails)), ""),
        KnownBy.INN: _bearers(read, [], entry.inn),
    }
    bearers = {one: by for by, ids in reversed(found.items()) for one in ids}
    if len(bearers) == 1:
        (only, how), *_others = bearers.items()
        return Known(entry, clients.page(read, [only])[0], (), how)
    if bearers:
        by = next(by for by, ids in found.items() if ids)
        return Known(entry, None, _rows(read, sorted(bearers)[:MOST_ALIKE]), by)
    return _by_name(read, entry) if entry.name else Known(entry, None, ())


def _by_name(read: Read, entry: QuickEntry) -> Known:
    """Those of a like name; one who alone has the very name is meant, if it is all that is said."""
    ids = search.ids_meant(read.connection, "client", entry.name, MOST_NAMED).ids
    rows = _rows(read, ids)
    words = set(search_words(entry.name))
    same = [one for one in rows if set(search_words(one.name)) == words]
    from crm_desktop.queries import duplicates  # compares names: for those who type one

    near = duplicates.alike(read, duplicates.Probe(entry.name, kind=entry.kind), limit=MOST_ALIKE)
    known = [one.id for one in same]
    others = [one for one in (*_rows(read, [one.id for one in near]), *rows) if one.id not in known]
    others = list({one.id: one for one in others}.values())
    otherwise = bool(entry.inn or entry.values(PointKind.PHONE, PointKind.EMAIL))
    if len(same) == 1 and not otherwise:
        return Known(entry, same[0], tuple(others[: MOST_ALIKE - 1]), KnownBy.NAME)
    return Known(entry, None, tuple([*same, *others][:MOST_ALIKE]))


def _rows(read: Read, ids: list[int]) -> tuple[ClientRow, ...]:
    rows = {row.id: row for row in clients.page(read, ids)}
    return tuple(rows[one] for one in ids if one in rows)


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
