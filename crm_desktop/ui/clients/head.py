"""The top of a card, always in sight: who it is, how to reach them, how things stand."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QToolButton, QVBoxLayout, QWidget

from crm_desktop.domain.clients import ClientKind, PointKind
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.queries import dictionaries
from crm_desktop.queries.client_parts import PointRow
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.clients.point_menu import PointVerbs
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.folded_text import FoldedText
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.ribbon import Ribbons
from crm_desktop.ui.parts.contact_button import ContactButton
from crm_desktop.ui.parts.tag_marks import TagChip
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import codes, formats, npgettext, pgettext
from crm_desktop.words.requisites import requisite

LONG_NAME = 48
"""Letters from which on a name is written smaller: the legal names of firms take five lines."""
NAME_LINES = 3
LARGE = 1.2
"""Letters so large that the lines below the name need the room of one of its own."""

Said = tuple[str, str]
"""A sentence and its weight: "", "muted", "warn" or "bad"."""


class ClientHead(QWidget):
    """Name, main phone, how things stand; it never scrolls."""

    closed = Signal()
    widened = Signal(bool)
    begun = Signal(object, str)
    """As `ContactButton.begun`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        u = desk.theme.u
        lines = NAME_LINES - 1 if desk.theme.font_scale > LARGE else NAME_LINES
        self.name = FoldedText(lines=lines)
        self.name.setFont(desk.theme.font(3, 600))
        self.whole = QToolButton()
        self.whole.setIcon(icon("panel-left"))
        self.whole.setCheckable(True)
        self.whole.toggled.connect(self._widen)
        self._widen(False)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setAccessibleName(pgettext("Clients", "Close the card"))
        close.setToolTip(pgettext("Clients", "Close the card (Esc)"))
        close.clicked.connect(self.closed)
        first = QHBoxLayout()
        first.addWidget(self.name, 1)
        for button in (self.whole, close):
            first.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.who = QLabel()
        self.who.setWordWrap(True)
        self.who.setTextFormat(Qt.TextFormat.PlainText)
        self.who.setProperty("muted", True)
        self.who.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.main = Flow(u(8), u(4))
        self.state = Flow(u(8), u(2))
        self.ribbons = Ribbons(desk.theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(3))
        self._chips: list[TagChip] = []
        self._colours: dict[str, int] = {}
        self._painted = LiveQuery(
            self,
            desk.jobs,
            dictionaries.colours,
            ("dictionary_entry",),
            lambda: {"kind": DictionaryKind.TAG},
            self._paint_tags,
        )
        layout.addWidget(self.ribbons)
        layout.addLayout(first)
        layout.addWidget(self.who)
        layout.addLayout(self.main)
        layout.addLayout(self.state)

    def show_card(self, card: ClientCard) -> None:
        """Tell of this client."""
        self.name.setFont(self._desk.theme.font(3 if len(card.name) < LONG_NAME else 1, 600))
        self.name.tell(card.name)
        self.who.setText(" · ".join(self._who(card)))
        _empty(self.main)
        if (point := main_point(card)) is not None:
            button = ContactButton(self._desk, point)
            if point in card.points:
                among = card.points
            else:
                among = next(one.points for one in card.contacts if point in one.points)
            PointVerbs(self._desk, self, card.id, point, among).extend(button)
            if point.label:
                button.setText(f"{button.shown} · {point.label}")
            for name in ("compact", "flush"):
                button.setProperty(name, True)
            button.begun.connect(self.begun)
            self.main.addWidget(button)
        self._chips = [self._tag(tag) for tag in card.tags]
        for chip in self._chips:
            self.main.addWidget(chip)
        _empty(self.state)
        for text, weight in self._state(card):
            self.state.addWidget(_label(text, weight))
        self._archive(card.archived_at)

    def _widen(self, on: bool) -> None:
        said = (
            pgettext("Clients", "Show the list beside the card")
            if on
            else pgettext("Clients", "Give the card the whole room")
        )
        self.whole.setAccessibleName(said)
        self.whole.setToolTip(said)
        self.widened.emit(on)
        if on:
            # The list that had the focus is hidden now.
            self.whole.setFocus()

    def _archive(self, since: str | None) -> None:
        if since is None:
            self.ribbons.put_away("archived")
            return
        day = formats.short_date(since, self._desk.language)
        text = pgettext("Clients", "In the archive since {day}.").format(day=day)
        self.ribbons.show_ribbon("archived", "info", text)

    def _who(self, card: ClientCard) -> Iterator[str]:
        yield codes.label(ClientKind(card.kind))
        if told := registered(card, self._desk.country):
            yield " ".join(told)
        if card.city:
            yield card.city
        if card.status:
            yield card.status

    def _state(self, card: ClientCard) -> Iterator[Said]:
        language, currency = self._desk.language, self._desk.currency
        if card.debt:
            text = pgettext("Clients", "invoices issued: {amount}")
            yield text.format(amount=formats.money(card.debt, currency, language)), "warn"
        if card.open_deals:
            text = npgettext(
                "Clients", "{n} open deal, {amount}", "{n} open deals, {amount}", card.open_deals
            )
            amount = formats.short_money(card.open_amount, currency, language)
            yield text.format(n=card.open_deals, amount=amount), ""
        yield self._next_step(card)
        if card.last_touch:
            text = pgettext("Clients", "last touch {date}")
            yield text.format(date=self._day(card.last_touch)), "muted"
        else:
            yield pgettext("Clients", "never contacted"), "muted"
        today = self._desk.now().date().isoformat()
        if card.touch_due and card.touch_due < today and not card.next_task_on:
            yield pgettext("Clients", "time to get in touch"), "warn"

    def _next_step(self, card: ClientCard) -> Said:
        if not card.next_task_on:
            return pgettext("Clients", "no next step"), "muted"
        today = self._desk.now().date().isoformat()
        if card.next_task_on == today:
            return pgettext("Clients", "next step today"), "warn"
        late = card.next_task_on < today
        text = (
            pgettext("Clients", "next step overdue since {date}")
            if late
            else pgettext("Clients", "next step {date}")
        )
        return text.format(date=self._day(card.next_task_on)), "bad" if late else ""

    def _tag(self, text: str) -> TagChip:
        chip = TagChip(self._desk.theme, text, self._colours.get(text))
        chip.setMinimumHeight(self._desk.theme.u(26))
        chip.setAccessibleName(pgettext("Clients", "Tag: {name}").format(name=text))
        return chip

    def _paint_tags(self, colours: dict[str, int]) -> None:
        self._colours = colours
        for chip in self._chips:
            chip.set_colour(colours.get(chip.text()))

    def _day(self, day: str) -> str:
        return formats.near_date(day, self._desk.language, self._desk.now().date())


def registered(card: ClientCard, country: str) -> tuple[str, str] | None:
    """The numbers a client is registered by, with what they are called."""
    inn, kpp = requisite("inn", country), requisite("kpp", country)
    if card.inn and card.kpp:
        return f"{inn} / {kpp}", f"{card.inn} / {card.kpp}"
    if card.inn:
        return inn, card.inn
    return (kpp, card.kpp) if card.kpp else None


def main_point(card: ClientCard) -> PointRow | None:
    """The main phone, else the first way of contact, else that of somebody inside."""
    inside = (point for contact in card.contacts for point in contact.points)
    known = [*card.points, *inside]
    phone = next((point for point in known if point.kind == PointKind.PHONE), None)
    return phone or next(iter(known), None)


def _label(text: str, weight: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if weight:
        label.setProperty(weight, True)
    return label


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
