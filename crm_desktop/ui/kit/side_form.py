"""A form beside a list: its title, fields that scroll, and the verbs that never do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands.work import Work
from crm_desktop.domain.problems import Refused
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.enter_key import bind_saving, enter_pressed
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.kit.scroll import Steady
from crm_desktop.ui.runtime import icons
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import pgettext


class SideForm(QWidget):
    """What the forms of a client, a deal and a task share; they say what saving means.

    `inside` takes what scrolls with the fields, `extra` more buttons on the left of the bar,
    `rooms` what is shown instead of the fields now and then.
    """

    saved = Signal(int)
    closed = Signal()
    drafts: DraftKeeper

    def __init__(self, desk: Desk, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._job: Job | None = None
        desk.jobs.job_finished.connect(self._answered)
        desk.foremost.watch(self)
        theme = desk.theme
        u = theme.u
        self.form = Form(theme, columns=columns)
        self.title = QLabel()
        self.title.setFont(theme.font(3, 600))
        self.title.setWordWrap(True)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QToolButton()
        close.setIcon(icons.icon("x"))
        close.setAccessibleName(pgettext("Kit", "Close the form"))
        close.setToolTip(pgettext("Kit", "Close the form (Esc)"))
        close.clicked.connect(self.give_up)
        head = QHBoxLayout()
        head.setContentsMargins(u(16), u(12), u(8), u(8))
        head.addWidget(self.title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(u(14), 0, u(14), u(8))
        self.inside.setSpacing(u(12))
        self.inside.addWidget(self.form)
        self.inside.addStretch(1)
        ground = QWidget()
        ground.setLayout(self.inside)
        area = Steady()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        self.save_button = QPushButton(pgettext("Kit", "Save"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        bind_saving(self, self.save_button, self._save_by_keys)
        self.cancel_button = QPushButton(pgettext("Kit", "Cancel"))
        self.cancel_button.clicked.connect(self.give_up)
        self.extra = QHBoxLayout()
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(10), u(16), u(12))
        bar.setSpacing(u(8))
        bar.addLayout(self.extra)
        bar.addStretch(1)
        bar.addWidget(self.cancel_button)
        bar.addWidget(self.save_button)
        self.typed = QWidget()
        layout = QVBoxLayout(self.typed)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addLayout(bar)
        self.rooms = QStackedLayout(self)
        self.rooms.addWidget(self.typed)

    def save(self) -> None:
        """Save what stands in the fields; what was typed stays when it is refused."""
        raise NotImplementedError

    def _save_by_keys(self) -> None:
        if self.rooms.currentWidget() is self.typed:
            self.save()

    def send(
        self,
        command: Callable[Concatenate[Work, ...], int | None],
        *args: Any,
        record: int | None = None,
    ) -> None:
        """Do the command that saves; until its answer is there a second press does nothing.

        `saved` follows only if the form still holds what was sent: another record opened in the
        meantime, or words typed since, stay on the screen and stay kept. A new record with words
        typed since goes on as the editing of what was made.
        """
        if self._job is not None:
            return
        key, sent = self.drafts.key, self.form.typed()

        def done(made: int | None) -> None:
            if self.drafts.key != key:
                self.drafts.end(key)
            elif self.form.typed() == sent:
                self.drafts.end(key)
                self.saved.emit(made if record is None else record)
            elif record is None and made is not None:
                self.drafts.become(made, sent)
                self._go_on(made)

        def failed(refused: Refused) -> None:
            if self.drafts.key == key:
                self.form.show_problems(refused.problems)
            else:
                self.desk.jobs.refused.emit(refused)

        jobs = self.desk.jobs
        self._wait_for(jobs.run(command, *args, owner=self, then=done, failed=failed))

    def read_back(self, record: int, then: Callable[[Any], object]) -> Job:
        """Ask for the record just made, as the form needs it to edit it."""
        raise NotImplementedError

    def go_on(self, row: Any) -> None:
        """From now on this record is edited; the fields stay as they are."""
        raise NotImplementedError

    def _go_on(self, record: int) -> None:
        key = self.drafts.key

        def arrived(row: Any) -> None:
            if self.drafts.key == key:
                self.go_on(row)

        self._wait_for(self.read_back(record, arrived))

    def _wait_for(self, job: Job) -> None:
        """Until its answer is there the form is not sent again."""
        if job in self.desk.jobs.running():
            self._job = job
            self.save_button.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that a field has no use for saves; on a button it presses that button."""
        if not enter_pressed(event, self.focusWidget(), self._save_by_keys):
            super().keyPressEvent(event)

    def _answered(self, job: Job) -> None:
        # Also after a save that was cancelled or broke: it can be pressed again.
        if job is self._job:
            self._job = None
            self.save_button.setEnabled(True)

    def give_up(self) -> None:
        """Leave the form without saving; what was typed is dropped."""
        self.drafts.end()
        self.closed.emit()
