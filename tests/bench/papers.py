"""M5: an invoice of five lines, from nothing to the printed page."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench import child
from tests.bench.bench import Bench, measure
from tests.bench.paper_child import Probe, Product
from tests.bench.timing import Figure, Goal, side_by_side, whole


@measure("M5")
def invoice(bench: Bench, size: int) -> Iterator[Figure]:
    """Created, issued, drawn: again and again in one process, and the first in a fresh one."""
    with bench.store.copy(size) as base:
        product, probe = Product(base), Probe(base)
        try:
            pairs = [(product.make, probe.make)] * bench.times(30)
            ours, raw = side_by_side(pairs)
        finally:
            product.close()
            probe.close()
        firsts = [
            [child.call("paper_child:first", base, who)["seconds"] for who in ("product", "probe")]
            for _ in range(bench.rounds)
        ]
    yield Figure("M5", "an invoice, again", size, "ms", ours, raw, Goal(1.5))
    yield Figure(
        "M5", "an invoice, the first", size, "s", goal=Goal(1.3),
        **whole([a for a, _ in firsts], [b for _, b in firsts]),
    )  # fmt: skip
