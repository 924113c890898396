"""How many clients lack what a shop needs to know of them, or have it wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import case, func

from crm_desktop.db.tables import Client, ClientFacts
from crm_desktop.domain.data_health import FILTERS, SLOW, Gap
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.client_fields import fields_of
from crm_desktop.queries.filtered import where
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query

_C, _F = Client.__table__.c, ClientFacts.__table__.c
QUICK = tuple(gap for gap in Gap if gap not in SLOW)


@dataclass(frozen=True, slots=True)
class Health:
    """Clients by gap, of `total` outside the bin and the archive."""

    total: int
    counts: Mapping[Gap, int]


@query(right=Right.VIEW)
def counts(read: Read, today: date, gaps: Sequence[Gap] = QUICK) -> Health:
    """How many clients fall into each gap: those that the list shows by `FILTERS`."""
    fields = fields_of(read.connection, today)
    columns = [
        func.coalesce(func.sum(case((where(read.connection, FILTERS[gap], fields, today), 1))), 0)
        for gap in gaps
    ]
    found = (
        visible(read, Client, func.count(), *columns)
        .join(ClientFacts.__table__, _F.client_id == _C.id)
        .where(_C.archived_at.is_(None))
    )
    total, *numbers = read.connection.execute(found).one()
    return Health(total, dict(zip(gaps, numbers, strict=True)))
