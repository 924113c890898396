"""What the business is called: the title of the window, the name that other papers begin with."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit

from crm_desktop.commands import settings as commands
from crm_desktop.domain.settings import Business
from crm_desktop.domain.text import clean_text
from crm_desktop.queries import settings as questions
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group
from crm_desktop.words import pgettext


class BusinessName(Group):
    """One line; Enter or leaving it keeps the name, an empty one becomes what it was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.theme,
            "",
            pgettext(
                "Settings",
                "This name stands in the title of the window. What is printed on papers is told "
                "below.",
            ),
        )
        self.desk = desk
        self._kept = ""
        self.field = QLineEdit()
        label = QLabel(pgettext("Settings", "Name of the business"))
        label.setBuddy(self.field)
        self.field.setAccessibleName(label.text())
        self.field.setMaximumWidth(desk.theme.u(420))
        self.field.editingFinished.connect(self._keep)
        self.body.addWidget(label)
        self.body.addWidget(self.field)
        self._live = LiveQuery(
            self, desk.jobs, questions.business, ("setting",), dict, self._show_business
        )

    def _show_business(self, business: Business) -> None:
        if self.field.text() == self._kept:
            self.field.setText(business.firm_name)
        self._kept = business.firm_name

    def _keep(self) -> None:
        name = clean_text(self.field.text()).strip()
        if not name or name == self._kept:
            self.field.setText(self._kept)
            return

        def done(_none: object) -> None:
            said = pgettext("Settings", "The business is called “{name}” now.").format(name=name)
            self.desk.say(said, pgettext("Settings", "Undo"), self.desk.jobs.undo)

        self._kept = name
        self.field.setText(name)
        self.desk.jobs.run(commands.change, {"firm_name": name}, owner=self, then=done)
