"""A book being made: columns, lines and what stands around them, until a writer makes it a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tests.dedupe_ru.cards import Dice


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and what Excel showed for it when the book was saved."""

    text: str
    shown: str | float


@dataclass(frozen=True, slots=True)
class Failure:
    """An error value of a cell, as the file format spells it."""

    code: str


Value = str | int | float | bool | date | datetime | Formula | Failure | None
Parts = tuple[tuple[str, ...], ...]
"""What must be found again: each part in one of its spellings."""


@dataclass(slots=True)
class Cell:
    """A cell of a record: what is written, what it truly says, what must not be lost of it."""

    value: Value = None
    raw: object = None
    parts: Parts = ()
    want: object = None
    field: str = ""
    spoilt: bool = False

    def spoil(self, value: Value, parts: Parts | None = None, want: object = None) -> None:
        """Write it another way. What it says is known only where `want` is given."""
        self.value = value
        if parts is not None:
            self.parts = parts
        self.want = want
        self.spoilt = True

    def rewrite(self, value: Value) -> None:
        """Write it another way that says the same."""
        self.value = value
        self.spoilt = True

    def clear(self) -> None:
        self.value, self.parts, self.want, self.spoilt = None, (), None, True


@dataclass(slots=True)
class Column:
    """A column: its heading, the program's name of the field if there is one, kind of content."""

    heading: str
    field: str
    kind: str
    machine: str = ""
    group: str = ""


@dataclass(slots=True)
class Line:
    """A line below the header: `record`, `more` of the record above it, or what is no record.

    `number` is a row that holds nothing but its number: nobody minds if it is read or not.
    """

    kind: str
    cells: list[Cell]
    number: int = -1


@dataclass(slots=True)
class Other:
    """Another sheet of the book."""

    name: str
    rows: list[list[Value]]
    hidden: str = ""


@dataclass(slots=True)
class Dialect:
    """How a text file is written."""

    encoding: str = "utf-8"
    delimiter: str = ","
    end: str = "\r\n"
    quoting: str = "needed"
    first: str = ""
    last: bytes = b""
    trailing: int = 0
    ragged: bool = False


Merge = tuple[int, int, int, int]
"""First row and column, last row and column."""


@dataclass(slots=True)
class Book:
    """Everything that a writer needs, and the dice."""

    dice: Dice
    name: str
    form: str = "xlsx"
    ending: str = ""
    sheet: str = "Лист1"
    columns: list[Column] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    heads: list[list[Value]] = field(default_factory=list)
    head_merges: list[Merge] = field(default_factory=list)
    line_merges: list[Merge] = field(default_factory=list)
    above: list[list[Value]] = field(default_factory=list)
    below: list[list[Value]] = field(default_factory=list)
    beside: dict[tuple[int, int], Value] = field(default_factory=dict)
    left: int = 0
    before: list[Other] = field(default_factory=list)
    after: list[Other] = field(default_factory=list)
    dialect: Dialect = field(default_factory=Dialect)
    grid: str = ""
    looks: set[str] = field(default_factory=set)
    since_1904: bool = False
    kinds: list[str] = field(default_factory=list)
    firms: bool = False

    def records(self) -> list[Line]:
        return [line for line in self.lines if line.kind == "record"]

    def places(self, *kinds: str) -> list[int]:
        """The columns of these kinds of content."""
        return [n for n, column in enumerate(self.columns) if column.kind in kinds]

    def cells(self, *kinds: str) -> list[Cell]:
        """Cells of records in columns of these kinds that nobody has spoilt or left empty."""
        places = self.places(*kinds)
        found = [line.cells[n] for line in self.records() for n in places]
        return [cell for cell in found if cell.value is not None and not cell.spoilt]

    def some(self, *kinds: str, part: float = 0.4) -> list[Cell]:
        """A part of such cells, at least one if there are any."""
        cells = self.dice.shuffled(self.cells(*kinds))
        return cells[: max(1, round(len(cells) * part))]

    def insert(self, place: int, column: Column, cells: Sequence[Cell] | None = None) -> None:
        """A new column, empty where no cells are given."""
        self.columns.insert(place, column)
        for n, line in enumerate(self.lines):
            line.cells.insert(place, cells[n] if cells else Cell())

    def remove(self, place: int) -> None:
        del self.columns[place]
        for line in self.lines:
            del line.cells[place]

    def blank(self) -> list[Cell]:
        return [Cell() for _ in self.columns]


Apply = Callable[[Book], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """A named kind of breakage; `apply` says whether the book had what it breaks."""

    name: str
    phase: int
    apply: Apply
    forms: frozenset[str]
    group: str
    needs: tuple[str, ...]


VALUES, COLUMNS, HEADS, LINES, FRAME, SHEETS, FILE = range(1, 8)
ANY = ("xlsx", "csv", "ods")
KINDS: dict[str, Kind] = {}


def kind(
    name: str,
    phase: int,
    forms: tuple[str, ...] = ANY,
    group: str = "",
    needs: tuple[str, ...] = (),
) -> Callable[[Apply], Apply]:
    """Enter a breakage in the list. Of one group a book gets at most one.

    `needs` are kinds of content without whose columns there is nothing to break.
    """

    def enter(apply: Apply) -> Apply:
        assert name not in KINDS
        KINDS[name] = Kind(name, phase, apply, frozenset(forms), group, needs)
        return apply

    return enter


def words(text: str) -> Parts:
    """Every word of a text is a part of its own."""
    return tuple((word,) for word in text.split())


def again(cell: Cell) -> Cell:
    """The same cell once more."""
    return replace(cell)
