"""Understanding a foreign list: where the table is, what its columns mean, rows as drafts."""

from crm_desktop.domain.importing.cells import Cell, text_of
from crm_desktop.domain.importing.columns import ColumnGuess, guess_columns
from crm_desktop.domain.importing.dictionary import NOTE, Dictionary
from crm_desktop.domain.importing.drafts import IGNORE, CellProblem, RowDraft, RowReader
from crm_desktop.domain.importing.header import TableShape, find_table
from crm_desktop.domain.importing.stored import StoredRow, pack, stored_row, unpack
from crm_desktop.domain.importing.values import Cleaned, Context, clean_value, day_first

__all__ = [
    "IGNORE",
    "NOTE",
    "Cell",
    "CellProblem",
    "Cleaned",
    "ColumnGuess",
    "Context",
    "Dictionary",
    "RowDraft",
    "RowReader",
    "StoredRow",
    "TableShape",
    "clean_value",
    "day_first",
    "find_table",
    "guess_columns",
    "pack",
    "stored_row",
    "text_of",
    "unpack",
]
