"""What the program does for the base by itself: empties the bin, keeps indexes and files."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from crm_desktop.commands.work import utc_now
from crm_desktop.domain.changes import Changes
from crm_desktop.ui.runtime.jobs import Jobs

FIRST_MS = 60_000
"""A start is not the time for it."""
SOON_MS = 5_000
"""After a view was saved: whoever saves one saves it once more."""
EVERY_MS = 6 * 60 * 60_000


class Upkeep(QObject):
    """Looks a minute after the start, then every six hours; nothing is shown of it."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.tend)
        jobs.committed.connect(self._committed)

    def begin(self) -> None:
        """Look from now on, unless the base is only looked at."""
        if not self._jobs.crm.view_only:
            self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._soon.stop()

    def look(self) -> None:
        """Empty the bin of what has had its time, and let go of contents that nobody needs."""
        # Not at the start: what is not needed yet is not loaded.
        from crm_desktop.queries import bin as questions

        self._timer.start(EVERY_MS)
        self._jobs.ask(questions.overdue, utc_now(), owner=self, then=self._empty, later=True)
        self.tend()

    def tend(self) -> None:
        """Let the base have the indexes that its saved views need."""
        crm = self._jobs.crm
        self._jobs.call(lambda _step: crm.tend_indexes(), owner=self, writes=True)

    def _committed(self, changes: Changes) -> None:
        if changes.touches(frozenset({"saved_view", "custom_field"})) and self._timer.isActive():
            self._soon.start()

    def _empty(self, overdue: int) -> None:
        from crm_desktop.commands import bin as commands

        if overdue:
            self._jobs.run(commands.purge, owner=self, after=lambda _done: self._drop())
        else:
            self._drop()

    def _drop(self) -> None:
        """Let go of contents that nobody needs, when whoever named them is gone for long."""
        crm = self._jobs.crm
        self._jobs.call(lambda _step: crm.drop_contents(), owner=self, writes=True)
