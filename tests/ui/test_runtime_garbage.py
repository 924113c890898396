"""Garbage: everything that is held is looked through when nothing runs, and at no other time."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.crm import Crm
from crm_desktop.ui.runtime import garbage
from crm_desktop.ui.runtime.garbage import Garbage
from crm_desktop.ui.runtime.jobs import Jobs


class Ring:
    """Holds itself: only a look finds that nobody else does."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def jobs(crm: Crm, qtbot: QtBot) -> Iterator[Jobs]:
    """Jobs with real lanes, the looks through everything left to the window."""
    made = Jobs(crm)
    keeper = Garbage(made, made)
    keeper.begin()
    yield made
    keeper.stop()
    made.shutdown(cancel=True)


def look(jobs: Jobs) -> None:
    """The window has had nothing to do for a while."""
    keeper = jobs.findChild(Garbage)
    assert keeper is not None
    keeper.look()


def aged() -> weakref.ref[Ring]:
    """Garbage that was held until it was old."""
    ring = Ring()
    gc.collect(1)
    gc.collect(1)
    return weakref.ref(ring)


def make_due() -> None:
    for _ in range(garbage.DUE):
        gc.collect(1)


def full_looks() -> int:
    return int(gc.get_stats()[2]["collections"])


def many_kept() -> list[list[int]]:
    return [[one] for one in range(200_000)]


def test_while_something_runs_all_that_is_held_is_not_looked_through(
    jobs: Jobs, qtbot: QtBot
) -> None:
    before = full_looks()
    with qtbot.waitSignal(jobs.job_finished):
        jobs.call(lambda _step: len(many_kept()))
    assert full_looks() == before


def test_old_garbage_goes_when_all_is_quiet(jobs: Jobs, qtbot: QtBot) -> None:
    old = aged()
    make_due()
    assert old() is not None
    going_on = threading.Event()
    running = jobs.call(lambda _step: going_on.wait())
    look(jobs)
    assert old() is not None
    going_on.set()
    qtbot.waitUntil(lambda: running not in jobs.running())
    look(jobs)
    assert old() is None


def test_nothing_is_looked_through_that_has_hardly_grown(jobs: Jobs) -> None:
    gc.collect()
    before = full_looks()
    look(jobs)
    assert full_looks() == before


def test_what_took_long_to_look_through_is_not_looked_through_again(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "LONG_S", 0.0)
    kept = many_kept()
    make_due()
    look(jobs)
    assert gc.get_freeze_count() >= len(kept)


def test_what_was_put_aside_is_looked_through_after_an_hour(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = aged()
    gc.freeze()
    make_due()
    look(jobs)
    assert old() is not None
    monkeypatch.setattr(garbage, "WHOLE_S", 0.0)
    make_due()
    look(jobs)
    assert old() is None


def test_afterwards_it_is_as_it_was(crm: Crm, qtbot: QtBot) -> None:
    usual = gc.get_threshold()
    made = Jobs(crm)
    keeper = Garbage(made, made)
    keeper.begin()
    keeper.begin()
    assert gc.get_threshold() != usual
    keeper.stop()
    assert gc.get_threshold() == usual
    made.shutdown()
