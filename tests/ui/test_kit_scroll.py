"""What has the keyboard stays in sight where the room around it shrinks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.kit.scroll import Scrolled


class Room(QWidget):
    """Ten fields that scroll, and words below them that may take room."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        column = QVBoxLayout(inner)
        self.fields = [QLineEdit() for _ in range(10)]
        for field in self.fields:
            field.setFixedHeight(30)
            column.addWidget(field)
        self.area = Scrolled(inner)
        self.words = QLabel("…")
        self.words.hide()
        layout = QVBoxLayout(self)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.words)

    def edges(self, field: QLineEdit) -> tuple[int, int]:
        """How far the field is from the upper and from the lower edge of what can be seen."""
        top = field.mapTo(self.area.viewport(), QPoint()).y()
        return top, self.area.viewport().height() - top - field.height()


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    made.resize(300, 260)
    made.show()
    made.activateWindow()
    return made


@pytest.mark.parametrize("taken", [20, 60, 110])
def test_a_field_that_has_the_keyboard_is_not_cut_by_words_that_appear(
    room: Room, qtbot: QtBot, taken: int
) -> None:
    field = next(one for one in reversed(room.fields) if room.edges(one)[1] >= 0)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    room.words.setFixedHeight(taken)
    room.words.show()
    qtbot.waitUntil(lambda: room.area.viewport().height() < 240 - taken)
    assert min(room.edges(field)) >= 0


def test_whoever_has_scrolled_away_is_left_there(room: Room, qtbot: QtBot) -> None:
    room.fields[0].setFocus()
    qtbot.waitUntil(room.fields[0].hasFocus)
    bar = room.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = bar.value()
    room.words.setFixedHeight(60)
    room.words.show()
    qtbot.waitUntil(lambda: bar.maximum() > last)
    assert bar.value() >= last
