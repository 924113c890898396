"""What is to be done with rows that mean somebody who is there already."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.domain.imports import MATCH_KEYS, ImportPlan, Mode, OnMatch, OnRepeat
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, fields, pgettext

KEYS = (*MATCH_KEYS, "name")


class MeetingBar(QWidget):
    """What clients are recognised by and what happens then; `changed` when it is chosen otherwise.

    A choice about rows is shown where there are such rows; the keys only step by step. What is
    to be chosen `first` stands before them.
    """

    changed = Signal()

    def __init__(self, theme: Theme, first: QWidget) -> None:
        super().__init__()
        self.mode = ChoiceBox()
        self.mode.set_options([(one.value, codes.label(one)) for one in Mode])
        known = QLabel(pgettext("Imports", "Those already there:"))
        self.on_match = ChoiceBox()
        self.on_match.set_options([(one.value, codes.label(one)) for one in OnMatch])
        repeats = QLabel(pgettext("Imports", "Likely doubles without phone and e-mail:"))
        self.on_repeat = ChoiceBox()
        self.on_repeat.set_options([(one.value, codes.label(one)) for one in OnRepeat])
        self.keys = {key: QCheckBox(fields.field_text(key)) for key in KEYS}
        self._keys = QWidget()
        keys = Flow(theme.u(12), theme.u(6))
        self._keys.setLayout(keys)
        by = pgettext("Imports", "Recognised by:")
        label = QLabel(by)
        label.setMinimumHeight(next(iter(self.keys.values())).sizeHint().height())
        keys.addWidget(label)
        for box in self.keys.values():
            box.setAccessibleName(f"{by} {box.text()}")
            box.clicked.connect(lambda _on: self.changed.emit())
            keys.addWidget(box)
        choices = Flow(theme.u(24), theme.u(6))
        choices.addWidget(first)
        what = QLabel(pgettext("Imports", "What to do:"))
        self._what = self._pair(theme, what, self.mode)
        self.known = self._pair(theme, known, self.on_match)
        self.repeats = self._pair(theme, repeats, self.on_repeat)
        for pair in (self._what, self.known, self.repeats):
            choices.addWidget(pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.u(8))
        column.addWidget(self._keys)
        column.addLayout(choices)

    def _pair(self, theme: Theme, label: QLabel, box: ChoiceBox) -> QWidget:
        box.setAccessibleName(label.text())
        label.setBuddy(box)
        box.activated.connect(lambda _place: self.changed.emit())
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(8))
        row.addWidget(label)
        row.addWidget(box)
        return pair

    def begin(self, plan: ImportPlan) -> None:
        """As another list was looked at."""
        self.mode.set_value(plan.mode.value)
        self.on_match.set_value(plan.on_match.value)
        self.on_repeat.set_value(plan.on_repeat.value)
        for key, box in self.keys.items():
            box.setChecked(key in plan.match)

    def show_for(self, preview: ImportPreview | None, *, keys: bool) -> None:
        """Show what there is to choose, without a preview nothing; `keys` are asked for, too."""
        self.known.setVisible(preview is not None and bool(preview.known))
        self.repeats.setVisible(preview is not None and bool(preview.repeats))
        for one in (self._keys, self._what):
            one.setVisible(keys)
        adds = self.mode.value() == Mode.CREATE.value
        for box in self.keys.values():
            box.setEnabled(not adds)

    def plan(self, plan: ImportPlan) -> ImportPlan:
        """The plan with what is chosen here; keys of several fields at once stay as they are."""
        joined = [key for key in plan.match if key not in KEYS]
        return replace(
            plan,
            mode=Mode(self.mode.value()),
            match=(*joined, *(key for key, box in self.keys.items() if box.isChecked())),
            on_match=OnMatch(self.on_match.value()),
            on_repeat=OnRepeat(self.on_repeat.value()),
        )
