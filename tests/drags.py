"""Dragging a card with the mouse: press, pull, carry over the window, let go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.ui.kit import board_cards
from crm_desktop.ui.kit.board import Board
from crm_desktop.ui.kit.board_cards import CardList

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ROLLS_MS = 30_000
PULL = 30
"""Pixels that make a press into a drag on every system."""


def drag_card(
    qtbot: QtBot, patch: pytest.MonkeyPatch, board: Board, card_id: int, column: int
) -> None:
    """Drag a card by the mouse to the end of another column (from 0).

    Without a screen Qt takes the mouse up to `QDrag.exec` and lets go at once there. From then on
    this stands in for the window system: what is carried goes to the window as entering, moving
    and letting go, and the window hands it to whatever lies under the pointer.
    """
    source = next(cards for cards in board.lists() if cards.cards.row_of(card_id) is not None)
    target = board.lists()[column]
    index = source.cards.index(_row(source, card_id))

    def card() -> QPoint:
        return _in_window(source, source.visualRect(index).center())

    # Columns that were just filled are laid out a moment later.
    qtbot.waitUntil(lambda: board.window().childAt(card()) is source.viewport())
    start = card()
    window = board.window().windowHandle()
    begun: list[int | None] = []

    class Carried(QDrag):
        def exec(self, *_actions: object) -> Qt.DropAction:
            begun.append(board_cards.card_of(self.mimeData()))
            return _carry(qtbot, self, board, start, target)

    with patch.context() as patched:
        patched.setattr(board_cards, "QDrag", Carried)
        QTest.mousePress(window, LEFT, NONE, start)
        for step in range(PULL // 6, PULL + 1, PULL // 6):
            QTest.mouseMove(window, start + QPoint(step, 0))
        QTest.mouseRelease(window, LEFT, NONE, start)
    assert begun == [card_id]


def _row(cards: CardList, card_id: int) -> int:
    row = cards.cards.row_of(card_id)
    assert row is not None
    return row


def _in_window(cards: CardList, point: QPoint) -> QPoint:
    return cards.viewport().mapTo(cards.window(), point)


def _carry(
    qtbot: QtBot, drag: QDrag, board: Board, start: QPoint, target: CardList
) -> Qt.DropAction:
    """Enter, move, wait at the edge while the board rolls, move on, let go."""
    window = board.window().windowHandle()
    move, data = Qt.DropAction.MoveAction, drag.mimeData()
    QApplication.sendEvent(window, QDragEnterEvent(start, move, data, LEFT, NONE))

    def over(place: QPoint) -> bool:
        step = QDragMoveEvent(place, move, data, LEFT, NONE)
        QApplication.sendEvent(window, step)
        return step.isAccepted()

    view = board.viewport()
    edge = view.mapTo(board.window(), QPoint(view.width() - 5, view.height() // 2))
    for place in (start + (edge - start) * part / 10 for part in range(1, 11)):
        if not _hidden(board, target):
            break
        over(place)
    qtbot.waitUntil(lambda: not _hidden(board, target), timeout=ROLLS_MS)
    end = _in_window(target, target.viewport().rect().center())
    taken = [over(place) for place in (start + (end - start) * part / 10 for part in range(1, 11))]
    if not taken[-1]:
        return Qt.DropAction.IgnoreAction
    drop = QDropEvent(QPointF(end), move, data, LEFT, NONE)
    QApplication.sendEvent(window, drop)
    return drop.dropAction() if drop.isAccepted() else Qt.DropAction.IgnoreAction


def _hidden(board: Board, target: CardList) -> bool:
    """The middle of the column lies outside what is to be seen of the board."""
    middle = target.viewport().mapTo(board.viewport(), target.viewport().rect().center())
    return not board.viewport().rect().contains(middle)
