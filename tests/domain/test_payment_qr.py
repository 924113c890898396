"""The payment code of an invoice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.domain.documents import Party, VatMode, VatTotal
from crm_desktop.domain.payment_qr import (
    REQUIRED,
    gost_string,
    may_pay_by_qr,
    payment_string,
    purpose,
)

V: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "vectors.json").read_text(encoding="utf-8")
)["qr_gost"]
SELLER = Party(
    name='ООО "Ромашка"',
    inn="7701000001",
    kpp="770101001",
    bank_name="ПАО Сбербанк",
    bik="044525225",
    account="40702810200000000001",
    corr_account="30101810400000000225",
)


@pytest.mark.parametrize("row", V["cases"], ids=lambda r: r["name"])
def test_strings_of_the_notes(row: dict[str, Any]) -> None:
    made = gost_string(row["fields"], row["encoding"])
    assert made == row["string"]
    assert len(made.encode(row["encoding"])) == row["byte_length"]


def test_an_invoice() -> None:
    on = date(2026, 11, 21)
    text = purpose("15", on, [VatTotal(22, 220_00)], VatMode.INCLUDED)
    assert payment_string(SELLER, 1_220_00, text) == V["cases"][0]["string"]
    assert purpose("7", date(2026, 11, 1), [], VatMode.NONE) == V["cases"][2]["fields"]["Purpose"]


@pytest.mark.parametrize("row", V["sum_kopecks"], ids=lambda r: r["amount"])
def test_sum_in_kopecks(row: dict[str, str]) -> None:
    assert f"|Sum={row['Sum']}|" in payment_string(SELLER, int(row["Sum"]), "Оплата")


def test_what_is_no_code() -> None:
    fields = dict(V["cases"][0]["fields"])
    with pytest.raises(ValueError, match="Sum"):
        gost_string({**fields, "Sum": "1220.00"})
    with pytest.raises(ValueError, match="CorrespAcc"):
        gost_string({**fields, "CorrespAcc": ""})
    backwards = gost_string(dict(reversed(list(fields.items()))))
    assert [part.split("=")[0] for part in backwards.split("|")[1:6]] == list(REQUIRED)
    assert "\n" not in gost_string({**fields, "Purpose": "Оплата\nпо счету"})


def test_limits() -> None:
    long = replace(
        SELLER,
        name="Общество с ограниченной ответственностью «" + "Ромашка " * 40,
        bank_name="Б" * 99,
    )
    made = payment_string(long, 100, "Ж" * 300)
    parts = made.split("|")
    assert len("|".join(parts[1:6]).encode()) <= 300
    assert parts[1].startswith("Name=ООО «Ромашка")
    assert parts[3] == "BankName=" + "Б" * 45
    assert parts[-1] == "Purpose=" + "Ж" * 160


def test_every_separator_taken() -> None:
    made = payment_string(replace(SELLER, name="A|^~#;B"), 100, "x")
    assert made.startswith("ST00012|Name=A ^~#;B|PersonalAcc=")


def test_many_rates_are_put_together() -> None:
    rates = [VatTotal(p, 123_456_789_00) for p in (22, 20, 18, 10, 7, 5)]
    text = purpose("РМ-000018", date(2026, 11, 21), rates, VatMode.ON_TOP)
    assert len(text) <= 160
    assert text.endswith("В том числе НДС - 740740734.00 руб.")


def test_when_a_code_may_be_printed() -> None:
    assert may_pay_by_qr(SELLER, "RUB")
    assert not may_pay_by_qr(SELLER, "USD")
    for change in (
        {"name": " "},
        {"bank_name": ""},
        {"corr_account": ""},
        {"bik": "44525225"},
        {"account": "40702810200000000002"},
        {"corr_account": "30101810400000000226"},
    ):
        assert not may_pay_by_qr(replace(SELLER, **change), "RUB")
