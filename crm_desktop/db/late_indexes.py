"""Indexes made after the rows, for a list that brings more than its tables hold.

A row in an index among 100,000 others goes to a page of its own; sorted once, all of them are
written one after another, which takes half the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from crm_desktop.db.engine import driver, dump_json
from crm_desktop.db.journal import quoted

_THOSE = (
    "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
    "AND tbl_name IN (SELECT value FROM json_each(?)) ORDER BY rowid"
)
"""Without those that keep a column unique: they have no statement and stay."""


@contextmanager
def made_after(
    connection: Connection, tables: Sequence[str], heard: Callable[[], object]
) -> Iterator[None]:
    """Inside the block these tables have no indexes, afterwards the same ones as before.

    It belongs into one transaction: whoever fails, cancels or loses power in between finds the
    indexes where they were. `heard` is called between two of them and may raise.
    """
    run = driver(connection).execute
    found = run(_THOSE, (dump_json(list(tables)),)).fetchall()
    for name, _sql in found:
        run(f"DROP INDEX main.{quoted(name)}")
    yield
    for _name, sql in found:
        run(sql)
        heard()
