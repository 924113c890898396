"""D1, D2: the search for duplicates in a whole base, and how well it tells who is who."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from crm_desktop.crm import Crm
from crm_desktop.domain.duplicates import Level
from crm_desktop.queries import duplicates
from tests.bench import child, table
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, spread
from tests.labelled import Counted, of_febrl, of_russia, of_shops, tell

SMALLEST = 1_000


@measure("D1")
def scan(bench: Bench, size: int) -> Iterator[Figure]:
    """All groups of a base, and the longest wait until somebody who cancels is heard."""
    base = bench.store.base(size)
    found = [child.call("duplicates:scan_once", base) for _ in range(bench.rounds)]
    took, silent = (spread([one[key] for one in found]) for key in ("took", "silent"))
    yield Figure("D1", "all duplicates of the base", size, "s", took, None, Goal(plus=60.0))
    yield Figure("D1", "cancelling is heard within", size, "s", silent, None, Goal(plus=1.0))
    peaks = spread([one["peak"] for one in found])
    yield Figure("D1", "peak memory of it", size, "MiB", peaks, None, None)


def scan_once(base: str) -> dict[str, float]:
    """In a process of its own."""
    crm = Crm(Path(base))
    last, silent = time.perf_counter(), 0.0

    def step(_done: int, _total: int) -> None:
        nonlocal last, silent
        now = time.perf_counter()
        last, silent = now, max(silent, now - last)

    try:
        began = time.perf_counter()
        groups = crm.ask_watched(step, duplicates.groups, Level.LIKELY)
        took = time.perf_counter() - began
    finally:
        crm.close()
    return {"took": took, "silent": silent, "groups": len(groups), "peak": child.peak_mib()}


@measure("D2")
def recognised(_bench: Bench, size: int) -> Iterator[Figure]:
    """Precision and recall on the lists of which it is known who is who; one size is enough."""
    if size != SMALLEST:
        return
    for name, listed in (("ru", of_russia()), ("ru 2", of_shops()), ("en", of_febrl())):
        told = tell(listed)
        for kind, count in sorted(told.kinds.items()):
            table.progress(f"  {name}: {kind:<36} {count.right:4} of {count.there:4}")
        for keyed, count in (("a shared key", told.exact), ("no key", told.fuzzy)):
            if count.there:
                yield from _figures(f"{name}, {keyed}", len(listed.cards), count)


def _figures(what: str, size: int, count: Counted) -> Iterator[Figure]:
    for name, share in (("precision", count.precision), ("recall", count.recall)):
        percent = (100 * share, 100 * share)
        yield Figure("D2", f"{name}: {what}", size, "%", percent, None, None)
