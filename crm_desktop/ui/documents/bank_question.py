"""Asked once before a paper is issued for a firm that nobody could pay to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from crm_desktop.queries.documents import OrganisationRow
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext


class BankQuestion(QWidget):
    """Two answers, neither of them a refusal; the second one is remembered for this firm."""

    agreed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._firm = 0
        u = desk.theme.u
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("warn", True)
        self.fill_button = QPushButton(pgettext("Documents", "Fill in"))
        self.fill_button.clicked.connect(self._fill_in)
        self.issue_button = QPushButton(pgettext("Documents", "Issue all the same"))
        self.issue_button.clicked.connect(self._agree)
        row = QHBoxLayout(self)
        row.setContentsMargins(u(16), 0, u(16), u(12))
        row.setSpacing(u(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.fill_button)
        row.addWidget(self.issue_button)
        self.hide()

    def wants_to_know(self, firm: OrganisationRow) -> bool:
        """Whether the question comes up; then it stands there until it is answered."""
        self._firm = firm.id
        if firm.account or self._mark() in self.desk.settings.told:
            self.hide()
            return False
        text = pgettext(
            "Documents",
            "No bank account of {name} is written down: the invoice will not say where to pay.",
        )
        self.words.setText(text.format(name=firm.name))
        self.show()
        self.fill_button.setFocus()
        return True

    def _mark(self) -> str:
        return f"no account {self._firm} {self.desk.jobs.crm.folder}"

    def _fill_in(self) -> None:
        # What is written on the paper stays in its editor meanwhile.
        self.hide()
        self.desk.navigator.go("settings", "organisations")

    def _agree(self) -> None:
        self.desk.settings.told.append(self._mark())
        self.desk.remember()
        self.hide()
        self.agreed.emit()
