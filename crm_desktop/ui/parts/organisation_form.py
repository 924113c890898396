"""The form of the user's own firm: everything printed about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from crm_desktop.domain import vat
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.documents import VatMode
from crm_desktop.domain.organisations import OrganisationDraft, check, remarks, tidy
from crm_desktop.domain.requisites_card import Card
from crm_desktop.domain.settings import Business
from crm_desktop.queries import settings
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.enter_key import bind_saving, enter_pressed
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.parts.requisites_paste import RequisitesPaste, paste_button
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, pgettext
from crm_desktop.words.requisites import is_known, requisite
from crm_desktop.words.vat import rate_title

DOUBTED = ("inn", "kpp", "ogrn", "bik", "account", "corr_account")
"""Requisites with check digits: a doubt is said, nothing is forbidden."""

PASTED = (
    "name", "inn", "kpp", "ogrn", "address", "phone", "email", "bank_name", "bik", "account",
    "corr_account", "director_title", "director", "accountant",
)  # fmt: skip
"""Fields that a pasted card fills in."""


class OrganisationForm(QWidget):
    """Requisites of one firm; what looks doubtful is said under its field and saved all the same.

    `begin` names the firm whose half-typed text comes back; a pasted card is taken only after it
    was looked at.
    """

    saved = Signal(object)
    """The `OrganisationDraft`, once nothing is missing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._before = OrganisationDraft("")
        self._suggested = ""
        self.form = Form(desk.theme, self, 2)
        self._fields()
        self.drafts = DraftKeeper(
            desk, self.form, "organisation", lambda: str(self.form.value("name")), self
        )
        self.paste_button = paste_button(self.paste)
        self.pasting = RequisitesPaste(desk.theme, PASTED)
        self.pasting.applied.connect(self._take_card)
        self.pasting.closed.connect(self._typing)
        self.pasting.setMinimumHeight(desk.theme.u(480))
        self.pasting.hide()
        tools = QHBoxLayout()
        tools.addWidget(self.paste_button)
        tools.addStretch(1)
        self.save_button = QPushButton(pgettext("Documents", "Save"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        self.revert_button = QPushButton(pgettext("Documents", "Put back what is saved"))
        self.revert_button.clicked.connect(self.revert)
        self.revert_button.hide()
        row = QHBoxLayout()
        row.setSpacing(desk.theme.u(8))
        row.addWidget(self.save_button)
        row.addWidget(self.revert_button)
        row.addStretch(1)
        self._typed = QWidget()
        layout = QVBoxLayout(self._typed)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.u(12))
        layout.addLayout(tools)
        layout.addWidget(self.form)
        layout.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._typed)
        whole.addWidget(self.pasting)
        whole.addStretch(1)
        self._fill(self._before)
        self.form.changed.connect(self._changed)
        bind_saving(self, self.save_button, self._save_by_keys)

    # fields

    def _fields(self) -> None:
        form = self.form
        form.text("name", pgettext("Documents", "Name of your firm"), required=True)
        form.choice(
            "kind",
            pgettext("Documents", "Kind"),
            [(kind.value, codes.label(kind)) for kind in ClientKind],
        )
        self._requisites("inn", "kpp", "ogrn")
        form.text("phone", pgettext("Documents", "Phone"))
        form.text("address", pgettext("Documents", "Address"), wide=True)
        form.text("email", pgettext("Documents", "E-mail"))
        form.section(pgettext("Documents", "Bank account"))
        self._requisites("bik", "bank_name", "account", "corr_account")
        form.section(pgettext("Documents", "Who signs"))
        form.text("director", pgettext("Documents", "Director"))
        form.text("director_title", pgettext("Documents", "Position of who signs"))
        form.text("accountant", pgettext("Documents", "Chief accountant"))
        form.section(pgettext("Documents", "New papers begin with"))
        form.choice(
            "vat_mode",
            pgettext("Documents", "VAT"),
            [(mode.value, codes.label(mode)) for mode in VatMode],
        )
        today = datetime.now().astimezone().date()
        form.choice(
            "vat_rate",
            pgettext("Documents", "Rate"),
            [(rate.code, rate_title(rate.code, today)) for rate in vat.rates_on(today)],
        )
        form.number(
            "due_days",
            pgettext("Documents", "Days to pay"),
            hint=pgettext("Documents", "Empty: no date is set"),
        )
        form.multiline(
            "notice",
            pgettext("Documents", "Note on every invoice"),
            hint=pgettext("Documents", "For example, how long the prices hold"),
        )

    def _requisites(self, *names: str) -> None:
        for name in names:
            edit = self.form.text(name, requisite(name, self.desk.country))
            self.form.set_field_visible(name, is_known(name, self.desk.country))
            if name in DOUBTED:
                edit.editingFinished.connect(self._look_at_requisites)

    # what others ask

    def begin(self, draft: OrganisationDraft | None = None, organisation_id: int = 0) -> None:
        """Show a firm, or empty fields of a new one; what was typed before comes back."""
        with self.drafts.filling(organisation_id):
            self._fill(draft or OrganisationDraft(""))
        self.pasting.hide()
        self._typed.show()
        self._changed()
        self._look_at_requisites()

    def begin_first(self) -> None:
        """Empty fields of the first firm; the name given when the base was made stands there."""
        self.begin()

        def named(business: Business) -> None:
            if business.firm_name and not self.form.value("name"):
                self._suggested = business.firm_name
                with self.drafts.filling():
                    self.form.set_value("name", business.firm_name)

        self.desk.jobs.ask(settings.business, owner=self, then=named)

    def take(self, values: Mapping[str, str]) -> None:
        """Write some fields as if they had been typed; names without a field are passed over."""
        self.form.set_values(values)
        self._look_at_requisites()

    def paste(self) -> None:
        """Take the requisites from a text."""
        self._typed.hide()
        self.pasting.show()
        self.pasting.begin()

    def draft(self) -> OrganisationDraft:
        """What stands in the fields."""
        values = self.form.values()
        mode = VatMode(values.pop("vat_mode"))
        kind = ClientKind(values.pop("kind"))
        if mode is VatMode.NONE:
            values["vat_rate"] = None
        return OrganisationDraft(**values, kind=kind, vat_mode=mode)

    def dirty(self) -> bool:
        """Whether something stands there that is not saved."""
        untouched = (self._before, replace(self._before, name=self._suggested))
        return not self.form.understood() or tidy(self.draft()) not in map(tidy, untouched)

    def save(self) -> None:
        """Hand the draft on; what is missing is said under its field."""
        if not self.form.readable():
            return
        draft = tidy(self.draft())
        problems = list(check(draft))
        if problems:
            self.form.show_problems(problems)
            return
        self.saved.emit(draft)

    def revert(self) -> None:
        """Drop what was typed and not saved."""
        self._fill(self._before)
        self.drafts.end()
        self._changed()
        self._look_at_requisites()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that a field has no use for saves; on a button it presses that button."""
        if not enter_pressed(event, self.focusWidget(), self._save_by_keys):
            super().keyPressEvent(event)

    # react

    def _save_by_keys(self) -> None:
        if self.pasting.isHidden():
            self.save()

    def _take_card(self, card: Card) -> None:
        values = {name: text for name, text in card.values().items() if name in PASTED}
        if card.value("name"):
            values["kind"] = card.kind.value
        self._typing()
        self.take(values)

    def _typing(self) -> None:
        self.pasting.hide()
        self._typed.show()
        self.form.focus_first()

    def _fill(self, draft: OrganisationDraft) -> None:
        self._before, self._suggested = draft, draft.name
        self.form.clear_problems()
        values = {one.name: getattr(draft, one.name) for one in fields(draft)}
        values["kind"], values["vat_mode"] = draft.kind.value, draft.vat_mode.value
        values["vat_rate"] = draft.vat_rate or "standard"
        self.form.set_values(values)

    def _changed(self) -> None:
        self.form.set_field_visible("vat_rate", self.form.value("vat_mode") != VatMode.NONE.value)
        company = self.form.value("kind") == ClientKind.COMPANY.value
        self.form.set_field_visible("kpp", company and is_known("kpp", self.desk.country))
        self.revert_button.setVisible(bool(self._before.name) and self.dirty())

    def _look_at_requisites(self) -> None:
        """Take «ИНН/КПП» apart and say what is doubtful, but not about what is being typed."""
        found = tidy(self.draft())
        for name in DOUBTED:
            editor = self.form.editor(name)
            if isinstance(editor, QLineEdit) and not editor.hasFocus():
                value = getattr(found, name)
                if editor.text() != value:
                    editor.setText(value)
        self.form.show_remarks(DOUBTED, remarks(found, self.desk.country))
