"""Who works with the base, and the passing on of all that one of them answers for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from crm_desktop.commands import employees
from crm_desktop.crm import Done
from crm_desktop.domain.employees import Load
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Role
from crm_desktop.queries import employees as questions
from crm_desktop.queries.employees import EmployeeRow
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, buttons, column, push, words
from crm_desktop.words import formats, pgettext
from crm_desktop.words.codes import operation_text, problem_text
from crm_desktop.words.employees import employee_name, load_text

_TABLES = ("employee", "client", "deal", "task")
ROWS_UNITS = 170


class EmployeesSection(QWidget):
    """The list with what is open in everybody's hands; below it the one chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: list[EmployeeRow] = []
        layout = column(desk.theme, self)
        layout.addWidget(self._list())
        layout.addWidget(self._chosen())
        layout.addStretch(1)
        self._live = LiveQuery(self, desk.jobs, questions.listing, _TABLES, dict, self._show)

    # build

    def _list(self) -> QWidget:
        theme, u = self.desk.theme, self.desk.theme.u
        group = Group(
            theme,
            "",
            pgettext(
                "Employees",
                "Whoever answers for clients, deals and tasks. When somebody leaves, all that is "
                "open passes to another at once and can be taken back.",
            ),
        )
        self.table = ListTable(theme, self._columns(), pgettext("Employees", "Employees"))
        self.table.setFixedHeight(u(ROWS_UNITS))
        self.table.current_changed.connect(lambda _id: self._mark())
        self.new_line = QLineEdit()
        self.new_line.setPlaceholderText(pgettext("Employees", "Name of another employee"))
        self.new_line.setAccessibleName(pgettext("Employees", "Name of another employee"))
        self.new_line.returnPressed.connect(self.add)
        self.add_button = push(pgettext("Settings", "Add"), self.add)
        adding = QHBoxLayout()
        adding.setSpacing(u(8))
        adding.addWidget(self.new_line, 1)
        adding.addWidget(self.add_button)
        self.problem = words("")
        self.problem.setProperty("bad", True)
        self.problem.hide()
        group.body.addWidget(self.table)
        group.body.addLayout(adding)
        group.body.addWidget(self.problem)
        return group

    def _chosen(self) -> QWidget:
        theme, u = self.desk.theme, self.desk.theme.u
        self.group = Group(theme, pgettext("Employees", "The chosen employee"))
        self.name_line = QLineEdit()
        self.name_line.setAccessibleName(pgettext("Employees", "Name"))
        self.name_line.returnPressed.connect(self.rename)
        self.rename_button = push(pgettext("Employees", "Rename"), self.rename)
        naming = QHBoxLayout()
        naming.setSpacing(u(8))
        naming.addWidget(self.name_line, 1)
        naming.addWidget(self.rename_button)
        self.load = words("")
        self.heirs = ChoiceBox()
        title = pgettext("Employees", "Hand over to")
        self.heirs.setAccessibleName(title)
        self.heirs.view().setAccessibleName(title)
        self.heirs.currentIndexChanged.connect(lambda _index: self._fit())
        self.heir_label = QLabel(title)
        self.heir_label.setBuddy(self.heirs)
        self.leaves = QCheckBox(pgettext("Employees", "and is here no more"))
        passing = QHBoxLayout()
        passing.setSpacing(u(8))
        passing.addWidget(self.heir_label)
        passing.addWidget(self.heirs)
        passing.addWidget(self.leaves)
        passing.addStretch(1)
        self.hand_button = push(pgettext("Employees", "Hand everything over"), self.hand_over)
        self.leave_button = push(pgettext("Employees", "Is here no more"), self.leave)
        self.return_button = push(pgettext("Employees", "Is here again"), self.come_back)
        self.group.body.addLayout(naming)
        self.group.body.addWidget(self.load)
        self.group.body.addLayout(passing)
        self.group.body.addLayout(
            buttons(theme, self.hand_button, self.leave_button, self.return_button)
        )
        return self.group

    def _columns(self) -> list[Column]:
        language = self.desk.language

        def counted(key: str, title: str) -> Column:
            def text(row: EmployeeRow) -> str:
                count = getattr(row.load, key)
                return formats.number(count, language) if count else "—"

            return Column(key, lambda: title, text, 110, align_right=True)

        return [
            Column("name", lambda: pgettext("Employees", "Name"), _name, 220, grow=True),
            counted("clients", pgettext("Employees", "Clients")),
            counted("deals", pgettext("Employees", "Open deals")),
            counted("tasks", pgettext("Employees", "Tasks")),
        ]

    # what can be done

    def add(self) -> None:
        """Write down whoever was named."""
        name = self.new_line.text()

        def done(made: int) -> None:
            self.new_line.clear()
            self._live.refresh()
            self.table.select_id(made)

        self._run(employees.add, name, then=done)

    def rename(self) -> None:
        """Give the chosen one the name that stands in the line."""
        row = self._row()
        if row is not None and self.name_line.text().strip() != row.name:
            self._run(employees.rename, row.id, self.name_line.text())

    def hand_over(self) -> None:
        """Let the heir answer for all of it, exactly as much as is shown."""
        row, heir = self._row(), self._heir()
        if row is None or heir is None or not self.hand_button.isEnabled():
            return
        self.desk.jobs.run(
            employees.hand_over,
            row.id,
            heir.id,
            row.load,
            leaves=self.leaves.isChecked(),
            owner=self,
            after=partial(self._handed, row, heir),
            failed=self._refused,
            label=pgettext("Employees", "Handing over"),
        )

    def leave(self) -> None:
        """The chosen one is offered no more."""
        row = self._row()
        if row is not None:
            self._run(employees.leave, row.id)

    def come_back(self) -> None:
        """The chosen one is offered again."""
        row = self._row()
        if row is not None:
            self._run(employees.come_back, row.id)

    # react

    def _run(
        self, command: Any, *arguments: Any, then: Callable[[Any], object] | None = None
    ) -> None:
        self.problem.hide()
        self.desk.jobs.run(
            command, *arguments, owner=self, then=then or _nothing, failed=self._refused
        )

    def _refused(self, refused: Refused) -> None:
        self.problem.setText("\n".join(problem_text(one) for one in refused.problems))
        self.problem.show()
        self._live.refresh()

    def _handed(self, row: EmployeeRow, heir: EmployeeRow, done: Done[Load]) -> None:
        self.problem.hide()
        names = {"title": _name(row), "name": _name(heir)}
        text = f"{operation_text('employee.hand-over', names)}: {load_text(done.value)}"
        if done.operation is not None:
            undo = partial(self.desk.jobs.undo, done.operation)
            self.desk.say(text, pgettext("Settings", "Undo"), undo)

    def _show(self, rows: list[EmployeeRow]) -> None:
        self.rows = rows
        self.table.show_rows(rows)
        if rows and self.table.current_id() is None:
            self.table.select_id(rows[0].id)
        self._mark()

    def _mark(self) -> None:
        """Below the list stands whoever is chosen in it."""
        row = self._row()
        self.group.setVisible(row is not None)
        if row is None:
            return
        if not self.name_line.hasFocus():
            self.name_line.setText(row.name)
        text = pgettext("Employees", "Answers now for: {load}")
        self.load.setText(text.format(load=load_text(row.load)))
        others = [one for one in self.rows if one.id != row.id and not one.archived]
        self.heirs.set_options([(one.id, _name(one)) for one in others])
        if self._heir() is None:
            self.heirs.set_value(None)
        self._fit()

    def _fit(self) -> None:
        row = self._row()
        if row is None:
            return
        passes = bool(row.load) and not row.archived
        stays = row.role == Role.OWNER.value
        for widget in (self.heir_label, self.heirs, self.hand_button):
            widget.setVisible(passes)
        self.leaves.setVisible(passes and not stays)
        if stays:
            self.leaves.setChecked(False)
        self.hand_button.setEnabled(self._heir() is not None)
        self.leave_button.setVisible(not passes and not row.archived and not stays)
        self.return_button.setVisible(row.archived)

    def _row(self) -> EmployeeRow | None:
        current = self.table.current_id()
        return next((one for one in self.rows if one.id == current), None)

    def _heir(self) -> EmployeeRow | None:
        chosen = self.heirs.value()
        return next((one for one in self.rows if one.id == chosen), None)


def _name(row: EmployeeRow) -> str:
    name = employee_name(row.name)
    if not row.archived:
        return name
    return pgettext("Employees", "{name} (is here no more)").format(name=name)


def _nothing(_value: object) -> None:
    """The list comes up to date by itself."""
