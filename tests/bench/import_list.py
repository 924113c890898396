"""M1 and the first half of M8: a list of W comes in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any

from tests.bench import child, raw_import
from tests.bench.bases import Store
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, spread, whole
from tests.fixtures import make_base

COMPILING = 10_000
"""Clients of the run without the clock: enough for the children that long lists have."""


@measure("M1")
def bring_in(bench: Bench, size: int) -> Iterator[Figure]:
    """Workbook to understood, committed, journalled, searchable; every round in fresh processes."""
    rounds = bench.rounds if size >= 100_000 else max(bench.rounds, 1 if bench.smoke else 5)
    with tempfile.TemporaryDirectory() as compiled:
        _round(bench.store, COMPILING, compiled)
        pairs = [_round(bench.store, size, compiled) for _ in range(rounds)]
    products, probes = [p for p, _ in pairs], [r for _, r in pairs]
    raw = [r["seconds"] for r in probes]
    looks = {name: spread([p["parts"][name] for p in products])[0] for name in products[0]["parts"]}
    yield Figure(
        "M1", "import: file to committed", size, "s", goal=Goal(1.5), parts=looks,
        **whole([p["seconds"] for p in products], raw),
    )  # fmt: skip
    if all(p["peak"] for p in products):
        yield Figure(
            "M8", "peak memory of an import", size, "MiB", goal=Goal(1.0),
            **whole([p["peak"] for p in products], [r["peak"] for r in probes]),
        )  # fmt: skip


def _round(store: Store, size: int, compiled: str) -> tuple[dict[str, Any], dict[str, Any]]:
    source = store.workbook(size)
    with store.place() as folder:
        make_base(folder / "base")
        raw_import.without_triggers(folder / "base")
        raw = child.call("raw_import:measured", source, folder / "base", compiled=compiled)
    with store.place() as folder:
        make_base(folder / "base")
        ours = child.call("import_child:run", source, folder / "base", compiled=compiled)
    return ours, raw
