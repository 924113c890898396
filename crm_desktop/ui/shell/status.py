"""The line at the foot of the window: saved or not, what can be taken back, what is running."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from crm_desktop.domain.problems import Refused
from crm_desktop.ui.kit.progress import QUIET_MS, JobBar
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job, Jobs
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.undoing import Undoing, UndoSegment
from crm_desktop.words import codes, pgettext


class StatusLine(QFrame):
    """Segments from left to right: saved, whatever is added, undo; the running job at the right.

    A segment lives in its own module and follows its subject by itself; here is only its place.
    """

    def __init__(self, desk: Desk, undoing: Undoing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        u = desk.theme.u
        self.setObjectName("status")
        self.setFixedHeight(u(30))
        self.saved = SavedState(desk.theme, desk.jobs)
        self.undo = UndoSegment(desk, undoing)
        self.job_bar = JobBar(desk.theme, desk.jobs)
        self.job_bar.shown.connect(self.undo.be_short)
        self._segments = QHBoxLayout()
        self._segments.setSpacing(u(12))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(u(12), 0, u(8), 0)
        layout.setSpacing(u(12))
        layout.addWidget(self.saved)
        layout.addLayout(self._segments)
        layout.addWidget(self.undo)
        layout.addStretch(1)
        layout.addWidget(self.job_bar)

    def add(self, widget: QWidget) -> None:
        """Give a segment its place between the saved state and what can be taken back."""
        self._segments.addWidget(widget)


class SavedState(QLabel):
    """«✓ saved», «saving…» for a write that takes its time, or what was not saved and why."""

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._written = False
        self._refusal = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(QUIET_MS)
        self._wait.timeout.connect(self._tell)
        self.setMaximumWidth(theme.u(420))
        jobs.job_started.connect(self._started)
        jobs.job_finished.connect(self._finished)
        jobs.refused.connect(self._refused)
        jobs.committed.connect(self._committed)
        self._tell()

    def _started(self, job: Job) -> None:
        if job.writes and not self._wait.isActive():
            self._wait.start()

    def _finished(self, job: Job) -> None:
        self._written = job.writes
        if not self._busy():
            self._wait.stop()
            self._tell()

    def _refused(self, refused: Refused) -> None:
        # The refusal of the job that has just finished; of a question nothing was to be saved.
        if self._written and refused.problems:
            self._refusal = codes.problem_text(refused.problems[0])
            self._tell()

    def _committed(self) -> None:
        self._refusal = ""
        self._tell()

    def _busy(self) -> bool:
        return any(job.writes for job in self._jobs.running())

    def _tell(self) -> None:
        self.setToolTip(self._refusal)
        if self._refusal:
            text, look = pgettext("Shell", "not saved: {reason}"), "bad"
        elif self._busy() and not self._wait.isActive():
            text, look = pgettext("Shell", "saving…"), "muted"
        elif self.text() and self._busy():
            return
        else:
            text, look = pgettext("Shell", "✓ saved"), "good"
        self.setText(text.format(reason=self._refusal))
        for one in ("good", "muted", "bad"):
            self.setProperty(one, one == look)
        self.style().unpolish(self)
        self.style().polish(self)
