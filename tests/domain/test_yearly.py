"""Yearly days: typed with and without a year, across leap years and the end of the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.yearly import ahead, day_in, is_round, is_yearly, yearly_day, years_on
from crm_desktop.words.yearly import yearly_text

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("17.05.1980", "1980-05-17"), ("17 мая 1980 г.", "1980-05-17"), ("17.05", "--05-17"),
        ("17 мая", "--05-17"), ("29.02", "--02-29"), ("29 февраля", "--02-29"),
        ("29.02.2000", "2000-02-29"), ("--02-29", "--02-29"), ("1980-05-17", "1980-05-17"),
        ("17.05.80", "1980-05-17"), ("17.05.20", "2020-05-17"), ("01.12.2027", "2027-12-01"),
        ("30.02", None), ("29.02.2001", None), ("--02-30", None), ("завтра", None), ("", None),
        ("май", None), ("--13-01", None),
    ],
)  # fmt: skip
def test_as_people_type_it(typed: str, kept: str | None) -> None:
    assert yearly_day(typed, "ru", TODAY) == kept


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_written_out_is_understood_again(language: str) -> None:
    for number in range(366):
        day = date(2000, 1, 1) + timedelta(days=number)
        for kept in (f"--{day:%m-%d}", day.isoformat()):
            assert is_yearly(kept)
            assert yearly_day(yearly_text(kept, language), language, TODAY) == kept


def test_a_leap_day_is_never_greeted_too_late() -> None:
    assert day_in("2000-02-29", 2027) == date(2027, 2, 28)
    assert day_in("--02-29", 2028) == date(2028, 2, 29)
    assert tuple(ahead(date(2027, 2, 27), 1).ends) == ("02-27", "02-28", "02-29")
    assert tuple(ahead(date(2028, 2, 27), 1).ends) == ("02-27", "02-28")
    assert tuple(ahead(date(2028, 2, 29), 0).ends) == ("02-29",)


def test_days_ahead_cross_the_end_of_the_year() -> None:
    over = ahead(date(2026, 12, 30), 3)
    assert tuple(over.ends) == ("12-30", "12-31", "01-01", "01-02")
    assert over.day_of("1980-01-02") == date(2027, 1, 2)
    assert over.day_of("--12-31") == date(2026, 12, 31)
    assert years_on("1980-01-02", date(2027, 1, 2)) == 47


def test_years_are_told_where_they_are_known() -> None:
    assert years_on("--05-17", date(2026, 5, 17)) is None
    assert years_on("2026-05-17", date(2026, 5, 17)) is None
    assert years_on("2030-05-17", date(2026, 5, 17)) is None
    assert [is_round(years) for years in (None, 1, 49, 50, 55)] == [False, False, False, True, True]


@given(st.dates(date(1900, 1, 1)), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 31))
def test_every_day_is_found_exactly_when_it_is_near(born: date, today: date, lead: int) -> None:
    over = ahead(today, lead)
    kept = born.isoformat()
    years = (today.year, today.year + 1)
    near = [day for day in (day_in(kept, y) for y in years) if 0 <= (day - today).days <= lead]
    assert (kept[-5:] in over.ends) == bool(near)
    if near:
        assert over.day_of(kept) == near[0]
