"""Understanding a foreign list: where the table is, what its columns mean, rows as drafts."""

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
    order_matters,
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
    "order_matters",
    "point_of",
    "settle",
    "text_of",
    "top_at",
]
