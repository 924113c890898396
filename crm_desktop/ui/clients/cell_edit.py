"""F2 in the list: a cell is typed over in its place, and the next one below is ready."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from crm_desktop.commands import client_fields
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, OwnField
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import custom_fields
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.kit.table_view import MARK_UNITS
from crm_desktop.ui.parts.rhythm_edit import offer_rhythms
from crm_desktop.ui.parts.suggest import suggest, suggest_words
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext
from crm_desktop.words.codes import problem_text
from crm_desktop.words.custom_fields import typed_text

EDITABLE = ("name", "phone", "email", "city", "source", "status", "tags", "rhythm_days")
"""Simple cells beside those of the business's own fields: one line of text; everything else is the
form's."""
_LISTS = {
    "source": DictionaryKind.SOURCE,
    "status": DictionaryKind.STATUS,
    "tags": DictionaryKind.TAG,
}
_LEAVING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_LEAST_UNITS = 160
"""A line narrower than this is nothing to type in."""


class CellEdit(QObject):
    """Opens a line over the cell under the cursor.

    Enter saves and goes down, Tab saves and opens the next simple cell of the row, Esc leaves all
    as it was; going elsewhere saves. What is refused is said below the cell, and the line stays.
    """

    def __init__(self, desk: Desk, table: RecordTable) -> None:
        super().__init__(table)
        self.desk = desk
        self._table = table
        self.line: _Line | None = None
        self._client = 0
        self._field = ""
        self.problem = _Problem(desk, table.viewport())
        self.own: dict[str, OwnField] = {}
        self._own_fields = LiveQuery(
            table,
            desk.jobs,
            custom_fields.listing,
            ("custom_field",),
            lambda: {"noun": CustomNoun.CLIENT},
            self._come,
        )
        for bar in (table.verticalScrollBar(), table.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._place())
        table.horizontalHeader().sectionResized.connect(lambda *_: self._place())
        table.model().modelReset.connect(self._place)

    def begin(self) -> bool:
        """Type over the cell under the cursor, or the first simple one; False if there is none."""
        self.leave()
        index = self._table.currentIndex()
        column = self._column_at_or_after(index.column())
        line = self._table.records.record(index.row())
        if column is None or line is None:
            return False
        self._client = line.id
        self._field = self._table.records.columns[column].key
        value = line.values.get(self._field)
        own = self.own.get(self._field)
        self._open(self._text(value) if own is None else typed_text(own, value, self.desk.language))
        return True

    def leave(self) -> None:
        """Close the line; what was typed is dropped."""
        line, self.line = self.line, None
        self.problem.hide()
        if line is not None:
            line.leave = None
            line.hide()
            line.deleteLater()

    # the line

    def _open(self, text: str) -> None:
        line = _Line(text, self._table.viewport())
        title = self._table.records.columns[self._column()].title()
        line.setAccessibleName(title)
        if self._field in _LISTS:
            suggest(self.desk, line, _LISTS[self._field], several=self._field == "tags")
        elif self._field == "rhythm_days":
            offer_rhythms(line)
        elif (own := self.own.get(self._field)) is not None and own.choices:
            suggest_words(line, own.choices, several=own.kind is CustomKind.SEVERAL)
        line.done = self._save
        line.given_up = self._give_up
        line.leave = self._left
        self.line = line
        self._table.scrollTo(self._index())
        self._place()
        line.show()
        line.selectAll()
        line.setFocus()

    def _save(self, down: int, right: int) -> None:
        """Save what was typed, then go so many rows down or simple cells to the right."""
        line = self.line
        if line is None or line.isReadOnly():
            return
        if line.text().strip() == line.before.strip():
            self._saved(line, down, right, self._below(down), None)
            return
        line.setReadOnly(True)
        self.desk.jobs.run(
            client_fields.set_fields,
            self._client,
            {self._field: line.text()},
            owner=line,
            then=partial(self._saved, line, down, right, self._below(down)),
            failed=partial(self._refused, line),
        )

    def _saved(
        self, line: _Line, down: int, right: int, below: int | None, _nothing: object
    ) -> None:
        if line is not self.line:
            return
        had_focus = line.hasFocus()
        column = self._column()
        self.leave()
        if had_focus:
            self._table.setFocus()
        if down and below is not None:
            self._go(below, column)
        elif right:
            following = self._column_at_or_after(column + right, right)
            if following is not None:
                self._go(self._client, following)
                self.begin()

    def _refused(self, line: _Line, refused: Refused) -> None:
        text = "\n".join(problem_text(one) for one in refused.problems)
        if line is not self.line:
            self.desk.say(text)
            return
        line.setReadOnly(False)
        line.refused = line.text()
        line.setProperty("problem", True)
        line.style().polish(line)
        line.setAccessibleDescription(text)
        self.problem.say(text)
        self._place()
        line.setFocus()

    def _left(self) -> None:
        """Going elsewhere saves; what was refused already waits in its place, and holds nobody."""
        if self.line is not None and self.line.text() != self.line.refused:
            self._save(0, 0)

    def _give_up(self) -> None:
        self.leave()
        self._table.setFocus()

    # where it is

    def _place(self) -> None:
        """Over its cell, wherever that is now."""
        line = self.line
        if line is None:
            return
        index = self._index()
        if not index.isValid():
            # Another list is shown: what was typed is not lost by that.
            self._save(0, 0)
            return
        cell = self._table.visualRect(index)
        least = self.desk.theme.u(_LEAST_UNITS)
        room = self._table.viewport().rect()
        cell.setWidth(max(cell.width(), least))
        # The mark at the edge, by which the table shows the keyboard, stays in sight.
        edge = self.desk.theme.u(MARK_UNITS)
        cell.moveLeft(max(min(cell.left(), room.right() - cell.width()), edge))
        line.setGeometry(cell)
        self.problem.place_below(cell, room)

    def _index(self) -> QModelIndex:
        row = self._table.records.row_of(self._client)
        return QModelIndex() if row is None else self._table.model().index(row, self._column())

    def _column(self) -> int:
        keys = [column.key for column in self._table.records.columns]
        return keys.index(self._field) if self._field in keys else 0

    def _column_at_or_after(self, place: int, step: int = 1) -> int | None:
        """The simple cell at this place of the row or, where that is none, the nearest one."""
        columns = self._table.records.columns
        simple = [
            number
            for number, column in enumerate(columns)
            if (column.key in EDITABLE or column.key in self.own)
            and not self._table.isColumnHidden(number)
        ]
        if place in simple:
            return place
        onward = [one for one in simple if (one - place) * step > 0]
        if onward:
            return onward[0] if step > 0 else onward[-1]
        return None if abs(place - self._table.currentIndex().column()) == 1 else _first(simple)

    def _come(self, fields: list[OwnField]) -> None:
        self.own = {one.field: one for one in fields}

    def _below(self, down: int) -> int | None:
        row = self._table.records.row_of(self._client)
        return None if row is None else self._table.records.id_at(row + down)

    def _go(self, client: int, column: int) -> None:
        row = self._table.records.row_of(client)
        if row is not None:
            self._table.setCurrentIndex(self._table.model().index(row, column))

    @staticmethod
    def _text(value: object) -> str:
        if isinstance(value, list | tuple):
            return ", ".join(str(one) for one in value)
        return "" if value is None else str(value)


def _first(numbers: list[int]) -> int | None:
    return numbers[0] if numbers else None


class _Line(QLineEdit):
    """The line over a cell; tells what its keys mean."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setProperty("cell", True)
        self.before = text
        self.refused: str | None = None
        self.done: Callable[[int, int], object] = _nothing
        self.given_up: Callable[[], object] = _nothing
        self.leave: Callable[[], object] | None = None

    def event(self, event: QEvent) -> bool:
        """Tab belongs to the row of cells here, and Enter is no key of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.done(0, step)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done(1, 0)
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.leave is not None and event.reason() not in _LEAVING:
            self.leave()


class _Problem(QFrame):
    """What is wrong with a cell, just below it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        u = desk.theme.u
        self.setProperty("panel", True)
        self.setAutoFillBackground(True)
        self.text = QLabel(self)
        self.text.setProperty("bad", True)
        self.text.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(8), u(4), u(8), u(4))
        layout.addWidget(self.text)
        self.setAccessibleName(pgettext("Clients", "What is wrong with the cell"))
        self.hide()

    def say(self, text: str) -> None:
        """Show this."""
        self.text.setText(text)
        self.show()
        self.raise_()

    def place_below(self, cell: QRect, room: QRect) -> None:
        """Below the cell, or above it where the list ends."""
        width = min(self._desk.theme.u(360), room.width())
        self.setFixedWidth(width)
        self.adjustSize()
        top = cell.bottom() + 1
        if top + self.height() > room.bottom():
            top = cell.top() - self.height()
        self.move(max(min(cell.left(), room.right() - width), 0), max(top, 0))


def _nothing(*_: object) -> None:
    """Before anybody listens."""
