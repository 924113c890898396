"""What a client is told apart by without a column of its own: yes or no, asked of other rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from crm_desktop.db.tables import (
    Client,
    ClientAccount,
    ClientFacts,
    Contact,
    ContactPoint,
    DistinctPair,
)
from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.data_health import OLDEST_YEARS
from crm_desktop.domain.filters import FieldKind
from crm_desktop.domain.today import QUIET_DAYS
from crm_desktop.queries.filtered import Field
from crm_desktop.queries.filtering import apart

_C, _F = Client.__table__.c, ClientFacts.__table__.c
_OTHER = Client.__table__.alias("other")


def marks(today: date | None = None) -> dict[str, Field]:
    """The fields, by name, as they are on a day; without one on this computer's."""
    day = today or this_day()
    return {
        "forgotten": _flag(forgotten(day), facts=True),
        "same_key": _flag(same_key()),
        "bad_requisites": _flag(bad_requisites()),
        "bad_phone": _flag(_unread(PointKind.PHONE)),
        "bad_email": _flag(_unread(PointKind.EMAIL)),
        "bad_birthday": _flag(bad_birthday(day)),
    }


def this_day() -> date:
    """The day on this computer."""
    return datetime.now().astimezone().date()


def forgotten(today: date) -> ColumnElement[bool]:
    """Who is past their own rhythm or the days between their purchases, and nothing is planned.

    Without either a client counts as forgotten who was in touch, has been silent for long and has
    no open deal. Whoever was never contacted is not, nor who lies in the archive.
    """
    return and_(
        _C.archived_at.is_(None),
        _F.next_task_on.is_(None),
        or_(own_rhythm_over(today), silent(today)),
    )


def own_rhythm_over(today: date) -> ColumnElement[bool]:
    """The day of the next contact has passed."""
    return and_(_F.touch_due.is_not(None), _F.touch_due < today.isoformat())


def silent(today: date) -> ColumnElement[bool]:
    """The rule for those who have neither a rhythm nor an interval of their own."""
    quiet = (today - timedelta(days=QUIET_DAYS)).isoformat()
    return and_(
        _F.touch_due.is_(None),
        _F.last_touch.is_not(None),
        _F.last_touch < quiet,
        _F.open_deals == 0,
    )


def same_key() -> ColumnElement[bool]:
    """Who shares a phone, an e-mail or an ИНН with somebody not said to be a different person."""
    mine, theirs = ContactPoint.__table__.alias("mine"), ContactPoint.__table__.alias("theirs")
    by_point = (
        select(1)
        .select_from(mine)
        .join(theirs, and_(theirs.c.normal == mine.c.normal, theirs.c.kind == mine.c.kind))
        .join(_OTHER, _OTHER.c.id == theirs.c.client_id)
        .where(mine.c.client_id == _C.id, mine.c.normal.is_not(None), _somebody_else())
    )
    by_inn = select(1).where(_OTHER.c.inn == _C.inn, _OTHER.c.inn != "", _somebody_else())
    return or_(
        by_point.correlate(Client.__table__).exists(),
        and_(_C.inn != "", by_inn.correlate(Client.__table__).exists()),
    )


def _somebody_else() -> ColumnElement[bool]:
    d = DistinctPair.__table__.c
    first, second = func.min(_OTHER.c.id, _C.id), func.max(_OTHER.c.id, _C.id)
    told_apart = select(1).where(d.client_id == first, d.other_id == second)
    return and_(
        _OTHER.c.id != _C.id,
        apart(_OTHER.c.deleted_at).is_(None),
        apart(_OTHER.c.archived_at).is_(None),
        not_(told_apart.correlate(Client.__table__, _OTHER).exists()),
    )


def bad_requisites() -> ColumnElement[bool]:
    """Whose numbers, or those of a bank account of theirs, look mistyped."""
    a = ClientAccount.__table__.c
    account = select(1).where(
        a.client_id == _C.id, func.doubtful_account(a.account, a.bik, a.corr_account)
    )
    numbers = and_(
        or_(_C.inn != "", _C.kpp != "", _C.ogrn != ""), func.doubtful(_C.inn, _C.kpp, _C.ogrn) == 1
    )
    return or_(numbers, account.correlate(Client.__table__).exists())


def _unread(kind: PointKind) -> ColumnElement[bool]:
    """Who has a phone or an e-mail that could not be read."""
    p = ContactPoint.__table__.c
    return _C.id.in_(select(p.client_id).where(p.kind == kind.value, p.normal.is_(None)))


def bad_birthday(today: date) -> ColumnElement[bool]:
    """Who, or somebody inside of whom, was born after today or before anybody alive."""
    k = Contact.__table__.c
    first, last = f"{today.year - OLDEST_YEARS:04}", today.isoformat()

    def impossible(day: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(day.is_not(None), or_(day > last, day < first))

    return or_(
        impossible(_C.birthday), _C.id.in_(select(k.client_id).where(impossible(k.birthday)))
    )


def _flag(holds: ColumnElement[bool], *, facts: bool = False) -> Field:
    """Yes is 1; what does not hold leaves a cell empty."""
    column: ColumnElement[Any] = case((holds, 1))
    return Field(FieldKind.FLAG, column, facts=facts)
