"""C1 to C3: the clients' room over a base full of history and fields of the business's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.filters import EVERYBODY, Condition, Filter, Group, Operator
from crm_desktop.domain.views import BY_NAME, Sort
from crm_desktop.queries import clients, custom_fields
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.kit.record_table import RecordTable
from tests.bench import child, raw_import, workload
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, side_by_side, spread
from tests.bench.windows import constant_table, room

GAP_MS = 50.0
ACTIONS = ("make", "open", "sort", "filter", "jump", "card")
"""`make` is the room's first showing: its module is imported and its widgets are made."""
CITIES = workload.CITIES[:2]
LEAST = 50_000

_ALL = "SELECT c.id FROM client c WHERE c.deleted_at IS NULL AND c.archived_at IS NULL"
_FACTS = _ALL.replace("client c", "client c JOIN client_facts f ON f.client_id = c.id")


def asked(crm: Crm) -> dict[str, tuple[tuple[Sort, ...], Filter, str]]:
    """What the room is asked for: order, filter, and the same in bare SQL."""
    number = crm.ask(custom_fields.listing, CustomNoun.CLIENT)[1]
    value = f"json_extract(c.custom, '$.\"{number.id}\"')"
    three = Group(
        (
            Condition("city", Operator.ONE_OF, CITIES),
            Condition("open_amount", Operator.MORE, (0,)),
            Condition(number.field, Operator.AT_LEAST, (LEAST,)),
        )
    )
    cities = ", ".join(f"'{city}'" for city in CITIES)
    narrow = (
        f"{_FACTS} AND c.city IN ({cities}) AND f.open_amount > 0 AND {value} >= {LEAST} "
        "ORDER BY c.sort_key, c.id"
    )
    debt, own = (Sort("debt", descending=True),), (Sort(number.field),)
    return {
        "open the list": (BY_NAME, EVERYBODY, f"{_ALL} ORDER BY c.sort_key, c.id"),
        "sort by debt": (debt, EVERYBODY, f"{_FACTS} ORDER BY f.debt DESC, c.id DESC"),
        "sort by an own field": (own, EVERYBODY, f"{_ALL} ORDER BY {value} NULLS LAST, c.id"),
        "filter of three conditions": (BY_NAME, three, narrow),
    }


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
    for _ in range(bench.rounds):
        told = child.call("room_child:measured", base)
        for name in ACTIONS:
            found[name].append(told[name])
    for name in ACTIONS:
        yield Figure(
            "C3", f"longest standstill: {name}", size, "ms", spread(found[name]), None,
            Goal(plus=GAP_MS), judged="median",
        )  # fmt: skip
