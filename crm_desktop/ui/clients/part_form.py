"""The small forms of a card: a person inside, a relation, an address, an account, a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, Concatenate

from PySide6.QtWidgets import QPushButton, QWidget

from crm_desktop.commands import client_parts, contacts, relations
from crm_desktop.commands.work import Work
from crm_desktop.domain.client_parts import (
    AccountDraft,
    AddressDraft,
    DateDraft,
    RelationDraft,
    doubts,
)
from crm_desktop.domain.clients import ContactDraft
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries.client_parts import (
    AccountRow,
    AddressRow,
    ContactRow,
    DateRow,
    RelationRow,
)
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.clients.point_fields import PointFields
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.side_form import SideForm
from crm_desktop.ui.parts.client_picker import ClientPicker
from crm_desktop.ui.parts.suggest import suggest, suggest_words
from crm_desktop.ui.parts.yearly_edit import yearly_field
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import pgettext
from crm_desktop.words.requisites import RUSSIA, is_known, requisite

Part = ContactRow | RelationRow | AddressRow | AccountRow | DateRow


class PartForm(SideForm):
    """What the forms share: one part of one client, new or changed, or taken away."""

    kind: ClassVar[str]
    keeping: ClassVar[Callable[Concatenate[Work, ...], int]]
    removing: ClassVar[Callable[Concatenate[Work, ...], None]]

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, 1, parent)
        self.client_id = 0
        self.row: Any = None
        self._made: int | None = None
        self.fields()
        self.drafts = DraftKeeper(desk, self.form, self.kind, self.title.text, self)
        self.remove_button = QPushButton(pgettext("Clients", "Remove"))
        self.remove_button.setProperty("danger", True)
        self.remove_button.clicked.connect(self.remove)
        self.extra.addWidget(self.remove_button)

    def begin(self, card: ClientCard, row: Part | None = None) -> None:
        """A new part of this client, or the one in `row`."""
        with self.drafts.filling(row.id if row else 0, card.id):
            self.client_id, self.row = card.id, row
            self._made = row.id if row else None
            self.form.clear_problems()
            self.fill(row)
        self.title.setText(self.called(card.name))
        self.remove_button.setVisible(row is not None)
        self.form.focus_first()

    def save(self) -> None:
        """Save; a refusal stands under its field and nothing typed is lost."""
        if self.form.readable():
            command = type(self).keeping
            self.send(command, self.client_id, self._made, self.draft(), record=self._made)

    def remove(self) -> None:
        """Take the part away at once; the toast offers the way back."""

        def done(_none: object) -> None:
            self.drafts.end()
            text = pgettext("Clients", "Removed: {what}.").format(what=self.title.text())
            self.desk.say(text, pgettext("Clients", "Undo"), self.desk.jobs.undo)
            self.closed.emit()

        command = type(self).removing
        self.desk.jobs.run(command, self.client_id, self._made, owner=self, then=done)

    def read_back(self, record: int, then: Callable[[ClientCard], object]) -> Job:
        """The client with the part just made."""
        self._made = record
        return self.desk.jobs.ask(client_queries.card, self.client_id, owner=self, then=then)

    def go_on(self, row: ClientCard) -> None:
        """The part is there now: it is edited."""
        parts: list[Part] = [
            *row.contacts, *row.relations, *row.addresses, *row.accounts, *row.dates
        ]  # fmt: skip
        mine = (part for part in parts if isinstance(part, self.rows))
        self.row = next((part for part in mine if part.id == self._made), None)
        self.remove_button.show()

    rows: ClassVar[type[Part]]

    def fields(self) -> None:
        """Put the fields into the form."""
        raise NotImplementedError

    def called(self, client: str) -> str:
        """The title."""
        raise NotImplementedError

    def fill(self, row: Any) -> None:
        """Fill the fields with a part, None empties them."""
        raise NotImplementedError

    def draft(self) -> object:
        """What stands in the fields."""
        raise NotImplementedError


class ContactForm(PartForm):
    """A person inside a company."""

    kind, rows = "contact", ContactRow
    keeping, removing = contacts.save, contacts.remove

    def fields(self) -> None:
        form = self.form
        form.text("name", pgettext("Clients", "Name of the person"), required=True)
        position = form.text("position", pgettext("Clients", "Position"))
        suggest(self.desk, position, DictionaryKind.POSITION)
        self.points = PointFields(self.desk, form)
        form.date("birthday", pgettext("Clients", "Birthday"))

    def called(self, client: str) -> str:
        if self.row is not None:
            return str(self.row.name)
        return pgettext("Clients", "New contact: {client}").format(client=client)

    def fill(self, row: ContactRow | None) -> None:
        self.points.show_points(row.points if row else ())
        born = date.fromisoformat(row.birthday) if row and row.birthday else None
        self.form.set_values(
            {
                "name": row.name if row else "",
                "position": row.position if row else "",
                "birthday": born,
            }
        )

    def draft(self) -> ContactDraft:
        values = self.form.values()
        points = self.points.drafts()
        return ContactDraft(values["name"], values["position"], points, values["birthday"])

    def go_on(self, row: ClientCard) -> None:
        super().go_on(row)
        if self.row is not None:
            self.points.saved(self.row.points)


class RelationForm(PartForm):
    """How this client stands to another one."""

    kind, rows = "relation", RelationRow
    keeping, removing = relations.save, relations.remove

    def fields(self) -> None:
        self.picker = ClientPicker(self.desk)
        word = self.form.text("kind", pgettext("Clients", "How they are related"), required=True)
        suggest(self.desk, word, DictionaryKind.RELATION)
        self.form.custom(
            "other_id",
            pgettext("Clients", "To whom"),
            self.picker,
            self.picker.value,
            self.picker.set_value,
            changed=self.picker.changed,
            required=True,
        )
        self.form.text("note", pgettext("Clients", "Comment"))

    def called(self, client: str) -> str:
        return pgettext("Clients", "Relation: {client}").format(client=client)

    def fill(self, row: RelationRow | None) -> None:
        self.form.set_values(
            {
                "kind": row.kind if row else "",
                "other_id": row.other_id if row else None,
                "note": row.note if row else "",
            }
        )

    def draft(self) -> RelationDraft:
        values = self.form.values()
        return RelationDraft(values["other_id"], values["kind"], values["note"])


class AddressForm(PartForm):
    """One more address."""

    kind, rows = "client-address", AddressRow
    keeping, removing = client_parts.save_address, client_parts.remove_address

    def fields(self) -> None:
        self.form.text(
            "label",
            pgettext("Clients", "What it is"),
            placeholder=pgettext("Clients", "delivery, warehouse, post"),
        )
        self.form.multiline("text", pgettext("Clients", "Address"), required=True, lines=3)

    def called(self, client: str) -> str:
        return pgettext("Clients", "Address: {client}").format(client=client)

    def fill(self, row: AddressRow | None) -> None:
        label, text = (row.label, row.text) if row else ("", "")
        self.form.set_values({"label": label, "text": text})

    def draft(self) -> AddressDraft:
        values = self.form.values()
        return AddressDraft(values["text"], values["label"])


class DateForm(PartForm):
    """A day to think of every year, with or without its year."""

    kind, rows = "client-date", DateRow
    keeping, removing = client_parts.save_date, client_parts.remove_date

    def fields(self) -> None:
        label = self.form.text("label", pgettext("Clients", "What it is"), required=True)
        usual = (
            pgettext("Clients", "Birthday of the firm"),
            pgettext("Clients", "Wedding day"),
            pgettext("Clients", "First purchase"),
            pgettext("Clients", "End of the contract"),
        )
        suggest_words(label, usual)
        yearly_field(self.form, "on_date", pgettext("Clients", "Day"), self.desk.language)

    def called(self, client: str) -> str:
        return pgettext("Clients", "Date to think of: {client}").format(client=client)

    def fill(self, row: DateRow | None) -> None:
        label, day = (row.label, row.on_date) if row else ("", None)
        self.form.set_values({"label": label, "on_date": day})

    def draft(self) -> DateDraft:
        values = self.form.values()
        return DateDraft(values["label"], values["on_date"])


class AccountForm(PartForm):
    """A bank account; doubtful numbers are told and kept."""

    kind, rows = "client-account", AccountRow
    keeping, removing = client_parts.save_account, client_parts.remove_account
    names: ClassVar[tuple[str, ...]] = ("bik", "bank_name", "account", "corr_account")

    def fields(self) -> None:
        country = self.desk.country
        for name in self.names:
            self.form.text(name, requisite(name, country))
            self.form.set_field_visible(name, is_known(name, country))
        self.form.text("label", pgettext("Clients", "What it is"))
        self.form.changed.connect(lambda _name: self._doubt())

    def called(self, client: str) -> str:
        return pgettext("Clients", "Bank account: {client}").format(client=client)

    def fill(self, row: AccountRow | None) -> None:
        names = (*self.names, "label")
        self.form.set_values({name: getattr(row, name) if row else "" for name in names})
        self._doubt()

    def draft(self) -> AccountDraft:
        return AccountDraft(**self.form.values())

    def _doubt(self) -> None:
        russian = self.desk.country == RUSSIA
        self.form.show_remarks(self.names, doubts(self.draft(), russian=russian))
