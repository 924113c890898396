"""A book by its number: which records, which kinds of breakage, and the truth about the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tests.dedupe_ru.cards import Dice
from tests.ugly import delimited, files, firms, old_book, people, workbook
from tests.ugly.book import COLUMNS, HEADS, KINDS, Book, Kind, Parts, Value
from tests.ugly.breakages import ORDER
from tests.ugly.grid import Grid, laid

SEED = 20261126
LEADS = 4
TURNS = tuple(kind for kind in ORDER if kind.name != files.OLD)
OLD_TURN = 7
"""The kind that is a whole format of files comes to every tenth book, if that can be one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A cell of the truth: where it stands, what is written, what it says."""

    row: int
    column: int
    text: str
    parts: Parts
    field: str
    want: object


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of a file."""

    file: str
    form: str
    sheet: str
    kinds: tuple[str, ...]
    header_rows: tuple[int, ...]
    rows: tuple[int, ...]
    least: int
    most: int
    cells: tuple[Told, ...]


def made(number: int) -> Book:
    """Book number so and so: four kinds by turns, in a new order each turn, and some by chance."""
    dice = Dice(SEED + number)
    leads = []
    for place in range(number * LEADS, (number + 1) * LEADS):
        turn, at = divmod(place, len(TURNS))
        leads.append(Dice(SEED + turn).shuffled(TURNS)[at])
    chance = [dice.pick(TURNS) for _ in range(dice.number(0, 3))]
    old = [KINDS[files.OLD]] if number % 10 == OLD_TURN else []
    return assembled(dice, f"book{number:03}", _compatible([*leads, *chance, *old]))


def alone(name: str, number: int = 0) -> Book:
    """A book with one kind of breakage and none besides."""
    place = ORDER.index(KINDS[name])
    dice = Dice(SEED + 1000 * (number + 1) + place)
    return assembled(dice, f"alone{place:03}-{number}", [KINDS[name]])


def clean(number: int = 0) -> Book:
    """A book without any breakage."""
    return assembled(Dice(SEED - 1 - number), f"clean{number}", [])


def _compatible(kinds: list[Kind]) -> list[Kind]:
    """As many as go together: of one group one, and all in one format of file."""
    chosen: list[Kind] = []
    forms = frozenset(("xlsx", "csv", "ods"))
    groups: set[str] = set()
    for kind in kinds:
        if kind in chosen or (kind.group and kind.group in groups) or not forms & kind.forms:
            continue
        chosen.append(kind)
        forms &= kind.forms
        groups.add(kind.group)
    return chosen


OF_FIRMS = ("ИНН", "legal forms", "company, person", "site")
OF_PEOPLE = ("name in three", "codes with", "names in another", "initials")


def _of_firms(kinds: list[Kind]) -> bool | None:
    """Whether the kinds need a list of firms, one of people, or take either."""
    for kind in kinds:
        if kind.name.startswith(OF_FIRMS):
            return True
        if kind.name.startswith(OF_PEOPLE):
            return False
    return None


def assembled(dice: Dice, name: str, kinds: list[Kind]) -> Book:
    """The records, and all breakages in the order in which they can happen to a book."""
    forms = [form for form in ("xlsx", "csv", "ods") if all(form in kind.forms for kind in kinds)]
    form = "xlsx" if "xlsx" in forms and dice.chance(0.55) else dice.pick(forms)
    book = Book(dice, name, form, form)
    wanted = _of_firms(kinds)
    of_firms = dice.chance(0.4) if wanted is None else wanted
    needs = {column for kind in kinds for column in kind.needs}
    (firms if of_firms else people).fill(book, dice.number(8, 24), needs)
    ordered = sorted(kinds, key=lambda kind: (kind.phase, ORDER.index(kind)))
    headed = False
    for kind in ordered:
        if kind.phase >= HEADS and not headed:
            _head(book)
            headed = True
        if kind.apply(book):
            book.kinds.append(kind.name)
    if not headed:
        _head(book)
    return book


def _head(book: Book) -> None:
    assert not book.heads
    assert COLUMNS < HEADS
    book.heads = [[column.heading or None for column in book.columns]]


def written(book: Book, folder: Path) -> tuple[Path, Truth]:
    """The file in `folder`, and the truth about it."""
    grid = laid(book)
    path = folder / f"{book.name}.{book.ending or book.form}"
    lossy = ""
    if book.form == "csv":
        path.write_bytes(delimited.text(book, grid))
        lossy = delimited.codec(book.dialect.encoding)
    elif book.form == "html":
        path.write_bytes(workbook.page(grid))
    elif book.form == "xls":
        path.write_bytes(old_book.xls(book, grid))
    elif book.form == "ods":
        workbook.ods(book, grid, path)
    else:
        workbook.xlsx(book, grid, path)
    return path, _truth(book, grid, path, lossy)


def _truth(book: Book, grid: Grid, path: Path, codec: str) -> Truth:
    shift = 1 if book.form == "csv" and book.dialect.first else 0
    cells: list[Told] = []
    rows: list[int] = []
    for row, line in grid.lines:
        if line.kind in ("record", "more"):
            rows.append(row + shift)
            for n, cell in enumerate(line.cells):
                if cell.value is None or cell.value == "":
                    continue
                parts = tuple(part for part in cell.parts if _writable(part, codec))
                field = book.columns[n].field and (cell.field or book.columns[n].field)
                want = cell.want if len(parts) == len(cell.parts) else None
                cells.append(
                    Told(row + shift, grid.left + n, shown(cell.value), parts, field, want)
                )
    kinds = [line.kind for _, line in grid.lines]
    loose = kinds.count("more") + kinds.count("number")
    records = kinds.count("record")
    return Truth(
        path.name, book.form, "" if book.form in ("csv", "html") else book.sheet,
        tuple(book.kinds),
        tuple(grid.head + n + shift for n in range(len(book.heads))), tuple(rows),
        records, records + loose, tuple(cells),
    )  # fmt: skip


def _writable(part: tuple[str, ...], codec: str) -> bool:
    """Whether the encoding of the file has all letters of what must be found again."""
    if not codec:
        return True
    text = delimited.typed("".join(part), codec)
    return text.encode(codec, errors="ignore").decode(codec) == text


def shown(value: Value) -> str:
    """The value as one sees it on the screen."""
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return delimited.shown(value)
