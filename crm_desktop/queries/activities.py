"""What was written about a client and how it was contacted, newest first."""

from __future__ import annotations

from sqlalchemy import select

from crm_desktop.db import images
from crm_desktop.db.tables import Activity, DictionaryEntry, Employee, Operation
from crm_desktop.domain.activities import Way, ways_of
from crm_desktop.domain.dictionaries import DictionaryKind, Word
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import among
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One entry: `at` in UTC; `way`, `direction` and `outcome` only of a contact."""

    id: int
    kind: str
    text: str
    at: str
    author: str
    way: str = ""
    direction: str = ""
    outcome: str = ""
    pinned: bool = False
    edited_at: str = ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """What an entry said before somebody changed it `at`, in UTC."""

    text: str
    outcome: str
    at: str
    actor: str


@query(right=Right.VIEW)
def timeline(read: Read, client_id: int, limit: int = 200) -> list[ActivityRow]:
    """The newest entries of one client."""
    a, e = Activity.__table__, Employee.__table__
    rows = read.connection.execute(
        select(
            a.c.id, a.c.kind, a.c.text, a.c.at, e.c.name, a.c.way, a.c.direction, a.c.outcome,
            a.c.pinned_at, a.c.edited_at,
        )
        .join(e, e.c.id == a.c.author_id, isouter=True)
        .where(a.c.client_id == client_id)
        .order_by(a.c.at.desc(), a.c.id.desc())
        .limit(limit)
    )  # fmt: skip
    return [
        ActivityRow(*row[:4], row[4] or "", *row[5:8], row[8] is not None, row[9] or "")
        for row in rows
    ]


@query(right=Right.VIEW)
def versions(read: Read, activity_id: int) -> list[VersionRow]:
    """What an entry said before, the newest first."""
    told = ("text", "outcome")
    steps = [
        step
        for step in images.steps(read.connection, "activity", [activity_id])
        if step.before is not None
        and step.after is not None
        and any(step.before[name] != step.after[name] for name in told)
    ]
    o, e = Operation.__table__.c, Employee.__table__.c
    asked = (
        select(o.id, o.at, e.name)
        .join_from(Operation.__table__, Employee.__table__, e.id == o.actor_id, isouter=True)
        .where(among(o.id, [step.operation for step in steps]))
    )
    done = {row[0]: (row[1], row[2] or "") for row in read.connection.execute(asked)}
    return [
        VersionRow(step.before["text"], step.before["outcome"], *done[step.operation])
        for step in steps
        if step.before is not None
    ]


@query(right=Right.VIEW)
def ways(read: Read, language: str) -> tuple[Way, ...]:
    """The ways of contact that are offered, with their outcomes; the usual ones at first."""
    e = DictionaryEntry.__table__.c
    rows = read.connection.execute(
        select(e.kind, e.name, e.parent, e.asks_date)
        .where(
            e.kind.in_((DictionaryKind.WAY.value, DictionaryKind.OUTCOME.value)),
            e.archived_at.is_(None),
        )
        .order_by(e.rank, e.id)
    ).all()
    own = [name for kind, name, _parent, _asks in rows if kind == DictionaryKind.WAY.value]
    outcomes = [
        Word(name, parent=parent, asks_date=bool(asks))
        for kind, name, parent, asks in rows
        if kind == DictionaryKind.OUTCOME.value
    ]
    return ways_of(own, outcomes, language)
