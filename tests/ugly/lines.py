"""Kinds of breakage of the lines: sections, totals, gaps, records over several rows."""

from __future__ import annotations

from decimal import Decimal

from tests.dedupe_ru import making
from tests.ugly.book import LINES, Book, Cell, Column, Line, again, kind
from tests.ugly.people import phone_cell, usual_phone

SECTIONS = ("Оптовики", "Розница", "Должники", "Архив 2019", "VIP", "Северный район", "Прочие")


def _with_text(book: Book, place: int, value: str | float) -> list[Cell]:
    cells = book.blank()
    cells[place] = Cell(value)
    return cells


@kind("section rows", LINES)
def sections(book: Book) -> bool:
    names = book.dice.shuffled(SECTIONS)
    step = max(3, len(book.lines) // 3)
    for n, place in enumerate(range(0, len(book.lines), step)):
        text = names[n % len(names)]
        text = text if book.dice.chance(0.7) else f"{text.upper()}:"
        book.lines.insert(place + n, Line("section", _with_text(book, 0, text)))
    return True


@kind("totals", LINES, needs=("money",))
def totals(book: Book) -> bool:
    places = book.places("money")
    for at in (len(book.lines) // 2, len(book.lines) + 1):
        word = book.dice.pick(("Итого", "ИТОГО:", "Всего", "Итого по разделу", "Всего записей: 12"))
        cells = _with_text(book, 0, word)
        if places:
            raws = [line.cells[places[0]].raw for line in book.records()[:at]]
            total = sum((raw for raw in raws if isinstance(raw, Decimal)), Decimal(0))
            cells[places[0]] = Cell(float(total))
        book.lines.insert(at, Line("total", cells))
    return True


@kind("empty rows", LINES)
def gaps(book: Book) -> bool:
    for place in sorted(book.dice.shuffled(range(1, len(book.lines)))[:3], reverse=True):
        for _ in range(book.dice.number(1, 3)):
            book.lines.insert(place, Line("blank", book.blank()))
    return True


@kind("header repeated lower down", LINES)
def heads_again(book: Book) -> bool:
    if not book.heads:
        return False
    for place in (len(book.lines) * 2 // 3, len(book.lines) // 3):
        for row in reversed(book.heads):
            book.lines.insert(place, Line("heads", [Cell(value) for value in row]))
    return True


@kind("pages of a printed list", LINES)
def pages(book: Book) -> bool:
    for n, place in enumerate((len(book.lines) * 2 // 3, len(book.lines) // 3)):
        text = f"Страница {2 - n} из 3"
        book.lines.insert(place, Line("note", _with_text(book, 0, text)))
    return True


@kind("one record over several rows", LINES)
def continued(book: Book) -> bool:
    """The second phone, or the rest of a note, stands alone on a line of its own."""
    phones = book.places("phone")
    if not phones:
        return False
    rows = 0
    for place in range(len(book.lines) - 1, -1, -1):
        line = book.lines[place]
        if line.kind == "record" and book.dice.chance(0.3):
            cells = book.blank()
            digits = making.mobile(book.dice)
            cells[phones[0]] = phone_cell(digits, usual_phone(book.dice, digits))
            book.lines.insert(place + 1, Line("more", cells, line.number))
            rows += 1
    return rows > 0


@kind("the same client twice", LINES)
def twice(book: Book) -> bool:
    records = book.records()
    for line in book.dice.shuffled(records)[:2]:
        copy = Line("record", [again(cell) for cell in line.cells], line.number)
        book.lines.insert(book.dice.number(0, len(book.lines)), copy)
    return True


@kind("numbered rows left for later", LINES)
def prepared(book: Book) -> bool:
    """Numbers are drawn down to row 40, clients end earlier."""
    numbers = book.places("number")
    if not numbers:
        numbers = [0]
        book.insert(0, Column("№", "ignore", "number", "ID"))
        for n, line in enumerate(book.records()):
            line.cells[0] = Cell(n + 1)
        for row in book.heads:
            row.insert(0, None)
        if book.heads:
            book.heads[-1][0] = "№"
        book.head_merges[:] = [(a, b + 1, c, d + 1) for a, b, c, d in book.head_merges]
    count = len(book.records())
    for n in range(5):
        book.lines.append(Line("number", _with_text(book, numbers[0], count + n + 1)))
    return True


@kind("merged cells of data", LINES, needs=("city",))
def merged(book: Book) -> bool:
    """One city over three clients: only the upper cell says it."""
    places = book.places("city", "manager", "source", "note")
    if not places:
        return False
    place, found = places[0], False
    for first in range(0, len(book.lines) - 2, 4):
        block = book.lines[first : first + 3]
        if all(line.kind == "record" for line in block) and block[0].cells[place].value is not None:
            for line in block[1:]:
                line.cells[place].clear()
            book.line_merges.append((first, place, first + 2, place))
            found = True
    return found


@kind("a value written once for all below it", LINES, needs=("city",))
def ditto(book: Book) -> bool:
    """The city stands at the first client of each, or «--//--» below it."""
    places = book.places("city", "manager", "source")
    if not places:
        return False
    mark = book.dice.pick((None, '--"--', "-//-", "то же"))
    for n, line in enumerate(book.records()):
        cell = line.cells[places[0]]
        if n % 4 and cell.value is not None:
            cell.spoil(mark, ())
    return True


@kind("rows with a phone only, or a name only", LINES)
def poor(book: Book) -> bool:
    keys = book.places("phone", "name", "firm")
    if len(keys) < 2:
        return False
    for line in book.dice.shuffled(book.records())[:3]:
        kept = book.dice.pick(keys)
        if line.cells[kept].value is None:
            continue
        for n, cell in enumerate(line.cells):
            if n != kept:
                cell.clear()
    return True
