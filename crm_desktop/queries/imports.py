"""Looking at a staged file before anything is written: table, columns, verdicts, clients met."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.clients import StoredClient
from crm_desktop.domain.importing import (
    Cell,
    ColumnGuess,
    Context,
    Dictionary,
    RowReader,
    StoredRow,
    TableShape,
    day_first,
    find_table,
    guess_columns,
    pack,
    stored_row,
    text_of,
    unpack,
)
from crm_desktop.domain.imports import (
    EMPTY_TABLE,
    NO_NAME_OR_CONTACT,
    ImportPlan,
    RowFault,
)
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.files.staged import Sheet, StagedFile, open_staged
from crm_desktop.files.staging import stage
from crm_desktop.paths import resources
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query

SAMPLE_ROWS = 400
SHOWN_ROWS = 30
DOUBTFUL_ROWS = 200
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

    `known` of the rows would meet a client that is already there. `plan` runs as it stands, or
    with the columns the user chose. `rows` are the first ones, `doubtful` the first with faults.
    """

    plan: ImportPlan
    kind: str
    encoding: str
    delimiter: str
    sheets: tuple[SheetRow, ...]
    shape: TableShape
    columns: tuple[ColumnGuess, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    read: int
    known: int
    failed: int
    without_contact: int
    faults: tuple[RowFault, ...]
    doubtful: tuple[tuple[int, tuple[str, ...]], ...] = ()


@query(right=Right.IMPORT)
def stage_file(read: Read, source: str, folder: str) -> str:
    """Parse a foreign file once, in a limited child process; the path of its staging file.

    Refuses what cannot be read, in words; `read.step` ends the child when the user cancels.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)

    def cancelled() -> bool:
        read.step(0, 0)
        return False

    return str(stage(Path(source), Path(folder), cancelled=cancelled))


@query(right=Right.IMPORT)
def preview(
    read: Read,
    staging: str,
    file_name: str,
    *,
    sheet: int | None = None,
    header_row: int | None = None,
    fields: Sequence[str] | None = None,
) -> ImportPreview:
    """Find the table, guess the columns, read every row without writing anything.

    `sheet`, `header_row` and `fields` are what the user chose otherwise. Refuses an empty file.
    """
    dictionary = Dictionary(resources() / "headers.tsv")
    with open_staged(Path(staging)) as staged:
        chosen = _sheet(staged, sheet, dictionary)
        rows = list(staged.rows(chosen.id))
        shape = find_table(
            (r for r in rows if header_row is None or r[0] >= header_row), dictionary
        )
        if not shape.data_rows:
            raise Refused.of(EMPTY_TABLE, name=file_name)
        body = [
            (number, cells)
            for number, cells in rows
            if shape.data_first_row <= number <= shape.data_last_row and number not in shape.skipped
        ]
        sample = [cells for _number, cells in body[:SAMPLE_ROWS]]
        columns = guess_columns(shape.headers, sample, dictionary)
        columns = _chosen(columns, fields)
        plan = _plan(staging, file_name, chosen, shape, columns)
        return _judge(
            read,
            ImportPreview(
                plan=plan,
                kind=staged.kind,
                encoding=staged.encoding,
                delimiter=staged.delimiter,
                sheets=tuple(SheetRow(s.id, s.name, s.visible, s.rows) for s in staged.sheets),
                shape=shape,
                columns=columns,
                rows=_shown(body[:SHOWN_ROWS]),
                read=0,
                known=0,
                failed=0,
                without_contact=0,
                faults=(),
            ),
            staged,
            body,
        )


def _sheet(staged: StagedFile, wanted: int | None, dictionary: Dictionary) -> Sheet:
    """The sheet asked for, else the visible one that holds the most of a table."""
    if not staged.sheets:
        raise Refused.of(EMPTY_TABLE, name="")
    if wanted is not None:
        return next((s for s in staged.sheets if s.id == wanted), staged.sheets[0])
    shown = [s for s in staged.sheets if s.visible and s.rows] or list(staged.sheets)
    if len(shown) == 1:
        return shown[0]

    def worth(sheet: Sheet) -> tuple[float, int]:
        rows = [r for r, _ in zip(staged.rows(sheet.id), range(80), strict=False)]
        shape = find_table(rows, dictionary)
        known = sum(1 for h in shape.headers if dictionary.knows(h))
        # A named table beats a longer one; otherwise the first sheet is the one meant.
        return (known if known >= 2 else 0) + (1.0 if shape.data_rows else 0.0), -sheet.id

    return max(shown, key=worth)


def _chosen(
    columns: tuple[ColumnGuess, ...], fields: Sequence[str] | None
) -> tuple[ColumnGuess, ...]:
    """The guesses, with what the user chose instead."""
    return tuple(
        replace(c, field=fields[c.index], confidence=1.0)
        if fields is not None and c.index < len(fields) and fields[c.index] != c.field
        else c
        for c in columns
    )


def _plan(
    staging: str,
    file_name: str,
    sheet: Sheet,
    shape: TableShape,
    columns: tuple[ColumnGuess, ...],
) -> ImportPlan:
    width = max((c.index for c in columns), default=-1) + 1
    fields = ["ignore"] * width
    headers = [""] * width
    for column in columns:
        fields[column.index] = column.field
        headers[column.index] = column.header
    return ImportPlan(
        staging=staging,
        file_name=file_name,
        sheet=sheet.id,
        sheet_name=sheet.name,
        headers=tuple(headers),
        fields=tuple(fields),
        first_row=shape.data_first_row,
        last_row=shape.data_last_row,
        rows=shape.data_rows,
        skip_rows=shape.skipped,
    )


def reader_of(plan: ImportPlan, sample: Sequence[Sequence[Cell]]) -> RowReader:
    """The reader of the plan's table; columns of dates settle on their order by the sample."""
    contexts = {
        i: Context(day_first=day_first([row[i] for row in sample if i < len(row)]))
        for i, field in enumerate(plan.fields)
        if field in {"birthday", "created_at", "close_date"}
    }
    return RowReader(plan.headers, plan.fields, contexts, tag=plan.tag, defaults=plan.defaults)


def understood(plan: ImportPlan, staged: StagedFile) -> Iterator[tuple[int, StoredRow]]:
    """The table's rows in the forms that the base keeps.

    What a preview of the same plan has understood was kept in the staging file: the run writes
    what was shown, and nothing is read twice.
    """
    kept = staged.kept(plan.mark())
    if kept is not None:
        for number, text in kept:
            yield number, unpack(text)
        return
    rows = staged.rows(plan.sheet, plan.first_row, plan.last_row)
    body = (row for row in rows if row[0] not in plan.skip_rows)
    head = list(itertools.islice(body, SAMPLE_ROWS))
    reader = reader_of(plan, [cells for _number, cells in head])
    for number, cells in itertools.chain(head, body):
        yield number, stored_row(reader.read(cells))


def _judge(
    read: Read,
    found: ImportPreview,
    staged: StagedFile,
    body: Sequence[tuple[int, list[Cell]]],
) -> ImportPreview:
    """Count what the run would do, and keep every row as it was understood."""
    known_keys = _known(read)
    reader = reader_of(found.plan, [cells for _number, cells in body[:SAMPLE_ROWS]])
    counts = {"known": 0, "failed": 0, "without_contact": 0}
    faults: list[RowFault] = []
    with staged.keeping(found.plan.mark()) as keep:
        for done, (number, cells) in enumerate(body):
            if done % 500 == 0:
                read.step(done, len(body))
            row = stored_row(reader.read(cells))
            keep(number, pack(row))
            if row.client is None:
                counts["failed"] += 1
                faults.append(RowFault(number, -1, NO_NAME_OR_CONTACT, ""))
                continue
            keys = _keys(row.client)
            counts["known"] += not keys.isdisjoint(known_keys)
            counts["without_contact"] += not row.client.points
            known_keys |= keys
            if len(faults) < FAULTS_SHOWN:
                faults += [RowFault(number, p.column, p.code, p.text) for p in row.problems]
    doubted = {fault.row for fault in faults}
    return replace(
        found,
        faults=tuple(faults),
        doubtful=_shown([row for row in body if row[0] in doubted][:DOUBTFUL_ROWS]),
        read=len(body),
        known=counts["known"],
        failed=counts["failed"],
        without_contact=counts["without_contact"],
    )


def _shown(
    rows: Sequence[tuple[int, list[Cell]]],
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((number, tuple(text_of(c) for c in cells)) for number, cells in rows)


def _known(read: Read) -> set[str]:
    """Everything a present client could be recognised by."""
    p, c = ContactPoint.__table__.c, Client.__table__.c
    points = read.connection.execute(
        visible(read, Client, p.normal)
        .join(ContactPoint.__table__, p.client_id == c.id)
        .where(p.normal.is_not(None))
    )
    found = {normal for (normal,) in points}
    inns = visible(read, Client, c.inn).where(c.inn != "")
    found |= {f"inn:{inn}" for (inn,) in read.connection.execute(inns)}
    outside = visible(read, Client, c.external_id).where(c.external_id != "")
    return found | {f"external:{i}" for (i,) in read.connection.execute(outside)}


def _keys(client: StoredClient) -> set[str]:
    keys = {point["normal"] for point in client.points if point["normal"]}
    if client.values["inn"]:
        keys.add(f"inn:{client.values['inn']}")
    if client.values["external_id"]:
        keys.add(f"external:{client.values['external_id']}")
    return keys
