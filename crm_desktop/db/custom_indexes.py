"""Indexes of the business's own fields: made for those that views filter or sort by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sqlalchemy import Connection

MOST = 12
"""Every index is one more thing to write for every change of a client."""
_PREFIX = "ix_client_own_"
_NAMED = re.compile(r"custom:([0-9]+)")


def expression(table: str, field_id: int) -> str:
    """Where the value of a field stands; in a question it must read as in the index."""
    return f"json_extract({table}.custom, '$.\"{int(field_id)}\"')"


def present(connection: Connection) -> set[int]:
    """The fields of clients that have an index."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix\\_client\\_own\\_%' "
        "ESCAPE '\\'"
    )
    return {int(str(name).removeprefix(_PREFIX)) for (name,) in names}


def wanted(connection: Connection) -> set[int]:
    """The fields that saved views of clients filter or sort by, the first made first."""
    ask = connection.exec_driver_sql
    there = {
        int(id_)
        for (id_,) in ask("SELECT id FROM custom_field WHERE noun = 'client' AND kind <> 'several'")
    }
    found: dict[int, None] = {}
    for (data,) in ask("SELECT data FROM saved_view WHERE noun = 'client' ORDER BY id"):
        found |= dict.fromkeys(one for one in _used(json.loads(data)) if one in there)
    return set(list(found)[:MOST])


def bring_up(connection: Connection) -> bool:
    """Make the indexes that are missing and drop those nobody needs; whether there was any."""
    there, needed = present(connection), wanted(connection)
    for gone in there - needed:
        connection.exec_driver_sql(f"DROP INDEX {_PREFIX}{gone}")
    for new in sorted(needed - there):
        # The columns that every list asks of first, as in the index of names.
        value = expression("client", new).replace("client.", "")
        connection.exec_driver_sql(
            f"CREATE INDEX {_PREFIX}{new} ON client (deleted_at, archived_at, {value})"
        )
    return there != needed


def is_due(connection: Connection) -> bool:
    """Whether `bring_up` would do anything."""
    return present(connection) != wanted(connection)


def _used(data: object, key: str = "") -> Iterator[int]:
    """Fields named anywhere in a view but among the columns that it only shows."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in {"columns", "widths"}:
                yield from _used(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _used(value, key)
    elif isinstance(data, str) and (named := _NAMED.fullmatch(data.lstrip("-"))):
        yield int(named[1])
