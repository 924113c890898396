"""The program is killed, crashes or hangs: what the user sees next, and that nothing typed is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.start import Request, Start
from tests.fixtures import a_client

ROOT = Path(__file__).resolve().parents[2]

# A window of its own that types as a user does, says so, and is killed two seconds later.
WINDOW = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer, Qt, QEvent
from PySide6.QtGui import QKeyEvent
from crm_desktop.machine import Machine
from crm_desktop.ui.shell import app, start

def type_text(widget, text):
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            application.sendEvent(widget, event)

application, theme = app.application(Machine())
begun = start.Start(theme, Machine(), start.Request(Path(sys.argv[1])))
assert begun.begin()
program = begun.program
page = program.window.page("clients")
"""
KILL = """
QTimer.singleShot(2000, lambda: os.kill(os.getpid(), signal.SIGKILL))
print("typed", flush=True)
application.exec()
"""

Starter = Callable[[], Start]


@pytest.fixture
def starter(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Starter]:
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made: list[Start] = []

    def begin() -> Start:
        start = Start(theme, Machine(), Request(base), lambda: None)
        made.append(start)
        assert start.begin()
        return start

    yield begin
    for one in made:
        one.close()
    qapp.setStyleSheet("")


def killed(script: str, base: Path) -> None:
    """Run a window until it is killed."""
    done = subprocess.run(
        [sys.executable, "-c", WINDOW + script + KILL, str(base)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    assert done.stdout == b"typed\n"
    assert done.returncode == -signal.SIGKILL


def program_of(start: Start) -> Program:
    assert start.program is not None
    return start.program


def test_a_killed_window_gives_a_half_typed_client_back(
    starter: Starter, base: Path, qtbot: QtBot
) -> None:
    killed(
        "page.new()\n"
        "type_text(page.form.form.editor('name'), 'Семёнова Наталья')\n"
        "type_text(page.form.form.editor('phones'), '8 916 123-45')\n",
        base,
    )
    start = starter()
    assert start.opened is not None
    assert start.opened.unclean
    program = program_of(start)
    ribbon = program.window.ribbons.ribbon("unfinished")
    assert ribbon is not None
    assert ribbon.isVisible()
    assert ribbon.text.text().startswith("Вы не закончили: новый клиент «Семёнова Наталья», ")
    assert [one.text() for one in ribbon.buttons.values()] == ["Продолжить", "Убрать"]
    ribbon.buttons["continue"].click()
    form = program.window.page("clients").form
    assert form.isVisible()
    assert form.form.value("name") == "Семёнова Наталья"
    assert form.form.value("phones") == "8 916 123-45"
    assert program.window.ribbons.ribbon("unfinished") is None
    form.save()
    qtbot.waitUntil(lambda: program.crm.drafts.all() == [], timeout=10_000)


def test_several_drafts_are_offered_one_after_the_other(
    starter: Starter, base: Path, qtbot: QtBot
) -> None:
    crm = Crm(base)
    client = crm.do(changes.add, a_client("Окна-Сервис")).value
    crm.close()
    killed(
        f"page.open_record({client})\n"
        "application.processEvents()\n"
        "type_text(page.panel.note, 'перезвонить после 15')\n"
        f"program.window.page('deals').new_for({client})\n"
        "deal = program.window.page('deals').form.form\n"
        "type_text(deal.editor('title'), 'Остекление')\n"
        "type_text(deal.editor('amount'), '45к')\n",
        base,
    )
    program = program_of(starter())
    seen = []
    while (ribbon := program.window.ribbons.ribbon("unfinished")) is not None:
        seen.append(ribbon.text.text())
        if "сделка" in ribbon.text.text():
            ribbon.buttons["continue"].click()
        else:
            ribbon.buttons["drop"].click()
    assert len(seen) == 2
    assert sum("И ещё 1." in text for text in seen) == 1
    deal = program.window.page("deals").form.form
    assert deal.value("title") == "Остекление"
    assert deal.value("amount") == 4_500_000
    qtbot.waitUntil(
        lambda: [one.kind for one in program.crm.drafts.all()] == ["deal"], timeout=10_000
    )
