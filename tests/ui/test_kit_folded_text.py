"""Long texts: two lines, all of it on demand; small things flow into rows."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.folded_text import FoldedText, first_lines
from crm_desktop.ui.runtime.theme import Theme

LONG = "Asked to be called after lunch and to be sent the prices of doors with their fitting"


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme()


def test_two_lines_are_shown_and_the_rest_on_demand(qtbot: QtBot, theme: Theme) -> None:
    text = FoldedText(LONG)
    text.setFont(theme.font())
    qtbot.addWidget(text)
    width = QFontMetrics(theme.font()).horizontalAdvance("Asked to be called after lunch")
    text.resize(width, 200)
    text.show()
    assert text.cut
    assert text.text() == first_lines(LONG, theme.font(), width, 2)
    assert text.text().startswith("Asked to be called after lunch")
    assert text.text().endswith("…")
    text.unfold(True)
    assert text.text() == LONG
    text.unfold(False)
    text.resize(4 * width, 200)
    assert not text.cut
    assert text.text() == LONG
    assert text.toolTip() == ""
    text.tell(LONG * 9)
    assert text.cut
    assert text.toolTip() == text.accessibleName() == LONG * 9
    assert text.sizeHint().height() == text.heightForWidth(text.width())


def test_lines_of_the_user_are_lines(theme: Theme) -> None:
    font, wide = theme.font(), 10_000
    assert first_lines("one\ntwo", font, wide, 2) == "one\ntwo"
    assert first_lines("one\ntwo\nthree", font, wide, 2) == "one\ntwo…"
    assert first_lines("", font, wide, 2) == ""


def test_what_does_not_fit_goes_to_the_next_row(qtbot: QtBot, theme: Theme) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    flow = Flow(theme.u(8))
    ground.setLayout(flow)
    buttons = [QPushButton(f"Button {n}") for n in range(3)]
    for button in buttons:
        flow.addWidget(button)
    width = buttons[0].sizeHint().width()
    ground.resize(2 * width + theme.u(8), 300)
    ground.show()
    first, second, third = (one.geometry() for one in buttons)
    assert first.top() == second.top() < third.top()
    assert first.left() == third.left() < second.left()
    assert flow.heightForWidth(4 * width) < flow.heightForWidth(width)
    assert flow.minimumSize().width() == width
