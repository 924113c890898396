"""The form of a client: new or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm_desktop.commands import clients
from crm_desktop.domain.client_parts import Terms
from crm_desktop.domain.clients import ClientDraft, ClientKind
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.problems import Problem
from crm_desktop.domain.requisites import check_inn, check_kpp, check_ogrn, clean_digits
from crm_desktop.domain.requisites_card import Card, client_draft
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.clients.point_fields import PointFields
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.idle import Pieces
from crm_desktop.ui.kit.side_form import SideForm
from crm_desktop.ui.parts.known_hint import KnownHint
from crm_desktop.ui.parts.own_fields import OwnFields
from crm_desktop.ui.parts.requisites_paste import RequisitesPaste, paste_button
from crm_desktop.ui.parts.rhythm_edit import rhythm_field
from crm_desktop.ui.parts.suggest import suggest, words_of
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import codes, pgettext
from crm_desktop.words.requisites import RUSSIA, is_known, requisite

PASTED = (
    "name", "inn", "kpp", "ogrn", "address", "actual_address", "phone", "email", "site",
    "bank_name", "bik", "account", "corr_account", "director_title", "director", "basis",
    "accountant",
)  # fmt: skip
"""A pasted card has a place for everything here: what has no field goes into the comment."""


TEXTS = (
    "inn", "kpp", "ogrn", "city", "address", "source", "status", "comment", "price_group",
    "consent_source", "consent_purpose",
)  # fmt: skip
"""Fields that are texts of the card as they are."""


CHECKED: Mapping[str, Callable[[str], Problem | None]] = {
    "inn": check_inn,
    "kpp": check_kpp,
    "ogrn": check_ogrn,
}
"""Numbers with check digits of their own."""


class ClientForm(SideForm):
    """Fields of one client; saves through the writer lane and tells who was saved."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        super().__init__(desk, 2, parent)
        self._card: ClientCard | None = None
        self._pasted = ClientDraft()
        self.pieces = Pieces(self._making())
        if at_once:
            self.pieces.finish()

    def _making(self) -> Iterator[None]:
        yield from self._fields()
        self.drafts = DraftKeeper(
            self.desk, self.form, "client", lambda: str(self.form.value("name")), self
        )
        self.known = KnownHint(self, self.points.drafts, lambda: self._card.id if self._card else 0)
        yield
        self.own = OwnFields(self.desk, self.form, CustomNoun.CLIENT, lambda: self.drafts)
        self.inside.insertWidget(1, self.own.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.paste_button = paste_button(self.paste)
        row = QHBoxLayout()
        row.addWidget(self.paste_button)
        row.addStretch(1)
        self.inside.insertLayout(0, row)
        yield
        self.pasting = RequisitesPaste(self.desk.theme, PASTED)
        self.pasting.applied.connect(self._take)
        self.pasting.closed.connect(self._typing)
        self.rooms.addWidget(self.pasting)

    def _fields(self) -> Iterator[None]:
        form = self.form
        form.text("name", pgettext("Clients", "Name"), required=True, wide=True)
        form.choice(
            "kind",
            pgettext("Clients", "Kind"),
            [(kind.value, codes.label(kind)) for kind in ClientKind],
        )
        source = form.text("source", pgettext("Clients", "Source"))
        suggest(self.desk, source, DictionaryKind.SOURCE)
        yield
        self.points = PointFields(self.desk, form)
        yield
        for name in ("inn", "kpp", "ogrn"):
            form.text(name, requisite(name, self.desk.country))
            form.set_field_visible(name, is_known(name, self.desk.country))
        form.text("city", pgettext("Clients", "City"))
        form.text("address", pgettext("Clients", "Address"), wide=True)
        yield
        status = form.text("status", pgettext("Clients", "Status"))
        suggest(self.desk, status, DictionaryKind.STATUS)
        divided = pgettext("Clients", "Divided by commas")
        tags = form.text("tags", pgettext("Clients", "Tags"), hint=divided)
        suggest(self.desk, tags, DictionaryKind.TAG, several=True)
        yield
        form.multiline("comment", pgettext("Clients", "Comment"), lines=3)
        form.date("birthday", pgettext("Clients", "Birthday"))
        rhythm_field(form, "rhythm_days", pgettext("Clients", "Contact rhythm"))
        group = form.text("price_group", pgettext("Clients", "Price group"))
        suggest(self.desk, group, DictionaryKind.PRICE_GROUP)
        form.number("discount", pgettext("Clients", "Discount, %"), digits=2)
        yield
        form.date("consent_on", pgettext("Clients", "Consent of"))
        form.text("consent_source", pgettext("Clients", "Where the consent is from"), wide=True)
        form.text("consent_purpose", pgettext("Clients", "What was agreed to"), wide=True)
        form.changed.connect(self._doubt)
        yield

    def edit(self, card: ClientCard | None) -> None:
        """Fill the fields with a client's values, or empty them for a new one."""
        with self.drafts.filling(card.id if card else 0):
            self._card = card
            self._pasted = ClientDraft()
            self.form.clear_problems()
            self._fill(card)
            self.known.begin()
        self.title.setText(card.name if card else pgettext("Clients", "New client"))
        self._typing()

    def paste(self) -> None:
        """Take the requisites from a text."""
        self.rooms.setCurrentWidget(self.pasting)
        self.pasting.begin()

    def _doubt(self, name: str) -> None:
        """What looks mistyped in a number is told beside it and kept as it is."""
        if name in CHECKED and self.desk.country == RUSSIA:
            number = clean_digits(str(self.form.value(name)))
            doubt = CHECKED[name](number) if number else None
            self.form.show_remarks((name,), () if doubt is None else (doubt,))

    def _typing(self) -> None:
        self.rooms.setCurrentWidget(self.typed)
        self.form.focus_first()

    def _take(self, card: Card) -> None:
        """Put a pasted card into the fields: what stands in them already is added to, not lost."""
        pasted = client_draft(card)
        values = self.form.values()
        said = [] if self._card is None else [f"{c.position} {c.name}" for c in pasted.contacts]
        texts = {
            field: getattr(pasted, field)
            for field in ("name", "inn", "kpp", "ogrn", "city", "address")
            if getattr(pasted, field)
        }
        self.form.set_values(
            {
                **texts,
                "kind": pasted.kind.value if pasted.name else values["kind"],
                "comment": _added(values["comment"], [*said, pasted.comment]),
            }
        )
        self.points.add(pasted.points)
        self._pasted = pasted
        self._typing()

    def _fill(self, card: ClientCard | None) -> None:
        self.points.show_points(card.points if card else ())
        self.form.set_values(
            {
                "name": card.name if card else "",
                "kind": card.kind if card else ClientKind.PERSON.value,
                **{field: getattr(card, field) if card else "" for field in TEXTS},
                "tags": ", ".join(card.tags) if card else "",
                "birthday": _day(card.birthday if card else None),
                "rhythm_days": card.rhythm_days if card else None,
                "discount": card.discount or None if card else None,
                "consent_on": _day(card.consent_on if card else None),
            }
        )

        self.own.show(card.custom if card else None)

    def save(self) -> None:
        """Save; a refusal stands under its field and nothing typed is lost."""
        if not self.form.readable():
            return
        draft = self.draft()
        if self._card is None:
            self.send(clients.add, draft)
            return
        self.send(clients.edit, self._card.id, draft, record=self._card.id)

    def read_back(self, record: int, then: Callable[[ClientCard], object]) -> Job:
        """The card of the client just made."""
        return self.desk.jobs.ask(client_queries.card, record, owner=self, then=then)

    def go_on(self, row: ClientCard) -> None:
        """The client is there now: its card is edited."""
        self._card = row
        self._pasted = ClientDraft()
        self.points.saved(row.points)
        self.title.setText(row.name)

    def draft(self) -> ClientDraft:
        """What stands in the fields; values without a field are kept from the card."""
        values = self.form.values()
        card = self._card
        same_name = card is not None and card.name == values["name"]
        return ClientDraft(
            name=values["name"],
            kind=ClientKind(values["kind"]),
            last_name=card.last_name if card and same_name else "",
            first_name=card.first_name if card and same_name else "",
            middle_name=card.middle_name if card and same_name else "",
            inn=values["inn"],
            kpp=values["kpp"],
            ogrn=values["ogrn"],
            city=values["city"],
            address=values["address"],
            source=values["source"],
            status=values["status"],
            birthday=values["birthday"],
            comment=values["comment"],
            external_id=card.external_id if card else "",
            tags=words_of(values["tags"]),
            points=self.points.drafts(),
            contacts=self._pasted.contacts if card is None else (),
            custom=self.own.changes(),
            terms=Terms(
                values["price_group"],
                values["discount"] or 0,
                values["consent_on"],
                values["consent_source"],
                values["consent_purpose"],
                values["rhythm_days"],
            ),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _added(text: str, lines: list[str]) -> str:
    """The text with the lines that it does not have yet."""
    new = [line for line in lines if line and line not in text]
    return "\n".join(part for part in (text, *new) if part)
