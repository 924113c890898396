"""While the whole base is looked through: how far it is, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.ui.kit.progress import progress_text
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import pgettext


class Scanning(QWidget):
    """A bar in the middle of the room; `stopped` when somebody thinks better of it."""

    stopped = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, u = desk.theme, desk.theme.u
        self._job: Job | None = None
        self.words = QLabel(pgettext("Duplicates", "Comparing clients with each other"))
        self.words.setFont(theme.font(1, 600))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(u(360), u(8))
        self.bar.setAccessibleName(self.words.text())
        self.figures = QLabel()
        self.figures.setProperty("muted", True)
        self.stop = QPushButton(pgettext("Duplicates", "Stop"))
        self.stop.clicked.connect(self._stop)
        layout = QVBoxLayout(self)
        layout.setSpacing(u(12))
        layout.addStretch(1)
        for widget in (self.words, self.bar, self.figures, self.stop):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addStretch(1)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        desk.jobs.job_stepped.connect(self._stepped)

    def watch(self, job: Job) -> None:
        """Show how far this job is."""
        self._job = job
        self.stop.setEnabled(True)
        self._stepped(job)

    def _stepped(self, job: Job) -> None:
        if job is self._job:
            self.bar.setRange(0, job.total)
            self.bar.setValue(job.done)
            self.figures.setText(progress_text(job))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.stopped.emit()
