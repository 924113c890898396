"""Spreadsheets out: text stays text, dates are dates, nothing becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from crm_desktop.domain.text import clean_text
from crm_desktop.files.pdf import save

CELL_LIMIT = 32_767
"""Characters Excel keeps in a cell; longer texts are cut with a mark."""
WIDEST = 60

Value = str | int | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A column that nobody sees: what it says of the whole list, and in each row."""

    heading: str
    cells: Iterable[Value]


def write_sheet(
    path: Path,
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    hidden: Sequence[Hidden] = (),
    overwrite: bool = False,
) -> Path:
    """One sheet with a frozen header and a filter; `Refused` when the target is there or held.

    Texts are written as texts, so that phones and «=…» stay what they are. The `hidden` columns
    stand behind the others, inside the filter, so that sorting takes them along.
    """
    import xlsxwriter  # Not before it is needed: a window comes up without it.

    buffer = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd.mm.yyyy",
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        amount = book.add_format({"num_format": "#,##0.00"})
        for column, header in enumerate(headers):
            sheet.write_string(0, column, _fit(header), bold)
            sheet.set_column(column, column, min(max(len(header) + 4, 12), WIDEST))
        width = len(headers)
        for column, one in enumerate(hidden, start=width):
            sheet.write_string(0, column, _fit(one.heading), bold)
            sheet.set_column(column, column, 12, None, {"hidden": True})
        if hidden:
            behind = zip(*(one.cells for one in hidden), strict=True)
            rows = ([*row, *more] for row, more in zip(rows, behind, strict=True))
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(last, column, _fit(value))
                elif isinstance(value, dt.date):
                    sheet.write_datetime(last, column, dt.datetime.combine(value, dt.time()))
                elif isinstance(value, Decimal):
                    sheet.write_number(last, column, float(value), amount)
                elif value is not None:
                    sheet.write_number(last, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), max(width + len(hidden) - 1, 0))
    save(buffer.getvalue(), path, overwrite=overwrite)
    return path


def _fit(text: str) -> str:
    clean = clean_text(text)
    return clean if len(clean) <= CELL_LIMIT else clean[: CELL_LIMIT - 1] + "…"
