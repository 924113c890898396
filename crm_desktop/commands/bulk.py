"""Writing many clients at once: blocks of plain inserts."""

from __future__ import annotations

from crm_desktop.commands.work import Work
from crm_desktop.db.bulk import BulkInsert, take_ids
from crm_desktop.domain.clients import Point, StoredClient

BLOCK = 1_000
"""Rows inserted together."""
_LATER = (
    "archived_at", "price_group", "discount", "consent_on", "consent_source", "consent_purpose",
    "rhythm_days",
)  # fmt: skip
"""What no list brings: it stands at its default until somebody decides it."""


class ClientWriter:
    """Collects new clients and writes them in blocks under ids taken in advance.

    Ids come from the table's own counter under the write lock, so that parts can name their
    owners before anything is inserted (`spine.md`, trap 8).
    """

    def __init__(self, work: Work) -> None:
        """Begin; nothing is written before the first full block."""
        self._work = work
        self._now = work.now()
        self._clients = BulkInsert(work.connection, "client", without=_LATER)
        self._contacts = BulkInsert(work.connection, "contact")
        self._points = BulkInsert(work.connection, "contact_point")
        self._client_ids = take_ids(work.connection, "client")
        self._contact_ids = take_ids(work.connection, "contact")
        self._point_ids = take_ids(work.connection, "contact_point")

    def add(self, client: StoredClient) -> int:
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
        if len(self._clients) >= BLOCK:
            self.flush()
        return client_id

    def flush(self) -> None:
        """Write what is queued, owners first."""
        self._clients.flush()
        self._contacts.flush()
        self._points.flush()

    def _add_points(self, client_id: int, contact_id: int | None, points: list[Point]) -> None:
        for place, point in enumerate(points):
            self._points.add(
                {
                    "id": next(self._point_ids),
                    "client_id": client_id,
                    "contact_id": contact_id,
                    "place": place,
                    **point,
                }
            )
