"""The one question at the first closing: may the program stay in the tray for its reminders?"""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.ui.runtime import autostart
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class StayQuestion(QDialog):
    """Yes, No, and on Windows a tick for starting together with it; Esc closes nothing."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        u = theme.u
        self.setWindowTitle(pgettext("Shell", "Reminders"))
        self.answer: bool | None = None
        text = QLabel(
            pgettext(
                "Shell",
                "Reminders come while the program is in the tray. Leave it there when the window"
                " is closed?",
            )
        )
        text.setWordWrap(True)
        text.setMinimumWidth(u(380))
        later = QLabel(pgettext("Shell", "It is asked only once; Settings can change it."))
        later.setProperty("muted", True)
        self.with_windows = QCheckBox(pgettext("Shell", "Start together with Windows"))
        self.with_windows.setVisible(autostart.possible())
        self.with_windows.setChecked(autostart.is_on())
        self.yes = QPushButton(pgettext("Shell", "Yes"))
        self.yes.setProperty("primary", True)
        self.yes.setDefault(True)
        self.yes.clicked.connect(lambda: self._say(True))
        self.no = QPushButton(pgettext("Shell", "No"))
        self.no.clicked.connect(lambda: self._say(False))
        buttons = QHBoxLayout()
        buttons.setSpacing(u(8))
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(20), u(20), u(20), u(20))
        layout.setSpacing(u(12))
        for one in (text, self.with_windows, later):
            layout.addWidget(one)
        layout.addLayout(buttons)
        self.yes.setFocus()

    def _say(self, answer: bool) -> None:
        self.answer = answer
        if autostart.possible():
            autostart.switch(on=answer and self.with_windows.isChecked())
        self.accept()


def ask_to_stay(theme: Theme, parent: QWidget) -> bool | None:
    """The answer, None when the user thinks better of closing."""
    dialog = StayQuestion(theme, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer
