"""Rows of a staged table understood by children of ours, side by side, into files of parts.

A part holds the rows as the base will keep them, in tables that a command can copy from; what a
preview has shown is what the run then writes.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import field, replace
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from crm_desktop import held_files
from crm_desktop.domain.clients import Point
from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.import_keys import parts_of
from crm_desktop.domain.importing import (
    BodySorter,
    Cell,
    Context,
    DateOrder,
    Dictionary,
    OddRow,
    RowReader,
    TableTop,
)
from crm_desktop.domain.importing.own import packed, unpacked
from crm_desktop.domain.importing.plain_rows import plain_rows
from crm_desktop.domain.importing.stored import (
    CLIENT_COLUMNS,
    IN_CLIENT,
    POINT_COLUMNS,
    born_inside,
    key_column,
)
from crm_desktop.files import child, standby
from crm_desktop.files.child import BROKEN, OUT_OF_MEMORY, limit_memory, tell, told
from crm_desktop.files.part import COUNTS, PEOPLE, Part
from crm_desktop.files.staged import BLOCK, LONG, StagedFile, connect, open_staged
from crm_desktop.late import dataclass
from crm_desktop.paths import resources

VERB = "_understand"
MEMORY_LIMIT = 480 * 2**20
"""All addresses of a child; it holds a block of rows and what repeats in the columns."""
CORES = min(os.cpu_count() or 1, 4)
"""Children at work side by side."""
ALONE = LONG
"""Fewer rows are understood before a child has started."""
SECONDS = 600.0
NO_SPACE = "file.no-space"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_AMONG = "WHERE s.row IN (SELECT value FROM json_each(?)) ORDER BY s.row"
_WITHIN = "WHERE s.row BETWEEN ? AND ? AND s.row NOT IN (SELECT value FROM json_each(?))"
_CELLS = ("SELECT", ", ".join(f"sum({name})" for name in COUNTS), "FROM seen WHERE row")
_CELLS_BETWEEN = " ".join(
    [*_CELLS, "BETWEEN ? AND ? AND row NOT IN (SELECT value FROM json_each(?))"]
)
_CELLS_IN = " ".join([*_CELLS, "IN (SELECT value FROM json_each(?))"])
_CLIENTS_OF = " ".join(
    [
        "SELECT s.row, c.inside, c.position,",
        ", ".join(f"c.{name}" for name in CLIENT_COLUMNS),
        "FROM seen s JOIN client c ON c.id = s.client",
        "WHERE s.row IN (SELECT value FROM json_each(?))",
    ]
)
_POINTS_OF = " ".join(
    [
        "SELECT s.row,",
        ", ".join(f"p.{name}" for name in POINT_COLUMNS),
        "FROM seen s JOIN point p",
        "ON p.id BETWEEN s.point AND s.point + s.points - 1",
        "WHERE s.row IN (SELECT value FROM json_each(?)) ORDER BY s.row, p.id",
    ]
)


class Brought(NamedTuple):
    """What a row says of its client: columns, ways of contact, a person inside.

    Of whom name, position and birthday are told.
    """

    values: dict[str, Any]
    points: list[Point]
    inside: tuple[str, str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How rows `first` to `last` of a sheet are to be understood.

    `orders` says for the columns of dates what comes first, `literal` which words of a column are
    no placeholders. With a `top` rows that may be no records are told as well. Days that are
    numbers are counted `since_1904`, or as usual.
    """

    sheet: int
    first: int
    last: int
    headers: tuple[str, ...]
    fields: tuple[str, ...]
    orders: dict[int, DateOrder]
    tag: str = ""
    defaults: dict[str, str] = field(default_factory=dict)
    top: TableTop | None = None
    own: tuple[OwnField, ...] = ()
    region: str = "RU"
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    literal: Mapping[int, Sequence[str]] = field(default_factory=dict)
    since_1904: bool = False

    def reader(self) -> RowReader:
        """The reader of these rows."""
        today = datetime.now().astimezone().date()
        contexts = {
            i: Context(
                self.orders.get(i, DateOrder.DAY), self.region,
                today=today, literal=frozenset(self.literal.get(i, ())),
                since_1904=self.since_1904,
            )
            for i in range(len(self.fields))
        }  # fmt: skip
        return RowReader(
            self.headers,
            self.fields,
            contexts,
            tag=self.tag,
            defaults=self.defaults,
            own=self.own,
            words=self.words,
        )


def _packed(reading: Reading) -> str:
    top = reading.top
    about = {name: getattr(reading, name) for name in ("sheet", "first", "last", "headers")}
    about |= {
        name: getattr(reading, name) for name in ("fields", "tag", "defaults", "region", "words")
    }
    about["since_1904"] = reading.since_1904
    about["own"] = packed(reading.own)
    about["orders"] = list(reading.orders.items())
    about["literal"] = [(column, list(words)) for column, words in reading.literal.items()]
    about["top"] = top and top.packed()
    return _encode(about)


def _unpacked(text: str) -> Reading:
    about = json.loads(text)
    top = about.pop("top")
    about["own"] = unpacked(about["own"])
    about["orders"] = {column: DateOrder(order) for column, order in about["orders"]}
    about["literal"] = dict(about["literal"])
    about["headers"], about["fields"] = tuple(about["headers"]), tuple(about["fields"])
    return Reading(**about, top=TableTop.unpacked(top) if top is not None else None)


@cache
def _dictionary() -> Dictionary:
    return Dictionary(resources() / "headers.tsv")


def _knows(text: str) -> bool:
    """Whether a text names columns in life: few rows ask, most tables never."""
    return _dictionary().knows(text)


def _understand(
    reading: Reading, rows: Iterator[tuple[int, list[Cell]]], part: Path, before: int,
    done: Callable[[int], object],
) -> None:  # fmt: skip
    """Understand the rows into a new part; `done` is told how many after every block."""
    reader = reading.reader()
    plain = plain_rows(reader)
    sorter = BodySorter(reading.top, before, _knows) if reading.top is not None else None
    nothing = itertools.repeat(None)
    writer = Part(part, len(reading.headers))
    with closing(writer):
        count = 0
        while block := list(itertools.islice(rows, BLOCK)):
            known = plain.read([cells for _number, cells in block]) if plain else nothing
            odd = sorter.sort_block(block) if sorter is not None else nothing
            for (number, cells), row, other in zip(block, known, odd, strict=False):
                if row is None:
                    writer.add(number, reader.read(cells), other)
                else:
                    writer.add_plain(number, row, other)
            writer.flush(block)
            count += len(block)
            done(count)
        writer.finish(sorter.bottom if sorter is not None else -1)


def understand_rows(reading: Reading, rows: Iterator[tuple[int, list[Cell]]], part: Path) -> None:
    """Understand some rows by themselves, records all of them, into a new part."""
    _understand(replace(reading, top=None), rows, part, -1, lambda _count: None)


def _understand_part(
    staged: StagedFile,
    reading: Reading,
    part: Path,
    rows: tuple[int, int],
    done: Callable[[int], object],
) -> None:
    """Understand the rows from the first to the last into a new part."""
    first, last = rows
    before = reading.top.before if reading.top is not None else -1
    if reading.top is not None and first > reading.first:
        before = staged.last_filled(reading.sheet, reading.first, first - 1, before)
    _understand(reading, staged.rows(reading.sheet, first, last), part, before, done)


def child_main(staging: Path, note: str, part: Path, rows: tuple[int, int]) -> int:
    """What the hidden verb `_understand` does; JSON lines tell how far it is and how it went.

    The reading is what the staging file holds under `note`.
    """
    from sqlcipher3 import dbapi2

    limit_memory(MEMORY_LIMIT)
    # Nothing here goes in circles, and the process ends soon.
    gc.disable()
    try:
        with open_staged(staging) as staged:
            _understand_part(staged, _unpacked(staged.noted(note)), part, rows, told)
    except MemoryError:
        tell({"problem": OUT_OF_MEMORY})
        return 1
    except dbapi2.OperationalError as error:
        tell({"problem": NO_SPACE if "full" in str(error) else BROKEN})
        return 1
    tell({"ok": True})
    return 0


def child_in_advance() -> int:
    """The same, before there is anything to understand: the arguments come when there is."""
    import_module("sqlcipher3.dbapi2")
    order = child.order_awaited(child.WAIT_S)
    if not order:
        return 0
    staging, note, part, first, last = order
    return child_main(Path(staging), note, Path(part), (int(first), int(last)))


# -- all parts -------------------------------------------------------------------------------


def _table(keys: Sequence[str]) -> str:
    """Where columns of these keys stand, row by row."""
    joins = any(part in IN_CLIENT for key in keys for part in parts_of(key))
    return "seen s LEFT JOIN client c ON c.id = s.client" if joins else "seen s"


def _within(
    what: str, table: str, first: int, last: int, but: Iterable[int], *only: str
) -> tuple[str, tuple[object, ...]]:
    """A question about the rows between two but some, with its parameters."""
    sql = " ".join(["SELECT", what, "FROM", table, _WITHIN, *only])
    return sql, (first, last, _encode(sorted(but)))


class Understood:
    """The parts of a table that was understood, in the order of its rows."""

    def __init__(self, parts: Sequence[Path]) -> None:
        """Parts made by `understand`."""
        self.parts = tuple(parts)

    def numbers(self) -> list[int]:
        """Numbers of all rows."""
        return self._listed("SELECT json_group_array(row) FROM seen", ())

    def odd(self) -> dict[int, OddRow]:
        """Rows that may be no records."""
        found = self._all("SELECT row, odd, gap FROM seen WHERE odd IS NOT NULL")
        return {row: OddRow(kind, bool(gap)) for row, kind, gap in found}

    def bottom(self) -> int:
        """The last row that fills more than one cell."""
        return max(int(v) for (v,) in self._all("SELECT value FROM meta WHERE name = 'bottom'"))

    def column(self, key: str, first: int, last: int, but: Iterable[int] = ()) -> list[Any]:
        """What all rows of a table have for a key, or their `row` or `firm`, in their order.

        Several of a kind stand one a line. `but` are rows inside the table that are no records.
        """
        what = f"json_group_array({key_column(key)})"
        return self._listed(*_within(what, _table([key]), first, last, but))

    def keyless(self, keys: Sequence[str], first: int, last: int, but: Iterable[int]) -> list[int]:
        """Rows of a table without any of these keys, and those without a client."""
        none = " AND ".join(f"{key_column(key)} = ''" for key in keys) or "0"
        only = f"AND (s.client IS NULL OR {none})"
        found = self._all(*_within("s.row", _table(keys), first, last, but, only))
        return [row for (row,) in found]

    def joined(self, first: int, last: int, but: Iterable[int]) -> set[str]:
        """Firms of a table that a row may join."""
        found = self._all(*_within("DISTINCT s.firm", "seen s", first, last, but, "AND s.joins"))
        return {firm for (firm,) in found}

    def seen(self, keys: Sequence[str], rows: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """Row, client (None: none), folded name, firm, joins, and these keys of some rows."""
        wanted = ("row", "client", "name", "firm", "joins")
        columns = [*(f"s.{name}" for name in wanted), *map(key_column, keys)]
        sql = " ".join(["SELECT", ", ".join(columns), "FROM", _table(keys), _AMONG])
        return self._all(sql, (_encode(list(rows)),))

    def without_contact(self, first: int, last: int, but: Iterable[int]) -> int:
        """How many clients of a table have no way of contact."""
        only = "AND NOT s.points"
        found = self._all(*_within("count(s.client)", "seen s", first, last, but, only))
        return sum(count for (count,) in found)

    def people(self) -> list[dict[str, str | None]]:
        """Firms that are named with people inside them, part by part.

        Each with the person, as it was first told, or none where there are several.
        """
        found = self._all("SELECT value FROM meta WHERE name = ?", (PEOPLE,))
        return [json.loads(value) for (value,) in found]

    def clients(self, rows: Sequence[int]) -> dict[int, Brought]:
        """What some rows say of the clients that they stand for, by row."""
        found: dict[int, Brought] = {}
        listed = (_encode(list(rows)),)
        for row, inside, position, *values in self._all(_CLIENTS_OF, listed):
            client = dict(zip(CLIENT_COLUMNS, values, strict=True))
            person = (inside, position, born_inside(client)) if inside else None
            found[row] = Brought(client, [], person)
        for row, *values in self._all(_POINTS_OF, listed):
            found[row].points.append(dict(zip(POINT_COLUMNS, values, strict=True)))
        return found

    def cells_of(self, rows: Iterable[int]) -> list[int]:
        """How the cells of some rows fare, in sums of `COUNTS`."""
        return self._sums(_CELLS_IN, (_encode(sorted(rows)),))

    def faults(self, first: int, last: int) -> Iterator[tuple[int, int, str, str]]:
        """Row, column, code, text of every cell that was not understood."""
        return self._all(
            "SELECT row, cell, code, text FROM fault WHERE row BETWEEN ? AND ? ORDER BY rowid",
            (first, last),
        )

    def cells(self, first: int, last: int, without: Iterable[int] = ()) -> list[int]:
        """How the cells of these rows fare, in sums of `COUNTS`."""
        return self._sums(_CELLS_BETWEEN, (first, last, _encode(sorted(without))))

    def _sums(self, sql: str, parameters: tuple[object, ...]) -> list[int]:
        found = [0] * len(COUNTS)
        for sums in self._all(sql, parameters):
            found = [a + (b or 0) for a, b in zip(found, sums, strict=True)]
        return found

    def _listed(self, sql: str, parameters: tuple[object, ...]) -> list[Any]:
        """A column of all parts: as JSON it takes half of what rows would take."""
        found = self._all(sql, parameters)
        return list(itertools.chain.from_iterable(json.loads(part) for (part,) in found))

    def discard(self) -> None:
        """Delete the files; one that is still read is left to the next emptying."""
        for part in self.parts:
            with suppress(OSError):
                held_files.unlink(part, missing_ok=True)

    def _all(self, sql: str, parameters: tuple[object, ...] = ()) -> Iterator[Any]:
        for part in self.parts:
            with closing(connect(part)) as connection:
                yield from connection.execute(sql, parameters)


def _children_for(rows: int) -> int:
    """How many children so many rows are shared out among; 0 when none is worth its start."""
    return 0 if rows < ALONE else min(CORES, rows // (ALONE // 2))


def make_ready(staging: Path, rows: int) -> None:
    """Start the children that a list of so many rows will want, while it is still being read."""
    if count := _children_for(rows):
        standby.start(staging, VERB, count)


def understand(
    staged: StagedFile, reading: Reading, name: str, step: Callable[[int, int], object]
) -> Understood:
    """Understand all rows of a reading; `step` is told how far it is and may raise.

    A long table is shared out among several children: they take the cores that the window leaves.
    """
    rows = reading.last - reading.first + 1
    count = _children_for(rows)
    bounds = [reading.first + rows * i // max(count, 1) for i in range(max(count, 1) + 1)]
    slices = [(a, b - 1) for a, b in itertools.pairwise(bounds)]
    stem = staged.path.with_suffix("")
    found = Understood([stem.with_suffix(f".{os.urandom(4).hex()}.part") for _ in slices])
    try:
        if not count:
            whole = (reading.first, reading.last)
            _understand_part(staged, reading, found.parts[0], whole, lambda n: step(n, rows))
        else:
            # A note of its own: another look at the same file may be on its way.
            note = f"reading {found.parts[0].name}"
            staged.note(note, _packed(reading))
            calls = [
                [VERB, str(staged.path.absolute()), note, str(part.absolute()), *map(str, bounds)]
                for part, bounds in zip(found.parts, slices, strict=True)
            ]
            child.run_together(
                calls,
                name=name,
                timeout=SECONDS,
                watch=lambda done: bool(step(done, rows)),
                ready=standby.take(staged.path),
            )
    except BaseException:
        found.discard()
        raise
    finally:
        standby.end(staged.path)
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
    standby.end(staging)
    for part in staging.parent.glob(f"{staging.stem}.*.part"):
        held_files.unlink(part, missing_ok=True)
    held_files.unlink(staging, missing_ok=True)
