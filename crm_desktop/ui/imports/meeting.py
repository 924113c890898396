"""What is to be done with rows that mean somebody who is there already."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.domain.imports import MATCH_KEYS, ImportPlan, Mode, OnMatch, OnRepeat
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, fields, pgettext

KEYS = (*MATCH_KEYS, "name")


class MeetingBar(QWidget):
    """What clients are recognised by and what happens then; `changed` when it is chosen otherwise.

    A choice about rows is shown where there are such rows; the keys only step by step.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = ChoiceBox()
        self.mode.set_options([(one.value, codes.label(one)) for one in Mode])
        self.known = QLabel(pgettext("Imports", "Those already there:"))
        self.on_match = ChoiceBox()
        self.on_match.set_options([(one.value, codes.label(one)) for one in OnMatch])
        self.repeats = QLabel(pgettext("Imports", "Likely doubles without phone and e-mail:"))
        self.on_repeat = ChoiceBox()
        self.on_repeat.set_options([(one.value, codes.label(one)) for one in OnRepeat])
        self.keys = {key: QCheckBox(fields.field_text(key)) for key in KEYS}
        self._keys = QWidget()
        above = _line(theme)
        self._keys.setLayout(above)
        self._what = QLabel(pgettext("Imports", "What to do:"))
        by = pgettext("Imports", "Recognised by:")
        above.addWidget(QLabel(by))
        for box in self.keys.values():
            box.setAccessibleName(f"{by} {box.text()}")
            box.clicked.connect(lambda _on: self.changed.emit())
            above.addWidget(box)
        above.addStretch(1)
        middle, below = _line(theme), _line(theme)
        self._pair(middle, self._what, self.mode)
        self._pair(middle, self.known, self.on_match)
        middle.addStretch(1)
        self._pair(below, self.repeats, self.on_repeat)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.u(8))
        column.addWidget(self._keys)
        column.addLayout(middle)
        column.addLayout(below)

    def _pair(self, row: QHBoxLayout, label: QLabel, box: ChoiceBox) -> None:
        box.setAccessibleName(label.text())
        label.setBuddy(box)
        box.activated.connect(lambda _place: self.changed.emit())
        row.addWidget(label)
        row.addWidget(box)

    def begin(self, plan: ImportPlan) -> None:
        """As another list was looked at."""
        self.mode.set_value(plan.mode.value)
        self.on_match.set_value(plan.on_match.value)
        self.on_repeat.set_value(plan.on_repeat.value)
        for key, box in self.keys.items():
            box.setChecked(key in plan.match)

    def show_for(self, preview: ImportPreview, *, keys: bool) -> None:
        """Show what there is to choose; `keys` are asked for, too."""
        for widgets, count in (
            ((self.known, self.on_match), preview.known),
            ((self.repeats, self.on_repeat), preview.repeats),
        ):
            for widget in widgets:
                widget.setVisible(bool(count))
        for one in (self._keys, self._what, self.mode):
            one.setVisible(keys)
        adds = self.mode.value() == Mode.CREATE.value
        for box in self.keys.values():
            box.setEnabled(not adds)
        self.setVisible(keys or bool(preview.known or preview.repeats))

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


def _line(theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.u(12))
    return row
