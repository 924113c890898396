"""Leaving: what runs is asked about, waited for in sight or stopped; the last copy has a page."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients as changes
from crm_desktop.commands.work import Step, no_step
from crm_desktop.crm import Crm
from crm_desktop.db.lock import held_here
from crm_desktop.domain.problems import Refused
from crm_desktop.machine import Machine
from crm_desktop.queries import clients
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell import leaving
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.leave_question import Leave, LeaveQuestion
from crm_desktop.ui.shell.notice import BusyPage
from crm_desktop.ui.shell.start import Request, Start
from tests.fixtures import a_client

LONG = 20_000


@pytest.fixture
def left() -> list[int]:
    return []


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, base: Path, left: list[int]) -> Iterator[Start]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    made = Start(theme, Machine(), Request(base), lambda: left.append(1))
    made.patience_ms = LONG
    made.begin()
    yield made
    made.close()
    assert not held_here(base)
    qapp.setStyleSheet("")


@pytest.fixture
def program(start: Start) -> Program:
    assert start.program is not None
    return start.program


class Work:
    """A long piece of named work: it steps until it is let go, and then adds a client."""

    def __init__(self, program: Program, *, refuses: bool = False) -> None:
        self.go_on = threading.Event()
        self.refuses = refuses
        self.crm = program.crm
        self.job: Job = program.jobs.call(
            self.work, label="Loading prices.xlsx", writes=True, matters=True
        )

    def work(self, step: Step) -> None:
        while not self.go_on.wait(0.005):
            step(1, 2)
        if self.refuses:
            raise Refused.of("base.disk-full")
        self.crm.do(changes.add, a_client("Imported"))


def answering(monkeypatch: pytest.MonkeyPatch, answer: Leave) -> list[str]:
    asked: list[str] = []

    def ask(_theme: Theme, label: str, _parent: object) -> Leave:
        asked.append(label)
        return answer

    monkeypatch.setattr(leaving, "ask_to_leave", ask)
    return asked


def busy_page(start: Start) -> BusyPage:
    assert start.notice is not None
    assert start.notice.isVisible()
    assert isinstance(start.notice.page, BusyPage)
    return start.notice.page


def copies_of(base: Path) -> int:
    return len(list((base / "backups").glob("0*.db")))


def test_with_nothing_under_way_it_is_left_at_once_and_the_copy_is_made(
    start: Start, program: Program, base: Path, left: list[int], qtbot: QtBot
) -> None:
    program.crm.do(changes.add, a_client("Семёнова"))
    before = copies_of(base)
    program.window.close()
    qtbot.waitUntil(lambda: left == [1], timeout=LONG)
    assert copies_of(base) == before + 1
    # Qt asks all windows once more before it leaves.
    assert program.window.close()


def test_who_stays_finds_everything_as_it_was(
    start: Start, program: Program, left: list[int], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked = answering(monkeypatch, Leave.STAY)
    work = Work(program)
    program.window.close()
    assert asked == ["Loading prices.xlsx"]
    assert program.window.isVisible()
    assert not work.job.cancelled
    assert left == []
    work.go_on.set()
    qtbot.waitUntil(lambda: program.jobs.running() == [], timeout=LONG)
    assert program.crm.ask(clients.count) == 1
    assert left == []


def test_work_is_waited_for_in_a_window_of_its_own(
    start: Start, program: Program, left: list[int], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answering(monkeypatch, Leave.WAIT)
    work = Work(program)
    program.window.close()
    page = busy_page(start)
    assert page.title.text() == "Loading prices.xlsx"
    assert not program.window.isVisible()
    qtbot.waitUntil(lambda: page.bar.value() == 500, timeout=LONG)
    assert left == []
    work.go_on.set()
    qtbot.waitUntil(lambda: left == [1], timeout=LONG)
    assert program.crm.ask(clients.count) == 1


def test_stopped_work_has_done_nothing(
    start: Start, program: Program, left: list[int], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answering(monkeypatch, Leave.STOP)
    work = Work(program)
    program.window.close()
    qtbot.waitUntil(lambda: left == [1], timeout=LONG)
    assert work.job.cancelled
    assert program.crm.ask(clients.count) == 0


def test_while_waiting_its_button_and_its_cross_stop_it(
    start: Start, program: Program, left: list[int], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked = answering(monkeypatch, Leave.WAIT)
    work = Work(program)
    program.window.close()
    assert start.notice is not None
    # The cross of the small window asks again; it is no way to go on without a window.
    start.notice.close()
    assert len(asked) == 2
    assert start.notice.isVisible()
    assert not work.job.cancelled
    QTest.mouseClick(busy_page(start).cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: left == [1], timeout=LONG)
    assert program.crm.ask(clients.count) == 0


def test_work_that_is_refused_brings_the_window_back(
    start: Start, program: Program, left: list[int], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answering(monkeypatch, Leave.WAIT)
    work = Work(program, refuses=True)
    program.window.close()
    work.go_on.set()
    qtbot.waitUntil(program.window.isVisible, timeout=LONG)
    assert start.notice is None
    assert left == []
    assert program.window.toast.isVisible()


def test_somebody_who_starts_it_again_gets_the_window_back(
    start: Start, program: Program, left: list[int], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answering(monkeypatch, Leave.WAIT)
    work = Work(program)
    program.window.close()
    assert not program.window.isVisible()
    start._come_to_front([])
    assert program.window.isVisible()
    work.go_on.set()
    qtbot.waitUntil(lambda: program.jobs.running() == [], timeout=LONG)
    assert left == []


def test_a_long_last_copy_has_a_page_and_a_way_around_it(
    start: Start,
    program: Program,
    base: Path,
    left: list[int],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    def slowly(_crm: Crm, _second: Path | None = None, step: Step = no_step) -> None:
        # Not for ever: when the test fails, the program is closed once more, and nobody stops it.
        for _ in range(4_000):
            step(2, 4)
            time.sleep(0.005)

    program.crm.do(changes.add, a_client("Семёнова"))
    before = copies_of(base)
    monkeypatch.setattr(Crm, "make_copy", slowly)
    start.patience_ms = 0
    qtbot.waitUntil(lambda: program.jobs.running() == [], timeout=LONG)
    program.window.close()
    page = busy_page(start)
    assert page.title.text() == "Making a verified copy before closing…"
    qtbot.waitUntil(lambda: page.bar.value() == 500, timeout=LONG)
    assert left == []
    page.cancel.click()
    qtbot.waitUntil(lambda: left == [1], timeout=LONG)
    assert copies_of(base) == before


def test_the_system_that_ends_is_not_held_up(
    start: Start, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, Leave.STAY)
    work = Work(program)
    start.end_session()
    assert program.window.close()
    assert asked == []
    start.close()
    assert work.job.cancelled


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_Return, Leave.WAIT), (Qt.Key.Key_Escape, Leave.STAY)]
)
def test_enter_waits_and_esc_stays(qtbot: QtBot, key: Qt.Key, answer: Leave) -> None:
    dialog = LeaveQuestion(Theme("light", 1.0, "en"), "Loading prices.xlsx", None)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, key)
    assert dialog.answer is answer
