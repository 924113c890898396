"""A staged list becomes deals, tasks or notes: one operation, one transaction, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from crm_desktop.commands.bulk import ClientWriter
from crm_desktop.commands.import_traces import keep_rows, remember
from crm_desktop.commands.imports import ImportResult
from crm_desktop.commands.work import Work, command
from crm_desktop.db.bulk import BulkInsert, set_values, take_ids
from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import Deal, ImportRun
from crm_desktop.domain.clients import StoredClient, StoredContact
from crm_desktop.domain.custom_fields import CustomNoun, with_standards
from crm_desktop.domain.import_defaults import check_defaults
from crm_desktop.domain.import_nouns import TABLES, Noun
from crm_desktop.domain.import_profiles import to_data
from crm_desktop.domain.importing import StoredRow
from crm_desktop.domain.importing.stored import POINT_COLUMNS
from crm_desktop.domain.imports import NOTHING_MAPPED, ImportPlan, RowFault, Verdict
from crm_desktop.domain.problems import Refused, refuse_if
from crm_desktop.domain.ranks import between
from crm_desktop.domain.rights import Right
from crm_desktop.files.staged import StagedFile, open_staged
from crm_desktop.queries import custom_fields, settings
from crm_desktop.queries.import_nouns import Sums, here_of, rows_of
from crm_desktop.queries.noun_verdicts import NounVerdicts, Outcome
from crm_desktop.queries.read import Read

STEP = 500


@command("deal.import", right=Right.IMPORT, copy_first=True)
def deals(work: Work, plan: ImportPlan) -> ImportResult:
    """Bring the deals of a staged table into the base, with the clients that are new.

    Cancelling through `work.step` rolls everything back. A row fails when it has no client.
    """
    return _bring(work, plan)


@command("task.import", right=Right.IMPORT, copy_first=True)
def tasks(work: Work, plan: ImportPlan) -> ImportResult:
    """Bring the tasks of a staged table into the base; a row fails when it has no title."""
    return _bring(work, plan)


@command("note.import", right=Right.IMPORT, copy_first=True)
def notes(work: Work, plan: ImportPlan) -> ImportResult:
    """Bring notes and contacts into the stories of clients; a row needs its words and a client."""
    return _bring(work, plan)


COMMANDS = {Noun.DEALS: deals, Noun.TASKS: tasks, Noun.NOTES: notes}
"""What brings a list of a noun in."""


def _bring(work: Work, plan: ImportPlan) -> ImportResult:
    if all(name in {"ignore", "note"} for name in plan.fields):
        raise Refused.of(NOTHING_MAPPED)
    refuse_if(check_defaults(plan))
    with open_staged(Path(plan.staging)) as staged:
        brought = _Run(work, plan, staged)
        brought.do()
        tally = brought.sums.tally
        counts = {
            name: getattr(tally, name) for name in ("created", "updated", "skipped", "failed")
        }
        run = ImportRun(
            file_name=plan.file_name,
            sheet=plan.sheet_name,
            noun=plan.noun.value,
            mapping={
                "headers": list(plan.headers),
                "fields": list(plan.fields),
                "choices": to_data(plan),
            },
            at=work.now(),
            fingerprint=staged.fingerprint(plan.sheet),
            source=plan.source,
            read=tally.rows,
            **counts,
        )
        work.session.add(run)
        work.session.flush()
        faults = (*brought.failures, *brought.remarks)
        keep_rows(work.connection, run.id, plan, staged, faults, {})
        cells = brought.sums.cells(staged, plan)
    if plan.profile:
        remember(work.session, plan, work.now())
    work.name(title=plan.file_name, count=tally.created + tally.updated)
    return ImportResult(
        run.id,
        read=tally.rows,
        **counts,
        failures=tuple(brought.failures),
        remarks=tuple(brought.remarks),
        cells=cells,
    )


class _Run:
    """The rows of a list on their way into the base."""

    def __init__(self, work: Work, plan: ImportPlan, staged: StagedFile) -> None:
        self.sums = Sums()
        self.failures: list[RowFault] = []
        self.remarks: list[RowFault] = []
        self._work = work
        self._plan = plan
        self._staged = staged
        self._table = TABLES[plan.noun]
        self._clients = ClientWriter(work)
        self._records = BulkInsert(work.connection, self._table)
        self._ids = take_ids(work.connection, self._table)
        self._ranks: dict[int, str | None] = {}
        fields = custom_fields.of_noun(work.connection, CustomNoun.CLIENT)
        self._standards = with_standards([one for one in fields if not one.archived], {})

    def do(self) -> None:
        """Bring in all rows; how they fared stands in `sums` and the lists."""
        work, plan = self._work, self._plan
        work.step(0, plan.rows)
        business = settings.business(Read(work.connection, work.actor))
        actor = work.actor.employee_id
        here = here_of(work.connection, self._staged, plan, business, work.now(), actor)
        verdicts = NounVerdicts(here, self._add_client)
        for done, out in enumerate(verdicts.outcomes(rows_of(self._staged, plan)), start=1):
            self._take(out)
            if not done % STEP:
                self._flush()
                work.step(min(done, plan.rows), plan.rows)
        self._flush()
        work.step(plan.rows, plan.rows)

    def _take(self, out: Outcome) -> None:
        self.sums.add(out)
        failed = out.verdict is Verdict.FAILED
        (self.failures if failed else self.remarks).extend(
            fault for fault in out.faults if failed or fault.column >= 0
        )
        if out.verdict is Verdict.NEW:
            values = out.values | {"id": next(self._ids)}
            if self._plan.noun is Noun.DEALS:
                values["rank"] = self._rank(values["stage_id"])
            self._records.add(values)
        elif out.verdict is Verdict.CHANGED:
            changes = out.values
            if "stage_id" in changes:
                changes["rank"] = self._rank(changes["stage_id"])
            if "custom" in changes:
                changes["custom"] = dump_json(changes["custom"])
            set_values(self._work.connection, self._table, out.record, changes)

    def _flush(self) -> None:
        self._clients.flush()
        self._records.flush()

    def _rank(self, stage: int) -> str:
        """Below all that stands in a stage, so that the order of the list remains."""
        if stage not in self._ranks:
            d = Deal.__table__.c
            self._ranks[stage] = self._work.connection.scalar(
                select(d.rank)
                .where(d.deleted_at.is_(None), d.stage_id == stage)
                .order_by(d.rank.desc())
                .limit(1)
            )
        self._ranks[stage] = rank = between(self._ranks[stage], None)
        return rank

    def _add_client(self, row: StoredRow) -> int:
        values: dict[str, Any] = dict(row.values or {})
        values["custom"] = dict(self._standards)
        points = [dict(zip(POINT_COLUMNS, one, strict=True)) for one in row.points]
        contacts = []
        if row.contact is not None:
            name, position = row.contact
            inside = {"name": name, "position": position, "birthday": None}
            contacts.append(StoredContact(inside, []))
        return self._clients.add(StoredClient(values, points, contacts, row.created_at))
