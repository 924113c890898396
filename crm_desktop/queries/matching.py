"""Rows of an import and the clients that are there: who is meant, what the row brings them.

Preview and run ask the same questions here, so that both count the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from crm_desktop.db.tables import Client, ContactPoint, MergedClient
from crm_desktop.domain.clients import Point
from crm_desktop.domain.import_keys import alike, joined, parts_of, spellings
from crm_desktop.queries.bringing import Inside, standings

SEVERAL = frozenset({"phone", "email"})
"""Keys of which a client has several."""

TOGETHER = 20_000
"""Texts of a column counted together."""

Seen = tuple[Any, ...]
"""A row of a list: its number, client (None: none), folded name, firm, whether it joins a firm, and
a text for every kind of key."""

_CLIENT = Client.__table__.c


class Known:
    """Who is recognised by what, the strongest kind of key first.

    A firm is known by its name, too, for rows that name one more person inside it: among the rows
    of the list alone, since a name proves nothing about the base.
    """

    def __init__(self, connection: Connection, match: Sequence[str]) -> None:
        """Ask the base for every kind of key in `match`."""
        self.keys = tuple(match)
        self.together = any(len(parts_of(key)) > 1 for key in match)
        self._firms: dict[str, int] = {}
        self._known: list[tuple[str, dict[str, int]]] = [
            (key, _bearers(connection, key)) for key in match
        ]
        for key, known in self._known:
            if key == "external_id":
                for value, id_ in connection.execute(_merged_by()):
                    known.setdefault(str(value), int(id_))

    def find(self, texts: Sequence[str], firm: str = "", joins: int = 0) -> int | None:
        """The client that is meant, by the first of its keys that knows one.

        `texts` holds a value for every kind of key, several of them one a line.
        """
        if self.together:
            texts = list(map(alike, texts))
        for (_key, known), text in zip(self._known, texts, strict=True):
            if not text:
                continue
            found = known.get(text)
            if found is None and "\n" in text:
                found = next((known[one] for one in spellings(text) if one in known), None)
            if found is not None:
                return found
        return self._firms.get(firm) if joins and self.keys else None

    def add(self, texts: Sequence[str], client_id: int, firm: str = "") -> None:
        """A client is recognised by these from now on; an older one wins."""
        if firm:
            self._firms.setdefault(firm, client_id)
        if self.together:
            texts = list(map(alike, texts))
        for (_key, known), text in zip(self._known, texts, strict=False):
            if not text:
                continue
            if "\n" in text:
                for one in spellings(text):
                    known.setdefault(one, client_id)
            else:
                known.setdefault(text, client_id)

    def shared(self, key: str, column: Sequence[str]) -> set[str]:
        """Those texts of a whole list that somebody known has, or another place of the list."""
        known = next(bearers for name, bearers in self._known if name == key)
        counts: Counter[str] = Counter()
        for start in range(0, len(column), TOGETHER):
            # One count of all would hold the interpreter, and with it the window.
            counts.update(column[start : start + TOGETHER])
        several = {text: [*spellings(text)] for text in counts if "\n" in text}
        for text, ones in several.items():
            # Those of the text itself: twice the same phone in a cell is one.
            for one in set(ones):
                counts[one] += counts[text]
        found = {text for text, count in counts.items() if count > 1}
        found |= known.keys() & counts.keys()
        found.update(text for text, ones in several.items() if not found.isdisjoint(ones))
        found.discard("")
        return found


class Repeats:
    """Clients of the base by their names: a row without any key may be one of them once more."""

    def __init__(self, connection: Connection, names: Iterable[str]) -> None:
        """Ask for the bearers of these folded names."""
        wanted = sorted({name for name in names if name})
        rows = connection.execute(
            select(_CLIENT.id, _CLIENT.sort_key).where(
                _CLIENT.deleted_at.is_(None), _CLIENT.sort_key.in_(wanted)
            )
        ).all()
        self._ids: dict[str, list[int]] = {}
        for id_, name in rows:
            self._ids.setdefault(name, []).append(id_)
        everyone = [id_ for ids in self._ids.values() for id_ in ids]
        self._standings = standings(connection, everyone) if everyone else {}

    def only(self, name: str) -> int | None:
        """The one bearer of a name; None when there is nobody, or several."""
        ids = self._ids.get(name, ())
        return ids[0] if len(ids) == 1 else None

    def may_be(self, name: str) -> bool:
        """Whether anybody bears this name."""
        return name in self._ids

    def find(
        self, name: str, wanted: Mapping[str, Any], points: Sequence[Point], inside: Inside
    ) -> tuple[int, str] | None:
        """The client who says all of this already, and the name; None for somebody new."""
        for id_ in self._ids.get(name, ()):
            if self._standings[id_].says(wanted, points, inside):
                return id_, self._standings[id_].name
        return None


def _bearers(connection: Connection, key: str) -> dict[str, int]:
    """Present clients by what is asked of them, the oldest winning."""
    parts = parts_of(key)
    if len(parts) == 1:
        return {str(value): int(id_) for value, id_ in connection.execute(_known_by(key))}
    columns = []
    asked = select(_CLIENT.id)
    for part in parts:
        if part in SEVERAL:
            point = ContactPoint.__table__.alias()
            asked = asked.join(
                point, (point.c.client_id == _CLIENT.id) & (point.c.kind == part)
            ).where(point.c.normal.is_not(None))
            columns.append(point.c.normal)
        else:
            columns.append(_CLIENT.sort_key if part == "name" else _CLIENT[part])
    rows = connection.execute(
        asked.add_columns(*columns).where(_CLIENT.deleted_at.is_(None)).order_by(_CLIENT.id.desc())
    )
    found = ((joined([str(one or "") for one in values]), id_) for id_, *values in rows)
    return {text: int(id_) for text, id_ in found if text}


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
