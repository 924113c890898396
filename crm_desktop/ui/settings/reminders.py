"""Whether reminders come when the window is closed: the tray, and starting with the system."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon, QWidget

from crm_desktop.ui.runtime import autostart
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, column, words
from crm_desktop.words import pgettext

YES, NO = "yes", "no"


class RemindersSection(QWidget):
    """Two switches of this computer; what a system does not have is said instead of offered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        group = Group(
            desk.theme,
            pgettext("Settings", "When the window is closed"),
            pgettext(
                "Settings",
                "Reminders come while the program is running. What was missed is listed at the"
                " next start.",
            ),
        )
        self.stay = QCheckBox(pgettext("Settings", "Leave the program in the tray"))
        self.stay.setChecked(desk.settings.close_to_tray == YES)
        self.stay.toggled.connect(self._stay)
        group.body.addWidget(self.stay)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self.stay.setEnabled(False)
            missing = pgettext("Settings", "This system has no tray: minimise the window instead.")
            group.body.addWidget(words(missing, muted=True))
        start = Group(desk.theme, pgettext("Settings", "When the computer starts"))
        self.autostart = QCheckBox(pgettext("Settings", "Start together with Windows"))
        self.autostart.setChecked(autostart.is_on())
        self.autostart.toggled.connect(self._start_along)
        start.body.addWidget(self.autostart)
        if not autostart.possible():
            self.autostart.setEnabled(False)
            only = pgettext(
                "Settings",
                "Only the program installed on Windows can do this. Elsewhere, add it to the"
                " start-up programs of the system.",
            )
            start.body.addWidget(words(only, muted=True))
        layout = column(desk.theme, self)
        layout.addWidget(group)
        layout.addWidget(start)
        layout.addStretch(1)

    def _stay(self, on: bool) -> None:
        self.desk.settings.close_to_tray = YES if on else NO
        self.desk.remember()

    def _start_along(self, on: bool) -> None:
        if not autostart.switch(on=on):
            self.autostart.blockSignals(True)
            self.autostart.setChecked(autostart.is_on())
            self.autostart.blockSignals(False)
            self.desk.say(
                pgettext(
                    "Settings",
                    "Windows does not let the program into its start-up folder. Nothing was"
                    " changed.",
                )
            )
