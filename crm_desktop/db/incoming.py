"""Understood rows in a file beside the base: looked at in blocks, copied by whole statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from crm_desktop.db import search
from crm_desktop.db.bulk import insert_from, take_ids
from crm_desktop.db.engine import attach, driver, dump_json
from crm_desktop.db.ranges import Interval
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.importing.stored import (
    CLIENT_COLUMNS,
    POINT_COLUMNS,
    born_inside,
)

TABLES = ("client", "contact", "contact_point")
_COUNTS = dict(zip(TABLES, ("clients", "contacts", "points"), strict=True))


Inside = tuple[str, str, str | None] | None
"""A person inside a client, the position and the birthday, if there is one."""
Brought = tuple[dict[str, Any], list[dict[str, Any]], Inside]
"""The columns of a client, the ways of contact, and the person inside."""
_OF_INSIDE = f"contact IS NOT NULL AND kind = '{ClientKind.COMPANY.value}'"
"""Whose row tells a birthday of the person inside: no company has one."""


class Block(NamedTuple):
    """Rows that stand together in a part: how many are new clients, and between which ids."""

    first: int
    last: int
    new: int
    first_client: int | None
    last_client: int | None
    first_point: int | None
    last_point: int | None


class Incoming:
    """One part of an import; its clients are counted from 0, so are their contacts and points."""

    def __init__(self, connection: Connection, path: Path, place: int) -> None:
        """Attach the part for this transaction; `place` tells it from the other parts."""
        self._connection = connection
        self._run = driver(connection).execute
        self._name = f"part{place}"
        attach(connection, path, self._name)
        for table in ("not_new", "peopled"):
            self._run(f"DROP TABLE IF EXISTS temp.{table}_{self._name}")
            self._run(f"CREATE TEMP TABLE {table}_{self._name} (id INTEGER PRIMARY KEY)")
        self._out = f"(SELECT id FROM temp.not_new_{self._name})"
        self._run("CREATE TEMP TABLE IF NOT EXISTS owned (id INTEGER PRIMARY KEY, owner INTEGER)")
        names = ", ".join("?" for _ in _COUNTS)
        found = dict(
            self._run(
                f"SELECT name, value FROM {self._name}.meta WHERE name IN ({names})",
                tuple(_COUNTS.values()),
            ).fetchall()
        )
        # NULL is not in an empty set: rows of nobody have to be left out by name.
        self._new = f"client IS NOT NULL AND client NOT IN {self._out}"
        self._left_out = self._peopled = 0
        self.sizes = {table: int(found[name]) for table, name in _COUNTS.items()}

    def tell_apart(self, not_new: Sequence[int], peopled: Sequence[str]) -> None:
        """Rows that bring no new client, and firms with several people inside.

        The ways of contact of a new client of such a firm are those of the person inside.
        """
        rows, firms = dump_json(list(not_new)), dump_json(list(peopled))
        self._left_out = self._run(
            f"INSERT INTO temp.not_new_{self._name} SELECT s.client FROM json_each(?) n "
            f"CROSS JOIN {self._name}.seen s ON s.row = n.value WHERE s.client IS NOT NULL",
            (rows,),
        ).rowcount
        self._peopled = self._run(
            f"INSERT INTO temp.peopled_{self._name} SELECT client FROM {self._name}.seen "
            "WHERE firm IN (SELECT value FROM json_each(?)) AND client IS NOT NULL",
            (firms,),
        ).rowcount

    def block(self, first: int, last: int, limit: int) -> Block | None:
        """The next rows between these."""
        new = f"FILTER (WHERE {self._new})"
        found = self._run(
            f"SELECT min(row), max(row), count(client) {new}, min(client) {new}, "
            f"max(client) {new}, min(point) {new}, max(point + points) {new} - 1 FROM "
            f"(SELECT row, client, point, points FROM {self._name}.seen "
            "WHERE row BETWEEN ? AND ? ORDER BY row LIMIT ?)",
            (first, last, limit),
        ).fetchone()
        return Block(*found) if found[0] is not None else None

    def new_rows(self, block: Block) -> dict[int, int]:
        """The clients of a block that are new, by row."""
        return dict(
            self._run(
                f"SELECT row, client FROM {self._name}.seen "
                f"WHERE row BETWEEN ? AND ? AND {self._new}",
                (block.first, block.last),
            )
        )

    def new_among(self, rows: Sequence[int]) -> dict[int, int]:
        """The clients of those of these rows that are new, by row."""
        return dict(
            self._run(
                f"SELECT s.row, s.client FROM json_each(?) n CROSS JOIN {self._name}.seen s "
                f"ON s.row = n.value WHERE {self._new}",
                (dump_json(list(rows)),),
            )
        )

    def copy(
        self,
        block: Block,
        ids: Mapping[str, int],
        given: Mapping[str, object],
        owners: Sequence[tuple[int, int]] = (),
    ) -> None:
        """The new clients of these rows, with all that they own.

        `ids` is what client, contact and point 0 become; `given` holds their `owner`, `now`, when
        they were made unless the list knows it, and the `standards` of own fields as JSON;
        `owners` are clients for whom others answer.
        """
        values = {**ids, **given}
        values |= block._asdict()
        clients = f"{self._name}.client WHERE id BETWEEN :first_client AND :last_client"
        if self._left_out:
            clients += f" AND id NOT IN {self._out}"
        own = {name: name for name in CLIENT_COLUMNS}
        own |= {"id": "id + :client", "owner_id": ":owner", "deleted_at": "NULL"}
        if owners:
            own["owner_id"] = self._owned(owners)
        own["created_at"] = "coalesce(created_at, :now)"
        own["birthday"] = f"CASE WHEN {_OF_INSIDE} THEN NULL ELSE birthday END"
        plain = given["standards"] == "{}"
        if not plain:
            own["custom"] = "json_patch(:standards, custom)"
        new = _shifted(ids["client"], block.first_client, block.last_client)
        insert_from(self._connection, "client", own, clients, values, new)
        if plain:
            # A default is no word of the list: who begins with one is read anew for the search.
            search.offer_keys(self._connection, f"SELECT id + :client, key FROM {clients}", values)
        inside = {"id": "contact + :contact", "client_id": "id + :client", "name": "inside"}
        inside |= {"position": "position", "birthday": f"CASE WHEN {_OF_INSIDE} THEN birthday END"}
        contacts = f"{clients} AND contact IS NOT NULL"
        insert_from(
            self._connection, "contact", inside, contacts, values, self._people(clients, values)
        )
        points = {name: name for name in ("place", *POINT_COLUMNS)}
        points |= {"id": "id + :contact_point", "client_id": "client + :client"}
        if self._peopled:
            points["contact_id"] = (
                f"(SELECT c.contact + :contact FROM {self._name}.client c "
                f"WHERE c.id = client AND c.id IN (SELECT id FROM temp.peopled_{self._name}))"
            )
        source = f"{self._name}.point WHERE id BETWEEN :first_point AND :last_point"
        if self._left_out:
            source += f" AND client NOT IN {self._out}"
        new = _shifted(ids["contact_point"], block.first_point, block.last_point)
        insert_from(self._connection, "contact_point", points, source, values, new)

    def _people(self, clients: str, values: Mapping[str, object]) -> Interval | None:
        """The first and the last id that people inside these clients will have."""
        # They are counted in the order of their clients.
        one = f"(SELECT contact + :contact FROM {clients} AND contact IS NOT NULL ORDER BY id"
        found = self._run(f"SELECT {one} LIMIT 1), {one} DESC LIMIT 1)", values).fetchone()
        return _shifted(0, *found)

    def keep_doubts(self, rows: tuple[int, int], run: int, first_client: int) -> None:
        """The new rows with cells that were not understood, from the first to the last.

        They are rows of the import `run`; `first_client` is what client 0 has become.
        """
        values = {"first": rows[0], "last": rows[1], "run": run, "client": first_client}
        source = (
            f"{self._name}.doubt d JOIN {self._name}.seen s ON s.row = d.row "
            f"WHERE d.row BETWEEN :first AND :last AND {self._new} ORDER BY d.row"
        )
        kept = {"run_id": ":run", "number": "d.row", "cells": "d.cells", "faults": "d.faults"}
        kept["client"] = "s.client + :client"
        first = next(take_ids(self._connection, "import_row"))
        most = first + rows[1] - rows[0]
        insert_from(self._connection, "import_row", kept, source, values, (first, most))

    def _owned(self, owners: Sequence[tuple[int, int]]) -> str:
        """Who answers for a client, as SQL over the part's clients."""
        self._run("DELETE FROM temp.owned")
        insert = "INSERT INTO temp.owned VALUES (?, ?)"
        driver(self._connection).executemany(insert, owners)
        one = f"SELECT o.owner FROM temp.owned o WHERE o.id = {self._name}.client.id"
        return f"coalesce(({one}), :owner)"

    def clients(self, rows: Sequence[int]) -> dict[int, Brought]:
        """What these rows say of the clients that they stand for."""
        listed = (dump_json(list(rows)),)
        found: dict[int, Brought] = {}
        for row, inside, position, *values in self._run(
            f"SELECT s.row, c.inside, c.position, {_listed('c', CLIENT_COLUMNS)} "
            f"FROM json_each(?) n CROSS JOIN {self._name}.seen s ON s.row = n.value "
            f"JOIN {self._name}.client c ON c.id = s.client",
            listed,
        ):
            client = dict(zip(CLIENT_COLUMNS, values, strict=True))
            person = (inside, position, born_inside(client)) if inside else None
            found[row] = client, [], person
        for row, *point in self._run(
            f"SELECT s.row, {_listed('p', POINT_COLUMNS)} "
            f"FROM json_each(?) n CROSS JOIN {self._name}.seen s ON s.row = n.value "
            f"JOIN {self._name}.point p ON p.id BETWEEN s.point AND s.point + s.points - 1 "
            "ORDER BY s.row, p.id",
            listed,
        ):
            found[row][1].append(dict(zip(POINT_COLUMNS, point, strict=True)))
        return found


def _shifted(base: int, first: int | None, last: int | None) -> Interval | None:
    """The ids between which new rows will lie, None when there are none."""
    return None if first is None or last is None or last < first else (base + first, base + last)


def _listed(table: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{table}.{column}" for column in columns)
