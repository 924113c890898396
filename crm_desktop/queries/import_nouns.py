"""Looking at a staged list of deals, tasks or notes before anything is written."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from crm_desktop.db.region import region_of
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.import_profiles import applied, orders_of
from crm_desktop.domain.importing import (
    IGNORE,
    Cell,
    Context,
    DateOrder,
    Dictionary,
    StoredRow,
    guess_columns,
    measure,
    point_of,
)
from crm_desktop.domain.importing import filled as filled_of
from crm_desktop.domain.importing.noun_heads import guess_fields, guess_noun, not_kept
from crm_desktop.domain.importing.noun_rows import NounReader
from crm_desktop.domain.imports import Cells, ImportPlan, RowFault, Tally, Verdict
from crm_desktop.domain.rights import Right
from crm_desktop.domain.settings import Business
from crm_desktop.files import standby
from crm_desktop.files.staged import Sheet, StagedFile, open_staged
from crm_desktop.paths import resources
from crm_desktop.queries import custom_fields, imports, settings
from crm_desktop.queries.import_choices import kept_as, like_before, remembered_fields
from crm_desktop.queries.import_dates import Dates, dates_of
from crm_desktop.queries.import_memory import BESIDES, remembered
from crm_desktop.queries.import_tables import (
    SAMPLE_ROWS,
    FoundTable,
    others_of,
    sheet_of,
    table_of,
)
from crm_desktop.queries.imports import SHOWN_ROWS, ImportPreview
from crm_desktop.queries.noun_records import Here
from crm_desktop.queries.noun_verdicts import NounVerdicts, Outcome
from crm_desktop.queries.read import Read, Step, no_step, query
from crm_desktop.queries.verdicts import Judged
from crm_desktop.words.returned import returned_run

STEP = 500
TOLD = 1_000
"""Reasons and doubts that a preview lists."""


@query(right=Right.IMPORT)
def preview(
    read: Read,
    staging: str,
    file_name: str,
    *,
    noun: Noun | None = None,
    sheet: int | None = None,
    header_row: int | None = None,
    fields: Sequence[str] | None = None,
    like: ImportPlan | None = None,
    profile: str | None = "",
    anew: bool = False,
) -> ImportPreview:
    """Find the table and say what would happen to its rows, whatever they stand for.

    Without a `noun` the heads of the table tell it. A list of clients is looked at by
    `imports.preview`, which knows the other arguments; so is a file without a table.
    """
    asked = noun
    if noun is not Noun.CLIENTS:
        dictionary = Dictionary(resources() / "headers.tsv")
        with open_staged(Path(staging)) as staged:
            chosen = sheet_of(staged, sheet, dictionary)
            # Cards are people, whatever they say.
            cards = bool(staged.columns)
            table = None if cards else table_of(staged, chosen, header_row, dictionary)
            if table is not None:
                noun = noun or guess_noun(table.top.headers)
            if table is not None and noun is not None and noun is not Noun.CLIENTS:
                standby.end(staged.path)
                found = _look(read, staged, chosen, table, noun, dictionary)
                found = _as_chosen(read, found, fields, like, None if anew else profile)
                plan = replace(found.plan, file_name=file_name)
                if like is None:
                    name = kept_as(read, found.memory, profile, plan)
                    plan = replace(plan, profile=name)
                return _judge(read, staged, replace(found, plan=plan))
    found = imports.preview(
        read,
        staging,
        file_name,
        sheet=sheet,
        header_row=header_row,
        fields=fields,
        like=like,
        profile=profile,
        anew=anew,
    )
    # Whoever chose, or loaded its like, knows what it is.
    open_ = asked is None and found.memory is None
    return replace(found, seems=not_kept(found.columns)) if open_ else found


@query(right=Right.IMPORT)
def judged(read: Read, preview: ImportPreview, plan: ImportPlan) -> ImportPreview:
    """The same list with another plan."""
    if plan.noun is Noun.CLIENTS:
        return imports.judged(read, preview, plan)
    with open_staged(Path(plan.staging)) as staged:
        return _judge(read, staged, replace(preview, plan=plan))


def here_of(
    connection: Connection,
    staged: StagedFile,
    plan: ImportPlan,
    business: Business,
    now: str,
    actor: int,
) -> Here:
    """What the rows of a plan have in common."""
    sample = _sample(staged, plan)
    orders = _dates(staged, plan, sample).orders
    today = datetime.now().astimezone().date()
    contexts: dict[int, Context] = {}
    for column in range(len(plan.fields)):
        cells = [row[column] for row in sample if column < len(row)]
        order = orders.get(column, DateOrder.DAY)
        contexts[column] = Context(
            order, plan.region, point_of(cells), today, since_1904=staged.since_1904
        )
    reader = NounReader(
        plan.headers,
        plan.fields,
        contexts,
        own=plan.own,
        currency=business.currency,
        tag=plan.tag,
        defaults=plan.defaults,
    )
    currency, language = business.currency, business.language
    return Here(connection, plan, reader, now, actor, currency, language)


def _sample(staged: StagedFile, plan: ImportPlan) -> list[list[Cell]]:
    rows = itertools.islice(rows_of(staged, plan), SAMPLE_ROWS)
    return [cells for _number, cells in rows]


def _dates(
    staged: StagedFile, plan: ImportPlan, sample: Sequence[Sequence[Cell]], step: Step = no_step
) -> Dates:
    return dates_of(plan.fields, sample, plan.own, plan.orders, (staged, plan.sheet), step)


def rows_of(staged: StagedFile, plan: ImportPlan) -> Iterator[tuple[int, list[Cell]]]:
    """The records of a plan's table, with what the user corrected in them."""
    edited = {row for row, _column in plan.edits}
    for number, cells in staged.rows(plan.sheet, plan.first_row, plan.last_row):
        if number not in plan.skip_rows:
            yield number, plan.corrected(number, cells) if number in edited else cells


class Sums:
    """What became of the rows and cells of a list, row by row."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self.rows = {verdict: array("l") for verdict in Verdict}
        self.counts = [0] * 5

    def add(self, out: Outcome) -> None:
        """Count a row."""
        self.rows[out.verdict].append(out.row.number)
        self.counts = [a + b for a, b in zip(self.counts, out.counts, strict=True)]

    @property
    def tally(self) -> Tally:
        """How the rows fared."""
        return Tally(*(len(self.rows[verdict]) for verdict in Verdict))

    def cells(self, staged: StagedFile, plan: ImportPlan) -> Cells:
        """Where all cells of the sheet ended up."""
        filled, kept, problems, ignored, blank = self.counts
        last = next(one.rows for one in staged.sheets if one.id == plan.sheet)
        inside = staged.filled(plan.sheet, plan.first_row, plan.last_row)
        left_out = staged.rows_at(plan.sheet, sorted(plan.skip_rows))
        skipped = sum(len(filled_of(cells)) for _number, cells in left_out)
        aside = staged.filled(plan.sheet, 0, last) - inside + skipped
        return Cells(
            filled=filled + aside,
            stored=filled - kept - problems - ignored,
            kept=kept,
            problems=problems,
            ignored=ignored,
            aside=aside,
            blank=blank,
        )


def _as_chosen(
    read: Read,
    found: ImportPreview,
    fields: Sequence[str] | None,
    like: ImportPlan | None,
    profile: str | None,
) -> ImportPreview:
    """The list with what was chosen for it, or for the last one of its like."""
    plan = found.plan
    memory = None
    if like is None and profile != "":
        memory = remembered(read, plan.headers, profile, plan.noun)
    if memory is not None and fields is None:
        fields = remembered_fields(memory, found.columns, plan.own, plan.noun)
    columns = imports.chosen_fields(found.columns, fields, settled=memory is not None)
    plan = replace(plan, fields=imports.mapped(columns)[1])
    if like is not None:
        plan = replace(like_before(plan, like), new_clients=like.new_clients)
    elif memory is not None:
        orders = orders_of(memory.data, plan.headers)
        plan = replace(applied(memory.data, plan), orders=orders)
    return replace(found, columns=columns, plan=plan, memory=memory)


def _look(
    read: Read, staged: StagedFile, sheet: Sheet, table: FoundTable, noun: Noun,
    dictionary: Dictionary,
) -> ImportPreview:  # fmt: skip
    """A list that is not one of clients, as it is guessed; its rows are not judged yet."""
    top = table.top
    own = tuple(custom_fields.listing(read, CustomNoun.DEAL)) if noun is Noun.DEALS else ()
    columns = guess_fields(noun, guess_columns(top.headers, table.sample, dictionary), own)
    if returned_run(top.headers) is not None:
        # Failed rows come back corrected: their numbers and reasons are no part of them.
        rest = [replace(one, field=IGNORE, confidence=1.0) for one in columns[-BESIDES:]]
        columns = (*columns[:-BESIDES], *rest)
    names, kinds = imports.mapped(columns)
    shape = measure(top, staged.rows(sheet.id, top.first), dictionary.knows)
    where = (shape.data_first_row, shape.data_last_row, shape.data_rows, shape.skipped)
    plan = ImportPlan(
        str(staged.path), "", sheet.id, sheet.name, names, kinds, *where,
        own=own, region=region_of(read.connection), noun=noun,
    )  # fmt: skip
    body = itertools.islice(rows_of(staged, plan), SHOWN_ROWS)
    shown = imports.as_texts(body)
    found = imports.unjudged(plan, staged, shape, columns, shown)
    found = imports.with_past(read, staged, found)
    return replace(found, tables=others_of(staged, sheet, shape, dictionary))


def _judge(read: Read, staged: StagedFile, found: ImportPreview) -> ImportPreview:
    """Count what the run would do, and say where doubts are."""
    plan = found.plan
    made = itertools.count(-1, -1)

    def add(_row: StoredRow) -> int:
        return next(made)

    business, actor = settings.business(read), read.viewer.employee_id
    dates = _dates(staged, plan, _sample(staged, plan), read.step)
    here = here_of(read.connection, staged, plan, business, _now(), actor)
    sums = Sums()
    faults: list[RowFault] = []
    reasons: list[RowFault] = []
    doubtful = array("l")
    for out in NounVerdicts(here, add).outcomes(rows_of(staged, plan)):
        sums.add(out)
        doubts = [fault for fault in out.faults if fault.column >= 0]
        told = [fault for fault in out.faults if fault.column < 0]
        if doubts or out.verdict is Verdict.FAILED:
            doubtful.append(out.row.number)
        if out.verdict is Verdict.FAILED or len(faults) < TOLD:
            faults += doubts if out.verdict is not Verdict.FAILED else told
        if out.verdict is Verdict.PRESENT and len(reasons) < TOLD:
            reasons += told
        if not out.row.number % STEP:
            read.step(min(out.row.number - plan.first_row, plan.rows), plan.rows)
    return replace(
        found,
        orders=dates.orders,
        ordered=dates.matters,
        mixed=dates.mixed,
        tally=sums.tally,
        cells=sums.cells(staged, plan),
        known=sums.tally.updated + sums.tally.skipped,
        repeats=0,
        without_contact=0,
        faults=tuple(faults),
        reasons=tuple(reasons),
        judged=Judged(sums.rows, doubtful),
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
