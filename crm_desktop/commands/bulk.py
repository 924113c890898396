"""Writing many clients at once: blocks of plain inserts, and finding those already there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from crm_desktop.commands.work import Work
from crm_desktop.db.bulk import BulkInsert, rows_where, set_values, take_ids
from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.clients import Point, StoredClient

BLOCK = 1_000
"""Rows inserted together."""

FILLED = [
    "last_name",
    "first_name",
    "middle_name",
    "inn",
    "kpp",
    "ogrn",
    "city",
    "address",
    "source",
    "status",
    "comment",
    "external_id",
]
"""Texts of a present client that an import may fill or overwrite."""

Key = tuple[dict[str, int], str]
"""Who is known by a kind of key, and the value to look for."""


class ClientWriter:
    """Collects new clients and writes them in blocks under ids taken in advance.

    Ids come from the table's own counter under the write lock, so that parts can name their
    owners before anything is inserted (`spine.md`, trap 8).
    """

    def __init__(self, work: Work) -> None:
        """Begin; nothing is written before the first full block."""
        self._work = work
        self._now = work.now()
        self._clients = BulkInsert(work.connection, "client")
        self._contacts = BulkInsert(work.connection, "contact")
        self._points = BulkInsert(work.connection, "contact_point")
        self._client_ids = take_ids(work.connection, "client")
        self._contact_ids = take_ids(work.connection, "contact")
        self._point_ids = take_ids(work.connection, "contact_point")
        self._known: dict[str, dict[str, int]] = {}
        self._queued: set[int] = set()

    def keys_of(self, match: Iterable[str], client: StoredClient) -> list[Key]:
        """What a client could be recognised by, the strongest first."""
        return [
            (known, value)
            for key in match
            for known in [self._index(key)]
            for value in _keys(key, client)
        ]

    def find(self, keys: Iterable[Key]) -> int | None:
        """The client that a draft means, by the first of its keys that knows one."""
        for known, value in keys:
            found = known.get(value)
            if found is not None:
                return found
        return None

    def add(self, client: StoredClient, keys: Iterable[Key] = ()) -> int:
        """Queue a new client with its parts; returns the id it will have."""
        client_id = next(self._client_ids)
        self._clients.add(
            {
                "id": client_id,
                **client.values,
                "owner_id": self._work.actor.employee_id,
                "created_at": client.created_at or self._now,
                "deleted_at": None,
            }
        )
        self._add_points(client_id, None, client.points)
        for contact in client.contacts:
            contact_id = next(self._contact_ids)
            self._contacts.add({"id": contact_id, "client_id": client_id, **contact.values})
            self._add_points(client_id, contact_id, contact.points)
        for known, value in keys:
            known.setdefault(value, client_id)
        if len(self._clients) >= BLOCK:
            self.flush()
        return client_id

    def update(self, client_id: int, client: StoredClient, *, overwrite: bool) -> bool:
        """Fill what is empty (or overwrite) and add new points; whether anything changed."""
        if client_id in self._queued:
            self.flush()
        connection = self._work.connection
        row = rows_where(connection, "client", FILLED, "id", client_id)[0]
        wanted = client.values
        changes = {
            name: wanted[name]
            for name, present in zip(FILLED, row, strict=True)
            if wanted[name] and wanted[name] != present and (overwrite or not present)
        }
        if changes:
            set_values(connection, "client", client_id, changes)
        points = ("kind", "normal", "value")
        present_points = {
            (kind, normal or value)
            for kind, normal, value in rows_where(
                connection, "contact_point", points, "client_id", client_id
            )
        }
        new = [
            p for p in client.points if (p["kind"], p["normal"] or p["value"]) not in present_points
        ]
        self._add_points(client_id, None, new, len(present_points))
        return bool(changes or new)

    def flush(self) -> None:
        """Write what is queued, owners first."""
        self._clients.flush()
        self._contacts.flush()
        self._points.flush()
        self._queued.clear()

    def _add_points(
        self, client_id: int, contact_id: int | None, points: list[Point], place: int = 0
    ) -> None:
        self._queued.add(client_id)
        for offset, point in enumerate(points):
            self._points.add(
                {
                    "id": next(self._point_ids),
                    "client_id": client_id,
                    "contact_id": contact_id,
                    "place": place + offset,
                    **point,
                }
            )

    def _index(self, key: str) -> dict[str, int]:
        """Who is already known by a match key; the oldest client wins."""
        if key not in self._known:
            rows = self._work.connection.execute(_known_by(key))
            self._known[key] = {str(value): int(client_id) for value, client_id in rows}
        return self._known[key]


def _known_by(key: str) -> Select[Any]:
    """What present clients are recognised by, the oldest last so that it wins."""
    client, point = Client.__table__.c, ContactPoint.__table__.c
    if key in {"phone", "email"}:
        return (
            select(point.normal, point.client_id)
            .join(Client.__table__, client.id == point.client_id)
            .where(point.kind == key, point.normal.is_not(None), client.deleted_at.is_(None))
            .order_by(point.client_id.desc())
        )
    column = client.sort_key if key == "name" else client[key]
    return (
        select(column, client.id)
        .where(column != "", client.deleted_at.is_(None))
        .order_by(client.id.desc())
    )


def _keys(key: str, client: StoredClient) -> list[str]:
    if key in {"phone", "email"}:
        return [p["normal"] for p in client.points if p["kind"] == key and p["normal"]]
    value = client.values["sort_key" if key == "name" else key]
    return [value] if value else []
