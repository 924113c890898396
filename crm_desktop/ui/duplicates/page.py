"""Duplicates: the whole base is looked through, group by group becomes one client or stays two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import merge
from crm_desktop.crm import Done
from crm_desktop.domain.changes import Changes
from crm_desktop.domain.duplicates import Level
from crm_desktop.domain.merge import MOST
from crm_desktop.late import dataclass
from crm_desktop.queries import duplicates, merge_sheet
from crm_desktop.queries.duplicates import Group
from crm_desktop.queries.merge_sheet import MergeSheet
from crm_desktop.ui.duplicates.scanning import Scanning
from crm_desktop.ui.duplicates.side_by_side import SideBySide
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.codes import label
from crm_desktop.words.duplicates import reasons_text, threshold_text

_TABLES = frozenset({"client", "distinct_pair"})
BESIDE_UNITS = 960
"""So much room the list and the cards need to stand side by side."""
_LIST, _CARDS = 400, 730
SHEET_TABLES = frozenset({"client", "contact_point", "contact", "deal", "task", "document"})


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group as the list shows it: who is left of it, by name."""

    id: int
    ids: tuple[int, ...]
    names: tuple[str, ...]
    level: Level
    reasons: str


def _why(group: Group, ids: Sequence[int]) -> str:
    """What speaks for it that these are one, each reason once, the strongest first."""
    pairs = (pair for pair in group.pairs if {pair.first, pair.second} <= set(ids))
    texts = (reasons_text((reason,)) for pair in pairs for reason in pair.reasons)
    return ", ".join(dict.fromkeys(texts))


class DuplicatesPage(QWidget):
    """Left the groups found, the surest first; right the cards of one, side by side."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.groups: tuple[Group, ...] = ()
        self.rows: list[GroupRow] = []
        self.wanted: tuple[int, ...] = ()
        self._job: Job | None = None
        self._looked = self._stale = False
        self._asked = 0
        self._build()
        desk.jobs.committed.connect(self._committed)

    # build

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        self.summary = QLabel()
        self.summary.setFont(theme.font(1, 600))
        self.level = QComboBox()
        self.level.setAccessibleName(pgettext("Duplicates", "How sure it must be"))
        for level in Level:
            self.level.addItem(threshold_text(level), level)
        self.level.setCurrentIndex(self.level.findData(Level.LIKELY))
        self.level.currentIndexChanged.connect(lambda _place: self.look())
        self.all_button = QPushButton()
        self.all_button.clicked.connect(self.merge_sure)
        self.again = QPushButton(pgettext("Duplicates", "Look again"))
        self.again.clicked.connect(self.look)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(12), u(16), u(8))
        bar.setSpacing(u(8))
        bar.addWidget(self.summary)
        bar.addStretch(1)
        for widget in (self.level, self.all_button, self.again):
            bar.addWidget(widget)
        self.side = SideBySide(self.desk)
        self.side.merged.connect(self._over)
        self.side.told_apart.connect(self._over)
        self.table = ListTable(theme, self._columns(), pgettext("Duplicates", "Groups of cards"))
        self.table.stand_on_edge()
        self.table.current_changed.connect(lambda _id: self._show_current())
        self.table.opened.connect(lambda _id: self.side.setFocus())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([u(_LIST), u(_CARDS)])
        self.rooms = QStackedWidget()
        self.scanning = Scanning(self.desk)
        self.scanning.stopped.connect(self._stopped)
        self.idle = EmptyState(
            theme,
            "copy",
            pgettext("Duplicates", "Cards that may be one client are found by phone, e-mail, INN "
                     "and similar names."),
            pgettext("Duplicates", "Look for duplicates"),
            self.look,
        )  # fmt: skip
        self.nothing = EmptyState(
            theme,
            "circle-check",
            pgettext("Duplicates", "No two cards look like one client."),
            pgettext("Duplicates", "Look again"),
            self.look,
        )
        for room in (self.idle, self.scanning, self.splitter, self.nothing):
            self.rooms.addWidget(room)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.rooms, 1)
        self._tell()

    def _columns(self) -> list[Column]:
        return [
            Column(
                "names",
                lambda: pgettext("Duplicates", "Cards"),
                lambda row: " = ".join(row.names),
                120,
                grow=True,
            ),
            Column(
                "level",
                lambda: pgettext("Duplicates", "One client?"),
                lambda r: label(r.level),
                120,
                fits=lambda: max(map(label, Level), key=len),
            ),
        ]

    # what the shell offers

    def open_ids(self, ids: str | int) -> None:
        """The cards of exactly these numbers, divided by hyphens, side by side."""
        self.wanted = tuple(int(one) for one in str(ids).split("-") if one.isdecimal())
        self.table.hide()
        self.rooms.setCurrentWidget(self.splitter)
        self._tell()
        self._show_current()
        self.side.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Who comes to this page wants to know: the first look begins by itself."""
        super().showEvent(event)
        if not self._looked and not self.wanted and self._job is None:
            self.look()
        elif self._stale:
            self._stale = False
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large letters on a small screen: the list stands above the cards, not beside them."""
        super().resizeEvent(event)
        beside = self.width() >= self.desk.theme.u(BESIDE_UNITS)
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
            u = self.desk.theme.u
            self.splitter.setSizes([u(_LIST), u(_CARDS)] if beside else [u(100), u(430)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the list, or to what there is instead."""
        room = self.rooms.currentWidget()
        if room is self.splitter:
            (self.side if self.wanted else self.table).setFocus()
        elif room is self.scanning:
            self.scanning.stop.setFocus()
        elif isinstance(room, EmptyState):
            room.button.setFocus()

    # look

    def look(self) -> None:
        """Look through the whole base."""
        if self._job is not None:
            self._job.cancel()
        self.wanted = ()
        self.table.show()
        inside = self.isAncestorOf(self.focusWidget() or self.window())
        job = self.desk.jobs.ask(
            duplicates.groups,
            Level(self.level.currentData()),
            owner=self,
            then=self._found,
            label=pgettext("Duplicates", "Looking for duplicates"),
        )
        # With immediate jobs the answer is here already.
        self._job = job if job in self.desk.jobs.running() else None
        if self._job is not None:
            self.scanning.watch(job)
            self.rooms.setCurrentWidget(self.scanning)
            self._tell()
            if inside:
                self.scanning.stop.setFocus()

    def _stopped(self) -> None:
        self._job = None
        self.rooms.setCurrentWidget(self.splitter if self.rows else self.idle)
        self._tell()
        self.setFocus()

    def _found(self, groups: tuple[Group, ...]) -> None:
        self._job, self._looked = None, True
        self.groups = groups
        self._refresh()

    def _refresh(self) -> None:
        """Ask what is left of the groups, and what they are called."""
        self._asked += 1
        asked, groups = self._asked, self.groups
        ids = [group.ids for group in groups]
        every = [id_ for group in ids for id_ in group]

        def left(found: list[tuple[int, ...]]) -> None:
            self.desk.jobs.ask(merge_sheet.names, every, owner=self, then=partial(show, found))

        def show(found: list[tuple[int, ...]], names: dict[int, str]) -> None:
            if asked == self._asked:
                self._show(groups, found, names)

        self.desk.jobs.ask(merge_sheet.still_alike, ids, owner=self, then=left)

    def _show(
        self, groups: Sequence[Group], left: Sequence[tuple[int, ...]], names: dict[int, str]
    ) -> None:
        self.rows = [
            GroupRow(
                place,
                ids,
                tuple(names.get(one, "") for one in ids),
                group.level,
                _why(group, ids),
            )
            for place, (group, ids) in enumerate(zip(groups, left, strict=True))
            if len(ids) > 1
        ]
        if self.wanted:
            self._show_current()
            return
        before, place = self.table.current_id(), self.table.currentIndex().row()
        focused = self.rooms.currentWidget() is self.scanning and self.scanning.stop.hasFocus()
        self.table.show_rows(self.rows)
        if self.rows:
            there = {row.id for row in self.rows}
            if before not in there:
                near = self.rows[min(max(place, 0), len(self.rows) - 1)]
                self.table.select_id(near.id)
        self.rooms.setCurrentWidget(self.splitter if self.rows else self.nothing)
        self._tell()
        self._show_current()
        if focused:
            self.setFocus()

    def _tell(self) -> None:
        """The line on top: how many, and what can be done with all of them."""
        scanning = self._job is not None
        language, count = self.desk.language, len(self.rows)
        if self.wanted:
            text = pgettext("Duplicates", "Chosen cards")
        elif scanning or not self._looked or self.rooms.currentWidget() is self.idle:
            text = pgettext("Duplicates", "Duplicates")
        elif not count:
            text = pgettext("Duplicates", "No duplicates")
        else:
            text = npgettext("Duplicates", "{n} group of cards", "{n} groups of cards", count)
            text = text.format(n=formats.number(count, language))
        self.summary.setText(text)
        sure = len(self._sure())
        said = pgettext("Duplicates", "Merge all sure ones: {n}…")
        self.all_button.setText(said.format(n=formats.number(sure, language)))
        self.all_button.setVisible(sure > 0 and not scanning and not self.wanted)
        self.level.setEnabled(not scanning)
        self.level.setVisible(not self.wanted)
        # Where nothing was found, the same verb stands in the middle.
        self.again.setVisible(bool(self.wanted) or (self._looked and (count > 0 or scanning)))
        self.again.setEnabled(not scanning)
        self.again.setText(
            pgettext("Duplicates", "All duplicates")
            if self.wanted
            else pgettext("Duplicates", "Look again")
        )

    def _show_current(self) -> None:
        """The cards of the group under the cursor, or those that were asked for by number."""
        current = self.table.current_id()
        row: GroupRow | None = None if current is None else self.table.record(current)
        ids = self.wanted or (row.ids if row is not None else ())
        if not ids:
            return
        heading = pgettext("Merge", "Are they one client?")
        reasons = ""
        if not self.wanted and row is not None:
            heading, reasons = label(row.level), row.reasons

        def show(sheet: MergeSheet) -> None:
            if ids == (self.wanted or self._current_ids()):
                self.side.show_sheet(sheet, heading, reasons)

        self.desk.jobs.ask(merge_sheet.sheet, ids, owner=self, then=show)

    def _current_ids(self) -> tuple[int, ...]:
        current = self.table.current_id()
        row = None if current is None else self.table.record(current)
        return row.ids if row is not None else ()

    # do

    def _sure(self) -> list[GroupRow]:
        """Groups that are merged without being looked at: no card stands in two of them."""
        return [row for row in self.rows if row.level is Level.SURE and len(row.ids) <= MOST]

    def merge_sure(self) -> None:
        """Make one client of every sure group, after it was said how many; one step back."""
        self.desk.jobs.ask(
            merge_sheet.order_to_merge,
            [row.ids for row in self._sure()],
            owner=self,
            then=self._ask_for_all,
        )

    def _ask_for_all(self, order: list[tuple[int, ...]]) -> None:
        if not order:
            return
        dialog = FormDialog(
            self,
            self.desk.theme,
            pgettext("Duplicates", "Merge all sure ones"),
            pgettext("Duplicates", "Merge"),
            text=self.all_text(order),
        )
        if dialog.ask() is None:
            return
        self.desk.jobs.run(
            merge.groups, order, owner=self, after=self._all_done,
            label=pgettext("Merge", "Merging"),
        )  # fmt: skip

    def all_text(self, order: Sequence[Sequence[int]]) -> str:
        """What merging all of these would do, before it is done."""
        language, cards = self.desk.language, sum(map(len, order))
        become = npgettext(
            "Duplicates",
            "{cards} cards become {n} client.",
            "{cards} cards become {n} clients.",
            len(order),
        ).format(cards=formats.number(cards, language), n=formats.number(len(order), language))
        rest = pgettext(
            "Duplicates",
            "Of each group the card in use that says most stays; what the others say otherwise "
            "stands in the story. One undo brings all of them back.",
        )
        return f"{become}\n{rest}"

    def _all_done(self, done: Done[int]) -> None:
        text = npgettext(
            "Duplicates", "{n} duplicate was merged.", "{n} duplicates were merged.", done.value
        ).format(n=formats.number(done.value, self.desk.language))
        undo = partial(self.desk.jobs.undo, done.operation)
        self.desk.say(text, pgettext("Merge", "Undo"), undo)

    def _over(self) -> None:
        """What was looked at is settled: on to the next, or back to where these were asked for."""
        if not self.wanted:
            return
        keep = self.side.sheet.cards[self.side.keep].id
        self.wanted = ()
        if self.desk.navigator.knows("client"):
            self.desk.navigator.go("client", keep)

    def _committed(self, changes: Changes) -> None:
        if self.groups and changes.touches(_TABLES):
            self._stale = not self.isVisible()
            if not self._stale:
                self._refresh()
        elif self.isVisible() and changes.touches(SHEET_TABLES):
            self._show_current()
