"""The board: keys, dragging, keeping its place, many cards; shortcuts, search box, toast, empty."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.kit.board import Board, BoardCard, BoardColumn
from crm_desktop.ui.kit.board_cards import (
    CARD_UNITS,
    CardDelegate,
    CardModel,
    mime_of,
    title_lines,
)
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.search_box import SearchBox
from crm_desktop.ui.kit.shortcuts import bind, sequences
from crm_desktop.ui.kit.toast import Toast
from crm_desktop.ui.runtime.theme import Theme
from tests.drags import drag_card

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("light")


def columns(theme: Theme, *ids: list[int]) -> list[BoardColumn]:
    return [
        BoardColumn(
            number,
            f"Stage {number}",
            "1,000 ₽",
            theme.stage_colour(number),
            [BoardCard(one, f"Deal {one}", "Client", "100 ₽", "Call today", "bad") for one in part],
        )
        for number, part in enumerate(ids, start=1)
    ]


@pytest.fixture
def board(qtbot: QtBot, theme: Theme) -> Board:
    board = Board(theme, "Deals")
    qtbot.addWidget(board)
    board.resize(900, 800)
    board.set_columns(columns(theme, [1, 2, 3], [4, 5], []))
    board.show()
    board.activateWindow()
    return board


def test_a_little_narrower_shows_the_last_column_whole(board: Board, theme: Theme) -> None:
    widths = {}
    for width in (640, 740, 1200):
        board.resize(width, 800)
        QApplication.processEvents()
        widths[width] = board.lists()[0].width()
        shown = board.horizontalScrollBar().maximum() == 0
        assert shown == (width > 640)
    assert widths[640] == widths[1200], "narrower is for nothing where it does not help"
    assert widths[740] < widths[1200]


def test_an_empty_column_says_what_belongs_there(qtbot: QtBot, theme: Theme) -> None:
    ink = theme.colour("muted")
    inked: list[bool] = []
    for hint in ("", "Drag one here."):
        board = Board(theme, "Deals", hint=hint)
        qtbot.addWidget(board)
        board.resize(900, 800)
        board.set_columns(columns(theme, [1], []))
        board.show()
        picture = board.lists()[1].viewport().grab().toImage()
        inked.append(
            any(
                picture.pixelColor(x, y) == ink
                for x in range(picture.width())
                for y in range(theme.u(60))
            )
        )
    assert inked == [False, True]


@pytest.fixture
def asked(board: Board) -> list[tuple[int, int, int | None]]:
    moves: list[tuple[int, int, int | None]] = []
    board.dropped.connect(lambda card, column, before: moves.append((card, column, before)))
    return moves


def press(board: Board, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    focused = next(one for one in board.lists() if one.hasFocus())
    QTest.keyClick(focused, key, modifiers)


def test_cards_keep_qts_rules(qapp: object) -> None:
    model = CardModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([BoardCard(1, "a"), BoardCard(2, "b")])
    model.show([BoardCard(1, "a"), BoardCard(2, "c")])
    model.show([])


def test_arrows_walk(board: Board) -> None:
    board.select_card(1)
    press(board, Qt.Key.Key_Down)
    assert board.current_id() == 2
    press(board, Qt.Key.Key_Right)
    assert board.current_id() == 5
    press(board, Qt.Key.Key_Up)
    assert board.current_id() == 4
    press(board, Qt.Key.Key_Right)
    assert board.lists()[2].hasFocus()
    press(board, Qt.Key.Key_Left)
    press(board, Qt.Key.Key_Left)
    assert board.current_id() == 1


def test_ctrl_with_arrows_asks_for_moves(
    board: Board, asked: list[tuple[int, int, int | None]]
) -> None:
    board.select_card(2)
    press(board, Qt.Key.Key_Right, CTRL)
    press(board, Qt.Key.Key_Left, CTRL)
    press(board, Qt.Key.Key_Up, CTRL)
    press(board, Qt.Key.Key_Down, CTRL)
    assert asked == [(2, 2, 4), (2, 1, 1), (2, 1, None)]
    assert board.lists()[0].cards.rowCount() == 3


def test_the_cursor_follows_the_card_that_was_moved(board: Board, theme: Theme) -> None:
    board.select_card(2)
    press(board, Qt.Key.Key_Right, CTRL)
    board.set_columns(columns(theme, [1, 3], [2, 4, 5], []))
    assert board.lists()[1].hasFocus()
    assert board.current_id() == 2
    press(board, Qt.Key.Key_Right, CTRL)
    board.set_columns(columns(theme, [1, 3], [4, 5], [2]))
    assert board.current_id() == 2


def test_the_cursor_stays_when_its_card_goes(board: Board, theme: Theme) -> None:
    board.select_card(2)
    board.set_columns(columns(theme, [1, 3], [4, 5], []))
    assert board.current_id() == 3
    assert board.lists()[0].hasFocus()


@pytest.mark.parametrize("letter", ["M", "m", "Ь", "ь"])
def test_keys_of_both_layouts_ask_where_to(qtbot: QtBot, board: Board, letter: str) -> None:
    board.select_card(4)
    focused = board.lists()[1]
    with qtbot.waitSignal(board.move_requested) as wanted:
        code = ord(letter.upper())
        QApplication.sendEvent(focused, QKeyEvent(QEvent.Type.KeyPress, code, NONE, letter))
    assert wanted.args == [4]


def test_enter_opens_and_delete_asks(qtbot: QtBot, board: Board) -> None:
    board.select_card(5)
    with qtbot.waitSignal(board.opened) as opened:
        press(board, Qt.Key.Key_Return)
    with qtbot.waitSignal(board.delete_requested) as deleted:
        press(board, Qt.Key.Key_Delete)
    assert opened.args == deleted.args == [5]


def drop(board: Board, card_id: int, column: int, y: int) -> None:
    cards = board.lists()[column]
    data = mime_of(card_id)
    actions, buttons = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    for event in (
        QDragEnterEvent(QPoint(50, y), actions, data, buttons, NONE),
        QDragMoveEvent(QPoint(50, y), actions, data, buttons, NONE),
        QDropEvent(QPointF(50, y), actions, data, buttons, NONE),
    ):
        QApplication.sendEvent(cards.viewport(), event)


def test_a_card_is_pulled_off_by_the_mouse_and_let_go(
    qtbot: QtBot,
    board: Board,
    asked: list[tuple[int, int, int | None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drag_card(qtbot, monkeypatch, board, 2, 2)
    drag_card(qtbot, monkeypatch, board, 4, 0)
    assert asked == [(2, 3, None), (4, 1, None)]
    assert [one.cards.rowCount() for one in board.lists()] == [3, 2, 0]


def test_the_board_rolls_while_a_card_is_held_at_its_edge(
    qtbot: QtBot,
    board: Board,
    asked: list[tuple[int, int, int | None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    board.resize(600, 500)
    board.set_columns(columns(Theme("light"), [1], [2], [3], [4]))
    QApplication.processEvents()
    drag_card(qtbot, monkeypatch, board, 1, 3)
    assert asked == [(1, 4, None)]
    assert board.horizontalScrollBar().value() > 0


def test_a_card_dropped_asks_and_moves_nothing(
    board: Board, asked: list[tuple[int, int, int | None]]
) -> None:
    drop(board, 1, 1, CARD_UNITS + 5)
    drop(board, 1, 1, 400)
    drop(board, 1, 2, 10)
    drop(board, 5, 0, 2)
    assert asked == [(1, 2, 5), (1, 2, None), (1, 3, None), (5, 1, 1)]
    assert [one.cards.rowCount() for one in board.lists()] == [3, 2, 0]


def test_a_card_dropped_at_its_own_place_asks_nothing(
    board: Board, asked: list[tuple[int, int, int | None]]
) -> None:
    drop(board, 2, 0, CARD_UNITS + 5)
    drop(board, 2, 0, 2 * CARD_UNITS - 5)
    assert asked == []


def test_columns_come_go_and_keep_their_scrolling(board: Board, theme: Theme) -> None:
    many = list(range(100, 200))
    board.set_columns(columns(theme, [1, 2, 3], many))
    QApplication.processEvents()
    bar = board.lists()[1].verticalScrollBar()
    bar.setValue(1000)
    board.set_columns(columns(theme, [1, 2, 3], [99, *many], [5]))
    assert bar.value() == 1000
    assert len(board.lists()) == 3
    assert board.lists()[1].accessibleName() == "Stage 2, 101 cards"


def test_of_ten_thousand_cards_only_the_seen_ones_are_painted(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[object] = []
    paint = CardDelegate.paint

    def count(delegate: CardDelegate, *what: Any) -> None:
        painted.append(what)
        paint(delegate, *what)

    monkeypatch.setattr(CardDelegate, "paint", count)
    board = Board(theme, "Deals")
    qtbot.addWidget(board)
    board.resize(1400, 800)
    board.show()
    board.set_columns(columns(theme, *(list(range(n * 2000, (n + 1) * 2000)) for n in range(5))))
    QApplication.processEvents()
    painted.clear()
    board.grab()
    assert 0 < len(painted) <= 5 * (800 // CARD_UNITS + 2)


def test_a_long_title_takes_two_lines(theme: Theme) -> None:
    font, title = theme.font(0, 600), "Delivery of insulated metal entrance doors with fitting"
    width = QFontMetrics(font).horizontalAdvance("Delivery of insulated metal")
    assert title_lines("Windows", font, width) == ["Windows"]
    lines = title_lines(title, font, width)
    assert lines == ["Delivery of insulated metal", "entrance doors with fitting"]
    endless = title_lines("x" * 100, font, width)
    assert len(endless) == 2
    assert "".join(endless) == "x" * 100
    assert QFontMetrics(font).horizontalAdvance(endless[0]) <= width


def test_a_shortcut_has_both_layouts(qtbot: QtBot) -> None:
    assert sequences("Ctrl+K") == [QKeySequence("Ctrl+K"), QKeySequence("Ctrl+Л")]
    assert sequences("F2") == [QKeySequence("F2")]
    widget = QWidget()
    qtbot.addWidget(widget)
    line = QLineEdit(widget)
    pressed: list[int] = []
    bind(widget, "Ctrl+K", lambda: pressed.append(1))
    widget.show()
    widget.activateWindow()
    line.setFocus()
    # A Cyrillic key cannot be sent through QTest; the shortcut's own keys are what counts.
    shortcut = widget.findChild(QShortcut)
    assert shortcut is not None
    assert shortcut.keys() == sequences("Ctrl+K")
    shortcut.activated.emit()
    assert pressed == [1]


def test_the_search_box_waits_and_clears(qtbot: QtBot, theme: Theme) -> None:
    box = SearchBox(theme, "Find a client")
    qtbot.addWidget(box)
    told: list[str] = []
    box.searched.connect(told.append)
    QTest.keyClicks(box, "ann")
    assert told == []
    qtbot.waitUntil(lambda: told == ["ann"])
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert told == ["ann", ""]
    assert box.accessibleName() == "Find a client"


def test_the_toast_undoes(qtbot: QtBot, theme: Theme) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(600, 400)
    over.show()
    toast = Toast(theme, over)
    undone: list[int] = []
    toast.say("Deleted.", "Undo", lambda: undone.append(1))
    assert toast.isVisible()
    assert "Undo" in toast.button.accessibleName()
    QTest.keyClick(toast.button, Qt.Key.Key_Space)
    assert undone == [1]
    assert not toast.isVisible()
    toast.say("Saved.")
    QTest.keyClick(toast, Qt.Key.Key_Escape)
    assert not toast.isVisible()


def test_a_long_sentence_of_the_toast_goes_on_below(qtbot: QtBot, theme: Theme) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(800, 400)
    over.show()
    toast = Toast(theme, over)
    toast.say("Saved.", "Undo", lambda: None)
    single = toast.height()
    toast.say(
        "The file is too big to be opened safely. Nothing was loaded. " * 4, "Undo", over.hide
    )
    assert toast.height() > single
    assert over.rect().contains(toast.geometry())
    over.resize(480, 400)
    QApplication.processEvents()
    assert over.rect().contains(toast.geometry())
    label = toast.findChild(QLabel)
    assert label is not None
    assert label.height() >= label.heightForWidth(label.width())
    toast.put_away()


def test_an_empty_screen_offers_a_step(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    done: list[int] = []
    empty = EmptyState(theme, "users", "Nobody yet.", "Import", lambda: done.append(1))
    QVBoxLayout(page).addWidget(empty)
    empty.button.click()
    assert done == [1]
