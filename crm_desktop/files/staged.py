"""A staged file: the rows of a foreign table as the child left them, and notes beside them."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crm_desktop.domain.importing.cells import Cell, filled
from crm_desktop.late import dataclass

BLOCK, BLOCK_CELLS = 1_000, 50_000
"""Rows written together, and cells."""
LONG = 5_000
"""Rows of a list that several processes understand sooner than one."""
FINGERPRINT = "fingerprint "
"""Under this and its number a sheet's fingerprint is noted."""
MERGED = "merged "
"""Under this and its number the cells at the top of a sheet that were made one are noted."""
SINCE_1904 = "since 1904"
"""Under this a book notes that it numbers its days from 1904 on."""
COLUMNS, PHOTOS = "columns", "photos"
"""Under these a file of cards notes what its columns mean, and how many pictures it holds."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
# A row is stored as its texts divided by a sign that no text may hold, which costs a tenth of JSON;
# what is no text is JSON behind a mark. `clean_text` would drop both signs from a cell anyway.
APART = "\x1f"
_MARK = "\x1e"
_SIGNS = str.maketrans("", "", APART + _MARK)
_APART, _NO_TEXT = APART.encode(), ord(_MARK)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows` and `columns` that hold anything, counted from A1."""

    id: int
    name: str
    visible: bool
    rows: int
    columns: int


def connect(path: Path) -> Any:
    """A connection to a staging file; whoever begins something ends it."""
    from sqlcipher3 import dbapi2

    return dbapi2.connect(str(path), check_same_thread=False, isolation_level=None)


def packed(cells: list[Any]) -> str:
    """A row as it is stored, without the empty cells at its end; empty for an empty row."""
    try:
        text = APART.join(cells)
        plain = _MARK not in text and text.count(APART) < max(len(cells), 1)
    except TypeError:
        plain = False
    if not plain:
        text = APART.join([_marked(cell) for cell in cells])
    return text.rstrip(APART)


def packed_rows(rows: Sequence[list[Any]]) -> list[str]:
    """Rows as they are stored; of rows that hold nothing but texts, signs are sought at once."""
    try:
        texts = list(map(APART.join, rows))
    except TypeError:
        return list(map(packed, rows))
    whole = "".join(texts)
    if _MARK in whole or whole.count(APART) != sum(map(len, rows)) - len(rows):
        return list(map(packed, rows))
    return [text.rstrip(APART) for text in texts]


def _marked(value: Any) -> str:
    found = _cell(value)
    if isinstance(found, str):
        return found.translate(_SIGNS)
    return "" if found is None else _MARK + _encode(found)


def unpacked(text: str) -> list[Cell]:
    """The cells of a stored row."""
    cells = text.split(APART)
    if _MARK not in text:
        return [cell or None for cell in cells]
    return [json.loads(c[1:]) if c[:1] == _MARK else c or None for c in cells]


def _cell(value: Any) -> Cell:
    """A parsed value as staged; whole numbers lose the point a spreadsheet gave them."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e18 else value
    if isinstance(value, dt.datetime):
        if value.time() == dt.time(0):
            return {"d": value.date().isoformat()}
        return {"t": value.isoformat(timespec="seconds")}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    if isinstance(value, (dt.time, dt.timedelta)):
        return {"h": str(value)}
    return value if isinstance(value, int) else str(value) or None


class StagedFile:
    """A staged file opened for reading; rows stream, nothing is held."""

    def __init__(self, path: Path) -> None:
        """Open a staging file made by `stage`."""
        self.path = path
        self._connection = connect(path)
        meta = dict(self._connection.execute("SELECT name, value FROM meta"))
        self.kind: str = meta["kind"]
        self.encoding: str = meta["encoding"]
        self.delimiter: str = meta["delimiter"]
        self.columns = tuple((name, label) for name, label in json.loads(meta.get(COLUMNS, "[]")))
        self.photos = int(meta.get(PHOTOS, "0"))
        self.since_1904 = SINCE_1904 in meta
        self.sheets = tuple(
            Sheet(i, name, bool(visible), rows, columns)
            for i, name, visible, rows, columns in self._connection.execute(
                "SELECT id, name, visible, rows, columns FROM sheet ORDER BY id"
            )
        )

    def pictures(self) -> Iterator[tuple[int, bytes]]:
        """The pictures of cards, each with the row of its card."""
        if self.columns:
            yield from self._connection.execute(
                "SELECT row, data FROM picture WHERE row IS NOT NULL ORDER BY row"
            )

    def picture_count(self) -> int:
        """How many cards have one."""
        if not self.columns:
            return 0
        found = self._connection.execute("SELECT count(row) FROM picture").fetchone()
        return int(found[0])

    def rows(
        self, sheet: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, list[Cell]]]:
        """Row number and cells of the rows that hold anything, in order."""
        found = self._connection.execute(
            "SELECT row, cells FROM row WHERE sheet = ? AND row BETWEEN ? AND ? ORDER BY row",
            (sheet, first, last if last is not None else 2**31),
        )
        for number, cells in found:
            yield number, unpacked(cells)

    def rows_at(self, sheet: int, numbers: Sequence[int]) -> Iterator[tuple[int, list[Cell]]]:
        """These rows, in their order in the sheet."""
        wanted = sorted(numbers)
        for start in range(0, len(wanted), BLOCK):
            found = self._connection.execute(
                "SELECT r.row, r.cells FROM (SELECT DISTINCT value FROM json_each(?)) n "
                "CROSS JOIN row r ON r.sheet = ? AND r.row = n.value ORDER BY r.row",
                (json.dumps(wanted[start : start + BLOCK]), sheet),
            ).fetchall()
            for number, cells in found:
                yield number, unpacked(cells)

    def gather(self, sheet: int, texts: Mapping[int, set[str]], first: int, last: int) -> None:
        """Add the texts of some columns in these rows: the rows themselves are not unpacked."""
        found = self._connection.execute(
            "SELECT CAST(cells AS BLOB) FROM row WHERE sheet = ? AND row BETWEEN ? AND ?",
            (sheet, first, last),
        )
        held: dict[int, set[bytes]] = {column: set() for column in texts}
        ends = max(texts, default=0) + 1
        for (row,) in found:
            cells = row.split(_APART, ends)
            for column, some in held.items():
                some.update(cells[column : column + 1])
        for column, some in held.items():
            texts[column].update(one.decode() for one in some if one and one[0] != _NO_TEXT)

    def fingerprint(self, sheet: int) -> str:
        """The same for the same cells, whatever the file is called and however it was saved."""
        return self.noted(f"{FINGERPRINT}{sheet}")

    def filled(self, sheet: int, first: int, last: int) -> int:
        """How many cells of these rows hold more than blanks."""
        return sum(len(filled(cells)) for _row, cells in self.rows(sheet, first, last))

    def merged(self, sheet: int) -> list[tuple[int, int, int, int]]:
        """Cells at the top made one: first row and column, last row and column of each."""
        found = json.loads(self.noted(f"{MERGED}{sheet}") or "[]")
        return [(one[0], one[1], one[2], one[3]) for one in found]

    def last_filled(self, sheet: int, first: int, last: int, otherwise: int) -> int:
        """The last row between these that holds more than blanks."""
        found = self._connection.execute(
            "SELECT row, cells FROM row WHERE sheet = ? AND row BETWEEN ? AND ? ORDER BY row DESC",
            (sheet, first, last),
        )
        return next((row for row, cells in found if filled(unpacked(cells))), otherwise)

    def note(self, name: str, value: str) -> None:
        """Write something down beside the rows."""
        self._connection.execute("DELETE FROM meta WHERE name = ?", (name,))
        self._connection.execute("INSERT INTO meta VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str:
        """What was written down; "" when nothing was."""
        found = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,))
        return "".join(value for (value,) in found)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_staged(path: Path) -> StagedFile:
    """Open a staging file for reading."""
    return StagedFile(path)
