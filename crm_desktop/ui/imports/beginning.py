"""The room of imports before there is a list in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext


class Beginning(QWidget):
    """Says what can be dropped here, and leads to the past imports."""

    def __init__(self, desk: Desk, choose: Callable[[], object]) -> None:
        super().__init__()
        u = desk.theme.u
        self.start = EmptyState(
            desk.theme,
            "file-spreadsheet",
            pgettext(
                "Imports",
                "Drop lists of clients, deals or tasks here: Excel, OpenDocument, CSV, vCard. "
                "Copied cells: Ctrl+V.",
            ),
            pgettext("Imports", "Choose a file…"),
            choose,
            example=pgettext(
                "Imports",
                "Columns may be called anything and stand in any order. First you see what "
                "would happen; afterwards all of it can be taken back.",
            ),
        )
        self.past_button = QPushButton(pgettext("Imports", "Past imports"))
        self.past_button.setIcon(icon("history"))
        self.past_button.clicked.connect(lambda: desk.navigator.go("past-imports"))
        column = QVBoxLayout(self)
        column.setContentsMargins(u(16), u(12), u(16), u(12))
        column.addWidget(self.past_button, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.start, 1)
