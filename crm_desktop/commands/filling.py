"""Clients that are there filled with what a list says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm_desktop.commands.work import Work
from crm_desktop.db.bulk import BulkInsert, set_values
from crm_desktop.domain.clients import Point
from crm_desktop.queries.matching import Standing, standings


class ClientFiller:
    """Fills the clients of a block, which is looked at as a whole before."""

    def __init__(self, work: Work, first_point: int) -> None:
        """New points get ids from `first_point` on."""
        self._connection = work.connection
        self._points = BulkInsert(work.connection, "contact_point")
        self._next = first_point
        self._block: dict[int, Standing] = {}

    def look_at(self, ids: Sequence[int]) -> None:
        """Read what the clients of the next block say now."""
        self.flush()
        self._block = standings(self._connection, list(dict.fromkeys(ids))) if ids else {}

    def fill(
        self, client_id: int, wanted: dict[str, Any], points: Sequence[Point], *, overwrite: bool
    ) -> bool:
        """Fill what is empty (or overwrite) and add new points; whether anything changed."""
        present = self._block[client_id]
        changes = present.changes(wanted, overwrite=overwrite)
        if changes:
            set_values(self._connection, "client", client_id, changes)
        new = present.new_points(points)
        for place, point in enumerate(new, start=len(present.points)):
            self._points.add(
                {
                    "id": self._next,
                    "client_id": client_id,
                    "contact_id": None,
                    "place": place,
                    **point,
                }
            )
            self._next += 1
        present.take(changes, new)
        return bool(changes or new)

    def flush(self) -> None:
        """Write what is queued."""
        self._points.flush()
