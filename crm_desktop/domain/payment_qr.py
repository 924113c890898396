"""The payment code of an invoice: a string by ГОСТ Р 56042-2014 (documents.md §5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from crm_desktop.domain.documents import Party, VatMode, VatTotal
from crm_desktop.domain.requisites import check_account, check_bik

REQUIRED = ("Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc")
"""Fields that every code holds, in the order the standard demands."""
REQUIRED_BYTES = 300
_LIMITS = {"Name": 160, "BankName": 45, "Purpose": 160}
_SEPARATORS = "|^~#;"
_SERVICE = {"cp1251": "ST00011", "utf-8": "ST00012", "koi8-r": "ST00013"}
_FORMS = (
    (re.compile(r"общество с ограниченной ответственностью", re.IGNORECASE), "ООО"),
    (re.compile(r"(?:публичное )акционерное общество", re.IGNORECASE), "ПАО"),
    (re.compile(r"акционерное общество", re.IGNORECASE), "АО"),
    (re.compile(r"индивидуальный предприниматель", re.IGNORECASE), "ИП"),
)


def may_pay_by_qr(party: Party, currency: str) -> bool:
    """Whether a code may be printed: roubles, all five requisites, and keys that fit the bank."""
    return (
        currency == "RUB"
        and bool(party.name.strip() and party.bank_name.strip())
        and check_bik(party.bik) is None
        and check_account(party.account, party.bik) is None
        and check_account(party.corr_account, party.bik) is None
    )


def payment_string(seller: Party, total: int, purpose_text: str) -> str:
    """What the code of an invoice holds, in UTF-8; `total` is what remains to pay, in kopecks.

    A long name is shortened, for the required fields must fit into 300 bytes.
    """
    fields = {
        "Name": seller.name,
        "PersonalAcc": seller.account,
        "BankName": seller.bank_name,
        "BIC": seller.bik,
        "CorrespAcc": seller.corr_account or "0",
    }
    if seller.inn.isdigit() and len(seller.inn) in {10, 12}:
        fields["PayeeINN"] = seller.inn
    if len(seller.kpp) == 9:
        fields["KPP"] = seller.kpp
    if total > 0:
        fields["Sum"] = str(total)
    if purpose_text:
        fields["Purpose"] = purpose_text
    return gost_string(fields)


def gost_string(fields: Mapping[str, str], encoding: str = "utf-8") -> str:
    """The string of a code: service block, the five required fields, then the others in order.

    Line breaks become spaces, values are cut to their limits, and the separator is a sign that
    no value holds. Encode it as `encoding` before drawing. Raises `ValueError` without one of
    the required fields or with a `Sum` that is not a whole number of kopecks.
    """
    missing = [key for key in REQUIRED if not fields.get(key, "").strip()]
    if missing or not fields.get("Sum", "0").isdigit():
        raise ValueError(f"no payment code: {', '.join(missing) or 'Sum'}")
    order = [*REQUIRED, *(key for key in fields if key not in REQUIRED)]
    values = {key: " ".join(fields[key].split()) for key in order}
    values = {key: text[: _LIMITS.get(key, len(text))] for key, text in values.items()}
    if _size(values, encoding) > REQUIRED_BYTES:
        for form, short in _FORMS:
            values["Name"] = form.sub(short, values["Name"])
    while _size(values, encoding) > REQUIRED_BYTES:
        values["Name"] = values["Name"][:-1].rstrip()
    joined = "".join(values.values())
    separator = next((sign for sign in _SEPARATORS if sign not in joined), "|")
    if separator in joined:  # every candidate stands in some value
        values = {key: text.replace(separator, " ") for key, text in values.items()}
    return _SERVICE[encoding] + "".join(f"{separator}{k}={v}" for k, v in values.items())


def purpose(number: str, on: date, vat_totals: Iterable[VatTotal], mode: VatMode) -> str:
    """The purpose of payment: which invoice, and the statement about VAT that banks expect.

    At most 160 characters: many rates are put together, then the rest is cut.
    """
    text = f"Оплата по счету № {number} от {on:%d.%m.%Y}. "
    rates = list(vat_totals)
    if mode is VatMode.NONE or not rates:
        return (text + "НДС не облагается")[: _LIMITS["Purpose"]]
    parts = [f"НДС {rate.percent}% - {_roubles(rate.vat)} руб." for rate in rates]
    whole = text + "В том числе " + ", ".join(parts)
    if len(whole) > _LIMITS["Purpose"]:
        tax = sum(rate.vat for rate in rates)
        whole = text + f"В том числе НДС - {_roubles(tax)} руб."
    return whole[: _LIMITS["Purpose"]]


def _roubles(kopecks: int) -> str:
    return f"{kopecks // 100}.{kopecks % 100:02d}"


def _size(values: Mapping[str, str], encoding: str) -> int:
    """Bytes of the required block."""
    block = "|".join(f"{key}={values[key]}" for key in REQUIRED)
    return len(block.encode(encoding, "replace"))
