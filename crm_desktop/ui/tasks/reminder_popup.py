"""The small window that comes up with reminders: done, or later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.commands import tasks
from crm_desktop.domain.tasks import SnoozeChoice, snooze
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.kit.tab_order import move_focus
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, pgettext


class ReminderPopup(QWidget):
    """Lists the tasks that fired; each is ticked off or put off in place."""

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self._desk = desk
        self._now = now
        self.rows: dict[int, QFrame] = {}
        self._tasks: dict[int, TaskRow] = {}
        u = desk.theme.u
        self.setWindowTitle(pgettext("Tasks", "Reminders"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(u(16), u(16), u(16), u(16))
        self._layout.setSpacing(u(12))
        stays = QLabel(pgettext("Tasks", "The due date stays as it is."))
        stays.setProperty("muted", True)
        self._layout.addWidget(stays)

    def show_tasks(self, rows: Sequence[TaskRow]) -> None:
        """Add these tasks and come up without taking the keyboard away."""
        for row in rows:
            if row.id not in self.rows:
                self._tasks[row.id] = row
                self.rows[row.id] = self._row(row)
                self._layout.insertWidget(len(self.rows) - 1, self.rows[row.id])
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.show()

    def tasks(self) -> list[TaskRow]:
        """The tasks that are neither done nor put off yet."""
        return [self._tasks[task_id] for task_id in self.rows]

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward)

    def _row(self, row: TaskRow) -> QFrame:
        frame = QFrame()
        frame.setProperty("card", True)
        layout = QVBoxLayout(frame)
        title = QLabel(" · ".join(x for x in (row.title, row.client) if x))
        title.setWordWrap(True)
        layout.addWidget(title)
        buttons = QHBoxLayout()
        done = QPushButton(pgettext("Tasks", "Done"))
        done.setProperty("primary", True)
        done.clicked.connect(partial(self._done, row.id))
        buttons.addWidget(done)
        for choice in SnoozeChoice:
            button = QPushButton(codes.label(choice))
            button.setObjectName(choice.value)
            button.clicked.connect(partial(self._later, row.id, choice))
            buttons.addWidget(button)
        layout.addLayout(buttons)
        return frame

    def _done(self, task_id: int, _checked: bool = False) -> None:
        self._desk.jobs.run(tasks.done, task_id, owner=self, then=partial(self._gone, task_id))

    def _later(self, task_id: int, choice: SnoozeChoice, _checked: bool = False) -> None:
        until = snooze(self._now(), choice)
        jobs = self._desk.jobs
        jobs.run(tasks.snooze, task_id, until, owner=self, then=partial(self._gone, task_id))

    def _gone(self, task_id: int, _none: object) -> None:
        frame = self.rows.pop(task_id, None)
        if frame is not None:
            frame.hide()
            frame.deleteLater()
        if not self.rows:
            self.hide()
