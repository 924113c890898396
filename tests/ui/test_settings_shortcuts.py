"""Other keys for an action: pressed, refused where they mean something, working at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import machine
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.settings.key_field import KeyField
from crm_desktop.ui.settings.shortcuts import ShortcutsSection
from crm_desktop.ui.shell.app import Program

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    made = Program(Crm(base), Theme("light", 1.0, "en"), Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


def section(program: Program) -> ShortcutsSection:
    program.desk.navigator.go("settings", "shortcuts")
    found = program.window.page("settings").section("shortcuts")
    assert isinstance(found, ShortcutsSection)
    return found


def press(program: Program, name: str, *presses: tuple[int, Qt.KeyboardModifier]) -> list[str]:
    """Ask for other keys of an action and press these one after another; what the form said."""
    shown = section(program)
    place = [one.name for one in program.desk.keys.all()].index(name)
    shown.table.select_id(place)
    said: list[str] = []

    def answer() -> None:
        dialog = shown.findChildren(FormDialog)[-1]
        field = dialog.findChildren(KeyField)[0]
        for key, held in presses:
            event = QKeyEvent(QKeyEvent.Type.KeyPress, key, held, "")
            QApplication.sendEvent(field, event)
            dialog.verb.click()
            said.append(dialog.form.problem("keys"))
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, answer)
    shown.change_button.click()
    return said


def test_other_keys_work_at_once_and_the_old_ones_no_more(program: Program, qtbot: QtBot) -> None:
    # The Cyrillic letter on the key J: what counts is the key, not the layout.
    assert press(program, "palette", (0x041E, CTRL)) == [""]
    assert program.desk.settings.keys == {"palette": "Ctrl+J"}
    assert machine.load().keys == {"palette": "Ctrl+J"}
    window = program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    assert not window.boxes.palette.isVisible()
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    assert window.boxes.palette.isVisible()


def test_keys_that_mean_something_are_refused_by_name(program: Program) -> None:
    said = press(
        program, "import", (Qt.Key.Key_K, CTRL), (Qt.Key.Key_C, CTRL), (Qt.Key.Key_H, NONE)
    )
    assert "Find or do" in said[0]
    assert "Ctrl or Alt" in said[1]
    assert "Ctrl or Alt" in said[2]
    assert program.desk.settings.keys == {}


def test_the_standard_keys_come_back(program: Program) -> None:
    press(program, "export", (Qt.Key.Key_F7, NONE))
    press(program, "print", (Qt.Key.Key_F8, NONE))
    shown = section(program)
    shown.table.select_id([one.name for one in program.desk.keys.all()].index("export"))
    shown.standard_button.click()
    assert program.desk.settings.keys == {"print": "F8"}
    section(program).all_button.click()
    assert program.desk.settings.keys == {}
    assert program.window.table.action("print").shortcut().toString() == "Ctrl+P"


def test_a_file_written_by_hand_with_no_keys_in_it_does_no_harm(
    qtbot: QtBot, qapp: QApplication, base: Path
) -> None:
    settings = Machine(keys={"palette": "no such keys", "nobody": "Ctrl+J"})
    made = Program(Crm(base), Theme("light", 1.0, "en"), settings, immediate=True)
    made.show()
    assert made.window.table.action("palette").shortcut().toString() == "Ctrl+K"
    made.close()
    qapp.setStyleSheet("")
