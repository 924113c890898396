"""Kinds of breakage of columns: split, mixed, doubled, empty, far away."""

from __future__ import annotations

from tests.dedupe_ru import making
from tests.ugly.book import COLUMNS, Book, Cell, Column, kind, words
from tests.ugly.people import phone_cell, text_cell, usual_phone

PARTS = (("Фамилия", "last_name"), ("Имя", "first_name"), ("Отчество", "middle_name"))


def _split_name(book: Book, whole: float) -> bool:
    places = book.places("name")
    if not places or any(cell.spoilt for cell in (line.cells[places[0]] for line in book.lines)):
        return False
    place = places[0]
    split: list[list[Cell]] = []
    for line in book.lines:
        cell = line.cells[place]
        names = str(cell.value).split()
        if book.dice.chance(whole):
            split.append([Cell(cell.value, cell.raw, cell.parts), Cell(), Cell()])
        else:
            split.append([text_cell(name, PARTS[n][1]) for n, name in enumerate(names)])
    book.remove(place)
    for n, (heading, field) in enumerate(PARTS):
        column = Column(heading, field, "namepart", field.upper())
        book.insert(place + n, column, [cells[n] for cells in split])
    return True


@kind("name in three columns", COLUMNS, group="names")
def three_columns(book: Book) -> bool:
    return _split_name(book, 0)


@kind("name in three columns, at times whole in the first", COLUMNS, group="names")
def mixed_columns(book: Book) -> bool:
    return _split_name(book, 0.4)


@kind("empty columns", COLUMNS)
def empty_columns(book: Book) -> bool:
    for _ in range(book.dice.number(1, 3)):
        book.insert(book.dice.number(1, len(book.columns)), Column("", "", "empty"))
    return True


@kind("a heading over an empty column", COLUMNS)
def unfilled(book: Book) -> bool:
    for heading in book.dice.shuffled(("Факс", "ICQ", "Skype", "Отдел", "Доп. телефон"))[:2]:
        book.insert(book.dice.number(1, len(book.columns)), Column(heading, "", "empty", "UF_X"))
    return True


@kind("a numbering column with gaps", COLUMNS)
def numbering(book: Book) -> bool:
    heading = book.dice.pick(("№", "№ п/п", "N", "п/п", ""))
    cells, number = [], 0
    for _ in book.lines:
        number += 1 if book.dice.chance(0.9) else 3
        value = Cell() if book.dice.chance(0.1) else Cell(number)
        cells.append(value)
    book.insert(0, Column(heading, "ignore", "number", "ID"), cells)
    return True


@kind("several columns of phones", COLUMNS)
def more_phones(book: Book) -> bool:
    """With one and the same heading, or numbered, or by place."""
    places = book.places("phone")
    if not places:
        return False
    first = book.columns[places[0]].heading
    headings = book.dice.pick(
        (
            (first, first),
            ("Телефон 2", "Телефон 3"),
            ("Мобильный", "Рабочий"),
            ("Моб. тел.", "Доп. тел."),
        )
    )
    for n, heading in enumerate(headings, start=1):
        cells = []
        for _ in book.lines:
            digits = making.mobile(book.dice)
            cell = phone_cell(digits, usual_phone(book.dice, digits))
            cells.append(cell if book.dice.chance(0.6) else Cell())
        book.insert(places[0] + n, Column(heading, "", "phone", f"PHONE_{n + 1}"), cells)
    return True


@kind("two sets of the same columns, the first empty", COLUMNS)
def doubled_set(book: Book) -> bool:
    """As amoCRM writes «Источник» and utm_*: take the last that is not empty."""
    headings = ("utm_source", "utm_medium", "cid")
    for heading in headings:
        book.insert(len(book.columns), Column(heading, "", "empty", heading.upper()))
    for heading in headings:
        cells = []
        for _ in book.lines:
            word = f"{heading}{book.dice.number(1, 900)}"
            cells.append(text_cell(word, "", ((word,),)) if book.dice.chance(0.5) else Cell())
        book.insert(len(book.columns), Column(heading, "", "utm", heading.upper()), cells)
    return True


@kind("a hundred columns of a program, nearly all empty", COLUMNS)
def wide(book: Book) -> bool:
    """The columns that matter stand on both sides of what the program wrote for itself."""
    place = book.dice.number(1, len(book.columns))
    for n in range(book.dice.number(60, 140)):
        cells = [Cell() for _ in book.lines]
        if book.dice.chance(0.1):
            word = f"значение{n}"
            cells[book.dice.number(0, len(cells) - 1)] = text_cell(word, "", ((word,),))
        book.insert(place + n, Column(f"UF_CRM_{n:03}", "", "utm", f"UF_CRM_{n:03}"), cells)
    return True


@kind("columns in any order", COLUMNS)
def any_order(book: Book) -> bool:
    order = book.dice.shuffled(range(len(book.columns)))
    book.columns[:] = [book.columns[n] for n in order]
    for line in book.lines:
        line.cells[:] = [line.cells[n] for n in order]
    return True


@kind(
    "city and address in one column",
    COLUMNS,
    needs=(
        "city",
        "address",
    ),
)
def joined_address(book: Book) -> bool:
    cities, addresses = book.places("city"), book.places("address")
    if not cities or not addresses:
        return False
    for line in book.lines:
        city, address = line.cells[cities[0]], line.cells[addresses[0]]
        if city.spoilt or address.spoilt or city.value is None or address.value is None:
            continue
        address.spoil(f"г. {city.value}, {address.value}", (*city.parts, *address.parts))
        city.clear()
    return True


@kind("a mark in a column without a heading", COLUMNS)
def marks(book: Book) -> bool:
    """Somebody's notes at the edge: «должен», «!!!»."""
    cells = [Cell() for _ in book.lines]
    for n in range(len(cells)):
        if book.dice.chance(0.3):
            text = book.dice.pick(("должен 500", "звонили дважды", "переехали", "брак вернули"))
            cells[n] = text_cell(text, "", words(text))
    if all(cell.value is None for cell in cells):
        cells[0] = text_cell("должен", "")
    book.insert(len(book.columns), Column("", "", "edge", "UF_EDGE"), cells)
    return True
