"""A client's card: who it is, how to reach them, and what happened, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import clients
from crm_desktop.domain import dictionaries
from crm_desktop.domain.contact_ways import ContactWay
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import merge
from crm_desktop.queries.client_parts import (
    AccountRow,
    AddressRow,
    ContactRow,
    DateRow,
    RelationRow,
)
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.clients.body import CardBody
from crm_desktop.ui.clients.composer import Composer
from crm_desktop.ui.clients.facts import Facts
from crm_desktop.ui.clients.files import FilesPanel
from crm_desktop.ui.clients.head import ClientHead
from crm_desktop.ui.clients.part_form import (
    AccountForm,
    AddressForm,
    ContactForm,
    DateForm,
    Part,
    PartForm,
    RelationForm,
)
from crm_desktop.ui.clients.reach import Reach
from crm_desktop.ui.clients.related import Related
from crm_desktop.ui.clients.timeline import Timeline
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.idle import Pieces, dressed
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.parts.web_links import open_web
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext

TABLES = (
    "client", "contact", "contact_point", "client_address", "client_account", "client_relation",
    "client_date",
    "custom_field", "deal", "task", "document", "activity",
)  # fmt: skip
"""What a card tells of."""
PART_FORMS: dict[type[object], type[PartForm]] = {
    ContactRow: ContactForm,
    RelationRow: RelationForm,
    AddressRow: AddressForm,
    AccountRow: AccountForm,
    DateRow: DateForm,
}
_AS_TOLD = {
    ContactWay.CALL: 0,
    ContactWay.MAIL: 2,
    ContactWay.WHATSAPP: 3,
    ContactWay.TELEGRAM: 3,
}
"""Which of the usual ways of contact is written down after a program was opened."""


class ClientPanel(QWidget):
    """The panel beside the list; shows one client and is as fresh as the last commit."""

    edit_requested = Signal(object)
    closed = Signal()
    widened = Signal(bool)
    """Whether the card is to have the whole room, without the list."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        super().__init__(parent)
        self.desk = desk
        self.client_id: int | None = None
        self.card: ClientCard | None = None
        self._then: Callable[[], object] | None = None
        self.pieces = Pieces(self._making())
        if at_once:
            self.pieces.finish()

    # build

    def _making(self) -> Iterator[None]:
        yield from self._build()
        self._cards = LiveQuery(
            self,
            self.desk.jobs,
            client_queries.cards,
            TABLES,
            lambda: {"wanted": [self.client_id] if self.client_id is not None else []},
            self._show_card,
        )

    def _build(self) -> Iterator[None]:
        u = self.desk.theme.u
        # All of it has its place from the beginning: a card that is never finished leaves nothing.
        whole = QWidget(self)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        layout.addLayout(top)
        self.head = ClientHead(self.desk, whole)
        self.name = self.head.name
        self.head.closed.connect(self.closed)
        self.head.widened.connect(self.widened)
        self.head.begun.connect(self._opened)
        yield
        self.composer = Composer(self.desk, lambda: self.name.whole, whole)
        self.note = self.composer.line
        self.add_note = self.composer.save
        yield
        top.setContentsMargins(u(16), u(10), u(16), u(8))
        top.setSpacing(u(8))
        top.addWidget(self.head)
        top.addLayout(self._buttons())
        yield
        self.reach = Reach(self.desk, whole)
        self.reach.begun.connect(self._opened)
        self.facts = Facts(self.desk.theme, self.desk.country, whole)
        self.facts.link_wanted.connect(partial(open_web, self.desk))
        yield
        self.related = Related(self.desk, whole)
        yield
        self.files = FilesPanel(self.desk, whole)
        self.files.watch(self)
        self.files.watch_line(self.note)
        yield
        self.timeline = Timeline(self.desk, whole)
        yield
        known = (self.reach, self.facts, self.related, self.files)
        self.body = CardBody(self.desk.theme, known, self.composer, self.timeline, whole)
        self.body.spread_out.connect(self.related.unfold)
        self.body.spread_out.connect(self.facts.spread_out)
        self.reach.part_wanted.connect(self.edit_part)
        yield
        layout.addWidget(self.body, 1)
        yield
        # A stack lays out at once what stands in it, and asks everything inside for its size.
        yield from dressed(whole)
        self.rooms = QStackedLayout(self)
        self.rooms.addWidget(whole)
        self._forms: dict[type[object], PartForm] = {}
        yield

    def _buttons(self) -> QHBoxLayout:
        self._starts: dict[str, QPushButton] = {}
        u = self.desk.theme.u
        starting = QWidget()
        flow = Flow(u(8), u(4))
        starting.setLayout(flow)
        row = QHBoxLayout()
        row.setSpacing(u(4))
        starts = (
            ("deal-for-client", pgettext("Clients", "Deal")),
            ("task-for-client", pgettext("Clients", "Task")),
            ("invoice-for-client", pgettext("Clients", "Invoice")),
        )
        for kind, text in starts:
            button = QPushButton(text)
            button.setIcon(icon("plus"))
            button.setIconSize(QSize(*(self.desk.theme.u(16),) * 2))
            button.setObjectName(kind)
            said = pgettext("Clients", "{what} for this client").format(what=text)
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.clicked.connect(partial(self._go, kind))
            flow.addWidget(button)
            self._starts[kind] = button
        self.more = QToolButton()
        self.more.setIcon(icon("ellipsis"))
        said = pgettext("Clients", "Add more to this client")
        self.more.setAccessibleName(said)
        self.more.setToolTip(said)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._parts_menu())
        # As high as the buttons beside them: their pictures stand in one line.
        self.more.setFixedHeight(u(32))
        flow.addWidget(self.more)
        row.addWidget(starting, 1)
        slots: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("edit", "pencil", pgettext("Clients", "Edit"), self._edit),
            ("delete", "trash-2", pgettext("Clients", "Delete"), self.delete),
        )
        for name, picture, text, slot in slots:
            tool = QToolButton()
            tool.setObjectName(name)
            tool.setIcon(icon(picture))
            tool.setFixedHeight(u(32))
            tool.setAccessibleName(text)
            tool.setToolTip(text)
            tool.clicked.connect(lambda _checked=False, act=slot: act())
            row.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _parts_menu(self) -> QMenu:
        menu = QMenu(self.more)
        adding = (
            (pgettext("Clients", "Contact"), ContactRow),
            (pgettext("Clients", "Relation"), RelationRow),
            (pgettext("Clients", "Address"), AddressRow),
            (pgettext("Clients", "Bank account"), AccountRow),
            (pgettext("Clients", "Birthday or date"), DateRow),
        )
        for text, noun in adding:
            menu.addAction(icon("plus"), text).triggered.connect(
                partial(self._asked_for_part, noun)
            )
        return menu

    # react

    def show_client(self, client_id: int) -> None:
        """Show another client."""
        if client_id != self.client_id:
            self._then = None
            self._show_whole()
        self.client_id = client_id
        self.composer.show_client(client_id)
        self._cards.refresh()
        self.related.show_client(client_id)
        self.timeline.show_client(client_id)
        self.files.show_client(client_id)

    def begin_contact(self, way: str = "", phone: str = "") -> None:
        """They are being called or written to: ask at once what came of it."""
        self.composer.begin_contact(way, phone)

    def _opened(self, way: ContactWay, value: str) -> None:
        """A program of the system was asked to call or to write."""
        if way in _AS_TOLD:
            usual = dictionaries.usual(DictionaryKind.WAY, self.desk.language)
            self.begin_contact(usual[_AS_TOLD[way]].name, value)

    def edit_part(self, part: Part) -> None:
        """The form of a person inside, a relation, an address or an account."""
        self._begin_part(type(part), part)

    def add_part(self, noun: type[Part]) -> None:
        """The form of a new person inside, relation, address or account."""
        self._begin_part(noun, None)

    def _asked_for_part(self, noun: type[Part], _checked: bool = False) -> None:
        self.add_part(noun)

    def _begin_part(self, noun: type[Part], part: Part | None) -> None:
        if self.card is not None:
            form = self.form_of(noun)
            self.rooms.setCurrentWidget(form)
            form.begin(self.card, part)

    def form_of(self, noun: type[object]) -> PartForm:
        """The form of such a part, made when it is first needed."""
        if noun not in self._forms:
            made = PART_FORMS[noun](self.desk, self)
            made.closed.connect(self.leave_part)
            made.saved.connect(lambda _id: self.leave_part())
            self._forms[noun] = made
            self.rooms.addWidget(made)
        return self._forms[noun]

    def _show_whole(self) -> None:
        self.rooms.setCurrentIndex(0)

    def leave_part(self) -> None:
        """From the form of a part back to the card."""
        self._show_whole()
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def shows_whole(self) -> bool:
        """Whether the card is shown, no form of a part of it."""
        return self.rooms.currentIndex() == 0

    def when_shown(self, act: Callable[[], object]) -> None:
        """Do it as soon as the card of the client asked for is there."""
        if self.card is not None and self.card.id == self.client_id:
            act()
        else:
            self._then = act

    def make_whole(self, on: bool) -> None:
        """Say that the card has the whole room now, or shares it with the list."""
        self.head.whole.setChecked(on)

    def delete(self) -> None:
        """Put the client shown into the bin."""
        if self.card is not None:
            self.delete_client(self.card.id, self.card.name)

    def delete_client(self, client_id: int, name: str) -> None:
        """Put a client into the bin at once; the toast offers the way back."""

        def done(_none: object) -> None:
            text = pgettext("Clients", "“{name}” is in the bin.").format(name=name)
            self.desk.say(text, pgettext("Clients", "Undo"), self.desk.jobs.undo)
            if self.client_id == client_id:
                self.closed.emit()

        self.desk.jobs.run(clients.delete, client_id, owner=self, then=done)

    def _edit(self) -> None:
        if self.card is not None:
            self.edit_requested.emit(self.card)

    def _go(self, kind: str, _checked: bool = False) -> None:
        if self.client_id is not None and self.desk.navigator.knows(kind):
            self.desk.navigator.go(kind, self.client_id)

    def _show_card(self, found: list[ClientCard]) -> None:
        if not found:
            self._look_for_merged()
            return
        card = found[0]
        self.card = card
        # Only what somebody shows: a section that is off offers nothing.
        for kind, button in self._starts.items():
            button.setVisible(self.desk.navigator.knows(kind))
        self.head.show_card(card)
        self.reach.show_card(card)
        self.facts.show_card(card)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _look_for_merged(self) -> None:
        """The card is gone: it may have become another client, whose card is then shown."""
        gone = self.client_id
        if gone is None:
            return

        def lead(client_id: int) -> None:
            if client_id != gone and self.client_id == gone:
                self.desk.navigator.go("client", client_id)
            elif self.card is not None and self.card.id == gone == self.client_id:
                self.closed.emit()

        self.desk.jobs.ask(merge.present, gone, owner=self, then=lead)
