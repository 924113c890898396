"""Writing many clients at once: blocks of plain inserts, and finding those already there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crm_desktop.commands.clients import client_values, point_values
from crm_desktop.commands.work import Work
from crm_desktop.db.bulk import BulkInsert, take_ids
from crm_desktop.domain.clients import ClientDraft, PointKind

BLOCK = 1_000
"""Rows inserted together."""

FILLED = (
    "last_name first_name middle_name inn kpp ogrn city address source status comment external_id"
).split()
"""Texts of a present client that an import may fill or overwrite."""

Point = dict[str, Any]


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

    def points_of(self, draft: ClientDraft) -> list[Point]:
        """The draft's own contact points in their stored forms."""
        return [
            {"kind": point.kind.value, "label": point.label, **values}
            for point in draft.points
            for values in point_values(point.kind, point.value)
        ]

    def find(self, match: Iterable[str], draft: ClientDraft, points: list[Point]) -> int | None:
        """The client that the draft means, by the first match key that knows one."""
        for key in match:
            known = self._index(key)
            for value in _keys(key, draft, points):
                found = known.get(value)
                if found is not None:
                    return found
        return None

    def add(self, match: Iterable[str], draft: ClientDraft, points: list[Point]) -> int:
        """Queue a new client with its parts; returns the id it will have."""
        client_id = next(self._client_ids)
        self._clients.add(
            {
                "id": client_id,
                **client_values(draft),
                "owner_id": self._work.actor.employee_id,
                "created_at": draft.created_at or self._now,
                "deleted_at": None,
            }
        )
        self._add_points(client_id, None, points)
        for contact in draft.contacts:
            contact_id = next(self._contact_ids)
            self._contacts.add(
                {
                    "id": contact_id,
                    "client_id": client_id,
                    "name": contact.name,
                    "position": contact.position,
                    "birthday": contact.birthday.isoformat() if contact.birthday else None,
                }
            )
            own = [
                {"kind": p.kind.value, "label": p.label, **values}
                for p in contact.points
                for values in point_values(p.kind, p.value)
            ]
            self._add_points(client_id, contact_id, own)
        for key in match:
            known = self._index(key)
            for value in _keys(key, draft, points):
                known.setdefault(value, client_id)
        if len(self._clients) >= BLOCK:
            self.flush()
        return client_id

    def update(
        self, client_id: int, draft: ClientDraft, points: list[Point], *, overwrite: bool
    ) -> bool:
        """Fill what is empty (or overwrite) and add new points; whether anything changed."""
        self.flush()
        run = self._work.connection.exec_driver_sql
        columns = ", ".join(FILLED)
        row = run(f"SELECT {columns} FROM client WHERE id = ?", (client_id,)).one()
        wanted = client_values(draft)
        changes = {
            name: wanted[name]
            for name, present in zip(FILLED, row, strict=True)
            if wanted[name] and wanted[name] != present and (overwrite or not present)
        }
        if changes:
            assign = ", ".join(f"{name} = ?" for name in changes)
            run(f"UPDATE client SET {assign} WHERE id = ?", (*changes.values(), client_id))
        present_points = {
            (kind, normal or value)
            for kind, normal, value in run(
                "SELECT kind, normal, value FROM contact_point WHERE client_id = ?", (client_id,)
            )
        }
        new = [p for p in points if (p["kind"], p["normal"] or p["value"]) not in present_points]
        self._add_points(client_id, None, new, len(present_points))
        return bool(changes or new)

    def flush(self) -> None:
        """Write what is queued, owners first."""
        self._clients.flush()
        self._contacts.flush()
        self._points.flush()

    def _add_points(
        self, client_id: int, contact_id: int | None, points: list[Point], place: int = 0
    ) -> None:
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
            sql = {
                "phone": "SELECT p.normal, p.client_id FROM contact_point p JOIN client c "
                "ON c.id = p.client_id WHERE p.kind = 'phone' AND p.normal IS NOT NULL "
                "AND c.deleted_at IS NULL ORDER BY p.client_id DESC",
                "email": "SELECT p.normal, p.client_id FROM contact_point p JOIN client c "
                "ON c.id = p.client_id WHERE p.kind = 'email' AND p.normal IS NOT NULL "
                "AND c.deleted_at IS NULL ORDER BY p.client_id DESC",
                "inn": "SELECT inn, id FROM client WHERE inn <> '' AND deleted_at IS NULL "
                "ORDER BY id DESC",
                "external_id": "SELECT external_id, id FROM client WHERE external_id <> '' "
                "AND deleted_at IS NULL ORDER BY id DESC",
                "name": "SELECT sort_key, id FROM client WHERE deleted_at IS NULL ORDER BY id DESC",
            }[key]
            rows = self._work.connection.exec_driver_sql(sql)
            self._known[key] = {value: client_id for value, client_id in rows}
        return self._known[key]


def _keys(key: str, draft: ClientDraft, points: list[Point]) -> list[str]:
    if key in {"phone", "email"}:
        kind = PointKind(key).value
        return [p["normal"] for p in points if p["kind"] == kind and p["normal"]]
    if key == "name":
        return [client_values(draft)["sort_key"]]
    value = client_values(draft)[key] if key == "inn" else getattr(draft, key)
    return [value] if value else []
