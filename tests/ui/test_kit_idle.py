"""What is made beforehand comes piece by piece, and nobody who asks sooner has to wait for it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.kit.idle import Idle, Pieces, dressed, imported, settled


def test_each_piece_has_a_turn_of_its_own(qtbot: QtBot) -> None:
    done: list[str] = []
    parent = QObject()

    def work() -> Iterator[None]:
        for piece in ("first", "second"):
            done.append(piece)
            # Whoever waits meanwhile is served before the next piece.
            QTimer.singleShot(0, lambda: done.append("somebody else"))
            yield

    idle = Idle(work(), parent)
    assert not done
    idle.begin()
    qtbot.waitUntil(lambda: len(done) == 4 and not idle.isActive())
    assert done == ["first", "somebody else", "second", "somebody else"]
    idle.begin()
    qtbot.waitUntil(lambda: not idle.isActive())
    assert len(done) == 4


def test_modules_come_one_a_step() -> None:
    names = ["colorsys", "this_is_never_reached"]
    sys.modules.pop("colorsys", None)
    steps = imported(names)
    next(steps)
    assert "colorsys" in sys.modules


def test_everything_inside_has_its_style_before_it_is_shown(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = QVBoxLayout(whole)
    gone, stays = QLabel("gone"), QPushButton("stays")
    stays.setStyleSheet("color: #102030")
    layout.addWidget(gone)
    layout.addWidget(stays)
    steps = dressed(whole)
    for _ in steps:
        pass
    assert stays.palette().buttonText().color().name() == "#102030"


def test_what_is_begun_in_pieces_is_finished_at_once_by_whoever_needs_it() -> None:
    made: list[int] = []

    def work() -> Iterator[None]:
        for piece in range(4):
            made.append(piece)
            yield

    pieces = Pieces(work())
    steps = iter(pieces)
    next(steps)
    assert made == [0]
    pieces.finish()
    assert made == [0, 1, 2, 3]
    assert list(steps) == []


def test_what_has_settled_is_looked_through_no_more() -> None:
    kept: list[dict[str, int]] = [{} for _ in range(100)]
    list(settled())
    assert not [one for one in gc.get_objects() if one is kept]
    gc.unfreeze()
    assert [one for one in gc.get_objects() if one is kept]
