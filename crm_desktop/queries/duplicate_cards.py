"""Clients of the base as cards that can be compared with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.clients import ClientKind, PointKind
from crm_desktop.domain.duplicates import Card, card
from crm_desktop.domain.rights import Right
from crm_desktop.queries.filtering import among, visible
from crm_desktop.queries.read import Read, query

_C, _P = Client.__table__.c, ContactPoint.__table__.c
_STEP = 1_000
_SHARED = (PointKind.PHONE.value, PointKind.EMAIL.value)


@query(right=Right.VIEW)
def present(read: Read) -> list[Card]:
    """All clients of the lists: neither in the bin nor in the archive, the oldest first."""
    points = _points(read, select(_P.client_id, _P.kind, _P.normal))
    rows = _clients(read).where(_C.archived_at.is_(None)).order_by(_C.id)
    return list(_cards(read, rows, points))


@query(right=Right.VIEW)
def some(read: Read, ids: Sequence[int]) -> list[Card]:
    """These clients, those of the archive included."""
    wanted = select(_P.client_id, _P.kind, _P.normal).where(among(_P.client_id, ids))
    rows = _clients(read, few=True).where(among(_C.id, ids)).order_by(_C.id)
    return list(_cards(read, rows, _points(read, wanted)))


@query(right=Right.VIEW)
def bearers(read: Read, normals: Sequence[str]) -> dict[str, int]:
    """How many clients outside the bin bear each of these phones and e-mails."""
    if not normals:
        return {}
    rows = read.connection.execute(
        select(_P.normal, func.count(_P.client_id.distinct()))
        .join(Client.__table__, _C.id == _P.client_id)
        .where(_P.normal.in_(normals), _C.deleted_at.is_(None))
        .group_by(_P.normal)
    )
    return {str(normal): int(count) for normal, count in rows}


def _clients(read: Read, *, few: bool = False) -> Select[Any]:
    columns = (_C.id, _C.name, _C.kind, _C.last_name, _C.first_name, _C.middle_name, _C.inn)
    besides = (_C.kpp, _C.city, _C.address, _C.birthday, _C.comment)
    return visible(read, Client, *columns, *besides, few=few)


def _points(read: Read, asked: Select[Any]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    asked = asked.where(_P.normal.is_not(None), _P.kind.in_(_SHARED))
    for number, (client, kind, normal) in enumerate(read.connection.execute(asked)):
        if number % _STEP == 0:
            read.step(0, 0)
        found[client][kind].append(normal)
    return found


def _cards(
    read: Read, rows: Select[Any], points: dict[int, dict[str, list[str]]]
) -> Iterator[Card]:
    for number, row in enumerate(read.connection.execute(rows)):
        if number % _STEP == 0:
            read.step(0, 0)
        id_, name, kind, last, first, middle, inn, kpp, city, address, birthday, comment = row
        own = points.get(id_, {})
        yield card(
            id_,
            name,
            ClientKind(kind),
            parts=(last, first, middle),
            phones=own.get(PointKind.PHONE.value, ()),
            emails=own.get(PointKind.EMAIL.value, ()),
            inn=inn,
            kpp=kpp,
            city=city,
            address=address,
            birthday=birthday or "",
            remark=comment or "",
        )
