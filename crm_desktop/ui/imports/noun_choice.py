"""What is in a list: clients, deals, tasks or notes; whether it may make clients that are new."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, pgettext


class NounChoice(QWidget):
    """One line above the rows: `chosen` when the list holds something else than was guessed.

    `changed` when clients that are new may be made, or may not.
    """

    chosen = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = QLabel(pgettext("Imports", "What is in this list:"))
        self.nouns = ChoiceBox()
        self.nouns.set_options([(one.value, codes.label(one)) for one in Noun])
        self.nouns.setAccessibleName(label.text())
        self.nouns.activated.connect(lambda _place: self.chosen.emit())
        label.setBuddy(self.nouns)
        self.new_clients = QCheckBox(pgettext("Imports", "Make clients that are new"))
        self.new_clients.setChecked(True)
        self.new_clients.clicked.connect(lambda _on: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(12))
        for widget in (label, self.nouns, self.new_clients):
            row.addWidget(widget)
        row.addStretch(1)

    @property
    def noun(self) -> Noun:
        """What the list holds."""
        return Noun(self.nouns.value())

    def show_for(self, plan: ImportPlan) -> None:
        """As the list was looked at."""
        self.nouns.set_value(plan.noun.value)
        self.new_clients.setChecked(plan.new_clients)
        self.new_clients.setVisible(plan.noun is not Noun.CLIENTS)

    def plan(self, plan: ImportPlan) -> ImportPlan:
        """The plan with what is chosen here."""
        return replace(plan, new_clients=self.new_clients.isChecked())


def shown_text(noun: Noun) -> str:
    """The button that shows what came in."""
    if noun is Noun.DEALS:
        return pgettext("Imports", "To the deals")
    if noun is Noun.TASKS:
        return pgettext("Imports", "To the tasks")
    return pgettext("Imports", "To the clients")
