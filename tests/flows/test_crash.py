"""The program is killed, crashes or hangs: what the user sees next, and that nothing typed is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crm_desktop import paths, words
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.db.lock import BaseLock
from crm_desktop.machine import Machine
from crm_desktop.queries import clients
from crm_desktop.ui.runtime import crash
from crm_desktop.ui.runtime.report import Report
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.notice import NoticePage
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
begun.patience_ms = 60_000
begun.begin()
program = begun.program
page = program.window.page("clients")
"""
# The whole program as `crm-desktop open` runs it; `act(start)` is called once it has begun.
RUN = """
import faulthandler, os, signal, sys
from pathlib import Path
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton
from crm_desktop.machine import Machine
from crm_desktop.ui.shell import start as starting

def type_text(widget, text):
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)

starting.PATIENCE_MS = 60_000
begin = starting.Start.begin
def enter(self):
    begin(self)
    act(self)
starting.Start.begin = enter
"""
GO = """
code = starting.run(Machine(), starting.Request(Path(sys.argv[1])))
print("left", code, flush=True)
"""
KILL = """
QTimer.singleShot(2000, lambda: os.kill(os.getpid(), signal.SIGKILL))
print("typed", flush=True)
application.exec()
"""

Starter = Callable[..., Start]


@pytest.fixture
def starter(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Starter]:
    words.set_language("ru")
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made: list[Start] = []

    def begin(**how: Any) -> Start:
        start = Start(theme, Machine(), Request(base, **how), lambda: None)
        made.append(start)
        start.patience_ms = 60_000
        start.begin()
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


def run_whole(script: str, base: Path) -> subprocess.CompletedProcess[str]:
    """Run the whole program with an act in it."""
    return subprocess.run(
        [sys.executable, "-c", RUN + script + GO, str(base)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def program_of(start: Start) -> Program:
    assert start.program is not None
    return start.program


def test_a_killed_window_gives_a_half_typed_client_back(
    starter: Starter, base: Path, qtbot: QtBot
) -> None:
    killed(
        "page.new()\n"
        "type_text(page.form.form.editor('name'), 'Семёнова Наталья')\n"
        "type_text(page.form.points.phones.rows[0].value, '8 916 123-45')\n",
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
    assert form.points.phones.rows[0].text() == "8 916 123-45"
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


@pytest.mark.parametrize("fault", ["_sigsegv", "_sigabrt"])
def test_a_crash_below_python_is_said_at_the_next_start_and_the_draft_returns(
    base: Path, fault: str, starter: Starter, qtbot: QtBot
) -> None:
    done = run_whole(
        f"""
def act(start):
    page = start.program.window.page("clients")
    page.new()
    type_text(page.form.form.editor("name"), "Семёнова")
    QTimer.singleShot(2000, faulthandler.{fault})
""",
        base,
    )
    assert done.returncode < 0
    logs = paths.log_folder()
    guard = crash.install(logs, lambda report: None)
    guard.uninstall()
    assert guard.previous_fault is not None
    start = starter(fault=guard.previous_fault)
    window = program_of(start).window
    ribbon = window.ribbons.ribbon("fault")
    assert ribbon is not None
    assert ribbon.text.text().startswith("В прошлый раз программа остановилась сама.")
    draft = window.ribbons.ribbon("unfinished")
    assert draft is not None
    assert "«Семёнова»" in draft.text.text()
    ribbon.buttons["safely"].click()
    assert start.program is None
    assert start.notice is not None
    page = start.notice.page
    assert isinstance(page, NoticePage)
    assert page.title.text() == "Безопасный запуск"


def test_two_starts_that_fail_lead_to_a_safe_one(base: Path) -> None:
    broken = """
from crm_desktop.ui.shell.window import Window
def fall(*_):
    os.abort()
Window.__init__ = fall
def act(start): pass
"""
    for _ in range(2):
        assert run_whole(broken, base).returncode == -signal.SIGABRT
    done = run_whole(
        """
def act(start):
    print(start.notice.page.title.text(), "|", list(start.notice.page.buttons), flush=True)
    start.notice.page.buttons["usual"].click()
    print(start.program is not None, flush=True)
    QTimer.singleShot(0, start.leave)
""",
        base,
    )
    assert done.stdout.splitlines() == [
        "Safe start | ['view', 'usual', 'check', 'from-file', 'export', 'folder', 'report', 'quit']",
        "True",
        "left 0",
    ]
    # It got on and left in peace: the next start is an ordinary one.
    done = run_whole(
        "def act(start):\n"
        "    print(start.program is not None, start.opened.unclean, flush=True)\n"
        "    QTimer.singleShot(0, start.leave)\n",
        base,
    )
    assert done.stdout.splitlines() == ["True False", "left 0"]


def test_a_slot_that_raises_leaves_the_window_alive(
    starter: Starter, base: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    told: list[Report] = []
    guard = crash.install(tmp_path / "logs", told.append)
    program = program_of(starter())
    page = program.window.page("clients")

    def broken() -> None:
        raise ValueError("Семёнова +7 916")

    page.new()
    page.form.form.set_value("name", "Иванов")
    button = QPushButton(page)
    button.clicked.connect(broken)
    for _ in range(3):
        button.click()
    qtbot.waitUntil(lambda: len(told) == 2)
    guard.uninstall()
    # One telling for the defect, one because it does not end; the report has no client in it.
    assert [one.repeated for one in told] == [False, True]
    files = list((tmp_path / "logs").glob("crash-*.txt"))
    assert len(files) == 1
    assert "Семёнова" not in files[0].read_text("utf-8")
    assert program.window.isVisible()
    assert page.form.form.value("name") == "Иванов"
    page.form.save()
    qtbot.waitUntil(lambda: program.crm.ask(clients.count) == 1, timeout=10_000)


def test_a_defect_while_starting_ends_in_a_window(base: Path) -> None:
    done = run_whole(
        """
from crm_desktop.ui.runtime import crash
from crm_desktop.ui.shell import app
def fall(*_, **__):
    raise ValueError("Семёнова")
starting.Program.__init__ = fall
install = crash.install
crash.install = lambda logs: install(logs, lambda report: None)
def act(start): pass
def look():
    start = next(o for o in __import__("gc").get_objects() if isinstance(o, starting.Start))
    if start.notice is None:
        QTimer.singleShot(50, look)
        return
    print(start.notice.page.title.text(), flush=True)
    start.leave()
going = starting.Start.begin
starting.Start.begin = lambda self: (QTimer.singleShot(0, look), going(self))
""",
        base,
    )
    assert done.stdout.splitlines() == ["Safe start", "left 0"]


def test_a_new_start_goes_on_with_the_same_base(base: Path) -> None:
    done = run_whole(
        """
import subprocess
from crm_desktop.ui.runtime.crash_dialog import RESTART
class Popen:
    def __init__(self, command, **how):
        print(command[-3:] == ["--base", sys.argv[1], "open"], "PYTHONPATH" in how["env"])
starting.subprocess.Popen = Popen
def act(start):
    QTimer.singleShot(0, lambda: QApplication.exit(RESTART))
""",
        base,
    )
    assert done.stdout.splitlines() == ["True True", "left 0"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_of_the_system_is_a_clean_end(base: Path, number: signal.Signals) -> None:
    for _ in range(3):
        # Soon after the start, as when the computer is shut down again at once.
        done = run_whole(
            f"""
def act(start):
    assert start.program is not None
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), {number.value}))
""",
            base,
        )
        assert done.stdout.splitlines() == ["left 0"]
    assert not (paths.log_folder() / "starts").exists()
    lock = BaseLock(base)
    assert not lock.unclean
    lock.release()
