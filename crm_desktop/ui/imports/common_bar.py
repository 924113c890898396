"""What all rows of a list have in common: a tag, where they come from, who answers for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from crm_desktop.domain.import_defaults import OWNER, check_defaults, defaultable
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.domain.problems import Problem
from crm_desktop.queries.employees import EmployeeRow
from crm_desktop.ui.imports.standing import NARROW_UNITS, Standing
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import fields, pgettext
from crm_desktop.words.codes import problem_text

SOURCE, CITY = "source", "city"


class CommonBar(QWidget):
    """A few fields for the whole list; `changed` when one is filled in or emptied.

    The usual ones stand there, any other is added; what cannot be read is told and not taken.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._plan: ImportPlan | None = None
        self.tag, self.source, self.city = QLineEdit(), QLineEdit(), QLineEdit()
        self.owner = ChoiceBox()
        self.more: list[Standing] = []
        u = desk.theme.u
        self._flow = Flow(u(16), u(6))
        pairs = [
            self._pair(pgettext("Imports", "Tag for all:"), self.tag),
            self._pair(pgettext("Imports", "Source:"), self.source),
            self._pair(pgettext("Imports", "City:"), self.city),
        ]
        self._of_clients = pairs[1:]
        self._owner_pair = self._pair(pgettext("Imports", "Responsible:"), self.owner)
        for line in (self.tag, self.source, self.city):
            line.setMaximumWidth(u(NARROW_UNITS))
            line.editingFinished.connect(self._told)
        self.owner.activated.connect(lambda _place: self._told())
        self.add_button = QPushButton(pgettext("Imports", "One more field for all…"))
        self.add_button.setProperty("link", True)
        self.add_button.setFlat(True)
        self.add_button.clicked.connect(self._one_more)
        for widget in (*pairs, self._owner_pair, self.add_button):
            self._flow.addWidget(widget)
        self.wrong = QLabel()
        self.wrong.setWordWrap(True)
        self.wrong.setProperty("bad", True)
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(4))
        column.addLayout(self._flow)
        column.addWidget(self.wrong)

    def _pair(self, text: str, widget: QWidget) -> QWidget:
        label = QLabel(text)
        label.setBuddy(widget)
        widget.setAccessibleName(text)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._desk.theme.u(8))
        row.addWidget(label)
        row.addWidget(widget)
        return pair

    def show_plan(self, plan: ImportPlan, *, fresh: bool) -> None:
        """Show what a plan says; while it is about the same list, what stands here stays."""
        fresh = fresh or self._plan is None or self._plan.noun is not plan.noun
        self._plan = plan
        if not fresh:
            return
        for one in list(self.more):
            self._drop(one)
        self.tag.setText(plan.tag)
        self.source.setText(plan.defaults.get(SOURCE, ""))
        self.city.setText(plan.defaults.get(CITY, ""))
        self.owner.set_value(plan.owner)
        for pair in self._of_clients:
            pair.setVisible(plan.noun is Noun.CLIENTS)
        for field, text in plan.defaults.items():
            if field in dict(self._options()):
                self.add().show_value(field, text)
        self._check()

    def show_people(self, people: Sequence[EmployeeRow]) -> None:
        """Offer who is there; whoever works alone is not asked."""
        present = [one for one in people if not one.archived and one.name]
        options: list[tuple[int | None, str]] = [(None, pgettext("Imports", "whoever loads it"))]
        self.owner.set_options([*options, *((one.id, one.name) for one in present)])
        self._owner_pair.setVisible(len(present) > 1)

    def add(self) -> Standing:
        """One more value that all rows have in common."""
        own = self._plan.own if self._plan is not None else ()
        made = Standing(self._desk, self._options(), own)
        made.changed.connect(self._told)
        made.unwanted.connect(lambda: self._let_be(made))
        self.more.append(made)
        self._flow.removeWidget(self.add_button)
        self._flow.addWidget(made)
        self._flow.addWidget(self.add_button)
        return made

    def plan(self, plan: ImportPlan) -> ImportPlan:
        """The plan with what is filled in here; cells of the list itself go before it."""
        given = dict(one.value() for one in self.more)
        if plan.noun is Noun.CLIENTS:
            given |= {SOURCE: self.source.text().strip(), CITY: self.city.text().strip()}
        given = {field: text for field, text in given.items() if text}
        made = replace(plan, tag=self.tag.text().strip(), defaults=given, owner=self.owner.value())
        wrong = {problem.field.partition(".")[2] for problem in check_defaults(made)}
        return replace(made, defaults={f: text for f, text in given.items() if f not in wrong})

    def _options(self) -> list[tuple[str, str]]:
        """The fields that may be added, by their names."""
        plan = self._plan
        if plan is None:
            return []
        usual = {SOURCE, CITY} if plan.noun is Noun.CLIENTS else set()
        names = [one for one in defaultable(plan.noun) if one not in usual and one != OWNER]
        return [
            *((one, fields.field_text(one)) for one in names),
            *((one.field, one.name) for one in plan.own),
        ]

    def _one_more(self) -> None:
        self.add().fields.setFocus()

    def _let_be(self, one: Standing) -> None:
        self._drop(one)
        self.add_button.setFocus()
        self._told()

    def _drop(self, one: Standing) -> None:
        self.more.remove(one)
        self._flow.removeWidget(one)
        one.hide()
        one.deleteLater()

    def _told(self) -> None:
        self._check()
        if self._plan is not None and self.plan(self._plan) != self._plan:
            self.changed.emit()

    def _check(self) -> None:
        """Say which of the values cannot be read."""
        if self._plan is None:
            return
        given = {field: text for field, text in (one.value() for one in self.more) if text}
        names = dict(self._options())
        said = [
            problem_text(
                Problem(one.field, one.code, {**one.params, "field": names.get(field, field)})
            )
            for one in check_defaults(replace(self._plan, defaults=given))
            for field in (one.field.partition(".")[2],)
        ]
        self.wrong.setText("\n".join(said))
        self.wrong.setVisible(bool(said))
