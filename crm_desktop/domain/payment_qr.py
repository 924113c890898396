"""The payment code of an invoice: a ГОСТ Р 56042-2014 string (documents.md §5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from crm_desktop.domain.documents import Party, VatMode, VatTotal
from crm_desktop.domain.requisites import check_account, check_bik

_SEPARATORS = "|^~#;"
_LIMITS = {"Name": 160, "BankName": 45, "Purpose": 160}
REQUIRED_BYTES = 300


def may_pay_by_qr(party: Party, currency: str) -> bool:
    """Whether a code can be printed: roubles, and an account whose key fits its bank."""
    return (
        currency == "RUB"
        and bool(party.name and party.bank_name and party.corr_account)
        and check_bik(party.bik) is None
        and check_account(party.account, party.bik) is None
    )


def payment_string(seller: Party, total: int, purpose_text: str) -> str:
    """The `ST00012…` string; `total` in kopecks.

    The separator is a sign that stands in no value; the required block stays within 300 bytes
    by shortening the payee's name.
    """
    required = {
        "Name": seller.name,
        "PersonalAcc": seller.account,
        "BankName": seller.bank_name,
        "BIC": seller.bik,
        "CorrespAcc": seller.corr_account or "0",
    }
    extra = {
        "PayeeINN": seller.inn,
        "KPP": seller.kpp,
        "Sum": str(total),
        "Purpose": purpose_text,
    }
    values = {
        key: " ".join(text.split())[: _LIMITS.get(key, 300)]
        for key, text in {**required, **extra}.items()
        if text
    }
    while len("|".join(f"{k}={values[k]}" for k in required).encode()) > REQUIRED_BYTES - 8:
        values["Name"] = values["Name"][:-1]
    joined = "".join(values.values())
    separator = next((sign for sign in _SEPARATORS if sign not in joined), "|")
    return "ST00012" + "".join(f"{separator}{key}={text}" for key, text in values.items())


def purpose(
    number: str, on: date, vat_totals: Iterable[VatTotal], mode: VatMode
) -> str:
    """The purpose of payment: which invoice, and the statement about VAT."""
    text = f"Оплата по счету № {number} от {on:%d.%m.%Y}. "
    rates = list(vat_totals)
    if mode is VatMode.NONE or not rates:
        return text + "НДС не облагается"
    parts = [f"НДС {x.percent}% - {x.vat // 100}.{x.vat % 100:02d} руб." for x in rates]
    return text + "В том числе " + ", ".join(parts)
