"""The steps of an import on top of its page: where one is, and the way to any other."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class Step(StrEnum):
    """What is looked at, in the order in which it is settled."""

    SHEET = "sheet"
    COLUMNS = "columns"
    KNOWN = "known"
    CHECK = "check"
    RESULT = "result"


BEFORE_LOADING = (Step.SHEET, Step.COLUMNS, Step.KNOWN, Step.CHECK)


class StepBar(QWidget):
    """A button for each step; `chosen(step)` when one is pressed."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(pgettext("Imports", "Steps"))
        self.buttons: dict[Step, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(8))
        for number, (step, text) in enumerate(_titles().items(), start=1):
            button = QPushButton(f"{number}  {text}")
            button.setCheckable(True)
            button.setProperty("compact", True)
            button.setAccessibleName(
                pgettext("Imports", "Step {n}: {name}").format(n=number, name=text)
            )
            button.clicked.connect(partial(self._pressed, step))
            self.buttons[step] = button
            row.addWidget(button)
        row.addStretch(1)

    def show_step(self, current: Step, open_: Collection[Step], doubtful: Collection[Step]) -> None:
        """Mark where one is; only `open_` steps can be gone to, `doubtful` ones want a look."""
        for step, button in self.buttons.items():
            button.setChecked(step is current)
            button.setEnabled(step in open_)
            wants = step in doubtful and step is not current
            button.setToolTip(pgettext("Imports", "Something is to be looked at here.") * wants)
            button.setProperty("warn", wants)
            button.style().unpolish(button)
            button.style().polish(button)

    def _pressed(self, step: Step) -> None:
        # A press on the step shown leaves it shown.
        self.buttons[step].setChecked(True)
        self.chosen.emit(step)


def _titles() -> dict[Step, str]:
    return {
        Step.SHEET: pgettext("Imports", "Sheet and header"),
        Step.COLUMNS: pgettext("Imports", "Columns"),
        Step.KNOWN: pgettext("Imports", "Who is known"),
        Step.CHECK: pgettext("Imports", "Check"),
        Step.RESULT: pgettext("Imports", "Result"),
    }


def in_doubt(preview: ImportPreview, *, unsure: bool, settled: bool) -> list[Step]:
    """The steps at which something is to be looked at.

    `unsure`: a column is not known for certain; `settled`: somebody said which row is the header.
    """
    wants = (
        (Step.SHEET, not (preview.shape.header_rows or settled) or bool(preview.tables)),
        (Step.COLUMNS, unsure),
        (Step.KNOWN, bool(preview.judged.asked)),
    )
    return [step for step, wanted in wants if wanted]
