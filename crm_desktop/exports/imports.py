"""Rows that could not become clients, handed back as a workbook with the reason beside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from crm_desktop.domain.importing import text_of
from crm_desktop.domain.imports import ImportPlan, RowFault
from crm_desktop.domain.problems import Problem
from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files.staged import open_staged
from crm_desktop.files.workbook import write_sheet
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
    reasons: dict[int, list[str]] = {}
    for fault in faults:
        text = codes.problem_text(Problem("", fault.code, {"text": fault.text}))
        reasons.setdefault(fault.row, [])
        if text not in reasons[fault.row]:
            reasons[fault.row].append(text)
    width = len(plan.headers)

    read.step(0, 0)

    def rows() -> Iterator[Sequence[str]]:
        with open_staged(Path(plan.staging)) as staged:
            for number, cells in staged.rows(plan.sheet, plan.first_row, plan.last_row):
                if number in reasons:
                    texts = [text_of(c) for c in cells[:width]]
                    texts += [""] * (width - len(texts))
                    yield [*texts, str(number + 1), " ".join(reasons[number])]

    headers = [
        *plan.headers,
        pgettext("Imports", "Row in the file"),
        pgettext("Imports", "Reason"),
    ]
    return write_sheet(
        target, pgettext("Imports", "Failed rows"), headers, rows(), overwrite=overwrite
    )
