"""Kinds of breakage of the header: many rows, merged, without, misspelt."""

from __future__ import annotations

from tests.dedupe_ru.writing import slip
from tests.ugly.book import HEADS, Book, Value, kind


def _groups(book: Book) -> tuple[list[Value], list[tuple[int, int]]]:
    """The row of groups over the headings, and which columns each spans."""
    row: list[Value] = []
    spans: list[tuple[int, int]] = []
    before = ""
    for n, column in enumerate(book.columns):
        if column.group and column.group == before:
            row.append(None)
            spans[-1] = (spans[-1][0], n)
        else:
            row.append(column.group or None)
            if column.group:
                spans.append((n, n))
        before = column.group
    return row, spans


@kind("header of two rows, merged", HEADS, group="header")
def two_rows(book: Book) -> bool:
    row, spans = _groups(book)
    if not spans:
        return False
    headings = book.heads[0]
    grouped = {n for first, last in spans for n in range(first, last + 1)}
    # Where no group stands the heading itself is merged down over both rows.
    top = [row[n] if n in grouped else headings[n] for n in range(len(row))]
    low = [headings[n] if n in grouped else None for n in range(len(row))]
    book.heads = [top, low]
    book.head_merges += [(0, first, 0, last) for first, last in spans if last > first]
    book.head_merges += [
        (0, n, 1, n) for n in range(len(row)) if n not in grouped and headings[n] is not None
    ]
    return True


@kind("header of three or four rows", HEADS, group="header")
def tall(book: Book) -> bool:
    row, spans = _groups(book)
    if not spans:
        return False
    width = len(book.columns)
    top: list[Value] = [book.dice.pick(("Сведения о клиентах", "Данные покупателя"))]
    top += [None] * (width - 1)
    book.head_merges += [(0, 0, 0, width - 1)] if width > 1 else []
    book.head_merges += [(1, first, 1, last) for first, last in spans if last > first]
    rows = [top, row, book.heads[0]]
    if book.dice.chance(0.5):
        units: list[Value] = [
            {"money": "руб.", "date": "дд.мм.гггг", "phone": "с кодом"}.get(column.kind)
            for column in book.columns
        ]
        rows += [units] if any(units) else []
    book.heads = rows
    return True


@kind("a second row of machine names", HEADS, group="header")
def machine_names(book: Book) -> bool:
    book.heads.append([column.machine or None for column in book.columns])
    return True


@kind("a row of column numbers under the header", HEADS, group="header")
def column_numbers(book: Book) -> bool:
    book.heads.append([n + 1 for n in range(len(book.columns))])
    return True


@kind("no header", HEADS, group="header")
def headless(book: Book) -> bool:
    book.heads = []
    return True


@kind("blank headings", HEADS)
def blank(book: Book) -> bool:
    if not book.heads:
        return False
    row = book.heads[-1]
    for n in book.dice.shuffled(range(1, len(row)))[: book.dice.number(1, 2)]:
        row[n] = None
        book.columns[n].field = ""
    return True


@kind("duplicate headings", HEADS)
def duplicates(book: Book) -> bool:
    if not book.heads or len(book.columns) < 4:
        return False
    row = book.heads[-1]
    first, *others = book.dice.shuffled(range(1, len(row)))[:3]
    for n in others:
        row[n] = row[first]
    for n in (first, *others):
        book.columns[n].field = ""
    return True


@kind("headings in capitals, broken and spaced out", HEADS)
def shouted(book: Book) -> bool:
    if not book.heads:
        return False
    for row in book.heads:
        for n, value in enumerate(row):
            if isinstance(value, str) and book.dice.chance(0.7):
                half = len(value) // 2
                forms = (
                    value.upper(), " ".join(value.upper()), f"{value[:half]}-\n{value[half:]}",
                    f" {value} ", f"{value}:", value.replace(" ", "\n"), value.lower(),
                )  # fmt: skip
                row[n] = book.dice.pick(forms)
    return True


@kind("headings with units and stars", HEADS)
def units(book: Book) -> bool:
    if not book.heads:
        return False
    tails = {
        "phone": (" (моб.)", ", с кодом города", "*", " +7..."), "money": (", руб.", " (₽)", " без НДС"),
        "date": (" (дд.мм.гггг)", " г."), "name": (" *", " полностью", " (как в паспорте)"),
        "firm": (" (полное)", "*"), "email": ("*", " (для рассылки)"), "inn": (" (10 или 12 цифр)", "*"),
    }  # fmt: skip
    for n, column in enumerate(book.columns):
        value = book.heads[-1][n]
        if isinstance(value, str) and value:
            book.heads[-1][n] = value + book.dice.pick(tails.get(column.kind, ("*", "", " (1)")))
    return True


@kind("misspelt headings", HEADS)
def misspelt(book: Book) -> bool:
    if not book.heads:
        return False
    for row in book.heads:
        for n, value in enumerate(row):
            if isinstance(value, str) and len(value) > 4 and value.isalpha():
                row[n] = slip(book.dice, value)
    return True


@kind("headings that say nothing", HEADS)
def meaningless(book: Book) -> bool:
    """«Поле1», «Столбец2»: only the content tells what the columns are."""
    if not book.heads:
        return False
    word = book.dice.pick(("Поле", "Столбец", "Column", "F", "Unnamed: "))
    book.heads[-1] = [f"{word}{n + 1}" for n in range(len(book.columns))]
    for column in book.columns:
        if column.kind not in ("phone", "email", "inn", "name", "firm"):
            column.field = ""
    return True


@kind("English headings", HEADS)
def english(book: Book) -> bool:
    if not book.heads:
        return False
    names = {
        "name": ("Name", "Full name", "Customer"), "firm": ("Company", "Company name"),
        "phone": ("Phone", "Tel.", "Mobile"), "email": ("Email", "E-mail"), "city": ("City", "Town"),
        "address": ("Address",), "note": ("Notes", "Comment"), "money": ("Amount", "Total"),
        "inn": ("INN", "Tax ID"), "site": ("Website",), "tags": ("Tags",), "source": ("Source",),
    }  # fmt: skip
    for n, column in enumerate(book.columns):
        if column.kind in names and book.heads[-1][n] is not None:
            book.heads[-1][n] = book.dice.pick(names[column.kind])
    return True
