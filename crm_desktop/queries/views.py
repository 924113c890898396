"""Questions about saved views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from crm_desktop.db.tables import SavedView
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.domain.views import ViewSpec, from_data
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read, query

_V = SavedView.__table__.c


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    """One view as it was kept; `data` is read by `spec` when it is to be shown."""

    id: int
    name: str
    data: Mapping[str, Any]

    def spec(self) -> ViewSpec:
        """What it shows; `Refused` when this program cannot read it."""
        return from_data(self.data)


@query(right=Right.VIEW)
def saved(read: Read, noun: str) -> list[SavedViewRow]:
    """This viewer's views of a list, in their order."""
    rows = read.connection.execute(
        select(_V.id, _V.name, _V.data)
        .where(_V.noun == noun, _V.employee_id == read.viewer.employee_id)
        .order_by(_V.rank, _V.id)
    )
    return [SavedViewRow(*row) for row in rows]


@query(right=Right.VIEW)
def named(read: Read, noun: str, name: str) -> SavedViewRow:
    """The view of that name, however it is written; refuses one that is not there."""
    wanted = name.strip().casefold()
    for row in saved(read, noun):
        if row.name.casefold() == wanted:
            return row
    raise Refused.of(NOT_FOUND, "view")
