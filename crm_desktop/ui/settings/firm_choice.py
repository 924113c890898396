"""Which own firm a section is about; nothing to choose while there is only one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from crm_desktop.queries import organisations
from crm_desktop.queries.organisations import FirmRow
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext


class FirmChoice(QWidget):
    """A box with the firms that are offered; without any it leads to where one is made."""

    chosen = Signal(object)
    """The `FirmRow`, or None while there is no firm."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.rows: list[FirmRow] = []
        self.label = QLabel(pgettext("Settings", "Organisation"))
        self.box = ChoiceBox()
        self.box.setAccessibleName(self.label.text())
        self.box.setMinimumWidth(desk.theme.u(280))
        self.label.setBuddy(self.box)
        self.none = QLabel(pgettext("Settings", "First say who you are: there is no firm yet."))
        self.make_button = QPushButton(pgettext("Settings", "Add your organisation"))
        self.make_button.clicked.connect(lambda: desk.navigator.go("settings", "organisations"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.u(8))
        for widget in (self.label, self.box, self.none, self.make_button):
            row.addWidget(widget)
        row.addStretch(1)
        self.box.currentIndexChanged.connect(lambda _place: self.chosen.emit(self.row()))
        self._live = LiveQuery(
            self, desk.jobs, organisations.listing, ("organisation",), dict, self._show
        )

    def row(self) -> FirmRow | None:
        """The firm chosen."""
        return next((row for row in self.rows if row.id == self.box.value()), None)

    def _show(self, rows: list[FirmRow]) -> None:
        before = self.box.value()
        self.rows = [row for row in rows if not row.archived]
        self.box.blockSignals(True)
        self.box.set_options([(row.id, row.name) for row in self.rows])
        if any(row.id == before for row in self.rows):
            self.box.set_value(before)
        self.box.blockSignals(False)
        several, nobody = len(self.rows) > 1, not self.rows
        self.label.setVisible(several)
        self.box.setVisible(several)
        self.none.setVisible(nobody)
        self.make_button.setVisible(nobody)
        self.chosen.emit(self.row())
