"""C4: a frame of scrolling the story of a client with very much in it, beside a plain list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QSize, QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QListView

from crm_desktop.ui.clients.page import ClientsPage
from tests.bench.bases import OLDER, talkative
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, side_by_side
from tests.bench.windows import room


@measure("C4")
def scroll(bench: Bench, size: int) -> Iterator[Figure]:
    """One frame: the bar moves by a page or jumps, the entries are painted."""
    with room(bench.store.base(size)) as page:
        page.open_record(talkative(bench.store.base(size)))
        for _ in range(OLDER):
            page.panel.timeline.show_older()
        QApplication.processEvents()
        area = page.panel.body.left
        plain = _plain(page)
        steps = _steps(bench.times(200))
        pairs = [(partial(_frame, area, to), partial(_frame, plain, to)) for to in steps]
        product, probe = side_by_side(pairs)
        plain.deleteLater()
    yield Figure(
        "C4", "a frame of scrolling a story", size, "ms", product, probe, Goal(1.3), judged="tail"
    )


def _plain(page: ClientsPage) -> QListView:
    """The same words in a list of Qt's own, as many in sight as on the card."""
    story = page.panel.timeline.list
    told = story.story.told
    plain = QListView()
    lines = ["\n".join(part for part in (one.title, one.lines, one.last) if part) for one in told]
    plain.setModel(QStringListModel(lines, plain))
    plain.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    plain.setGridSize(QSize(story.width(), story.height() // len(told)))
    plain.resize(page.panel.body.left.size())
    plain.show()
    QApplication.processEvents()
    return plain


def _steps(count: int) -> list[float]:
    """Parts of the whole way: mostly screen after screen, every tenth time somewhere else."""
    place, found = 0.0, []
    for n in range(count):
        place = (place + 0.007) if n % 10 else (n * 0.379) % 1
        found.append(place % 1)
    return found


def _frame(area: QAbstractScrollArea, to: float) -> None:
    bar = area.verticalScrollBar()
    bar.setValue(round(bar.maximum() * to))
    area.viewport().repaint()
