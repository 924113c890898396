"""What list it is and what will happen to it, and the buttons that do it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class Head(QWidget):
    """The title, one sentence and the buttons; the page says which of them there are now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        u = theme.u
        self.title = ElidedLabel()
        self.title.setFont(theme.font(4, 600))
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.back_button = QPushButton(pgettext("Imports", "Another file…"))
        self.failed_button = QPushButton(pgettext("Imports", "Save failed rows…"))
        self.take_back_button = QPushButton(pgettext("Imports", "Take back"))
        self.show_button = QPushButton(pgettext("Imports", "To the clients"))
        self.load_button = QPushButton(pgettext("Imports", "Load"))
        self.next_button = QPushButton(pgettext("Imports", "Next"))
        words = QVBoxLayout()
        words.setSpacing(u(4))
        words.addWidget(self.title)
        words.addWidget(self.summary)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(8))
        row.addLayout(words, 1)
        for button in (
            self.back_button,
            self.failed_button,
            self.take_back_button,
            self.show_button,
            self.load_button,
            self.next_button,
        ):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self.show_button, self.load_button, self.next_button):
            button.setProperty("primary", True)
