"""What a client is told apart by without a column of its own: yes or no, asked of other rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_

from crm_desktop.db.tables import Client, ClientFacts
from crm_desktop.domain.filters import FieldKind
from crm_desktop.domain.today import QUIET_DAYS
from crm_desktop.queries.filtered import Field

_C, _F = Client.__table__.c, ClientFacts.__table__.c


def marks(today: date | None = None) -> dict[str, Field]:
    """The fields, by name, as they are on a day; without one on this computer's."""
    day = today or datetime.now().astimezone().date()
    return {"forgotten": _flag(forgotten(day), facts=True)}


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


def _flag(holds: ColumnElement[bool], *, facts: bool = False) -> Field:
    """Yes is 1; what does not hold leaves a cell empty."""
    column: ColumnElement[Any] = case((holds, 1))
    return Field(FieldKind.FLAG, column, facts=facts)
