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
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import tasks
from crm_desktop.domain.tasks import DueGroup, TaskDraft, group_of
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.domain.when import find_when, without
from crm_desktop.exports.views import View, known
from crm_desktop.queries import tasks as task_queries
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.grouped_list import GroupedTable
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.kit.view_output import ViewOutput, columns_of
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.tasks.edit import TaskForm
from crm_desktop.words import codes, formats, pgettext

_ROLES = {DueGroup.OVERDUE: "bad", DueGroup.TODAY: "accent"}


def today() -> date:
    """The user's present day."""
    return datetime.now().astimezone().date()


class TasksPage(QWidget):
    """Open tasks by day; a tick is one key."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rows: list[TaskRow] = []
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
        self.table = GroupedTable(
            self.desk.theme,
            self._columns(),
            pgettext("Tasks", "Tasks"),
            lambda: pgettext("Tasks", "Not done"),
        )
        self.table.stand_on_edge()
        self.table.opened.connect(self.open_record)
        self.output = ViewOutput(self.desk, self, self._view)
        self.table.grouped.ticked.connect(self.done)
        self.empty = EmptyState(
            self.desk.theme,
            "square-check",
            pgettext("Tasks", "Nothing is to be done. Write down whom to call, and when."),
            pgettext("Tasks", "New task"),
            self.new,
            example=pgettext("Tasks", "For example: call Anna Peters about the windows"),
        )
        self.left = QStackedWidget()
        for widget in (self.table, self.empty):
            self.left.addWidget(widget)
        self.form = TaskForm(self.desk)
        self.form.setMinimumWidth(u(360))
        self.form.saved.connect(lambda _id: self.form.hide())
        self.form.closed.connect(self.form.hide)
        self.form.hide()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.left)
        splitter.addWidget(self.form)
        splitter.setStretchFactor(0, 1)
        splitter.setCollapsible(0, False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(splitter, 1)

    def _columns(self) -> list[Column]:
        return [
            Column("when", lambda: pgettext("Tasks", "When"), self._when, 110),
            Column("title", lambda: pgettext("Tasks", "Task"), lambda r: r.title, 300, grow=True),
            Column("client", lambda: pgettext("Tasks", "Client"), lambda r: r.client, 260, spare=1),
        ]

    def _when(self, row: TaskRow) -> str:
        """What the heading does not say already: the day of a week, the time of a day."""
        if row.due_on is None:
            return ""
        now = today()
        near = group_of(date.fromisoformat(row.due_on), now) in {DueGroup.TODAY, DueGroup.TOMORROW}
        day = "" if near else formats.near_date(row.due_on, self.desk.language, now)
        return " ".join(part for part in (day, row.due_time) if part)

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
        """Tick the task under the cursor off."""
        current = self.table.current_id()
        if current is not None:
            self.done(current)

    def done(self, task_id: int) -> None:
        """Tick a task off; the toast offers the way back."""
        row = self.table.record(task_id)
        title = row.title if row is not None else ""

        def said(_none: object) -> None:
            text = pgettext("Tasks", "Done: {title}").format(title=title)
            self.desk.say(text, pgettext("Tasks", "Undo"), self.desk.jobs.undo)

        self.desk.jobs.run(tasks.done, task_id, owner=self, then=said)

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
        """On paper there are no headings: the group and the whole date stand in the row."""
        columns = [
            Column("group", lambda: pgettext("Tasks", "When"), _group_text, 110),
            Column("due", lambda: pgettext("Tasks", "Due"), self._due, 110, value=_due_on),
            *self._columns()[1:],
        ]
        title = pgettext("Tasks", "Tasks")
        return View(title, "", columns_of(columns), known(self.rows), len(self.rows))

    def _due(self, row: TaskRow) -> str:
        day = formats.short_date(row.due_on, self.desk.language) if row.due_on else ""
        return " ".join(part for part in (day, row.due_time) if part)

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
        self.rows = rows
        groups: dict[DueGroup, list[TaskRow]] = {group: [] for group in DueGroup}
        for row in rows:
            groups[_group(row)].append(row)
        self.table.show_groups(
            [
                (f"{codes.label(group)} · {len(found)}", _ROLES.get(group, "text"), found)
                for group, found in groups.items()
            ]
        )
        self.left.setCurrentWidget(self.table if rows else self.empty)


def _due_on(row: TaskRow) -> date | None:
    return date.fromisoformat(row.due_on) if row.due_on else None


def _group(row: TaskRow) -> DueGroup:
    return group_of(_due_on(row), today())


def _group_text(row: TaskRow) -> str:
    return codes.label(_group(row))
