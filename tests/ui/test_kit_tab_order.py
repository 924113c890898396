"""Tab follows the layout, whenever its widgets were made, and brings what it reaches into view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from crm_desktop.ui.kit.tab_order import move_focus


class Sheet(QWidget):
    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward)


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[Sheet]:
    made = Sheet()
    made.resize(300, 200)
    yield made
    made.close()
    made.deleteLater()


def line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made


def the(sheet: Sheet, name: str) -> QLineEdit:
    found = sheet.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def walk(sheet: Sheet, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """A whole round by the key itself, beginning where the focus is."""
    found: list[str] = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused.objectName() in found:
            return found
        found.append(focused.objectName())
        QTest.keyClick(focused, key)
    return found


def test_what_is_made_last_is_reached_in_its_place(sheet: Sheet, qtbot: QtBot) -> None:
    layout = QVBoxLayout(sheet)
    for name in ("a", "d"):
        layout.addWidget(line(name))
    inner = QHBoxLayout()
    layout.insertLayout(1, inner)
    for name in ("b", "c"):
        inner.addWidget(line(name))
    with qtbot.waitExposed(sheet):
        sheet.show()
    the(sheet, "a").setFocus()
    assert walk(sheet) == ["a", "b", "c", "d"]
    the(sheet, "d").setFocus()
    assert walk(sheet, Qt.Key.Key_Backtab) == ["d", "c", "b", "a"]


def test_a_grid_is_read_by_rows(sheet: Sheet, qtbot: QtBot) -> None:
    grid = QGridLayout(sheet)
    for name, row, column in (("c", 1, 0), ("a", 0, 0), ("d", 1, 1), ("b", 0, 1)):
        grid.addWidget(line(name), row, column)
    with qtbot.waitExposed(sheet):
        sheet.show()
    the(sheet, "a").setFocus()
    assert walk(sheet) == ["a", "b", "c", "d"]


def test_what_cannot_be_seen_or_is_off_is_passed_over(sheet: Sheet, qtbot: QtBot) -> None:
    layout = QVBoxLayout(sheet)
    stack = QStackedWidget()
    layout.addWidget(line("a"))
    layout.addWidget(stack)
    for name in ("hidden", "b"):
        stack.addWidget(line(name))
    stack.setCurrentIndex(1)
    layout.addWidget(line("off"))
    layout.addWidget(line("c"))
    the(sheet, "off").setEnabled(False)
    with qtbot.waitExposed(sheet):
        sheet.show()
    the(sheet, "a").setFocus()
    assert walk(sheet) == ["a", "b", "c"]


def test_what_is_scrolled_away_is_brought_into_view(sheet: Sheet, qtbot: QtBot) -> None:
    layout = QVBoxLayout(sheet)
    layout.addWidget(line("a"))
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget()
    inside.setFixedSize(200, 900)
    far = line("far")
    far.setParent(inside)
    far.move(0, 800)
    area.setWidget(inside)
    layout.addWidget(area)
    with qtbot.waitExposed(sheet):
        sheet.show()
    the(sheet, "a").setFocus()
    assert walk(sheet) == ["a", "far"]
    far.setFocus()
    assert not far.visibleRegion().isEmpty()


def test_the_keyboard_stays_near_what_is_switched_off_or_goes(sheet: Sheet, qtbot: QtBot) -> None:
    far, panel = line("far"), QWidget()
    rows, first, second = QListWidget(), line("first"), line("second")
    bar = QWidget()
    QHBoxLayout(bar).addWidget(second)
    column = QVBoxLayout(panel)
    for one in (first, rows, bar):
        column.addWidget(one)
    layout = QHBoxLayout(sheet)
    layout.addWidget(far)
    layout.addWidget(panel)
    sheet.show()
    second.setFocus()
    qtbot.waitUntil(second.hasFocus)
    second.setEnabled(False)
    assert rows.hasFocus()
    rows.hide()
    assert first.hasFocus()
    panel.hide()
    assert far.hasFocus()
