"""All clients as plain rows for files: one statement, no objects, each row as it is asked for.

Words for kinds and the form of days are made by SQLite, too: Python does next to nothing for a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal_column

from crm_desktop.db.custom_indexes import expression
from crm_desktop.db.tables import Client
from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.custom_fields import CustomKind, OwnField
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.prepared import Prepared
from crm_desktop.queries.read import Read, query

_C = Client.__table__.c
STEP = 500
"""Rows between two reports of progress."""
COLUMNS = (
    "name", "kind", "last_name", "first_name", "middle_name", "phones", "emails", "messengers",
    "sites", "contacts", "inn", "kpp", "ogrn", "city", "address", "birthday", "rhythm_days",
    "source", "status", "tags", "comment", "external_id", "created_at",
)  # fmt: skip
"""What stands in a row behind the id and before the fields of the business's own."""


@dataclass(frozen=True, slots=True)
class Form:
    """How things are said: words for kinds and for yes, days by one of the forms below."""

    kinds: Mapping[str, str]
    yes: str
    day: str


ISO = "substr({0}, 1, 10)"
DOTTED = "substr({0}, 9, 2) || '.' || substr({0}, 6, 2) || '.' || substr({0}, 1, 4)"
SERIAL = (
    "iif({0} >= '1900-03-01', coalesce(CAST(julianday(substr({0}, 1, 10)) - 2415018.5 AS INTEGER), "
    "{0}), {0})"
)
"""A spreadsheet counts days, and not right before March 1900: those are said as stored."""


@query(right=Right.EXPORT)
def rows(read: Read, own: Sequence[OwnField], form: Form) -> Iterator[tuple[Any, ...]]:
    """Every client outside the bin in the stable order of the ids: id, `COLUMNS`, fields of `own`.

    Numbers of own fields come as they are stored, everything else as it is said.
    """
    total = count(read)
    asked = Prepared(lambda read: _asked(read, own, form))
    for number, row in enumerate(asked.each(read)):
        if number % STEP == 0:
            read.step(number, total)
        yield row


@query(right=Right.EXPORT)
def count(read: Read) -> int:
    """How many rows there are."""
    return int(read.connection.scalar(visible(read, Client, func.count())) or 0)


def _asked(read: Read, own: Sequence[OwnField], form: Form) -> Select[Any]:
    said: dict[str, ColumnElement[Any]] = {
        "kind": case(dict(form.kinds), value=_C.kind, else_=_C.kind),
        "contacts": literal_column(_CONTACTS),
        "tags": literal_column(_TAGS),
        **{name: literal_column(_WAYS.format(kind.value)) for name, kind in _POINTS.items()},
        **{name: literal_column(form.day.format(f"client.{name}")) for name in _DATED},
    }
    columns = [said[name] if name in said else _C[name] for name in COLUMNS]
    columns += [_own(one, form) for one in own]
    return visible(read, Client, _C.id, *columns, few=True).order_by(_C.id)


def _own(field: OwnField, form: Form) -> ColumnElement[Any]:
    """A value of a field of the business's own; what has not the form of its kind as it stands."""
    value = expression(field.noun.value, field.id)
    if field.kind is CustomKind.DATE:
        return literal_column(f"iif({value} GLOB '????-??-??', {form.day.format(value)}, {value})")
    if field.kind is CustomKind.SEVERAL:
        return literal_column(_SEVERAL.format(int(field.id)))
    if field.kind is CustomKind.FLAG:
        return case((literal_column(value) == 1, form.yes), else_=literal_column(value))
    return literal_column(value)


_SEVERAL = (
    "(SELECT group_concat(value, '; ' ORDER BY key) FROM json_each(client.custom, '$.\"{}\"'))"
)
_DATED = ("birthday", "created_at")
_POINTS = {
    "phones": PointKind.PHONE,
    "emails": PointKind.EMAIL,
    "messengers": PointKind.MESSENGER,
    "sites": PointKind.SITE,
}
_WAYS = (
    "(SELECT group_concat(p.value, ', ' ORDER BY p.place, p.id) FROM contact_point p "
    "WHERE p.client_id = client.id AND p.kind = '{}' AND p.contact_id IS NULL)"
)
"""The client's own ways of contact of a kind."""
_CONTACTS = (
    "(SELECT group_concat(k.name || iif(k.position = '', '', ', ' || k.position) || coalesce("
    "(SELECT group_concat(', ' || p.value, '' ORDER BY p.place, p.id) FROM contact_point p "
    "WHERE p.contact_id = k.id), ''), char(10) ORDER BY k.id) "
    "FROM contact k WHERE k.client_id = client.id)"
)
"""People inside, one a line: name, position, ways of contact."""
_TAGS = (
    "iif(client.tags = '[]', NULL, "
    "(SELECT group_concat(value, ', ' ORDER BY key) FROM json_each(client.tags)))"
)
