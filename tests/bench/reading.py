"""M2, M3, M4: what is asked of a base of any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from crm_desktop.crm import Crm
from crm_desktop.domain.text import fold
from crm_desktop.queries import clients
from crm_desktop.ui.clients.columns import columns
from crm_desktop.ui.kit.record_model import RecordModel
from tests.bench import raw_import, workload
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, side_by_side

FIRST = 50


@measure("M2")
def search(bench: Bench, size: int) -> Iterator[Figure]:
    """A query of W to the first 50 rows in the list's model."""
    base = bench.store.base(size)
    crm, raw = Crm(base), raw_import.connect(base)
    try:
        model = RecordModel(columns("ru", "RUB"), partial(_page, crm))
        pairs = [
            (partial(_search, crm, model, text), partial(_raw_search, raw, text))
            for text in workload.queries(bench.times(400), size)
        ]
        product, probe = side_by_side(pairs)
    finally:
        raw.close()
        crm.close()
    yield Figure("M2", "search, first 50 in the model", size, "ms", product, probe, Goal(2.0))


def _page(crm: Crm, wanted: Sequence[int]) -> Sequence[Any]:
    return crm.ask_page(clients.page, list(wanted))


def _search(crm: Crm, model: RecordModel, text: str) -> None:
    model.show(crm.ask(clients.skeleton, text, most=FIRST).ids)
    model.ensure(0, FIRST - 1)


def _raw_search(raw: Any, text: str) -> None:
    words = fold(text).split()
    trigrams = sorted({w[i : i + 3] for w in words for i in range(len(w) - 2)})
    asked = " AND ".join('"' + t.replace('"', '""') + '"' for t in trigrams)
    raw.execute(
        "SELECT rowid FROM client_fts WHERE client_fts MATCH ? ORDER BY rowid DESC LIMIT ?",
        (asked, FIRST),
    ).fetchall()
