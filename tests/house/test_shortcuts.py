"""Every action answers on the Latin and on the Russian layout, and no two share their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.kit.shortcuts import sequences
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.actions import Actions, ActionSpec, sequences_of
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.local_keys import local_keys

NOON = datetime.fromisoformat("2026-12-01T12:00")
ANYWHERE = "anywhere"


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    made = Program(
        Crm(base), Theme("light", 1.0, "en"), Machine(), now=lambda: NOON, immediate=True
    )
    made.show()
    yield made
    made.close()


def press(widget: QWidget, keys: QKeySequence) -> None:
    """Press a combination as the system reports it, Cyrillic letters included."""
    sequence: Any = keys  # Its first combination is not in Qt's type hints.
    combination = sequence[0]
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, widget, combination.key(), "", combination.keyboardModifiers()
    )


def collisions(specs: list[ActionSpec]) -> list[str]:
    """Keys that mean two things on one page."""
    pages = {page for spec in specs for page in spec.sections} | {ANYWHERE}
    twice = set()
    for page in pages:
        keys = Counter(
            keys.toString() for spec in specs if spec.applies(page) for keys in sequences_of(spec)
        )
        twice |= {one for one, count in keys.items() if count > 1}
    return sorted(twice)


def answering(actions: Actions, widget: QWidget, *, russian: bool) -> list[str]:
    """The actions that do not answer to their keys typed in `widget`."""
    silent = []
    heard: list[str] = []
    for spec in actions.bound():
        action = actions.action(spec.id)
        action.triggered.disconnect()
        action.setEnabled(True)
        for keys in spec.keys:
            both = sequences(keys)
            heard.clear()
            connection = action.triggered.connect(lambda: heard.append("yes"))
            press(widget, both[-1] if russian else both[0])
            action.triggered.disconnect(connection)
            if heard != ["yes"]:
                silent.append(f"{spec.id} {both[-1 if russian else 0].toString()}")
    return silent


@pytest.mark.parametrize("russian", [False, True], ids=["latin", "russian"])
def test_every_action_answers_on_both_layouts(program: Program, *, russian: bool) -> None:
    assert answering(program.window.table, program.window, russian=russian) == []


@pytest.mark.parametrize("russian", [False, True], ids=["latin", "russian"])
def test_also_while_one_types_in_a_field(program: Program, qtbot: QtBot, *, russian: bool) -> None:
    field = program.window.page("clients").search
    program.window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    # Del takes a letter there, and nothing else is the field's own.
    assert [
        one
        for one in answering(program.window.table, field, russian=russian)
        if one != "delete Del"
    ] == []


def test_no_two_share_their_keys(program: Program) -> None:
    bound = program.window.table.bound()
    assert len(bound) > 15
    local = [one for one in local_keys() if not one.id.startswith(("board-", "calls-", "story-"))]
    assert collisions([*bound, *local]) == []
    # The story and the call list take their keys before the window while they have the focus, and
    # say whose they are: test_keys_in_the_story_are_not_about_the_client. The board answers these
    # itself while a card has the focus: the window's are off there.
    off = {"previous": "previous_record", "next": "next_record", "delete": "delete_current"}
    deals = program.window.page("deals")
    assert [name for name, offer in off.items() if hasattr(deals, offer)] == []


def test_a_collision_is_caught() -> None:
    twice = [
        ActionSpec("a", "edit", lambda: "A", ("Ctrl+K",)),
        ActionSpec("b", "edit", lambda: "B", ("Ctrl+K",), sections=("clients",)),
    ]
    assert collisions(twice) == ["Ctrl+K", "Ctrl+Л"]


def test_a_silent_action_is_caught(program: Program) -> None:
    program.window.table.action("undo").setShortcuts([QKeySequence("Ctrl+Z")])
    assert answering(program.window.table, program.window, russian=True) == ["undo Ctrl+Я"]


def test_typing_is_taken_back_before_actions(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = program.window.page("clients").search
    program.window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    asked: list[str] = []
    monkeypatch.setattr(program.window.undoing, "undo", lambda: asked.append("undo"))
    field.insert("Иванов")
    for keys in sequences("Ctrl+Z"):
        press(field, keys)
    assert field.text() == ""
    assert asked == ["undo"], "the second one had nothing typed to take back"


def test_the_focus_that_goes_takes_its_watch_along(program: Program, qtbot: QtBot) -> None:
    field = QLineEdit(program.window)
    field.show()
    program.window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.deleteLater()
    qtbot.wait(10)
    QTest.keyClick(program.window, Qt.Key.Key_F6)
