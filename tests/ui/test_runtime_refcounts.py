"""Our own signals and lanes lose no reference of True or None (decision 26b; see also house)."""

from __future__ import annotations

import gc
import sys

from pytestqt.qtbot import QtBot

from crm_desktop.commands.work import Step
from crm_desktop.crm import Crm
from crm_desktop.domain.changes import Changes
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator

ROUNDS = 300
ALLOWED = 60
"""What caches of a first round may move; a loss at each round would be 300."""


def work(step: Step) -> None:
    step(1, 1)


def exercise(qtbot: QtBot, jobs: Jobs, navigator: Navigator) -> int:
    answers: list[None] = []
    for _ in range(ROUNDS):
        jobs.call(work, then=answers.append)
        jobs.committed.emit(Changes())
        navigator.go("here", 1)
    qtbot.waitUntil(lambda: len(answers) == ROUNDS, timeout=20_000)
    return len(answers)


def test_jobs_keep_their_accounts(qtbot: QtBot, crm: Crm) -> None:
    jobs, navigator = Jobs(crm), Navigator()
    navigator.register("here", lambda _address: None)
    exercise(qtbot, jobs, navigator)
    # Rubbish of earlier tests must not be swept up, and counted, between the two looks.
    gc.collect()
    gc.disable()
    before = sys.getrefcount(True), sys.getrefcount(None)
    exercise(qtbot, jobs, navigator)
    after = sys.getrefcount(True), sys.getrefcount(None)
    gc.enable()
    jobs.shutdown()
    assert abs(after[0] - before[0]) < ALLOWED, (before, after)
    assert abs(after[1] - before[1]) < ALLOWED, (before, after)
