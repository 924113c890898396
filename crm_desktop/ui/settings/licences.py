"""The parts of the program and the texts of their licences, to be read and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.licences import Part
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.settings.group import words
from crm_desktop.words import pgettext


class LicencesDialog(QDialog):
    """Parts to the left, the licence of the chosen one to the right."""

    def __init__(self, parent: QWidget | None, theme: Theme, parts: Sequence[Part]) -> None:
        super().__init__(parent)
        u = theme.u
        self._parts = list(parts)
        title = pgettext("Settings", "Licences of the parts")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(u(860), u(560))
        self.list = QListWidget()
        self.list.setAccessibleName(pgettext("Settings", "Parts of the program"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in self._parts:
            item = QListWidgetItem(f"{part.name} {part.version}".strip())
            item.setSizeHint(QSize(0, u(30)))
            self.list.addItem(item)
        self.licence = words("", selectable=True)
        self.licence.setFont(theme.font(1, 600))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(pgettext("Settings", "Text of the licence"))
        # Their lines are broken already: smaller, they need not be broken twice.
        self.text.setFont(theme.font(-1))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        close = QPushButton(pgettext("Settings", "Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        columns = QHBoxLayout()
        columns.setSpacing(u(12))
        columns.addWidget(self.list, 2)
        right = QVBoxLayout()
        right.setSpacing(u(8))
        right.addWidget(self.licence)
        right.addWidget(self.text, 1)
        columns.addLayout(right, 5)
        under = QHBoxLayout()
        under.addStretch(1)
        under.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(20), u(20), u(20), u(20))
        layout.setSpacing(u(12))
        about = pgettext(
            "Settings",
            "CRM Desktop itself is under the MIT licence. It is built with these parts; each is"
            " used under the licence named with it.",
        )
        layout.addWidget(words(about))
        layout.addLayout(columns, 1)
        layout.addLayout(under)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        if row >= 0:
            self.licence.setText(self._parts[row].licence)
            self.text.setPlainText(self._parts[row].text())
