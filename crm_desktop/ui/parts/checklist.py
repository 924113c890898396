"""The first steps on a card: it ticks itself, each line leads to its place, and it can go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.demo import is_demo
from crm_desktop.queries.checklist import FirstSteps, first_steps
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext

COLUMNS = 2
"""The card stands over the work of the day and must leave it room."""
_TABLES = ("organisation", "client", "deal", "document")


@dataclass(frozen=True, slots=True)
class Step:
    """One line: its words, where it leads, whether it is done."""

    id: str
    text: Callable[[], str]
    address: tuple[str, ...]


STEPS = (
    Step("clients", lambda: pgettext("Checklist", "Load your clients from Excel"), ("imports",)),
    Step(
        "requisites",
        lambda: pgettext("Checklist", "Details of your firm for invoices"),
        ("settings", "organisations"),
    ),
    Step("deal", lambda: pgettext("Checklist", "The first deal"), ("deals",)),
    Step("invoice", lambda: pgettext("Checklist", "The first invoice"), ("documents",)),
    Step(
        "second_place",
        lambda: pgettext("Checklist", "A second place for copies of the base"),
        ("settings", "backups"),
    ),
)


class Checklist(QWidget):
    """Takes no room in the demo, when everything is done, and once it was sent away.

    What was sent away is remembered by this computer for this base.
    """

    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._mark = f"checklist {desk.jobs.crm.folder}"
        self._found: FirstSteps | None = None
        self._done: set[str] = set()
        self.buttons: dict[str, QPushButton] = {}
        self.card = QFrame(self)
        self._build()
        layout = QVBoxLayout(self)
        none = desk.theme.u(0)
        layout.setContentsMargins(none, none, none, none)
        layout.addWidget(self.card)
        # Nothing is shown before it is known what is done.
        self.card.hide()
        if not is_demo(desk.jobs.crm.folder) and self._mark not in desk.settings.told:
            self._live = LiveQuery(self, desk.jobs, first_steps, _TABLES, dict, self._show)

    def send_away(self) -> None:
        """Hide it for good."""
        self.desk.settings.told.append(self._mark)
        self.desk.remember()
        self.card.hide()
        self.gone.emit()

    def take_keyboard(self) -> None:
        """Stand on the first step still open, not on the button that hides them all."""
        for step in STEPS:
            if self.card.isVisible() and step.id not in self._done:
                self.buttons[step.id].setFocus()
                return

    def showEvent(self, event: QShowEvent) -> None:
        """What is kept on this computer may have changed meanwhile."""
        super().showEvent(event)
        if self._found is not None:
            self._show(self._found)

    def _build(self) -> None:
        u = self.desk.theme.u
        self.card.setProperty("panel", True)
        self.title = QLabel(pgettext("Checklist", "Where to begin"))
        self.title.setFont(self.desk.theme.font(1, 600))
        self.count = QLabel()
        self.count.setProperty("muted", True)
        self.hide_button = QPushButton(pgettext("Checklist", "Hide"))
        self.hide_button.setAccessibleName(pgettext("Checklist", "Hide the list for good"))
        self.hide_button.setToolTip(self.hide_button.accessibleName())
        self.hide_button.setFlat(True)
        self.hide_button.setProperty("compact", True)
        self.hide_button.clicked.connect(lambda _checked=False: self.send_away())
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.hide_button)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(u(16), u(10), u(10), u(10))
        layout.setSpacing(u(2))
        layout.addLayout(head)
        grid = QGridLayout()
        grid.setVerticalSpacing(u(2))
        # The buttons have air of their own: their pictures stand below the title.
        grid.setContentsMargins(-u(8), 0, 0, 0)
        for place, step in enumerate(STEPS):
            grid.addLayout(self._line(step), place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        layout.addLayout(grid)

    def _line(self, step: Step) -> QHBoxLayout:
        u = self.desk.theme.u
        button = QPushButton(step.text())
        button.setObjectName(step.id)
        button.setFlat(True)
        button.setProperty("compact", True)
        button.setIconSize(QSize(u(22), u(16)))
        button.clicked.connect(lambda _checked=False: self.desk.navigator.go(*step.address))
        self.buttons[step.id] = button
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _show(self, found: FirstSteps) -> None:
        self._found = found
        done = {
            "clients": found.clients,
            "requisites": found.requisites,
            "deal": found.deal,
            "invoice": found.invoice,
            "second_place": bool(self.desk.settings.second_place),
        }
        self._done = {step for step, ticked in done.items() if ticked}
        for step in STEPS:
            button, ticked = self.buttons[step.id], done[step.id]
            button.setIcon(icon("circle-check" if ticked else "chevron-right"))
            said = pgettext("Checklist", "{step}: done") if ticked else "{step}"
            button.setAccessibleName(said.format(step=step.text()))
            font = self.desk.theme.font()
            font.setStrikeOut(ticked)
            button.setFont(font)
        count = pgettext("Checklist", "{done} of {all}")
        self.count.setText(count.format(done=sum(done.values()), all=len(done)))
        away = self._mark in self.desk.settings.told
        self.card.setVisible(not all(done.values()) and not away)
