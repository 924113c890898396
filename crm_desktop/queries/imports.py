"""Looking at a staged file before anything is written: table, columns, verdicts, clients met."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from crm_desktop.db import import_sources
from crm_desktop.db.region import region_of
from crm_desktop.domain.custom_fields import CustomNoun, OwnField
from crm_desktop.domain.import_profiles import applied, orders_of
from crm_desktop.domain.importing import (
    IGNORE,
    NOTE,
    Cell,
    ColumnGuess,
    DateOrder,
    Dictionary,
    Row,
    TableShape,
    country_of,
    guess_columns,
    settle,
    text_of,
)
from crm_desktop.domain.imports import (
    EMPTY_TABLE,
    NO_NAME_OR_CONTACT,
    Cells,
    ImportPlan,
    RowFault,
    Tally,
)
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.domain.round_trip import is_marked
from crm_desktop.domain.text import fold
from crm_desktop.files.edited import amended
from crm_desktop.files.staged import Sheet, StagedFile, open_staged
from crm_desktop.files.staging import stage
from crm_desktop.files.understood import Reading, Understood, keep, kept, make_ready, understand
from crm_desktop.late import dataclass
from crm_desktop.paths import resources
from crm_desktop.queries import custom_fields, import_runs, judging
from crm_desktop.queries.import_choices import (
    kept_as,
    like_before,
    remembered_fields,
    with_memory,
)
from crm_desktop.queries.import_dates import Dates, dates_of
from crm_desktop.queries.import_memory import Memory, remembered
from crm_desktop.queries.import_runs import ImportRunRow
from crm_desktop.queries.import_tables import (
    SAMPLE_ROWS,
    FoundTable,
    others_of,
    sheet_of,
    table_of,
)
from crm_desktop.queries.import_whole import (
    cells_of,
    literal_of,
    note_filled,
    words_of,
)
from crm_desktop.queries.read import Read, Step, no_step, query
from crm_desktop.queries.vcards import columns_of_cards, table_of_cards
from crm_desktop.queries.verdicts import Judged, Verdicts

SHOWN_ROWS = 30
_NOTHING = ImportPlan("", "", -1, "", (), (), 0, -1, 0)
"""Nothing was chosen."""
FAULTS_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One sheet of the file."""

    id: int
    name: str
    visible: bool
    rows: int


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What would happen: counts as the run would give them, and where doubts are.

    `tally` says how the rows would fare if `plan` ran as it stands, `cells` what becomes of every
    cell of the sheet. `known` of the rows meet a
    client that is there or comes before them in the list, `repeats` have no phone, e-mail or
    number and say what a client of their name says already; `without_contact` have no way of
    contact. `rows` are the first ones, `judged` tells how each fares, `reasons` why the first
    ones bring nothing new. `before` are the imports that brought this very list, `memory` tells
    how its like was brought in, `tables` are others on the sheet, of which nothing is loaded.
    `orders` says for the columns of dates what comes first; in the `ordered` ones it matters, the
    `mixed` ones contradict themselves.
    `earlier` is the last import of a list with the same heads, `missing` are clients whom such
    lists brought and whom this one does not tell any more. `untaken` are the first rows and cells
    that say otherwise than a client who is there, `pictures` of
    cards become files of their clients, `photos` cannot be kept. `seems` tells what the rows are
    by their heads, if that is nothing that is kept here.
    """

    plan: ImportPlan
    kind: str
    encoding: str
    delimiter: str
    sheets: tuple[SheetRow, ...]
    shape: TableShape
    columns: tuple[ColumnGuess, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    before: tuple[ImportRunRow, ...] = ()
    orders: Mapping[int, DateOrder] = field(default_factory=dict)
    ordered: frozenset[int] = frozenset()
    mixed: frozenset[int] = frozenset()
    tally: Tally = field(default_factory=Tally)
    cells: Cells = field(default_factory=Cells)
    known: int = 0
    repeats: int = 0
    without_contact: int = 0
    faults: tuple[RowFault, ...] = ()
    untaken: tuple[RowFault, ...] = ()
    reasons: tuple[RowFault, ...] = ()
    judged: Judged = field(default_factory=Judged)
    memory: Memory | None = None
    tables: tuple[TableShape, ...] = ()
    earlier: ImportRunRow | None = None
    missing: tuple[int, ...] = ()
    photos: int = 0
    pictures: int = 0
    seems: str = ""

    @property
    def read(self) -> int:
        """All rows of the table."""
        return self.tally.rows


@query(right=Right.IMPORT)
def stage_file(read: Read, source: str, folder: str, password: str = "") -> str:
    """Parse a foreign file once, in a limited child process; the path of its staging file.

    Refuses what cannot be read, in words, also a book whose `password` is another; `read.step`
    ends the child when the user cancels.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)

    def cancelled() -> bool:
        read.step(0, 0)
        return False

    staged = stage(Path(source), Path(folder), password, cancelled=cancelled, coming=make_ready)
    return str(staged)


@query(right=Right.IMPORT)
def preview(
    read: Read,
    staging: str,
    file_name: str,
    *,
    sheet: int | None = None,
    header_row: int | None = None,
    fields: Sequence[str] | None = None,
    like: ImportPlan | None = None,
    profile: str | None = "",
    anew: bool = False,
) -> ImportPreview:
    """Find the table, guess the columns, read every row without writing anything.

    `sheet`, `header_row` (`NO_HEADER`: none) and `fields` were chosen otherwise; what is done with
    the rows stays as in a plan `like` it, else as with lists of its `profile`: of this name, of
    its heads (None), or none (""); `anew`: nothing is known of it. Refuses an empty file.
    """
    dictionary = Dictionary(resources() / "headers.tsv")
    home = region_of(read.connection)
    with open_staged(Path(staging)) as staged:
        chosen = sheet_of(staged, sheet, dictionary)
        found = _found(staged, chosen, header_row, dictionary, file_name)
        top, rows, sample = found.top, found.rows, found.sample
        own = tuple(custom_fields.listing(read, CustomNoun.CLIENT))
        guesses = _guessed(staged, found, dictionary, own)
        memory = None if anew or like else remembered(read, top.headers, profile)
        if memory is not None and fields is None:
            fields = remembered_fields(memory, guesses, own)
        columns = chosen_fields(guesses, fields, settled=memory is not None)
        names, kinds = mapped(columns)
        known = _known(memory, like, names, (staging, chosen.id))
        words = words_of(read, kinds, sample)
        home = country_of(kinds, sample, home)
        dates = dates_of(kinds, sample, own, known.orders, (staged, chosen.id), read.step)
        reading = Reading(
            chosen.id, top.first, chosen.rows - 1, names, kinds, dates.orders,
            known.tag, dict(known.defaults),
            top=None if staged.columns else top, own=own, region=home, words=words,
            literal=literal_of(kinds, sample), since_1904=staged.since_1904,
        )  # fmt: skip
        ready = understand(staged, reading, file_name, read.step)
        shape = settle(top, ready.numbers(), ready.odd(), ready.bottom())
        table = (shape.data_first_row, shape.data_last_row, shape.data_rows, shape.skipped)
        plan = ImportPlan(
            staging, file_name, chosen.id, chosen.name, names, kinds, *table,
            own=own, region=home, words=words,
        )  # fmt: skip
        plan = with_memory(read, staged, like_before(plan, known), memory)
        name = plan.profile if like else kept_as(read, memory, profile, plan)
        plan = replace(plan, orders=known.orders, profile=name)
        note_filled(staged, chosen.id, top.first, chosen.rows, ready)
        ready = _kept(staged, plan, ready)
        shown = as_texts(itertools.islice((r for r in rows if _inside(plan, r[0])), SHOWN_ROWS))
        blank = unjudged(plan, staged, shape, columns, shown)
        tables = () if staged.columns else others_of(staged, chosen, shape, dictionary)
        blank = _dated(replace(blank, memory=memory, tables=tables), dates)
        return _judge(read, with_past(read, staged, blank), ready)


def _found(
    staged: StagedFile, sheet: Sheet, header: int | None, dictionary: Dictionary, name: str
) -> FoundTable:
    cards = bool(staged.columns)
    found = table_of_cards(staged, sheet) if cards else table_of(staged, sheet, header, dictionary)
    if found is None:
        raise Refused.of(EMPTY_TABLE, name=name)
    return found


def _known(
    memory: Memory | None,
    like: ImportPlan | None,
    heads: Sequence[str],
    place: tuple[str, int],
) -> ImportPlan:
    """What was chosen before: for the list itself, for its like, or nothing.

    `place` is the list and its sheet: the dates of another one have an order of their own.
    """
    if memory is not None:
        return replace(applied(memory.data, _NOTHING), orders=orders_of(memory.data, heads))
    if like is None:
        return _NOTHING
    return like if (like.staging, like.sheet) == place else replace(like, orders={})


def _kept(staged: StagedFile, plan: ImportPlan, ready: Understood) -> Understood:
    """What was understood, kept for the run; with what the user corrected."""
    keep(staged, replace(plan, edits={}).mark(), ready)
    return amended(staged, ready, partial(_reading, staged, plan), plan)


def _guessed(
    staged: StagedFile, found: FoundTable, dictionary: Dictionary, own: Sequence[OwnField]
) -> tuple[ColumnGuess, ...]:
    """What the columns mean; cards say it themselves."""
    if staged.columns:
        return columns_of_cards(staged, found)
    guesses = guess_columns(found.top.headers, found.sample, dictionary)
    if beyond := found.top.beyond:
        guesses = tuple(
            c if c.index < beyond else replace(c, field=IGNORE, confidence=0.5) for c in guesses
        )
    return _by_title(guesses, own)


def unjudged(
    plan: ImportPlan,
    staged: StagedFile,
    shape: TableShape,
    columns: tuple[ColumnGuess, ...],
    shown: tuple[tuple[int, tuple[str, ...]], ...],
) -> ImportPreview:
    """A preview before its rows are judged."""
    return ImportPreview(
        plan=plan,
        kind=staged.kind,
        encoding=staged.encoding,
        delimiter=staged.delimiter,
        sheets=tuple(SheetRow(s.id, s.name, s.visible, s.rows) for s in staged.sheets),
        shape=shape,
        photos=staged.photos,
        pictures=staged.picture_count(),
        columns=columns,
        rows=shown,
    )


@query(right=Right.IMPORT)
def with_past(read: Read, staged: StagedFile, blank: ImportPreview) -> ImportPreview:
    """The preview with the imports that brought this very list."""
    before = import_runs.loaded_before(read, staged.fingerprint(blank.plan.sheet))
    return replace(blank, before=tuple(before))


def chosen_fields(
    columns: tuple[ColumnGuess, ...], fields: Sequence[str] | None, *, settled: bool
) -> tuple[ColumnGuess, ...]:
    """The guesses, with what the user chose instead; all of them `settled`, if it was before."""
    return tuple(
        replace(c, field=fields[c.index], confidence=1.0)
        if fields is not None and c.index < len(fields) and (settled or fields[c.index] != c.field)
        else c
        for c in columns
    )


def _by_title(columns: tuple[ColumnGuess, ...], own: Sequence[OwnField]) -> tuple[ColumnGuess, ...]:
    """A column that is called as a field of the business's own goes there.

    The hidden columns of a list that another base of ours wrote say nothing to this one.
    """
    named = {fold(one.name): one.field for one in own}
    return tuple(
        replace(c, field=IGNORE, confidence=1.0)
        if is_marked(c.header)
        else replace(c, field=named[fold(c.header)], confidence=1.0)
        if fold(c.header) in named
        else c
        for c in columns
    )


def mapped(columns: tuple[ColumnGuess, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Header and field of every column; what stands far down in a nameless one is kept as well."""
    width = max((c.index for c in columns), default=-1) + 1
    fields = [NOTE] * width
    headers = [""] * width
    for column in columns:
        fields[column.index] = column.field
        headers[column.index] = column.header
    return tuple(headers), tuple(fields)


def _inside(plan: ImportPlan, row: int) -> bool:
    return plan.first_row <= row <= plan.last_row and row not in plan.skip_rows


def understood(plan: ImportPlan, step: Step) -> Understood:
    """The table's rows in the forms that the base keeps.

    What a preview of the same plan has understood was kept: the run writes what was shown, and
    nothing is read twice.
    """
    with open_staged(Path(plan.staging)) as staged:
        mark = replace(plan, edits={}).mark()
        ready = kept(staged, mark)
        if ready is None:
            ready = understand(staged, _reading(staged, plan, step), plan.file_name, step)
            return _kept(staged, plan, ready)
        return amended(staged, ready, partial(_reading, staged, plan), plan)


def _reading(staged: StagedFile, plan: ImportPlan, step: Step = no_step) -> Reading:
    """How the rows of a plan are to be understood."""
    sample = _sample(staged, plan)
    return Reading(
        plan.sheet, plan.first_row, plan.last_row, plan.headers, plan.fields,
        _dates(staged, plan, sample, step).orders, plan.tag, dict(plan.defaults),
        own=plan.own, region=plan.region, words=plan.words,
        literal=literal_of(plan.fields, sample), since_1904=staged.since_1904,
    )  # fmt: skip


def _sample(staged: StagedFile, plan: ImportPlan) -> list[list[Cell]]:
    rows = staged.rows(plan.sheet, plan.first_row, plan.last_row)
    body = (cells for number, cells in rows if number not in plan.skip_rows)
    return list(itertools.islice(body, SAMPLE_ROWS))


def _dates(
    staged: StagedFile, plan: ImportPlan, sample: Sequence[Sequence[Cell]], step: Step
) -> Dates:
    return dates_of(plan.fields, sample, plan.own, plan.orders, (staged, plan.sheet), step)


def _dated(found: ImportPreview, dates: Dates) -> ImportPreview:
    return replace(found, orders=dates.orders, ordered=dates.matters, mixed=dates.mixed)


@query(right=Right.IMPORT)
def judged(read: Read, preview: ImportPreview, plan: ImportPlan) -> ImportPreview:
    """The same list with another plan: what is done with those who are there, or what columns mean.

    Nothing that was understood is read anew.
    """
    found = replace(preview, plan=plan)
    if (plan.fields, plan.orders) != (preview.plan.fields, preview.plan.orders):
        with open_staged(Path(plan.staging)) as staged:
            dates = _dates(staged, plan, _sample(staged, plan), read.step)
        found = _dated(found, dates)
    return _judge(read, found, understood(plan, read.step))


def _judge(read: Read, found: ImportPreview, ready: Understood) -> ImportPreview:
    """Count what the run would do, and say where doubts are."""
    plan = found.plan
    judgement = judging.judgement(read.connection, plan, ready, read.step, keeps=True)
    verdicts = Verdicts(read.connection, plan, ready, judgement)
    verdicts.pass_all(read.step)
    faults = _faults(plan, ready, verdicts.empty)
    runs = [] if plan.returned else import_sources.earlier(read.connection, plan.source)
    doubtful = {f[0] for f in ready.faults(plan.first_row, plan.last_row) if _inside(plan, f[0])}
    return replace(
        found,
        tally=verdicts.tally,
        cells=cells_of(plan, ready, verdicts.untaken),
        untaken=tuple(verdicts.untaken.faults[:FAULTS_SHOWN]),
        known=verdicts.known,
        repeats=verdicts.repeats,
        without_contact=verdicts.without_contact,
        faults=tuple(faults),
        reasons=tuple(verdicts.reasons),
        judged=verdicts.judged(sorted(doubtful)),
        earlier=import_runs.card(read, runs[0]) if runs else None,
        missing=tuple(import_sources.missing(read.connection, runs, verdicts.meant)),
    )


def _faults(plan: ImportPlan, ready: Understood, empty: set[int]) -> list[RowFault]:
    """All rows that fail, and the first cells that were not understood, in the order of rows."""
    doubts = (
        RowFault(*fault)
        for fault in ready.faults(plan.first_row, plan.last_row)
        if _inside(plan, fault[0]) and fault[0] not in empty
    )
    failing = [RowFault(row, -1, NO_NAME_OR_CONTACT, "") for row in empty]
    return sorted([*failing, *itertools.islice(doubts, FAULTS_SHOWN)], key=lambda fault: fault.row)


def as_texts(rows: Iterable[Row]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Rows as they are read by eye."""
    return tuple((number, tuple(text_of(c) for c in cells)) for number, cells in rows)
