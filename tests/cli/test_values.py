from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.cli import values
from crm_desktop.domain.problems import Refused


@pytest.mark.parametrize(
    ("text", "places", "number"),
    [
        ("1500.00", 2, 150000),
        ("1500", 2, 150000),
        ("0.5", 3, 500),
        ("-0.05", 2, -5),
        ("1.5000", 3, 1500),
        (7, 2, 700),
        ("100.1234", 4, 1001234),
    ],
)
def test_decimal_strings_are_read_exactly(text: object, places: int, number: int) -> None:
    assert values.scaled(text, places, "price") == number


@pytest.mark.parametrize(
    "text", ["", "1,5", "1e3", "NaN", "1.005", " 1", "١", True, None, 1.5, "9" * 17, "--1", "1."]
)
def test_anything_else_is_refused(text: object) -> None:
    with pytest.raises(Refused) as refused:
        values.scaled(text, 2, "price")
    assert refused.value.problems[0].field == "price"


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_decimals_go_both_ways(number: int, places: int) -> None:
    assert values.scaled(values.decimal(number, places), places, "x") == number
    assert values.scaled(values.decimal(number, places, least=0), places, "x") == number


def test_decimals_keep_their_places() -> None:
    assert values.decimal(122000, 2) == "1220.00"
    assert values.decimal(1500, 3, least=0) == "1.5"
    assert values.decimal(-5, 2) == "-0.05"
    assert values.amount(None, "RUB") is None


def test_dates() -> None:
    assert values.day("2026-11-24", "date") == date(2026, 11, 24)
    assert values.day(None, "date") is None
    for wrong in ("24.11.2026", "2026-02-30", "20261124", 5, "2026-W01-1"):
        with pytest.raises(Refused):
            values.day(wrong, "date")
    assert values.moment("2026-11-24 09:30", "remind") == "2026-11-24T09:30"
    for wrong in ("2026-11-24T09:30Z", "later"):
        with pytest.raises(Refused):
            values.moment(wrong, "remind")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[1]",
        b"{",
        b'{"name": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"name": "\\ud800"}',
        b'{"id": ' + b"1" * 5000 + b"}",
    ],
    ids=["empty", "list", "cut", "nan", "bytes", "deep", "half a character", "huge"],
)
def test_what_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused) as refused:
        values.read_object(raw)
    assert refused.value.problems[0].code == values.NOT_JSON


def test_numbers_stay_as_written() -> None:
    data = values.read_object(b'\xef\xbb\xbf{"price": 100.10}')
    assert data == {"price": "100.10"}
