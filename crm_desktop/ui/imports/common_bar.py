"""What all rows of a list have in common: a tag, where they come from, who answers for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from crm_desktop.domain.imports import ImportPlan
from crm_desktop.queries.employees import EmployeeRow
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext

SOURCE, CITY = "source", "city"
NARROW_UNITS = 150


class CommonBar(QWidget):
    """A few fields for the whole list; `changed` when one is filled in or emptied."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self.tag, self.source, self.city = QLineEdit(), QLineEdit(), QLineEdit()
        self.owner = ChoiceBox()
        self._owner_label = QLabel(pgettext("Imports", "Responsible:"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(8))
        for text, line in (
            (pgettext("Imports", "Tag for all:"), self.tag),
            (pgettext("Imports", "Source:"), self.source),
            (pgettext("Imports", "City:"), self.city),
        ):
            label = QLabel(text)
            label.setBuddy(line)
            line.setAccessibleName(text)
            line.setMaximumWidth(theme.u(NARROW_UNITS))
            line.editingFinished.connect(self._told)
            row.addWidget(label)
            row.addWidget(line, 1)
        self._owner_label.setBuddy(self.owner)
        self.owner.setAccessibleName(self._owner_label.text())
        self.owner.activated.connect(lambda _place: self._told())
        row.addWidget(self._owner_label)
        row.addWidget(self.owner)
        row.addStretch(1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what a plan says."""
        self._plan = plan
        self.tag.setText(plan.tag)
        self.source.setText(plan.defaults.get(SOURCE, ""))
        self.city.setText(plan.defaults.get(CITY, ""))
        self.owner.set_value(plan.owner)

    def show_people(self, people: Sequence[EmployeeRow]) -> None:
        """Offer who is there; whoever works alone is not asked."""
        present = [one for one in people if not one.archived and one.name]
        options: list[tuple[int | None, str]] = [(None, pgettext("Imports", "whoever loads it"))]
        self.owner.set_options([*options, *((one.id, one.name) for one in present)])
        for widget in (self.owner, self._owner_label):
            widget.setVisible(len(present) > 1)

    def plan(self, plan: ImportPlan) -> ImportPlan:
        """The plan with what is filled in here; cells of the list itself go before it."""
        given = {SOURCE: self.source.text().strip(), CITY: self.city.text().strip()}
        defaults = {**plan.defaults, **given}
        return replace(
            plan,
            tag=self.tag.text().strip(),
            defaults={field: text for field, text in defaults.items() if text},
            owner=self.owner.value(),
        )

    def _told(self) -> None:
        if self._plan is not None and self.plan(self._plan) != self._plan:
            self.changed.emit()
