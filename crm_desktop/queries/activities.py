"""A client's timeline, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from crm_desktop.db.tables import Activity, Employee
from crm_desktop.domain.rights import Right
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One entry: `at` in UTC."""

    id: int
    kind: str
    text: str
    at: str
    author: str


@query(right=Right.VIEW)
def timeline(read: Read, client_id: int, limit: int = 200) -> list[ActivityRow]:
    """The newest entries of one client."""
    a, e = Activity.__table__, Employee.__table__
    rows = read.connection.execute(
        select(a.c.id, a.c.kind, a.c.text, a.c.at, e.c.name)
        .join(e, e.c.id == a.c.author_id, isouter=True)
        .where(a.c.client_id == client_id)
        .order_by(a.c.at.desc(), a.c.id.desc())
        .limit(limit)
    )
    return [ActivityRow(*row[:4], row[4] or "") for row in rows]
