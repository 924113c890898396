"""The line above the rows: what folds out, the steps, the sheet, and which rows are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from crm_desktop.domain.imports import Verdict
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.imports import preview_words
from crm_desktop.ui.imports.preview_words import UNTAKEN
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class Tools(QWidget):
    """`rows_chosen` when other rows are to be shown; `numbers` says which they are."""

    rows_chosen = Signal()
    sheet_chosen = Signal(int)

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.fold = QToolButton()
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.toggled.connect(self._turn)
        self.steps_button = QPushButton(pgettext("Imports", "Step by step"))
        self.steps_button.setProperty("link", True)
        self.steps_button.setFlat(True)
        self.sheets = ChoiceBox()
        self.sheets.setAccessibleName(pgettext("Imports", "Sheet of the file"))
        self.sheets.activated.connect(lambda _place: self.sheet_chosen.emit(self.sheets.value()))
        self.which = ChoiceBox()
        self.which.setAccessibleName(pgettext("Imports", "Which rows are shown"))
        self.which.activated.connect(lambda _place: self._other_rows())
        self.only_problems = QCheckBox()
        self.only_problems.toggled.connect(lambda _on: self.rows_chosen.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(12))
        row.addWidget(self.fold)
        row.addWidget(self.steps_button)
        row.addWidget(self.sheets)
        row.addStretch(1)
        row.addWidget(self.which)
        row.addWidget(self.only_problems)
        self._turn(False)

    def begin(self, preview: ImportPreview) -> None:
        """Another list or another table of it: all its rows."""
        self.sheets.set_options([(s.id, s.name) for s in preview.sheets if s.visible])
        self.only_problems.setChecked(False)
        self.which.set_value(None)

    def show_counts(self, preview: ImportPreview) -> None:
        """Say how many rows there are of each kind."""
        judged, language = preview.judged, self._language
        counts: dict[Verdict | str | None, int] = {None: preview.tally.rows}
        counts |= {one: len(rows) for one, rows in judged.rows.items()}
        counts[UNTAKEN] = len(judged.untaken)
        chosen = self.which.value()
        self.which.set_options(
            [
                (one, preview_words.which_text(one, count, language))
                for one, count in counts.items()
                if one is None or count
            ]
        )
        self.which.set_value(chosen if counts.get(chosen) else None)
        doubts = len(preview.judged.doubtful)
        self.only_problems.setText(preview_words.doubts_text(doubts, language))
        self.only_problems.setVisible(bool(doubts))
        if not doubts:
            self.only_problems.setChecked(False)
        self.sheets.set_value(preview.plan.sheet)

    def numbers(self, preview: ImportPreview) -> Sequence[int]:
        """The rows that are to be shown."""
        if self.only_problems.isChecked():
            return preview.judged.doubtful
        chosen = self.which.value()
        if chosen is None:
            return preview.judged.numbers()
        judged = preview.judged
        return judged.untaken if chosen == UNTAKEN else judged.rows.get(chosen, ())

    def show_only(self, verdict: Verdict | None) -> None:
        """Show the rows that fare so."""
        self.which.set_value(verdict)
        self._other_rows()

    def _other_rows(self) -> None:
        """All with doubts, or those that fare so: one or the other."""
        if self.only_problems.isChecked():
            self.only_problems.setChecked(False)
        else:
            self.rows_chosen.emit()

    def _turn(self, open_: bool) -> None:
        self.fold.setIcon(icon("chevron-down" if open_ else "chevron-right"))
