"""Where every select starts: what this viewer may see, the bin left out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from crm_desktop.db.tables import Base
from crm_desktop.domain.rights import Role
from crm_desktop.queries.read import Read


def visible(read: Read, noun: type[Base], *columns: Any) -> Select[Any]:
    """A select of `noun`'s columns, restricted to rows that this viewer may see.

    One place for the bin (decision 9) and, when employees have roles, for "own clients only".
    """
    table = noun.__table__
    found = select(*(columns or table.columns))
    if "deleted_at" in table.columns:
        found = found.where(table.c.deleted_at.is_(None))
    if read.viewer.role is not Role.OWNER:
        found = found.where(table.c.id.is_(None))
    return found
