"""Fourteen months of a shop, told for a day: who came, what was sold, what is still to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.demo import numbers
from crm_desktop.domain.demo.calendar import SUNDAY, WORKING_MINUTES, Calendar, Clock, stored
from crm_desktop.domain.demo.dice import Dice
from crm_desktop.domain.demo.lists import DemoLists, Goods
from crm_desktop.domain.demo.people import People
from crm_desktop.domain.demo.story import (
    BillCancelled,
    Billed,
    DemoDeal,
    DemoTask,
    Event,
    Moved,
    Noted,
    Opened,
    Story,
    TaskDone,
    TaskSet,
)
from crm_desktop.domain.documents import LineDraft, VatMode
from crm_desktop.domain.money import line_amount
from crm_desktop.domain.organisations import OrganisationDraft
from crm_desktop.domain.tasks import TaskDraft

DAYS = 425
"""Fourteen months."""
KINDS = ((ClientKind.PERSON, 236), (ClientKind.COMPANY, 120), (ClientKind.SOLE_TRADER, 44))
LISTED = 140
"""Clients that came with the list of the first day."""
OPEN = (13, 12, 10, 9)
"""Deals in the open stages of the default pipeline."""
WON, LOST = 70, 36
BILLED = 66
"""Won deals that were paid by invoice; the others paid at once."""
FIRST_NUMBER = 41
WON_STAGE, LOST_STAGE = 4, 5
REGULARS = 28
TASKS = 60
EVENING = WORKING_MINUTES + 30
"""After everything else of its day."""


def tell(lists: DemoLists, day: date, seed: int = 1) -> Story:
    """The whole shop as it stands on the morning of `day`; nothing happens on the day itself."""
    return _Teller(lists, day, Dice(seed)).tell()


class _Teller:
    def __init__(self, lists: DemoLists, day: date, dice: Dice) -> None:
        self._lists = lists
        self._day = day
        self._dice = dice
        self._calendar = Calendar(day, lists.first_hour, dice)
        self._kinds = dice.shuffled([kind for kind, count in KINDS for _ in range(count)])
        self._came = self._arrivals()
        self._deals: list[DemoDeal] = []
        self._opened: list[datetime] = []
        self._tasks: list[DemoTask] = []
        self._events: list[tuple[str, int, Event]] = []
        self._order = 0

    def tell(self) -> Story:
        buyers = self._buyers()
        self._closed(buyers)
        self._open(buyers)
        self._quiet_notes()
        self._plan_tasks()
        people = People(self._dice, self._lists)
        bought = {deal.client for deal in self._deals}
        clients = tuple(
            people.client(kind, stored(came), known=place in bought)
            for place, (kind, came) in enumerate(zip(self._kinds, self._came, strict=True))
        )
        return Story(
            firm=self._firm(),
            first_number=FIRST_NUMBER,
            currency=self._lists.currency,
            clients=clients,
            deals=tuple(self._deals),
            tasks=tuple(self._tasks),
            events=tuple((at, event) for at, _, event in sorted(self._events, key=_when)),
        )

    # who comes when

    def _arrivals(self) -> list[datetime]:
        count = len(self._kinds)
        later = sorted(self._dice.between(2, DAYS - 2) for _ in range(count - LISTED))
        return [
            *[self._calendar.moment(DAYS, 0)] * LISTED,
            *(self._calendar.moment(DAYS - days) for days in later),
        ]

    def _buyers(self) -> list[int]:
        """Who buys, the regulars several times; private people and firms alike."""
        places = self._dice.shuffled(range(len(self._kinds)))
        regular, once = places[:REGULARS], places[REGULARS:]
        wanted = sum(OPEN) + WON + LOST
        often = [self._dice.pick(regular) for _ in range(wanted * 2 // 5)]
        return self._dice.shuffled(often + once[: wanted - len(often)])

    # deals

    def _closed(self, buyers: list[int]) -> None:
        fates = self._dice.shuffled([WON_STAGE] * WON + [LOST_STAGE] * LOST)
        billed = cancelled = 0
        for fate in fates:
            begun = self._dice.between(26, DAYS - 6)
            clock = self._calendar.clock(begun, begun - 24)
            deal = self._begin(buyers.pop(), clock)
            reached = 3 if fate == WON_STAGE else self._dice.between(0, 3)
            for stage in range(1, reached + 1):
                self._tell(clock.next(), Moved(deal, stage))
                self._note(clock, deal, "offer" if stage == 2 else "", 60)
                if stage == 3 and fate == WON_STAGE and billed < BILLED:
                    billed += 1
                    self._bill(clock, deal)
                elif stage == 3 and fate == LOST_STAGE and cancelled < 2:
                    cancelled += 1
                    self._bill(clock, deal)
                    self._tell(clock.next(), BillCancelled(deal))
            reason = self._dice.pick(self._lists.deals.lost) if fate == LOST_STAGE else ""
            self._tell(clock.next(), Moved(deal, fate, reason))
            self._note(clock, deal, "won" if fate == WON_STAGE else "lost", 70)

    def _open(self, buyers: list[int]) -> None:
        for stage, count in enumerate(OPEN):
            for place in range(count):
                begun = self._dice.between(2 + stage * 4, 12 + stage * 9)
                clock = self._calendar.clock(begun, 1)
                deal = self._begin(buyers.pop(), clock)
                for reached in range(1, stage + 1):
                    self._tell(clock.next(), Moved(deal, reached))
                    self._note(clock, deal, "offer" if reached == 2 else "", 60)
                if stage == 3:
                    self._bill(clock, deal, due=True)
                elif stage == 2 and place < 3:
                    self._tell(clock.next(), Billed(deal, issued=False))

    def _begin(self, client: int, clock: Clock) -> int:
        lists, dice = self._lists, self._dice
        person = self._kinds[client] is ClientKind.PERSON
        goods = dice.pick([g for g in lists.goods if (g.buyer == "person") == person])
        lines = self._lines(goods)
        amount = sum(line_amount(line.quantity, line.price) for line in lines)
        title = goods.title.format(
            n=self._metres(), k=next((x.quantity for x in goods.lines if x.quantity > 1), 1)
        )
        close = self._day + timedelta(days=dice.between(-6, 40))
        deal = len(self._deals)
        made = DemoDeal(
            client=client,
            title=title,
            lines=lines,
            amount=amount,
            source=dice.pick(lists.clients.sources),
            comment=dice.pick(lists.deals.comment),
            basis=dice.pick(lists.deals.basis).format(n=100 + deal),
            expected_close=close.isoformat() if dice.chance(70) else "",
        )
        self._deals.append(made)
        self._opened.append(clock.now)
        self._came[client] = min(self._came[client], clock.now)
        self._tell(clock.now, Opened(deal))
        self._note(clock, deal, "first", 85)
        return deal

    def _lines(self, goods: Goods) -> tuple[LineDraft, ...]:
        firm, made = self._lists.firm, []
        for line in goods.lines:
            price = self._dice.between(line.least, line.most)
            price -= price % (100 if price > 3_000 else 10)
            made.append(
                LineDraft(
                    name=line.name,
                    quantity=line.quantity * 1000,
                    unit=line.unit,
                    price=price * 10_000,
                    vat_rate=firm.vat_rate or None,
                )
            )
        return tuple(made)

    def _metres(self) -> str:
        tenths = self._dice.between(18, 46)
        return f"{tenths // 10}{',' if self._lists.country == 'ru' else '.'}{tenths % 10}"

    def _bill(self, clock: Clock, deal: int, *, due: bool = False) -> None:
        self._tell(clock.soon(), Billed(deal, due=due))
        self._note(clock, deal, "bill", 50)

    def _note(self, clock: Clock, deal: int, kind: str, percent: int) -> None:
        if kind and self._dice.chance(percent):
            text = self._dice.pick(getattr(self._lists.notes, kind))
            self._tell(clock.soon(), Noted(self._deals[deal].client, text))

    def _quiet_notes(self) -> None:
        bought = {deal.client for deal in self._deals}
        for client, came in enumerate(self._came):
            if client not in bought and self._dice.chance(30):
                noted = came + timedelta(days=self._dice.between(0, 20), minutes=15)
                if noted.date() < self._day:
                    text = self._dice.pick(self._lists.notes.quiet)
                    self._tell(noted, Noted(client, text))

    # tasks

    def _plan_tasks(self) -> None:
        words, dice = self._lists.tasks, self._dice
        first_open = len(self._deals) - sum(OPEN)
        live = dice.shuffled(range(first_open, len(self._deals)))
        for texts, least, most in (
            (words.late, -9, -1),
            (words.today, 0, 0),
            (words.tomorrow, 1, 1),
            (words.week, 2, max(SUNDAY - self._day.weekday(), 2)),
            (words.later, 8, 45),
        ):
            for text in texts:
                due = self._day + timedelta(days=dice.between(least, most))
                deal = next(one for one in live if self._opened[one].date() < due)
                live.remove(deal)
                self._set_task(text, due, deal)
        for text in words.someday:
            self._set_task(text, None, None)
        done = dice.shuffled(range(first_open))[: TASKS - len(self._tasks)]
        for place, deal in enumerate(done):
            text = words.done[place % len(words.done)]
            due = self._opened[deal].date() + timedelta(days=dice.between(2, 20))
            task = self._set_task(text, due, deal)
            self._tell(self._calendar.moment((self._day - due).days, EVENING), TaskDone(task))

    def _set_task(self, text: str, due: date | None, deal: int | None) -> int:
        timed = due is not None and self._dice.chance(45)
        hour, half = self._dice.between(10, 17), self._dice.pick(("00", "30"))
        time = f"{hour:02d}:{half}" if timed else ""
        later = due is not None and due > self._day
        remind = f"{due}T{hour - 1:02d}:{half}" if timed and later else ""
        task = len(self._tasks)
        client = None if deal is None else self._deals[deal].client
        self._tasks.append(DemoTask(TaskDraft(text, due, time, remind), client, deal))
        set_on = min(due or self._day, self._day) - timedelta(days=self._dice.between(1, 6))
        moment = self._calendar.moment((self._day - set_on).days)
        if deal is not None:
            moment = max(moment, self._opened[deal] + timedelta(minutes=5))
        self._tell(moment, TaskSet(task))
        return task

    # what stands around it

    def _tell(self, moment: datetime, event: Event) -> None:
        self._order += 1
        self._events.append((stored(moment), self._order, event))

    def _firm(self) -> OrganisationDraft:
        firm = self._lists.firm
        plain = OrganisationDraft(
            name=firm.name,
            kind=ClientKind.COMPANY,
            address=firm.address,
            phone=firm.phone,
            email=firm.email,
            bank_name=firm.bank_name,
            director_title=firm.director_title,
            director=firm.director,
            accountant=firm.accountant,
            vat_mode=VatMode(firm.vat_mode),
            vat_rate=firm.vat_rate or None,
        )
        if not firm.tax_region:
            return replace(plain, account=numbers.iban("GB", "XMPL00000012345678"), bik="XMPLGB00")
        return replace(
            plain,
            inn=numbers.company_inn(firm.tax_region, 0),
            kpp=numbers.kpp(firm.tax_region),
            ogrn=numbers.company_ogrn(firm.tax_region, 2017, 0),
            bik=numbers.BIK,
            account=numbers.account("40702", 17),
            corr_account=numbers.account("30101", 999),
        )


def _when(entry: tuple[str, int, Event]) -> tuple[str, int]:
    return entry[0], entry[1]
