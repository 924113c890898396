"""The form of a task."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from crm_desktop.commands import tasks
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import tasks as task_queries
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.side_form import SideForm
from crm_desktop.ui.parts.client_picker import ClientPicker
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import pgettext


class TaskForm(SideForm):
    """Fields of one task; a refusal stands under its field."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, 2, parent)
        self._task: TaskRow | None = None
        form = self.form
        form.text("title", pgettext("Tasks", "Title"), required=True, wide=True)
        self.picker = ClientPicker(desk)
        form.custom(
            "client_id",
            pgettext("Tasks", "Client"),
            self.picker,
            self.picker.value,
            self.picker.set_value,
            changed=self.picker.changed,
            wide=True,
        )
        form.date("due_on", pgettext("Tasks", "Due"))
        form.time("due_time", pgettext("Tasks", "Time"))
        form.moment("remind_at", pgettext("Tasks", "Remind at"), wide=True)
        form.multiline("comment", pgettext("Tasks", "Comment"))
        self.drafts = DraftKeeper(desk, form, "task", lambda: str(form.value("title")), self)

    @property
    def task_id(self) -> int | None:
        """The task in the fields, None for a new one."""
        return None if self._task is None else self._task.id

    def begin(self, client_id: int | None) -> None:
        """Empty fields for a new task, about a client or nobody."""
        with self.drafts.filling(about=client_id or 0):
            self._task = None
            self._fill("", client_id, None, "", None, "")
        self.title.setText(pgettext("Tasks", "New task"))
        self.form.focus_first()

    def edit(self, row: TaskRow) -> None:
        """The fields of a task."""
        due = date.fromisoformat(row.due_on) if row.due_on else None
        with self.drafts.filling(row.id):
            self._task = row
            self._fill(row.title, row.client_id, due, row.due_time, row.remind_at, row.comment)
        self.title.setText(row.title)
        self.form.focus_first()

    def _fill(
        self,
        title: str,
        client_id: int | None,
        due: date | None,
        due_time: str,
        remind_at: str | None,
        comment: str,
    ) -> None:
        self.form.clear_problems()
        self.form.set_values(
            {
                "title": title,
                "client_id": client_id,
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
        draft = TaskDraft(deal_id=deal, **values)
        if self._task is None:
            self.send(tasks.add, draft)
            return
        self.send(tasks.edit, self._task.id, draft, record=self._task.id)

    def read_back(self, record: int, then: Callable[[TaskRow], object]) -> Job:
        """The task just made."""
        return self.desk.jobs.ask(task_queries.card, record, owner=self, then=then)

    def go_on(self, row: TaskRow) -> None:
        """The task is there now: it is edited."""
        self._task = row
        self.title.setText(row.title)
