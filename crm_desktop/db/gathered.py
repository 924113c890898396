"""Taking a merge back: what moved and was touched since stays where it is, and is listed.

By columns alone a deal that somebody worked on would leave the client it was worked on for, and
a task would be left behind by its deal. So what a merge moved is taken back whole or not at all,
and together with what hangs on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from crm_desktop.db import ranges
from crm_desktop.db.journal import quoted
from crm_desktop.domain.merge import MERGED_ON
from crm_desktop.domain.problems import Refused
from crm_desktop.late import dataclass

OWNER, MARK = "client", "merged_client"

Record = tuple[str, int]
"""A table and the id of a row."""


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: which column of which table names a row of which other."""

    child: str
    column: str
    parent: str


class Gathered:
    """What one merge moved, and what was done by hand since; made inside a reversal."""

    def __init__(
        self, connection: Connection, links: Sequence[Link], last_row: int, root: int
    ) -> None:
        self.connection = connection
        self.owning = [link for link in links if link.parent == OWNER]
        self.between = [link for link in links if link.parent != OWNER]
        self.last_row = last_row
        self.later = self._later(root)

    def _sql(self, text: str, *parameters: Any) -> Any:
        return self.connection.exec_driver_sql(text, parameters)

    def _later(self, root: int) -> dict[Record, bool]:
        """What users touched since and did not undo; whether it is new since."""
        by_users = (
            "IN (SELECT o.id FROM main.operation o WHERE o.root <> :root "
            "AND o.kind = 'user' AND (SELECT sum(f.sign) FROM main.operation f "
            "WHERE f.root = o.root) <> 0)"
        )
        given = {"after": self.last_row, "root": root}
        ask = self.connection.exec_driver_sql
        rows = ask(
            "SELECT j.tbl, j.pk, max(j.action = 'I') FROM main.journal j NOT INDEXED "
            f"WHERE j.id > :after AND j.op {by_users} GROUP BY j.tbl, j.pk",
            given,
        )
        found = {(table, pk): bool(new) for table, pk, new in rows}
        for table in ranges.tables(self.connection, self.last_row + 1):
            told = ask(ranges.present(table, f"r.id > :after AND r.op {by_users}"), given)
            found.update(((table, pk), True) for (pk,) in told)
        return found

    def demand_its_client(self) -> None:
        """Refuse when the client itself was merged on: that merge has to go back first."""
        marks = self._sql("SELECT pk FROM temp.rv_created WHERE tbl = ?", MARK).fetchall()
        for (pk,) in marks:
            if (MARK, pk) in self.later:
                name = self._sql(
                    f"SELECT c.name FROM main.{MARK} m JOIN main.client c ON c.id = m.client_id "
                    "WHERE m.id = ?",
                    pk,
                ).scalar()
                raise Refused.of(MERGED_ON, name=name or "")

    def staying(self) -> list[tuple[Record, str]]:
        """Moved rows that stay where they are, with the reason; they are no longer to be changed.

        A row stays when it was changed since, or something new hangs on it; what hangs together
        stays together.
        """
        moved = self._moved()
        stays = {one: "changed-later" for one in moved if one in self.later}
        joints: dict[Record, list[tuple[Record, str]]] = {}
        for link in self.between:
            for child, parent in self._joined(link, moved):
                if child in moved:
                    joints.setdefault(parent, []).append((child, "part-of-kept"))
                    joints.setdefault(child, []).append((parent, "referred-to"))
                elif child in self.later:
                    stays.setdefault(parent, "referred-to")
        waiting = list(stays)
        while waiting:
            for other, reason in joints.get(waiting.pop(), ()):
                if other not in stays:
                    stays[other] = reason
                    waiting.append(other)
        self._forget(stays)
        return sorted(stays.items())

    def _moved(self) -> set[Record]:
        """The rows whose client the merge changed and that are still there."""
        found: set[Record] = set()
        for link in self.owning:
            rows = self._sql(
                f"SELECT x.id FROM temp.rv_changed u JOIN main.{quoted(link.child)} x "
                f"ON x.id = u.pk WHERE u.tbl = ? AND x.{quoted(link.column)} "
                f"IS NOT json_extract(u.old, '$.{link.column}')",
                link.child,
            )
            found.update((link.child, pk) for (pk,) in rows)
        return found

    def _joined(self, link: Link, moved: set[Record]) -> Iterable[tuple[Record, Record]]:
        """Which present rows of a table hang on which moved ones."""
        if not any(table == link.parent for table, _pk in moved):
            return
        column = quoted(link.column)
        rows = self._sql(
            f"SELECT x.id, x.{column} FROM temp.rv_changed u JOIN main.{quoted(link.child)} x "
            f"ON x.{column} = u.pk WHERE u.tbl = ?",
            link.parent,
        )
        for child, parent in rows:
            if (link.parent, parent) in moved:
                yield (link.child, child), (link.parent, parent)

    def _forget(self, stays: Iterable[Record]) -> None:
        for table, pk in stays:
            self._sql("DELETE FROM temp.rv_changed WHERE tbl = ? AND pk = ?", table, pk)

    def clients(self) -> list[int]:
        """The clients that cards were merged into."""
        rows = self._sql(
            f"SELECT DISTINCT m.client_id FROM temp.rv_created c JOIN main.{MARK} m "
            "ON m.id = c.pk WHERE c.tbl = ? ORDER BY 1",
            MARK,
        )
        return [client for (client,) in rows]

    def added(self, clients: Sequence[int]) -> list[tuple[Record, str]]:
        """What is new with these clients since: it stays theirs, and that is said."""
        found: dict[Record, str] = {}
        for link in self.owning:
            new = [
                pk for (table, pk), is_new in self.later.items() if table == link.child and is_new
            ]
            if not new or link.child == MARK:
                continue
            wanted, whose = json.dumps(new), json.dumps(list(clients))
            rows = self._sql(
                f"SELECT id FROM main.{quoted(link.child)} "
                "WHERE id IN (SELECT value FROM json_each(?)) "
                f"AND {quoted(link.column)} IN (SELECT value FROM json_each(?))",
                wanted,
                whose,
            )
            found.update({(link.child, pk): "added-later" for (pk,) in rows})
        return sorted(found.items())

    def changed_clients(self, clients: Sequence[int]) -> list[tuple[Record, tuple[str, ...]]]:
        """The clients themselves, where they were changed since, with the columns."""
        found = []
        for client in clients:
            if (OWNER, client) not in self.later:
                continue
            pairs = self._columns()
            now = self._sql(f"SELECT {pairs} FROM main.client WHERE id = ?", client).scalar()
            then = self._sql(
                "SELECT old FROM main.journal WHERE tbl = ? AND pk = ? AND id > ? "
                "ORDER BY id LIMIT 1",
                OWNER,
                client,
                self.last_row,
            ).scalar()
            before, present = json.loads(then or "{}"), json.loads(now or "{}")
            columns = sorted(c for c in before if before[c] != present.get(c))
            if columns:
                found.append(((OWNER, client), tuple(columns)))
        return found

    def _columns(self) -> str:
        rows = self._sql("SELECT name FROM pragma_table_info('client')").fetchall()
        return "json_object(" + ", ".join(f"'{name}', {quoted(name)}" for (name,) in rows) + ")"
