"""The first steps on a card: it ticks itself, each line leads to its place, and it can go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.demo import is_demo
from crm_desktop.late import dataclass
from crm_desktop.queries.checklist import FirstSteps, first_steps
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext

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
    """Stands over the work of the day in as few lines as it can.

    Takes no room in the demo, when everything is done, and once it was sent away. What was
    sent away is remembered by this computer for this base.
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
        title = QHBoxLayout()
        title.setContentsMargins(0, 0, u(8), 0)
        title.setSpacing(u(8))
        title.addWidget(self.title)
        title.addWidget(self.count)
        self._steps = Flow(u(4), u(2))
        for step in STEPS:
            self._steps.addWidget(self._button(step))
        layout = QHBoxLayout(self.card)
        layout.setContentsMargins(u(16), u(6), u(8), u(6))
        layout.setSpacing(u(8))
        # On the line of the first steps, however many lines there are.
        top = Qt.AlignmentFlag.AlignTop
        title.setAlignment(top)
        for label in (self.title, self.count):
            label.setFixedHeight(self.hide_button.sizeHint().height())
        layout.addLayout(title)
        layout.addLayout(self._steps, 1)
        layout.addWidget(self.hide_button, 0, top)

    def _button(self, step: Step) -> QPushButton:
        u = self.desk.theme.u
        button = QPushButton(step.text())
        button.setObjectName(step.id)
        button.setFlat(True)
        button.setProperty("compact", True)
        button.setIconSize(QSize(u(22), u(16)))
        button.clicked.connect(lambda _checked=False: self.desk.navigator.go(*step.address))
        self.buttons[step.id] = button
        return button

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
        self._in_order()
        count = pgettext("Checklist", "{done} of {all}")
        self.count.setText(count.format(done=sum(done.values()), all=len(done)))
        away = self._mark in self.desk.settings.told
        self.card.setVisible(not all(done.values()) and not away)

    def _in_order(self) -> None:
        """What is still open stands first, also for the keyboard."""
        ordered = sorted(STEPS, key=lambda step: step.id in self._done)
        for step in ordered:
            self._steps.removeWidget(self.buttons[step.id])
            self._steps.addWidget(self.buttons[step.id])
