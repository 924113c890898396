"""Understood rows in a file beside the base: looked at in blocks, copied by whole statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crm_desktop.db import search
from crm_desktop.db.bulk import insert_from
from crm_desktop.db.engine import attach, driver, dump_json
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.importing.stored import (
    CLIENT_COLUMNS,
    POINT_COLUMNS,
    born_inside,
    key_column,
)

TABLES = ("client", "contact", "contact_point")
_COUNTS = dict(zip(TABLES, ("clients", "contacts", "points"), strict=True))
_OUT = "(SELECT id FROM temp.not_new)"


Inside = tuple[str, str, str | None] | None
"""A person inside a client, the position and the birthday, if there is one."""
Brought = tuple[dict[str, Any], list[dict[str, Any]], Inside]
"""The columns of a client, the ways of contact, and the person inside."""
_OF_INSIDE = f"contact IS NOT NULL AND kind = '{ClientKind.COMPANY.value}'"
"""Whose row tells a birthday of the person inside: no company has one."""


class Incoming:
    """One part of an import; its clients are counted from 0, so are their contacts and points."""

    def __init__(self, connection: Connection, path: Path, place: int) -> None:
        """Attach the part for this transaction; `place` tells it from the other parts."""
        self._connection = connection
        self._run = driver(connection).execute
        self._name = f"part{place}"
        attach(connection, path, self._name)
        for table in ("not_new", "peopled"):
            self._run(f"CREATE TEMP TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY)")
        self._run("CREATE TEMP TABLE IF NOT EXISTS owned (id INTEGER PRIMARY KEY, owner INTEGER)")
        names = ", ".join("?" for _ in _COUNTS)
        found = dict(
            self._run(
                f"SELECT name, value FROM {self._name}.meta WHERE name IN ({names})",
                tuple(_COUNTS.values()),
            ).fetchall()
        )
        self.sizes = {table: int(found[name]) for table, name in _COUNTS.items()}

    def seen(self, keys: Sequence[str], first: int, last: int, limit: int) -> list[tuple[Any, ...]]:
        """Row number, client (None: none), number of points, folded name, firm, joins, and keys.

        It joins a firm of that name; several keys of a kind stand one a line.
        """
        wanted = ("row", "client", "points", "name", "firm", "joins")
        names = ", ".join([*(f"s.{name}" for name in wanted), *map(key_column, keys)])
        rows: list[tuple[Any, ...]] = self._run(
            f"SELECT {names} FROM {self._name}.seen s LEFT JOIN {self._name}.client c "
            "ON c.id = s.client WHERE s.row BETWEEN ? AND ? ORDER BY s.row LIMIT ?",
            (first, last, limit),
        ).fetchall()
        return rows

    def copy(
        self,
        rows: tuple[int, int],
        without: Sequence[int],
        peopled: Sequence[int],
        ids: Mapping[str, int],
        given: Mapping[str, object],
        owners: Sequence[tuple[int, int]] = (),
    ) -> None:
        """The clients of these rows, first and last, with all that they own, `without` some.

        The ways of contact of those who are `peopled` are those of the person inside.
        `ids` is what client, contact and point 0 become; `given` holds their `owner`, `now`, when
        they were made unless the list knows it, and the `standards` of own fields as JSON;
        `owners` are clients for whom others answer.
        """
        self._run("DELETE FROM temp.not_new")
        many = driver(self._connection).executemany
        many("INSERT INTO temp.not_new VALUES (?)", [(client,) for client in without])
        self._run("DELETE FROM temp.peopled")
        many("INSERT INTO temp.peopled VALUES (?)", [(client,) for client in peopled])
        bounds = self._run(
            "SELECT min(client), max(client), min(point), max(point + points) - 1 "
            f"FROM {self._name}.seen WHERE row BETWEEN ? AND ? AND client IS NOT NULL",
            rows,
        ).fetchone()
        values = {**ids, **given}
        values |= zip(("first", "last", "first_point", "last_point"), bounds, strict=True)
        clients = f"{self._name}.client WHERE id BETWEEN :first AND :last AND id NOT IN {_OUT}"
        own = {name: name for name in CLIENT_COLUMNS}
        own |= {"id": "id + :client", "owner_id": ":owner", "deleted_at": "NULL"}
        if owners:
            own["owner_id"] = self._owned(owners)
        own["created_at"] = "coalesce(created_at, :now)"
        own["birthday"] = f"CASE WHEN {_OF_INSIDE} THEN NULL ELSE birthday END"
        plain = given["standards"] == "{}"
        if not plain:
            own["custom"] = "json_patch(:standards, custom)"
        insert_from(self._connection, "client", own, clients, values)
        if plain:
            # A default is no word of the list: who begins with one is read anew for the search.
            search.offer_keys(self._connection, f"SELECT id + :client, key FROM {clients}", values)
        inside = {"id": "contact + :contact", "client_id": "id + :client", "name": "inside"}
        inside |= {"position": "position", "birthday": f"CASE WHEN {_OF_INSIDE} THEN birthday END"}
        contacts = f"{clients} AND contact IS NOT NULL"
        insert_from(self._connection, "contact", inside, contacts, values)
        points = {name: name for name in ("place", *POINT_COLUMNS)}
        points |= {"id": "id + :contact_point", "client_id": "client + :client"}
        if peopled:
            points["contact_id"] = (
                f"(SELECT c.contact + :contact FROM {self._name}.client c "
                "WHERE c.id = client AND c.id IN (SELECT id FROM temp.peopled))"
            )
        source = (
            f"{self._name}.point WHERE id BETWEEN :first_point AND :last_point "
            f"AND client NOT IN {_OUT}"
        )
        insert_from(self._connection, "contact_point", points, source, values)

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


def _listed(table: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{table}.{column}" for column in columns)
