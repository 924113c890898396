"""M2b, M9: what the list of clients takes to paint, beside the same table with nothing behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from crm_desktop.crm import Crm
from crm_desktop.exports.client_view import STANDARD
from crm_desktop.queries import clients
from crm_desktop.queries.client_list import ClientLine
from crm_desktop.ui.clients.columns import columns
from crm_desktop.ui.clients.found import FIRST
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.kit.record_model import RecordModel
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.bench import raw_import, workload
from tests.bench.bench import Bench, measure
from tests.bench.dressed import application
from tests.bench.reading import raw_search
from tests.bench.timing import Figure, Goal, side_by_side

_FIELDS = {
    "name": "ООО «Соколмонтаж-743»",
    "phone": "+7 (905) 080-92-22",
    "email": "info@example.ru",
    "city": "Киров",
    "source": "Выставка",
    "next_task_on": "2026-06-01",
    "open_amount": 4_500_000,
    "debt": 120_000,
}
ROW = ClientLine(
    (1, _FIELDS["name"], 0, *_FIELDS.values()),
    {name: place for place, name in enumerate(_FIELDS, start=3)},
)


class Constant(RecordModel):
    """The same row everywhere, nothing to read."""

    def record(self, row: int) -> Any:
        return ROW

    def _load(self, first: int, last: int) -> list[int]:
        return []


@contextmanager
def room(base: Path) -> Iterator[ClientsPage]:
    """The program's room of the clients over a base, its answers at once."""
    application()
    crm = Crm(base)
    desk = Desk(Jobs(crm, immediate=True), Theme("light", 1.0, "ru"), Navigator(), language="ru")
    page = ClientsPage(desk)
    page.resize(1280, 760)
    page.show()
    QApplication.processEvents()
    try:
        yield page
    finally:
        page.hide()
        page.deleteLater()
        desk.jobs.shutdown()
        QApplication.processEvents()
        crm.close()


def constant_table(rows: int) -> RecordTable:
    """The same table over rows that are all one."""
    model = Constant(columns("ru", "RUB"), lambda _ids: [])
    table = RecordTable(Theme("light", 1.0, "ru"), model, "probe")
    model.setParent(table)
    table.resize(1280, 690)
    table.show()
    model.show(range(1, rows + 1))
    QApplication.processEvents()
    return table


@measure("M2b")
def keystroke(bench: Bench, size: int) -> Iterator[Figure]:
    """A query typed to its hits painted, without the pause for the fingers; goal: one redraw
    of the page and twice the raw search."""
    base = bench.store.base(size)
    raw = raw_import.connect(base)
    try:
        with room(base) as page:
            table = constant_table(size)
            pairs = [
                (partial(_type, page, text), partial(_redraw, table, raw, text))
                for text in workload.queries(bench.times(100), size)
            ]
            product, probe = side_by_side(pairs)
            table.deleteLater()
    finally:
        raw.close()
    yield Figure("M2b", "keystroke to painted list", size, "ms", product, probe, Goal(1.0))


def _type(page: ClientsPage, text: str) -> None:
    found = page.desk.jobs.crm.ask(clients.skeleton, text, most=FIRST, shown=STANDARD)
    page.model.show(found.ids, found.lines)
    page.table.viewport().repaint()


def _redraw(table: RecordTable, raw: Any, text: str) -> None:
    raw_search(raw, text)
    raw_search(raw, text)
    table.viewport().repaint()


@measure("M9")
def scroll(bench: Bench, size: int) -> Iterator[Figure]:
    """One frame: the bar moves by a page or jumps, the rows are painted."""
    with room(bench.store.base(size)) as page:
        table = constant_table(size)
        steps = _steps(bench.times(200), size)
        pairs = [(partial(_scroll, page.table, to), partial(_scroll, table, to)) for to in steps]
        product, probe = side_by_side(pairs)
        table.deleteLater()
    yield Figure("M9", "a frame of scrolling", size, "ms", product, probe, Goal(1.3), judged="tail")


def _steps(count: int, size: int) -> list[int]:
    """Mostly page after page, every tenth time somewhere else."""
    place, found = 0, []
    for n in range(count):
        place = (place + 20) if n % 10 else (n * 7_919) % size
        found.append(place % size)
    return found


def _scroll(table: RecordTable, to: int) -> None:
    table.verticalScrollBar().setValue(to)
    table.viewport().repaint()
