"""The figures beside the list of the day: open deals, unpaid invoices."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from crm_desktop.domain.money import minor_digits
from crm_desktop.queries.today import Figures
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, npgettext, pgettext

NOTHING = "—"
"""Stands where there is nothing to add up: a sum of no money looks like a debt."""


class FiguresPanel(QWidget):
    """Small panels, one figure each, with what it means below it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tiles: dict[str, tuple[QLabel, QLabel]] = {}
        u = desk.theme.u
        self.setFixedWidth(u(240))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(12))
        for name, title in (
            ("deals", pgettext("Today", "Open deals")),
            ("papers", pgettext("Today", "Invoices issued")),
        ):
            column.addWidget(self._tile(name, title))
        column.addStretch(1)

    def show_figures(self, figures: Figures) -> None:
        """Fill the panels."""
        language, currency = self._desk.language, self._desk.currency
        money = partial(formats.short_money, currency=currency, language=language)
        count = npgettext("Today", "{n} deal", "{n} deals", figures.open_deals)
        unit = 10 ** minor_digits(currency)
        weighted = pgettext("Today", "by probability {amount}") if figures.open_deals else ""
        self._fill(
            "deals",
            money(figures.open_amount) if figures.open_deals else NOTHING,
            [
                count.format(n=formats.number(figures.open_deals, language)),
                weighted.format(amount=money(figures.weighted // unit * unit)),
            ],
        )
        papers = npgettext("Today", "{n} invoice", "{n} invoices", figures.unpaid)
        late = npgettext(
            "Today", "{n} past its day to pay", "{n} past their day to pay", figures.overdue
        )
        self._fill(
            "papers",
            money(figures.unpaid_amount) if figures.unpaid else NOTHING,
            [
                papers.format(n=formats.number(figures.unpaid, language)),
                late.format(n=formats.number(figures.overdue, language)) if figures.overdue else "",
            ],
        )

    def _tile(self, name: str, title: str) -> QFrame:
        u, theme = self._desk.theme.u, self._desk.theme
        tile = QFrame()
        tile.setProperty("panel", True)
        head, figure, below = QLabel(title), QLabel(), QLabel()
        head.setProperty("muted", True)
        below.setProperty("muted", True)
        below.setWordWrap(True)
        figure.setFont(theme.font(5, 600))
        column = QVBoxLayout(tile)
        column.setContentsMargins(u(14), u(12), u(14), u(12))
        column.setSpacing(u(4))
        for one in (head, figure, below):
            column.addWidget(one)
        self._tiles[name] = (figure, below)
        return tile

    def _fill(self, name: str, figure: str, below: list[str]) -> None:
        shown, words = self._tiles[name]
        shown.setText(figure)
        words.setText("\n".join(one for one in below if one))
