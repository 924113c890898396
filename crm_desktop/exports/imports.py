"""Rows that could not become clients, handed back as a workbook with the reason beside each."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.domain.problems import Problem
from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files.workbook import write_sheet
from crm_desktop.queries import import_runs
from crm_desktop.queries.import_runs import FaultyRow
from crm_desktop.queries.read import Read
from crm_desktop.words import codes, pgettext, returned


@export(right=Right.IMPORT)
def failed_rows(read: Read, run: int, target: Path, *, overwrite: bool = False) -> Path:
    """The rows of an import with faults as they stood, their numbers and the reasons last.

    From the ledger: the file itself may be gone by now. Corrected, the workbook can be dropped
    back: it is known by its last two heads.
    """
    headers, kept = import_runs.failed_rows(read, run)
    read.step(0, 0)
    # Rows that had come back already stand with their new reasons, not with the old ones besides.
    width = len(headers) - (2 if returned.returned_run(headers) is not None else 0)
    column = pgettext("Imports", "Column {n}")
    heads = [head or column.format(n=n) for n, head in enumerate(headers[:width], start=1)]
    lines = (
        [*row.cells[:width], *[""] * (width - len(row.cells)), str(row.number + 1), _reasons(row)]
        for row in kept
    )
    title = pgettext("Imports", "Failed rows")
    write_sheet(target, title, [*heads, *returned.heads(run)], lines, overwrite=overwrite)
    return target


def _reasons(row: FaultyRow) -> str:
    """What is wrong with a row, in words, each once."""
    said = (codes.problem_text(Problem("", code, {"text": text})) for _c, code, text in row.faults)
    return " ".join(dict.fromkeys(said))
