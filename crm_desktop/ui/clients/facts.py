"""What is known about a client, as pairs of a word and a value."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.domain.custom_fields import CustomKind
from crm_desktop.late import dataclass
from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.kit.folded_text import FoldedText
from crm_desktop.ui.parts.web_links import WebLink, address_of
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import formats, language, npgettext, pgettext
from crm_desktop.words.custom_fields import shown
from crm_desktop.words.requisites import RUSSIA, requisite
from crm_desktop.words.rhythm import rhythm_text

NARROW, WIDE = 1, 3
"""Lines of a long text beside the list, and on a card with the whole room."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is called how; a `link` can be opened."""

    word: str
    value: str
    link: bool = False


class Facts(QWidget):
    """Words left, values right; what is not known is not named. `link_wanted(address)`: open it."""

    link_wanted = Signal(str)

    def __init__(self, theme: Theme, country: str = RUSSIA, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._country = country
        self.more = QPushButton()
        self.more.setFlat(True)
        self.more.setCheckable(True)
        for name in ("compact", "link"):
            self.more.setProperty(name, True)
        self.more.toggled.connect(self._unfold)
        self._texts: list[FoldedText] = []
        self._lines = NARROW
        self._grid = QGridLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._grid)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.setHorizontalSpacing(theme.u(12))
        self._grid.setVerticalSpacing(theme.u(2))
        self._grid.setColumnStretch(1, 1)

    def show_card(self, card: ClientCard) -> None:
        """Show what is known about this client."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._texts = []
        self.more.setChecked(False)
        found = facts(card, self._country)
        for row, fact in enumerate(found):
            self._add(row, fact)
        self._unfold(False)
        self.setVisible(bool(found))

    def spread_out(self, wide: bool) -> None:
        """There is room for more lines of each text, or there is not."""
        self._lines = WIDE if wide else NARROW
        for text in self._texts:
            text.set_lines(self._lines)

    def _add(self, row: int, fact: Fact) -> None:
        name = QLabel(fact.word)
        name.setProperty("muted", True)
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        value = self._link(fact) if fact.link else self._text(fact)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)

    def _link(self, fact: Fact) -> WebLink:
        link = WebLink(fact.value)
        link.setAccessibleName(f"{fact.word}: {fact.value}")
        link.wanted.connect(self.link_wanted)
        return link

    def _text(self, fact: Fact) -> FoldedText:
        # What happened with the client must be in sight, however much is known.
        text = FoldedText(fact.value, lines=self._lines)
        text.setAccessibleName(f"{fact.word}: {fact.value}")
        text.fitted.connect(self._fitted)
        self._texts.append(text)
        return text

    def _unfold(self, all_of_it: bool) -> None:
        self.more.setText(
            pgettext("Clients", "Show less") if all_of_it else pgettext("Clients", "Show in full")
        )
        for text in self._texts:
            text.unfold(all_of_it)
        self._fitted()

    def _fitted(self) -> None:
        self.more.setVisible(any(text.cut for text in self._texts))


def facts(card: ClientCard, country: str = RUSSIA) -> list[Fact]:
    """What is known, in the order in which they are asked for on the phone."""
    said = language()
    birthday = formats.short_date(card.birthday, said) if card.birthday else ""
    rhythm = rhythm_text(card.rhythm_days) if card.rhythm_days else ""
    discount = f"{formats.scaled(card.discount, 2, said, least=0)} %" if card.discount else ""
    consent = (
        formats.short_date(card.consent_on, said) if card.consent_on else "",
        card.consent_source,
        card.consent_purpose,
    )
    pairs = (
        (pgettext("Clients", "Comment"), card.comment),
        (pgettext("Clients", "Address"), card.address),
        (pgettext("Clients", "Birthday"), birthday),
        (pgettext("Clients", "Contact rhythm"), rhythm),
        (pgettext("Clients", "Buys"), _buys(card, said)),
        (pgettext("Clients", "Price group"), card.price_group),
        (pgettext("Clients", "Discount"), discount),
        (pgettext("Clients", "Source"), card.source),
        (requisite("ogrn", country), card.ogrn),
        (pgettext("Clients", "Consent"), ", ".join(part for part in consent if part)),
    )
    known = [Fact(word, value) for word, value in pairs]
    for one in card.own:
        value = shown(one.kind, card.custom.get(one.key), said)
        link = one.kind is CustomKind.LINK and address_of(value) != ""
        known.append(Fact(one.name, value, link))
    return [one for one in known if one.value.strip()]


def _buys(card: ClientCard, language: str) -> str:
    """How often the client buys, from the third purchase on, and when that was last."""
    if card.usual_days is None or card.last_purchase is None:
        return ""
    text = npgettext(
        "Clients",
        "usually every {n} day, last on {day}",
        "usually every {n} days, last on {day}",
        card.usual_days,
    )
    day = formats.short_date(card.last_purchase, language)
    return text.format(n=card.usual_days, day=day)
