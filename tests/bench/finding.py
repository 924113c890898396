"""S1: the one box over everything, apart by how a query had to be read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from crm_desktop.crm import Crm
from crm_desktop.queries import search
from tests.bench import raw_import
from tests.bench.bench import Bench, measure
from tests.bench.reading import FIRST, raw_search
from tests.bench.timing import Figure, side_by_side
from tests.search_table.queries import table

HOWS = ("plain", "layout", "translit", "spelling")


@measure("S1")
def readings(bench: Bench, size: int) -> Iterator[Figure]:
    """What is found as typed, and what only on the other layout, in other letters, by slips."""
    base = bench.store.base(size)
    crm, raw = Crm(base), raw_import.connect(base)
    try:
        texts: dict[str, list[str]] = {how: [] for how in HOWS}
        for asked in table():
            hits = crm.ask(search.everything, asked.text, FIRST)
            texts[hits[0].how if hits else "spelling"].append(asked.text)
        for how, asked_so in texts.items():
            pairs = [
                (partial(crm.ask, search.everything, text, FIRST), partial(raw_search, raw, text))
                for text in asked_so[: bench.times(len(asked_so))]
            ]
            product, probe = side_by_side(pairs)
            yield Figure("S1", f"the one box, {how}", size, "ms", product, probe, None)
    finally:
        raw.close()
        crm.close()
