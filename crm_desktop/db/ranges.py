"""Many new records told by one row of the journal: the first and the last of their ids.

Such a row stands for every record of its table between both that was ever there: ids are never
used again, and what lies between was put there by the one statement or not at all. So it is the
oldest row about each of them; who asks what became of records reads both kinds of rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from crm_desktop.db.engine import driver
from crm_desktop.db.tables.journal import RANGED

FEW = 20
"""Fewer new records than this have a row each: a range takes four statements of its own."""
SINCE = 8
"""The version of the base whose journal first had them."""
_ENDLESS = 2**62

Interval = tuple[int, int]
"""The first and the last id of records that belong together."""

_TAKEN = """
SELECT EXISTS (SELECT 1 FROM {table} WHERE id BETWEEN :first AND :last)
OR EXISTS (SELECT 1 FROM journal WHERE tbl = :table AND pk BETWEEN :first AND :last)
OR EXISTS (SELECT 1 FROM journal WHERE id = {row} AND last_pk >= :first)
"""
_TOLD = """
INSERT INTO journal (op, tbl, pk, action, last_pk, holds)
SELECT (SELECT op FROM journal_context WHERE id = 1), :table, min(id), 'I', max(id), count(*)
FROM {table} WHERE id BETWEEN :first AND :last HAVING count(*) > 0
"""


@contextmanager
def told_at_once(connection: Connection, table: str, first: int, last: int) -> Iterator[None]:
    """New records with these ids, none of which was ever used, get one row of the journal.

    Inside the block the trigger of the table keeps silent about inserts of exactly these ids, if
    an operation is open; the row tells the first and the last that are really there.
    """
    if table not in RANGED:
        raise ValueError(f"new rows of {table} have a row of the journal each")
    if last - first + 1 < FEW:
        yield
        return
    run = driver(connection).execute
    given = {"table": table, "first": first, "last": last}
    taken = _TAKEN.format(table=table, row=row_of(":table", ":first"))
    if run(taken, given).fetchone()[0]:
        raise ValueError(f"ids of {table} from {first} to {last} were used before")
    run(
        "UPDATE journal_context SET tbl = :table, first_pk = :first, last_pk = :last "
        "WHERE id = 1 AND op IS NOT NULL",
        given,
    )
    try:
        yield
    finally:
        run(
            "UPDATE journal_context SET tbl = NULL, first_pk = NULL, last_pk = NULL "
            "WHERE id = 1 AND tbl IS NOT NULL"
        )
        run(_TOLD.format(table=table), given)


def row_of(table: str, pk: str) -> str:
    """The range that could hold a record, as SQL over two expressions; its end must be compared.

    Ranges of a table never overlap, so it is the last that begins before the record.
    """
    return (
        "(SELECT one.id FROM main.journal one INDEXED BY ix_journal_range "
        f"WHERE one.tbl = {table} AND one.last_pk IS NOT NULL AND one.pk <= {pk} "
        "ORDER BY one.pk DESC LIMIT 1)"
    )


def present(table: str, condition: str, columns: str = "x.id") -> str:
    """What is there of the records in ranges `r` that meet a condition, as a select of SQL."""
    return (
        f"SELECT {columns} FROM main.journal r INDEXED BY ix_journal_range "
        f"CROSS JOIN main.{table} x ON x.id BETWEEN r.pk AND r.last_pk "
        f"WHERE r.tbl = '{table}' AND r.last_pk IS NOT NULL AND {condition}"
    )


def members(table: str, condition: str) -> str:
    """All records in ranges `r` that meet a condition, those that are gone, too.

    A select of SQL: the record as `pk`, the row of its range as `line`. The condition stands in
    it twice.
    """
    return (
        f"{present(table, condition, 'x.id AS pk, r.id AS line')} UNION "
        "SELECT gone.pk, r.id FROM main.journal r INDEXED BY ix_journal_range "
        "CROSS JOIN main.journal gone INDEXED BY ix_journal_tbl_pk "
        f"ON gone.tbl = '{table}' AND gone.pk BETWEEN r.pk AND r.last_pk AND gone.action = 'D' "
        f"WHERE r.tbl = '{table}' AND r.last_pk IS NOT NULL AND {condition}"
    )


def tables(connection: Connection, first_row: int, last_row: int = _ENDLESS) -> list[str]:
    """The tables of which these rows of the journal tell ranges."""
    found = driver(connection).execute(
        "SELECT DISTINCT tbl FROM main.journal INDEXED BY ix_journal_range "
        "WHERE last_pk IS NOT NULL AND id BETWEEN ? AND ?",
        (first_row, last_row),
    )
    return sorted(table for (table,) in found)


def since(connection: Connection, first_row: int) -> dict[str, list[Interval]]:
    """The ranges that journal rows from `first_row` on tell, by table and in their order.

    Neighbours are one: no record lies between an id of these intervals and the next that is not
    new itself.
    """
    run = driver(connection).execute
    found: dict[str, list[Interval]] = {}
    for table, first, last in run(
        "SELECT tbl, pk, last_pk FROM main.journal INDEXED BY ix_journal_range "
        "WHERE last_pk IS NOT NULL AND id >= ? ORDER BY tbl, pk",
        (first_row,),
    ).fetchall():
        known = found.setdefault(table, [])
        between = f"SELECT EXISTS (SELECT 1 FROM main.{table} WHERE id > ? AND id < ?)"
        if known and not run(between, (known[-1][1], first)).fetchone()[0]:
            known[-1] = (known[-1][0], last)
        else:
            known.append((first, last))
    return found


def within(column: str, intervals: Sequence[Interval]) -> str:
    """The condition of SQL that an id lies in one of these intervals."""
    return "(" + " OR ".join(f"{column} BETWEEN {a} AND {b}" for a, b in intervals) + ")"


def ids_within(connection: Connection, table: str, intervals: Sequence[Interval]) -> list[int]:
    """The records of a table in these intervals."""
    sql = f"SELECT id FROM main.{table} WHERE {within('id', intervals)}"
    return [id_ for (id_,) in driver(connection).execute(sql)]
