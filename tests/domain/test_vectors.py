"""Every computable vector of the domain notes (tests/data/vectors.json) against the rules."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.domain import money, payment_qr, requisites, vat
from crm_desktop.domain.amount_words import in_words, plural_ru
from crm_desktop.domain.documents import Party, VatMode
from crm_desktop.domain.phones import format_phone, parse_phones
from crm_desktop.words import formats

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
    assert requisites.clean_digits(row["input"].split("/")[0]) == row["value"]


@pytest.mark.parametrize("row", V["ogrn"]["valid"], ids=lambda r: r["value"])
def test_ogrn_valid(row: dict[str, str]) -> None:
    assert requisites.check_ogrn(row["value"]) is None


@pytest.mark.parametrize("row", V["ogrn"]["invalid"], ids=lambda r: r["value"])
def test_ogrn_invalid(row: dict[str, str]) -> None:
    assert requisites.check_ogrn(row["value"]) is not None


def test_kpp_okpo_bik() -> None:
    assert [k for k in V["kpp"]["valid"] if requisites.check_kpp(k)] == []
    assert [k for k in V["kpp"]["invalid"] if not requisites.check_kpp(k)] == []
    sure = [k for k in V["okpo"]["valid"] if k.startswith("000")]
    assert [k for k in sure if requisites.check_okpo(k)] == []
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


@pytest.mark.parametrize(
    "row", [c for c in V["qr_gost"]["cases"] if c["encoding"] == "utf-8" and "Sum" in c["fields"]], ids=lambda r: r["name"]
)
def test_payment_string(row: dict[str, Any]) -> None:
    fields = row["fields"]
    seller = Party(
        name=fields["Name"],
        inn=fields.get("PayeeINN", ""),
        kpp=fields.get("KPP", ""),
        bank_name=fields["BankName"],
        bik=fields["BIC"],
        account=fields["PersonalAcc"],
        corr_account=fields["CorrespAcc"],
    )
    made = payment_qr.payment_string(seller, int(fields["Sum"]), fields["Purpose"])
    assert made == row["string"]


@pytest.mark.parametrize("row", V["phones"]["valid"], ids=lambda r: r["input"])
def test_phone(row: dict[str, str]) -> None:
    found = parse_phones(row["input"], row["default_region"])
    assert [p.normal for p in found] == [row["e164"]]
    assert found[0].ext == row.get("ext")


@pytest.mark.parametrize("row", V["phones"]["print_ru"], ids=lambda r: r["e164"])
def test_phone_print(row: dict[str, str]) -> None:
    assert format_phone(row["e164"], row.get("ext")) == row["print"]


@pytest.mark.parametrize("row", V["phones"]["needs_attention"], ids=lambda r: r["input"])
def test_phone_kept_but_not_guessed(row: dict[str, str]) -> None:
    found = parse_phones(row["input"])
    assert all(p.normal is None for p in found) or len(found) > 1


@pytest.mark.parametrize("row", V["phones"]["duplicates"], ids=lambda r: r[0])
def test_one_phone_is_one_person(row: list[str]) -> None:
    assert len({parse_phones(text)[0].normal for text in row}) == 1


@pytest.mark.parametrize(
    ("text", "normals"),
    [
        ("(916) 123-45-67", ["+79161234567"]),
        ("8-800-555-35-35", ["+78005553535"]),
        ("тел. 8 (343) 123-45-67", ["+73431234567"]),
        ("Phone: +7 916 123 45 67", ["+79161234567"]),
        ("8 916 123-45-67 (доб. 0792)", ["+79161234567"]),
        ("'+79161234567", ["+79161234567"]),
        ("79161234567.0", ["+79161234567"]),
        ("7.9161234567E10", ["+79161234567"]),
        ("123-45-67", [None]),
        ("8 916 123-45-67, 8 495 123-45-67", ["+79161234567", "+74951234567"]),
        ("89161234567 84951234567", ["+79161234567", "+74951234567"]),
        ("8 916 123-45-67; +7 495 1234567", ["+79161234567", "+74951234567"]),
        ("8 916 123-45-67/8 495 123-45-67", ["+79161234567", "+74951234567"]),
        ("8 916 123-45-67\n8 495 123-45-67", ["+79161234567", "+74951234567"]),
        ("8\u00a0916\u00a0123-45-67\u00a0", ["+79161234567"]),
        ("8 701 123 45 67", ["+77011234567"]),
        ("8 916 123-45-678", [None]),
    ],
)
def test_notations_of_real_lists(text: str, normals: list[str | None]) -> None:
    assert [p.normal for p in parse_phones(text)] == normals


@pytest.mark.parametrize("row", V["format"]["money"], ids=lambda r: r["amount"])
def test_money_format(row: dict[str, str]) -> None:
    amount = minor(row["amount"])
    plain = row["ru"].replace("\u202f", "\u00a0").replace(" ", "\u00a0")
    assert formats.amount(amount, "RUB", "ru") == plain
    assert formats.money(amount, "USD", "en") == row["en_usd"]


@pytest.mark.parametrize("row", V["format"]["parse_money"], ids=lambda r: r["input"])
def test_parse_money(row: dict[str, str]) -> None:
    assert money.parse_money(row["input"]) == minor(row["amount"])


@pytest.mark.parametrize(("text", "amount"), [("45к", 4_500_000), ("45 000,50", 4_500_050)])
def test_money_as_typed(text: str, amount: int) -> None:
    assert money.parse_money(text) == amount


@pytest.mark.parametrize("row", V["dates"]["cases"], ids=lambda r: r["iso"])
def test_date_format(row: dict[str, str]) -> None:
    assert formats.long_date(row["iso"], "ru") == row["ru_long"].replace("\u00a0", " ")
    assert formats.short_date(row["iso"], "ru") == row["ru_short"]
    assert formats.long_date(row["iso"], "en") == row["en_us"]
