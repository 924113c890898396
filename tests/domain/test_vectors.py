"""Every computable vector of the domain notes (tests/data/vectors.json) against the rules."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.domain import money, requisites, vat
from crm_desktop.domain.amount_words import in_words, plural_ru
from crm_desktop.domain.documents import VatMode

V: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "vectors.json").read_text(encoding="utf-8")
)


def minor(text: str) -> int:
    return int(Decimal(text) * 100)


@pytest.mark.parametrize("row", V["inn"]["valid"], ids=lambda r: r["value"])
def test_inn_valid(row: dict[str, str]) -> None:
    assert requisites.check_inn(row["value"]) is None


@pytest.mark.parametrize("row", V["inn"]["invalid"] + V["inn"]["policy"], ids=lambda r: r["value"])
def test_inn_invalid(row: dict[str, str]) -> None:
    assert requisites.check_inn(row["value"]) is not None


@pytest.mark.parametrize("row", V["inn"]["clean"], ids=lambda r: r["input"])
def test_inn_clean(row: dict[str, str]) -> None:
    assert requisites.inn_and_kpp(row["input"]) == (row["value"], row.get("kpp", ""))


@pytest.mark.parametrize("row", V["ogrn"]["valid"], ids=lambda r: r["value"])
def test_ogrn_valid(row: dict[str, str]) -> None:
    assert requisites.check_ogrn(row["value"]) is None


@pytest.mark.parametrize("row", V["ogrn"]["invalid"], ids=lambda r: r["value"])
def test_ogrn_invalid(row: dict[str, str]) -> None:
    assert requisites.check_ogrn(row["value"]) is not None


def test_kpp_okpo_bik() -> None:
    assert [k for k in V["kpp"]["valid"] if requisites.check_kpp(k)] == []
    assert [k for k in V["kpp"]["invalid"] if not requisites.check_kpp(k)] == []
    assert [k for k in V["okpo"]["valid"] if requisites.check_okpo(k)] == []
    assert [k for k in V["okpo"]["invalid"] if not requisites.check_okpo(k)] == []
    assert [k for k in V["bik"]["valid"] if requisites.check_bik(k)] == []
    assert [k for k in V["bik"]["invalid"] if not requisites.check_bik(k)] == []


@pytest.mark.parametrize("row", V["account_key"]["cases"], ids=lambda r: r["account"] + r["bik"])
def test_account_key(row: dict[str, Any]) -> None:
    assert (requisites.check_account(row["account"], row["bik"]) is None) == row["valid"]


@pytest.mark.parametrize("row", V["amount_in_words"]["rub"], ids=lambda r: r["amount"])
def test_amount_in_words(row: dict[str, str]) -> None:
    assert in_words(minor(row["amount"]), "RUB", "ru") == row["ru"]
    assert in_words(minor(row["amount"]), "USD", "en") == row["en_us"]


@pytest.mark.parametrize(
    "row",
    V["amount_in_words"]["other_currencies_ru"]["cases"],
    ids=lambda r: r["amount"] + r["currency"],
)
def test_other_currencies(row: dict[str, str]) -> None:
    assert in_words(minor(row["amount"]), row["currency"], "ru") == row["ru"]


def test_negative_amount_in_words() -> None:
    assert in_words(-150_000, "RUB", "ru") == V["amount_in_words"]["edge"][0]["ru"]


def test_russian_plurals() -> None:
    forms = tuple(V["plural_ru"]["forms"])
    wrong = [c for c in V["plural_ru"]["cases"] if plural_ru(c["n"], forms) != c["word"]]
    assert wrong == []


@pytest.mark.parametrize("row", V["vat"]["included"], ids=lambda r: f"{r['gross']}-{r['rate']}")
def test_vat_included(row: dict[str, Any]) -> None:
    assert vat.vat_of(minor(row["gross"]), row["rate"], VatMode.INCLUDED) == minor(row["vat"])


@pytest.mark.parametrize("row", V["vat"]["on_top"], ids=lambda r: f"{r['net']}-{r['rate']}")
def test_vat_on_top(row: dict[str, Any]) -> None:
    assert vat.vat_of(minor(row["net"]), row["rate"], VatMode.ON_TOP) == minor(row["vat"])


@pytest.mark.parametrize("row", V["vat"]["documents"], ids=lambda r: r["name"])
def test_vat_of_documents(row: dict[str, Any]) -> None:
    mode = VatMode.INCLUDED if row["price_includes_vat"] else VatMode.ON_TOP
    amounts = []
    for line in row["lines"]:
        quantity = money.parse_quantity(line["qty"])
        price = money.parse_price(line["price"])
        assert quantity is not None
        assert price is not None
        amount = money.line_amount(quantity, price)
        assert amount == minor(line["amount"])
        amounts.append((amount, row["rate"]))
    found = vat.totals(amounts, mode)
    assert found.total == minor(row["total_gross"])
    assert found.vat == sum(minor(line["vat"]) for line in row["lines"])


def test_mixed_rates() -> None:
    row = V["vat"]["mixed_rates"]
    found = vat.totals([(minor(x["amount"]), x["rate"]) for x in row["lines"]], VatMode.INCLUDED)
    assert {str(t.percent): t.vat for t in found.per_rate} == {
        k: minor(v) for k, v in row["vat_by_rate"].items()
    }
    assert (found.vat, found.total) == (minor(row["vat_total"]), minor(row["total"]))


@pytest.mark.parametrize(
    "row", V["vat_rates_ru"]["pick_by_supply_date"], ids=lambda r: r["supply_date"] + r["code"]
)
def test_rate_by_date(row: dict[str, str]) -> None:
    assert vat.percent_of(row["code"], date.fromisoformat(row["supply_date"])) == int(row["rate"])


def test_rates_on_a_day() -> None:
    of_2018 = {rate.code: rate.percent for rate in vat.rates_on(date(2018, 12, 31))}
    assert of_2018 == {"standard": 18, "reduced": 10, "zero": 0}
    today = {rate.code: rate.percent for rate in vat.rates_on(date(2026, 11, 21))}
    assert today == {"standard": 22, "reduced": 10, "zero": 0, "usn5": 5, "usn7": 7}
    assert tuple(today) == ("standard", "reduced", "zero", "usn5", "usn7")
    assert sorted(today) == sorted(vat.CODES)


def test_every_dated_rate_is_that_of_the_notes() -> None:
    rows = [r for r in V["vat_rates_ru"]["rows"] if r["rate"] is not None]
    ours = [
        (r.code, str(r.percent), r.since.isoformat(), r.until.isoformat() if r.until else None)
        for r in vat.RATES
    ]
    assert ours == [(r["code"], r["rate"], r["from"], r["to"]) for r in rows]


@pytest.mark.parametrize("row", V["vat_rates_ru"]["cross_year"], ids=lambda r: r["shipment_date"])
def test_the_shipment_decides(row: dict[str, str]) -> None:
    on = date.fromisoformat(row["shipment_date"])
    assert vat.percent_of("standard", on) == int(row["rate"])


def test_a_rate_before_its_first_day_and_an_unknown_one() -> None:
    assert vat.percent_of("usn5", date(2024, 5, 1)) == 5
    with pytest.raises(ValueError, match="no VAT rate"):
        vat.percent_of("none", date(2026, 1, 1))


def test_zero_percent_is_not_no_vat() -> None:
    found = vat.totals([(100_00, 0), (50_00, None), (122_00, 22)], VatMode.INCLUDED)
    assert [(t.percent, t.vat) for t in found.per_rate] == [(22, 22_00), (0, 0)]
    nothing = vat.totals([(100_00, 22)], VatMode.NONE)
    assert (nothing.per_rate, nothing.vat, nothing.total) == ((), 0, 100_00)


@pytest.mark.parametrize("row", V["currency_minor_units_iso4217"]["round"], ids=str)
def test_round_by_currency(row: dict[str, str]) -> None:
    digits = money.minor_digits(row["currency"])
    asked = Decimal(row["amount"]).as_integer_ratio()
    expected = int(Decimal(row["expected"]).scaleb(digits))
    assert money.round_half_up(asked[0] * 10**digits, asked[1]) == expected


def test_minor_digits() -> None:
    rows = V["currency_minor_units_iso4217"]["rows"]
    assert {c: money.minor_digits(c) for c in rows} == rows


@pytest.mark.parametrize("row", V["account_key"]["format_errors"], ids=lambda r: r["reason"])
def test_account_form(row: dict[str, str]) -> None:
    doubts = (
        requisites.check_bik(row["bik"]),
        requisites.check_account(row["account"], row["bik"]),
    )
    assert any(doubts)


@pytest.mark.parametrize("row", V["account_key"]["correspondent_extra"]["cases"], ids=str)
def test_correspondent_account_ends_as_the_bik(row: dict[str, Any]) -> None:
    found = requisites.check_corr_account(row["account"], row["bik"])
    assert (found is None) == row["ok"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("770708389З", requisites.LOOK_ALIKE),
        ("77О7083893", requisites.LOOK_ALIKE),
        ("770708389", requisites.INN_LENGTH),
        ("7707083894", requisites.INN_CHECKSUM),
        ("0000000000", requisites.INN_REGION),
        ("٧٧٠٧٠٨٣٨٩٣", requisites.INN_LENGTH),
    ],
)
def test_what_is_doubtful_about_an_inn(text: str, code: str) -> None:
    found = requisites.check_inn(text)
    assert found is not None
    assert (found.field, found.code) == ("inn", code)


def test_a_leading_zero_lost_in_a_spreadsheet_comes_back() -> None:
    assert requisites.inn_and_kpp("105001235") == ("105001235", "")  # a zero does not help
    whole = next(
        f"01050012{n:02d}" for n in range(100) if requisites.inn_is_valid(f"01050012{n:02d}")
    )
    assert requisites.inn_and_kpp(whole[1:] + ".0") == (whole, "")


def test_treasury_accounts_are_not_doubted() -> None:
    assert requisites.check_account("03100643000000017300", "004525988") is None
    assert requisites.check_account("40102810545370000003", "004525988") is None


def test_a_currency_without_words_keeps_its_code() -> None:
    assert in_words(100_50, "CHF", "ru") == "Сто CHF 50/100"
    assert in_words(100_50, "CHF", "en") == "One hundred CHF and 50/100"
    assert in_words(100, "JPY", "ru") == "Сто JPY"
    assert in_words(10**20, "RUB", "ru").startswith("Один квинтиллион рублей")
    assert in_words(1_01, "GBP", "en") == "One pound and 01 penny"
