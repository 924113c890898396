"""A part of an understood table: rows as the base will keep them, in a file of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.importing import CellProblem, OddRow, Row, StoredRow, text_of
from crm_desktop.domain.importing.plain_rows import PlainRow, kept_row
from crm_desktop.domain.importing.stored import CLIENT_COLUMNS, POINT_COLUMNS
from crm_desktop.domain.text import fold
from crm_desktop.files.staged import connect

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
KEYS = ("phone", "email", "inn", "external_id", "name")
"""What a client may be recognised by: columns of the narrow table that preview and run look at."""
COUNTS = ("filled", "kept", "doubts", "ignored", "blank")
"""How the cells of a row fare, as `StoredRow.cells` has it."""
COLUMNS = {
    # Clients, contacts and points are counted from 0; `point` is the first one of the client.
    "seen": (
        "row INTEGER PRIMARY KEY", "odd", "gap", "client", "points", "point", *KEYS, "firm",
        "joins", *COUNTS,
    ),
    "client": (
        "id INTEGER PRIMARY KEY", *CLIENT_COLUMNS, "created_at", "contact", "inside", "position",
        "key",
    ),
    "point": ("id INTEGER PRIMARY KEY", "client", "place", *POINT_COLUMNS),
    "fault": ("row", "cell", "code", "text"),
    # The rows with faults as they are remembered: their cells and faults as JSON.
    "doubt": ("row INTEGER PRIMARY KEY", "cells", "faults"),
    "meta": ("name TEXT PRIMARY KEY", "value"),
}  # fmt: skip
_STATEMENTS = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "BEGIN",
    *(f"CREATE TABLE {name} ({', '.join(columns)})" for name, columns in COLUMNS.items()),
)


def _place(table: str, column: str) -> int:
    return [one.split()[0] for one in COLUMNS[table]].index(column)


PEOPLE = "people"
"""Under this name the firms with people inside are noted: the person, none where several are."""
_FIRM, _OF = _place("seen", "firm"), _place("seen", "client")
_CONTACT, _INSIDE = _place("client", "contact"), _place("client", "inside")
_PERSON = ClientKind.PERSON.value
_NOBODY = (None, None)
_NO_KEYS = (*[""] * len(KEYS), "", 0)
_INSERT = "INSERT INTO {} VALUES ({})"


_KIND, _SORT_KEY, _INN, _EXTERNAL_ID = map(
    CLIENT_COLUMNS.index, ("kind", "sort_key", "inn", "external_id")
)


def _odd(odd: OddRow | None) -> tuple[str | None, int]:
    return (None, 0) if odd is None else (odd.kind, int(odd.gap))


def _insert(table: str) -> str:
    return _INSERT.format(table, ", ".join("?" * len(COLUMNS[table])))


def _firm(values: tuple[Any, ...], contact: tuple[str, str] | None) -> tuple[str, int]:
    """The name of a firm, and whether the row may be one more person of a firm of that name.

    What has a number of its own is recognised by it.
    """
    if values[_KIND] == _PERSON:
        return "", 0
    joins = contact is not None and not values[_INN] and not values[_EXTERNAL_ID]
    return values[_SORT_KEY], int(joins)


def name_people(people: dict[str, str | None], told: Iterable[tuple[str, str]]) -> None:
    """Add firms with persons inside them: the first is kept, none when there are several."""
    for firm, person in told:
        first = people.setdefault(firm, person)
        if first is not None and first != person and fold(first) != fold(person):
            people[firm] = None


class Part:
    """Collects understood rows and writes them in blocks."""

    def __init__(self, path: Path, width: int) -> None:
        self._connection = connect(path)
        self._width = width
        for statement in _STATEMENTS:
            self._connection.execute(statement).fetchall()
        self._seen: list[tuple[Any, ...]] = []
        self._clients: list[tuple[Any, ...]] = []
        self._points: list[tuple[Any, ...]] = []
        self._faults: list[tuple[Any, ...]] = []
        self._counts = {"clients": 0, "contacts": 0, "points": 0}
        self._people: dict[str, str | None] = {}

    def add(self, number: int, row: StoredRow, odd: OddRow | None) -> None:
        """A row that was read by itself."""
        if row.values is not None:
            self.add_plain(number, kept_row(row, row.values), odd)
            return
        self._note(number, row.problems)
        kind, gap = _odd(odd)
        self._seen.append((number, kind, gap, None, 0, 0, *_NO_KEYS, *row.cells))

    def add_plain(self, number: int, row: PlainRow, odd: OddRow | None) -> None:
        """A row as it was put together with others."""
        values, created_at, contact, points, phones, emails, key, problems, cells = row
        if problems:
            self._note(number, problems)
        counts = self._counts
        client, point, inside = counts["clients"], counts["points"], None
        for place, one in enumerate(points):
            self._points.append((point + place, client, place, *one))
        if contact is not None:
            inside = counts["contacts"]
            counts["contacts"] += 1
        self._clients.append(
            (client, *values, created_at or None, inside, *(contact or _NOBODY), key)
        )
        counts["clients"] += 1
        counts["points"] += len(points)
        kind, gap = _odd(odd)
        self._seen.append(
            (
                number, kind, gap, client, len(points), point, phones, emails,
                values[_INN], values[_EXTERNAL_ID], values[_SORT_KEY],
                *_firm(values, contact), *cells,
            )
        )  # fmt: skip

    def _note(self, number: int, problems: Sequence[CellProblem]) -> None:
        self._faults += [(number, *problem) for problem in problems]

    def flush(self, rows: Iterable[Row]) -> None:
        """Write what was collected of these rows."""
        self._name_people()
        run = self._connection.executemany
        run(_insert("doubt"), self._doubts(rows))
        for table, block in (
            ("seen", self._seen),
            ("client", self._clients),
            ("point", self._points),
            ("fault", self._faults),
        ):
            run(_insert(table), block)
            block.clear()

    def _name_people(self) -> None:
        firms = (one[_FIRM] for one in self._seen if one[_OF] is not None)
        name_people(
            self._people,
            (
                (firm, client[_INSIDE])
                for firm, client in zip(firms, self._clients, strict=True)
                if firm and client[_CONTACT] is not None
            ),
        )

    def _doubts(self, rows: Iterable[Row]) -> list[tuple[int, str, str]]:
        told: dict[int, list[Any]] = {}
        for number, *fault in self._faults:
            told.setdefault(number, []).append(fault)
        return [
            (number, _encode(list(map(text_of, cells[: self._width]))), _encode(told[number]))
            for number, cells in rows
            if number in told
        ]

    def finish(self, bottom: int) -> None:
        counts = [*self._counts.items(), ("bottom", bottom), (PEOPLE, _encode(self._people))]
        self._connection.executemany(_insert("meta"), counts)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()
