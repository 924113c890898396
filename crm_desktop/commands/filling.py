"""Clients that are there filled with what a list says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm_desktop.commands.work import Work
from crm_desktop.db.bulk import BulkInsert, set_values
from crm_desktop.domain.clients import Point
from crm_desktop.domain.text import fold
from crm_desktop.queries.bringing import Inside, Standing, standings


class ClientFiller:
    """Fills the clients of a block, which is looked at as a whole before."""

    def __init__(self, work: Work, first_point: int, first_contact: int) -> None:
        """New points get ids from `first_point` on, new people inside from `first_contact` on."""
        self._connection = work.connection
        self._people = BulkInsert(work.connection, "contact")
        self._points = BulkInsert(work.connection, "contact_point")
        self._next = first_point
        self._next_contact = first_contact
        self._block: dict[int, Standing] = {}

    def look_at(self, ids: Sequence[int]) -> None:
        """Read what the clients of the next block say now."""
        self.flush()
        self._block = standings(self._connection, list(dict.fromkeys(ids))) if ids else {}

    def standing(self, client_id: int) -> Standing:
        """A client of the block as it stands now."""
        return self._block[client_id]

    def fill(
        self,
        client_id: int,
        wanted: dict[str, Any],
        points: Sequence[Point],
        inside: Inside,
        *,
        overwrite: bool,
    ) -> bool:
        """Fill what is empty (or overwrite), add new points and people; whether anything changed.

        The points of a row that names somebody inside are that person's.
        """
        present = self._block[client_id]
        changes = present.changes(wanted, points, overwrite=overwrite)
        if changes:
            set_values(self._connection, "client", client_id, changes)
        new = present.new_points(points)
        joins = present.is_new(inside)
        contact = self._contact(client_id, inside, joins=joins, present=present)
        celebrates = present.lacks_birthday(inside)
        if celebrates and contact and inside is not None:
            self._people.flush()
            set_values(self._connection, "contact", contact, {"birthday": inside[2]})
        for place, point in enumerate(new, start=len(present.points)):
            self._points.add(
                {
                    "id": self._next,
                    "client_id": client_id,
                    "contact_id": contact,
                    "place": place,
                    **point,
                }
            )
            self._next += 1
        present.take(changes, new, inside, contact or 0)
        return bool(changes or new or joins or celebrates)

    def _contact(
        self, client_id: int, inside: Inside, *, joins: bool, present: Standing
    ) -> int | None:
        """The person inside whom a row names, added when there is no such yet."""
        if inside is None:
            return None
        if not joins:
            return present.people.get(fold(inside[0]))
        contact = self._next_contact
        self._next_contact += 1
        self._people.add(
            {
                "id": contact,
                "client_id": client_id,
                "name": inside[0],
                "position": inside[1],
                "birthday": inside[2],
            }
        )
        return contact

    def flush(self) -> None:
        """Write what is queued: people before what is theirs."""
        self._people.flush()
        self._points.flush()
