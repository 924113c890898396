"""How far the first steps are: each is told by what stands in the base."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from crm_desktop.db.tables import Base, Client, Deal, Document, Organisation
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which of the first steps are done."""

    requisites: bool
    clients: bool
    deal: bool
    invoice: bool


@query(right=Right.VIEW)
def first_steps(read: Read) -> FirstSteps:
    """An own firm with its numbers, clients, a deal, an invoice with a number."""
    firm = Organisation.__table__.c
    numbered = or_(firm.inn != "", firm.account != "")
    return FirstSteps(
        requisites=_any(read, Organisation, numbered),
        clients=_any(read, Client),
        deal=_any(read, Deal),
        invoice=_any(read, Document, Document.__table__.c.number.is_not(None)),
    )


def _any(read: Read, noun: type[Base], *conditions: ColumnElement[bool]) -> bool:
    found = visible(read, noun, noun.__table__.c.id)
    for condition in conditions:
        found = found.where(condition)
    return read.connection.execute(found.limit(1)).first() is not None
