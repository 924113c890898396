"""What is due, as figures on the rail: tasks of today and late ones, papers past their day."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from crm_desktop.queries import today
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.shell.rail import Rail
from crm_desktop.words import npgettext

LOOK_MS = 60_000
"""How often the calendar is looked at: what was due tomorrow is due today by itself."""


class Badges(QObject):
    """Keeps the badges of the rail as fresh as the last commit and the present day."""

    def __init__(self, desk: Desk, rail: Rail) -> None:
        super().__init__(rail)
        self._desk = desk
        self._rail = rail
        self._day = desk.now().date()
        self._live = LiveQuery(
            rail, desk.jobs, today.badges, ("task", "document"), self._question, self._show,
            later=True,
        )  # fmt: skip
        self._calendar = QTimer(self)
        self._calendar.setInterval(LOOK_MS)
        self._calendar.timeout.connect(self.look_at_calendar)
        self._calendar.start()

    def look_at_calendar(self) -> None:
        """Ask anew when another day has begun."""
        if self._desk.now().date() != self._day:
            self._live.refresh()

    def _question(self) -> dict[str, object]:
        self._day = self._desk.now().date()
        return {"today": self._day}

    def _show(self, due: today.Badges) -> None:
        tasks = npgettext("Shell", "{n} due", "{n} due", due.tasks).format(n=due.tasks)
        self._rail.set_badge("tasks", due.tasks, tasks)
        papers = npgettext(
            "Shell", "{n} past its day to pay", "{n} past their day to pay", due.papers
        )
        self._rail.set_badge("documents", due.papers, papers.format(n=due.papers))
