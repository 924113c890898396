"""Amounts as people type and read them; dates likewise."""

from __future__ import annotations

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain import money
from crm_desktop.domain.dates import parse_date, parse_wall_time
from crm_desktop.words import formats

V: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "vectors.json").read_text(encoding="utf-8")
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def minor(text: str) -> int:
    return int(Decimal(text) * 100)


@pytest.mark.parametrize("row", V["format"]["parse_money"], ids=lambda r: r["input"])
def test_parse_money(row: dict[str, str]) -> None:
    assert money.parse_money(row["input"]) == minor(row["amount"])


@pytest.mark.parametrize("row", V["format"]["ambiguous_money"], ids=lambda r: r["input"])
def test_what_means_two_things_is_not_guessed(row: dict[str, str]) -> None:
    assert money.parse_money(row["input"]) is None
    read = {money.parse_money(row["input"], point=point) for point in ",."}
    assert read == {1_23, 1234_00}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("45 000,50", 45_000_50),
        ("45к", 45_000_00),
        ("45 k", 45_000_00),
        ("45 тыс. руб.", 45_000_00),
        ("1,5 млн", 1_500_000_00),
        ("1 234 567,89 р.", 1_234_567_89),
        ("1\u00a0234\u202f567,89 ₽", 1_234_567_89),
        ("$1,234.56", 1_234_56),
        ("1'234.50", 1_234_50),
        ("1\u2019234\u2019567", 1_234_567_00),
        ("(15,50)", -15_50),
        ("- 15", -15_00),
        ("0,995", 1_00),
        ("RUB 1,234.56", 1_234_56),
        ("1,234,567", 1_234_567_00),
        ("0", 0),
    ],
)
def test_money_as_typed(text: str, amount: int) -> None:
    assert money.parse_money(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", " ", "нет", "12 34", "1,23,456", "1.2.3", "1e5", "١٢", "(5", "--5", "NaN", "9" * 20, "р."],
)
def test_no_amount(text: str) -> None:
    assert money.parse_money(text) is None


def test_quantities_prices_and_other_currencies() -> None:
    assert money.parse_quantity("0,335") == 335
    assert money.parse_quantity("1,234") == 1_234
    assert money.parse_price("1 220,1234") == 12_201_234
    assert money.parse_money("1234.5", "JPY") == 1_235
    assert money.parse_money("1.2345", "KWD") == 1_235


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    for read in (money.parse_money, money.parse_price, money.parse_quantity):
        found = read(text)
        assert found is None or isinstance(found, int)


@given(st.integers(-(10**13), 10**13), st.sampled_from(["ru", "en"]))
def test_what_is_written_can_be_read(amount: int, language: str) -> None:
    for unit in ("sign", "words"):
        assert money.parse_money(formats.money(amount, "RUB", language, unit)) == amount


@given(
    st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10_000), st.sampled_from([0, 2, 3])
)
def test_a_line_is_rounded_once(quantity: int, price: int, discount: int, digits: int) -> None:
    exact = Decimal(quantity) / 1000 * Decimal(price) / 10_000 * (10_000 - discount) / 10_000
    expected = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP).scaleb(digits)
    assert money.line_amount(quantity, price, discount, digits) == int(expected)


@pytest.mark.parametrize("row", V["format"]["money"], ids=lambda r: r["amount"])
def test_money_format(row: dict[str, str]) -> None:
    amount = minor(row["amount"])
    assert plain(formats.amount(amount, "RUB", "ru")) == plain(row["ru"])
    assert formats.money(amount, "USD", "en") == row["en_usd"]
    if "ru_currency" in row:
        assert plain(formats.money(amount, "RUB", "ru")) == plain(row["ru_currency"])
        assert plain(formats.money(amount, "RUB", "ru", "words")) == plain(row["ru_words_unit"])
        assert plain(formats.money(amount, "RUB", "en")) == plain(row["en_rub"])


@pytest.mark.parametrize("row", V["format"]["quantity"], ids=lambda r: r["q"])
def test_quantity_format(row: dict[str, str]) -> None:
    thousandths = int(Decimal(row["q"]) * 1000)
    assert plain(formats.quantity(thousandths, "ru")) == plain(row["ru"])


def test_short_forms() -> None:
    assert plain(formats.short_money(1_000_00, "RUB", "ru")) == "1 000 ₽"
    assert plain(formats.short_money(1_000_50, "RUB", "ru")) == "1 000,50 ₽"
    assert formats.short_money(1_000_00, "USD", "en") == "$1,000"
    assert formats.price(6_100_000, "ru") == "610,00"
    assert formats.price(1_234, "en") == "0.1234"
    assert formats.number(1_000_000, "en") == "1,000,000"


@pytest.mark.parametrize("row", V["dates"]["cases"], ids=lambda r: r["iso"])
def test_date_format(row: dict[str, str]) -> None:
    assert plain(formats.long_date(row["iso"], "ru")) == plain(row["ru_long"])
    assert plain(formats.long_date(row["iso"], "en")) == row["en_us"]
    assert formats.short_date(row["iso"], "ru") == row["ru_short"]
    assert formats.short_date(row["iso"], "en") == row["iso"]
    for language in ("ru", "en"):
        for write in (formats.short_date, formats.long_date):
            read = parse_date(write(row["iso"], language), language)
            assert read == date.fromisoformat(row["iso"])
    assert parse_date(row["en_gb"], "en") == date.fromisoformat(row["iso"])


@pytest.mark.parametrize("row", V["dates"]["parse"], ids=lambda r: r["input"])
def test_parse_date(row: dict[str, str]) -> None:
    assert parse_date(row["input"], "ru") == date.fromisoformat(row["iso"])


@pytest.mark.parametrize("text", [*V["dates"]["reject"], "", "нет", "21", "21 xyz 2026"])
def test_no_date(text: str) -> None:
    assert parse_date(text, "ru") is None


def test_dates_near_today() -> None:
    today = date(2026, 11, 21)
    assert parse_date("25.11", "ru", today) == date(2026, 11, 25)
    assert parse_date("завтра", "ru", today) == date(2026, 11, 22)
    assert parse_date("25.11", "ru") is None
    assert parse_date("11/21/2026", "en") == today
    assert parse_date("21/11/2026", "en") == today
    assert parse_date("Nov 21, 2026", "en") == today


@given(st.text(max_size=30))
def test_any_text_is_answered_with_a_date_or_none(text: str) -> None:
    assert parse_date(text, "ru", date(2026, 1, 1)) is None or text.strip()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("21.11.2026 9:05", "2026-11-21T09:05"),
        ("21.11.2026, 09:05", "2026-11-21T09:05"),
        ("21.11.26 в 23.59", "2026-11-21T23:59"),
        ("2026-11-21T09:05", "2026-11-21T09:05"),
        ("2026-11-21 9:05", "2026-11-21T09:05"),
        ("21 ноября 2026 г. 9:05", "2026-11-21T09:05"),
        ("завтра 9:00", "2026-11-22T09:00"),
        ("25.11 9:00", "2026-11-25T09:00"),
        ("21.11.2026", None),
        ("9:05", None),
        ("21.11.2026 24:00", None),
        ("21.11.2026 9:60", None),
        ("31.11.2026 9:00", None),
        ("позже", None),
    ],
)
def test_parse_wall_time(text: str, read: str | None) -> None:
    assert parse_wall_time(text, "ru", date(2026, 11, 21)) == read
