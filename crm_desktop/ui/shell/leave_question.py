"""What is asked when the program is closed over unfinished work: wait, stop it, or stay."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class Leave(Enum):
    """What is meant by closing now."""

    WAIT = auto()
    STOP = auto()
    STAY = auto()


class LeaveQuestion(QDialog):
    """Names what is running; waiting for it is the answer of Enter, Esc closes nothing."""

    def __init__(self, theme: Theme, label: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        u = theme.u
        self.answer = Leave.STAY
        self.setWindowTitle(pgettext("Shell", "Not finished yet"))
        self.setAccessibleName(self.windowTitle())
        text = QLabel(
            pgettext(
                "Shell",
                "Still under way: {job}.\n\nThe program can close by itself when that is done. If "
                "you stop it, everything stays as it was before it began.",
            ).format(job=label),
            self,
        )
        text.setWordWrap(True)
        text.setMinimumWidth(u(420))
        self.buttons = {
            Leave.STAY: QPushButton(pgettext("Shell", "Do not close"), self),
            Leave.STOP: QPushButton(pgettext("Shell", "Stop it and close"), self),
            Leave.WAIT: QPushButton(pgettext("Shell", "Wait, then close"), self),
        }
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addStretch(1)
        for meaning, button in self.buttons.items():
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, one=meaning: self._say(one))
            row.addWidget(button)
        best = self.buttons[Leave.WAIT]
        best.setProperty("primary", True)
        best.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(20), u(20), u(20), u(20))
        layout.setSpacing(u(16))
        layout.addWidget(text)
        layout.addLayout(row)
        best.setFocus()

    def _say(self, answer: Leave) -> None:
        self.answer = answer
        self.accept()


def ask_to_leave(theme: Theme, label: str, parent: QWidget | None) -> Leave:
    """The answer; closing the question is staying."""
    dialog = LeaveQuestion(theme, label, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer
