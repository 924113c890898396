"""The benchmark runs and measures everything that is there; what the figures say is not judged."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import timing, workload

MEASURED = {
    *("M1", "M2", "M2b", "C1", "C2", "C3", "C4", "D1", "D2", "S1"),
    *(f"M{n}" for n in range(3, 12)),
}


def test_every_measure_gives_a_figure(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench", "--smoke", "--json", str(tmp_path / "b.json")]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=True)
    found = json.loads((tmp_path / "b.json").read_text("utf-8"))
    figures = {one["measure"]: one for one in found["figures"]}
    assert set(figures) == MEASURED
    assert all(one["product"][0] > 0 for one in found["figures"])
    assert all(name in done.stdout for name in MEASURED)
    assert found["facts"]["python"]


def test_the_workload_is_always_the_same() -> None:
    assert workload.digest(200) == "5914ca016ce4d450"
    assert list(workload.rows(30)) == list(workload.rows(60))[:30]
    assert workload.queries(50, 500) == workload.queries(50, 500)


def test_the_workload_is_as_described() -> None:
    rows = list(workload.rows(4_000))
    kinds = [row[1] for row in rows]
    assert kinds.count("Компания") / 4_000 == pytest.approx(0.6, abs=0.03)
    assert kinds.count("ИП") / 4_000 == pytest.approx(0.2, abs=0.03)
    assert sum(not row[6] for row in rows) / 4_000 == pytest.approx(0.08, abs=0.02)
    phones = [row[5] for row in rows if row[5]]
    repeated = 1 - len(set(phones)) / len(phones)
    assert 0.02 < repeated < 0.06
    past = [workload.history_of(i) for i in range(4_000)]
    still_open = sum(deal.stage < 4 for one in past for deal in one.deals)
    assert still_open / 4_000 == pytest.approx(1.0, abs=0.05)
    assert sum(bool(one.invoice) for one in past) == 400
    assert all(len(one.events) == 10 for one in past)


def test_a_figure_over_its_goal_is_marked() -> None:
    fine = timing.Figure("M0", "x", 1, "ms", (2.0, 3.0), (1.0, 2.0), timing.Goal(2.0))
    assert (fine.over, fine.ratios) == (False, (2.0, 1.5))
    late = timing.Figure("M0", "x", 1, "ms", (2.0, 5.0), (1.0, 2.0), timing.Goal(2.0))
    assert late.over
    spared = timing.Figure("M0", "x", 1, "ms", (2.0, 5.0), (1.0, 2.0), timing.Goal(2.0, 1.0))
    assert not spared.over
    assert timing.spread([1.0, 2.0, 3.0, 4.0]) == (2.5, 4.0)
