"""Rows of a staged list as they are looked at: as they stand in the file, with what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from crm_desktop.domain.importing import text_of
from crm_desktop.domain.imports import ImportPlan, RowFault
from crm_desktop.domain.rights import Right
from crm_desktop.files.edited import kept_with_edits
from crm_desktop.files.staged import open_staged
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class ShownRow:
    """The cells of a row as they are read, and the cells that were not understood."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[RowFault, ...] = ()


@query(right=Right.IMPORT)
def raw(_read: Read, staging: str, sheet: int, count: int) -> list[ShownRow]:
    """The first rows of a sheet that hold anything, whatever they are."""
    with open_staged(Path(staging)) as staged:
        return [
            ShownRow(number, tuple(text_of(cell) for cell in cells))
            for number, cells in islice(staged.rows(sheet), count)
        ]


@query(right=Right.IMPORT)
def shown(_read: Read, plan: ImportPlan, numbers: Sequence[int]) -> dict[int, ShownRow]:
    """These rows of the table, with what the user corrected in them."""
    if not numbers:
        return {}
    wanted = set(numbers)
    with open_staged(Path(plan.staging)) as staged:
        found = {
            number: ShownRow(number, tuple(text_of(cell) for cell in plan.corrected(number, cells)))
            for number, cells in staged.rows_at(plan.sheet, sorted(wanted))
        }
        ready = kept_with_edits(staged, plan)
        faults = ready.faults(min(wanted), max(wanted)) if ready is not None else ()
        for fault in faults:
            if fault[0] in found:
                row = found[fault[0]]
                found[fault[0]] = replace(row, faults=(*row.faults, RowFault(*fault)))
    return found
