"""The room of the tasks: what is due, one line for a new one, the task beside the list."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import tasks
from crm_desktop.domain.tasks import TaskDraft, group_of
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.domain.when import find_when, without
from crm_desktop.exports.views import View, known
from crm_desktop.queries import tasks as task_queries
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.kit.view_output import ViewOutput, columns_of
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.tasks.edit import TaskForm
from crm_desktop.words import codes, formats, pgettext


def today() -> date:
    """The user's present day."""
    return datetime.now().astimezone().date()


class TasksPage(QWidget):
    """Open tasks by day; a tick is one key."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._build()
        self._live = LiveQuery(
            self, desk.jobs, task_queries.listing, ("task", "client"), dict, self._show_rows
        )

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.quick = QLineEdit()
        self.quick.setPlaceholderText(
            pgettext("Tasks", "New task: “call Kate tomorrow 15:00”, Enter saves")
        )
        self.quick.setAccessibleName(pgettext("Tasks", "New task"))
        self.quick.returnPressed.connect(self.add_quickly)
        self.done_button = QPushButton(pgettext("Tasks", "Done"))
        self.done_button.clicked.connect(self.done_current)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(12), u(16), u(8))
        bar.setSpacing(u(8))
        bar.addWidget(self.quick, 1)
        bar.addWidget(self.done_button)
        columns = [
            Column("when", lambda: pgettext("Tasks", "When"), self._when, 190),
            Column("title", lambda: pgettext("Tasks", "Task"), lambda r: r.title, 380),
            Column("client", lambda: pgettext("Tasks", "Client"), lambda r: r.client, 200),
        ]
        self.table = ListTable(self.desk.theme, columns, pgettext("Tasks", "Tasks"))
        self.table.opened.connect(self.open_record)
        self.output = ViewOutput(self.desk, self, self._view)
        self.form = TaskForm(self.desk)
        self.form.setMinimumWidth(u(360))
        self.form.saved.connect(lambda _id: self.form.hide())
        self.form.closed.connect(self.form.hide)
        self.form.hide()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(self.form)
        splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(splitter, 1)

    def _when(self, row: TaskRow) -> str:
        due = date.fromisoformat(row.due_on) if row.due_on else None
        said = [codes.label(group_of(due, today()))]
        if due is not None:
            said.append(formats.short_date(due, self.desk.language))
        if row.due_time:
            said.append(row.due_time)
        return " · ".join(said)

    # what the shell offers

    def new(self) -> None:
        """The form of a new task."""
        self.form.begin(None)
        self.form.show()

    def new_for(self, client_id: int) -> None:
        """The form of a new task about a client."""
        self.form.begin(client_id)
        self.form.show()

    def open_record(self, task_id: int) -> None:
        """The form of a task."""

        def show(row: TaskRow) -> None:
            self.form.edit(row)
            self.form.show()

        self.desk.jobs.ask(task_queries.card, task_id, owner=self, then=show)

    def shown_record(self) -> int | None:
        """The task whose form is open."""
        return None if self.form.isHidden() else self.form.task_id

    def resume(self, one: Unfinished) -> None:
        """Open the form of a draft again; it fills itself with what was typed."""
        if one.record:
            self.open_record(one.record)
        elif one.about:
            self.new_for(one.about)
        else:
            self.new()

    def add_quickly(self) -> None:
        """Save the line as a task of the day it names, of today without one.

        What is refused stays in the line.
        """
        text, now = self.quick.text().strip(), self.desk.now()
        when = find_when(text, now, self.desk.language)
        title = without(text, when.spans)
        if text:
            day = when.day or now.date()
            remind = f"{day.isoformat()}T{when.time}" if when.time else ""
            self.desk.jobs.run(
                tasks.add,
                TaskDraft(title=title, due_on=day, due_time=when.time, remind_at=remind),
                owner=self,
                then=lambda _id: self.quick.clear(),
            )

    def done_current(self) -> None:
        """Tick the task under the cursor off; the toast offers the way back."""
        current = self.table.current_id()
        if current is None:
            return

        def said(_none: object) -> None:
            done = pgettext("Tasks", "Done")
            self.desk.say(done, pgettext("Tasks", "Undo"), self.desk.jobs.undo)

        self.desk.jobs.run(tasks.done, current, owner=self, then=said)

    def edit_current(self) -> None:
        """The form of the task under the cursor."""
        current = self.table.current_id()
        if current is not None:
            self.open_record(current)

    def delete_current(self) -> None:
        """Put the task under the cursor into the bin; the toast offers the way back."""
        current = self.table.current_id()
        if current is None:
            return

        def said(_none: object) -> None:
            text = pgettext("Tasks", "The task is in the bin.")
            self.desk.say(text, pgettext("Tasks", "Undo"), self.desk.jobs.undo)

        self.desk.jobs.run(tasks.delete, current, owner=self, then=said)

    def print_current(self) -> None:
        """The list as it stands on paper."""
        self.output.print()

    def export_current(self) -> None:
        """The list as it stands into a file."""
        self.output.export()

    def _view(self) -> View:
        rows = self.table.list_model.rows()
        title = pgettext("Tasks", "Tasks")
        return View(title, "", columns_of(self.table.list_model.columns), known(rows), len(rows))

    def next_record(self) -> None:
        """The task below."""
        self._step(1)

    def previous_record(self) -> None:
        """The task above."""
        self._step(-1)

    def _step(self, by: int) -> None:
        # Typing in the form goes on: a key of the list does not take the task away from it.
        if self.form.isHidden() or not self.form.isAncestorOf(self.focusWidget() or self):
            self.table.step(by)
            if not self.form.isHidden():
                self.edit_current()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the list."""
        # Not a focus proxy: Tab would jump over whatever stands before it.
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks a task off, Esc closes the form."""
        if event.key() == Qt.Key.Key_Space and self.table.hasFocus():
            self.done_current()
        elif event.key() == Qt.Key.Key_Escape and not self.form.isHidden():
            self.form.hide()
        else:
            super().keyPressEvent(event)

    def _show_rows(self, rows: list[TaskRow]) -> None:
        self.table.show_rows(rows)
