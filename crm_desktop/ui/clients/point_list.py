"""The ways of contact of one kind (or a few) in a form: a short list with an empty row below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.domain.clients import (
    PHONE_AS_TYPED,
    PointDraft,
    PointKind,
    ShownPoint,
    retyped,
)
from crm_desktop.domain.phones import is_machine_made, parse_phones, shown_phones
from crm_desktop.domain.problems import Problem
from crm_desktop.queries.client_parts import PointRow as StoredPoint
from crm_desktop.ui.clients.point_rows import Place, PointRow
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext
from crm_desktop.words.codes import problem_text

State = list[list[Any]]
"""Rows as they are kept while they are not saved: kind, text, label, id (0 for a new one)."""


class PointList(QWidget):
    """Rows that hold something, and an empty one to go on; the first of a kind is the main one.

    A row that is taken away comes back by a button below the list, or by Ctrl+Z.
    """

    changed = Signal()

    def __init__(
        self, desk: Desk, title: str, kinds: Sequence[PointKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._title, self.kinds = desk, title, tuple(kinds)
        self._present: list[ShownPoint] = []
        self._gone: list[tuple[int, list[Any]]] = []
        self._filling = False
        self.rows: list[PointRow] = []
        u = desk.theme.u
        self._column = QVBoxLayout()
        self._column.setSpacing(u(4))
        self.remark = QLabel()
        self.remark.setWordWrap(True)
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        self.remark.setFont(desk.theme.font(-1))
        self.remark.hide()
        self.back = QPushButton()
        self.back.setIcon(icon("undo-2"))
        self.back.clicked.connect(self.bring_back)
        self.back.hide()
        self.foot = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(4))
        layout.addLayout(self._column)
        layout.addWidget(self.remark)
        for name in ("compact", "link"):
            self.back.setProperty(name, True)
        self.back.setFlat(True)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self.foot)
        self.restore([])

    # what stands in it

    def show_points(self, points: Iterable[StoredPoint]) -> None:
        """Show those of a client that are of these kinds."""
        self._present = self._mine(points)
        self.restore(
            [[one.point.kind, one.typed, one.point.label, one.point.id] for one in self._present]
        )

    def saved(self, points: Iterable[StoredPoint]) -> None:
        """What stands here was saved, and these are there now: the rows go on as theirs."""
        self._present = self._mine(points)
        left = list(self._present)
        for row in self.rows:
            same = next((one for one in left if one.typed == row.text()), None)
            row.id = 0 if same is None else same.point.id or 0
            if same is not None:
                left.remove(same)

    def state(self) -> State:
        """The rows that hold something, as they can be kept."""
        return [[row.kind.value, row.text(), row.said, row.id] for row in self.rows if row.text()]

    def restore(self, kept: object) -> None:
        """Put rows back; an earlier version kept plain lines."""
        if isinstance(kept, str):
            lines = [line.strip() for line in kept.split("\n") if line.strip()]
            found = retyped(self.kinds[0], lines, self._present)
            shown = {one.point.id: one.typed for one in self._present}
            values = {one.point.id: one.point.value for one in self._present}
            kept = [
                [
                    one.kind,
                    shown[one.id] if one.id and one.value == values[one.id] else one.value,
                    one.label,
                    one.id or 0,
                ]
                for one in found
            ]
        self._filling = True
        self._gone = []
        rows = kept if isinstance(kept, list) else []
        for place, (kind, text, label, id_) in enumerate(rows):
            self._fill(place, PointKind(kind), str(text), str(label), int(id_))
        self._fill(len(rows), self.kinds[0], "", "", 0)
        for row in self.rows[len(rows) + 1 :]:
            self._drop(row)
        del self.rows[len(rows) + 1 :]
        self._filling = False
        self._settle()

    def add(self, kind: PointKind, value: str) -> None:
        """One more, unless it stands there."""
        if not any(value in row.text() for row in self.rows):
            filled = [row for row in self.rows if row.text()]
            self._insert(len(filled), kind, value, "", 0)
            self._settle()

    def drafts(self) -> tuple[PointDraft, ...]:
        """What the rows mean: one that is as it was is that point untouched, labels aside."""
        known = {one.point.id: one for one in self._present}
        found = []
        for row in self.rows:
            text, was = row.text(), known.get(row.id)
            if text:
                value = was.point.value if was is not None and was.typed == text else text
                found.append(PointDraft(row.kind, value, row.said, was.point.id if was else None))
        return tuple(found)

    # what is done with a row

    def remove(self, row: PointRow) -> None:
        """Take a row away; it can be brought back as long as the form is open."""
        place = self.rows.index(row)
        self._gone.append((place, [row.kind, row.text(), row.said, row.id]))
        self._drop(self.rows.pop(place))
        self._settle()
        self.rows[min(place, len(self.rows) - 1)].value.setFocus()

    def bring_back(self) -> None:
        """The row that was taken away last stands where it stood."""
        if not self._gone:
            return
        place, (kind, text, label, id_) = self._gone.pop()
        row = self._insert(min(place, len(self.rows)), kind, text, label, id_)
        self._settle()
        row.value.setFocus()

    def shift(self, row: PointRow, by: int) -> None:
        """Let a row change places with its neighbour."""
        here = self.rows.index(row)
        self._put(row, here + by)

    def make_main(self, row: PointRow) -> None:
        """The first of a kind is the main one."""
        self._put(row, next(n for n, one in enumerate(self.rows) if one.kind is row.kind))

    def _put(self, row: PointRow, place: int) -> None:
        filled = sum(1 for one in self.rows if one.text())
        if row.text() and 0 <= place < filled:
            self.rows.remove(row)
            self.rows.insert(place, row)
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
            self._settle()
            row.value.setFocus()

    # rows

    def _fill(self, place: int, kind: PointKind, text: str, label: str, id_: int) -> None:
        """A row that is there holds something else now: making one takes its time."""
        if place < len(self.rows):
            self.rows[place].fill(kind, text, label, id_)
        else:
            self._insert(place, kind, text, label, id_)

    def _insert(
        self, place: int, kind: PointKind, text: str = "", label: str = "", id_: int = 0
    ) -> PointRow:
        row = PointRow(self._desk, self.kinds, self)
        row.fill(kind, text, label, id_)
        row.changed.connect(self._settle)
        row.left.connect(self._tell)
        row.removed.connect(lambda: self.remove(row))
        row.moved.connect(lambda by: self.shift(row, by))
        row.main_wanted.connect(lambda: self.make_main(row))
        row.undo_wanted.connect(self.bring_back)
        self.rows.insert(place, row)
        self._column.insertWidget(place, row)
        row.show()
        return row

    def _drop(self, row: PointRow) -> None:
        row.blockSignals(True)
        row.hide()
        self._column.removeWidget(row)
        row.deleteLater()

    def _settle(self) -> None:
        """An empty row stands last, every row knows its place, and the form hears of it."""
        if self._filling:
            return
        if not self.rows or self.rows[-1].text():
            self._insert(len(self.rows), self.kinds[0])
        self.setFocusProxy(self.rows[0].value)
        filled = [row for row in self.rows if row.text()]
        counts, seen = Counter(row.kind for row in filled), set[PointKind]()
        for number, row in enumerate(self.rows, 1):
            first = row.kind not in seen
            if row.text():
                seen.add(row.kind)
            last = number >= len(filled)
            row.stand(Place(number, counts[row.kind], first, last), self._title)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """How a phone is read while it is typed; what could not be read is told and kept."""
        self.back.setVisible(bool(self._gone))
        if self._gone:
            text = pgettext("Clients", "Bring back: {value}").format(value=self._gone[-1][1][1])
            self.back.setText(text)
        doubts, reading, region = [], "", self._desk.region
        for row in self.rows:
            said = ""
            if row.kind is PointKind.PHONE and row.text():
                read = any(one.normal for one in parse_phones(row.text(), region))
                if not read and not row.value.hasFocus():
                    problem = Problem("phones", PHONE_AS_TYPED, {"value": row.text()})
                    said = problem_text(problem)
                    doubts.append(said)
                elif (
                    read
                    and row.value.hasFocus()
                    and (shown := shown_phones(row.text(), region)) != row.text()
                ):
                    text = pgettext("Clients", "Read as {phone}")
                    said = reading = text.format(phone=shown)
            row.value.setAccessibleDescription(said)
        remark = "\n".join(doubts) or reading
        if remark and self.remark.property("warn") != bool(doubts):
            self.remark.setProperty("warn", bool(doubts))
            self.remark.setProperty("muted", not doubts)
            self.remark.style().polish(self.remark)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def _mine(self, points: Iterable[StoredPoint]) -> list[ShownPoint]:
        return [
            ShownPoint(_typed(p), PointDraft(PointKind(p.kind), p.value, p.label, p.id))
            for p in points
            if PointKind(p.kind) in self.kinds
        ]


def _typed(point: StoredPoint) -> str:
    """As it was typed; what a spreadsheet made of a number is nobody's way of writing it."""
    made = point.kind == PointKind.PHONE and is_machine_made(point.value)
    return shown_phones(point.value) if made else point.value
