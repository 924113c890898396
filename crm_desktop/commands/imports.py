"""A staged list becomes clients: one operation, one transaction, every row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.commands.bulk import ClientWriter
from crm_desktop.commands.work import Work, command
from crm_desktop.db.bulk import BulkInsert, take_ids
from crm_desktop.db.tables import ImportRun
from crm_desktop.domain.importing import text_of
from crm_desktop.domain.imports import (
    NO_NAME_OR_CONTACT,
    NOTHING_MAPPED,
    ImportPlan,
    Mode,
    OnMatch,
    RowFault,
)
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.files.staged import StagedFile, open_staged
from crm_desktop.queries.imports import understood

STEP = 500


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How an import went: read = created + updated + skipped + failed, always.

    `remarks` are cells that were kept as typed because they could not be read.
    """

    run_id: int
    read: int
    created: int
    updated: int
    skipped: int
    failed: int
    failures: tuple[RowFault, ...]
    remarks: tuple[RowFault, ...]


@command("client.import", right=Right.IMPORT, copy_first=True)
def clients(work: Work, plan: ImportPlan) -> ImportResult:
    """Bring the clients of a staged table into the base, as the plan says.

    Cancelling through `work.step` rolls everything back: there is no half import. A row fails
    only when it holds neither a name nor a way of contact.
    """
    if all(f in {"ignore", "note"} for f in plan.fields):
        raise Refused.of(NOTHING_MAPPED)
    with open_staged(Path(plan.staging)) as staged:
        counts, failures, remarks = _run(work, plan, staged)
        run = ImportRun(
            file_name=plan.file_name,
            sheet=plan.sheet_name,
            noun="clients",
            mapping={"headers": list(plan.headers), "fields": list(plan.fields)},
            at=work.now(),
            fingerprint=staged.fingerprint(plan.sheet),
            **counts,
        )
        work.session.add(run)
        work.session.flush()
        _keep_rows(work, run.id, plan, staged, (*failures, *remarks))
    work.name(title=plan.file_name, count=counts["created"] + counts["updated"])
    return ImportResult(run.id, **counts, failures=tuple(failures), remarks=tuple(remarks))


def _run(
    work: Work, plan: ImportPlan, staged: StagedFile
) -> tuple[dict[str, int], list[RowFault], list[RowFault]]:
    counts = dict.fromkeys(("read", "created", "updated", "skipped", "failed"), 0)
    failures: list[RowFault] = []
    remarks: list[RowFault] = []
    writer = ClientWriter(work)
    matching = plan.mode is not Mode.CREATE
    work.step(0, plan.rows)
    for number, row in understood(plan, staged):
        counts["read"] += 1
        remarks += [RowFault(number, p.column, p.code, p.text) for p in row.problems]
        if row.client is None:
            counts["failed"] += 1
            failures.append(RowFault(number, -1, NO_NAME_OR_CONTACT, ""))
        else:
            keys = writer.keys_of(plan.match, row.client)
            found = writer.find(keys) if matching else None
            if found is None and plan.mode is not Mode.UPDATE:
                writer.add(row.client, keys)
                counts["created"] += 1
            elif (
                found is not None
                and plan.on_match is not OnMatch.SKIP
                and writer.update(found, row.client, overwrite=plan.on_match is OnMatch.OVERWRITE)
            ):
                counts["updated"] += 1
            else:
                counts["skipped"] += 1
        if counts["read"] % STEP == 0:
            work.step(counts["read"], plan.rows)
    writer.flush()
    work.step(plan.rows, plan.rows)
    return counts, failures, remarks


def _keep_rows(
    work: Work, run: int, plan: ImportPlan, staged: StagedFile, faults: Sequence[RowFault]
) -> None:
    """Keep the rows with faults as they stood: the file may be gone when they are asked for."""
    by_row: dict[int, list[list[int | str]]] = {}
    for fault in faults:
        by_row.setdefault(fault.row, []).append([fault.column, fault.code, fault.text])
    rows = BulkInsert(work.connection, "import_row")
    ids = take_ids(work.connection, "import_row")
    for number, cells in staged.rows_at(plan.sheet, sorted(by_row)):
        rows.add(
            {
                "id": next(ids),
                "run_id": run,
                "number": number,
                "cells": [text_of(cell) for cell in cells[: len(plan.headers)]],
                "faults": by_row[number],
            }
        )
        if len(rows) >= STEP:
            rows.flush()
    rows.flush()
