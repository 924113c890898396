"""Questions about the fields of the business's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, true

from crm_desktop.db.tables import Client, CustomField, Deal
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, OwnField
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.prepared import Statement
from crm_desktop.queries.read import Read, query

_TABLES = {CustomNoun.CLIENT: Client, CustomNoun.DEAL: Deal}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field as the settings list it: in how many records something stands in it."""

    id: int
    field: OwnField
    count: int


@query(right=Right.VIEW)
def listing(read: Read, noun: CustomNoun, *, archived: bool = False) -> list[OwnField]:
    """The fields of a noun in the user's order, archived ones only if they are asked for."""
    found = of_noun(read.connection, noun)
    return [one for one in found if archived or not one.archived]


@query(right=Right.VIEW)
def counted(read: Read, noun: CustomNoun) -> list[FieldLine]:
    """All fields of a noun, each with how many records hold something; the bin counts too."""
    table = _TABLES[noun].__table__
    each = func.json_each(table.c.custom).table_valued("key").alias("each")
    rows = read.connection.execute(
        select(each.c.key, func.count()).select_from(table.join(each, true())).group_by(each.c.key)
    )
    counts = {str(key): int(count) for key, count in rows}
    return [
        FieldLine(one.id, one, counts.get(one.key, 0)) for one in of_noun(read.connection, noun)
    ]


def of_noun(connection: Connection, noun: CustomNoun) -> Sequence[OwnField]:
    """All fields of a noun in the user's order, archived ones too."""
    return [
        OwnField(
            id_, CustomNoun(noun), CustomKind(kind), name, group, tuple(choices or ()), standard,
            archived_at is not None,
        )
        for id_, kind, name, group, choices, standard, archived_at in _OF_NOUN.rows(
            connection, noun=noun.value
        )
    ]  # fmt: skip


def _of_noun() -> Select[Any]:
    c = CustomField.__table__.c
    return (
        select(c.id, c.kind, c.name, c.group, c.choices, c.standard, c.archived_at)
        .where(c.noun == bindparam("noun"))
        .order_by(c.rank, c.id)
    )


_OF_NOUN = Statement(_of_noun)
