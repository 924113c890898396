"""Spreadsheets out: text stays text, dates are dates, nothing becomes a formula."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from crm_desktop.domain.text import SURELY_FITS, clean_text, for_cell, short_of
from crm_desktop.files.saving import saving

NAME_LIMIT = 31
NARROWEST, WIDEST = 8, 60
SHEET_ROWS = 1_000_000
"""Rows of one sheet; what is more goes on in the next (Excel ends at 1,048,576)."""
SEEN_ROWS = 200
"""So many rows settle how wide the columns are."""
DAY = "dd.mm.yyyy"
_MONEY = -2
_FIRST = dt.date(1900, 3, 1)
"""Spreadsheets do not know the days before right."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

Value = str | int | Decimal | dt.date | None


class Workbook:
    """A workbook on its way to the disk: rows are written as they come, none is held."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "text_wrap": False})
        self._amount = book.add_format({"num_format": "#,##0.00"})
        self._day = book.add_format({"num_format": DAY})
        self._days: frozenset[int] = frozenset()
        self._names: set[str] = set()

    def add(
        self,
        title: str,
        headers: Sequence[str],
        rows: Iterable[Sequence[Value]],
        *,
        days: Collection[int] = (),
        hidden: int = 0,
    ) -> int:
        """A table on a sheet of its own, or on several; returns how many rows.

        Its header stays in sight and filters. Whole numbers in the columns `days` are days as
        spreadsheets count them; the last `hidden` columns are not seen, but are sorted with the
        others.
        """
        every = iter(rows)
        self._days = frozenset(days)
        total = 0
        for number in itertools.count(1):
            found = self._sheet(title, number, headers, every, hidden)
            total += found
            if found < SHEET_ROWS:
                return total
        return total

    def _sheet(
        self,
        title: str,
        number: int,
        headers: Sequence[str],
        rows: Iterator[Sequence[Value]],
        hidden: int,
    ) -> int:
        sheet = self._book.add_worksheet(self._name(title, number))
        for column, header in enumerate(headers):
            sheet.write_string(0, column, fitting(header), self._bold)
        seen = list(itertools.islice(rows, SEEN_ROWS))
        self._widths(sheet, headers, seen, hidden)
        last = 0
        rest = itertools.islice(rows, SHEET_ROWS - len(seen))
        for last, row in enumerate(itertools.chain(seen, rest), start=1):
            self._row(sheet, last, row)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), max(len(headers) - 1, 0))
        return last

    def _row(self, sheet: Any, line: int, row: Sequence[Value]) -> None:
        text, number = sheet.write_string, sheet.write_number
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if value.__class__ is str:
                plain = len(value) <= SURELY_FITS and value.isprintable()
                text(line, column, value if plain else fitting(value))
            elif isinstance(value, dt.date):
                if value < _FIRST:
                    text(line, column, value.isoformat())
                else:
                    sheet.write_datetime(line, column, dt.datetime.combine(value, dt.time()))
            elif isinstance(value, Decimal):
                amount = value.as_tuple().exponent == _MONEY
                number(line, column, float(value), self._amount if amount else None)
            else:
                number(line, column, value, self._day if column in self._days else None)

    def _widths(
        self, sheet: Any, headers: Sequence[str], rows: Sequence[Sequence[Value]], hidden: int
    ) -> None:
        for column, header in enumerate(headers):
            if column >= len(headers) - hidden:
                sheet.set_column(column, column, NARROWEST, None, {"hidden": True})
                continue
            longest = max((_length(row[column]) for row in rows if column < len(row)), default=0)
            # The button of the filter takes the place of three letters.
            width = max(len(header) + 4, longest + 2, NARROWEST)
            sheet.set_column(column, column, min(width, WIDEST))

    def _name(self, title: str, number: int) -> str:
        """A name that a sheet may have and no other sheet has."""
        plain = clean_text(title).translate(_FORBIDDEN).strip("' ")[:NAME_LIMIT] or "1"
        behind = "" if number == 1 else f" ({number})"
        for again in itertools.count(2):
            name = f"{short_of(plain, NAME_LIMIT - len(behind))}{behind}"
            if name.casefold() not in self._names:
                break
            behind = f" ({again})"
        self._names.add(name.casefold())
        return name


@contextmanager
def workbook(path: Path, *, overwrite: bool = False) -> Iterator[Workbook]:
    """A workbook that takes its name when all of it is written; `Refused` as `saving` says."""
    import xlsxwriter  # Not before it is needed: a window comes up without it.
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": DAY,
    }
    with (
        saving(path, overwrite=overwrite) as part,
        tempfile.TemporaryDirectory(prefix="crm-desktop-", ignore_cleanup_errors=True) as rows,
        part.open("wb") as stream,
    ):
        book = xlsxwriter.Workbook(stream, {**options, "tmpdir": rows})
        try:
            yield Workbook(book)
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            # Whoever stops half way leaves no rows of clients behind, on Windows neither.
            for sheet in book.worksheets():
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()


def write_sheet(
    path: Path,
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    days: Collection[int] = (),
    hidden: int = 0,
    overwrite: bool = False,
) -> int:
    """One table as a workbook; returns how many rows. `Refused` when the target is there or held.

    Texts are written as texts, so that phones and «=…» stay what they are.
    """
    with workbook(path, overwrite=overwrite) as book:
        return book.add(title, headers, rows, days=days, hidden=hidden)


def fitting(text: str) -> str:
    """A text that a cell can hold; what is cut off is marked."""
    return for_cell(clean_text(text))


def _length(value: Value) -> int:
    if isinstance(value, str):
        return max(map(len, value[:200].split("\n")))
    return 10 if isinstance(value, dt.date) else len(str(value or "")) + 2
