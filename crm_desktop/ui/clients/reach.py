"""All the ways to reach a client, and the people inside with theirs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from crm_desktop.queries.client_parts import ContactRow, PointRow, RelationRow
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.clients.head import main_point
from crm_desktop.ui.clients.point_menu import PointVerbs
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.line_button import LineButton
from crm_desktop.ui.parts.contact_button import ContactButton
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import formats, pgettext
from crm_desktop.words.yearly import yearly_text


class Reach(QWidget):
    """The points besides the main one, then each person inside; hidden when there is neither."""

    begun = Signal(object, str)
    """As `ContactButton.begun`."""
    part_wanted = Signal(object)
    """One of the parts is to be edited."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._client_id = 0
        self.setProperty("hangs", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.u(4))

    def show_card(self, card: ClientCard) -> None:
        """Show another client's, or what became of this one's."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        main = main_point(card)
        self._client_id = card.id
        self._add_points([point for point in card.points if point != main], card.points)
        for contact in card.contacts:
            self._add_contact(contact)
        for relation in card.relations:
            self._add_relation(relation)
        for address in card.addresses:
            text = f"{address.label}: {address.text}" if address.label else address.text
            self._add_part(" ".join(text.split()), address)
        for day in card.dates:
            self._add_part(f"{day.label}: {yearly_text(day.on_date, self._desk.language)}", day)
        for account in card.accounts:
            said = (account.label, account.account, account.bank_name)
            self._add_part(" · ".join(part for part in said if part) or account.bik, account)
        self.setVisible(self._column.count() > 0)

    def _add_points(self, points: Sequence[PointRow], among: Sequence[PointRow]) -> None:
        row = QWidget()
        flow = Flow(self._desk.theme.u(4), self._desk.theme.u(2))
        row.setLayout(flow)
        for point in points:
            button = ContactButton(self._desk, point)
            PointVerbs(self._desk, self, self._client_id, point, among).extend(button)
            if point.label:
                button.setText(f"{button.shown} · {point.label}")
            button.setProperty("compact", True)
            button.begun.connect(self.begun)
            flow.addWidget(button)
        if flow.count():
            self._column.addWidget(row)
        else:
            row.deleteLater()

    def _add_contact(self, contact: ContactRow) -> None:
        said = [contact.name, contact.position]
        if contact.birthday:
            day = formats.short_date(contact.birthday, self._desk.language)
            said.append(pgettext("Clients", "born {day}").format(day=day))
        self._add_part(" · ".join(part for part in said if part), contact)
        self._add_points(contact.points, contact.points)

    def _add_part(self, text: str, part: object) -> None:
        button = LineButton(text)
        button.setAccessibleName(pgettext("Clients", "Edit: {what}").format(what=text))
        button.clicked.connect(partial(self._want, part))
        self._column.addWidget(button)

    def _add_relation(self, relation: RelationRow) -> None:
        """Beside the way to the other card stands the way to edit the relation."""
        told = f"{relation.said}: {relation.other}"
        text = f"{told} ({relation.note})" if relation.note else told
        button = LineButton(text)
        button.clicked.connect(partial(self._go, relation.other_id))
        edit = QToolButton()
        edit.setIcon(icon("pencil"))
        edit.setProperty("compact", True)
        name = pgettext("Clients", "Edit: {what}").format(what=text)
        edit.setAccessibleName(name)
        edit.setToolTip(name)
        edit.clicked.connect(partial(self._want, relation))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(button, 1)
        line.addWidget(edit)
        self._column.addWidget(row)

    def _want(self, part: object, _checked: bool = False) -> None:
        self.part_wanted.emit(part)

    def _go(self, client_id: int, _checked: bool = False) -> None:
        if self._desk.navigator.knows("client"):
            self._desk.navigator.go("client", client_id)
