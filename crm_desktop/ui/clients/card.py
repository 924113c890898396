"""A client's card: who it is, how to reach them, and what happened, newest first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import activities, clients
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.phones import format_phone
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries.client_parts import PointRow
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.clients.facts import Facts
from crm_desktop.ui.clients.timeline import Timeline
from crm_desktop.ui.kit.drafts import DraftKeeper, LineDraft
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import codes, formats, npgettext, pgettext

LONG_NAME = 48
"""Letters from which on a name is written smaller: the legal names of firms take five lines."""


class ClientPanel(QWidget):
    """The panel beside the list; shows one client and is as fresh as the last commit."""

    edit_requested = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.client_id: int | None = None
        self.card: ClientCard | None = None
        self._build()
        self._cards = LiveQuery(
            self,
            desk.jobs,
            client_queries.cards,
            ("client", "contact", "contact_point", "deal", "task", "document"),
            lambda: {"wanted": [self.client_id] if self.client_id is not None else []},
            self._show_card,
        )

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.name.setFont(self.desk.theme.font(3, 600))
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setAccessibleName(pgettext("Clients", "Close the card"))
        close.setToolTip(pgettext("Clients", "Close the card (Esc)"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setProperty("muted", True)
        self.note = QLineEdit()
        self.note.setPlaceholderText(pgettext("Clients", "Write a note, Enter saves"))
        self.note.setAccessibleName(pgettext("Clients", "New note"))
        self.note.returnPressed.connect(self.add_note)
        line = LineDraft(self.note)
        self.drafts = DraftKeeper(self.desk, line, "note", self.name.text, self, quiet=True)
        top = QVBoxLayout()
        top.setContentsMargins(u(16), u(12), u(16), u(12))
        top.setSpacing(u(8))
        top.addLayout(head)
        top.addWidget(self.summary)
        top.addLayout(self._buttons())
        top.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._scrolling(), 1)

    def _scrolling(self) -> QScrollArea:
        """How to reach them, what is known and what happened; the head above stays in view."""
        u = self.desk.theme.u
        self.points = Flow(u(8))
        self.facts = Facts(self.desk.theme, self.desk.country)
        self.timeline = Timeline(self.desk)
        inside = QWidget()
        column = QVBoxLayout(inside)
        # The buttons have air of their own: their pictures stand above the words below.
        column.setContentsMargins(u(6), 0, u(14), u(12))
        column.setSpacing(u(8))
        below = QVBoxLayout()
        below.setContentsMargins(u(8), 0, 0, 0)
        below.setSpacing(u(8))
        column.addLayout(self.points)
        below.addWidget(self.facts)
        below.addWidget(self.timeline, 1)
        column.addLayout(below, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setAccessibleName(pgettext("Clients", "Timeline"))
        return area

    def _buttons(self) -> QHBoxLayout:
        self._starts: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(self.desk.theme.u(8))
        starts = (
            ("deal-for-client", pgettext("Clients", "Deal")),
            ("task-for-client", pgettext("Clients", "Task")),
            ("invoice-for-client", pgettext("Clients", "Invoice")),
        )
        for kind, text in starts:
            button = QPushButton(text)
            button.setObjectName(kind)
            button.clicked.connect(partial(self._go, kind))
            row.addWidget(button)
            self._starts[kind] = button
        row.addStretch(1)
        slots: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("edit", "pencil", pgettext("Clients", "Edit"), self._edit),
            ("delete", "trash-2", pgettext("Clients", "Delete"), self.delete),
        )
        for name, picture, text, slot in slots:
            tool = QToolButton()
            tool.setObjectName(name)
            tool.setIcon(icon(picture))
            tool.setAccessibleName(text)
            tool.setToolTip(text)
            tool.clicked.connect(lambda _checked=False, act=slot: act())
            row.addWidget(tool)
        return row

    # react

    def show_client(self, client_id: int) -> None:
        """Show another client."""
        if client_id != self.client_id:
            with self.drafts.filling(client_id):
                self.client_id = client_id
                self.note.clear()
        self._cards.refresh()
        self.timeline.show_client(client_id)

    def add_note(self) -> None:
        """Save the line as a note; it stays in the line if it is refused."""
        if self.client_id is None or not self.note.text().strip():
            return

        def saved(_id: int) -> None:
            self.note.clear()
            self.drafts.end()

        self.desk.jobs.run(
            activities.add_note, self.client_id, self.note.text(), owner=self, then=saved
        )

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
            if self.card is not None and self.card.id == self.client_id:
                self.closed.emit()
            return
        card = found[0]
        self.card = card
        # Only what somebody shows: a section that is off offers nothing.
        for kind, button in self._starts.items():
            button.setVisible(self.desk.navigator.knows(kind))
        self.name.setText(card.name)
        self.summary.setText(" · ".join(self._summary(card)))
        self.name.setFont(self.desk.theme.font(3 if len(card.name) < LONG_NAME else 1, 600))
        _empty(self.points)
        for point in card.points:
            self.points.addWidget(self._point(point))
        self.facts.show_card(card)

    def _summary(self, card: ClientCard) -> list[str]:
        language, currency = self.desk.language, self.desk.currency
        said = [codes.label(ClientKind(card.kind))]
        if card.city:
            said.append(card.city)
        if card.debt:
            text = pgettext("Clients", "invoices issued: {amount}")
            said.append(text.format(amount=formats.money(card.debt, currency, language)))
        if card.open_deals:
            text = npgettext(
                "Clients", "{n} open deal, {amount}", "{n} open deals, {amount}", card.open_deals
            )
            amount = formats.short_money(card.open_amount, currency, language)
            said.append(text.format(n=card.open_deals, amount=amount))
        if card.next_task_on:
            text = pgettext("Clients", "next step {date}")
            said.append(text.format(date=formats.short_date(card.next_task_on, language)))
        return said

    def _point(self, point: PointRow) -> QWidget:
        shown = point.value
        if point.kind == "phone" and point.normal is not None:
            shown = format_phone(point.normal, point.ext)
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(shown)
        button.setIcon(icon("phone" if point.kind == "phone" else "mail"))
        # Wider than the picture: the air between it and the number.
        button.setIconSize(QSize(self.desk.theme.u(22), self.desk.theme.u(16)))
        button.setToolTip(pgettext("Clients", "Copy"))
        button.setAccessibleName(pgettext("Clients", "Copy {value}").format(value=shown))
        button.clicked.connect(lambda: self._copy(shown))
        return button

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.desk.say(pgettext("Clients", "Copied: {value}").format(value=text))


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()
