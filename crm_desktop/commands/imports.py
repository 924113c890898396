"""A staged list becomes clients: one operation, one transaction, every row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
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
    Mode,
    OnMatch,
    OnRepeat,
    RowFault,
    Tally,
)
from crm_desktop.domain.problems import Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.files.staged import open_staged
from crm_desktop.files.understood import Understood
from crm_desktop.late import dataclass
from crm_desktop.queries.import_whole import cells_of
from crm_desktop.queries.imports import understood
from crm_desktop.queries.matching import Known, Repeats, Seen
from crm_desktop.queries.untaken import Untaken, peopled

STEP = 2_000
"""Rows brought in together."""


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
    counts, failures, remarks = brought.counts, brought.failures, brought.remarks
    runs = [] if plan.returned else import_sources.earlier(work.connection, plan.source)
    missing = import_sources.missing(work.connection, runs, brought.meant)
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
        untaken = tuple(brought.untaken.faults)
        faults = (*failures, *remarks, *brought.repeats, *untaken)
        keep_rows(work.connection, run.id, plan, staged, faults, brought.became)
        if staged.picture_count():
            author = work.actor.employee_id
            keep_pictures(work.session, staged, brought.fed(), work.now(), author)
    if plan.returned:
        put_right(work.connection, plan.returned, plan.meets.values())
    if plan.profile:
        remember(work.session, plan, work.now())
    work.name(title=plan.file_name, count=counts["created"] + counts["updated"])
    return ImportResult(
        run.id,
        **counts,
        failures=tuple(failures),
        remarks=tuple(remarks),
        repeats=tuple(brought.repeats),
        missing=len(missing),
        untaken=untaken,
        cells=cells,
    )


class _Run:
    """The rows of all parts on their way into the base."""

    def __init__(self, work: Work, plan: ImportPlan, ready: Understood) -> None:
        self._work = work
        self._plan = plan
        self.ready = ready
        self.counts = dict.fromkeys(("read", "created", "updated", "skipped", "failed"), 0)
        self.failures: list[RowFault] = []
        self.remarks: list[RowFault] = []
        self.repeats: list[RowFault] = []
        self.became: dict[int, int] = {}
        self.meant: set[int] = set()
        self.untaken = Untaken(plan)
        self._known = Known(work.connection, plan.match)
        self._looks_for_repeats = bool(plan.match) and plan.on_repeat is OnRepeat.SKIP
        self._peopled = peopled(ready.firms())
        self._parts = [
            Incoming(work.connection, path, place) for place, path in enumerate(ready.parts)
        ]
        self._ids = {table: next(take_ids(work.connection, table)) for table in TABLES}
        self._before = self._ids["client"]
        after = {
            table: first + sum(part.sizes[table] for part in self._parts)
            for table, first in self._ids.items()
        }
        self._owners = Owners(work.connection, plan)
        self._filler = ClientFiller(work, after["contact_point"], after["contact"])

    def do(self) -> None:
        """Bring in all rows; how they fared stands in `counts` and the lists."""
        plan = self._plan
        self._work.step(0, plan.rows)
        for part in self._parts:
            self._bring(part)
            self._ids = {table: first + part.sizes[table] for table, first in self._ids.items()}
        self._filler.flush()
        self._work.step(plan.rows, plan.rows)
        self.remarks = [
            RowFault(*fault)
            for fault in self.ready.faults(plan.first_row, plan.last_row)
            if fault[0] not in plan.skip_rows
        ]

    def _bring(self, part: Incoming) -> None:
        """One part, block by block: who is new goes in, whoever is known is filled in."""
        plan = self._plan
        given = {
            "owner": plan.owner or self._work.actor.employee_id,
            "now": self._work.now(),
            "standards": dump_json(plan.standards()),
        }
        first = plan.first_row
        while block := part.seen(self._known.keys, first, plan.last_row, STEP):
            first = block[-1][0] + 1
            rows = [row for row in block if row[0] not in plan.skip_rows]
            created, met = self._sort(part, rows)
            if created:
                between = {row[1] for row in block if row[1] is not None}
                without = sorted(between.difference(created))
                among = set(created)
                peopled = (
                    [row[1] for row in rows if row[4] in self._peopled and row[1] in among]
                    if self._peopled
                    else []
                )
                owners = self._owners.of({row[0]: row[1] for row in rows if row[1] in among})
                bounds = (block[0][0], block[-1][0])
                part.copy(bounds, without, peopled, self._ids, given, owners)
            self._filler.look_at([known for _row, known in met])
            told = part.clients([row for row, _known in met]) if met else {}
            filled = [known for row, known in met if self._fill(row, known, told[row])]
            search.forget_keys(self._work.connection, filled)
            self._work.step(min(self.counts["read"], plan.rows), plan.rows)

    def fed(self) -> dict[int, int]:
        """The rows that bring their client anything, by their numbers; those left alone are out."""
        return {
            row: client
            for row, client in self.became.items()
            if self._plan.on_met(row, own=client >= self._before) is not OnMatch.SKIP
        }

    def _sort(
        self, part: Incoming, rows: Sequence[Seen]
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """Clients that are new, and rows that are met with the clients that they mean."""
        plan, counts, known = self._plan, self.counts, self._known
        base = self._ids["client"]
        created: list[int] = []
        met: list[tuple[int, int]] = []
        counts["read"] += len(rows)
        if known.keys and plan.mode is not Mode.UPDATE:
            new, rows = known.strangers(rows, plan.meets)
            created = [row[1] for row in new]
            ids = [base + client for client in created]
            known.add_all(new, ids)
            self.became.update(zip((row[0] for row in new), ids, strict=True))
        repeated, bearers = self._repeated(part, rows)
        for number, client, _points, name, firm, joins, *texts in rows:
            if client is None:
                counts["failed"] += 1
                self.failures.append(RowFault(number, -1, NO_NAME_OR_CONTACT, ""))
                continue
            if number in repeated and number not in plan.meets:
                counts["skipped"] += 1
                who, named = repeated[number]
                self.meant.add(who)
                self.repeats.append(RowFault(number, -1, ROW_REPEATED, named))
                continue
            found = plan.meets.get(number) or known.find(texts, firm, joins)
            if found is None and joins and not any(texts):
                found = bearers.only(name) if bearers is not None else None
            self.meant.add(found or 0)
            if found is None and plan.mode is not Mode.UPDATE:
                known.add(texts, base + client, firm)
                created.append(client)
                self.became[number] = base + client
            elif found is not None:
                known.add((), found, firm)
                met.append((number, found))
                self.became[number] = found
            else:
                counts["skipped"] += 1
                self.untaken.row(number, ROW_UNKNOWN, "")
        counts["created"] += len(created)
        return created, met

    def _repeated(
        self, part: Incoming, rows: Sequence[Seen]
    ) -> tuple[dict[int, tuple[int, str]], Repeats | None]:
        """Rows without any key that a client of the base says already, with that client."""
        bare = [
            (row, name)
            for row, client, _points, name, _firm, _joins, *texts in rows
            if client is not None and not any(texts)
        ]
        if not bare or not self._known.keys:
            return {}, None
        repeats = Repeats(self._work.connection, (name for _number, name in bare), self._before)
        if not self._looks_for_repeats:
            return {}, repeats
        likely = {number: name for number, name in bare if repeats.may_be(name)}
        told = part.clients(list(likely)) if likely else {}
        found = ((number, repeats.find(likely[number], *about)) for number, about in told.items())
        return {number: who for number, who in found if who is not None}, repeats

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
