"""How each row of an import would fare, without writing anything."""

from __future__ import annotations

import itertools
import json
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from crm_desktop.domain.clients import Point
from crm_desktop.domain.custom_fields import PREFIX
from crm_desktop.domain.imports import (
    ROW_KNOWN,
    ROW_REPEATED,
    ImportPlan,
    Mode,
    OnMatch,
    OnRepeat,
    RowFault,
    Tally,
    Verdict,
)
from crm_desktop.files.understood import Understood
from crm_desktop.queries.matching import Known, Repeats, Standing, standing, standings

STEP = 500
REASONS_TOLD = 1_000
MET_TOLD = 2_000
"""Rows of which is remembered whom they meet and what they would change."""

_Row = tuple[dict[str, Any], list[Point]]


@dataclass(frozen=True, slots=True)
class Change:
    """What a row changes about a client; `old` is empty where it fills or adds."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Met:
    """The client that a row means, below zero for an earlier row of the list, and the changes."""

    client: int
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The numbers of the rows by how they fare, in their order, and the first that meet somebody.

    `doubtful` are those with cells that were not understood, and those that fail.
    """

    rows: Mapping[Verdict, Sequence[int]] = field(default_factory=dict)
    doubtful: Sequence[int] = ()
    met: Mapping[int, Met] = field(default_factory=dict)

    def numbers(self) -> list[int]:
        """All rows."""
        return sorted(number for rows in self.rows.values() for number in rows)


class Verdicts:
    """Goes through the rows as the run would; what the run would write is only remembered.

    A client that a row of the list would become is known by that row: its id is its row below
    zero.
    """

    def __init__(self, connection: Connection, plan: ImportPlan, ready: Understood) -> None:
        """Nothing is looked at yet."""
        self.tally = Tally()
        self.known = 0
        self.repeats = 0
        self.without_contact = 0
        self.empty: set[int] = set()
        self.meant: set[int] = set()
        self.reasons: list[RowFault] = []
        self._connection = connection
        self._plan = plan
        self._ready = ready
        self._matches = plan.mode is not Mode.CREATE
        self._known = Known(connection, plan.match if self._matches else ())
        self._changed: dict[int, Standing] = {}
        self._rows = {verdict: array("l") for verdict in Verdict}
        self._met: dict[int, Met] = {}

    def pass_all(self, step: Callable[[int, int], object]) -> None:
        """Look at every row; `step` is told how far it is and may raise."""
        plan = self._plan
        rows = (
            row
            for row in self._ready.seen(self._known.keys, plan.first_row, plan.last_row)
            if row[0] not in plan.skip_rows
        )
        done = 0
        while block := list(itertools.islice(rows, STEP)):
            step(done, plan.rows)
            self._look_at(block)
            done += len(block)
        self.tally = Tally(*(len(self._rows[verdict]) for verdict in Verdict))
        self.reasons.sort(key=lambda fault: fault.row)

    def judged(self, doubtful: Sequence[int]) -> Judged:
        """Which rows fare how."""
        rows = {verdict: array("l", sorted(found)) for verdict, found in self._rows.items()}
        failed = rows[Verdict.FAILED]
        return Judged(rows, array("l", sorted({*doubtful, *failed})), self._met)

    def _look_at(self, block: Sequence[tuple[Any, ...]]) -> None:
        bare = [
            (row, name) for row, c, _p, name, *texts in block if c is not None and not any(texts)
        ]
        repeated = self._repeated(bare) if self._matches else {}
        met: list[tuple[int, int]] = []
        for row, client, points, _name, *texts in block:
            if client is None:
                self.empty.add(row)
                self._rows[Verdict.FAILED].append(row)
                continue
            self.without_contact += not points
            found = self._plan.meets.get(row) or self._known.find(texts)
            if found is not None:
                self.known += 1
                self.meant.add(found)
                met.append((row, found))
            elif self._is_left_out(row, repeated) or self._plan.mode is Mode.UPDATE:
                self._rows[Verdict.PRESENT].append(row)
            else:
                self._known.add(texts, -row - 1)
                self._rows[Verdict.NEW].append(row)
        if met:
            self._meet(met)

    def _repeated(self, bare: Sequence[tuple[int, str]]) -> dict[int, tuple[int, str]]:
        """Rows without any key that a client of the base says already, with that one."""
        if not bare:
            return {}
        repeats = Repeats(self._connection, (name for _row, name in bare))
        likely = {row: name for row, name in bare if repeats.may_be(name)}
        if not likely:
            return {}
        found = {
            row: repeats.find(likely[row], *about)
            for row, about in self._ready.clients(list(likely)).items()
        }
        return {row: who for row, who in found.items() if who is not None}

    def _is_left_out(self, row: int, repeated: Mapping[int, tuple[int, str]]) -> bool:
        if row not in repeated:
            return False
        who, name = repeated[row]
        self.meant.add(who)
        self.repeats += 1
        left_out = self._plan.on_repeat is OnRepeat.SKIP
        if left_out:
            self._tell(row, ROW_REPEATED, name)
        return left_out

    def _meet(self, met: Sequence[tuple[int, int]]) -> None:
        """Rows that mean a client who is there: what each would change."""
        plan = self._plan
        present = [found for _row, found in met if found > 0 and found not in self._changed]
        own = [-found - 1 for _row, found in met if found < 0 and found not in self._changed]
        told = self._ready.clients([*(row for row, _found in met), *own])
        block = standings(self._connection, list(dict.fromkeys(present))) if present else {}
        for row in own:
            about: _Row = told[row]
            block[-row - 1] = standing(about[0]["name"], *about)
        for row, found in met:
            state = self._changed.get(found) or block[found]
            wanted, points = told[row]
            changes = state.changes(wanted, overwrite=plan.on_match is OnMatch.OVERWRITE)
            new = state.new_points(points)
            if len(self._met) < MET_TOLD:
                self._met[row] = Met(found, state.name, _told(state, changes, new))
            left = plan.on_match is OnMatch.SKIP and row not in plan.meets
            if left or not (changes or new):
                self._rows[Verdict.PRESENT].append(row)
                self._tell(row, ROW_KNOWN, state.name)
                continue
            state.take(changes, new)
            self._changed[found] = state
            self._rows[Verdict.CHANGED].append(row)

    def _tell(self, row: int, code: str, who: str) -> None:
        if len(self.reasons) < REASONS_TOLD:
            self.reasons.append(RowFault(row, -1, code, who))


def _told(
    state: Standing, changes: Mapping[str, Any], points: Sequence[Point]
) -> tuple[Change, ...]:
    """What a row brings, value by value."""
    texts = [
        Change(name, _text(state.values[name]), _text(value))
        for name, value in changes.items()
        if name != "custom"
    ]
    own = json.loads(state.values["custom"]) if "custom" in changes else {}
    brought = json.loads(changes["custom"]) if "custom" in changes else {}
    texts += [
        Change(f"{PREFIX}{key}", _text(own.get(key)), _text(value))
        for key, value in brought.items()
        if own.get(key) != value
    ]
    return (*texts, *(Change(point["kind"], "", point["value"]) for point in points))


def _text(value: object) -> str:
    return "" if value is None else str(value)
