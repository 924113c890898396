"""The only crossing between threads: a lane to write, two to read, one for upkeep, one way back."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any, Concatenate, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QMetaMethod,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
)
from shiboken6 import Shiboken

from crm_desktop.commands.work import Step, Work
from crm_desktop.crm import Crm, Done, Undone
from crm_desktop.domain.changes import Changes
from crm_desktop.domain.problems import Cancelled, Refused
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read

R = TypeVar("R")

READERS = 2
POLL_MS = 1_000
"""How often commits of other processes (the command line) are looked for."""
IDLE_CHECKPOINT_MS = 2_000
"""An idle base is one whole file this long after the last write (decision 2)."""
REST_S = 4.0
"""Connections that nobody has used for so long are closed: an idle window holds less."""
TURN_SECONDS = 0.001
"""So long a lane goes on in Python when the screen's thread wants to: five times less than usual.

One turn of the window's loop may have to wait several times.
"""
STEP_SECONDS = 0.05
"""Progress reaches the screen at most 20 times a second."""

_log = logging.getLogger(__name__)


class Job:
    """One piece of work under way: what the status line shows and may cancel."""

    def __init__(self, label: str, writes: bool, matters: bool = False) -> None:
        self.label = label
        self.matters = matters
        """Somebody who leaves meanwhile is asked whether to wait for it: it makes something."""
        self.writes = writes
        self.done = 0
        self.total = 0
        self.failed = False
        """It ended without having been done, and nobody asked it to stop."""
        self._started = 0.0
        self._cancel = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask it to stop at its next step: a command is rolled back whole."""
        self._cancel.set()

    def rate(self) -> float:
        """Steps a second so far; 0 before the first."""
        elapsed = time.monotonic() - self._started
        return self.done / elapsed if self._started and elapsed > 0 else 0.0

    def seconds_left(self) -> float | None:
        """An estimate at the rate so far; None while there is nothing to go by."""
        rate = self.rate()
        return (self.total - self.done) / rate if rate and self.total else None

    def begin(self) -> None:
        """Start the clock; the lane calls it, in its own thread."""
        self._started = time.monotonic()

    def stop_if_cancelled(self) -> None:
        """Raise `Cancelled` when somebody asked it to stop."""
        if self._cancel.is_set():
            raise Cancelled


class Jobs(QObject):
    """Runs commands, queries and exports off the screen's thread and brings the answers back.

    Of `then` and `failed` at most one is called, on the screen's thread, after `committed`; a
    cancelled job calls neither. With an `owner` that is gone the answer is dropped; `committed`
    is sent all the same. `immediate` does everything at once in the calling thread, for tests.
    """

    committed = Signal(object)
    """`Changes`, once per commit, our own and other processes'; nobody answers it by a command."""
    refused = Signal(object)
    """`Refused`, when the job brought no `failed` of its own."""
    crashed = Signal(object)
    """The exception of a defect; with nobody listening it goes to `sys.excepthook`."""
    noticed = Signal(object)
    """A `Problem` to tell besides a command's answer: it was done, but not quite as expected."""
    cancelled = Signal(object)
    job_started = Signal(object)
    job_stepped = Signal(object)
    job_finished = Signal(object)
    _arrived = Signal(object)

    def __init__(self, crm: Crm, immediate: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.crm = crm
        self.immediate = immediate
        self._calls: dict[Job, _Call] = {}
        self._runnables: dict[Job, _Runnable] = {}
        self._closed = False
        self._arrived.connect(self._line_up, Qt.ConnectionType.QueuedConnection)
        self._news: deque[_Step | _Answer] = deque()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._next)
        self._writer = _pool(self, 1)
        self._readers = _pool(self, READERS)
        self._upkeep = _pool(self, 1)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look)
        self._idle = QTimer(self, interval=IDLE_CHECKPOINT_MS, singleShot=True)
        self._idle.timeout.connect(self._checkpoint)
        if not immediate:
            sys.setswitchinterval(TURN_SECONDS)
            self._poll.start()

    def run(
        self,
        command: Callable[Concatenate[Work, ...], R],
        *args: Any,
        owner: QObject | None = None,
        then: Callable[[R], object] | None = None,
        after: Callable[[Done[R]], object] | None = None,
        failed: Callable[[Refused], object] | None = None,
        label: str = "",
        **kwargs: Any,
    ) -> Job:
        """Do a command in the writer lane; `then` gets its value, `after` the whole `Done`."""

        def work(step: Step) -> Done[R]:
            return self.crm.do_watched(step, command, *args, **kwargs)

        return self._start(
            _Call(work, owner, _both(then, after), failed), Job(label, True, bool(label))
        )

    def ask(
        self,
        query: Callable[Concatenate[Read, ...], R],
        *args: Any,
        owner: QObject | None = None,
        then: Callable[[R], object] | None = None,
        failed: Callable[[Refused], object] | None = None,
        label: str = "",
        later: bool = False,
        **kwargs: Any,
    ) -> Job:
        """Answer a question in a reader thread, also while a command is running.

        `later`: what a page is waiting for goes first.
        """

        def work(step: Step) -> R:
            return self.crm.ask_watched(step, query, *args, **kwargs)

        return self._start(_Call(work, owner, then, failed, later=later), Job(label, False))

    def export(
        self,
        export: Callable[Concatenate[Read, ...], R],
        *args: Any,
        owner: QObject | None = None,
        then: Callable[[R], object] | None = None,
        failed: Callable[[Refused], object] | None = None,
        label: str = "",
        **kwargs: Any,
    ) -> Job:
        """Make a file in a reader thread."""

        def work(step: Step) -> R:
            return self.crm.ask_watched(step, export, *args, **kwargs)

        return self._start(_Call(work, owner, then, failed), Job(label, False, bool(label)))

    def call(
        self,
        work: Callable[[Step], R],
        owner: QObject | None = None,
        then: Callable[[R], object] | None = None,
        failed: Callable[[Refused], object] | None = None,
        label: str = "",
        writes: bool = False,
        matters: bool = False,
    ) -> Job:
        """Do work that is no command and no query: read a foreign file, make a backup.

        It takes its turn in the writer lane with `writes`; it must not touch a widget. `matters`:
        whoever leaves meanwhile is asked whether to wait for it.
        """
        return self._start(_Call(work, owner, then, failed), Job(label, writes, matters))

    def aside(
        self,
        work: Callable[[], R],
        owner: QObject | None = None,
        then: Callable[[R], object] | None = None,
        failed: Callable[[Refused], object] | None = None,
    ) -> None:
        """Upkeep in a lane of its own: a draft kept, a look at the disk.

        It waits for no import and is not shown; a refusal without `failed` is only logged.
        """
        call = _Call(lambda _step: work(), owner, then, failed, silent=True, aside=True)
        self._start(call, Job("", False))

    def undo(
        self,
        operation: int | None = None,
        owner: QObject | None = None,
        then: Callable[[Undone], object] | None = None,
        failed: Callable[[Refused], object] | None = None,
        label: str = "",
    ) -> Job:
        """Take back this user's newest operation, or the named one."""

        def work(step: Step) -> Done[Undone]:
            return self.crm.undo(operation, step)

        return self._start(_Call(work, owner, _both(then, None), failed), Job(label, True))

    def redo(
        self,
        owner: QObject | None = None,
        then: Callable[[Undone], object] | None = None,
        failed: Callable[[Refused], object] | None = None,
        label: str = "",
    ) -> Job:
        """Do again what was taken back last."""
        call = _Call(self.crm.redo, owner, _both(then, None), failed)
        return self._start(call, Job(label, True))

    @property
    def closed(self) -> bool:
        """Whether no job is taken any more: the window is going."""
        return self._closed

    def busy_writing(self) -> bool:
        """Whether a write is running or waiting its turn."""
        return any(job.writes for job in self._calls)

    def running(self) -> list[Job]:
        """The jobs whose answers have not come back yet, the oldest first; upkeep is not shown."""
        return [job for job, call in self._calls.items() if not call.silent]

    def look(self) -> None:
        """Look for commits of other processes now; `committed` follows if there are any."""
        if not self.busy_writing():
            # In the lane, so that a commit of our own is never taken for somebody else's.
            upkeep = _Call(lambda _step: self._tend(), then=self._foreign, silent=True)
            self._start(upkeep, Job("", True))

    def idle_within(self, milliseconds: int) -> bool:
        """Wait a moment for the answers of everything that runs; whether all are there."""
        until = time.monotonic() + milliseconds / 1000
        while self.running() and (left := until - time.monotonic()) > 0:
            for lane in (self._writer, self._readers, self._upkeep):
                lane.waitForDone(max(int(left * 1000), 1))
            self._receive_all()
        return not self.running()

    def shutdown(self, cancel: bool = False) -> None:
        """Let the jobs end, deliver their answers, and take no new ones.

        `cancel` stops those that have a name; what a form is just saving is always saved.
        """
        self._poll.stop()
        if cancel:
            for job in self.running():
                if job.label or not job.writes:
                    job.cancel()
        while self._calls:
            self._writer.waitForDone()
            self._readers.waitForDone()
            self._upkeep.waitForDone()
            self._receive_all()
        self._closed = True
        self._idle.stop()

    def _tend(self) -> Changes | None:
        changes = self.crm.poll()
        self.crm.database.rest(REST_S)
        return changes

    def _foreign(self, changes: Changes | None) -> None:
        if changes:
            self.committed.emit(changes)

    def _checkpoint(self) -> None:
        if not self.busy_writing():
            upkeep = _Call(lambda _step: self.crm.database.checkpoint(), silent=True)
            self._start(upkeep, Job("", True))

    def _start(self, call: _Call, job: Job) -> Job:
        if self._closed:
            raise RuntimeError("the jobs have been shut down")
        self._calls[job] = call
        if not call.silent:
            self.job_started.emit(job)
        if self.immediate:
            _Runnable(job, call.work, self._receive).run()
        else:
            runnable = _Runnable(job, call.work, self._arrived.emit)
            self._runnables[job] = runnable
            lane = self._writer if job.writes else self._readers
            (self._upkeep if call.aside else lane).start(runnable, -1 if call.later else 0)
        return job

    def _line_up(self, news: _Step | _Answer) -> None:
        """Each answer has a turn of the loop of its own: keys and paint come between two of them.

        Posted events are all handled before the loop looks at anything else, so that five answers
        at once, with all that they paint, would be one standstill.
        """
        self._news.append(news)
        if not self._turn.isActive():
            self._turn.start()

    def _next(self) -> None:
        if len(self._news) <= 1:
            self._turn.stop()
        if self._news:
            self._receive(self._news.popleft())

    def _receive_all(self) -> None:
        QCoreApplication.sendPostedEvents(self)
        while self._news:
            self._receive(self._news.popleft())

    def _receive(self, news: _Step | _Answer) -> None:
        job = news.job
        if isinstance(news, _Step):
            if job in self._calls:
                job.done, job.total = news.done, news.total
                self.job_stepped.emit(job)
            return
        call = self._calls.pop(job)
        self._runnables.pop(job, None)
        job.failed = news.error is not None and not isinstance(news.error, Cancelled)
        if not call.silent:
            self.job_finished.emit(job)
        if isinstance(news.value, Done):
            if not self.immediate:
                self._idle.start()
            if news.value.changes:
                self.committed.emit(news.value.changes)
        self._hand_over(job, call, news)
        for notice in news.value.notices if isinstance(news.value, Done) else ():
            # After the answer, so that what it says does not cover this.
            self.noticed.emit(notice)

    def _hand_over(self, job: Job, call: _Call, answer: _Answer) -> None:
        error = answer.error
        if isinstance(error, Cancelled) or (error is None and job.cancelled and not job.writes):
            self.cancelled.emit(job)
        elif isinstance(error, Refused):
            self._refuse(call, error)
        elif error is not None:
            self._crash(error)
        elif call.then is not None and call.wanted():
            call.then(answer.value)

    def _refuse(self, call: _Call, refusal: Refused) -> None:
        if call.silent and call.failed is None:
            _log.info("upkeep was refused: %s", refusal)
        elif call.failed is None:
            self.refused.emit(refusal)
        elif call.wanted():
            call.failed(refusal)

    def _crash(self, error: BaseException) -> None:
        if self.isSignalConnected(QMetaMethod.fromSignal(self.crashed)):
            self.crashed.emit(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


@dataclass(slots=True)
class _Call:
    """Kept on the screen's side, so that no widget is ever let go of in another thread."""

    work: Callable[[Step], Any]
    owner: QObject | None = None
    then: Callable[[Any], object] | None = None
    failed: Callable[[Refused], object] | None = None
    silent: bool = False
    """What the program does for itself is no news in the status line."""
    aside: bool = False
    later: bool = False

    def wanted(self) -> bool:
        """Whether whoever asked is still there."""
        return self.owner is None or Shiboken.isValid(self.owner)


@dataclass(frozen=True, slots=True)
class _Step:
    job: Job
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class _Answer:
    job: Job
    value: Any = None
    error: BaseException | None = None


class _Runnable(QRunnable):
    """Runs in a lane; kept by `Jobs` until its answer is there, never deleted by the pool."""

    def __init__(
        self, job: Job, work: Callable[[Step], Any], report: Callable[[_Step | _Answer], object]
    ) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.job = job
        self.work = work
        self.report = report
        self._last = 0.0

    def run(self) -> None:
        caught = Caught()
        value = None
        with caught:
            self.job.begin()
            self.job.stop_if_cancelled()
            value = self.work(self._step)
        self.report(_Answer(self.job, value, caught.error))

    def _step(self, done: int, total: int) -> None:
        self.job.stop_if_cancelled()
        now = time.monotonic()
        if now - self._last >= STEP_SECONDS or (total and done >= total):
            self._last = now
            self.report(_Step(self.job, done, total))


class Caught:
    """Keeps an exception for the screen's thread instead of letting it end the lane."""

    error: BaseException | None = None

    def __enter__(self) -> None:
        self.error = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.error = error
        return error is not None


def _pool(parent: QObject, threads: int) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(threads)
    return pool


def _both(
    then: Callable[[R], object] | None, after: Callable[[Done[R]], object] | None
) -> Callable[[Done[R]], object]:
    def call(done: Done[R]) -> None:
        if then is not None:
            then(done.value)
        if after is not None:
            after(done)

    return call
