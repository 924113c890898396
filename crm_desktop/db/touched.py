"""Whose figures and keys the rows of the journal bear on that were just written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from crm_desktop.db.ranges import Interval, within

New = Mapping[str, Sequence[Interval]]
"""New records in ranges, by table."""
NOTHING_NEW: New = MappingProxyType({})


def owners(
    sources: Mapping[str, str], tables: Collection[str], new: New, noun: str = "client"
) -> list[str]:
    """Selects of the records of a noun that are touched by what was written since row `:first`.

    `sources` are tables with the column that names the record; `tables` those that were written
    to, the others are not asked about (spine: the time of a small edit is in the number of
    statements). `journal NOT INDEXED` keeps SQLite from reading the whole journal by table
    (spine L). Whoever is new in a range is not told: that is known, and there are many.
    """
    found = []
    for table, column in sources.items():
        if table not in tables:
            continue
        rows = f"FROM journal j NOT INDEXED WHERE j.id >= :first AND j.tbl = '{table}'"
        if column == "id":
            found.append(f"SELECT j.pk {rows}")
        else:
            found.append(
                f"SELECT x.{column} AS pk FROM journal j NOT INDEXED "
                f"CROSS JOIN {table} x ON x.id = j.pk WHERE j.id >= :first AND j.tbl = '{table}'"
            )
            found.append(
                f"SELECT json_extract(j.old, '$.{column}') AS pk {rows} AND j.action <> 'I'"
            )
        if table in new and table != noun:
            known = f" AND NOT {within(f'x.{column}', new[noun])}" if noun in new else ""
            there = f"FROM {table} x WHERE {within('x.id', new[table])}{known}"
            found.append(f"SELECT x.{column} AS pk {there}")
    return found
