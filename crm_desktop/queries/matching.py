"""Rows of an import and the clients that are there: who is meant, what the row brings them.

Preview and run ask the same questions here, so that both count the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import Client, ContactPoint, MergedClient
from crm_desktop.domain.clients import TEXTS, Point
from crm_desktop.queries.filtering import among

SEVERAL = frozenset({"phone", "email"})
"""Keys of which a client has several."""

_FILLED = (*TEXTS, "birthday", "rhythm_days")
"""What a row gives to a client that says nothing there."""
_COMPARED = (*_FILLED, "tags", "custom")
"""What a row without any key must say alike to be the client of that name once more."""

_CLIENT, _POINT = Client.__table__.c, ContactPoint.__table__.c


class Known:
    """Who is recognised by what, the strongest kind of key first."""

    def __init__(self, connection: Connection, match: Sequence[str]) -> None:
        """Ask the base for every kind of key in `match`."""
        self.keys = tuple(match)
        self._known: list[tuple[str, dict[str, int]]] = [
            (key, {str(value): int(id_) for value, id_ in connection.execute(_known_by(key))})
            for key in match
        ]
        for key, known in self._known:
            if key == "external_id":
                for value, id_ in connection.execute(_merged_by()):
                    known.setdefault(str(value), int(id_))

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


@dataclass(slots=True)
class Standing:
    """What a client says now, as far as an import may add to it; points by kind and value."""

    name: str
    values: dict[str, Any]
    points: set[tuple[str, str]]

    def changes(self, wanted: Mapping[str, Any], *, overwrite: bool) -> dict[str, Any]:
        """The texts a row would fill (or overwrite)."""
        present = self.values
        found = {
            name: wanted[name]
            for name in _FILLED
            if wanted[name] and wanted[name] != present[name] and (overwrite or not present[name])
        }
        own = _own_changes(present["custom"], wanted["custom"], overwrite=overwrite)
        return found if own is None else found | {"custom": own}

    def new_points(self, points: Iterable[Point]) -> list[Point]:
        """The ways of contact a row would add."""
        return [p for p in points if point_key(p) not in self.points]

    def take(self, changes: Mapping[str, Any], points: Iterable[Point]) -> None:
        """The row was brought in: the next one finds it so."""
        self.values.update(changes)
        self.points.update(map(point_key, points))

    def says(self, wanted: Mapping[str, Any], points: Iterable[Point]) -> bool:
        """Whether all that a row says stands here already, word for word."""
        present = self.values
        told = all(
            not _told(wanted[n]) or wanted[n] == present[n] for n in _COMPARED if n != "custom"
        )
        told = told and _own_changes(present["custom"], wanted["custom"], overwrite=True) is None
        return told and not self.new_points(points)


def _own_changes(present: str, wanted: str, *, overwrite: bool) -> str | None:
    """The values of own fields after a row filled (or overwrote) them; None when none changes."""
    if not _told(wanted):
        return None
    before = json.loads(present)
    brought = {
        key: value
        for key, value in json.loads(wanted).items()
        if before.get(key) != value and (overwrite or key not in before)
    }
    return dump_json({**before, **brought}) if brought else None


def point_key(point: Point) -> tuple[str, str]:
    """What makes two ways of contact the same."""
    return point["kind"], point["normal"] or point["value"]


def standing(name: str, values: Mapping[str, Any], points: Iterable[Point]) -> Standing:
    """A client that a row of the same file has just become."""
    found = {column: values[column] for column in _COMPARED}
    return Standing(name, found, set(map(point_key, points)))


def standings(connection: Connection, ids: Sequence[int]) -> dict[int, Standing]:
    """What these clients say now."""
    columns = [_CLIENT[name] for name in _COMPARED]
    found: dict[int, Standing] = {}
    rows = connection.execute(
        select(_CLIENT.id, _CLIENT.name, *columns).where(among(_CLIENT.id, ids))
    )
    for id_, name, *values in rows:
        known = dict(zip(_COMPARED, values, strict=True))
        known["tags"] = dump_json(known["tags"])
        known["custom"] = dump_json(known["custom"])
        found[id_] = Standing(name, known, set())
    points = select(_POINT.client_id, _POINT.kind, _POINT.normal, _POINT.value)
    for id_, kind, normal, value in connection.execute(points.where(among(_POINT.client_id, ids))):
        if id_ in found:
            found[id_].points.add((kind, normal or value))
    return found


class Repeats:
    """Clients of the base by their names: a row without any key may be one of them once more."""

    def __init__(self, connection: Connection, names: Iterable[str], before: int = 2**62) -> None:
        """Ask for the bearers of these folded names whose ids lie `before` this one."""
        wanted = sorted({name for name in names if name})
        rows = connection.execute(
            select(_CLIENT.id, _CLIENT.sort_key).where(
                _CLIENT.deleted_at.is_(None), _CLIENT.sort_key.in_(wanted), _CLIENT.id < before
            )
        ).all()
        self._ids: dict[str, list[int]] = {}
        for id_, name in rows:
            self._ids.setdefault(name, []).append(id_)
        everyone = [id_ for ids in self._ids.values() for id_ in ids]
        self._standings = standings(connection, everyone) if everyone else {}

    def may_be(self, name: str) -> bool:
        """Whether anybody bears this name."""
        return name in self._ids

    def find(
        self, name: str, wanted: Mapping[str, Any], points: Sequence[Point]
    ) -> tuple[int, str] | None:
        """The client who says all of this already, and the name; None for somebody new."""
        for id_ in self._ids.get(name, ()):
            if self._standings[id_].says(wanted, points):
                return id_, self._standings[id_].name
        return None


def _told(value: object) -> bool:
    return value not in (None, "", "[]", "{}")


def _known_by(key: str) -> Select[Any]:
    """What present clients are recognised by, the oldest last so that it wins."""
    client, point = Client.__table__.c, ContactPoint.__table__.c
    if key in SEVERAL:
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


def _merged_by() -> Select[Any]:
    """A list that another program keeps still names the cards that were merged."""
    merged = MergedClient.__table__.c
    return (
        select(merged.external_id, merged.client_id)
        .join(Client.__table__, _CLIENT.id == merged.client_id)
        .where(merged.external_id != "", _CLIENT.deleted_at.is_(None))
        .order_by(merged.id)
    )
