"""A row of deals, tasks or notes: its own cells, and the client that it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Any

from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.import_nouns import (
    AS_CLIENT,
    CLIENT_SIDE,
    DONE_UNREADABLE,
    NEGATIVE_AMOUNT,
    OTHER_CURRENCY,
    TIME_UNREADABLE,
)
from crm_desktop.domain.importing.cells import Cell, is_empty, text_of
from crm_desktop.domain.importing.drafts import IGNORE, RowReader, StoredRow
from crm_desktop.domain.importing.own import NUMBER_UNREADABLE, cleaner_of_own
from crm_desktop.domain.importing.values import MONEY_UNREADABLE, Context, clean_value, plain
from crm_desktop.domain.money import minor_digits, parse_money
from crm_desktop.domain.text import clean_text, fold
from crm_desktop.late import dataclass

_DAYS = frozenset({"close_date", "created_at", "due_date", "note_date"})
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?(?!\d)")
_AFTER_DAY = re.compile(r"(?:\d[T ]|,)\D{0,4}([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?!\d)")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*%?")
_YES = frozenset({
    "да", "yes", "true", "истина", "1", "+", "x", "х", "✓", "v", "готово", "сделано", "сделана",
    "выполнено", "выполнена", "выполнен", "завершено", "завершена", "завершен", "закрыта",
    "закрыто", "done", "completed", "complete", "finished", "closed",
})  # fmt: skip
_NO = frozenset({
    "нет", "no", "false", "ложь", "0", "новая", "новое", "открыта", "открыто", "open", "new",
    "pending", "waiting", "ждет", "ожидает", "отложена", "просрочена", "запланирована", "planned",
    "deferred", "overdue", "в работе", "не выполнена", "не выполнено", "не начата", "in progress",
    "not started", "to do",
})  # fmt: skip
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT", "₽": "RUB", "¥": "CNY"}
_MONEYS = {
    "RUB": "rub rur руб рубль рубли рублей р российский", "USD": "usd долл доллар доллары us",
    "EUR": "eur евро euro", "GBP": "gbp фунт pound", "KZT": "kzt тенге тг",
    "BYN": "byn белорусский", "CNY": "cny юань юани",
}  # fmt: skip
_BY_WORD = {word: name for name, words in _MONEYS.items() for word in words.split()}
_LETTERS = re.compile(r"[^\W\d_]+")

_NOBODY = StoredRow(None)
STANDING = 1 << 20
"""The first of the columns that hold what all rows have in common: no file is so wide."""


@dataclass(slots=True)
class NounRow:
    """What one row says: values by field, what is kept word for word, what was not understood.

    `told` are the cells of fields that somebody else understands (stages, people): column and
    text. `typed` is the amount as it stands, `beside` how many cells the comment of a new client
    keeps. Columns are counted by how their cells fare.
    """

    number: int
    found: dict[str, Any] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    told: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    typed: str = ""
    lines: dict[int, str] = field(default_factory=dict)
    doubts: list[tuple[int, str, str]] = field(default_factory=list)
    ignored: set[int] = field(default_factory=set)
    blank: set[int] = field(default_factory=set)
    filled: int = 0
    client: StoredRow = _NOBODY
    beside: int = 0

    def doubt(self, column: int, code: str, text: str) -> None:
        """Tell that a cell was not understood."""
        self.doubts.append((column, code, text[:200]))

    def first(self, name: str) -> str:
        """The text of the first cell of a field."""
        return next((text for _column, text in self.told.get(name, ())), "")

    def counts(self, *, failed: bool, new_client: bool) -> tuple[int, int, int, int, int]:
        """How the cells fare: filled, kept, problems, ignored, blank."""
        ignored = len(self.ignored | self.blank)
        if failed:
            return self.filled, 0, self.filled - ignored, ignored, len(self.blank)
        # What all rows have in common stands in no cell of the file.
        problems = {column for column, _code, _text in self.doubts if column < STANDING}
        lines = {column for column in self.lines if column < STANDING}
        kept = len(lines - problems) + (self.beside if new_client else 0)
        return self.filled, kept, len(problems), ignored, len(self.blank)


class NounReader:
    """Reads rows of one table; how each column is cleaned is settled once."""

    def __init__(
        self,
        headers: Sequence[str],
        fields: Sequence[str],
        contexts: Mapping[int, Context],
        *,
        own: Sequence[OwnField] = (),
        currency: str = "RUB",
        tag: str = "",
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        """`fields` names the field of every column; `tag` marks clients that are new.

        `defaults` are what rows have in common that say nothing of a field themselves: they stand
        in columns far to the right of the table.
        """
        self._tag = tag
        given = dict(defaults or {})
        self._of_clients = {name: given.pop(name) for name in given.keys() & set(CLIENT_SIDE)}
        self._standing = {STANDING + i: pair for i, pair in enumerate(given.items())}
        self.headers = [head or str(i + 1) for i, head in enumerate(headers)]
        self.headers += [str(i + 1) for i in range(len(headers), len(fields))]
        self.fields = tuple(fields)
        self._contexts = contexts
        self._currency = currency
        by_name = {one.field: one for one in own}
        named = [*enumerate(fields), *((i, name) for i, (name, _) in self._standing.items())]
        self._own = {i: by_name[name] for i, name in named if name in by_name}
        self._clean_own = {i: cleaner_of_own(one) for i, one in self._own.items()}
        self.client_columns = [i for i, name in enumerate(fields) if name in CLIENT_SIDE]
        self._client = self._reader(self.client_columns)
        self._each = {i: self._reader([i]) for i in self.client_columns}

    def _reader(self, columns: Sequence[int]) -> RowReader:
        names = [AS_CLIENT.get(self.fields[i], self.fields[i]) for i in columns]
        contexts = {place: self._contexts.get(i, Context()) for place, i in enumerate(columns)}
        heads = [self.headers[i] for i in columns]
        return RowReader(heads, names, contexts, tag=self._tag, defaults=self._of_clients)

    def field_of(self, column: int) -> str:
        """The field that a column fills."""
        standing = self._standing.get(column)
        return standing[0] if standing is not None else self.fields[column]

    def read(self, number: int, cells: Sequence[Cell]) -> NounRow:
        """One row; every non-empty cell ends in a field, a line of the comment or a doubt."""
        row = NounRow(number)
        width = len(self.fields)
        for column, cell in enumerate(cells):
            if cell is None or is_empty(cell):
                continue
            row.filled += 1
            if column >= width:
                row.lines[column] = f"{column + 1}: {text_of(cell).strip()}"
            elif self.fields[column] == IGNORE:
                row.ignored.add(column)
            elif not plain(cell):
                row.blank.add(column)
            elif column not in self._each:
                self._take(row, column, cell)
        for column, (name, text) in self._standing.items():
            key = self._own[column].key if column in self._own else ""
            if name not in row.found and name not in row.told and key not in row.custom:
                self._take(row, column, text)
        side = [cells[i] if i < len(cells) else None for i in self.client_columns]
        row.client = self._client.read(side)
        row.beside = row.client.cells[1]
        for place, code, text in row.client.problems:
            row.doubt(self.client_columns[place], code, text)
        return row

    def of_client(self, cells: Sequence[Cell], column: int) -> StoredRow:
        """What one cell alone says of the client."""
        return self._each[column].read([cells[column]])

    def client_cells(self, cells: Sequence[Cell], row: NounRow) -> list[int]:
        """The columns in which a row says anything of its client."""
        return [
            i
            for i in self.client_columns
            if i < len(cells) and not is_empty(cells[i]) and i not in row.blank
        ]

    def line(self, column: int, text: str) -> str:
        """A cell as it is kept word for word."""
        standing = self._standing.get(column)
        head = standing[0] if standing is not None else self.headers[column]
        return f"{head}: {clean_text(text).strip()}"

    def _take(self, row: NounRow, column: int, cell: Cell) -> None:
        name = self.field_of(column)
        if column in self._own:
            self._take_own(row, column, cell)
        elif name in _DAYS:
            self._take_day(row, column, cell)
        elif name == "amount":
            self._take_amount(row, column, cell)
        elif name == "due_time":
            found = _CLOCK.search(text_of(cell))
            self._put(row, column, cell, found and _clock(found), TIME_UNREADABLE)
        elif name == "done":
            self._take_done(row, column, cell)
        elif name == "probability":
            found = _PERCENT.fullmatch(plain(cell))
            share = 0 < cell < 1 if isinstance(cell, float) else False
            value = round(cell * 100) if share else int(found[1]) if found else None
            self._put(row, column, cell, value, NUMBER_UNREADABLE)
        elif name in {"comment", "note_text"}:
            text = clean_text(plain(cell)).strip()
            if name in row.found:
                row.lines[column] = self.line(column, text)
            else:
                row.found[name], row.at[name] = text, column
        elif name == "note":
            row.lines[column] = self.line(column, plain(cell))
        else:
            text = " ".join(clean_text(plain(cell)).split())
            row.told.setdefault(name, []).append((column, text))

    def _put(self, row: NounRow, column: int, cell: Cell, value: Any, doubt: str) -> None:
        """A value into its field; what could not be read or comes second is kept as typed."""
        name = self.field_of(column)
        if value is None:
            row.doubt(column, doubt, text_of(cell))
        if value is None or name in row.found:
            row.lines[column] = self.line(column, text_of(cell))
        else:
            row.found[name], row.at[name] = value, column

    def _take_own(self, row: NounRow, column: int, cell: Cell) -> None:
        key = self._own[column].key
        value, problem, rest = self._clean_own[column](cell, self._context(column))
        if problem is not None:
            row.doubt(column, problem, text_of(cell))
        if problem is not None or rest or (value is not None and key in row.custom):
            row.lines[column] = self.line(column, text_of(cell))
        if value is not None:
            row.custom.setdefault(key, value)

    def _take_day(self, row: NounRow, column: int, cell: Cell) -> None:
        value, problem, rest = clean_value("close_date", cell, self._context(column))
        if value is None:
            self._put(row, column, cell, None, problem or TIME_UNREADABLE)
            return
        found = _AFTER_DAY.search(text_of(cell))
        if rest:
            row.lines[column] = self.line(column, text_of(cell))
        self._put(row, column, cell, (str(value)[:10], _clock(found) if found else ""), "")

    def _take_amount(self, row: NounRow, column: int, cell: Cell) -> None:
        text = text_of(cell)
        told = currency_in(text)
        if told not in {"", self._currency}:
            row.doubt(column, OTHER_CURRENCY, text)
            row.lines[column] = self.line(column, text)
            return
        value = amount_of(cell, self._currency, self._context(column).point)
        if value is not None and value < 0:
            row.doubt(column, NEGATIVE_AMOUNT, text)
            row.lines[column] = self.line(column, text)
            return
        row.typed = row.typed or text
        self._put(row, column, cell, value, MONEY_UNREADABLE)

    def _take_done(self, row: NounRow, column: int, cell: Cell) -> None:
        said = fold(text_of(cell))
        value: Any = None
        if isinstance(cell, bool) or said in _YES or said in _NO:
            value = cell if isinstance(cell, bool) else said in _YES
        else:
            value = clean_value("close_date", cell, self._context(column)).value
        if "done" in row.found and value is not None and row.found["done"] in (True, False):
            # «Завершена: да», and beside it when.
            if isinstance(value, str) and row.found["done"]:
                row.found["done"] = value
            return
        self._put(row, column, cell, value, DONE_UNREADABLE)

    def _context(self, column: int) -> Context:
        return self._contexts.get(column, Context())


def settle_currency(row: NounRow, reader: NounReader, currency: str) -> None:
    """An amount of another currency than the base's is kept in the comment, and told."""
    for column, text in row.told.pop("currency", ()):
        told = currency_in(text, alone=True)
        if told == currency:
            continue
        row.lines[column] = reader.line(column, text)
        row.doubt(column, OTHER_CURRENCY, text)
        if row.found.pop("amount", None) is not None:
            at = row.at["amount"]
            row.lines[at] = reader.line(at, row.typed)
            row.doubt(at, OTHER_CURRENCY, row.typed)


def amount_of(cell: Cell, currency: str, point: str) -> int | None:
    """An amount in minor units, in any notation."""
    digits = minor_digits(currency)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return round(Decimal(str(cell)).scaleb(digits))
    text = plain(cell)
    found = parse_money(text, currency)
    return parse_money(text, currency, point) if found is None and point else found


def currency_in(text: str, *, alone: bool = False) -> str:
    """The currency that an amount names, "" for none; `alone` a text is nothing but its name."""
    for sign, name in _SIGNS.items():
        if sign in text:
            return name
    words = [fold(word) for word in _LETTERS.findall(text)]
    found = next((_BY_WORD[word] for word in words if word in _BY_WORD), "")
    return found or (text.strip().upper() if alone else "")


def _clock(found: re.Match[str]) -> str:
    return f"{int(found[1]):02}:{found[2]}"
