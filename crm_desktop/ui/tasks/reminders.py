"""Reminders: each fires once, at its wall time or at the next start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.commands import tasks
from crm_desktop.queries import tasks as task_queries
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.runtime.desk import Desk

EVERY_MS = 15_000


class Reminders(QObject):
    """Looks every quarter of a minute for reminders that are due; `now` is wall time."""

    fired = Signal(object)
    """The tasks to be reminded of, a list of `TaskRow`."""

    def __init__(
        self, desk: Desk, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._now = now
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look at once, for what was missed, and from then on."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Ask what is due now, note it as told, and tell it."""
        now = self._now()

        def tell(rows: list[TaskRow]) -> None:
            if rows:
                told = tuple(row.id for row in rows)
                self._desk.jobs.run(
                    tasks.reminded, told, now, owner=self, then=lambda _n: self.fired.emit(rows)
                )

        self._desk.jobs.ask(task_queries.reminders, now, owner=self, then=tell, later=True)
