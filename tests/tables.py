"""Reading a base's tables whole, to compare them byte for byte."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from crm_desktop.crm import Crm
from crm_desktop.db.tables import journalled

Dump = dict[str, list[str]]

NOT_COMPARED = ("sqlite_sequence", "journal", "operation", "client_facts", "*_search", "*_fts")
"""Left out of comparisons by name: id counters, the journal, derived figures and search."""


def dump(crm: Crm) -> Dump:
    """Every journalled table: rows in id order, values with their storage types."""
    found: Dump = {}
    with crm.database.read() as connection:
        for table in journalled():
            columns = ", ".join(f'quote("{c.name}") || typeof("{c.name}")' for c in table.columns)
            rows = connection.exec_driver_sql(f'SELECT {columns} FROM "{table.name}" ORDER BY id')
            found[table.name] = [" | ".join(row) for row in rows]
    return found


def contents(crm: Crm) -> Dump:
    """All rows as by `dump`, whenever they were written."""
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    return {table: [moment.sub("then", row) for row in rows] for table, rows in dump(crm).items()}


def derived(crm: Crm) -> dict[str, list[tuple[object, ...]]]:
    """Derived figures and the search index, the index by what it answers to every trigram."""
    with crm.database.read() as connection:
        found = {
            name: [tuple(r) for r in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1")]
            for name in (
                "client_facts",
                "client_search",
                "deal_search",
                "task_search",
                "document_search",
            )
        }
        for noun in ("client", "deal", "task", "document"):
            keys = [str(row[1]) for row in found[f"{noun}_search"]]
            trigrams = {k[i : i + 3] for k in keys for i in range(len(k) - 2)}
            found[f"{noun}_fts"] = sorted(
                (t, *sorted(_hits(connection, noun, t))) for t in trigrams
            )
    return found


def _hits(connection: Connection, noun: str, trigram: str) -> list[int]:
    quoted = '"' + trigram.replace('"', '""') + '"'
    sql = f"SELECT rowid FROM {noun}_fts WHERE {noun}_fts MATCH ?"
    return [i for (i,) in connection.exec_driver_sql(sql, (quoted,))]
