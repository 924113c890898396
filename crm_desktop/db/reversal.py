"""The one undo rule: what an operation changed comes back, what was touched since stays."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import field
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint

from crm_desktop.db import ranges
from crm_desktop.db.engine import dump_json
from crm_desktop.db.gathered import Gathered, Link
from crm_desktop.db.journal import quoted
from crm_desktop.db.tables import journalled
from crm_desktop.late import dataclass

Step = Any


@dataclass(frozen=True, slots=True)
class Kept:
    """One record or value that was not brought back, and why.

    Reasons: `changed-later`, `added-later`, `referred-to`, `part-of-kept`, `owner-gone`,
    `value-taken`, `deleted-later`. `columns` names the values concerned, none for the whole record.
    """

    table: str
    pk: int
    reason: str
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Reversal:
    """How a reversal went: how many rows came back or went, and what was kept."""

    restored: int = 0
    kept: list[Kept] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a reversal would do: rows that would go and come back by table, and what would stay."""

    goes: dict[str, int]
    comes_back: dict[str, int]
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    child: str
    column: str
    parent: str
    cascade: bool


def _keys() -> list[_Key]:
    return [
        _Key(table.name, fk.parent.name, fk.column.table.name, fk.ondelete == "CASCADE")
        for table in journalled()
        for fk in table.foreign_keys
    ]


def _uniques(table: Table) -> list[tuple[str, ...]]:
    return [
        tuple(c.name for c in constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]


def reverse(
    connection: Connection,
    *,
    first_row: int,
    last_row: int,
    root: int,
    step: Step,
    gathered: bool = False,
) -> Reversal:
    """Reverse the journal rows `first_row..last_row` inside the open operation.

    Per column for changed rows, per row for created and deleted ones (decision 4). Order: move
    parts to their owners and empty unique values, delete children first, insert parents first,
    update: CASCADE and UNIQUE are never deferred by SQLite. `step(done, total)` may raise
    `Cancelled`, which rolls everything back. `gathered` is for an operation that gave one client
    the belongings of others (`db.gathered`).
    """
    run = _Run(connection, step, gathered=gathered)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    run.settle(first_row, last_row, root)
    run.restore_links_first()
    run.remove_created()
    run.bring_back_deleted()
    run.restore_changed()
    run.finish()
    return run.result


def foresee(
    connection: Connection,
    *,
    first_row: int,
    last_row: int,
    root: int,
    step: Step,
    gathered: bool = False,
) -> Foreseen:
    """What `reverse` would do with these rows now; only working tables are written."""
    run = _Run(connection, step, gathered=gathered)
    run.settle(first_row, last_row, root)
    goes = run.counted("rv_created")
    back = run.counted("rv_deleted")
    for table, count in run.counted("rv_changed").items():
        back[table] = back.get(table, 0) + count
    run.finish()
    return Foreseen(goes, back, tuple(run.result.kept))


class _Run:
    """One reversal under way; its working tables are TEMP and emptied at the end."""

    def __init__(self, connection: Connection, step: Step, *, gathered: bool) -> None:
        self.connection = connection
        self.gathered = gathered
        self.step = step
        self.result = Reversal()
        self.tables = {t.name: t for t in journalled()}
        self.order = list(self.tables)
        self.keys = _keys()
        self.total = 0
        self.done = 0
        self.present: set[str] = set()

    def _sql(self, text: str, *parameters: Any) -> Any:
        return self.connection.exec_driver_sql(text, parameters)

    def _advance(self, rows: int) -> None:
        self.done += rows
        self.step(min(self.done, self.total), self.total)

    def settle(self, first_row: int, last_row: int, root: int) -> None:
        """What the operation did, and what of it stays."""
        self.prepare(first_row, last_row, root)
        if self.gathered:
            self.keep_gathered(last_row, root)
        self.keep_deleted()
        self.plan_changed()
        self.keep_created()
        # Of a client it is said once that it was changed since, with all that was.
        told = {(k.table, k.pk, k.reason): k for k in reversed(self.result.kept)}
        self.result.kept[:] = reversed(told.values())

    def counted(self, temp: str) -> dict[str, int]:
        """How many rows of each table stand in a working table."""
        return dict(self._sql(f"SELECT tbl, count(*) FROM temp.{temp} GROUP BY tbl").fetchall())

    # -- what the operation did ------------------------------------------------------------

    def prepare(self, first_row: int, last_row: int, root: int) -> None:
        """Sort the operation's rows into created, deleted and changed, and note later touches."""
        for name in ("rv_row", "rv_later", "rv_created", "rv_deleted", "rv_changed", "rv_keep"):
            self._sql(f"DROP TABLE IF EXISTS temp.{name}")
        one_each = (
            "SELECT tbl, pk, id AS line FROM main.journal NOT INDEXED "
            "WHERE id BETWEEN :first AND :last AND last_pk IS NULL"
        )
        lines = [one_each]
        for name in ranges.tables(self.connection, first_row, last_row):
            told = ranges.members(name, "r.id BETWEEN :first AND :last")
            lines.append(f"SELECT '{name}', pk, line FROM ({told})")
        self.connection.exec_driver_sql(
            "CREATE TEMP TABLE rv_row AS SELECT tbl, pk, min(line) AS first, max(line) AS last "
            f"FROM ({' UNION ALL '.join(lines)}) GROUP BY tbl, pk",
            {"first": first_row, "last": last_row},
        )
        # No later range tells of a record that was there before.
        self._sql(
            "CREATE TEMP TABLE rv_later AS SELECT DISTINCT j.tbl, j.pk FROM main.journal j "
            "NOT INDEXED WHERE j.id > ? AND j.last_pk IS NULL AND j.op IN "
            "(SELECT o.id FROM main.operation o WHERE o.root <> ? AND "
            "(SELECT sum(f.sign) FROM main.operation f WHERE f.root = o.root) <> 0)",
            last_row,
            root,
        )
        self._sql("CREATE INDEX temp.rv_later_key ON rv_later (tbl, pk)")
        both = (
            "FROM temp.rv_row r JOIN main.journal a ON a.id = r.first "
            "JOIN main.journal z ON z.id = r.last"
        )
        self._sql(
            "CREATE TEMP TABLE rv_created AS SELECT r.tbl, r.pk, r.last "
            f"{both} WHERE a.action = 'I' AND z.action <> 'D'"
        )
        self._sql("CREATE UNIQUE INDEX temp.rv_created_key ON rv_created (tbl, pk)")
        self._sql(
            "CREATE TEMP TABLE rv_deleted AS SELECT r.tbl, r.pk, a.old "
            f"{both} WHERE a.action <> 'I' AND z.action = 'D'"
        )
        self._sql("CREATE UNIQUE INDEX temp.rv_deleted_key ON rv_deleted (tbl, pk)")
        self._sql(
            "CREATE TEMP TABLE rv_changed AS SELECT r.tbl, r.pk, r.last, a.old "
            f"{both} WHERE a.action <> 'I' AND z.action <> 'D'"
        )
        self._sql("CREATE UNIQUE INDEX temp.rv_changed_key ON rv_changed (tbl, pk)")
        self._sql(
            "CREATE TEMP TABLE rv_keep (tbl TEXT, pk INTEGER, reason TEXT, "
            "PRIMARY KEY (tbl, pk)) WITHOUT ROWID"
        )
        counts = self._sql("SELECT tbl, count(*) FROM temp.rv_row GROUP BY tbl").fetchall()
        self.present = {name for name, _count in counts}
        self.total = sum(count for _name, count in counts)
        self.step(0, self.total)

    # -- what stays --------------------------------------------------------------------------

    def keep_gathered(self, last_row: int, root: int) -> None:
        """What moved to another client and was touched since stays there whole, and is listed."""
        links = [Link(key.child, key.column, key.parent) for key in self.keys]
        merge = Gathered(self.connection, links, last_row, root)
        merge.demand_its_client()
        clients = merge.clients()
        told = [*merge.staying(), *merge.added(clients)]
        self.result.kept += [Kept(table, pk, reason) for (table, pk), reason in told]
        for (table, pk), columns in merge.changed_clients(clients):
            self.result.kept.append(Kept(table, pk, "changed-later", columns))

    def keep_created(self) -> None:
        """A created row stays if it was changed later or a staying row refers to it."""
        for name in self._among("rv_created"):
            self._sql(
                "DELETE FROM temp.rv_created WHERE tbl = ? "
                f"AND pk NOT IN (SELECT id FROM main.{quoted(name)})",
                name,
            )
        self._sql(
            "INSERT INTO temp.rv_keep SELECT c.tbl, c.pk, 'changed-later' FROM temp.rv_later l "
            "CROSS JOIN temp.rv_created c ON c.tbl = l.tbl AND c.pk = l.pk"
        )
        created = set(self._among("rv_created"))
        while self._keep_once(created):
            pass
        self._sql(
            "DELETE FROM temp.rv_created WHERE (tbl, pk) IN (SELECT tbl, pk FROM temp.rv_keep)"
        )
        for table, pk, reason in self._sql("SELECT tbl, pk, reason FROM temp.rv_keep"):
            self.result.kept.append(Kept(table, pk, reason))

    def _keep_once(self, created: set[str]) -> bool:
        """One round of the rule over all foreign keys; whether anything was added."""
        found = 0
        for key in self.keys:
            child, column = quoted(key.child), quoted(key.column)
            if key.parent in created:
                found += self._sql(
                    "INSERT INTO temp.rv_keep SELECT DISTINCT c.tbl, c.pk, 'referred-to' "
                    f"FROM temp.rv_created c JOIN main.{child} x ON x.{column} = c.pk "
                    "WHERE c.tbl = ? AND NOT EXISTS (SELECT 1 FROM temp.rv_keep k "
                    "WHERE k.tbl = c.tbl AND k.pk = c.pk) "
                    "AND NOT EXISTS (SELECT 1 FROM temp.rv_created g WHERE g.tbl = ? "
                    "AND g.pk = x.id AND NOT EXISTS (SELECT 1 FROM temp.rv_keep h "
                    "WHERE h.tbl = g.tbl AND h.pk = g.pk)) "
                    "AND NOT EXISTS (SELECT 1 FROM temp.rv_changed u WHERE u.tbl = ? "
                    "AND u.pk = x.id AND json_extract(u.old, '$.' || ?) IS NOT c.pk)",
                    key.parent,
                    key.child,
                    key.child,
                    key.column,
                ).rowcount
            if key.cascade and key.child in created:
                found += self._sql(
                    "INSERT INTO temp.rv_keep SELECT c.tbl, c.pk, 'part-of-kept' "
                    f"FROM temp.rv_keep p CROSS JOIN main.{child} x ON x.{column} = p.pk "
                    "CROSS JOIN temp.rv_created c ON c.tbl = ? AND c.pk = x.id "
                    "WHERE p.tbl = ? AND NOT EXISTS (SELECT 1 FROM temp.rv_keep k "
                    "WHERE k.tbl = c.tbl AND k.pk = c.pk)",
                    key.child,
                    key.parent,
                ).rowcount
        return found > 0

    def keep_deleted(self) -> None:
        """A deleted row whose owner is gone, or whose unique value is taken, is only listed."""
        for name in self._among("rv_deleted"):
            self._sql(
                "DELETE FROM temp.rv_deleted WHERE tbl = ? "
                f"AND pk IN (SELECT id FROM main.{quoted(name)})",
                name,
            )
            for columns in _uniques(self.tables[name]):
                same = " AND ".join(
                    f"x.{quoted(c)} = json_extract(d.old, '$.{c}')" for c in columns
                )
                self._drop_deleted(
                    f"SELECT d.tbl, d.pk FROM temp.rv_deleted d JOIN main.{quoted(name)} x "
                    f"ON {same} WHERE d.tbl = ? AND (d.tbl, x.id) NOT IN "
                    "(SELECT tbl, pk FROM temp.rv_created)",
                    (name,),
                    "value-taken",
                )
        again = True
        while again:
            again = False
            for key in self.keys:
                again |= self._drop_deleted(
                    "SELECT d.tbl, d.pk FROM temp.rv_deleted d WHERE d.tbl = ? "
                    f"AND json_extract(d.old, '$.{key.column}') IS NOT NULL "
                    f"AND json_extract(d.old, '$.{key.column}') NOT IN "
                    f"(SELECT id FROM main.{quoted(key.parent)}) "
                    f"AND json_extract(d.old, '$.{key.column}') NOT IN "
                    "(SELECT pk FROM temp.rv_deleted WHERE tbl = ?)",
                    (key.child, key.parent),
                    "owner-gone",
                )

    def _drop_deleted(self, select: str, parameters: tuple[Any, ...], reason: str) -> bool:
        gone = self._sql(select, *parameters).fetchall()
        for table, pk in gone:
            self.result.kept.append(Kept(table, pk, reason))
            self._sql("DELETE FROM temp.rv_deleted WHERE tbl = ? AND pk = ?", table, pk)
        return bool(gone)

    # -- bringing back -----------------------------------------------------------------------

    def plan_changed(self) -> None:
        """Settle for every changed row the image it goes back to, and list what is kept.

        Afterwards the image of a row that was touched since is its present state with only
        those values replaced that no later operation changed again.
        """
        rows = self._sql(
            "SELECT u.tbl, u.pk, u.last, u.old FROM temp.rv_changed u WHERE EXISTS "
            "(SELECT 1 FROM temp.rv_later l WHERE l.tbl = u.tbl AND l.pk = u.pk)"
        ).fetchall()
        for name, pk, last, old in rows:
            self._plan_touched(name, pk, last, json.loads(old))
        for name in self._among("rv_changed"):
            self._sql(
                "DELETE FROM temp.rv_changed WHERE tbl = ? "
                f"AND pk NOT IN (SELECT id FROM main.{quoted(name)})",
                name,
            )
            for columns in _uniques(self.tables[name]):
                self._keep_taken_values(name, columns)
        for key in self.keys:
            self._keep_links_to_the_gone(key)

    def _plan_touched(self, name: str, pk: int, last: int, before: dict[str, Any]) -> None:
        present = self._image(name, pk)
        if present is None:
            self.result.kept.append(Kept(name, pk, "deleted-later"))
            return
        later = self._sql(
            "SELECT j.old, (SELECT sum(f.sign) FROM main.operation f WHERE f.root = o.root) "
            "FROM main.journal j JOIN main.operation o ON o.id = j.op "
            "WHERE j.tbl = ? AND j.pk = ? AND j.id > ? ORDER BY j.id",
            name,
            pk,
            last,
        ).fetchall()
        images = [json.loads(old) for old, _sign in later if old is not None] + [present]
        counts = [sign for old, sign in later if old is not None]
        changed_here = {c for c in before if before[c] != images[0].get(c)}
        changed_again = {
            column
            for number, sign in enumerate(counts)
            if sign
            for column in changed_here
            if images[number].get(column) != images[number + 1].get(column)
        }
        if changed_again:
            self.result.kept.append(Kept(name, pk, "changed-later", tuple(sorted(changed_again))))
        back = {c: before[c] for c in changed_here - changed_again}
        self._set_image(name, pk, {**present, **back})

    def _keep_taken_values(self, name: str, columns: tuple[str, ...]) -> None:
        same = " AND ".join(f"x.{quoted(c)} = json_extract(u.old, '$.{c}')" for c in columns)
        rows = self._sql(
            f"SELECT u.pk, u.old FROM temp.rv_changed u JOIN main.{quoted(name)} x ON {same} "
            "WHERE u.tbl = ? AND x.id <> u.pk "
            "AND (u.tbl, x.id) NOT IN (SELECT tbl, pk FROM temp.rv_created) "
            "AND (u.tbl, x.id) NOT IN (SELECT tbl, pk FROM temp.rv_changed)",
            name,
        ).fetchall()
        for pk, old in rows:
            self._keep_columns(name, pk, json.loads(old), columns, "value-taken")

    def _keep_links_to_the_gone(self, key: _Key) -> None:
        value = f"json_extract(u.old, '$.{key.column}')"
        rows = self._sql(
            f"SELECT u.pk, u.old FROM temp.rv_changed u WHERE u.tbl = ? AND {value} IS NOT NULL "
            f"AND {value} NOT IN (SELECT id FROM main.{quoted(key.parent)}) "
            f"AND {value} NOT IN (SELECT pk FROM temp.rv_deleted WHERE tbl = ?)",
            key.child,
            key.parent,
        ).fetchall()
        for pk, old in rows:
            self._keep_columns(key.child, pk, json.loads(old), (key.column,), "owner-gone")

    def _keep_columns(
        self, name: str, pk: int, image: dict[str, Any], columns: tuple[str, ...], reason: str
    ) -> None:
        present = self._image(name, pk) or {}
        self.result.kept.append(Kept(name, pk, reason, columns))
        self._set_image(name, pk, {**image, **{c: present.get(c) for c in columns}})

    def _image(self, name: str, pk: int) -> dict[str, Any] | None:
        pairs = ", ".join(f"'{c.name}', {quoted(c.name)}" for c in self.tables[name].columns)
        found = self._sql(
            f"SELECT json_object({pairs}) FROM main.{quoted(name)} WHERE id = ?", pk
        ).fetchone()
        return None if found is None else dict(json.loads(found[0]))

    def _set_image(self, name: str, pk: int, image: dict[str, Any]) -> None:
        self._sql(
            "UPDATE temp.rv_changed SET old = ? WHERE tbl = ? AND pk = ?",
            dump_json(image),
            name,
            pk,
        )

    def restore_links_first(self) -> None:
        """Move owned parts back to their owners and empty unique values that will change."""
        changed = self._among("rv_changed")
        for key in self.keys:
            if key.cascade and key.child in changed:
                self._sql(
                    f"UPDATE main.{quoted(key.child)} AS x SET {quoted(key.column)} = "
                    f"json_extract(u.old, '$.{key.column}') FROM temp.rv_changed u "
                    "WHERE u.tbl = ? AND u.pk = x.id "
                    f"AND x.{quoted(key.column)} IS NOT json_extract(u.old, '$.{key.column}')",
                    key.child,
                )
        for name in changed:
            for columns in _uniques(self.tables[name]):
                free = [c for c in columns if self.tables[name].columns[c].nullable]
                if free:
                    self._sql(
                        f"UPDATE main.{quoted(name)} AS x SET {quoted(free[-1])} = NULL "
                        "FROM temp.rv_changed u WHERE u.tbl = ? AND u.pk = x.id "
                        f"AND x.{quoted(free[-1])} IS NOT json_extract(u.old, '$.{free[-1]}')",
                        name,
                    )

    def remove_created(self) -> None:
        """Delete what the operation created, children before parents."""
        for name in reversed(self._among("rv_created")):
            gone = self._sql(
                f"DELETE FROM main.{quoted(name)} WHERE id IN "
                "(SELECT pk FROM temp.rv_created WHERE tbl = ?)",
                name,
            ).rowcount
            self.result.restored += gone
            self._advance(gone)

    def bring_back_deleted(self) -> None:
        """Insert what the operation deleted, parents before children, as raw stored values."""
        for name in self._among("rv_deleted"):
            columns = [c.name for c in self.tables[name].columns]
            values = ", ".join(f"json_extract(old, '$.{c}')" for c in columns)
            into = ", ".join(quoted(c) for c in columns)
            made = self._sql(
                f"INSERT INTO main.{quoted(name)} ({into}) SELECT {values} "
                "FROM temp.rv_deleted WHERE tbl = ? ORDER BY pk",
                name,
            ).rowcount
            self.result.restored += made
            self._advance(made)

    def restore_changed(self) -> None:
        """Give the changed rows the images settled by `plan_changed`."""
        for name in self._among("rv_changed"):
            columns = [c.name for c in self.tables[name].columns if c.name != "id"]
            assign = ", ".join(f"{quoted(c)} = json_extract(u.old, '$.{c}')" for c in columns)
            done = self._sql(
                f"UPDATE main.{quoted(name)} AS x SET {assign} FROM temp.rv_changed u "
                "WHERE u.tbl = ? AND u.pk = x.id",
                name,
            ).rowcount
            self.result.restored += done
            self._advance(done)

    def finish(self) -> None:
        """Leave no working table behind."""
        for name in ("rv_row", "rv_later", "rv_created", "rv_deleted", "rv_changed", "rv_keep"):
            self._sql(f"DROP TABLE IF EXISTS temp.{name}")

    def _among(self, temp: str) -> list[str]:
        """Journalled tables with rows in a working table, parents before children."""
        found: Iterable[Any] = self._sql(f"SELECT DISTINCT tbl FROM temp.{temp}")
        names = {name for (name,) in found}
        return [name for name in self.order if name in names]
