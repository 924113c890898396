"""Rows that could not become clients, handed back as a workbook with the reason beside each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from crm_desktop.domain.importing import text_of
from crm_desktop.domain.imports import ImportPlan, RowFault
from crm_desktop.domain.problems import Problem
from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files.staged import open_staged
from crm_desktop.files.workbook import write_sheet
from crm_desktop.queries import import_runs
from crm_desktop.queries.read import Read
from crm_desktop.words import codes, pgettext


@export(right=Right.IMPORT)
def failed_rows(
    read: Read,
    plan: ImportPlan,
    faults: Sequence[RowFault],
    target: Path,
    *,
    overwrite: bool = False,
) -> Path:
    """The rows with faults as they stood, their row number first and the reasons last.

    Corrected, the workbook can be dropped back: its headers are those of the file.
    """
    reasons = _reasons((fault.row, fault.code, fault.text) for fault in faults)
    read.step(0, 0)

    def rows() -> Iterator[tuple[int, list[str]]]:
        with open_staged(Path(plan.staging)) as staged:
            for number, cells in staged.rows_at(plan.sheet, sorted(reasons)):
                yield number, [text_of(cell) for cell in plan.corrected(number, cells)]

    return _write(target, plan.headers, rows(), reasons, overwrite=overwrite)


@export(right=Right.IMPORT)
def failed_rows_of(read: Read, run: int, target: Path, *, overwrite: bool = False) -> Path:
    """The same of a past import, from the ledger; the file itself may be gone by now."""
    headers, kept = import_runs.failed_rows(read, run)
    reasons = _reasons(
        (row.number, code, text) for row in kept for _column, code, text in row.faults
    )
    rows = ((row.number, row.cells) for row in kept)
    return _write(target, headers, rows, reasons, overwrite=overwrite)


def _reasons(faults: Iterable[tuple[int, str, str]]) -> dict[int, list[str]]:
    """What is wrong with each row, in words, each once."""
    reasons: dict[int, list[str]] = {}
    for row, code, text in faults:
        said = codes.problem_text(Problem("", code, {"text": text}))
        known = reasons.setdefault(row, [])
        if said not in known:
            known.append(said)
    return reasons


def _write(
    target: Path,
    headers: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    reasons: Mapping[int, Sequence[str]],
    *,
    overwrite: bool,
) -> Path:
    width = len(headers)
    lines = (
        [*cells[:width], *[""] * (width - len(cells)), str(number + 1), " ".join(reasons[number])]
        for number, cells in rows
    )
    heads = [
        *headers,
        pgettext("Imports", "Row in the file"),
        pgettext("Imports", "Reason"),
    ]
    title = pgettext("Imports", "Failed rows")
    return write_sheet(target, title, heads, lines, overwrite=overwrite)
