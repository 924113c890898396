"""Rows of a staged table understood by children of ours, side by side, into files of parts.

A part holds the rows as the base will keep them, in tables that a command can copy from; what a
preview has shown is what the run then writes.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm_desktop.domain.clients import Point
from crm_desktop.domain.importing import (
    BodySorter,
    Cell,
    Context,
    OddRow,
    RowReader,
    StoredRow,
    TableTop,
    stored_row,
)
from crm_desktop.domain.importing.stored import CLIENT_COLUMNS, CONTACT_COLUMNS, POINT_COLUMNS
from crm_desktop.files import child
from crm_desktop.files.child import BROKEN, OUT_OF_MEMORY, limit_memory, tell, told
from crm_desktop.files.staged import BLOCK, StagedFile, connect, open_staged

VERB = "_understand"
MEMORY_LIMIT = 480 * 2**20
"""All addresses of a child; it holds a block of rows and what repeats in the columns."""
CORES = min(os.cpu_count() or 1, 4)
"""Children at work side by side."""
ALONE = 5_000
"""Fewer rows are understood before a child has started."""
SECONDS = 600.0
NO_SPACE = "file.no-space"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
KEYS = ("phone", "email", "inn", "external_id", "name")
"""What a client may be recognised by: columns of the narrow table that preview and run look at."""
_BY_CLIENT = "PRIMARY KEY (client, n)"


def _table(name: str, *columns: str) -> str:
    apart = " WITHOUT ROWID" if _BY_CLIENT in columns else ""
    return f"CREATE TABLE {name} ({', '.join(columns)}){apart}"


TABLES = ("seen", "client", "contact", "point", "fault")
_STATEMENTS = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "BEGIN",
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER)",
    _table("seen", "row INTEGER PRIMARY KEY", "odd", "gap", "client", "points", *KEYS),
    _table("client", "id INTEGER PRIMARY KEY", *CLIENT_COLUMNS, "created_at"),
    _table("contact", "client", "n", "id", *CONTACT_COLUMNS, _BY_CLIENT),
    _table("point", "client", "n", "id", "contact", "place", *POINT_COLUMNS, _BY_CLIENT),
    _table("fault", "row", "cell", "code", "text"),
)


def _insert(table: str, columns: int) -> str:
    return " ".join(["INSERT INTO", table, "VALUES (", ", ".join("?" * columns), ")"])


_SEEN = _insert("seen", len(KEYS) + 5)
_CLIENT = _insert("client", len(CLIENT_COLUMNS) + 2)
_CONTACT = _insert("contact", len(CONTACT_COLUMNS) + 3)
_POINT = _insert("point", len(POINT_COLUMNS) + 5)
_FAULT = _insert("fault", 4)


@dataclass(frozen=True, slots=True)
class Reading:
    """How rows `first` to `last` of a sheet are to be understood.

    `day_first` says it for the columns of dates. With a `top` rows that may be no records are
    told as well.
    """

    sheet: int
    first: int
    last: int
    headers: tuple[str, ...]
    fields: tuple[str, ...]
    day_first: dict[int, bool]
    tag: str = ""
    defaults: dict[str, str] = field(default_factory=dict)
    top: TableTop | None = None

    def reader(self) -> RowReader:
        """The reader of these rows."""
        contexts = {i: Context(day_first=first) for i, first in self.day_first.items()}
        return RowReader(self.headers, self.fields, contexts, tag=self.tag, defaults=self.defaults)


def _packed(reading: Reading) -> str:
    top = reading.top
    about = {name: getattr(reading, name) for name in ("sheet", "first", "last", "headers")}
    about |= {name: getattr(reading, name) for name in ("fields", "tag", "defaults")}
    about["day_first"] = list(reading.day_first.items())
    about["top"] = top and {
        **{name: getattr(top, name) for name in ("header_rows", "headers", "first", "before")},
        **{name: getattr(top, name) for name in ("width", "heading")},
        "numeric": sorted(top.numeric),
    }
    return _encode(about)


def _unpacked(text: str) -> Reading:
    about = json.loads(text)
    top = about.pop("top")
    if top is not None:
        lists = ("header_rows", "headers", "heading")
        top |= {name: tuple(top[name]) for name in lists} | {"numeric": frozenset(top["numeric"])}
        top = TableTop(**top)
    about["day_first"] = dict(about["day_first"])
    about["headers"], about["fields"] = tuple(about["headers"]), tuple(about["fields"])
    return Reading(**about, top=top)


# -- one part --------------------------------------------------------------------------------


class _Part:
    """Collects understood rows and writes them in blocks."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path)
        for statement in _STATEMENTS:
            self._connection.execute(statement).fetchall()
        self._blocks: dict[str, list[tuple[Any, ...]]] = {
            sql: [] for sql in (_SEEN, _CLIENT, _CONTACT, _POINT, _FAULT)
        }
        self._seen, self._clients, self._contacts, self._points, self._faults = (
            self._blocks.values()
        )
        self._client_ids = itertools.count()
        self._contact_ids = itertools.count()
        self._point_ids = itertools.count()
        self._tags: dict[str, str] = {}

    def add(self, number: int, row: StoredRow, odd: OddRow | None) -> None:
        kind, gap = (None, 0) if odd is None else (odd.kind, int(odd.gap))
        self._faults += [(number, p.column, p.code, p.text) for p in row.problems]
        client = row.client
        if client is None:
            self._seen.append((number, kind, gap, None, 0, "", "", "", "", ""))
            return
        client_id = next(self._client_ids)
        values = client.values
        values["tags"] = _encode(values["tags"]) if values["tags"] else "[]"
        values["custom"] = _encode(values["custom"]) if values["custom"] else "{}"
        self._clients.append((client_id, *values.values(), client.created_at or None))
        self._add_points(client_id, 0, None, client.points)
        count = len(client.points)
        for n, contact in enumerate(client.contacts):
            contact_id = next(self._contact_ids)
            self._contacts.append((client_id, n, contact_id, *contact.values.values()))
            self._add_points(client_id, count, contact_id, contact.points)
            count += len(contact.points)
        self._seen.append(
            (
                number, kind, gap, client_id, len(client.points),
                _joined("phone", client.points), _joined("email", client.points),
                values["inn"], values["external_id"], values["sort_key"],
            )
        )  # fmt: skip

    def _add_points(
        self, client_id: int, count: int, contact_id: int | None, points: list[Point]
    ) -> None:
        ids = self._point_ids
        self._points += [
            (client_id, count + place, next(ids), contact_id, place, *point.values())
            for place, point in enumerate(points)
        ]

    def flush(self) -> None:
        for sql, block in self._blocks.items():
            self._connection.executemany(sql, block)
            block.clear()

    def finish(self, bottom: int) -> None:
        self.flush()
        counts = (
            ("bottom", bottom),
            ("clients", next(self._client_ids)),
            ("contacts", next(self._contact_ids)),
            ("points", next(self._point_ids)),
        )
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", counts)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


def _joined(kind: str, points: list[Point]) -> str:
    return "\n".join([p["normal"] for p in points if p["kind"] == kind and p["normal"]])


def _understand(
    reading: Reading, rows: Iterator[tuple[int, list[Cell]]], part: Path, before: int,
    done: Callable[[int], object],
) -> None:  # fmt: skip
    """Understand the rows into a new part; `done` is told how many after every block."""
    reader = reading.reader()
    sorter = BodySorter(reading.top, before) if reading.top is not None else None
    writer = _Part(part)
    with closing(writer):
        count = 0
        while block := list(itertools.islice(rows, BLOCK)):
            for number, cells in block:
                odd = sorter.sort(number, cells) if sorter is not None else None
                writer.add(number, stored_row(reader.read(cells)), odd)
            writer.flush()
            count += len(block)
            done(count)
        writer.finish(sorter.bottom if sorter is not None else -1)


def _understand_part(
    staged: StagedFile, part: Path, first: int, last: int, done: Callable[[int], object]
) -> None:
    reading = _unpacked(staged.noted("reading"))
    before = reading.top.before if reading.top is not None else -1
    if reading.top is not None and first > reading.first:
        before = staged.last_filled(reading.sheet, reading.first, first - 1, before)
    _understand(reading, staged.rows(reading.sheet, first, last), part, before, done)


def child_main(staging: Path, part: Path, first: int, last: int) -> int:
    """What the hidden verb `_understand` does; JSON lines tell how far it is and how it went."""
    from sqlcipher3 import dbapi2

    limit_memory(MEMORY_LIMIT)
    # Nothing here goes in circles, and the process ends soon.
    gc.disable()
    try:
        with open_staged(staging) as staged:
            _understand_part(staged, part, first, last, told)
    except MemoryError:
        tell({"problem": OUT_OF_MEMORY})
        return 1
    except dbapi2.OperationalError as error:
        tell({"problem": NO_SPACE if "full" in str(error) else BROKEN})
        return 1
    tell({"ok": True})
    return 0


# -- all parts -------------------------------------------------------------------------------


class Understood:
    """The parts of a table that was understood, in the order of its rows."""

    def __init__(self, parts: Sequence[Path]) -> None:
        """Parts made by `understand`."""
        self.parts = tuple(parts)

    def numbers(self) -> Iterator[int]:
        """Numbers of all rows."""
        return (row for (row,) in self._all("SELECT row FROM seen ORDER BY row"))

    def odd(self) -> dict[int, OddRow]:
        """Rows that may be no records."""
        found = self._all("SELECT row, odd, gap FROM seen WHERE odd IS NOT NULL")
        return {row: OddRow(kind, bool(gap)) for row, kind, gap in found}

    def bottom(self) -> int:
        """The last row that fills more than one cell."""
        return max(int(v) for (v,) in self._all("SELECT value FROM meta WHERE name = 'bottom'"))

    def seen(self, first: int, last: int) -> Iterator[tuple[Any, ...]]:
        """Row, client (None: none), number of points, phones, addresses, ИНН, foreign code."""
        return self._all(
            "SELECT row, client, points, phone, email, inn, external_id FROM seen "
            "WHERE row BETWEEN ? AND ? ORDER BY row",
            (first, last),
        )

    def faults(self, first: int, last: int) -> Iterator[tuple[int, int, str, str]]:
        """Row, column, code, text of every cell that was not understood."""
        return self._all(
            "SELECT row, cell, code, text FROM fault WHERE row BETWEEN ? AND ? ORDER BY rowid",
            (first, last),
        )

    def discard(self) -> None:
        """Delete the files; one that is still read is left to the next emptying."""
        for part in self.parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _all(self, sql: str, parameters: tuple[int, ...] = ()) -> Iterator[Any]:
        for part in self.parts:
            with closing(connect(part)) as connection:
                yield from connection.execute(sql, parameters)


def understand(
    staged: StagedFile, reading: Reading, name: str, step: Callable[[int, int], object]
) -> Understood:
    """Understand all rows of a reading; `step` is told how far it is and may raise.

    A long table is shared out among several children: they take the cores that the window leaves.
    """
    staged.note("reading", _packed(reading))
    rows = reading.last - reading.first + 1
    count = 0 if rows < ALONE else min(CORES, rows // (ALONE // 2))
    bounds = [reading.first + rows * i // max(count, 1) for i in range(max(count, 1) + 1)]
    slices = [(a, b - 1) for a, b in itertools.pairwise(bounds)]
    stem = staged.path.with_suffix("")
    found = Understood([stem.with_suffix(f".{secrets.token_hex(4)}.part") for _ in slices])
    try:
        if not count:
            _understand_part(
                staged, found.parts[0], reading.first, reading.last, lambda n: step(n, rows)
            )
        else:
            calls = [
                [VERB, *map(str, (staged.path.absolute(), part.absolute(), first, last))]
                for part, (first, last) in zip(found.parts, slices, strict=True)
            ]
            child.run_together(
                calls, name=name, timeout=SECONDS, watch=lambda done: bool(step(done, rows))
            )
    except BaseException:
        found.discard()
        raise
    return found


def kept(staged: StagedFile, mark: str) -> Understood | None:
    """What was understood under this mark and is still there."""
    found = staged.noted("kept")
    about = json.loads(found) if found else {}
    parts = [staged.path.parent / name for name in about.get("parts", ())]
    if about.get("mark") != mark or not all(part.is_file() for part in parts):
        return None
    return Understood(parts)


def keep(staged: StagedFile, mark: str, understood: Understood) -> None:
    """Keep what was understood for the run, instead of what was kept before."""
    found = staged.noted("kept")
    old = json.loads(found)["parts"] if found else []
    staged.note("kept", _encode({"mark": mark, "parts": [p.name for p in understood.parts]}))
    Understood([staged.path.parent / name for name in old]).discard()


def discard(staging: Path) -> None:
    """Delete a staging file with all its parts."""
    for part in staging.parent.glob(f"{staging.stem}.*.part"):
        part.unlink(missing_ok=True)
    staging.unlink(missing_ok=True)
