"""The crossing between threads: order, cancelling, owners that are gone, foreign commits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients
from crm_desktop.crm import Crm, Done, Undone
from crm_desktop.domain.changes import Changes
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.runtime.jobs import Job, Jobs
from tests.fixtures import a_client


@pytest.fixture
def jobs(crm: Crm, qtbot: QtBot) -> Iterator[Jobs]:
    """Jobs with real lanes."""
    made = Jobs(crm)
    yield made
    made.shutdown(cancel=True)


def count_of(crm: Crm) -> int:
    return len(crm.ask(client_queries.ids))


def test_a_command_runs_elsewhere_and_answers_here_after_committed(
    jobs: Jobs, qtbot: QtBot
) -> None:
    order: list[object] = []
    threads: set[int] = set()
    jobs.committed.connect(order.append)
    done: list[Done[int]] = []

    def then(value: int) -> None:
        order.append(value)
        threads.add(threading.get_ident())

    job = jobs.run(clients.add, a_client(), then=then, after=done.append, label="x")
    assert jobs.busy_writing()
    assert jobs.running() == [job]
    qtbot.waitUntil(lambda: len(done) == 1)
    assert isinstance(order[0], Changes)
    assert order[1:] == [done[0].value]
    assert threads == {threading.get_ident()}
    assert not jobs.busy_writing()


def test_work_is_done_in_another_thread_and_reading_goes_on_meanwhile(
    jobs: Jobs, qtbot: QtBot
) -> None:
    goes_on = threading.Event()
    seen: list[object] = []

    def long_write(step: Callable[[int, int], None]) -> int:
        goes_on.wait(10)
        return threading.get_ident()

    jobs.call(long_write, then=seen.append, writes=True)
    jobs.ask(client_queries.ids, then=lambda ids: seen.append("read"))
    qtbot.waitUntil(lambda: seen == ["read"])
    goes_on.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[1] != threading.get_ident()


def test_writes_keep_their_order(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[int] = []
    for _ in range(20):
        jobs.run(clients.add, a_client(), then=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == sorted(seen)


def test_refusals_go_to_failed_or_else_to_the_signal(jobs: Jobs, qtbot: QtBot) -> None:
    own: list[Refused] = []
    common: list[Refused] = []
    jobs.refused.connect(common.append)
    jobs.run(clients.add, ClientDraft(name=""), failed=own.append)
    jobs.run(clients.add, ClientDraft(name=""))
    qtbot.waitUntil(lambda: len(own) == len(common) == 1)


def test_a_cancelled_command_is_rolled_back_and_calls_nobody(jobs: Jobs, qtbot: QtBot) -> None:
    called: list[object] = []
    steps: list[tuple[int, int]] = []
    cancelled: list[Job] = []
    jobs.cancelled.connect(cancelled.append)
    jobs.committed.connect(called.append)
    jobs.job_stepped.connect(lambda job: steps.append((job.done, job.total)))

    def endless(step: Callable[[int, int], None]) -> None:
        for done in range(100_000):
            step(done, 100_000)
            time.sleep(0.001)

    job = jobs.call(endless, then=called.append, failed=called.append, writes=True)
    qtbot.waitUntil(lambda: len(steps) >= 3)
    assert job.rate() > 0
    assert (job.seconds_left() or 0) > 0
    job.cancel()
    qtbot.waitUntil(lambda: cancelled == [job])
    assert called == []
    assert len(steps) < 100


def test_an_answer_for_a_page_that_is_gone_is_dropped_but_committed_is_sent(
    jobs: Jobs, qtbot: QtBot
) -> None:
    from shiboken6 import Shiboken

    page = QWidget()
    called: list[object] = []
    committed: list[object] = []
    jobs.committed.connect(committed.append)
    jobs.run(clients.add, a_client(), owner=page, then=called.append)
    Shiboken.delete(page)
    qtbot.waitUntil(lambda: len(committed) == 1)
    qtbot.wait(20)
    assert called == []


def test_a_defect_is_told_and_the_lane_lives_on(jobs: Jobs, qtbot: QtBot) -> None:
    crashes: list[BaseException] = []
    seen: list[int] = []
    jobs.crashed.connect(crashes.append)
    jobs.call(lambda step: 1 // 0, writes=True)
    jobs.run(clients.add, a_client(), then=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert [type(one) for one in crashes] == [ZeroDivisionError]


def test_undo_and_redo(jobs: Jobs, crm: Crm, qtbot: QtBot) -> None:
    undone: list[Undone] = []
    jobs.run(clients.add, a_client())
    jobs.undo(then=undone.append)
    qtbot.waitUntil(lambda: len(undone) == 1)
    assert count_of(crm) == 0
    jobs.redo(then=undone.append)
    qtbot.waitUntil(lambda: len(undone) == 2)
    assert count_of(crm) == 1
    with pytest.raises(Refused):
        crm.redo()


def test_foreign_commits_are_seen_once_and_our_own_are_not_foreign(
    jobs: Jobs, base: Path, qtbot: QtBot
) -> None:
    committed: list[Changes] = []
    jobs.committed.connect(committed.append)
    other = Crm(base)
    other.do(clients.add, a_client())
    other.close()
    qtbot.waitUntil(lambda: len(committed) == 1, timeout=3000)
    jobs.run(clients.add, a_client())
    qtbot.waitUntil(lambda: len(committed) == 2)
    qtbot.wait(1200)
    assert len(committed) == 2


def test_an_idle_base_is_one_whole_file(jobs: Jobs, base: Path, qtbot: QtBot) -> None:
    jobs.run(clients.add, a_client())
    log = base / "base.db-wal"
    qtbot.waitUntil(lambda: log.stat().st_size > 0)
    qtbot.waitUntil(lambda: log.stat().st_size == 0, timeout=5000)


def test_shutting_down_waits_and_delivers(crm: Crm, qtbot: QtBot) -> None:
    jobs = Jobs(crm)
    seen: list[int] = []
    for _ in range(5):
        jobs.run(clients.add, a_client(), then=seen.append)
    jobs.shutdown()
    assert len(seen) == 5
    with pytest.raises(RuntimeError):
        jobs.ask(client_queries.ids)


def test_immediate_jobs_are_done_when_the_call_returns(crm: Crm, qtbot: QtBot) -> None:
    jobs = Jobs(crm, immediate=True)
    seen: list[object] = []
    jobs.committed.connect(lambda changes: seen.append("committed"))
    jobs.run(clients.add, a_client(), then=lambda value: seen.append("then"))
    jobs.run(clients.delete, 99, failed=lambda refused: seen.append(refused.problems[0].code))
    assert seen == ["committed", "then", NOT_FOUND]
    assert not jobs.running()
    jobs.shutdown()


def test_between_two_answers_the_loop_has_a_turn_for_everything_else(
    jobs: Jobs, qtbot: QtBot
) -> None:
    """Two answers that are there at once are no single standstill."""
    order: list[str] = []
    ready = threading.Barrier(3)

    def work(_step: object) -> None:
        ready.wait()

    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: order.append("beat"))
    answers = [
        jobs.call(work, then=lambda _none: order.append("one")),
        jobs.call(work, then=lambda _none: order.append("two")),
    ]
    ready.wait()
    while any(lane.activeThreadCount() for lane in jobs.findChildren(QThreadPool)):
        time.sleep(0.001)
    assert jobs.running() == answers
    beat.start()
    qtbot.waitUntil(lambda: {"one", "two"} <= set(order))
    first, second = sorted((order.index("one"), order.index("two")))
    assert "beat" in order[first:second]


def test_a_window_that_nobody_uses_closes_its_connections(
    jobs: Jobs, crm: Crm, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_desktop.ui.runtime.jobs.REST_S", 0.0)
    count_of(crm)
    assert len(crm.database.readers._free) == 1
    jobs.look()
    qtbot.waitUntil(lambda: not crm.database.readers._free)
    assert count_of(crm) == 0
