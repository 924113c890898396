"""Rows of an import and the clients that are already there: who is meant, what is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select

from crm_desktop.commands.work import Work
from crm_desktop.db.bulk import BulkInsert, rows_where, set_values
from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.clients import Point

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


SEVERAL = frozenset({"phone", "email"})
"""Keys of which a client has several."""


class Known:
    """Who is recognised by what, the strongest kind of key first."""

    def __init__(self, work: Work, match: Sequence[str]) -> None:
        """Ask the base for every kind of key in `match`."""
        self.keys = tuple(match)
        self._known: list[tuple[str, dict[str, int]]] = [
            (key, {str(value): int(id_) for value, id_ in work.connection.execute(_known_by(key))})
            for key in match
        ]

    def find(self, texts: Sequence[str]) -> int | None:
        """The client that is meant, by the first of its keys that knows one.

        `texts` holds a value for every kind of key, several of them one a line.
        """
        for (_key, known), text in zip(self._known, texts, strict=True):
            found = known.get(text)
            if found is None and "\n" in text:
                found = next((known[one] for one in text.split("\n") if one in known), None)
            if found is not None:
                return found
        return None

    def add(self, texts: Sequence[str], client_id: int) -> None:
        """A new client is recognised from now on; an older one wins."""
        for (key, known), text in zip(self._known, texts, strict=True):
            if not text:
                continue
            if key in SEVERAL and "\n" in text:
                for one in text.split("\n"):
                    known.setdefault(one, client_id)
            else:
                known.setdefault(text, client_id)


class ClientFiller:
    """Fills present clients with what a list says of them."""

    def __init__(self, work: Work, first_point: int) -> None:
        """New points get ids from `first_point` on."""
        self._connection = work.connection
        self._points = BulkInsert(work.connection, "contact_point")
        self._next = first_point
        self._queued: set[int] = set()

    def fill(
        self, client_id: int, wanted: dict[str, Any], points: Iterable[Point], *, overwrite: bool
    ) -> bool:
        """Fill what is empty (or overwrite) and add new points; whether anything changed."""
        if client_id in self._queued:
            self.flush()
        connection = self._connection
        row = rows_where(connection, "client", FILLED, "id", client_id)[0]
        changes = {
            name: wanted[name]
            for name, present in zip(FILLED, row, strict=True)
            if wanted[name] and wanted[name] != present and (overwrite or not present)
        }
        if changes:
            set_values(connection, "client", client_id, changes)
        names = ("kind", "normal", "value")
        present_points = {
            (kind, normal or value)
            for kind, normal, value in rows_where(
                connection, "contact_point", names, "client_id", client_id
            )
        }
        new = [p for p in points if (p["kind"], p["normal"] or p["value"]) not in present_points]
        self._queued.add(client_id)
        for place, point in enumerate(new, start=len(present_points)):
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
        return bool(changes or new)

    def flush(self) -> None:
        """Write what is queued."""
        self._points.flush()
        self._queued.clear()


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
