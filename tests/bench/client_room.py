"""C1 to C3: the clients' room over a base full of history and fields of the business's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from crm_desktop.domain.filters import Filter
from crm_desktop.domain.views import Sort
from crm_desktop.queries import clients
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.kit.record_table import RecordTable
from tests.bench import child, raw_import
from tests.bench.asked import asked
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, side_by_side, spread
from tests.bench.windows import constant_table, room

GAP_MS = 50.0
ACTIONS = (
    "before", "make", "open", "sort", "filter", "jump", "first card", "card", "first form", "form",
    "story",
)  # fmt: skip
"""`before`: the window is there and imports what the room will need. `make`: the room's first
showing, until everything in it is made that is ever made beforehand."""


@measure("C1")
def ask_the_room(bench: Bench, size: int) -> Iterator[Figure]:
    """Asked to painted; goal: one redraw of the page and twice the raw query of the ids."""
    base = bench.store.base(size)
    raw = raw_import.connect(base)
    try:
        with room(base) as page:
            table = constant_table(size)
            for what, (sorts, wanted, sql) in asked(page.desk.jobs.crm).items():
                least = len(raw.execute(sql).fetchall())
                assert least == len(page.desk.jobs.crm.ask(clients.ids, "", sorts, wanted)), what
                pair = (partial(_show, page, sorts, wanted), partial(_raw, table, raw, sql))
                product, probe = side_by_side([pair] * bench.times(20))
                yield Figure("C1", what, size, "ms", product, probe, Goal(1.0))
            table.deleteLater()
    finally:
        raw.close()


def _show(page: ClientsPage, sorts: tuple[Sort, ...], wanted: Filter) -> None:
    # Not the rows that stand there already.
    page.model.show([])
    page.model.show(page.desk.jobs.crm.ask(clients.skeleton, "", sorts, wanted=wanted).ids)
    page.table.viewport().repaint()


def _raw(table: RecordTable, raw: Any, sql: str) -> None:
    raw.execute(sql).fetchall()
    raw.execute(sql).fetchall()
    table.viewport().repaint()


@measure("C2")
def jump(bench: Bench, size: int) -> Iterator[Figure]:
    """To the end of the list and back to its beginning; goal: one redraw and 5 ms."""
    with room(bench.store.base(size)) as page:
        table = constant_table(size)
        pairs = [
            (partial(_jump, page.table, end), partial(_jump, table, end))
            for end in _ends(bench.times(60))
        ]
        product, probe = side_by_side(pairs)
        table.deleteLater()
    yield Figure("C2", "jump to the end and back", size, "ms", product, probe, Goal(1.0, 5.0))


def _ends(count: int) -> Sequence[bool]:
    return [number % 2 == 0 for number in range(count)]


def _jump(table: RecordTable, to_end: bool) -> None:
    if to_end:
        table.scrollToBottom()
    else:
        table.scrollToTop()
    table.viewport().repaint()


@measure("C3")
def standstill(bench: Bench, size: int) -> Iterator[Figure]:
    """How long the window stands still while the room is worked in."""
    base = bench.store.base(size)
    found: dict[str, list[float]] = {name: [] for name in ACTIONS}
    compiled = str(bench.store.folder / "compiled")
    # An installed program comes compiled: the first run is not counted.
    child.call("room_child:measured", base, compiled=compiled)
    for _ in range(bench.rounds):
        told = child.call("room_child:measured", base, compiled=compiled)
        for name in ACTIONS:
            found[name].append(told[name])
    for name in ACTIONS:
        yield Figure(
            "C3", f"longest standstill: {name}", size, "ms", spread(found[name]), None,
            Goal(plus=GAP_MS), judged="median",
        )  # fmt: skip
