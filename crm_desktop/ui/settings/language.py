"""The language of the program on this computer, and that of the papers of this business."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from crm_desktop.commands import settings as commands
from crm_desktop.domain.settings import Business
from crm_desktop.machine import system_language
from crm_desktop.queries import settings as questions
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, column
from crm_desktop.words import available, pgettext

NAMES = {"en": "English", "ru": "Русский"}
"""Every language by its own name: whoever looks for it does not read the present one."""


class LanguageSection(QWidget):
    """The window takes another language at once, everything typed stays."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        known = [code for code in NAMES if code in available()]
        layout = column(desk.theme, self)
        layout.addWidget(self._program(known))
        layout.addWidget(self._papers(known))
        layout.addStretch(1)
        self._live = LiveQuery(
            self, desk.jobs, questions.business, ("setting",), dict, self._show_business
        )

    # build

    def _program(self, known: list[str]) -> QWidget:
        group = Group(
            self.desk.theme,
            pgettext("Settings", "Language of the program"),
            pgettext("Settings", "For this computer; others who open the base keep theirs."),
        )
        system = NAMES.get(system_language()[:2], NAMES["en"])
        as_system = pgettext("Settings", "As in the system ({language})").format(language=system)
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for code, text in [("", as_system), *((one, NAMES[one]) for one in known)]:
            button = QRadioButton(text)
            button.setObjectName(f"language-{code or 'system'}")
            button.setChecked(self.desk.settings.language == code)
            button.clicked.connect(partial(self._choose, code))
            self._group.addButton(button)
            self.choices[code] = button
            group.body.addWidget(button)
        return group

    def _papers(self, known: list[str]) -> QWidget:
        group = Group(
            self.desk.theme,
            pgettext("Settings", "Language of the papers"),
            pgettext(
                "Settings",
                "In which form new papers are printed. What is issued already stays as it is.",
            ),
        )
        self.papers: dict[str, QRadioButton] = {}
        self._paper_group = QButtonGroup(self)
        for code in known:
            button = QRadioButton(NAMES[code])
            button.setObjectName(f"papers-{code}")
            button.clicked.connect(partial(self._choose_papers, code))
            self._paper_group.addButton(button)
            self.papers[code] = button
            group.body.addWidget(button)
        return group

    # react

    def _choose(self, code: str, _checked: bool = False) -> None:
        if self.desk.settings.language != code:
            self.desk.settings.language = code
            self.desk.remember()
            self.desk.renew()

    def _choose_papers(self, code: str, _checked: bool = False) -> None:
        self.desk.jobs.run(commands.change, {"language": code}, owner=self)

    def _show_business(self, business: Business) -> None:
        if business.language in self.papers:
            self.papers[business.language].setChecked(True)
