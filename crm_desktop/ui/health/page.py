"""The health of the data: counts of clients that lack something, each opens their list."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.data_health import ONLY_RUSSIAN, SLOW, Gap, open_gaps
from crm_desktop.queries import data_health
from crm_desktop.queries.data_health import QUICK, Health
from crm_desktop.ui.health.line import GapLine
from crm_desktop.ui.health.probable import Probable
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.codes import label
from crm_desktop.words.requisites import RUSSIA

_TABLES = (
    "client", "contact_point", "contact", "client_account", "deal", "task", "employee", "stage",
)  # fmt: skip
WIDE_UNITS = 760
STALE = timedelta(minutes=10)
"""So old the slow counts are made anew when somebody comes to the page."""


class HealthPage(QWidget):
    """Quick counts follow every change; the slow ones are made anew when somebody asks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._gaps = [gap for gap in Gap if gap not in ONLY_RUSSIAN or desk.country == RUSSIA]
        self._total = 0
        self._counts: dict[Gap, int] = {}
        self._counted: datetime | None = None
        self._build()
        self._quick = LiveQuery(
            self, desk.jobs, data_health.counts, _TABLES, partial(self._question, QUICK), self._came
        )
        self._slow = LiveQuery(
            self, desk.jobs, data_health.counts, (), partial(self._question, SLOW), self._looked
        )

    # build

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        self.lines = {gap: GapLine(self.desk, gap) for gap in self._gaps}
        self.summary = QLabel()
        self.summary.setFont(theme.font(1, 600))
        self.counted = QLabel()
        self.counted.setProperty("muted", True)
        self.again = QPushButton(pgettext("Health", "Check again"))
        self.again.clicked.connect(self.check_again)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(12), u(16), u(8))
        bar.setSpacing(u(12))
        bar.addWidget(self.summary)
        bar.addStretch(1)
        bar.addWidget(self.counted)
        bar.addWidget(self.again)
        self.rooms = QStackedWidget()
        self.well = EmptyState(
            theme,
            "circle-check",
            pgettext("Health", "All is well: nothing is missing, nothing looks mistyped."),
        )
        self.nobody = EmptyState(
            theme,
            "users",
            pgettext("Health", "There are no clients yet: there is nothing to check."),
            pgettext("Health", "Import clients…"),
            lambda: self.desk.navigator.go("imports"),
        )
        self.list = self._scrolled()
        for widget in (self.list, self.well, self.nobody):
            self.rooms.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.rooms, 1)
        self.probable = Probable(self.desk)
        layout.addWidget(self.probable)

    def _scrolled(self) -> QScrollArea:
        u = self.desk.theme.u
        panel = QFrame()
        panel.setProperty("panel", True)
        panel.setMaximumWidth(u(WIDE_UNITS))
        column = QVBoxLayout(panel)
        column.setContentsMargins(u(4), u(4), u(4), u(4))
        column.setSpacing(u(0))
        for line in self.lines.values():
            column.addWidget(line)
        self.fine = QLabel()
        self.fine.setProperty("muted", True)
        self.fine.setWordWrap(True)
        self.fine.setMaximumWidth(u(WIDE_UNITS))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(u(16), u(4), u(16), u(16))
        layout.setSpacing(u(12))
        layout.addWidget(panel)
        layout.addWidget(self.fine)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setProperty("bare", True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(pgettext("Shell", "Data health"))
        return area

    # react

    def check_again(self) -> None:
        """Count everything anew."""
        self._quick.refresh()
        self._slow.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._counted is not None and self.desk.now() - self._counted > STALE:
            self._slow.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the first line, or to the button where there is none."""
        shown = (line for line in self.lines.values() if not line.isHidden())
        fallback = self.again if self._total else self.nobody.button
        next(shown, fallback).setFocus()

    def _question(self, gaps: tuple[Gap, ...]) -> dict[str, Any]:
        return {"today": self.desk.now().date(), "gaps": gaps}

    def _looked(self, health: Health) -> None:
        self._counted = self.desk.now()
        self._came(health)

    def _came(self, health: Health) -> None:
        self._total = health.total
        self._counts |= health.counts
        found = open_gaps(self._counts, self._gaps)
        for gap, line in self.lines.items():
            line.show_count(self._counts.get(gap, 0), self._total)
        fine = [gap for gap in self._gaps if gap in self._counts and gap not in found]
        names = ", ".join(label(gap)[:1].lower() + label(gap)[1:] for gap in fine)
        self.fine.setText(pgettext("Health", "No such clients: {gaps}.").format(gaps=names))
        self.fine.setVisible(bool(fine))
        room: QWidget = self.list if found else self.well
        self.rooms.setCurrentWidget(room if self._total else self.nobody)
        self.probable.setVisible(self._total > 1)
        # Where there is nobody, nothing was checked, and nothing can be.
        for part in (self.summary, self.counted, self.again):
            part.setVisible(self._total > 0)
        self._tell()

    def _tell(self) -> None:
        text = npgettext("Health", "{n} client checked", "{n} clients checked", self._total)
        self.summary.setText(text.format(n=formats.number(self._total, self.desk.language)))
        if self._counted is not None:
            time = f"{self._counted:%H:%M}"
            said = pgettext("Health", "duplicates and requisites as of {time}").format(time=time)
            self.counted.setText(said)
