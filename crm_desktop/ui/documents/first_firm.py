"""The user's own firm, asked for before the first invoice: what stands on every one of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from crm_desktop.commands import organisations
from crm_desktop.domain.organisations import OrganisationDraft
from crm_desktop.ui.kit.scroll import Scrolled
from crm_desktop.ui.parts.organisation_form import OrganisationForm
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext


class FirstFirm(Scrolled):
    """The form of the firm with a word about what it is for; `known` once the base has it."""

    known = Signal()

    def __init__(self, desk: Desk) -> None:
        u = desk.theme.u
        whole, organisation = QWidget(), OrganisationForm(desk)
        super().__init__(whole, u(16), u(920))
        self.desk = desk
        self.organisation = organisation
        heading = QLabel(pgettext("Documents", "Details of your firm"))
        heading.setFont(desk.theme.font(4, 600))
        about = QLabel(
            pgettext(
                "Documents",
                "They stand on every invoice. You write them down once; the invoice comes right "
                "after. Later they are under Settings, Your organisations.",
            )
        )
        about.setWordWrap(True)
        about.setProperty("muted", True)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(8))
        for widget in (heading, about, organisation):
            column.addWidget(widget)
        organisation.saved.connect(self._save)

    def begin(self) -> None:
        """Empty fields, the cursor in the first."""
        self.organisation.begin_first()
        self.organisation.form.focus_first()

    def _save(self, draft: OrganisationDraft) -> None:
        self.desk.jobs.run(organisations.save, draft, owner=self, then=self._saved)

    def _saved(self, _id: int) -> None:
        # What was typed is in the base: nothing of it is unfinished.
        self.organisation.drafts.end()
        self.known.emit()
