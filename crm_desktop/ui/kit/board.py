"""Columns of cards side by side: the board of deals and of tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.late import dataclass
from crm_desktop.ui.kit.board_cards import BoardCard, CardList
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.kit.shortcuts import latin
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import npgettext

__all__ = ["Board", "BoardCard", "BoardColumn"]

COLUMN_UNITS, LEAST_UNITS = 264, 212
"""A column's width; so much narrower it may be if then all of them are seen."""
EDGE_UNITS, PACE_UNITS, PACE_MS = 56, 12, 16
BOARD_MARGIN_UNITS = 16


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One column: its name, what it comes to in words (`note` stands below), colour, cards."""

    id: int
    title: str
    subtitle: str
    colour: QColor
    cards: Sequence[BoardCard]
    note: str = ""


class Board(QScrollArea):
    """Shows columns and asks for moves; nothing moves until `set_columns` brings the new order.

    `dropped(card_id, column_id, before_id | None)`: the user wants the card there, before that
    card or at the end. By mouse, or by Ctrl with the arrows. Arrows walk, Enter opens, Delete
    asks to delete, M (Ь) asks for "move to…". `hint` stands in the columns without cards.
    """

    dropped = Signal(int, int, object)
    opened = Signal(int)
    move_requested = Signal(int)
    delete_requested = Signal(int)
    menu_requested = Signal(int, object)
    """A card and the `QPoint` on the screen where its menu belongs."""
    current_changed = Signal(object)

    def __init__(
        self, theme: Theme, name: str = "", parent: QWidget | None = None, *, hint: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hint = hint
        self._columns: list[_Column] = []
        self._following: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("sideways", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget(self)
        self._row = QHBoxLayout(self._inside)
        none = theme.u(0)
        side = theme.u(BOARD_MARGIN_UNITS)
        self._row.setContentsMargins(side, none, side, theme.u(8))
        self._row.setSpacing(theme.u(12))
        self._row.addStretch()
        self.setWidget(self._inside)
        self._roll = _EdgeRoll(self, theme)

    def set_columns(self, columns: Sequence[BoardColumn]) -> None:
        """Show these columns; the cursor stays on its card, each column where it was scrolled."""
        focused, current = self._focused_card()
        place = self._place_of_focus()
        known = {one.column_id: one for one in self._columns}
        wanted = {column.id for column in columns}
        for column_id, widget in known.items():
            if column_id not in wanted:
                self._row.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._columns = [known.get(column.id) or self._make(column.id) for column in columns]
        for number, (widget, column) in enumerate(zip(self._columns, columns, strict=True)):
            if self._row.indexOf(widget) != number:
                self._row.insertWidget(number, widget)
            widget.fill(column)
        self._fit()
        self._refocus(focused, current, place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A little narrower, if that shows the last column whole."""
        count, width = len(self._columns), self._theme.u(COLUMN_UNITS)
        if not count:
            return
        around = self._row.contentsMargins()
        gaps = (count - 1) * self._row.spacing()
        room = self.viewport().width() - around.left() - around.right() - gaps
        if room // count >= self._theme.u(LEAST_UNITS):
            width = min(width, room // count)
        for column in self._columns:
            column.setFixedWidth(width)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the card it was on, else to the first column."""
        lists = self.lists()
        chosen = [one for one in lists if one.selectedIndexes()]
        for one in (chosen or lists)[:1]:
            one.setFocus()

    def current_id(self) -> int | None:
        """The card under the cursor, in the column that has or last had the focus."""
        return self._focused_card()[1]

    def select_card(self, card_id: int) -> bool:
        """Put the cursor on this card and bring it into view; False if it is not here."""
        for column in self._columns:
            row = column.list.cards.row_of(card_id)
            if row is not None:
                column.list.focus_row(row)
                self.ensureWidgetVisible(column)
                return True
        return False

    def lists(self) -> list[CardList]:
        """The lists of the columns from left to right."""
        return [column.list for column in self._columns]

    # the columns

    def _make(self, column_id: int) -> _Column:
        widget = _Column(self._theme, column_id, self._pressed, self._inside, self._hint)
        cards = widget.list
        cards.landed.connect(lambda card_id, row: self._landed(widget, card_id, row))
        cards.carried.connect(self._roll.pointer_at)
        cards.doubleClicked.connect(lambda _index: self._on_current(widget, self.opened.emit))
        cards.selectionModel().currentChanged.connect(lambda *_: self._moved_to(widget))
        cards.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        cards.customContextMenuRequested.connect(
            lambda point: self._on_current(
                widget,
                lambda card_id: self.menu_requested.emit(
                    card_id, cards.viewport().mapToGlobal(point)
                ),
            )
        )
        cards.installEventFilter(self)
        widget.show()
        return widget

    def _on_current(self, column: _Column, deed: Callable[[int], object]) -> None:
        card = column.list.current_card()
        if card is not None:
            deed(card.id)

    def _moved_to(self, column: _Column) -> None:
        card = column.list.current_card()
        if column.list.hasFocus():
            self.current_changed.emit(None if card is None else card.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, CardList):
            for column in self._columns:
                if column.list is watched:
                    self.ensureWidgetVisible(column)
                    self._moved_to(column)
                elif column.list.currentIndex().isValid():
                    # One cursor on the whole board.
                    column.list.clearSelection()
        return False

    def _focused_card(self) -> tuple[bool, int | None]:
        for column in self._columns:
            if column.list.hasFocus():
                card = column.list.current_card()
                return True, None if card is None else card.id
        for column in self._columns:
            rows = column.list.selectedIndexes()
            card = column.list.cards.card(rows[0].row()) if rows else None
            if card is not None:
                return False, card.id
        return False, None

    def _place_of_focus(self) -> tuple[int, int]:
        for column in self._columns:
            if column.list.hasFocus():
                return column.column_id, column.list.currentIndex().row()
        return 0, -1

    def _refocus(self, focused: bool, current: int | None, place: tuple[int, int]) -> None:
        """The cursor follows its card; when the card is gone it stays at its place."""
        wanted = self._following if self._following is not None else current
        self._following = None
        if wanted is not None:
            for column in self._columns:
                row = column.list.cards.row_of(wanted)
                if row is not None and focused:
                    column.list.focus_row(row)
                    return
                if row is not None:
                    column.list.setCurrentIndex(column.list.cards.index(row, 0))
                    return
        if focused:
            for column in self._columns:
                if column.column_id == place[0]:
                    column.list.focus_row(place[1])

    # moves

    def _landed(self, column: _Column, card_id: int, row: int) -> None:
        cards = column.list.cards
        own = cards.row_of(card_id)
        if own is not None and row in (own, own + 1):
            return
        before = cards.card(row)
        self._ask(card_id, column, None if before is None else before.id)

    def _ask(self, card_id: int, column: _Column, before: int | None) -> None:
        self._following = card_id
        self.dropped.emit(card_id, column.column_id, before)

    def _pressed(self, column: _Column, event: QKeyEvent) -> None:
        key, row = event.key(), column.list.currentIndex().row()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        card = column.list.current_card()
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        along = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        if sideways is not None and control:
            if card is not None:
                self._carry_sideways(column, card.id, sideways)
        elif sideways is not None:
            self._walk(column, sideways, row)
        elif along is not None and control:
            if card is not None:
                self._carry_along(column, card.id, row, along)
        elif card is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(card.id)
        elif key == Qt.Key.Key_Delete:
            self.delete_requested.emit(card.id)
        elif latin(event) == "M":
            self.move_requested.emit(card.id)
        else:
            return
        event.accept()

    def _neighbour(self, column: _Column, step: int) -> _Column | None:
        place = self._columns.index(column) + step
        return self._columns[place] if 0 <= place < len(self._columns) else None

    def _walk(self, column: _Column, step: int, row: int) -> None:
        other = self._neighbour(column, step)
        if other is not None:
            other.list.focus_row(row)

    def _carry_sideways(self, column: _Column, card_id: int, step: int) -> None:
        other = self._neighbour(column, step)
        if other is not None:
            top = other.list.cards.card(0)
            self._ask(card_id, other, None if top is None else top.id)

    def _carry_along(self, column: _Column, card_id: int, row: int, step: int) -> None:
        cards = column.list.cards
        if (step < 0 and row > 0) or (step > 0 and row < cards.rowCount() - 1):
            before = cards.card(row - 1 if step < 0 else row + 2)
            self._ask(card_id, column, None if before is None else before.id)


class _EdgeRoll(QObject):
    """Rolls the board while a card is held near its left or right edge: not all columns fit."""

    def __init__(self, board: QScrollArea, theme: Theme) -> None:
        super().__init__(board)
        self._board = board
        self._edge, self._pace = theme.u(EDGE_UNITS), theme.u(PACE_UNITS)
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PACE_MS)
        self._timer.timeout.connect(self._roll)

    def pointer_at(self, place: QPoint | None) -> None:
        """Where a card is held now, None when it is let go or elsewhere."""
        self._step = 0
        if place is not None:
            view = self._board.viewport()
            x = view.mapFromGlobal(place).x()
            self._step = (x > view.width() - self._edge) - (x < self._edge)
        if self._step:
            self._timer.start()
        else:
            self._timer.stop()

    def _roll(self) -> None:
        bar = self._board.horizontalScrollBar()
        bar.setValue(bar.value() + self._step * self._pace)


class _Column(QWidget):
    """Bar in the stage's colour, name and count, what it comes to, cards."""

    def __init__(
        self,
        theme: Theme,
        column_id: int,
        pressed: Callable[[_Column, QKeyEvent], object],
        parent: QWidget,
        hint: str,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.column_id = column_id
        self._bar = QFrame(self)
        self._bar.setFixedHeight(theme.u(4))
        self._bar.setAutoFillBackground(True)
        self._title = ElidedLabel("", self)
        self._title.setFont(theme.font(0, 600))
        self._count = QLabel(self)
        self._sum, self._note = ElidedLabel("", self), ElidedLabel("", self)
        self._note.setFont(theme.font(-1))
        for label in (self._count, self._note):
            label.setProperty("muted", True)
        self.list = CardList(theme, lambda event: pressed(self, event), self, hint)
        head = QHBoxLayout()
        head.setSpacing(theme.u(8))
        head.setContentsMargins(*(theme.u(n) for n in (6, 0, 6, 0)))
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        sums = QVBoxLayout()
        sums.setSpacing(theme.u(0))
        sums.setContentsMargins(*(theme.u(n) for n in (6, 0, 6, 2)))
        sums.addWidget(self._sum)
        sums.addWidget(self._note)
        layout = QVBoxLayout(self)
        none = theme.u(0)
        layout.setContentsMargins(none, none, none, none)
        layout.setSpacing(theme.u(4))
        layout.addWidget(self._bar)
        layout.addLayout(head)
        layout.addLayout(sums)
        layout.addWidget(self.list, 1)

    def fill(self, column: BoardColumn) -> None:
        """Show these words and cards; the list stays where it was scrolled."""
        palette = self._bar.palette()
        palette.setColor(QPalette.ColorRole.Window, column.colour)
        self._bar.setPalette(palette)
        count = len(column.cards)
        self._title.setText(column.title)
        self._count.setText(str(count))
        self._sum.setText(column.subtitle)
        self._note.setText(column.note)
        said = npgettext("Kit", "{n} card", "{n} cards", count).format(n=count)
        self.list.setAccessibleName(f"{column.title}, {said}")
        said = ", ".join(one for one in (column.subtitle, column.note) if one)
        self.list.setAccessibleDescription(said)
        top = self.list.verticalScrollBar().value()
        selected = self.list.current_card()
        self.list.cards.show(column.cards)
        row = None if selected is None else self.list.cards.row_of(selected.id)
        if row is not None:
            self.list.setCurrentIndex(self.list.cards.index(row, 0))
        if top:
            self.list.doItemsLayout()
            self.list.verticalScrollBar().setValue(top)
