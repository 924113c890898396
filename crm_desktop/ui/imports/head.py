"""What list it is and what will happen to it, and the buttons that do it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class Head(QWidget):
    """The title and the buttons, a sentence about the rows and one about the cells."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        u = theme.u
        self.title = ElidedLabel()
        self.title.setFont(theme.font(4, 600))
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.cells = QLabel()
        self.cells.setWordWrap(True)
        self.cells.setProperty("muted", True)
        self.cells.hide()
        self.back_button = QPushButton(pgettext("Imports", "Another file…"))
        self.failed_button = QPushButton(pgettext("Imports", "Save failed rows…"))
        self.take_back_button = QPushButton(pgettext("Imports", "Take back"))
        self.show_button = QPushButton(pgettext("Imports", "To the clients"))
        self.load_button = QPushButton(pgettext("Imports", "Load"))
        self.next_button = QPushButton(pgettext("Imports", "Next"))
        above = QHBoxLayout()
        above.setSpacing(u(8))
        above.addWidget(self.title, 1)
        for button in (
            self.back_button,
            self.failed_button,
            self.take_back_button,
            self.show_button,
            self.load_button,
            self.next_button,
        ):
            above.addWidget(button)
        for button in (self.show_button, self.load_button, self.next_button):
            button.setProperty("primary", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(4))
        column.addLayout(above)
        column.addWidget(self.summary)
        column.addWidget(self.cells)

    def show_buttons(
        self, *, done: bool, last: bool, waiting: bool, back: bool, faults: bool, failed: bool
    ) -> None:
        """The buttons for a list that is loaded or not, at the last step or before it.

        `waiting`: there are other files; `back`: it can be taken back; `faults`: some rows are
        to be had as a workbook, the `failed` ones among them.
        """
        self.load_button.setEnabled(True)
        self.load_button.setVisible(not done and last)
        self.next_button.setVisible(waiting if done else not last)
        following = pgettext("Imports", "Next file")
        self.next_button.setText(following if done else pgettext("Imports", "Next"))
        self.back_button.setVisible(not (done and waiting))
        skip = pgettext("Imports", "Skip this file")
        self.back_button.setText(skip if waiting else pgettext("Imports", "Another file…"))
        self.show_button.setVisible(done)
        self.take_back_button.setVisible(done and back)
        self.failed_button.setVisible(faults)
        failed_text = pgettext("Imports", "Save failed rows…")
        doubts_text = pgettext("Imports", "Save rows with doubts…")
        self.failed_button.setText(failed_text if failed else doubts_text)
