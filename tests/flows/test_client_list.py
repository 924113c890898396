"""The list of clients in the whole window, by the keyboard alone: filter, view, restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.filters import EVERYBODY, Operator
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.parts.filter_values import TickValue
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program

_PEOPLE = (("Анна", "Тула"), ("Борис", "Казань"), ("Вера", "Казань"), ("Глеб", "Омск"))
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shop(base: Path) -> Path:
    crm = Crm(base)
    for name, city in _PEOPLE:
        crm.do(clients.add, ClientDraft(name=name, city=city))
    crm.close()
    return base


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, shop: Path, machine: Machine) -> Iterator[Program]:
    words.set_language("ru")
    made = _begin(shop, machine)
    yield made
    made.close()


def _begin(shop: Path, machine: Machine) -> Program:
    made = Program(Crm(shop), Theme("light", 1.0, "ru"), machine, immediate=True)
    made.show()
    made.window.activateWindow()
    made.desk.navigator.go("clients")
    return made


def _names(program: Program) -> list[str]:
    model = program.window.page("clients").model
    rows = map(model.record, range(model.rowCount()))
    return [row.name if row is not None else "…" for row in rows]


def _press(key: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, Qt.Key(key), held)


def test_from_a_question_to_a_view_that_is_there_tomorrow(
    qtbot: QtBot, qapp: QApplication, shop: Path, machine: Machine
) -> None:
    words.set_language("ru")
    program = _begin(shop, machine)
    room = program.window.page("clients")
    qtbot.waitUntil(lambda: len(_names(program)) == 4)
    room.table.setFocus()
    qtbot.waitUntil(room.table.hasFocus)
    _press(Qt.Key.Key_F, _CTRL | _SHIFT)
    [row] = room.filter.panel.rows.rows
    qtbot.waitUntil(row.field.hasFocus)
    names = [info.name for info in room.filter.source.known]
    for _ in range(names.index("city")):
        _press(Qt.Key.Key_Down)
    assert row.field.value() == "city"
    _press(Qt.Key.Key_Tab)
    assert row.operator.hasFocus()
    assert row.operator.value() is Operator.ONE_OF
    _press(Qt.Key.Key_Tab)
    assert isinstance(row.editor, TickValue)
    assert row.editor.words.hasFocus()
    _press(Qt.Key.Key_Space)
    popup = row.editor.words.popup
    assert popup is not None
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    assert popup.list.currentItem().text() == "Казань · 2"
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    popup.close()
    program.window.activateWindow()
    qtbot.waitUntil(lambda: _names(program) == ["Борис", "Вера"])
    row.editor.words.setFocus()
    _press(Qt.Key.Key_Return)
    assert room.filter.panel.isHidden()
    assert room.table.hasFocus()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        dialog.form.set_value("text", "Казанские")
        dialog.verb.click()

    room.tabs.keep_button.setFocus()
    QTimer.singleShot(0, room, answer)
    _press(Qt.Key.Key_Space)
    assert room.book.name() == "Казанские"
    # The record of what was shown is written when the window goes.
    program.close()
    again = _begin(shop, machine)
    try:
        qtbot.waitUntil(lambda: _names(again) == ["Борис", "Вера"])
        other = again.window.page("clients")
        assert other.book.name() == "Казанские"
        again.window.activateWindow()
        other.table.setFocus()
        qtbot.waitUntil(other.table.hasFocus)
        QTest.keyClick(other.table, Qt.Key.Key_PageUp, _CTRL)
        qtbot.waitUntil(lambda: len(_names(again)) == 4)
    finally:
        again.close()


def test_del_on_a_condition_drops_no_client(program: Program, qtbot: QtBot) -> None:
    room = program.window.page("clients")
    qtbot.waitUntil(lambda: len(_names(program)) == 4)
    room.table.setFocus()
    qtbot.waitUntil(room.table.hasFocus)
    room.table.setCurrentIndex(room.model.index(1, 3))
    assert room.table.currentIndex().data() == "Казань"
    _press(Qt.Key.Key_G, _CTRL)
    qtbot.waitUntil(lambda: _names(program) == ["Борис", "Вера"])
    chip = room.filter.bar.chips[0].body
    chip.setFocus()
    none = Qt.KeyboardModifier.NoModifier
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Delete, none)
    QApplication.sendEvent(chip, override)
    # Accepted, the key comes to the condition and not to the window.
    assert override.isAccepted()
    _press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(_names(program)) == 4)
    assert room.current_filter() == EVERYBODY
    assert program.crm.ask(client_queries.count) == 4
