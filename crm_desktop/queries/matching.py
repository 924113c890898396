"""Rows of an import and the clients that are there: who is meant, what the row brings them.

Preview and run ask the same questions here, so that both count the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, select

from crm_desktop.db.tables import Client, ContactPoint, MergedClient
from crm_desktop.domain.clients import Point
from crm_desktop.domain.import_keys import alike, joined, parts_of, spellings
from crm_desktop.queries.bringing import Inside, standings

SEVERAL = frozenset({"phone", "email"})
"""Keys of which a client has several."""

Seen = tuple[Any, ...]
"""A row of a list: its number, client (None: none), number of points, folded name, firm, whether it
joins a firm, and a text for every kind of key."""

_CLIENT = Client.__table__.c


class Known:
    """Who is recognised by what, the strongest kind of key first.

    A firm is known by its name, too, for rows that name one more person inside it: among the rows
    of the list alone, since a name proves nothing about the base.
    """

    def __init__(self, connection: Connection, match: Sequence[str]) -> None:
        """Ask the base for every kind of key in `match`."""
        self.keys = tuple(match)
        self._together = any(len(parts_of(key)) > 1 for key in match)
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
        if self._together:
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
        if self._together:
            texts = list(map(alike, texts))
        for (_key, known), text in zip(self._known, texts, strict=False):
            if not text:
                continue
            if "\n" in text:
                for one in spellings(text):
                    known.setdefault(one, client_id)
            else:
                known.setdefault(text, client_id)

    def strangers(
        self, rows: Sequence[Seen], but: Container[int] = ()
    ) -> tuple[list[Seen], list[Seen]]:
        """Rows that are new whatever comes, and the others, which are asked one after another.

        New is who shares no key with anybody known or with another of these rows; `but` are
        numbers of rows that are to be asked anyhow.
        """
        if self._together or not rows:
            return [], list(rows)
        _numbers, clients, _points, _names, firms, joins, *texts = zip(*rows, strict=True)
        near = {place for place, client in enumerate(clients) if client is None}
        near.update(place for place, one in enumerate(zip(*texts, strict=True)) if not any(one))
        near.update(place for place, one in enumerate(joins) if one)
        for (_key, known), column in zip(self._known, texts, strict=True):
            near.update(_shared(known, column))
        # Of several rows of a firm the first names it, be it new or not.
        named = {firms[place] for place in near if firms[place]}
        near.update(place for place, firm in enumerate(firms) if firm in named)
        new: list[Seen] = []
        others: list[Seen] = []
        for place, row in enumerate(rows):
            (others if place in near or row[0] in but else new).append(row)
        return new, others

    def add_all(self, strangers: Sequence[Seen], ids: Sequence[int]) -> None:
        """As `add` for each of the `strangers`, who have these ids."""
        if not strangers:
            return
        _numbers, _clients, _points, _names, firms, _joins, *texts = zip(*strangers, strict=True)
        for firm, id_ in zip(firms, ids, strict=True):
            if firm:
                self._firms.setdefault(firm, id_)
        for (_key, known), column in zip(self._known, texts, strict=True):
            known.update(zip(column, ids, strict=True))
            known.pop("", None)
            for text, id_ in zip(column, ids, strict=True):
                if "\n" in text:
                    del known[text]
                    known.update(dict.fromkeys(spellings(text), id_))


def _shared(known: Mapping[str, int], column: Sequence[str]) -> set[int]:
    """Places of a column whose text somebody known has, or another place of it."""
    several = {place: [*spellings(text)] for place, text in enumerate(column) if "\n" in text}
    counts = Counter(column)
    counts.update(chain.from_iterable(several.values()))
    shared = {text for text, count in counts.items() if count > 1} | (known.keys() & counts.keys())
    shared.discard("")
    if not shared:
        return set()
    found = {place for place, text in enumerate(column) if text in shared}
    found.update(place for place, ones in several.items() if not shared.isdisjoint(ones))
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
