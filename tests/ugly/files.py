"""Kinds of breakage of the file itself: encodings, dialects, names that lie."""

from __future__ import annotations

from tests.dedupe_ru import making
from tests.dedupe_ru.writing import LATIN, transliterated
from tests.ugly.book import COLUMNS, FILE, Book, Line, kind, words
from tests.ugly.people import phone_cell, text_cell, usual_phone

CSV = ("csv",)
LATIN_LINES = 900


def _encoded(book: Book, encoding: str) -> bool:
    book.dialect.encoding = encoding
    return True


@kind("cp1251", FILE, CSV, group="encoding")
def windows(book: Book) -> bool:
    return _encoded(book, "cp1251")


@kind("cp866", FILE, CSV, group="encoding")
def dos(book: Book) -> bool:
    if book.dice.chance(0.5):
        book.dialect.last = b"\x1a"
    return _encoded(book, "cp866")


@kind("UTF-16", FILE, CSV, group="encoding")
def utf16(book: Book) -> bool:
    return _encoded(book, book.dice.pick(("utf-16", "utf-16-be-sig")))


@kind("UTF-8 with a mark", FILE, CSV, group="encoding")
def marked(book: Book) -> bool:
    return _encoded(book, "utf-8-sig")


@kind("koi8-r", FILE, CSV, group="encoding")
def koi8(book: Book) -> bool:
    return _encoded(book, "koi8-r")


@kind("semicolons", FILE, CSV, group="delimiter")
def semicolons(book: Book) -> bool:
    book.dialect.delimiter = ";"
    return True


@kind("tabs under .csv", FILE, CSV, group="delimiter")
def tabs(book: Book) -> bool:
    book.dialect.delimiter = "\t"
    return True


@kind("bars", FILE, CSV, group="delimiter")
def bars(book: Book) -> bool:
    book.dialect.delimiter = "|"
    return True


@kind("sep= in the first line", FILE, CSV, group="delimiter")
def told(book: Book) -> bool:
    book.dialect.delimiter = book.dice.pick((";", "|"))
    book.dialect.first = f"sep={book.dialect.delimiter}"
    return True


@kind("trailing delimiters", FILE, CSV)
def trailing(book: Book) -> bool:
    book.dialect.trailing = book.dice.number(1, 30)
    return True


@kind("rows of different lengths", FILE, CSV)
def ragged(book: Book) -> bool:
    book.dialect.ragged = True
    return True


@kind("quotes not doubled", FILE, CSV, group="quotes")
def bare_quotes(book: Book) -> bool:
    """ООО "Ромашка" written as it is, without quotes around it."""
    book.dialect.quoting = "bare"
    return True


@kind("whole lines in quotes, as Excel breaks them", FILE, CSV, group="quotes")
def whole_lines(book: Book) -> bool:
    """Opened and saved once more: every line is one cell now, its quotes doubled."""
    book.dialect.quoting = "lines"
    return True


@kind("everything in quotes", FILE, CSV, group="quotes")
def all_quoted(book: Book) -> bool:
    book.dialect.quoting = "all"
    return True


@kind("line ends of old Macs, or of two kinds", FILE, CSV)
def ends(book: Book) -> bool:
    book.dialect.end = book.dice.pick(("\r", "\n", "mixed"))
    return True


@kind("delimiters inside quotes", COLUMNS, CSV, needs=("note",))
def inside(book: Book) -> bool:
    cells = book.some("note", "address", "firm")
    for cell in cells:
        text = f"{cell.value}, срочно; и | ещё"
        cell.spoil(text, words(text.replace("|", "").replace(",", " ").replace(";", " ")))
    return bool(cells)


@kind("the first Russian letter far down", FILE, CSV)
def late_letter(book: Book) -> bool:
    """Forty thousand bytes of Latin letters come first: they do not tell the encoding."""
    key = book.places("name", "firm")
    phones = book.places("phone")
    if not book.heads or not key or not phones:
        return False
    latin = {"name": "Name", "firm": "Company", "phone": "Phone", "inn": "INN", "email": "E-mail"}
    for n, column in enumerate(book.columns):
        for row in book.heads:
            row[n] = latin.get(column.kind, column.machine) if row[n] is not None else None
        column.field = column.field if column.kind in latin else ""
    first = []
    for _ in range(LATIN_LINES):
        who = making.person(book.dice)
        name = transliterated(f"{who.last} {who.first} {who.middle}", LATIN[1])
        cells = book.blank()
        cells[key[0]] = text_cell(name, book.columns[key[0]].field)
        digits = who.phones[0]
        cells[phones[0]] = phone_cell(digits, usual_phone(book.dice, digits))
        first.append(Line("record", cells))
    book.lines[:0] = first
    return True


@kind("text under .xls", FILE, CSV, group="name")
def text_as_xls(book: Book) -> bool:
    book.ending = "xls"
    book.dialect.delimiter = "\t"
    return True


@kind("text under .txt", FILE, CSV, group="name")
def text_as_txt(book: Book) -> bool:
    book.ending = "txt"
    return True


@kind("a book under .csv", FILE, ("xlsx",), group="name")
def book_as_csv(book: Book) -> bool:
    book.ending = "csv"
    return True


@kind("a new book under .xls", FILE, ("xlsx",), group="name")
def xlsx_as_xls(book: Book) -> bool:
    book.ending = "xls"
    return True


OLD = "a book of Excel 97"


@kind(OLD, FILE, ("xlsx",), group="name")
def old_book(book: Book) -> bool:
    """A true .xls; neither formulas nor endless cells are in it."""
    texts = [cell.value for line in book.lines for cell in line.cells]
    # A longer text would have to go on in a record of its own.
    endless = any(isinstance(text, str) and len(text) > 4000 for text in texts)
    if book.since_1904 or book.grid or endless:
        return False
    book.form = book.ending = "xls"
    return True


@kind("a web page under .xls", FILE, ("xlsx",), group="name")
def html_as_xls(book: Book) -> bool:
    """As old programs of the web export."""
    book.form = "html"
    book.ending = "xls"
    return True


@kind("ODS with repeated cells", FILE, ("ods",))
def repeated(book: Book) -> bool:
    book.looks.add("repeated")
    return True
