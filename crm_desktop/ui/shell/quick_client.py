"""Whose a quick entry is: somebody who is known, or a new client."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from crm_desktop.domain.phones import shown_phones
from crm_desktop.queries.clients import ClientRow
from crm_desktop.queries.quick import Known
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.codes import label

NAME_LETTERS = 30
"""Of a name; what tells two of a name apart comes behind it."""
_NEW = 0
"""Stands for a client who is not there yet: ids begin at 1."""


class ClientChoice(QWidget):
    """Says who is known and offers to write it to that card; hidden where nobody is.

    One who is known for sure comes first, as do several who share a phone; one who is only alike
    is offered behind a new client.
    What was chosen stays chosen while it is offered. `entered` on Enter.
    """

    entered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: set[int] = set()
        self._picked: int | None = None
        self._filling = False
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.box = ChoiceBox()
        self.box.setAccessibleName(pgettext("Shell", "Whose it is"))
        self.box.installEventFilter(self)
        self.box.currentIndexChanged.connect(lambda _place: self._pick())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[0] * 4)
        layout.setSpacing(desk.theme.u(4))
        layout.addWidget(self.said)
        layout.addWidget(self.box)
        self.hide()

    def offer(self, known: Known) -> None:
        """Offer those who may be meant."""
        to = pgettext("Quick entry", "To the card of {client}")
        rows = [known.sure, *known.alike] if known.sure is not None else list(known.alike)
        options = [(row.id, to.format(client=_about(row))) for row in rows]
        place = 0 if known.by is None else 1 if known.sure is not None else len(rows)
        options.insert(place, (_NEW, pgettext("Quick entry", "Make a new client")))
        ids = {one for one, _text in options}
        if not ids & self._offered - {_NEW}:
            # Somebody else is meant now.
            self._picked = None
        self._offered = ids
        picked = self._picked if self._picked in ids else options[0][0]
        self._filling = True
        self.box.set_options(options)
        self.box.set_value(picked)
        self._filling = False
        self.said.setText(_said(known))
        self.setVisible(len(options) > 1)

    def chosen(self) -> int | None:
        """The known client who is chosen, None for a new one."""
        return self.box.value() or None

    def _pick(self) -> None:
        if not self._filling:
            self._picked = self.box.value()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent):
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and event.type() == QEvent.Type.KeyPress:
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)


def _said(known: Known) -> str:
    if known.by is not None and known.sure is None:
        text = pgettext("Quick entry", "Several clients are known {how}.")
        return text.format(how=label(known.by))
    if known.by is not None:
        text = pgettext("Quick entry", "Already among the clients, known {how}.")
        return text.format(how=label(known.by))
    return npgettext(
        "Quick entry",
        "There is a client who may be meant.",
        "There are clients who may be meant.",
        len(known.alike),
    )


def _about(row: ClientRow) -> str:
    name = row.name if len(row.name) <= NAME_LETTERS else f"{row.name[: NAME_LETTERS - 1]}…"
    return " · ".join(one for one in (name, shown_phones(row.phone) or row.city) if one)
