"""Search and the figures of clients, kept up change by change, are what a full rebuild makes.

Every command that bears on them is driven by chance, with undo, redo and take-backs in between.
The continuous run takes a part of the steps; `CRM_DESKTOP_STEPS=10000` takes them all.
`CRM_DESKTOP_SEED` repeats a run that failed.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crm_desktop.commands import employees, organisations
from crm_desktop.commands.work import COMMANDS
from crm_desktop.crm import Crm, Done
from crm_desktop.db import facts, search
from crm_desktop.domain.problems import Refused
from tests.commands.test_undo import EXAMPLES, World
from tests.fixtures import ORGANISATION
from tests.random_days import DRIVERS, Days, Nothing

STEPS = int(os.environ.get("CRM_DESKTOP_STEPS", "1500"))
SEED = int(os.environ.get("CRM_DESKTOP_SEED", "5"))
BETWEEN = 10
"""Steps from one comparison to the next."""
FEWEST, MOST = 15, 60
"""Clients outside the bin: enough to pick from, few enough to rebuild often."""
RARE = {
    "client.import": 0.1, "deal.import": 0.1, "task.import": 0.1, "note.import": 0.1,
    "bin.purge": 0.3,
}  # fmt: skip
"""A list in a file costs as much as fifty other steps; whoever is purged can be tried no more."""
BEARING = frozenset(
    {"client", "contact_point", "contact", "merged_client", "activity", "deal", "task", "document",
     "stage"}
)  # fmt: skip
"""The tables that search and figures are made of."""
BEGINNINGS = frozenset({"base.create", "demo.fill"})
"""Not taken back; `tests/commands/test_demo.py` compares after them."""
APART = frozenset(COMMANDS) - DRIVERS.keys() - BEGINNINGS
"""The rest writes none of those tables, which is tried below."""


def derived(connection: Connection) -> dict[str, set[tuple[object, ...]]]:
    """Figures, keys, and the index itself: every term with every record that it names."""
    tables = ["client_facts", *(f"{one.noun}_search" for one in search.INDEXED)]
    run = connection.exec_driver_sql
    found = {name: {tuple(row) for row in run(f"SELECT * FROM {name}")} for name in tables}
    for name in (*(f"{one.noun}_fts" for one in search.INDEXED), "activity_fts"):
        run(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {name}, instance)")
        found[name] = {tuple(row) for row in run('SELECT term, doc, "offset" FROM temp.terms')}
        run("DROP TABLE temp.terms")
    return found


def differences(crm: Crm) -> dict[str, list[tuple[object, ...]]]:
    """What was kept up and is not in the rebuilt, and the other way round; rolled back."""
    found = {}
    with crm.database.writer.connect() as connection:
        kept = derived(connection)
        facts.rebuild(connection)
        search.rebuild(connection)
        anew = derived(connection)
        connection.rollback()
    for name in kept:
        if kept[name] != anew[name]:
            found[name] = sorted(kept[name] ^ anew[name], key=str)[:6]
    return found


class Run:
    """Steps by chance, what became of them, and the last of them for whoever must look."""

    def __init__(self, crm: Crm, folder: Path) -> None:
        self.rng = random.Random(SEED)
        self.days = Days(crm, self.rng, folder)
        self.crm = crm
        self.told: list[str] = []
        self.operations: list[int] = []
        self.by_name: dict[str, list[int]] = {}
        self.written: Counter[str] = Counter()

    def step(self) -> None:
        name = self._name()
        try:
            done = self._do(name)
        except (Nothing, Refused) as why:
            self.told.append(f"{name}: {type(why).__name__} {why}"[:100])
            return
        self.told.append(f"{name} -> {done.operation}")
        if done.operation is not None:
            self.operations.append(done.operation)
            self.by_name.setdefault(name, []).append(done.operation)
            if done.changes.touches(BEARING):
                self.written[name] += 1

    def _name(self) -> str:
        chance = self.rng.random()
        if self.told and self.told[-1].startswith("undo ->") and chance < 0.4:
            return "redo"
        if chance < 0.18:
            return self.rng.choices(("undo", "redo", "take-back"), (4, 3, 3))[0]
        count = len(self.days.ids("SELECT id FROM client WHERE deleted_at IS NULL"))
        if count < FEWEST:
            return "client.add"
        if count > MOST:
            return "client.bulk-delete"
        lacking = sorted(DRIVERS.keys() - self.written.keys())
        if lacking and chance < 0.5:
            return self.rng.choice(lacking)
        name = self.rng.choice(sorted(DRIVERS))
        return name if self.rng.random() < RARE.get(name, 1) else self._name()

    def _do(self, name: str) -> Done[Any]:
        if name == "undo":
            return self.crm.undo()
        if name == "redo":
            return self.crm.redo()
        if name == "take-back":
            if not self.operations:
                raise Nothing
            return self.crm.undo(self._long_done())
        done = DRIVERS[name](self.days)
        assert isinstance(done, Done)
        return done

    def _long_done(self) -> int:
        """Something of late, or the newest few of a kind, however long ago."""
        if self.rng.random() < 0.5:
            return self.rng.choice(self.operations[-self.rng.choice((5, 50)) :])
        return self.rng.choice(self.by_name[self.rng.choice(sorted(self.by_name))][-3:])


def test_search_and_figures_equal_a_rebuild(crm: Crm, tmp_path: Path) -> None:
    crm.do(organisations.save, ORGANISATION)
    crm.do(employees.add, "Смена")
    run = Run(crm, tmp_path)
    for number in range(1, STEPS + 1):
        run.step()
        if number % BETWEEN == 0 or number == STEPS:
            wrong = differences(crm)
            last = "\n".join(run.told[-BETWEEN:])
            assert not wrong, f"CRM_DESKTOP_SEED={SEED}, step {number}: {wrong}\n{last}"
    counts = ", ".join(f"{name} {n}" for name, n in sorted(run.written.items()))
    print(f"{STEPS} steps: {counts}")
    missing = (DRIVERS.keys() | {"undo", "redo", "take-back"}) - run.written.keys()
    assert not missing, f"never wrote anything that bears on search or figures: {missing}"
    assert crm.database.check() == []


def count(crm: Crm) -> int:
    """How many operations there were."""
    with crm.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM operation").scalar() or 0)


def test_whoever_is_not_driven_does_not_bear_on_them(crm: Crm, tmp_path: Path) -> None:
    assert DRIVERS.keys() <= COMMANDS.keys()
    world = World(crm, tmp_path)
    for name in sorted(APART):
        before = count(crm)
        EXAMPLES[name](world)
        for _ in range(count(crm) - before):
            crm.undo()
    marks = ",".join("?" * len(APART))
    sql = (
        "SELECT DISTINCT o.name, j.tbl FROM operation o JOIN journal j "
        f"ON j.id BETWEEN o.first_row AND o.last_row WHERE o.name IN ({marks})"
    )
    with crm.database.read() as connection:
        written = {tuple(r) for r in connection.exec_driver_sql(sql, tuple(sorted(APART)))}
    assert {name for name, _table in written} == APART
    assert [one for one in sorted(written) if one[1] in BEARING] == [], "needs a driver"
