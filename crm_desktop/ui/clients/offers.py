"""What the keys of the window ask of the card beside the list: all of it, more in it, its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from crm_desktop.queries.client_parts import (
    AccountRow,
    AddressRow,
    ContactRow,
    DateRow,
    RelationRow,
)
from crm_desktop.ui.clients.beside import Beside
from crm_desktop.ui.clients.top import ListTop
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext

if TYPE_CHECKING:
    from crm_desktop.ui.clients.part_form import Part


class CardOffers(QWidget):
    """The half of the clients' room that brings the keyboard to the card, into it and back."""

    desk: Desk
    top: ListTop
    beside: QWidget
    left: QStackedWidget
    right: Beside
    table: RecordTable
    _from_card = False

    def open_record(self, client_id: int) -> None:
        """Show a client's card."""
        raise NotImplementedError

    # what the shell offers

    def open_whole(self) -> None:
        """The card of the client under the cursor gets the whole room, its line the keyboard."""
        self._with_card(self._give_whole)

    def add_contact(self) -> None:
        """A person inside the client shown."""
        self._add_part(ContactRow)

    def add_relation(self) -> None:
        """How the client shown stands to another one."""
        self._add_part(RelationRow)

    def add_address(self) -> None:
        """One more address of the client shown."""
        self._add_part(AddressRow)

    def add_account(self) -> None:
        """One more bank account of the client shown."""
        self._add_part(AccountRow)

    def add_date(self) -> None:
        """A day of the client shown to think of every year."""
        self._add_part(DateRow)

    def add_field(self) -> None:
        """A field of the business's own; it is filled in at once in the form of the client."""
        if self.right.form_in_sight:
            self.right.form.own.add()
        elif self._meant() is None:
            self.right.new()
            self.right.form.own.add()
        else:
            self._with_card(self._edit_with_new_field)

    def areas(self) -> list[QWidget]:
        """The parts between which F6 goes."""
        shown = self.right.currentWidget()
        if self.right.card_in_sight and self.right.panel.shows_whole():
            panel = self.right.panel
            return [self.top, self.left, panel.composer, panel.timeline.list]
        return [self.top, self.left, *([shown] if shown is not None else [])]

    # the way there and back

    def open_or_widen(self, client_id: int) -> None:
        """Enter in the list: the card beside it; once more: the whole card."""
        if self.right.card_in_sight and self.right.shown_client == client_id:
            self._give_whole()
        else:
            self.open_record(client_id)

    def leave_for_form(self) -> None:
        """Remember where the keyboard is, before a form takes it."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.right.isAncestorOf(focus)
        self._from_card = inside and self.right.card_in_sight

    def return_from_form(self) -> None:
        """The keyboard goes back to where it was: into the card, or to the list."""
        in_card = self._from_card or self.beside.isHidden()
        self._from_card = False
        if in_card and self.right.shown_client is not None:
            self.right.panel.composer.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.to_list()

    def to_list(self) -> None:
        """The keyboard to the list, or to the box above it where there is none."""
        shown = self.left.currentWidget() is self.table
        (self.table if shown else self.top.search).setFocus()

    def _meant(self) -> int | None:
        shown = self.right.shown_client
        return self.table.current_id() if shown is None else shown

    def _with_card(self, act: Callable[[], object]) -> None:
        """Do it with the card of the client meant, as soon as that is there."""
        client = self._meant()
        if client is None:
            self.desk.say(pgettext("Clients", "Choose a client in the list first."))
        elif not self.right.isHidden() and not self.right.card_in_sight:
            # What is being typed there is not left by a key.
            self.desk.say(pgettext("Clients", "Save or close the form first."))
        else:
            if self.right.shown_client != client:
                self.open_record(client)
            self.right.panel.when_shown(act)

    def _give_whole(self) -> None:
        self.right.panel.make_whole(True)
        self.right.panel.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_part(self, noun: type[Part]) -> None:
        self._with_card(lambda: self.right.panel.add_part(noun))

    def _edit_with_new_field(self) -> None:
        if self.right.panel.card is not None:
            self.right.edit(self.right.panel.card)
            self.right.form.own.add()
