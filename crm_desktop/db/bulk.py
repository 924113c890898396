"""Many rows into one table: driver-level blocks under ids taken in advance."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection

from crm_desktop.db.engine import driver, dump_json
from crm_desktop.db.journal import quoted
from crm_desktop.db.ranges import Interval, told_at_once
from crm_desktop.db.tables import Base
from crm_desktop.db.tables.journal import RANGED

TOGETHER = 50
"""Rows of one statement: each statement keeps the counters of ids, our own and the journal's."""


def take_ids(connection: Connection, table: str) -> Iterator[int]:
    """Ids for new rows, from the table's own counter; safe only under the write lock."""
    found = connection.exec_driver_sql(
        "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)
    ).scalar()
    return itertools.count(int(found or 0) + 1)


class BulkInsert:
    """Rows of one table collected and inserted many at a time (fastest path measured)."""

    def __init__(self, connection: Connection, table: str, without: Collection[str] = ()) -> None:
        """Prepare the statement from the table's columns; those left out get their defaults."""
        columns = [c for c in Base.metadata.tables[table].columns if c.name not in without]
        names = [c.name for c in columns]
        self._connection, self._table = connection, table
        self._at_once, self._id = table in RANGED, names.index("id")
        self._pick = itemgetter(*names)
        marks = "(" + ", ".join("?" for _ in names) + ")"
        into = ", ".join(quoted(n) for n in names)
        self._run = driver(connection)
        self._json = [c.name for c in columns if isinstance(c.type, JSON)]
        self._one = f"INSERT INTO {quoted(table)} ({into}) VALUES {marks}"
        self._many = self._one + f", {marks}" * (TOGETHER - 1)
        self._rows: list[tuple[Any, ...]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, values: dict[str, Any]) -> None:
        """Queue one row; every column of the statement must be named. The values are used up."""
        for name in self._json:
            value = values[name]
            values[name] = "[]" if value == [] else "{}" if value == {} else dump_json(value)
        self._rows.append(self._pick(values))

    def flush(self) -> None:
        """Insert what is queued; the journal is told at once of ids that follow one another."""
        ids = [row[self._id] for row in self._rows] if self._at_once else []
        if ids and ids == list(range(ids[0], ids[0] + len(ids))):
            with told_at_once(self._connection, self._table, ids[0], ids[-1]):
                self._insert()
        else:
            self._insert()

    def _insert(self) -> None:
        run, rows = self._run, self._rows
        whole = len(rows) - len(rows) % TOGETHER
        for start in range(0, whole, TOGETHER):
            part = itertools.chain.from_iterable(rows[start : start + TOGETHER])
            run.execute(self._many, tuple(part))
        if rest := rows[whole:]:
            run.executemany(self._one, rest)
        rows.clear()


def rows_where(
    connection: Connection, table: str, names: Sequence[str], column: str, value: int
) -> list[tuple[Any, ...]]:
    """Some columns of the rows that hold a value; for thousands of questions in a row."""
    listed = ", ".join(quoted(n) for n in names)
    sql = f"SELECT {listed} FROM {quoted(table)} WHERE {quoted(column)} = ?"
    rows: list[tuple[Any, ...]] = driver(connection).execute(sql, (value,)).fetchall()
    return rows


def set_values(connection: Connection, table: str, id_: int, changes: Mapping[str, Any]) -> None:
    """Give some columns of one row their new values."""
    listed = ", ".join(f"{quoted(n)} = ?" for n in changes)
    sql = f"UPDATE {quoted(table)} SET {listed} WHERE id = ?"
    driver(connection).execute(sql, (*changes.values(), id_))


def update_those(
    connection: Connection,
    table: str,
    ids: Sequence[int],
    change: tuple[str, str],
    condition: str,
    parameters: Mapping[str, object],
) -> int:
    """Change these rows, called `c`, as far as they meet a condition; returns how many.

    `change` is a column and the expression of its new value.
    """
    column, value = change
    sql = (
        f"UPDATE {quoted(table)} AS c SET {quoted(column)} = {value} "
        f"WHERE c.id IN (SELECT value FROM json_each(:ids)) AND {condition}"
    )
    given = {**parameters, "ids": dump_json(list(ids))}
    return int(driver(connection).execute(sql, given).rowcount)


def insert_from(
    connection: Connection,
    table: str,
    values: Mapping[str, str],
    source: str,
    parameters: Mapping[str, object],
    ids: Interval | None,
) -> None:
    """Rows of an attached file into a table of the base, by one statement.

    `values` gives each column's expression over the `source`, a table with its condition. The
    new rows lie within the first and the last of `ids`, which nobody else ever used; without any
    there is nothing to insert.
    """
    if ids is None:
        return
    into = ", ".join(quoted(n) for n in values)
    sql = f"INSERT INTO {quoted(table)} ({into}) SELECT {', '.join(values.values())} FROM {source}"
    with told_at_once(connection, table, *ids):
        driver(connection).execute(sql, parameters)
