"""Whether reminders come when the window is closed: the tray, and starting with the system."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon, QWidget

from crm_desktop.commands import settings as settings_commands
from crm_desktop.domain.settings import Business
from crm_desktop.queries import settings as settings_queries
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime import autostart
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, column, words
from crm_desktop.words import npgettext, pgettext

YES, NO = "yes", "no"
GREET_DAYS = (0, 1, 2, 3, 5, 7, 10, 14, 21, 31)
"""Days before a birthday that are offered."""


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
        layout.addWidget(self._greetings())
        layout.addWidget(start)
        layout.addStretch(1)

    def _greetings(self) -> Group:
        group = Group(
            self.desk.theme,
            pgettext("Settings", "Birthdays and dates"),
            pgettext(
                "Settings",
                "How many days before a birthday or another date it stands on the list of Today.",
            ),
        )
        self.greet_days = ChoiceBox()
        self.greet_days.set_options([(days, _days(days)) for days in GREET_DAYS])
        self.greet_days.setAccessibleName(pgettext("Settings", "Birthdays and dates"))
        self.greet_days.activated.connect(lambda _index: self._change_greet_days())
        group.body.addWidget(self.greet_days, 0, Qt.AlignmentFlag.AlignLeft)
        self._business = LiveQuery(
            self, self.desk.jobs, settings_queries.business, ("setting",), dict, self._show
        )
        return group

    def _show(self, business: Business) -> None:
        days = business.greet_days
        if days not in GREET_DAYS:
            options = sorted({*GREET_DAYS, days})
            self.greet_days.set_options([(one, _days(one)) for one in options])
        self.greet_days.set_value(days)

    def _change_greet_days(self) -> None:
        changes = {"greet_days": self.greet_days.value()}
        self.desk.jobs.run(settings_commands.change, changes, owner=self)

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


def _days(days: int) -> str:
    if days == 0:
        return pgettext("Settings", "only on the day")
    return npgettext("Settings", "{n} day before", "{n} days before", days).format(n=days)
