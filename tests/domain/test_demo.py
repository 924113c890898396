"""The story of a demo shop, before anything is written: lively, repeatable, and about nobody."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain import requisites
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointKind
from crm_desktop.domain.clients import check as check_client
from crm_desktop.domain.demo import numbers, shop, story
from crm_desktop.domain.demo.dice import Dice
from crm_desktop.domain.demo.lists import DemoLists, read_lists
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.tasks import DueGroup, group_of

DAY = date(2026, 11, 25)
ROOT = Path(__file__).resolve().parents[2]
OPERATORLESS = ("907", "935", "974", "975")
"""Mobile codes that the numbering plan gives to no operator."""
DRAMA = ("1134960", "1144960", "1614960", "1514960", "1914980", "2079460")
"""Ofcom's numbers for drama, without the country code."""


def lists(language: str) -> DemoLists:
    return read_lists(ROOT / "resources" / "demo" / f"{language}.toml")


@pytest.fixture(params=["ru", "en"])
def told(request: pytest.FixtureRequest) -> story.Story:
    return shop.tell(lists(request.param), DAY)


def test_the_same_day_and_seed_tell_the_same_story(told: story.Story) -> None:
    language = "ru" if told.currency == "RUB" else "en"
    assert shop.tell(lists(language), DAY) == told
    assert shop.tell(lists(language), DAY, seed=2) != told


def test_dice_throw_alike_everywhere() -> None:
    dice = Dice(1)
    # SplitMix64 of seed 1, from its reference implementation.
    assert [dice._next() for _ in range(3)] == [
        10451216379200822465,
        13757245211066428519,
        17911839290282890590,
    ]


def test_how_much_there_is(told: story.Story) -> None:
    billed = [e for _, e in told.events if isinstance(e, story.Billed)]
    assert (len(told.clients), len(told.deals), len(told.tasks)) == (400, 150, 60)
    assert len(billed) == 80
    assert sum(not e.issued for e in billed) == 3
    kinds = Counter(c.kind for c in told.clients)
    assert kinds == {ClientKind.PERSON: 236, ClientKind.COMPANY: 120, ClientKind.SOLE_TRADER: 44}


def test_every_client_is_fit_to_be_saved(told: story.Story) -> None:
    assert [p for c in told.clients for p in check_client(c, DAY)] == []
    companies = [c.name for c in told.clients if c.kind is ClientKind.COMPANY]
    assert len(set(companies)) == len(companies)


def test_fourteen_months_end_before_the_day(told: story.Story) -> None:
    moments = [at for at, _ in told.events]
    assert moments == sorted(moments)
    assert moments[0] < "2025-11"
    assert moments[-1] < "2026-11-25"
    assert all(c.created_at < "2026-11-25" for c in told.clients)
    assert len({at[:7] for at in moments}) >= 14


@pytest.mark.parametrize("offset", range(7))
def test_on_any_weekday_some_tasks_are_late_and_some_for_today(offset: int) -> None:
    day = date.fromordinal(DAY.toordinal() + offset)
    told = shop.tell(lists("ru"), day)
    done = {e.task for _, e in told.events if isinstance(e, story.TaskDone)}
    open_ = [t.draft for place, t in enumerate(told.tasks) if place not in done]
    groups = Counter(group_of(t.due_on, day) for t in open_)
    assert groups[DueGroup.OVERDUE] == 7
    assert groups[DueGroup.TODAY] == 6
    assert groups[DueGroup.TOMORROW] == 4
    assert len(done) == 26
    # A reminder that is due the moment the demo opens would be a nuisance.
    assert all(t.remind_at[:10] > day.isoformat() for t in open_ if t.remind_at)


def test_nobody_appears_before_coming(told: story.Story) -> None:
    came = [c.created_at for c in told.clients]
    opened: dict[int, str] = {}
    for at, event in told.events:
        match event:
            case story.Opened(deal):
                opened[deal] = at
                assert came[told.deals[deal].client] <= at
            case story.Moved(deal) | story.Billed(deal) | story.BillCancelled(deal):
                assert opened[deal] <= at
            case story.Noted(client):
                assert came[client] <= at
            case story.TaskSet(task):
                assert told.tasks[task].deal is None or told.tasks[task].deal in opened


def test_numbers_name_nobody_and_fit_together() -> None:
    told = shop.tell(lists("ru"), DAY)
    firm = told.firm
    for inn, ogrn in [(c.inn, c.ogrn) for c in told.clients if c.inn] + [(firm.inn, firm.ogrn)]:
        assert requisites.check_inn(inn) is None
        assert requisites.check_ogrn(ogrn) is None
        # …00 is the regional office itself, which registers nobody.
        assert inn[2:4] == "00"
        assert ogrn[5:7] == "00"
    assert requisites.check_account(firm.account, firm.bik) is None
    assert requisites.check_corr_account(firm.corr_account, firm.bik) is None
    assert firm.bik.startswith("0400")


def test_phones_are_read_and_reach_nobody(told: story.Story) -> None:
    found = [
        one.normal
        for client in told.clients
        for point in phones_of(client)
        for one in parse_phones(point)
    ]
    assert None not in found
    assert len(set(found)) == len(found)
    for normal in found:
        assert normal is not None
        if told.currency == "RUB":
            city = re.fullmatch(r"\+7(4852|4855|4942|8172|4932|495|48533)0\d+", normal)
            assert city or normal[2:5] in OPERATORLESS, normal
        else:
            assert normal.startswith(tuple(f"+44{one}" for one in DRAMA)), normal


def test_mail_goes_nowhere(told: story.Story) -> None:
    mails = [p.value for c in told.clients for p in c.points if p.kind is PointKind.EMAIL]
    assert len(mails) > 150
    assert all(re.fullmatch(r"[a-z0-9.]+@[a-z0-9]+\.example", one) for one in mails)


def test_an_iban_fits_together() -> None:
    made = numbers.iban("GB", "NWBK60161331926819")
    assert made == "GB29NWBK60161331926819"


@given(st.integers(0, 2**64 - 1), st.integers(-50, 50), st.integers(0, 100))
def test_throws_stay_between_their_ends(seed: int, least: int, width: int) -> None:
    dice = Dice(seed)
    assert all(least <= dice.between(least, least + width) <= least + width for _ in range(20))
    assert sorted(dice.shuffled(range(width))) == list(range(width))


@given(st.dates(date(2024, 1, 1), date(2090, 12, 31)), st.integers(0, 1000))
def test_any_day_has_its_shop(day: date, seed: int) -> None:
    told = shop.tell(lists("en"), day, seed)
    assert len(told.tasks) == 60
    assert all(at[:10] < day.isoformat() for at, _ in told.events)


def phones_of(client: ClientDraft) -> list[str]:
    points = [*client.points, *(p for c in client.contacts for p in c.points)]
    return [p.value for p in points if p.kind is PointKind.PHONE]
