"""Questions of the day: what is due, who owes, what has no next step, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select

from crm_desktop.db.tables import Client, ClientFacts, Deal, Document, Stage, Task
from crm_desktop.domain.documents import DocumentStatus
from crm_desktop.domain.pipeline import StageKind
from crm_desktop.domain.rights import Right
from crm_desktop.domain.today import PLANNED_DAYS, SUGGESTIONS, Reason, suggested
from crm_desktop.late import dataclass
from crm_desktop.queries import settings, yearly
from crm_desktop.queries.client_marks import own_rhythm_over, silent
from crm_desktop.queries.filtering import apart, visible
from crm_desktop.queries.read import Read, query

MOST = 200
"""Rows of one reason: a list that is longer is looked at in its own section."""

_T, _C, _D = Task.__table__.c, Client.__table__.c, Deal.__table__.c
_S, _X, _F = Stage.__table__.c, Document.__table__.c, ClientFacts.__table__.c
_EMPTY: ColumnElement[Any] = literal(None)


@dataclass(frozen=True, slots=True)
class DayRow:
    """One row of the day: the record it stands for and why it is here.

    `day` is when it was or is due, or since when nothing happened; `amount` in minor units. Of a
    client that is past its own time `rhythm` or `usual` says which days those are. A yearly day has
    its `occasion`; `note` is its name, "" for a birthday, and `years` have passed then.
    """

    reason: Reason
    kind: str
    id: int
    title: str
    variety: str
    client_id: int | None
    client: str
    phone: str
    deal_id: int | None
    day: str | None
    time: str
    amount: int | None
    currency: str
    rhythm: int | None = None
    usual: int | None = None
    note: str = ""
    years: int | None = None
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures beside the list; sums in minor units of the base's currency."""

    done: int
    open_deals: int
    open_amount: int
    weighted: int
    unpaid: int
    unpaid_amount: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Day:
    """The list of one day and its figures."""

    rows: tuple[DayRow, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Badges:
    """What is due: tasks of today and overdue ones, issued papers past their day."""

    tasks: int
    papers: int


@query(right=Right.VIEW)
def day(read: Read, today: date, since: str) -> Day:
    """What `today` asks for; `since` is its beginning in UTC, for what is done already."""
    rows = _tasks(read, today) + _yearly(read, today) + _unpaid(read, today)
    no_step, forgotten = _no_step(read), _forgotten(read, today)
    deals, clients = suggested(len(no_step), len(forgotten))
    return Day((*rows, *no_step[:deals], *forgotten[:clients]), _figures(read, today, since))


@query(right=Right.VIEW)
def badges(read: Read, today: date) -> Badges:
    """How much is due; what merely exists does not count."""
    tasks = visible(read, Task, func.count()).where(
        _T.done_at.is_(None), _T.due_on <= today.isoformat()
    )
    papers = visible(read, Document, func.count()).where(*_overdue(today))
    scalar = read.connection.scalar
    return Badges(int(scalar(tasks) or 0), int(scalar(papers) or 0))


@query(right=Right.VIEW)
def anybody(read: Read) -> bool:
    """Whether there is a client at all: before the first one, a day is nothing to begin with."""
    return read.connection.execute(visible(read, Client, _C.id).limit(1)).first() is not None


def _tasks(read: Read, today: date) -> list[DayRow]:
    found = (
        visible(
            read, Task, literal("task"), _T.id, _T.title, literal(""), _T.client_id,
            func.coalesce(_C.name, ""), func.coalesce(_F.phone, ""), _T.deal_id, _T.due_on,
            _T.due_time, _EMPTY, literal(""),
        )
        .join(Client.__table__, _C.id == _T.client_id, isouter=True)
        .join(ClientFacts.__table__, _F.client_id == _T.client_id, isouter=True)
        .where(_T.done_at.is_(None), _T.due_on <= today.isoformat())
        .order_by(_T.due_on, _T.due_time == "", _T.due_time, _T.id)
        .limit(MOST)
    )  # fmt: skip
    rows = _rows(read, Reason.DUE, found)
    late = today.isoformat()
    return [replace(r, reason=Reason.OVERDUE) if (r.day or late) < late else r for r in rows]


def _unpaid(read: Read, today: date) -> list[DayRow]:
    soon = (today + timedelta(days=PLANNED_DAYS)).isoformat()
    planned = _with_tasks(_T.client_id, _T.due_on > today.isoformat(), _T.due_on <= soon)
    found = (
        visible(
            read, Document, literal("document"), _X.id, func.coalesce(_X.number, ""), _X.kind,
            _X.client_id, _C.name, func.coalesce(_F.phone, ""), _X.deal_id, _X.due_date,
            literal(""), _X.total, _X.currency,
        )
        .join(Client.__table__, _C.id == _X.client_id)
        .join(ClientFacts.__table__, _F.client_id == _X.client_id, isouter=True)
        .where(*_overdue(today), _X.client_id.not_in(planned))
        .order_by(_X.due_date, _X.id)
        .limit(MOST)
    )  # fmt: skip
    return _rows(read, Reason.UNPAID, found)


def _yearly(read: Read, today: date) -> list[DayRow]:
    """Birthdays and other yearly days that are near enough."""
    found = yearly.near(read, today, settings.business(read).greet_days)
    return [
        DayRow(
            Reason.DATE, "client", one.client_id, one.person or one.client, one.kind,
            one.client_id, one.client, one.phone, None, one.day.isoformat(), "", None, "",
            note=one.label, years=one.years, occasion=one.occasion,
        )
        for one in found[:MOST]
    ]  # fmt: skip


def _no_step(read: Read) -> list[DayRow]:
    """Open deals that nobody has planned anything for, the oldest first."""
    found = (
        visible(
            read, Deal, literal("deal"), _D.id, _D.title, literal(""), _D.client_id, _C.name,
            func.coalesce(_F.phone, ""), _D.id, _D.stage_since, literal(""), _D.amount,
            _D.currency,
        )
        .join(Stage.__table__, _S.id == _D.stage_id)
        .join(Client.__table__, _C.id == _D.client_id)
        .join(ClientFacts.__table__, _F.client_id == _D.client_id, isouter=True)
        .where(
            _S.kind == StageKind.OPEN.value,
            _D.id.not_in(_with_tasks(_T.deal_id)),
            _D.client_id.not_in(_with_tasks(_T.client_id)),
        )
        .order_by(_D.stage_since, _D.id)
        .limit(SUGGESTIONS)
    )  # fmt: skip
    return _rows(read, Reason.NO_STEP, found)


def _forgotten(read: Read, today: date) -> list[DayRow]:
    """Clients past their own time, then those who are silent for long; the freshest first."""
    over = _forgotten_by(read, own_rhythm_over(today), _F.touch_due)
    more = SUGGESTIONS - len(over)
    return over + (_forgotten_by(read, silent(today), _F.last_touch)[:more] if more else [])


def _forgotten_by(
    read: Read, condition: ColumnElement[bool], freshest: ColumnElement[Any]
) -> list[DayRow]:
    found = (
        visible(
            read, Client, _C.id, _C.name, _F.phone, _F.last_touch, _F.last_purchase,
            _F.touch_due, _C.rhythm_days, _F.usual_days, few=True,
        )
        .join(ClientFacts.__table__, _F.client_id == _C.id)
        .where(condition, _F.next_task_on.is_(None), apart(_C.archived_at).is_(None))
        .order_by(freshest.desc(), _C.id)
        .limit(SUGGESTIONS)
    )  # fmt: skip
    return [_forgotten_row(*row) for row in read.connection.execute(found)]


def _forgotten_row(
    id_: int,
    name: str,
    phone: str,
    touched: str | None,
    bought: str | None,
    due: str | None,
    rhythm: int | None,
    usual: int | None,
) -> DayRow:
    """The row with what made it one: the rhythm agreed, or the interval of its purchases."""
    by_rhythm = (
        due is not None
        and rhythm is not None
        and touched is not None
        and date.fromisoformat(touched[:10]) + timedelta(days=rhythm) == date.fromisoformat(due)
    )
    by_purchases = due is not None and not by_rhythm
    return DayRow(
        Reason.FORGOTTEN, "client", id_, name, "", id_, name, phone, None,
        bought if by_purchases else touched, "", None, "",
        rhythm if by_rhythm else None, usual if by_purchases else None,
    )  # fmt: skip


def _figures(read: Read, today: date, since: str) -> Figures:
    scalar = read.connection.scalar
    done = scalar(visible(read, Task, func.count()).where(_T.done_at >= since))
    deals, amount, weighted = tuple(
        read.connection.execute(
            visible(
                read,
                Deal,
                func.count(),
                func.coalesce(func.sum(_D.amount), 0),
                func.coalesce(func.sum(_D.amount * _S.probability / 100), 0),
            )
            .join(Stage.__table__, _S.id == _D.stage_id)
            .where(_S.kind == StageKind.OPEN.value)
        ).one()
    )
    unpaid, owed = tuple(
        read.connection.execute(
            visible(read, Document, func.count(), func.coalesce(func.sum(_X.total), 0)).where(
                _X.status == DocumentStatus.ISSUED.value
            )
        ).one()
    )
    overdue = scalar(visible(read, Document, func.count()).where(*_overdue(today)))
    whole = (int(one or 0) for one in (done, deals, amount, weighted, unpaid, owed, overdue))
    return Figures(*whole)


def _with_tasks(owner: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    """Ids that open tasks are about; asked once for the list, not once for each of its rows."""
    return select(owner).where(
        owner.is_not(None), _T.done_at.is_(None), _T.deleted_at.is_(None), *conditions
    )


def _overdue(today: date) -> tuple[ColumnElement[bool], ...]:
    return (_X.status == DocumentStatus.ISSUED.value, _X.due_date < today.isoformat())


def _rows(read: Read, reason: Reason, found: Select[Any]) -> list[DayRow]:
    return [DayRow(reason, *row) for row in read.connection.execute(found)]
