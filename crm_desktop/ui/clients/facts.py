"""What is known about a client, as pairs of a word and a value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from crm_desktop.queries.clients import ClientCard
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class Facts(QWidget):
    """Words left, values right; what is not known is not named."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.u(12))
        self._grid.setVerticalSpacing(theme.u(4))
        self._grid.setColumnStretch(1, 1)

    def show_card(self, card: ClientCard) -> None:
        """Show what is known about this client."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = facts(card)
        for row, (word, value) in enumerate(found):
            self._add(row, word, value)
        self.setVisible(bool(found))

    def _add(self, row: int, word: str, value: str) -> None:
        name = QLabel(word)
        name.setProperty("muted", True)
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        text = QLabel(value)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(f"{word}: {value}")
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, row, 1)


def facts(card: ClientCard) -> list[tuple[str, str]]:
    """The pairs, in the order in which they are asked for on the phone."""
    people = [", ".join(x for x in (c.name, c.position) if x) for c in card.contacts]
    pairs = (
        (pgettext("Clients", "Contacts"), "\n".join(people)),
        (pgettext("Clients", "Address"), card.address),
        (pgettext("Clients", "INN"), card.inn),
        (pgettext("Clients", "KPP"), card.kpp),
        (pgettext("Clients", "Source"), card.source),
        (pgettext("Clients", "Tags"), ", ".join(card.tags)),
        (pgettext("Clients", "Comment"), card.comment),
    )
    return [(word, value) for word, value in pairs if value.strip()]
