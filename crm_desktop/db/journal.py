"""The journal: triggers made from the metadata, the log of operations, and `Changes`."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, Table

from crm_desktop.db import ranges
from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import journalled
from crm_desktop.db.tables.journal import RANGED
from crm_desktop.db.touched import New
from crm_desktop.domain.changes import WHOLE_ABOVE, Changes
from crm_desktop.late import dataclass

NO_OPERATION = "no operation is open"
ID_CHANGED = "an id never changes"


@dataclass(frozen=True, slots=True)
class Written:
    """What some rows of the journal tell: the changes, and the new records in ranges by table."""

    changes: Changes
    new: New

    @property
    def tables(self) -> frozenset[str]:
        """The tables that were written to."""
        return self.changes.whole.union(self.changes.ids)


@dataclass(frozen=True, slots=True)
class OpenOperation:
    """An operation being written: its id and the first journal row it may write."""

    id: int
    first_row: int


def quoted(name: str) -> str:
    """An identifier for SQL text."""
    return '"' + name.replace('"', '""') + '"'


def trigger_statements() -> dict[str, str]:
    """Name and text of every trigger, generated from the metadata (decision 3)."""
    made: dict[str, str] = {}
    for table in journalled():
        made.update(_triggers_of(table))
    return made


def _triggers_of(table: Table) -> dict[str, str]:
    name = table.name
    columns = [c.name for c in table.columns]
    image = "json_object(" + ", ".join(f"'{c}', OLD.{quoted(c)}" for c in columns) + ")"
    differs = " OR ".join(f"OLD.{quoted(c)} IS NOT NEW.{quoted(c)}" for c in columns if c != "id")
    current = "(SELECT op FROM journal_context WHERE id = 1)"
    guard = f"SELECT RAISE(ABORT, '{NO_OPERATION}') WHERE {current} IS NULL;"

    def record(row: str, action: str, old: str) -> str:
        return (
            f"INSERT INTO journal (op, tbl, pk, action, old) "
            f"VALUES ({current}, '{name}', {row}.id, '{action}', {old});"
        )

    # Silent only about ids that an open operation tells of at once (`db.ranges`).
    alone = (
        f"WHEN (SELECT op IS NOT NULL AND tbl = '{name}' AND NEW.id BETWEEN first_pk AND last_pk "
        "FROM journal_context WHERE id = 1) IS NOT 1 "
        if name in RANGED
        else ""
    )
    return {
        f"journal_{name}_insert": (
            f"CREATE TRIGGER journal_{name}_insert AFTER INSERT ON {quoted(name)} {alone}BEGIN "
            f"{guard} {record('NEW', 'I', 'NULL')} END"
        ),
        f"journal_{name}_update": (
            f"CREATE TRIGGER journal_{name}_update AFTER UPDATE ON {quoted(name)} "
            f"WHEN {differs} BEGIN {guard} {record('OLD', 'U', image)} END"
        ),
        f"journal_{name}_delete": (
            f"CREATE TRIGGER journal_{name}_delete AFTER DELETE ON {quoted(name)} BEGIN "
            f"{guard} {record('OLD', 'D', image)} END"
        ),
        f"journal_{name}_id": (
            f"CREATE TRIGGER journal_{name}_id BEFORE UPDATE OF id ON {quoted(name)} "
            f"WHEN OLD.id IS NOT NEW.id BEGIN SELECT RAISE(ABORT, '{ID_CHANGED}'); END"
        ),
    }


def fingerprint() -> str:
    """What the triggers of this program version look like, in one short text."""
    text = "\n".join(sql for _name, sql in sorted(trigger_statements().items()))
    return hashlib.sha256(text.encode()).hexdigest()


def install_triggers(connection: Connection) -> None:
    """Make the triggers anew; remember their fingerprint. Inside the caller's transaction."""
    old = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal\\_%' "
        "ESCAPE '\\'"
    ).fetchall()
    for (name,) in old:
        connection.exec_driver_sql(f"DROP TRIGGER {quoted(name)}")
    for sql in trigger_statements().values():
        connection.exec_driver_sql(sql)
    connection.exec_driver_sql(
        "INSERT INTO meta (name, value) VALUES ('triggers', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (fingerprint(),),
    )


def next_row(connection: Connection) -> int:
    """Id the next journal row will get."""
    found = connection.exec_driver_sql(
        "SELECT seq FROM sqlite_sequence WHERE name = 'journal'"
    ).fetchone()
    return int(found[0]) + 1 if found else 1


def open_operation(
    connection: Connection,
    *,
    name: str,
    kind: str,
    actor_id: int,
    at: str,
    via: str = "do",
    root: int | None = None,
    sign: int = 1,
    reverses: int | None = None,
) -> OpenOperation:
    """Begin an operation inside the open write transaction and set the context.

    The context is set and emptied inside the transaction: a rollback, a crash or another
    process never sees it set.
    """
    first = next_row(connection)
    cursor = connection.exec_driver_sql(
        "INSERT INTO operation (name, title, kind, via, actor_id, at, root, sign, reverses, "
        "first_row, last_row) VALUES (?, '{}', ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (name, kind, via, actor_id, at, root or 0, sign, reverses, first),
    )
    opened = int(cursor.lastrowid)
    if root is None:
        connection.exec_driver_sql("UPDATE operation SET root = id WHERE id = ?", (opened,))
    connection.exec_driver_sql("UPDATE journal_context SET op = ? WHERE id = 1", (opened,))
    return OpenOperation(opened, first)


def close_operation(
    connection: Connection,
    operation: OpenOperation,
    title: dict[str, Any],
    *,
    keep_empty: bool = False,
) -> bool:
    """Empty the context and note the last journal row; an operation that wrote nothing goes.

    `keep_empty` is for a reversal: even when all was kept, its family is settled by it. Returns
    whether the operation stays in the log.
    """
    connection.exec_driver_sql("UPDATE journal_context SET op = NULL WHERE id = 1")
    last = next_row(connection) - 1
    if last < operation.first_row and not keep_empty:
        connection.exec_driver_sql("DELETE FROM operation WHERE id = ?", (operation.id,))
        return False
    connection.exec_driver_sql(
        "UPDATE operation SET last_row = ?, title = ? WHERE id = ?",
        (last, dump_json(title), operation.id),
    )
    return True


def written_since(connection: Connection, first_row: int) -> Written:
    """Which records the journal rows from `first_row` on touched (spine L: NOT INDEXED)."""
    counts = connection.exec_driver_sql(
        "SELECT tbl, sum(coalesce(holds, 1)), count(holds) FROM journal NOT INDEXED "
        "WHERE id >= ? GROUP BY tbl",
        (first_row,),
    ).fetchall()
    whole = frozenset(name for name, count, _ranges in counts if count > WHOLE_ABOVE)
    ids: dict[str, set[int]] = {name: set() for name, _count, _ in counts if name not in whole}
    if ids:
        marks = ", ".join("?" for _ in ids)
        rows = connection.exec_driver_sql(
            f"SELECT tbl, pk FROM journal NOT INDEXED WHERE id >= ? AND tbl IN ({marks})",
            (first_row, *ids),
        )
        for name, pk in rows:
            ids[name].add(pk)
    new = ranges.since(connection, first_row) if any(told for *_, told in counts) else {}
    for name in new.keys() & ids.keys():
        ids[name].update(ranges.ids_within(connection, name, new[name]))
    changes = Changes({name: frozenset(found) for name, found in ids.items()}, whole)
    return Written(changes, new)
