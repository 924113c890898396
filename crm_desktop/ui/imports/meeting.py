"""What is to be done with rows that mean somebody who is there already."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from crm_desktop.domain.imports import ImportPlan, OnMatch, OnRepeat
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, pgettext


class MeetingBar(QWidget):
    """Two choices, each shown only where there are such rows; `changed` when one is made."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known = QLabel(pgettext("Imports", "Those already there:"))
        self.on_match = ChoiceBox()
        offered = [one for one in OnMatch if one is not OnMatch.ASK]
        self.on_match.set_options([(one.value, codes.label(one)) for one in offered])
        self.repeats = QLabel(pgettext("Imports", "Likely doubles without phone and e-mail:"))
        self.on_repeat = ChoiceBox()
        self.on_repeat.set_options([(one.value, codes.label(one)) for one in OnRepeat])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(12))
        for label, box in ((self.known, self.on_match), (self.repeats, self.on_repeat)):
            box.setAccessibleName(label.text())
            label.setBuddy(box)
            box.activated.connect(lambda _place: self.changed.emit())
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)

    def begin(self, plan: ImportPlan) -> None:
        """As another list was looked at."""
        self.on_match.set_value(plan.on_match.value)
        self.on_repeat.set_value(plan.on_repeat.value)

    def show_for(self, preview: ImportPreview) -> None:
        """Show what there is to choose."""
        for widgets, count in (
            ((self.known, self.on_match), preview.known),
            ((self.repeats, self.on_repeat), preview.repeats),
        ):
            for widget in widgets:
                widget.setVisible(bool(count))
        self.setVisible(bool(preview.known or preview.repeats))

    def plan(self, plan: ImportPlan) -> ImportPlan:
        """The plan with what is chosen here."""
        return replace(
            plan,
            on_match=OnMatch(self.on_match.value()),
            on_repeat=OnRepeat(self.on_repeat.value()),
        )
