"""A phone changed three times, in three ways: the card tells all of it and brings it back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind
from crm_desktop.domain.imports import OnMatch
from crm_desktop.machine import Machine
from crm_desktop.queries import clients
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program

FIRST, WINDOW, CLI, FILE = (f"8 916 000-00-0{n}" for n in range(1, 5))
PATIENCE = 60_000


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine())
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


def phones(crm: Crm, client: int) -> list[str]:
    return [p.value for p in crm.ask(clients.card, client).points if p.kind == PointKind.PHONE]


def told(room: ClientsPage, *parts: str) -> bool:
    story = room.panel.timeline.list.story
    rows = (story.index(row) for row in range(story.rowCount()))
    lines = (line for row in rows for line in str(row.data()).split("\n"))
    return any(all(part in line for part in parts) for line in lines)


def way_back(room: ClientsPage, old: str, new: str) -> QAction:
    """What the menu of an entry offers to bring an earlier value back."""
    timeline = room.panel.timeline
    return next(
        action
        for entry in timeline.entries()
        for action in timeline.menu(entry).actions()
        if old in action.text() and new in action.text()
    )


def test_the_card_tells_three_changes_and_restores_the_first(
    program: Program, qtbot: QtBot, base: Path, tmp_path: Path
) -> None:
    crm, window = program.crm, program.window
    draft = ClientDraft(
        name="Семёнова Наталья",
        external_id="s-1",
        points=(PointDraft(PointKind.PHONE, FIRST),),
    )
    client = crm.do(changes.add, draft).value
    room = _by_the_window(program, qtbot, client)
    assert phones(crm, client) == [WINDOW]
    _by_the_command_line(base, client)
    assert phones(crm, client) == [CLI]
    _by_an_import(program, qtbot, tmp_path)
    assert FILE in " ".join(phones(crm, client))

    program.desk.navigator.go("client", client)
    room.panel.timeline.show_client(client)
    qtbot.waitUntil(lambda: told(room, FIRST, WINDOW), timeout=PATIENCE)
    qtbot.waitUntil(lambda: told(room, WINDOW, CLI), timeout=PATIENCE)
    assert told(room, FILE)
    way_back(room, FIRST, WINDOW).trigger()
    qtbot.waitUntil(lambda: FIRST in phones(crm, client), timeout=PATIENCE)
    assert window.isVisible()


def _by_the_window(program: Program, qtbot: QtBot, client: int) -> ClientsPage:
    program.desk.navigator.go("client", client)
    room = program.window.page("clients")
    assert isinstance(room, ClientsPage)
    qtbot.waitUntil(lambda: room.panel.card is not None, timeout=PATIENCE)
    room.edit_current()
    room.form.form.set_value("phones", WINDOW)
    with qtbot.waitSignal(program.desk.jobs.committed, timeout=PATIENCE):
        room.form.save()
    return room


def _by_the_command_line(base: Path, client: int) -> None:
    asked = [sys.executable, "-m", "crm_desktop", "--base", str(base), "clients", "set"]
    done = subprocess.run(
        [*asked, str(client), f"phone={CLI}"],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


def _by_an_import(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "клиенты.csv"
    path.write_text(f"Внешний код;Наименование;Телефон\ns-1;Семёнова Наталья;{FILE}\n", "utf-8")
    page = program.window.page("imports")
    program.desk.navigator.go("imports")
    page.drop_files([str(path)])
    qtbot.waitUntil(lambda: page.preview is not None, timeout=PATIENCE)
    page.meeting.on_match.set_value(OnMatch.OVERWRITE.value)
    QTest.mouseClick(page.load_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.result is not None, timeout=PATIENCE)
    assert json.dumps(page.result.read) == "1"
