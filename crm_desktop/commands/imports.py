"""A staged list becomes clients: one operation, one transaction, every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import field
from pathlib import Path

from crm_desktop.commands.filling import ClientFiller
from crm_desktop.commands.import_owners import Owners
from crm_desktop.commands.import_pictures import keep_pictures
from crm_desktop.commands.import_traces import keep_rows, put_right, remember
from crm_desktop.commands.work import Work, command
from crm_desktop.db import import_sources, search
from crm_desktop.db.bulk import take_ids
from crm_desktop.db.engine import dump_json
from crm_desktop.db.incoming import TABLES, Brought, Incoming
from crm_desktop.db.late_indexes import made_after
from crm_desktop.db.tables import ImportRun
from crm_desktop.domain.import_defaults import check_defaults
from crm_desktop.domain.import_profiles import to_data
from crm_desktop.domain.imports import (
    NO_NAME_OR_CONTACT,
    NOTHING_MAPPED,
    ROW_REPEATED,
    ROW_UNKNOWN,
    Cells,
    ImportPlan,
    OnMatch,
    RowFault,
    Tally,
)
from crm_desktop.domain.problems import Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.files.staged import StagedFile, open_staged
from crm_desktop.files.understood import Understood
from crm_desktop.late import dataclass
from crm_desktop.queries.import_whole import cells_of
from crm_desktop.queries.imports import understood
from crm_desktop.queries.judging import judgement
from crm_desktop.queries.untaken import Untaken, peopled

STEP = 2_000
"""Rows brought in together."""
MANY = 10_000
"""New clients for whom it pays to make the indexes after them, if fewer are there."""
FILLED = 500
"""Clients filled in together: that takes Python, row by row."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How an import went: read = created + updated + skipped + failed, always.

    `remarks` are cells that were kept as typed because they could not be read; `repeats` rows
    without any key that were passed over, for a client of their name says all of it already.
    `missing` are clients whom earlier states of the list brought and whom this one does not tell.
    `untaken` tells what rows say otherwise than clients who are there, and was not taken over.
    `cells` says what became of every cell of the sheet.
    """

    run_id: int
    read: int
    created: int
    updated: int
    skipped: int
    failed: int
    failures: tuple[RowFault, ...]
    remarks: tuple[RowFault, ...]
    repeats: tuple[RowFault, ...] = ()
    missing: int = 0
    untaken: tuple[RowFault, ...] = ()
    cells: Cells = field(default_factory=Cells)

    @property
    def tally(self) -> Tally:
        """How the rows fared."""
        return Tally(self.created, self.updated, self.skipped, self.failed)

    @property
    def faults(self) -> tuple[RowFault, ...]:
        """Every row of which something is to be said."""
        return (*self.failures, *self.remarks, *self.repeats, *self.untaken)


@command("client.import", right=Right.IMPORT, copy_first=True)
def clients(work: Work, plan: ImportPlan) -> ImportResult:
    """Bring the clients of a staged table into the base, as the plan says.

    Cancelling through `work.step` rolls everything back: there is no half import. A row fails
    only when it holds neither a name nor a way of contact.
    """
    if all(f in {"ignore", "note"} for f in plan.fields):
        raise Refused.of(NOTHING_MAPPED)
    refuse_if(check_defaults(plan))
    brought = _Run(work, plan, understood(plan, work.step))
    brought.do()
    counts = brought.counts
    runs = [] if plan.returned else import_sources.earlier(work.connection, plan.source)
    missing = import_sources.missing(work.connection, runs, brought.judged.meant())
    with open_staged(Path(plan.staging)) as staged:
        run = ImportRun(
            file_name=plan.file_name,
            sheet=plan.sheet_name,
            noun="clients",
            mapping={
                "headers": list(plan.headers),
                "fields": list(plan.fields),
                "choices": to_data(plan),
                "missing": missing,
            },
            at=work.now(),
            fingerprint=staged.fingerprint(plan.sheet),
            source=plan.source,
            **counts,
        )
        work.session.add(run)
        work.session.flush()
        cells = cells_of(plan, brought.ready, brought.untaken)
        brought.keep_faults(run.id, staged)
        if staged.picture_count():
            author = work.actor.employee_id
            fed = brought.fed([row for row, _data in staged.pictures()])
            keep_pictures(work.session, staged, fed, work.now(), author)
    if plan.returned:
        put_right(work.connection, plan.returned, plan.meets.values())
    if plan.profile:
        remember(work.session, plan, work.now())
    work.name(title=plan.file_name, count=counts["created"] + counts["updated"])
    return ImportResult(
        run.id,
        **counts,
        failures=tuple(brought.failures),
        remarks=tuple(brought.remarks),
        repeats=tuple(brought.repeats),
        missing=len(missing),
        untaken=tuple(brought.untaken.faults),
        cells=cells,
    )


class _Run:
    """The rows of all parts on their way into the base."""

    def __init__(self, work: Work, plan: ImportPlan, ready: Understood) -> None:
        self._work = work
        self._plan = plan
        self.ready = ready
        self.judged = judgement(work.connection, plan, ready, work.step, keeps=False)
        left_out = self.judged.left_out(plan)
        failed, unknown = self.judged.failed, self.judged.unknown
        self.failures = [RowFault(row, -1, NO_NAME_OR_CONTACT, "") for row in failed]
        self.repeats = [RowFault(row, -1, ROW_REPEATED, name) for row, _who, name in left_out]
        self.untaken = Untaken(plan)
        for row in unknown:
            self.untaken.row(row, ROW_UNKNOWN, "")
        met, rows = len(self.judged.met), self.judged.rows
        self.counts = {
            "read": rows,
            "created": rows - met - len(failed) - len(unknown) - len(left_out),
            "updated": 0,
            "skipped": len(unknown) + len(left_out),
            "failed": len(failed),
        }
        self.remarks = [
            RowFault(*fault)
            for fault in ready.faults(plan.first_row, plan.last_row)
            if fault[0] not in plan.skip_rows
        ]
        self._done = 0
        self._met: dict[int, int] = {}
        self._not_new = {row for row, _who in self.judged.met}.union(
            unknown, (fault.row for fault in self.repeats), plan.skip_rows
        )
        self._peopled = sorted(peopled(ready.people()))
        self._owners = Owners(work.connection, plan)
        self._parts = [
            Incoming(work.connection, path, place) for place, path in enumerate(ready.parts)
        ]
        ids = {table: next(take_ids(work.connection, table)) for table in TABLES}
        self._before = ids["client"]
        self._starts: list[dict[str, int]] = []
        for part in self._parts:
            self._starts.append(ids)
            ids = {table: first + part.sizes[table] for table, first in ids.items()}
        self._filler = ClientFiller(work, ids["contact_point"], ids["contact"])

    def do(self) -> None:
        """Bring in all rows: first whoever is new goes in, then whoever is known is filled in."""
        plan = self._plan
        self._work.step(0, plan.rows)
        # Of the ids before, which are taken in order, most are clients who are there.
        more = self.counts["created"] >= max(self._before, MANY)
        late = made_after(self._work.connection, TABLES, lambda: self._step(0))
        with late if more else nullcontext():
            for part, ids in zip(self._parts, self._starts, strict=True):
                self._copy(part, ids)
        # Earlier rows of the list have become clients of the base.
        own = self._new_among([-who - 1 for _row, who in self.judged.met if who < 0])
        met = [(row, who if who > 0 else own[-who - 1]) for row, who in self.judged.met]
        self._met = dict(met)
        for start in range(0, len(met), FILLED):
            self._fill_all(met[start : start + FILLED])
        self._filler.flush()
        self.untaken.faults.sort(key=lambda fault: fault.row)
        self._work.step(plan.rows, plan.rows)

    def _copy(self, part: Incoming, ids: Mapping[str, int]) -> None:
        """The new clients of one part, block by block."""
        plan = self._plan
        given = {
            "owner": plan.owner or self._work.actor.employee_id,
            "now": self._work.now(),
            "standards": dump_json(plan.standards()),
        }
        part.tell_apart(sorted(self._not_new), self._peopled)
        first = plan.first_row
        while block := part.block(first, plan.last_row, STEP):
            first = block.last + 1
            if block.new:
                owners = self._owners.of(part.new_rows(block)) if self._owners.wanted else ()
                part.copy(block, ids, given, owners)
                self._step(block.new)

    def _fill_all(self, met: Sequence[tuple[int, int]]) -> None:
        """Rows that mean clients who are there by now."""
        self._filler.look_at([known for _row, known in met])
        told: dict[int, Brought] = {}
        for part in self._parts:
            told |= part.clients([row for row, _known in met])
        filled = [known for row, known in met if self._fill(row, known, told[row])]
        search.forget_keys(self._work.connection, filled)
        self._step(len(met))

    def _step(self, more: int) -> None:
        self._done += more
        self._work.step(min(self._done, self._plan.rows), self._plan.rows)

    def _new_among(self, rows: Sequence[int]) -> dict[int, int]:
        """What those of these rows that are new have become."""
        found: dict[int, int] = {}
        for part, ids in zip(self._parts, self._starts, strict=True):
            found |= {row: ids["client"] + client for row, client in part.new_among(rows).items()}
        return found

    def keep_faults(self, run: int, staged: StagedFile) -> None:
        """Keep the rows of which something is to be said: who is new has nothing but doubts."""
        plan = self._plan
        for part, ids in zip(self._parts, self._starts, strict=True):
            part.keep_doubts((plan.first_row, plan.last_row), run, ids["client"])
        others = self._not_new.union(self.judged.failed)
        faults = [fault for fault in self.faults() if fault.row in others]
        keep_rows(self._work.connection, run, plan, staged, faults, self._met)

    def faults(self) -> tuple[RowFault, ...]:
        """Whatever is to be said of rows."""
        return (*self.failures, *self.remarks, *self.repeats, *self.untaken.faults)

    def fed(self, rows: Sequence[int]) -> dict[int, int]:
        """Those of these rows that bring their client anything; those left alone are out."""
        means = self._new_among(rows) | {r: self._met[r] for r in rows if r in self._met}
        return {
            row: client
            for row, client in means.items()
            if self._plan.on_met(row, own=client >= self._before) is not OnMatch.SKIP
        }

    def _fill(self, row: int, known: int, brought: Brought) -> bool:
        on_met = self._plan.on_met(row, own=known >= self._before)
        standing = self._filler.standing(known)
        if on_met is OnMatch.SKIP:
            changed = False
            self.untaken.passed_over(row, standing, *brought)
        else:
            overwrite = on_met is OnMatch.OVERWRITE
            changed = self._filler.fill(known, *brought, overwrite=overwrite)
            self.untaken.cells(row, standing, *brought)
        self.counts["updated" if changed else "skipped"] += 1
        return changed
