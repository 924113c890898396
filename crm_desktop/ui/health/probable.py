"""Cards that may be one client: counted only when somebody asks, for the whole base is compared."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from crm_desktop.domain.changes import Changes
from crm_desktop.queries import duplicates
from crm_desktop.queries.duplicates import Group
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import formats, npgettext, pgettext

PAGE = "duplicates"
"""The page where cards of one client are brought together; it shows as many groups."""
_TABLES = frozenset({"client", "contact_point", "distinct_pair"})


class Probable(QWidget):
    """What was found when somebody asked; a change of clients makes it unknown again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Job | None = None
        u = desk.theme.u
        self.told = QLabel()
        self.told.setProperty("muted", True)
        self.told.setWordWrap(True)
        self.look_button = QPushButton(pgettext("Health", "Look for them"))
        self.look_button.clicked.connect(self.look)
        self.open_button = QPushButton(pgettext("Health", "Show them"))
        self.open_button.clicked.connect(lambda: desk.navigator.go(PAGE))
        row = QHBoxLayout(self)
        row.setContentsMargins(u(16), u(8), u(16), u(12))
        row.setSpacing(u(12))
        row.addWidget(self.told, 1)
        row.addWidget(self.look_button)
        row.addWidget(self.open_button)
        self._forget()
        desk.jobs.committed.connect(self._committed)

    def look(self) -> None:
        """Compare all cards in the background; the line at the bottom shows how far it is."""
        jobs = self._desk.jobs
        if self._job in jobs.running():
            return
        self._job = jobs.ask(
            duplicates.groups,
            owner=self,
            then=self._found,
            label=pgettext("Health", "Looking for duplicates"),
            later=True,
        )

    def _found(self, groups: tuple[Group, ...]) -> None:
        count = len(groups)
        text = npgettext(
            "Health",
            "{n} group of cards may be one client by name, phone, e-mail or INN.",
            "{n} groups of cards may be one client by name, phone, e-mail or INN.",
            count,
        ).format(n=formats.number(count, self._desk.language))
        self.told.setText(text if count else pgettext("Health", "No two cards look like one."))
        self.open_button.setVisible(count > 0)

    def _forget(self) -> None:
        self.told.setText(
            pgettext(
                "Health",
                "Probable duplicates: names are compared, too; it takes a while in a big base.",
            )
        )
        self.open_button.hide()

    def _committed(self, changes: Changes) -> None:
        if changes.touches(_TABLES):
            self._forget()
