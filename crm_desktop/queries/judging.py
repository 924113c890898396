"""Whom every row of a list means: judged once, before anything is written.

Preview and run ask here, so that both count the same. What was judged is kept beside the staged
list; it is taken over only as long as list, plan and base are proved to be what they were.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace
from itertools import compress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crm_desktop.db.figures import state_mark
from crm_desktop.domain.imports import ImportPlan, Mode, OnMatch, OnRepeat
from crm_desktop.files.staged import open_staged
from crm_desktop.files.understood import Understood
from crm_desktop.late import dataclass
from crm_desktop.queries.matching import Known, Repeats, Seen
from crm_desktop.queries.read import Step

STEP = 2_000
"""Rows asked together."""
_NOTE = "judged"


@dataclass(slots=True)
class Judgement:
    """How the rows of a list stand to the base: those that are not named here are new.

    `failed` are no clients, `unknown` mean nobody where nobody may be made. `met` mean a client:
    one of the base, or one that an earlier row has become, told by that row below zero (-1 is row
    0). `repeated` have no key and say what a client of their name says: who, and the name; left
    out, unless they are to be loaded. All in the order of the list, of `rows` rows.
    """

    rows: int = 0
    failed: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    met: list[tuple[int, int]] = field(default_factory=list)
    repeated: list[tuple[int, int, str]] = field(default_factory=list)

    def meant(self) -> set[int]:
        """The clients of the base whom any row means."""
        found = {client for _row, client in self.met if client > 0}
        return found.union(client for _row, client, _name in self.repeated)

    def left_out(self, plan: ImportPlan) -> list[tuple[int, int, str]]:
        """The repeated rows that do not come in."""
        return self.repeated if plan.on_repeat is OnRepeat.SKIP else []

    def packed(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "rows": self.rows,
            "failed": self.failed,
            "unknown": self.unknown,
            "met": [[row for row, _who in self.met], [who for _row, who in self.met]],
            "repeated": self.repeated,
        }

    @classmethod
    def unpacked(cls, kept: dict[str, Any]) -> Judgement:
        """As it was kept."""
        met = list(zip(*kept["met"], strict=True))
        repeated = [(row, who, name) for row, who, name in kept["repeated"]]
        return cls(kept["rows"], kept["failed"], kept["unknown"], met, repeated)


def judgement(
    connection: Connection, plan: ImportPlan, ready: Understood, step: Step, *, keeps: bool
) -> Judgement:
    """Whom the rows mean: as judged before, if nothing has changed since, or judged now.

    Who only reads `keeps` it for others. A writer asks under its lock, before it writes anything.
    """
    mark = {"plan": _mark(plan, ready), "base": state_mark(connection)}
    with open_staged(Path(plan.staging)) as staged:
        noted = staged.noted(_NOTE)
        kept = json.loads(noted) if noted else {}
        if all(kept.get(name) == value for name, value in mark.items()):
            return Judgement.unpacked(kept)
        found = judge(connection, plan, ready, step)
        if keeps:
            staged.note(_NOTE, json.dumps(mark | found.packed(), ensure_ascii=False))
    return found


def _mark(plan: ImportPlan, ready: Understood) -> str:
    """The same for the same rows under the same plan, as far as it tells who is meant.

    Left out is only what is surely asked later. A part is never written anew under its name.
    """
    asked = replace(plan, on_match=OnMatch.SKIP, decisions={}, owner=None, profile="")
    about = (asked, [part.name for part in ready.parts])
    return hashlib.sha256(repr(about).encode()).hexdigest()


def judge(connection: Connection, plan: ImportPlan, ready: Understood, step: Step) -> Judgement:
    """Judge every row; `step` is told of the progress and may raise."""
    judging = _Judging(connection, plan, ready)
    rows, near = judging.near(step)
    judging.found.rows = len(rows)
    asked = list(compress(rows, map(near.__contains__, rows)))
    for start in range(0, len(asked), STEP):
        step(start, plan.rows)
        judging.ask(asked[start : start + STEP])
    found = judging.found
    if plan.mode is Mode.UPDATE:
        named = {row for row, _who in found.met}.union(found.failed)
        named.update(row for row, _who, _name in found.left_out(plan))
        found.unknown = [row for row in rows if row not in named]
    return found


class _Judging:
    """Rows on their way past those who are known."""

    def __init__(self, connection: Connection, plan: ImportPlan, ready: Understood) -> None:
        self.found = Judgement()
        self._connection = connection
        self._plan = plan
        self._ready = ready
        self._known = Known(connection, plan.match)

    def near(self, step: Step) -> tuple[list[int], set[int]]:
        """All rows, and those that are to be asked one after another; the others mean nobody.

        Who shares no key with anybody known nor with another row is new whatever comes. Of the
        rows of a firm that any of them may join, the first names it.
        """
        plan, known, ready = self._plan, self._known, self._ready
        table = (plan.first_row, plan.last_row, plan.skip_rows)
        rows = ready.column("row", *table)
        if known.together:
            return rows, set(rows)
        near = {*plan.meets, *ready.keyless(known.keys, *table)}
        for key in known.keys:
            step(0, plan.rows)
            column = ready.column(key, *table)
            shared = known.shared(key, column)
            near.update(compress(rows, map(shared.__contains__, column)))
        joined = ready.joined(*table) if known.keys else set()
        if joined:
            firms = ready.column("firm", *table)
            counts = Counter(firms)
            joined = {firm for firm in joined if counts[firm] > 1}
            near.update(compress(rows, map(joined.__contains__, firms)))
        return rows, near

    def ask(self, rows: Sequence[int]) -> None:
        """Judge some rows one after another."""
        plan, known, found = self._plan, self._known, self.found
        block: list[Seen] = list(self._ready.seen(known.keys, rows))
        repeated, bearers = self._repeated(block)
        for row, client, name, firm, joins, *texts in block:
            if client is None:
                found.failed.append(row)
                continue
            met = plan.meets.get(row)
            if met is None and row in repeated:
                found.repeated.append((row, *repeated[row]))
                if plan.on_repeat is OnRepeat.SKIP:
                    continue
            met = met or known.find(texts, firm, joins)
            if met is None and bearers is not None and joins and not any(texts):
                met = bearers.only(name)
            if met is not None:
                known.add((), met, firm)
                found.met.append((row, met))
            elif plan.mode is not Mode.UPDATE:
                known.add(texts, -row - 1, firm)

    def _repeated(self, block: Sequence[Seen]) -> tuple[dict[int, tuple[int, str]], Repeats | None]:
        """Rows without any key that a client of the base says already, with that one."""
        bare = {
            row: name
            for row, client, name, _firm, _joins, *texts in block
            if client is not None and not any(texts)
        }
        if not bare or not self._known.keys:
            return {}, None
        repeats = Repeats(self._connection, bare.values())
        likely = [row for row, name in bare.items() if repeats.may_be(name)]
        told = self._ready.clients(likely) if likely else {}
        found = ((row, repeats.find(bare[row], *about)) for row, about in told.items())
        return {row: who for row, who in found if who is not None}, repeats
