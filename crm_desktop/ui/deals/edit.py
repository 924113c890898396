"""The form of a deal: new for a client, or changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from crm_desktop.commands import deals
from crm_desktop.domain.custom_fields import CustomNoun, id_of
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries.deals import DealCard
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.side_form import SideForm
from crm_desktop.ui.parts.client_picker import ClientPicker
from crm_desktop.ui.parts.own_fields import OwnFields
from crm_desktop.ui.parts.suggest import suggest
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import pgettext


class DealForm(SideForm):
    """Fields of one deal; a refusal stands under its field. New ones begin in `first_stage`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, 2, parent)
        self.deal_id: int | None = None
        self.first_stage: int | None = None
        self.currency = desk.currency
        self._remembered: Refused | None = None
        form = self.form
        self.picker = ClientPicker(desk)
        form.custom(
            "client_id",
            pgettext("Deals", "Client"),
            self.picker,
            self.picker.value,
            self.picker.set_value,
            required=True,
            wide=True,
        )
        form.text("title", pgettext("Deals", "Title"), required=True, wide=True)
        form.money("amount", pgettext("Deals", "Amount"), desk.currency)
        form.date("expected_close", pgettext("Deals", "Expected close"))
        source = form.text("source", pgettext("Deals", "Source"), wide=True)
        suggest(desk, source, DictionaryKind.SOURCE)
        form.multiline("comment", pgettext("Deals", "Comment"))
        self.own = OwnFields(desk, form, CustomNoun.DEAL, lambda: self.drafts)
        self.inside.insertWidget(1, self.own.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.drafts = DraftKeeper(desk, form, "deal", lambda: str(form.value("title")), self)
        self.invoice_button = QPushButton(pgettext("Deals", "Invoice"))
        self.invoice_button.clicked.connect(self._invoice)
        self.extra.addWidget(self.invoice_button)

    def begin(self, client_id: int | None) -> None:
        """Empty fields for a new deal of a client, or of one to be chosen."""
        with self.drafts.filling(about=client_id or 0):
            self.deal_id, self._remembered = None, None
            self.currency = self.desk.currency
            self.invoice_button.hide()
            self.form.clear_problems()
            self.form.set_values(
                {
                    "client_id": client_id,
                    "title": "",
                    "amount": None,
                    "expected_close": None,
                    "source": "",
                    "comment": "",
                }
            )
            self.own.show(None)
        self.title.setText(pgettext("Deals", "New deal"))
        self.form.editor("client_id" if client_id is None else "title").setFocus()

    def edit(self, card: DealCard) -> None:
        """The fields of a deal, with what a refused move asked for."""
        with self.drafts.filling(card.id):
            self.deal_id, self.currency = card.id, card.currency
            close = date.fromisoformat(card.expected_close) if card.expected_close else None
            self.invoice_button.setVisible(self.desk.navigator.knows("invoice-for-deal"))
            self.form.clear_problems()
            self.form.set_values(
                {
                    "client_id": card.client_id,
                    "title": card.title,
                    "amount": card.amount,
                    "expected_close": close,
                    "source": card.source,
                    "comment": card.comment,
                }
            )
            self.own.show(card.custom)
        self.title.setText(card.title)
        self.form.editor("title").setFocus()
        if self._remembered is not None:
            self.form.show_problems(self._remembered.problems)
            self._remembered = None

    def remember(self, refused: Refused) -> None:
        """Show these problems once the deal is in the fields."""
        self._remembered = refused
        if self.deal_id is not None and not self.isHidden():
            self.form.show_problems(refused.problems)
            self._remembered = None

    def save(self) -> None:
        """Save; what was typed stays when it is refused."""
        if not self.form.readable():
            return
        values = {name: one for name, one in self.form.values().items() if id_of(name) is None}
        client = values.pop("client_id") or 0
        draft = DealDraft(
            client_id=client,
            currency=self.currency,
            stage_id=self.first_stage,
            **values,
            custom=self.own.changes(),
        )
        if self.deal_id is None:
            self.send(deals.add, draft)
            return
        self.send(deals.edit, self.deal_id, draft, record=self.deal_id)

    def read_back(self, record: int, then: Callable[[DealCard], object]) -> Job:
        """The card of the deal just made."""
        return self.desk.jobs.ask(deal_queries.card, record, owner=self, then=then)

    def go_on(self, row: DealCard) -> None:
        """The deal is there now: it is edited, and an invoice can come out of it."""
        self.deal_id = row.id
        self.title.setText(row.title)
        self.invoice_button.setVisible(self.desk.navigator.knows("invoice-for-deal"))

    def _invoice(self) -> None:
        if self.deal_id is not None:
            self.desk.navigator.go("invoice-for-deal", self.deal_id)
