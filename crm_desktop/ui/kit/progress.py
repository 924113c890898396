"""The running job in the status line: its name, how far it is, and Cancel."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.runtime.jobs import Job, Jobs
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import formats, language, npgettext, pgettext

QUIET_MS = 400
"""Shorter work is not shown at all."""
LEAST_SHOWN_MS = 500
"""Once shown it stays this long: nothing flashes."""


class JobBar(QWidget):
    """Shows the oldest running job that has a label; invisible while there is none.

    `shown(bool)` tells when it comes and goes: it needs room that others have meanwhile.
    """

    shown = Signal(bool)

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._shown_at = 0.0
        # The name of a file may be long; how far it is has to be read whole.
        self._label = ElidedLabel(parent=self)
        self._label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(theme.u(8))
        self._bar.setMinimumWidth(theme.u(48))
        self._bar.setMaximumWidth(theme.u(140))
        self.figures = QLabel(self)
        self.cancel_button = QPushButton(pgettext("Kit", "Cancel"), self)
        self.cancel_button.setProperty("compact", True)
        self.cancel_button.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.u(8), theme.u(0), theme.u(8), theme.u(0))
        layout.setSpacing(theme.u(8))
        for one in (self._label, self._bar, self.figures, self.cancel_button):
            layout.addWidget(one)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._show_now)
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.timeout.connect(self._next)
        jobs.job_started.connect(self._started)
        jobs.job_stepped.connect(self._stepped)
        jobs.job_finished.connect(self._finished)
        self.hide()

    def job(self) -> Job | None:
        """The job being shown or waited for."""
        return self._job

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit(False)

    def _started(self, job: Job) -> None:
        if self._job is None and job.label and not self._linger.isActive():
            self._take(job)

    def _take(self, job: Job) -> None:
        self._job = job
        if self.isVisible():
            self.fill(job)
        else:
            self._wait.start(QUIET_MS)

    def _stepped(self, job: Job) -> None:
        if job is self._job and self.isVisible():
            self.fill(job)

    def _finished(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = None
        self._wait.stop()
        shown_ms = int((time.monotonic() - self._shown_at) * 1000)
        if self.isVisible() and shown_ms < LEAST_SHOWN_MS:
            self.cancel_button.setEnabled(False)
            self._linger.start(LEAST_SHOWN_MS - shown_ms)
        else:
            self._next()

    def _next(self) -> None:
        waiting = [job for job in self._jobs.running() if job.label]
        if waiting:
            self._take(waiting[0])
        else:
            self.hide()

    def _show_now(self) -> None:
        if self._job is not None:
            self._shown_at = time.monotonic()
            self.fill(self._job)
            self.show()

    def fill(self, job: Job) -> None:
        """Say how far it is."""
        self._label.setText(job.label)
        self._bar.setAccessibleName(job.label)
        name = pgettext("Kit", "Cancel: {job}").format(job=job.label)
        self.cancel_button.setAccessibleName(name)
        self.cancel_button.setEnabled(not job.cancelled)
        # A range of nothing is Qt's way to say "busy, nobody knows how long".
        self._bar.setRange(0, job.total)
        self._bar.setValue(job.done)
        self.figures.setText(progress_text(job))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel_button.setEnabled(False)
            self.figures.setText(pgettext("Kit", "stopping…"))


def progress_text(job: Job) -> str:
    """How far it is in figures: «1 200 of 100 000 · 9 000 a second · 11 s left»."""
    if not job.done:
        return ""
    speech = language()
    done, total = formats.number(job.done, speech), formats.number(job.total, speech)
    parts = [done]
    if job.total:
        parts = [pgettext("Kit", "{done} of {total}").format(done=done, total=total)]
    rate = round(job.rate())
    if rate:
        figure = formats.number(rate, speech)
        parts.append(pgettext("Kit", "{rate} a second").format(rate=figure))
    left = job.seconds_left()
    if left is not None and left >= 1:
        parts.append(_left_text(round(left)))
    return " · ".join(parts)


def _left_text(seconds: int) -> str:
    if seconds < 90:
        return npgettext("Kit", "{n} second left", "{n} seconds left", seconds).format(n=seconds)
    minutes = round(seconds / 60)
    return npgettext("Kit", "{n} minute left", "{n} minutes left", minutes).format(n=minutes)
