"""Birthdays and other yearly days that are near, those greeted for already left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, literal_column, select

from crm_desktop.db.tables import Activity, Client, ClientDate, ClientFacts, Contact, Task
from crm_desktop.domain.rights import Right
from crm_desktop.domain.yearly import Ahead, ahead, years_on
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import apart, visible
from crm_desktop.queries.read import Read, query

_C, _F = Client.__table__.c, ClientFacts.__table__.c
_K, _D = Contact.__table__, ClientDate.__table__
OWN, INSIDE, NAMED = "birthday", "contact", "date"
"""Whose day it is: the client's, that of a person inside, one that has a name of its own."""


@dataclass(frozen=True, slots=True)
class YearlyRow:
    """A day that is near: `person` is somebody inside the client, `label` what the day is called.

    `years` have passed then, None where that is not known; `occasion` tells the day of this year
    from all others.
    """

    kind: str
    client_id: int
    client: str
    phone: str
    person: str
    label: str
    day: date
    years: int | None
    occasion: str


@query(right=Right.VIEW)
def near(read: Read, today: date, lead: int) -> list[YearlyRow]:
    """The days from today over `lead` days more, the nearest first; none of the archive."""
    over = ahead(today, lead)
    greeted = _greeted(read, over)
    none: ColumnElement[Any] = literal("")
    own = _asked(read, over, _C.birthday, "client.birthday", literal(OWN), _C.id, none, none)
    inside = _asked(
        read, over, _K.c.birthday, "contact.birthday", literal(INSIDE), _K.c.id, _K.c.name, none
    ).join(_K, _K.c.client_id == _C.id)
    named = _asked(
        read, over, _D.c.on_date, "client_date.on_date", literal(NAMED), _D.c.id, none, _D.c.label
    ).join(_D, _D.c.client_id == _C.id)
    found = [
        _row(over, *row) for asked in (own, inside, named) for row in read.connection.execute(asked)
    ]
    left = (one for one in found if one.occasion not in greeted)
    return sorted(left, key=lambda one: (one.day, one.client.casefold(), one.occasion))


def _asked(
    read: Read, over: Ahead, day: ColumnElement[Any], named: str, *columns: ColumnElement[Any]
) -> Select[Any]:
    """Clients and the days of a column that fall into those ahead, by the index of their ends."""
    # Word for word as in the index, or SQLite does not know it again.
    end: ColumnElement[str] = literal_column(f"substr({named}, -5)")
    return (
        visible(read, Client, _C.id, _C.name, _F.phone, day, *columns, few=True)
        .join(ClientFacts.__table__, _F.client_id == _C.id)
        .where(end.in_(tuple(over.ends)), day.is_not(None), apart(_C.archived_at).is_(None))
    )


def _row(
    over: Ahead, client_id: int, client: str, phone: str, on: str,
    kind: str, id_: int, person: str, label: str,
) -> YearlyRow:  # fmt: skip
    day = over.day_of(on)
    occasion = f"{day.year}:{kind}:{id_}"
    return YearlyRow(
        kind, client_id, client, phone, person, label, day, years_on(on, day), occasion
    )


def _greeted(read: Read, over: Ahead) -> set[str]:
    """The days of these years for which somebody was greeted, or is going to be."""
    first, last = f"{over.days[0].year}:", f"{over.days[-1].year};"
    a, t = Activity.__table__.c, Task.__table__.c
    noted = select(a.occasion).where(a.occasion.between(first, last), a.occasion != "")
    planned = visible(read, Task, t.occasion, few=True).where(
        t.occasion.between(first, last), t.occasion != ""
    )
    return {*read.connection.scalars(noted), *read.connection.scalars(planned)}
