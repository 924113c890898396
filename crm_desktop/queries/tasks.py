"""Questions about tasks: the list, what is due, which reminders to fire."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, or_

from crm_desktop.db.tables import Client, Task
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import apart, visible
from crm_desktop.queries.prepared import Prepared
from crm_desktop.queries.read import Read, query

_T, _C = Task.__table__.c, Client.__table__.c
WALL = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task; `remind_at` and `reminded_at` are wall time."""

    id: int
    title: str
    due_on: str | None
    due_time: str
    remind_at: str | None
    reminded_at: str | None
    comment: str
    client_id: int | None
    client: str
    deal_id: int | None
    done_at: str | None


def _rows(
    read: Read, *conditions: ColumnElement[bool], done: bool = False, few: bool = False
) -> list[TaskRow]:
    rows = read.connection.execute(_select(read, done=done, few=few).where(*conditions))
    return [TaskRow(*row) for row in rows]


def _select(read: Read, *, done: bool = False, few: bool = False) -> Select[Any]:
    found = (
        visible(
            read, Task, _T.id, _T.title, _T.due_on, _T.due_time, _T.remind_at, _T.reminded_at,
            _T.comment, _T.client_id, func.coalesce(_C.name, ""), _T.deal_id, _T.done_at, few=few,
        )
        .join(Client.__table__, _C.id == _T.client_id, isouter=True)
        .order_by(_T.done_at.is_not(None), _T.due_on.is_(None), _T.due_on, _T.due_time, _T.id)
    )  # fmt: skip
    if not done:
        found = found.where((apart(_T.done_at) if few else _T.done_at).is_(None))
    return found


def _of_client(done: bool) -> Prepared:
    """The tasks of one client, whose id stands at the mark `client`."""
    return Prepared(
        lambda read: _select(read, done=done, few=True).where(_T.client_id == bindparam("client"))
    )


_OF_CLIENT = {done: _of_client(done) for done in (False, True)}


@query(right=Right.VIEW)
def listing(read: Read, *, done: bool = False, client_id: int | None = None) -> list[TaskRow]:
    """Open tasks by due date (with `done` the ticked ones as well), of all or of one client."""
    if client_id is None:
        return _rows(read, done=done)
    return [TaskRow(*row) for row in _OF_CLIENT[done].rows(read, client=client_id)]


@query(right=Right.VIEW)
def card(read: Read, task_id: int) -> TaskRow:
    """One task; refuses an id that is gone."""
    found = _rows(read, _T.id == task_id, done=True)
    if not found:
        raise Refused.of(NOT_FOUND)
    return found[0]


@query(right=Right.VIEW)
def reminders(read: Read, now: datetime) -> list[TaskRow]:
    """Open tasks whose reminder is due at wall time `now` and has not fired for that moment."""
    return _rows(
        read,
        _T.remind_at <= now.strftime(WALL),
        or_(_T.reminded_at.is_(None), _T.reminded_at < _T.remind_at),
    )


@query(right=Right.VIEW)
def reminders_ahead(read: Read) -> bool:
    """Whether any open task will still remind: then it matters that the program keeps running."""
    found = visible(read, Task, _T.id).where(
        _T.done_at.is_(None),
        _T.remind_at.is_not(None),
        or_(_T.reminded_at.is_(None), _T.reminded_at < _T.remind_at),
    )
    return read.connection.execute(found.limit(1)).first() is not None


@query(right=Right.VIEW)
def due_count(read: Read, today: str) -> int:
    """How many open tasks are due today or overdue: the badge of the rail."""
    return int(
        read.connection.scalar(
            visible(read, Task, func.count()).where(_T.done_at.is_(None), _T.due_on <= today)
        )
        or 0
    )
