"""M2, M3, M4: what is asked of a base of any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from crm_desktop.crm import Crm
from crm_desktop.domain.text import fold
from crm_desktop.exports.client_view import STANDARD
from crm_desktop.queries import client_list, clients, deals, documents, tasks, timeline
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
            (partial(_search, crm, model, text), partial(raw_search, raw, text))
            for text in workload.queries(bench.times(400), size)
        ]
        product, probe = side_by_side(pairs)
    finally:
        raw.close()
        crm.close()
    yield Figure("M2", "search, first 50 in the model", size, "ms", product, probe, Goal(2.0))


def _page(crm: Crm, wanted: Sequence[int]) -> Sequence[Any]:
    return crm.ask_page(client_list.lines, list(wanted), STANDARD)


def _search(crm: Crm, model: RecordModel, text: str) -> None:
    # As the window asks (`ui.clients.found`): the ids and their lines at once.
    found = crm.ask(clients.skeleton, text, most=FIRST, shown=STANDARD)
    model.show(found.ids, found.lines)
    model.ensure(0, FIRST - 1)


def raw_search(raw: Any, text: str) -> None:
    words = fold(text).split()
    trigrams = sorted({w[i : i + 3] for w in words for i in range(len(w) - 2)})
    # What is shorter than a trigram the index knows nothing of.
    asked = " AND ".join('"' + t.replace('"', '""') + '"' for t in trigrams) or '"---"'
    raw.execute(
        "SELECT rowid FROM client_fts WHERE client_fts MATCH ? ORDER BY rowid DESC LIMIT ?",
        (asked, FIRST),
    ).fetchall()


@measure("M3")
def open_card(bench: Bench, size: int) -> Iterator[Figure]:
    """All that a card shows of one client, history included."""
    base = bench.store.base(size)
    crm, raw = Crm(base), raw_import.connect(base)
    try:
        ids = crm.ask(clients.ids)
        wanted = ids[:: max(len(ids) // bench.times(200), 1)]
        pairs = [(partial(_card, crm, i), partial(_raw_card, raw, i)) for i in wanted]
        product, probe = side_by_side(pairs)
    finally:
        raw.close()
        crm.close()
    yield Figure("M3", "a card with its history", size, "ms", product, probe, Goal(10.0))


def _card(crm: Crm, client_id: int) -> None:
    crm.ask(clients.card, client_id)
    crm.ask(timeline.story, client_id)
    crm.ask(deals.listing, client_id)
    crm.ask(tasks.listing, client_id=client_id)
    crm.ask(documents.listing, client_id)


_HISTORY = (
    "SELECT j.* FROM journal j WHERE j.tbl = '{table}' AND j.pk IN "
    "(SELECT id FROM {table} WHERE {key} = ?) ORDER BY j.id DESC"
)
_CARD = (
    "SELECT c.*, f.* FROM client c JOIN client_facts f ON f.client_id = c.id WHERE c.id = ?",
    "SELECT * FROM contact_point WHERE client_id = ? ORDER BY place",
    "SELECT * FROM contact WHERE client_id = ?",
    "SELECT * FROM client_address WHERE client_id = ?",
    "SELECT * FROM client_account WHERE client_id = ?",
    "SELECT * FROM client_relation WHERE client_id = ?",
    "SELECT * FROM activity WHERE client_id = ? AND pinned_at IS NOT NULL",
    "SELECT * FROM activity WHERE client_id = ? ORDER BY at DESC LIMIT 51",
    "SELECT * FROM attachment WHERE client_id = ?",
    _HISTORY.format(table="client", key="id"),
    _HISTORY.format(table="contact_point", key="client_id"),
    _HISTORY.format(table="deal", key="client_id"),
    "SELECT * FROM deal WHERE client_id = ?",
    "SELECT * FROM task WHERE client_id = ?",
    "SELECT id, number, date, total FROM document WHERE client_id = ?",
)


def _raw_card(raw: Any, client_id: int) -> None:
    for sql in _CARD:
        raw.execute(sql, (client_id,)).fetchall()


@measure("M4")
def board(bench: Bench, size: int) -> Iterator[Figure]:
    """The board of all open deals: as many as there are clients."""
    base = bench.store.base(size)
    crm, raw = Crm(base), raw_import.connect(base)
    try:
        pairs = [(partial(crm.ask, deals.board), partial(_raw_board, raw))] * bench.times(10)
        product, probe = side_by_side(pairs)
    finally:
        raw.close()
        crm.close()
    yield Figure("M4", "board, all its cards", size, "ms", product, probe, Goal(1.5))
    # The page shows nothing before it has every card: the first screen costs what all cost.
    yield Figure("M4", "board, first screen", size, "ms", product, probe, Goal(0.5))


def _raw_board(raw: Any) -> None:
    raw.execute(
        "SELECT d.id, d.title, d.client_id, c.name, d.stage_id, d.amount, d.currency, "
        "d.expected_close, d.stage_since FROM deal d JOIN client c ON c.id = d.client_id "
        "WHERE d.deleted_at IS NULL ORDER BY d.stage_id, d.rank"
    ).fetchall()
