"""The form of a task."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crm_desktop.commands import tasks
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext


class TaskForm(QWidget):
    """Fields of one task; a refusal stands under its field."""

    saved = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._task: TaskRow | None = None
        self._client: int | None = None
        form = Form(desk.theme, self)
        form.text("title", pgettext("Tasks", "Title"), required=True)
        form.date("due_on", pgettext("Tasks", "Due"))
        form.text("due_time", pgettext("Tasks", "Time"))
        form.moment(
            "remind_at",
            pgettext("Tasks", "Remind at"),
            hint=pgettext("Tasks", "Day and time: 21.11.2026 9:00, or “tomorrow 9:00”"),
        )
        form.multiline("comment", pgettext("Tasks", "Comment"))
        self.form = form
        self.drafts = DraftKeeper(desk, form, "task", lambda: str(form.value("title")), self)
        self.saved.connect(lambda _task: self.drafts.end())
        self.save_button = QPushButton(pgettext("Tasks", "Save"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        cancel = QPushButton(pgettext("Tasks", "Cancel"))
        cancel.clicked.connect(self._give_up)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.addWidget(form)
        layout.addStretch(1)
        layout.addLayout(buttons)

    @property
    def task_id(self) -> int | None:
        """The task in the fields, None for a new one."""
        return None if self._task is None else self._task.id

    def begin(self, client_id: int | None) -> None:
        """Empty fields for a new task, about a client or nobody."""
        with self.drafts.filling(about=client_id or 0):
            self._task, self._client = None, client_id
            self._fill("", None, "", None, "")
        self.form.focus_first()

    def edit(self, row: TaskRow) -> None:
        """The fields of a task."""
        due = date.fromisoformat(row.due_on) if row.due_on else None
        with self.drafts.filling(row.id):
            self._task, self._client = row, row.client_id
            self._fill(row.title, due, row.due_time, row.remind_at, row.comment)
        self.form.focus_first()

    def _fill(
        self, title: str, due: date | None, due_time: str, remind_at: str | None, comment: str
    ) -> None:
        self.form.clear_problems()
        self.form.set_values(
            {
                "title": title,
                "due_on": due,
                "due_time": due_time,
                "remind_at": remind_at,
                "comment": comment,
            }
        )

    def save(self) -> None:
        """Save; what was typed stays when it is refused."""
        if not self.form.readable():
            return
        deal = self._task.deal_id if self._task is not None else None
        values = self.form.values()
        values["remind_at"] = values["remind_at"] or ""
        draft = TaskDraft(client_id=self._client, deal_id=deal, **values)
        jobs, refused = self.desk.jobs, self._refused
        if self._task is None:
            jobs.run(tasks.add, draft, owner=self, then=self.saved.emit, failed=refused)
            return
        task = self._task.id
        jobs.run(
            tasks.edit,
            task,
            draft,
            owner=self,
            then=lambda _none: self.saved.emit(task),
            failed=refused,
        )

    def _give_up(self) -> None:
        self.drafts.end()
        self.closed.emit()

    def _refused(self, refused: Refused) -> None:
        self.form.show_problems(refused.problems)
