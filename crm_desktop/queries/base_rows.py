"""Rows of the workbook of a whole base: what belongs to clients, and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select

from crm_desktop.db.tables import Activity, Attachment, Client, Contact, Employee, Operation
from crm_desktop.domain.rights import Right
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.prepared import Prepared, Statement
from crm_desktop.queries.read import Read, query

_C, _A, _F = Client.__table__.c, Activity.__table__.c, Attachment.__table__.c
_K, _O, _E = Contact.__table__.c, Operation.__table__.c, Employee.__table__.c


@query(right=Right.EXPORT)
def contacts(read: Read) -> Iterator[tuple[Any, ...]]:
    """People inside clients: client, name, position, birthday, phones, e-mails."""
    return _CONTACTS.each(read)


@query(right=Right.EXPORT)
def activities(read: Read) -> Iterator[tuple[Any, ...]]:
    """Notes and contacts, the newest first: when, client, way, outcome, text."""
    return _ACTIVITIES.each(read)


@query(right=Right.EXPORT)
def attachments(read: Read) -> Iterator[tuple[Any, ...]]:
    """Files of clients: client, name, hash of the content."""
    return _ATTACHMENTS.each(read)


@query(right=Right.EXPORT)
def operations(read: Read) -> Iterator[tuple[Any, ...]]:
    """What was done, the newest first: when, who, name, title, by which way."""
    return _OPERATIONS.each(read.connection)


def _contacts(read: Read) -> Select[Any]:
    kinds = ("phone", "email")
    ways: list[ColumnElement[Any]] = [literal_column(_WAYS.format(kind=one)) for one in kinds]
    return (
        visible(read, Client, _C.name, _K.name, _K.position, _K.birthday, *ways)
        .join(Contact.__table__, _K.client_id == _C.id)
        .order_by(_C.id, _K.id)
    )


def _activities(read: Read) -> Select[Any]:
    return (
        visible(read, Client, _A.at, _C.name, _A.way, _A.outcome, _A.text)
        .join(Activity.__table__, _A.client_id == _C.id)
        .order_by(_A.at.desc(), _A.id.desc())
    )


def _attachments(read: Read) -> Select[Any]:
    return (
        visible(read, Client, _C.name, _F.name, _F.hash)
        .join(Attachment.__table__, _F.client_id == _C.id)
        .order_by(_C.id, _F.id)
    )


def _operations() -> Select[Any]:
    return (
        select(_O.at, func.coalesce(_E.name, ""), _O.name, _O.title, _O.via)
        .join_from(Operation.__table__, Employee.__table__, _E.id == _O.actor_id, isouter=True)
        .order_by(_O.id.desc())
    )


_WAYS = (
    "(SELECT group_concat(p.value, ', ' ORDER BY p.place, p.id) FROM contact_point p "
    "WHERE p.contact_id = contact.id AND p.kind = '{kind}')"
)
_CONTACTS, _ACTIVITIES = Prepared(_contacts), Prepared(_activities)
_ATTACHMENTS, _OPERATIONS = Prepared(_attachments), Statement(_operations)
