"""Rows that mean somebody who is there: what each would change, and what is decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.imports import OnMatch
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.queries.verdicts import Met
from crm_desktop.ui.imports.preview_words import changes_text
from crm_desktop.ui.kit.record_model import NO_INDEX, Index
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, formats, npgettext, pgettext

ROW_UNITS, NAME_UNITS, CHANGE_UNITS = 28, 200, 420
DECISIONS = (OnMatch.SKIP, OnMatch.FILL, OnMatch.OVERWRITE)


class MetPanel(QWidget):
    """`decided(rows, OnMatch)` when a choice is made for the rows selected, or for all."""

    decided = Signal(object, object)

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        u = theme.u
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.table = QTableView()
        self.rows = MetModel(theme, language)
        self.rows.setParent(self)
        self.table.setModel(self.rows)
        self.table.setAccessibleName(pgettext("Imports", "Rows that mean somebody"))
        self.table.setProperty("cells", True)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.setFrameShape(QTableView.Shape.NoFrame)
        numbers = self.table.verticalHeader()
        numbers.hide()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setMinimumSectionSize(u(ROW_UNITS))
        numbers.setDefaultSectionSize(u(ROW_UNITS))
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        for column, units in ((1, NAME_UNITS), (2, CHANGE_UNITS)):
            head.resizeSection(column, u(units))
        head.setStretchLastSection(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(8))
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        self.buttons: dict[OnMatch, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addWidget(QLabel(pgettext("Imports", "Selected rows:")))
        for one in DECISIONS:
            button = QPushButton(codes.label(one))
            button.clicked.connect(partial(self._decide, one))
            self.buttons[one] = button
            row.addWidget(button)
        self.all_button = QPushButton(pgettext("Imports", "Select all"))
        self.all_button.clicked.connect(self.table.selectAll)
        row.addStretch(1)
        row.addWidget(self.all_button)
        layout.addLayout(row)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show the rows that would change somebody."""
        selected = {self.rows.numbers[one.row()] for one in self._selected()}
        self.rows.show(preview)
        waiting = len(preview.judged.asked)
        text = npgettext(
            "Imports",
            "{n} row waits for a decision; without one it is left out.",
            "{n} rows wait for a decision; without one they are left out.",
            waiting,
        )
        done = pgettext("Imports", "All rows are decided.")
        number = formats.number(waiting, self._language)
        self.said.setText(text.format(n=number) if waiting else done)
        for place, number_of_row in enumerate(self.rows.numbers):
            if number_of_row in selected:
                self.table.selectRow(place)
                break
        else:
            if self.rows.numbers:
                self.table.selectRow(0)

    def _selected(self) -> Sequence[Index]:
        return self.table.selectionModel().selectedRows()

    def _decide(self, how: OnMatch) -> None:
        rows = [self.rows.numbers[one.row()] for one in self._selected()]
        if rows:
            self.decided.emit(rows, how)


class MetModel(QAbstractTableModel):
    """Row, client, old and new values, the decision."""

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self.numbers: list[int] = []
        self._theme = theme
        self._language = language
        self._preview: ImportPreview | None = None

    def show(self, preview: ImportPreview) -> None:
        """Show the rows of a preview that would change somebody."""
        self.beginResetModel()
        self._preview = preview
        decided = preview.plan.decisions
        met = preview.judged.met
        self.numbers = sorted(n for n, one in met.items() if one.changes or n in decided)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            pgettext("Imports", "Row"),
            pgettext("Imports", "Client"),
            pgettext("Imports", "What changes"),
            pgettext("Imports", "Decision"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(index)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 3:
            number = self.numbers[index.row()]
            decided = self._preview is not None and number in self._preview.plan.decisions
            return self._theme.colour("text" if decided else "warn")
        return None

    def _text(self, index: Index) -> str:
        preview = self._preview
        if preview is None:
            return ""
        number = self.numbers[index.row()]
        met: Met = preview.judged.met[number]
        decision = preview.plan.decisions.get(number)
        return (
            formats.number(number + 1, self._language),
            met.name,
            changes_text(met, preview.plan.own),
            codes.label(decision) if decision else pgettext("Imports", "not decided"),
        )[index.column()]
