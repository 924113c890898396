"""What belongs to clients and stands in tables of its own; each table is asked once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, func, select, union

from crm_desktop.db.tables import (
    Client,
    ClientAccount,
    ClientAddress,
    ClientDate,
    ClientRelation,
    Contact,
    ContactPoint,
    DictionaryEntry,
)
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.rights import Right, Role
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import apart
from crm_desktop.queries.prepared import Statement, among_marked, marks
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class PointRow:
    """One contact point as shown on a card."""

    id: int
    kind: str
    value: str
    normal: str | None
    ext: str | None
    label: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person inside a company with the ways to reach them."""

    id: int
    name: str
    position: str
    birthday: str | None
    points: tuple[PointRow, ...]


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One more address of a client."""

    id: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A bank account of a client."""

    id: int
    label: str
    bank_name: str
    bik: str
    account: str
    corr_account: str


@dataclass(frozen=True, slots=True)
class DateRow:
    """A day of a client to think of every year: a date, or --MM-DD without a year."""

    id: int
    label: str
    on_date: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """How a client stands to another one; `outward` says that the word is told from this side."""

    id: int
    other_id: int
    other: str
    kind: str
    note: str
    outward: bool
    said: str
    """The word as it reads on this card."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything of one client that is not in its own row."""

    points: tuple[PointRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    addresses: tuple[AddressRow, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    dates: tuple[DateRow, ...] = ()


@query(right=Right.VIEW)
def parts_of(read: Read, clients: Sequence[int]) -> dict[int, Parts]:
    """The parts of each of these clients, all in their own order."""
    points = _points(read, clients)
    contacts = _contacts(read, clients, points)
    addresses = _addresses(read, clients)
    accounts = _accounts(read, clients)
    relations = _relations(read, clients)
    dates = _dates(read, clients)
    return {
        one: Parts(
            tuple(points.get((one, None), ())),
            tuple(contacts.get(one, ())),
            tuple(addresses.get(one, ())),
            tuple(accounts.get(one, ())),
            tuple(relations.get(one, ())),
            tuple(dates.get(one, ())),
        )
        for one in clients
    }


def _points(read: Read, clients: Sequence[int]) -> dict[tuple[int, int | None], list[PointRow]]:
    """Points by client and the contact they belong to (None: the client itself)."""
    found: dict[tuple[int, int | None], list[PointRow]] = {}
    rows = _POINTS.rows(read.connection, clients=marks(clients))
    for client_id, contact_id, *values in rows:
        found.setdefault((client_id, contact_id), []).append(PointRow(*values))
    return found


def _contacts(
    read: Read,
    clients: Sequence[int],
    points: dict[tuple[int, int | None], list[PointRow]],
) -> dict[int, list[ContactRow]]:
    found: dict[int, list[ContactRow]] = {}
    rows = _CONTACTS.rows(read.connection, clients=marks(clients))
    for client_id, contact_id, name, position, birthday in rows:
        own = tuple(points.get((client_id, contact_id), ()))
        row = ContactRow(contact_id, name, position, birthday, own)
        found.setdefault(client_id, []).append(row)
    return found


def _addresses(read: Read, clients: Sequence[int]) -> dict[int, list[AddressRow]]:
    found: dict[int, list[AddressRow]] = {}
    rows = _ADDRESSES.rows(read.connection, clients=marks(clients))
    for client_id, *values in rows:
        found.setdefault(client_id, []).append(AddressRow(*values))
    return found


def _accounts(read: Read, clients: Sequence[int]) -> dict[int, list[AccountRow]]:
    found: dict[int, list[AccountRow]] = {}
    rows = _ACCOUNTS.rows(read.connection, clients=marks(clients))
    for client_id, *values in rows:
        found.setdefault(client_id, []).append(AccountRow(*values))
    return found


def _dates(read: Read, clients: Sequence[int]) -> dict[int, list[DateRow]]:
    found: dict[int, list[DateRow]] = {}
    rows = _DATES.rows(read.connection, clients=marks(clients))
    for client_id, *values in rows:
        found.setdefault(client_id, []).append(DateRow(*values))
    return found


def _relations(read: Read, clients: Sequence[int]) -> dict[int, list[RelationRow]]:
    """Told on both cards; clients in the bin, or not this viewer's, are not named."""
    if read.viewer.role is not Role.OWNER:
        return {}
    rows = _RELATIONS.rows(read.connection, clients=marks(clients))
    wanted = set(clients)
    found: dict[int, list[RelationRow]] = {}
    for id_, client_id, other_id, name, other_name, kind, note, reverse in rows:
        if client_id in wanted:
            told = RelationRow(id_, other_id, other_name, kind, note, True, kind)
            found.setdefault(client_id, []).append(told)
        if other_id in wanted and other_id != client_id:
            told = RelationRow(id_, client_id, name, kind, note, False, reverse or kind)
            found.setdefault(other_id, []).append(told)
    return found


def _points_asked() -> Select[Any]:
    p = ContactPoint.__table__.c
    return (
        select(p.client_id, p.contact_id, p.id, p.kind, p.value, p.normal, p.ext, p.label)
        .where(among_marked(p.client_id, "clients"))
        .order_by(p.client_id, p.place, p.id)
    )


def _contacts_asked() -> Select[Any]:
    k = Contact.__table__.c
    return (
        select(k.client_id, k.id, k.name, k.position, k.birthday)
        .where(among_marked(k.client_id, "clients"))
        .order_by(k.client_id, k.id)
    )


def _addresses_asked() -> Select[Any]:
    a = ClientAddress.__table__.c
    return (
        select(a.client_id, a.id, a.label, a.text)
        .where(among_marked(a.client_id, "clients"))
        .order_by(a.client_id, a.place, a.id)
    )


def _accounts_asked() -> Select[Any]:
    a = ClientAccount.__table__.c
    return (
        select(a.client_id, a.id, a.label, a.bank_name, a.bik, a.account, a.corr_account)
        .where(among_marked(a.client_id, "clients"))
        .order_by(a.client_id, a.place, a.id)
    )


def _dates_asked() -> Select[Any]:
    d = ClientDate.__table__.c
    return (
        select(d.client_id, d.id, d.label, d.on_date)
        .where(among_marked(d.client_id, "clients"))
        .order_by(d.client_id, func.substr(d.on_date, -5), d.id)
    )


def _relations_asked() -> Select[Any]:
    r, d = ClientRelation.__table__.c, DictionaryEntry.__table__.c
    one, other = Client.__table__.alias("one"), Client.__table__.alias("other")
    sides = union(
        select(r.id).where(among_marked(r.client_id, "clients")),
        select(r.id).where(among_marked(r.other_id, "clients")),
    )
    return (
        select(
            r.id, r.client_id, r.other_id, one.c.name, other.c.name, r.kind, r.note,
            func.coalesce(d.reverse, ""),
        )
        .join_from(ClientRelation.__table__, one, one.c.id == r.client_id)
        .join(other, other.c.id == r.other_id)
        .join(
            DictionaryEntry.__table__,
            and_(d.kind == DictionaryKind.RELATION.value, d.name == r.kind),
            isouter=True,
        )
        .where(r.id.in_(sides))
        .where(apart(one.c.deleted_at).is_(None), apart(other.c.deleted_at).is_(None))
        .order_by(r.id)
    )  # fmt: skip


_POINTS, _CONTACTS = Statement(_points_asked), Statement(_contacts_asked)
_ADDRESSES, _ACCOUNTS = Statement(_addresses_asked), Statement(_accounts_asked)
_DATES, _RELATIONS = Statement(_dates_asked), Statement(_relations_asked)
