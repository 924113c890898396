"""What is kept, when a copy is due, how urgent it is: over 400 simulated days and odd clocks."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.backups import (
    NEWEST,
    CopyState,
    Level,
    expendable,
)

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    sequence: int
    at: datetime


def a_day(on: date, first: int, hours: Iterable[float]) -> list[Made]:
    midnight = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return [Made(first + n, midnight + HOUR * hour) for n, hour in enumerate(hours)]


def promised(everything: list[Made], now: datetime) -> set[int]:
    """The promise, word for word and without cleverness."""
    days = sorted({one.at.date() for one in everything}, reverse=True)[:30]
    weeks = sorted({one.at.isocalendar()[:2] for one in everything}, reverse=True)[:12]
    months = sorted({(one.at.year, one.at.month) for one in everything}, reverse=True)[:24]
    kept = {one.sequence for one in everything if one.at >= now - 2 * DAY}
    kept |= {one.sequence for one in everything[-3:]}
    kept |= {max(o.sequence for o in everything if o.at.date() == day) for day in days}
    kept |= {max(o.sequence for o in everything if o.at.isocalendar()[:2] == w) for w in weeks}
    kept |= {max(o.sequence for o in everything if (o.at.year, o.at.month) == m) for m in months}
    return kept


def test_400_days_leave_exactly_what_was_promised() -> None:
    rng = random.Random(400)
    everything: list[Made] = []
    there: list[Made] = []
    start = date(2025, 10, 19)
    for number in range(400):
        hours = sorted(rng.uniform(8, 20) for _ in range(rng.randint(1, 9)))
        for made in a_day(start + number * DAY, len(everything) + 1, hours):
            everything.append(made)
            there.append(made)
            gone = {one.sequence for one in expendable(there, made.at)}
            there = [one for one in there if one.sequence not in gone]
    last = everything[-1].at
    assert {one.sequence for one in there} == promised(everything, last)
    assert len(everything) > 1500
    assert len(there) < 75


def test_a_holiday_thins_nothing_out() -> None:
    before = a_day(date(2026, 6, 30), 1, range(9, 19))
    back = datetime(2026, 7, 28, 9, tzinfo=UTC)
    assert expendable(before, back) == []


def test_the_newest_three_stay_whatever_happens() -> None:
    # Three within one hour of a day long ago, then silence for years of daily work elsewhere.
    old = a_day(date(2020, 1, 1), 1, [9, 9.5, 10])
    assert expendable(old, NOW) == []


def test_a_clock_set_back_deletes_nothing() -> None:
    there = [
        one for n in range(40) for one in a_day(date(2026, 10, 1) + n * DAY, 9 * n, range(9, 18))
    ]
    assert expendable(there, there[-1].at) != []
    assert expendable(there, there[-1].at - 2 * DAY) == []
    assert expendable(there, datetime(1970, 1, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    "jump", [datetime(1970, 1, 1, 9, tzinfo=UTC), datetime(2036, 11, 22, tzinfo=UTC)]
)
def test_a_clock_that_jumps_and_comes_back_costs_no_copy_of_today(jump: datetime) -> None:
    today = a_day(date(2026, 11, 22), 1, range(9, 18))
    wrong = [Made(20, jump), Made(21, jump + HOUR)]
    again = [Made(30, datetime(2026, 11, 22, 19, tzinfo=UTC))]
    assert expendable([*today, wrong[0]], wrong[0].at) == []
    assert expendable([*today, *wrong], wrong[-1].at) == []
    assert expendable([*today, *wrong, *again], again[0].at) == []


MOMENTS = st.integers(0, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(st.lists(MOMENTS, max_size=60), MOMENTS)
def test_whatever_the_clock_said(times: list[datetime], now: datetime) -> None:
    there = [Made(n, at) for n, at in enumerate(times, start=1)]
    gone = expendable(there, now)
    assert not {one.sequence for one in gone} & {one.sequence for one in there[-NEWEST:]}
    kept = [one for one in there if one not in gone]
    # Deleting again at the same moment finds nothing more.
    assert expendable(kept, now) == []
    # Of every day that is gone, either nothing is left on purpose or its last copy is.
    assert [one.sequence for one in gone] == sorted(one.sequence for one in gone)
    if there and now < there[-1].at - DAY:
        assert gone == []


@pytest.mark.parametrize(
    ("waiting", "level"),
    [
        (timedelta(), Level.GOOD),
        (timedelta(hours=10), Level.GOOD),
        (timedelta(hours=23, minutes=59), Level.GOOD),
        (timedelta(days=1), Level.AMBER),
        (timedelta(days=2, hours=23), Level.AMBER),
        (timedelta(days=3), Level.RED),
        (timedelta(days=300), Level.RED),
        (timedelta(days=-5), Level.GOOD),
    ],
)
def test_how_urgent_it_is(waiting: timedelta, level: Level) -> None:
    assert CopyState(None, NOW - waiting).level(NOW) is level


def test_nothing_changed_is_good_however_old_the_copy_is() -> None:
    assert CopyState(NOW - 90 * DAY, None).level(NOW) is Level.GOOD
    assert not CopyState(NOW - 90 * DAY, None).due(NOW)


@pytest.mark.parametrize(
    ("waiting", "due"),
    [(timedelta(minutes=14), False), (timedelta(minutes=15), True), (timedelta(minutes=-1), True)],
)
def test_a_copy_is_due_after_a_quarter_of_an_hour(waiting: timedelta, due: bool) -> None:
    assert CopyState(NOW, NOW - waiting).due(NOW) is due
