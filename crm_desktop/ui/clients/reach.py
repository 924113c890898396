"""All the ways to reach a client, and the people inside with theirs."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from crm_desktop.queries.client_parts import ContactRow, PointRow
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.clients.head import main_point
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.parts.contact_button import ContactButton
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, pgettext


class Reach(QWidget):
    """The points besides the main one, then each person inside; hidden when there is neither."""

    begun = Signal(object, str)
    """As `ContactButton.begun`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
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
        self._add_points(point for point in card.points if point != main)
        for contact in card.contacts:
            self._add_contact(contact)
        self.setVisible(self._column.count() > 0)

    def _add_points(self, points: Iterable[PointRow]) -> None:
        row = QWidget()
        flow = Flow(self._desk.theme.u(4), self._desk.theme.u(2))
        row.setLayout(flow)
        for point in points:
            button = ContactButton(self._desk, point)
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
        label = QLabel(" · ".join(part for part in said if part))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._column.addWidget(label)
        self._add_points(contact.points)
