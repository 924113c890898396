"""VAT: what a new paper of each firm begins with, the rates and their dates, how it is rounded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from crm_desktop.commands import organisations
from crm_desktop.domain import vat
from crm_desktop.domain.documents import VatMode
from crm_desktop.queries import organisations as questions
from crm_desktop.queries.organisations import FirmCard
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, column, words
from crm_desktop.words import codes, formats, pgettext
from crm_desktop.words.vat import rate_title


class VatSection(QWidget):
    """Choices are saved as they are made; rates are facts of the law and only shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.modes: dict[int, ChoiceBox] = {}
        self.rates: dict[int, ChoiceBox] = {}
        self.today = datetime.now().astimezone().date()
        layout = column(desk.theme, self)
        layout.addWidget(self._defaults())
        layout.addWidget(self._rates())
        layout.addWidget(self._rounding())
        layout.addStretch(1)
        self._live = LiveQuery(
            self, desk.jobs, questions.cards, ("organisation",), dict, self._show
        )

    # build

    def _defaults(self) -> QWidget:
        group = Group(
            self.desk.theme,
            pgettext("Settings", "New papers begin with"),
            pgettext("Settings", "Every paper may say otherwise."),
        )
        self.none = words(
            pgettext("Settings", "There is no firm yet. Add one in “Your organisations”."),
            muted=True,
        )
        self.grid_holder = QWidget()
        group.body.addWidget(self.none)
        group.body.addWidget(self.grid_holder)
        self._body = group.body
        return group

    def _rates(self) -> QWidget:
        group = Group(
            self.desk.theme,
            pgettext("Settings", "Rates"),
            pgettext(
                "Settings",
                "The rate of the day on which a paper is dated is taken. Rates come with the "
                "program.",
            ),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.desk.theme.u(24))
        grid.setVerticalSpacing(self.desk.theme.u(4))
        grid.setColumnStretch(1, 1)
        for row, rate in enumerate(sorted(vat.RATES, key=_newest_first)):
            now = rate.since <= self.today and (rate.until is None or self.today <= rate.until)
            title = QLabel(rate_title(rate.code, rate.since))
            dates = QLabel(self._in_force(rate))
            for label in (title, dates):
                label.setProperty("muted", not now)
            grid.addWidget(title, row, 0)
            grid.addWidget(dates, row, 1)
        group.body.addLayout(grid)
        return group

    def _in_force(self, rate: vat.Rate) -> str:
        since = formats.short_date(rate.since, self.desk.language)
        if rate.until is None:
            return pgettext("Settings", "since {date}").format(date=since)
        until = formats.short_date(rate.until, self.desk.language)
        return pgettext("Settings", "{since} to {until}").format(since=since, until=until)

    def _rounding(self) -> QWidget:
        group = Group(self.desk.theme, pgettext("Settings", "Rounding"))
        for text in (
            pgettext(
                "Settings",
                "The amount of a line is quantity × price less discount, rounded to the kopeck "
                "or cent; half is rounded up.",
            ),
            pgettext(
                "Settings",
                "VAT is reckoned line by line and added up, so that the lines always agree with "
                "the total.",
            ),
        ):
            group.body.addWidget(words(text))
        return group

    # react

    def _show(self, cards: list[FirmCard]) -> None:
        offered = [card for card in cards if not card.archived]
        self.none.setVisible(not offered)
        self.grid_holder.setVisible(bool(offered))
        if [card.id for card in offered] != list(self.modes):
            self._fill(offered)
        for card in offered:
            self.modes[card.id].blockSignals(True)
            self.rates[card.id].blockSignals(True)
            self.modes[card.id].set_value(card.draft.vat_mode.value)
            self.rates[card.id].set_value(card.draft.vat_rate or "standard")
            self.modes[card.id].blockSignals(False)
            self.rates[card.id].blockSignals(False)
            self.rates[card.id].setVisible(card.draft.vat_mode is not VatMode.NONE)

    def _fill(self, cards: list[FirmCard]) -> None:
        """Make the rows anew for these firms."""
        u = self.desk.theme.u
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(u(12))
        grid.setVerticalSpacing(u(8))
        grid.setColumnStretch(0, 1)
        self.modes, self.rates = {}, {}
        modes = [(mode.value, codes.label(mode)) for mode in VatMode]
        rates = [(one.code, rate_title(one.code, self.today)) for one in vat.rates_on(self.today)]
        for row, card in enumerate(cards):
            name = words(card.draft.name)
            mode, rate = ChoiceBox(), ChoiceBox()
            mode.set_options(modes)
            rate.set_options(rates)
            for place, box, said in (
                (1, mode, pgettext("Settings", "VAT of {name}")),
                (2, rate, pgettext("Settings", "Rate of {name}")),
            ):
                box.setAccessibleName(said.format(name=card.draft.name))
                box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
                box.setMinimumWidth(u(180))
                grid.addWidget(box, row, place)
                box.currentIndexChanged.connect(partial(self._choose, card.id))
            grid.addWidget(name, row, 0)
            self.modes[card.id], self.rates[card.id] = mode, rate
        self._body.replaceWidget(self.grid_holder, fresh)
        self.grid_holder.deleteLater()
        self.grid_holder = fresh

    def _choose(self, organisation_id: int, _place: int) -> None:
        mode = VatMode(self.modes[organisation_id].value())
        rate = self.rates[organisation_id].value()

        def save(card: FirmCard) -> None:
            draft = replace(card.draft, vat_mode=mode, vat_rate=rate)
            self.desk.jobs.run(organisations.save, draft, organisation_id, owner=self)

        self.desk.jobs.ask(questions.card, organisation_id, owner=self, then=save)


def _newest_first(rate: vat.Rate) -> tuple[int, int, date]:
    return (vat.CODES.index(rate.code), -rate.since.toordinal(), rate.since)
