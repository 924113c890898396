"""Understanding a foreign list: where the table is, what its columns mean, rows as drafts.

What is named here is imported by whoever names it: the quick entry and the list of clients have
use for two or three of these modules, and a window that idles has none for the others.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crm_desktop.domain.importing.body import (
        BodySorter,
        OddRow,
        TableShape,
        TableTop,
        measure,
        settle,
    )
    from crm_desktop.domain.importing.cells import Cell, Look, filled, literal, look_of, text_of
    from crm_desktop.domain.importing.columns import ColumnGuess, guess_columns
    from crm_desktop.domain.importing.country import country_of
    from crm_desktop.domain.importing.dictionary import NOTE, Dictionary
    from crm_desktop.domain.importing.drafts import IGNORE, CellProblem, RowReader, StoredRow
    from crm_desktop.domain.importing.header import TOP_ROWS, find_table, find_top, top_at
    from crm_desktop.domain.importing.header_rows import Merge
    from crm_desktop.domain.importing.rows import Row
    from crm_desktop.domain.importing.values import (
        Cleaned,
        Context,
        DateOrder,
        Requisites,
        clean_date,
        clean_number,
        clean_value,
        date_order,
        point_of,
    )

__all__ = [
    "IGNORE",
    "NOTE",
    "TOP_ROWS",
    "BodySorter",
    "Cell",
    "CellProblem",
    "Cleaned",
    "ColumnGuess",
    "Context",
    "DateOrder",
    "Dictionary",
    "Look",
    "Merge",
    "OddRow",
    "Requisites",
    "Row",
    "RowReader",
    "StoredRow",
    "TableShape",
    "TableTop",
    "clean_date",
    "clean_number",
    "clean_value",
    "country_of",
    "date_order",
    "filled",
    "find_table",
    "find_top",
    "guess_columns",
    "literal",
    "look_of",
    "measure",
    "point_of",
    "settle",
    "text_of",
    "top_at",
]

_PARTS = (
    "cells",
    "values",
    "country",
    "dictionary",
    "rows",
    "columns",
    "header_rows",
    "header",
    "drafts",
    "body",
)
"""Light ones first: a module knows what it has from another as well."""


def __getattr__(name: str) -> object:
    if name in __all__:
        for part in _PARTS:
            module = import_module(f"{__name__}.{part}")
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(name)
