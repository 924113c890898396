"""LiveQuery: asks when seen, sleeps while hidden, shows only the last answer; the job bar."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.domain.changes import Changes
from crm_desktop.queries.read import Read
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.progress import JobBar, progress_text
from crm_desktop.ui.runtime.jobs import Job, Jobs
from crm_desktop.ui.runtime.theme import Theme


def names(read: Read, part: str) -> list[str]:
    return [part]


class Desk(Jobs):
    """Jobs without a base: the questions are kept until the test answers them."""

    def __init__(self) -> None:
        QObject.__init__(self)
        self.asked: list[tuple[Job, Callable[[Any], object], dict[str, Any]]] = []
        self.under_way: list[Job] = []

    def ask(self, query: Any, *args: Any, **kwargs: Any) -> Job:
        then = kwargs.pop("then")
        for name in ("owner", "failed", "label"):
            kwargs.pop(name, None)
        job = Job("", False)
        self.asked.append((job, then, kwargs))
        return job

    def running(self) -> list[Job]:
        return self.under_way


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.deleteLater()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    return page


def touched(table: str) -> Changes:
    return Changes({table: frozenset({1})})


def test_the_stand_in_speaks_as_jobs_do() -> None:
    assert isinstance(inspect.getattr_static(Jobs, "committed"), Signal)
    assert {"owner", "then", "failed", "label"} <= set(inspect.signature(Jobs.ask).parameters)


def test_it_sleeps_while_hidden_and_wakes_when_shown(desk: Desk, page: QWidget) -> None:
    shown: list[Any] = []
    live = LiveQuery(page, desk, names, ["client"], lambda: {"part": "a"}, shown.append)
    assert desk.asked == []
    page.show()
    assert len(desk.asked) == 1
    desk.asked[0][1](["a"])
    assert shown == [["a"]]
    assert not live.stale
    page.hide()
    desk.committed.emit(touched("client"))
    assert len(desk.asked) == 1
    assert live.stale
    page.show()
    assert len(desk.asked) == 2


def test_only_its_tables_wake_it(desk: Desk, page: QWidget) -> None:
    LiveQuery(page, desk, names, ["client", "deal"], lambda: {"part": "a"}, lambda _: None)
    page.show()
    desk.asked[0][1]([])
    desk.committed.emit(touched("task"))
    assert len(desk.asked) == 1
    desk.committed.emit(Changes(whole=frozenset({"deal"})))
    assert len(desk.asked) == 2


def test_the_last_question_wins(desk: Desk, page: QWidget) -> None:
    shown: list[Any] = []
    live = LiveQuery(page, desk, names, ["client"], lambda: {"part": "a"}, shown.append)
    page.show()
    live.refresh()
    (first, late, _), (_, then, _) = desk.asked
    assert first.cancelled
    then("new")
    late("old")
    assert shown == ["new"]


def test_typing_is_waited_for(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    live = LiveQuery(page, desk, names, [], lambda: {"part": "a"}, lambda _: None, debounce_ms=30)
    page.show()
    assert len(desk.asked) == 1
    for _ in range(5):
        live.refresh()
    assert len(desk.asked) == 1
    qtbot.waitUntil(lambda: len(desk.asked) == 2)


def test_the_bar_keeps_quiet_about_short_work(qtbot: QtBot, desk: Desk, theme: Theme) -> None:
    bar = JobBar(theme, desk)
    qtbot.addWidget(bar)
    job = Job("Import", True)
    desk.job_started.emit(job)
    assert bar.job() is job
    desk.job_finished.emit(job)
    qtbot.wait(450)
    assert not bar.isVisible()


def test_the_bar_shows_long_work_and_cancels_it(qtbot: QtBot, desk: Desk, theme: Theme) -> None:
    bar = JobBar(theme, desk)
    qtbot.addWidget(bar)
    job = Job("Import", True)
    desk.under_way.append(job)
    desk.job_started.emit(job)
    qtbot.waitUntil(bar.isVisible, timeout=1000)
    job.begin()
    job.done, job.total = 1200, 2400
    desk.job_stepped.emit(job)
    assert progress_text(job).startswith("1,200 of 2,400")
    bar.cancel_button.click()
    assert job.cancelled
    desk.under_way.clear()
    desk.job_finished.emit(job)
    assert bar.isVisible()
    qtbot.waitUntil(bar.isHidden, timeout=1000)


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme()
