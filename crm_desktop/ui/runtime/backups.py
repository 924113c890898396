"""Copies made by themselves: after a quarter of an hour of work, and at the end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.commands.work import Step, no_step
from crm_desktop.domain.backups import DUE_AFTER, CopyMade, CopyState, SecondPlace
from crm_desktop.domain.problems import Cancelled, Problem, Refused
from crm_desktop.machine import Machine
from crm_desktop.ui.runtime.jobs import Job, Jobs

TICK_MS = 60_000
LAST_SECONDS = 10.0
"""So long the end of the program waits for the second place; the next start goes on with it."""

_log = logging.getLogger(__name__)


def wall_clock() -> datetime:
    """Now, in local time."""
    return datetime.now().astimezone()


class BackupKeeper(QObject):
    """Looks every minute, and after every change, whether a copy is due, and makes it.

    `state_changed(CopyState)` follows whatever was found out. A try that failed is told and
    repeated after a quarter of an hour. Nothing happens before `start` and in a base that is only
    looked at.
    """

    state_changed = Signal(object)

    def __init__(
        self, jobs: Jobs, settings: Machine, clock: Callable[[], datetime] = wall_clock
    ) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._settings = settings
        self.clock = clock
        self.state: CopyState | None = None
        self._running: Job | None = None
        self._tried: datetime | None = None
        self._trouble: Problem | None = None
        self._second_trouble: Problem | None = None
        self._started = self._stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)
        jobs.committed.connect(lambda _changes: self._committed())

    @property
    def second(self) -> Path | None:
        """The second place for copies, if one was chosen."""
        chosen = self._settings.second_place
        return Path(chosen) if chosen else None

    def start(self) -> None:
        """Begin to look."""
        if not self._jobs.crm.view_only:
            self._started, self._stopped = True, False
            self._timer.start()
            self.look()

    def look(self) -> None:
        """Find out how the work stands; a copy that is due follows."""
        if self._stopped or self._jobs.crm.view_only:
            return
        crm, second = self._jobs.crm, self.second
        self._jobs.aside(lambda: crm.copy_state(second), owner=self, then=self._know)

    def make(
        self,
        owner: QObject | None = None,
        then: Callable[[CopyMade], object] | None = None,
        label: str = "",
    ) -> None:
        """Make a copy now; a refusal comes as any other."""
        crm, second = self._jobs.crm, self.second

        def done(made: CopyMade) -> None:
            self._made(made)
            if then is not None:
                then(made)

        self._jobs.call(
            lambda step: crm.make_copy(second, step),
            owner=owner or self,
            then=done,
            label=label,
            matters=True,
        )

    def stop(self) -> None:
        """Look no more; a copy that is just being made by itself is given up."""
        self._stopped = True
        self._timer.stop()
        if self._running is not None:
            self._running.cancel()

    def give_up(self) -> None:
        """No copy at the end: it would be worth nothing, or there is no time for it."""
        self._started = False

    def make_last(self, step: Step = no_step) -> None:
        """The copy at the end, when nothing else runs any more; what hinders it stops nobody.

        Once: whoever asks again finds nothing to do. It touches no widget.
        """
        if not self._started:
            return
        self._started = False
        crm = self._jobs.crm

        def in_time(done: int, total: int) -> None:
            step(done, total)
            if time.monotonic() > until:
                raise Cancelled

        try:
            crm.make_copy(step=step)
            until = time.monotonic() + LAST_SECONDS
            if self.second is not None:
                crm.make_copy(self.second, in_time)
        except (Refused, Cancelled) as error:
            _log.info("no copy at the end: %s", error)

    def _committed(self) -> None:
        if self._started and (self.state is None or self.state.unsaved_since is None):
            self.look()

    def _know(self, state: CopyState) -> None:
        self.state = replace(state, trouble=self._trouble, second_trouble=self._second_trouble)
        self.state_changed.emit(self.state)
        if self._started and self._wanted(state):
            self._try()

    def _wanted(self, state: CopyState) -> bool:
        if self._stopped or (self._running is not None and self._running in self._jobs.running()):
            return False
        now = self.clock()
        if self._tried is not None and self._tried <= now < self._tried + DUE_AFTER:
            return False
        return state.due(now) or (state.second is SecondPlace.BEHIND and state.newest is not None)

    def _try(self) -> None:
        self._tried = self.clock()
        crm, second = self._jobs.crm, self.second
        self._running = self._jobs.call(
            lambda step: crm.make_copy(second, step),
            owner=self,
            then=self._made,
            failed=self._failed,
        )

    def _made(self, made: CopyMade) -> None:
        self._trouble, self._second_trouble = None, made.second_trouble
        self.look()

    def _failed(self, refused: Refused) -> None:
        self._trouble = refused.problems[0]
        self.look()
