"""How each row of an import would fare, without writing anything."""

from __future__ import annotations

import itertools
import json
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any

from sqlalchemy import Connection

from crm_desktop.domain.clients import Point
from crm_desktop.domain.custom_fields import PREFIX
from crm_desktop.domain.imports import (
    ROW_KNOWN,
    ROW_NOT_TAKEN,
    ROW_REPEATED,
    ROW_UNKNOWN,
    ImportPlan,
    OnMatch,
    RowFault,
    Tally,
    Verdict,
)
from crm_desktop.files.understood import Understood
from crm_desktop.late import dataclass
from crm_desktop.queries.bringing import Standing, standing, standings
from crm_desktop.queries.judging import Judgement
from crm_desktop.queries.untaken import Untaken

_KINDS = tuple(Verdict)
STEP = 2_000
REASONS_TOLD = 1_000
MET_TOLD = 2_000
"""Rows of which is remembered whom they meet and what they would change."""


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

    `doubtful` are those with cells that were not understood, and those that fail; `asked` those
    about which nothing is decided yet; `untaken` those that say otherwise than their client.
    """

    rows: Mapping[Verdict, Sequence[int]] = field(default_factory=dict)
    doubtful: Sequence[int] = ()
    met: Mapping[int, Met] = field(default_factory=dict)
    asked: Sequence[int] = ()
    untaken: Sequence[int] = ()
    _every: Sequence[int] = field(init=False, repr=False, compare=False)
    _kinds: bytearray = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Here, where rows are judged: who shows them has no time to go through them all.
        every = array("l", sorted(itertools.chain.from_iterable(self.rows.values())))
        kinds = bytearray(every[-1] + 1 if every else 0)
        for place, verdict in enumerate(_KINDS, start=1):
            for number in self.rows.get(verdict, ()):
                kinds[number] = place
        object.__setattr__(self, "_every", every)
        object.__setattr__(self, "_kinds", kinds)

    def numbers(self) -> Sequence[int]:
        """All rows."""
        return self._every

    def verdict(self, number: int) -> Verdict | None:
        """How a row fares; None for one that was not judged."""
        place = self._kinds[number] if 0 <= number < len(self._kinds) else 0
        return _KINDS[place - 1] if place else None


class Verdicts:
    """Goes through the rows as the run would; what the run would write is only remembered.

    A client that a row of the list would become is known by that row: its id is its row below
    zero.
    """

    def __init__(
        self, connection: Connection, plan: ImportPlan, ready: Understood, judgement: Judgement
    ) -> None:
        """Nothing is looked at yet."""
        self.tally = Tally()
        self.known = len(judgement.met)
        self.repeats = len(judgement.repeated)
        self.without_contact = 0
        self.empty = set(judgement.failed)
        self.meant = judgement.meant()
        self.reasons: list[RowFault] = []
        self._connection = connection
        self._plan = plan
        self._ready = ready
        self._judgement = judgement
        self.untaken = Untaken(plan)
        self._changed: dict[int, Standing] = {}
        self._rows = {verdict: array("l") for verdict in Verdict}
        self._met: dict[int, Met] = {}
        self._asked: array[int] = array("l")

    def pass_all(self, step: Callable[[int, int], object]) -> None:
        """Look at every row; `step` is told how far it is and may raise."""
        plan, found = self._plan, self._judgement
        table = (plan.first_row, plan.last_row, plan.skip_rows)
        self.without_contact = self._ready.without_contact(*table)
        left_out = found.left_out(plan)
        self._rows[Verdict.FAILED].extend(found.failed)
        self._rows[Verdict.PRESENT].extend(found.unknown)
        self._rows[Verdict.PRESENT].extend(row for row, _who, _name in left_out)
        for row in found.unknown:
            self.untaken.row(row, ROW_UNKNOWN, "")
        for start in range(0, len(found.met), STEP):
            step(start, plan.rows)
            self._meet(found.met[start : start + STEP])
        named = {row for rows in self._rows.values() for row in rows}
        every = self._ready.column("row", *table)
        self._rows[Verdict.NEW].extend(row for row in every if row not in named)
        self.tally = Tally(*(len(self._rows[verdict]) for verdict in Verdict))
        self.untaken.faults.sort(key=lambda fault: fault.row)
        self.reasons += [RowFault(row, -1, ROW_UNKNOWN, "") for row in found.unknown[:REASONS_TOLD]]
        self.reasons += [
            RowFault(row, -1, ROW_REPEATED, name) for row, _who, name in left_out[:REASONS_TOLD]
        ]
        self.reasons.sort(key=lambda fault: fault.row)
        del self.reasons[REASONS_TOLD:]

    def judged(self, doubtful: Sequence[int]) -> Judged:
        """Which rows fare how."""
        rows = {verdict: array("l", sorted(found)) for verdict, found in self._rows.items()}
        failed = rows[Verdict.FAILED]
        untaken = array("l", sorted({fault.row for fault in self.untaken.faults}))
        doubts = array("l", sorted({*doubtful, *failed}))
        return Judged(rows, doubts, self._met, self._asked, untaken)

    def _leave(self, row: int, code: str, who: str) -> None:
        """A row brings nothing."""
        self._rows[Verdict.PRESENT].append(row)
        self._tell(row, code, who)

    def _meet(self, met: Sequence[tuple[int, int]]) -> None:
        """Rows that mean a client who is there: what each would change."""
        plan = self._plan
        present = [found for _row, found in met if found > 0 and found not in self._changed]
        own = [-found - 1 for _row, found in met if found < 0 and found not in self._changed]
        told = self._ready.clients([*(row for row, _found in met), *own])
        block = standings(self._connection, list(dict.fromkeys(present))) if present else {}
        for row in own:
            block[-row - 1] = standing(told[row].values["name"], *told[row])
        for row, found in met:
            state = self._changed.get(found) or block[found]
            wanted, points, inside = told[row]
            on_met = plan.on_met(row, own=found < 0)
            overwrite = on_met is OnMatch.OVERWRITE
            asked = plan.asks and found > 0 and row not in plan.decisions and row not in plan.meets
            changes = state.changes(wanted, points, overwrite=overwrite or asked)
            new = state.new_points(points)
            joins = state.is_new(inside)
            more = joins or state.lacks_birthday(inside)
            if len(self._met) < MET_TOLD:
                who = inside[0] if inside is not None and joins else ""
                self._met[row] = Met(found, state.name, _told(state, changes, new, who))
            if asked and (changes or new or more):
                self._asked.append(row)
            if on_met is OnMatch.SKIP:
                left = self.untaken.passed_over(row, state, wanted, points, inside)
                self._leave(row, ROW_NOT_TAKEN if left else ROW_KNOWN, state.name)
                continue
            if changes or new or more:
                state.take(changes, new, inside, 0)
                self._changed[found] = state
                self._rows[Verdict.CHANGED].append(row)
            else:
                self._leave(row, ROW_KNOWN, state.name)
            self.untaken.cells(row, state, wanted, points, inside)

    def _tell(self, row: int, code: str, who: str) -> None:
        if len(self.reasons) < REASONS_TOLD:
            self.reasons.append(RowFault(row, -1, code, who))


def _told(
    state: Standing, changes: Mapping[str, Any], points: Sequence[Point], who: str
) -> tuple[Change, ...]:
    """What a row brings, value by value."""
    texts = [
        Change(name, _text(state.values.get(name, state.name)), _text(value))
        for name, value in changes.items()
        if name not in ("custom", "sort_key")
    ]
    own = json.loads(state.values["custom"]) if "custom" in changes else {}
    brought = json.loads(changes["custom"]) if "custom" in changes else {}
    texts += [
        Change(f"{PREFIX}{key}", _text(own.get(key)), _text(value))
        for key, value in brought.items()
        if own.get(key) != value
    ]
    texts += [Change("contact_name", "", who)] if who else []
    return (*texts, *(Change(point["kind"], "", point["value"]) for point in points))


def _text(value: object) -> str:
    return "" if value is None else str(value)
