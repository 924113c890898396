"""Where every select starts: what this viewer may see, the bin left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import Base
from crm_desktop.domain.rights import Role
from crm_desktop.queries.read import Read

FEW = 1_000


def visible(read: Read, noun: type[Base], *columns: Any, few: bool = False) -> Select[Any]:
    """A select of `noun`'s columns, restricted to rows that this viewer may see.

    One place for the bin (decision 9) and, when employees have roles, for "own clients only".
    `few` says that a key names the rows (those of one client, some ids): SQLite then goes by that
    key, not through all rows outside the bin because they lie in the wanted order.
    """
    found = select(*(columns or noun.__table__.columns))
    return found.where(*seen(read, noun, few=few))


def seen(read: Read, noun: type[Base], *, few: bool = False) -> list[ColumnElement[bool]]:
    """The conditions of `visible`, for who wants to know of each row whether it is."""
    table = noun.__table__
    conditions: list[ColumnElement[bool]] = []
    if "deleted_at" in table.columns:
        deleted_at = table.c.deleted_at
        conditions.append((apart(deleted_at) if few else deleted_at).is_(None))
    if read.viewer.role is not Role.OWNER:
        conditions.append(table.c.id.is_(None))
    return conditions


def apart(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column's value without its indexes: SQLite looks for rows by another condition."""
    return UnaryExpression(column, operator=custom_op("+"))


def among(column: ColumnElement[int], ids: Sequence[int]) -> ColumnElement[bool]:
    """One of these ids, however many: a list of marks ends at 32,766."""
    if len(ids) <= FEW:
        return column.in_(ids)
    wanted = func.json_each(dump_json(list(ids))).table_valued("value")
    return column.in_(select(wanted.c.value))
