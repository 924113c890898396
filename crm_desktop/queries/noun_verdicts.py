"""How each row of deals, tasks or notes fares; the preview and the run go through them alike."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from sqlalchemy import select

from crm_desktop.domain.import_nouns import (
    AS_CLIENT,
    CLIENT_UNKNOWN,
    NAMESAKES,
    NO_CLIENT,
    RECORD_KNOWN,
)
from crm_desktop.domain.importing import StoredRow, clean_value, text_of
from crm_desktop.domain.importing.cells import Cell
from crm_desktop.domain.importing.noun_rows import NounReader, NounRow
from crm_desktop.domain.importing.stored import POINT_COLUMNS
from crm_desktop.domain.imports import Mode, OnMatch, RowFault, Verdict
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass
from crm_desktop.queries.bringing import Standing, point_key, standing, standings
from crm_desktop.queries.noun_kinds import records_of
from crm_desktop.queries.noun_matching import ClientFinder
from crm_desktop.queries.noun_records import Draft, Here, changes_of

BLOCK = 500
_NAMES = frozenset({
    "client_name", "company_name", "full_name", "last_name", "first_name", "middle_name",
    "contact_name",
})  # fmt: skip
_TEXTS = frozenset({"client_id", "inn", "kpp", "city", "address"})

AddClient = Callable[[StoredRow], int]
"""Makes a client of a row; the preview only counts them, below zero."""


@dataclass(slots=True)
class Outcome:
    """How a row fares: `values` of a new record, or the changes of the `record` that is met."""

    row: NounRow
    verdict: Verdict
    faults: list[RowFault]
    counts: tuple[int, int, int, int, int]
    client: int | None = None
    new_client: bool = False
    record: int = 0
    values: dict[str, Any] = field(default_factory=dict)


class NounVerdicts:
    """Goes through the rows of a list, finds or makes their clients, and says how each fares."""

    def __init__(self, here: Here, add_client: AddClient) -> None:
        """Ask the base for everything that rows may name."""
        self._here = here
        self._add = add_client
        self._finder = ClientFinder(here.connection, here.plan.match)
        self._records = records_of(here)
        self._made: dict[int, Standing] = {}
        self._by_id: dict[str, list[int]] = {}
        self._by_key: dict[tuple[Any, ...], list[int]] = {}
        self._met: set[int] = set()
        self._client_of: dict[int, int | None] = {}
        if here.plan.mode is not Mode.CREATE:
            self._learn()

    def outcomes(self, rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[Outcome]:
        """Every row, in order."""
        while block := list(itertools.islice(rows, BLOCK)):
            read = [(self._here.reader.read(number, cells), cells) for number, cells in block]
            found = [self._client(row) for row, _cells in read]
            known = [one for one, _new in found if one is not None and one > 0]
            wanted = [one for one in dict.fromkeys(known) if one not in self._made]
            present = standings(self._here.connection, wanted) if wanted else {}
            for (row, cells), (client, new) in zip(read, found, strict=True):
                who = None
                if client is not None:
                    who = self._made.get(client) or present.get(client)
                if who is not None and not new:
                    self._keep_beside(row, cells, who)
                yield self._judge(row, cells, client, new, who)

    def _learn(self) -> None:
        """What is there already: by the number of another program, else by what it says."""
        reader = self._here.reader
        heads = tuple(
            f"{reader.headers[i]}: "
            for i, name in enumerate(reader.fields)
            if name == "external_id"
        )
        for id_, key, comment in self._records.present():
            self._client_of[id_] = key[0]
            lines = [line for line in comment.split("\n") if line.startswith(heads)]
            for line in lines if heads else ():
                self._by_id.setdefault(line, []).append(id_)
            if not heads or not lines:
                self._by_key.setdefault(key, []).append(id_)

    def _id_lines(self, row: NounRow) -> list[str]:
        reader = self._here.reader
        return [reader.line(column, text) for column, text in row.told.get("external_id", ())]

    def _client(self, row: NounRow) -> tuple[int | None, bool]:
        """The client of a row, and whether this row makes it."""
        if self._records.lacks(row) or row.client.values is None:
            return None, False
        line = next(iter(self._id_lines(row)), "")
        if self._by_id.get(line):
            # A deal keeps its client, however that one is called by now.
            return self._client_of[self._by_id[line][-1]], False
        client, namesakes = self._finder.find(row.client)
        plan = self._here.plan
        if client is not None or not plan.new_clients or plan.mode is Mode.UPDATE:
            return client, False
        client = self._add(row.client)
        self._finder.add(row.client, client)
        points = [dict(zip(POINT_COLUMNS, one, strict=True)) for one in row.client.points]
        told = {**row.client.values, "tags": "[]", "custom": "{}"}
        inside = (*row.client.contact, None) if row.client.contact is not None else None
        self._made[client] = standing(row.client.values["name"], told, points, inside)
        if namesakes:
            column = self._column_of(row)
            row.doubts.append((column, NAMESAKES, row.client.values["name"][:200]))
        return client, True

    def _judge(
        self, row: NounRow, cells: Sequence[Cell], client: int | None, new: bool,
        who: Standing | None,
    ) -> Outcome:  # fmt: skip
        plan = self._here.plan
        lacking = self._records.lacks(row)
        named = row.client.values is not None
        if not lacking and client is None and plan.mode is not Mode.UPDATE and named:
            if self._records.wants_client():
                lacking = CLIENT_UNKNOWN
            else:
                self._keep_all(row, cells)
        if lacking:
            return self._failed(row, lacking)
        draft = self._records.draft(row, client, who.name if who is not None else "")
        if self._records.wants_client() and draft.values["client_id"] is None:
            if named:
                return self._outcome(row, Verdict.PRESENT, [], client, new)
            return self._failed(row, NO_CLIENT)
        record = self._find(draft)
        if record:
            return self._meet(row, draft, record, client, new)
        if plan.mode is Mode.UPDATE:
            return self._outcome(row, Verdict.PRESENT, [], client, new)
        out = self._outcome(row, Verdict.NEW, [], client, new)
        out.values = draft.values
        return out

    def _meet(
        self, row: NounRow, draft: Draft, record: int, client: int | None, new: bool
    ) -> Outcome:
        """A record that is there: what the row brings to it."""
        plan = self._here.plan
        table = self._records.table
        present = self._here.connection.execute(select(table).where(table.c.id == record))
        known = dict(present.mappings().one())
        on_met = plan.on_met(row.number, own=False)
        overwrite = on_met is OnMatch.OVERWRITE
        changes = changes_of(known, draft, self._records.text, overwrite=overwrite)
        if "stage_id" in changes:
            for name in ("stage_since", "closed_at"):
                changes[name] = draft.values[name]
        if changes and on_met is not OnMatch.SKIP:
            out = self._outcome(row, Verdict.CHANGED, [], client, new)
            out.record, out.values = record, changes
            return out
        title = str(known.get("title") or known.get("text") or "")
        told = [RowFault(row.number, -1, RECORD_KNOWN, title[:200])]
        return self._outcome(row, Verdict.PRESENT, told, client, new)

    def _find(self, draft: Draft) -> int:
        """The record that is meant; each is meant once in a list."""
        for waiting in (self._by_id.get(draft.id, []), self._by_key.get(draft.key, [])):
            while waiting:
                one = waiting.pop()
                if one not in self._met:
                    self._met.add(one)
                    return one
        return 0

    def _failed(self, row: NounRow, code: str) -> Outcome:
        fault = RowFault(row.number, -1, code, "")
        counts = row.counts(failed=True, new_client=False)
        return Outcome(row, Verdict.FAILED, [fault], counts)

    def _outcome(
        self, row: NounRow, verdict: Verdict, told: list[RowFault], client: int | None, new: bool
    ) -> Outcome:
        doubts = [RowFault(row.number, *doubt) for doubt in row.doubts]
        counts = row.counts(failed=False, new_client=new)
        return Outcome(row, verdict, [*told, *doubts], counts, client, new)

    def _keep_beside(self, row: NounRow, cells: Sequence[Cell], who: Standing) -> None:
        """What a row says of a known client that its card does not: kept, the card stays."""
        reader = self._here.reader
        for column in reader.client_cells(cells, row):
            if not _says(who, reader, cells, column):
                row.lines[column] = reader.line(column, text_of(cells[column]))

    def _keep_all(self, row: NounRow, cells: Sequence[Cell]) -> None:
        """Nobody is the client of a row: what it says of one is kept, and told."""
        reader = self._here.reader
        for column in reader.client_cells(cells, row):
            row.lines[column] = reader.line(column, text_of(cells[column]))
        column = self._column_of(row)
        values: Mapping[str, Any] = row.client.values or {}
        row.doubt(column, CLIENT_UNKNOWN, str(values.get("name", "")))

    def _column_of(self, row: NounRow) -> int:
        """The column that names the client."""
        fields = self._here.reader.fields
        named = [i for i, name in enumerate(fields) if name in _NAMES and i not in row.blank]
        return named[0] if named else next(iter(self._here.reader.client_columns), 0)


def _says(who: Standing, reader: NounReader, cells: Sequence[Cell], column: int) -> bool:
    """Whether the card says what a cell says."""
    name = reader.fields[column]
    text = text_of(cells[column])
    if name in _NAMES:
        return set(_words(text)) <= set(_words(who.name))
    if name in _TEXTS:
        value = str(clean_value(name, cells[column]).value or "")
        return fold(value) == fold(str(who.values.get(AS_CLIENT.get(name, name)) or ""))
    points = [
        dict(zip(POINT_COLUMNS, one, strict=True)) for one in reader.of_client(cells, column).points
    ]
    return bool(points) and all(point_key(point) in who.points for point in points)


def _words(text: str) -> list[str]:
    return [word for part in fold(text).split() if (word := part.strip("«»„“”\"'.,()"))]
