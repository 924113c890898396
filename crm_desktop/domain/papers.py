"""From a draft to the sheet that is printed: checks, totals, words, payment string."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from crm_desktop.domain import amount_words, money, payment_qr, vat
from crm_desktop.domain.documents import (
    DocumentDraft,
    DocumentSheet,
    Party,
    SheetLine,
    VatMode,
    VatTotal,
)
from crm_desktop.domain.problems import REQUIRED, Problem, code

NO_ORGANISATION = code("document.no-organisation")
ALREADY_ISSUED = code("document.already-issued")
NO_LINES = code("document.no-lines")
NOTHING_TO_PAY = code("document.nothing-to-pay")
NEGATIVE = code("document.negative")

FORMS = {("invoice", "ru"): "invoice-ru-1", ("invoice", "en"): "invoice-en-1"}
"""Printed forms by kind and language; a new edition of a form gets a new name."""


def check(draft: DocumentDraft, *, issuing: bool = False) -> Iterator[Problem]:
    """What forbids saving, and with `issuing` what forbids giving a number."""
    for place, line in enumerate(draft.lines):
        if not line.name.strip():
            yield Problem(f"lines.{place}.name", REQUIRED)
        if line.quantity < 0 or line.price < 0:
            yield Problem(f"lines.{place}.quantity", NEGATIVE)
    if issuing and not draft.lines:
        yield Problem("lines", NO_LINES)
    elif issuing and make_sheet(draft, Party(""), Party(""), "", "ru").total <= 0:
        yield Problem("lines", NOTHING_TO_PAY)


def make_sheet(
    draft: DocumentDraft, seller: Party, buyer: Party, number: str, language: str
) -> DocumentSheet:
    """Everything a form prints; VAT per line, half-up, at the rate of the paper's date."""
    on = draft.date or datetime.now().astimezone().date()
    digits = money.minor_digits(draft.currency)
    lines = tuple(_line(line, draft.vat_mode, on, digits) for line in draft.lines)
    totals = vat.totals([(x.amount, x.vat_percent) for x in lines], draft.vat_mode)
    sheet_language = language if language in {"ru", "en"} else "en"
    qr = ""
    if number and payment_qr.may_pay_by_qr(seller, draft.currency) and totals.total > 0:
        qr = payment_qr.payment_string(
            seller,
            totals.total,
            payment_qr.purpose(number, on, totals.per_rate, draft.vat_mode),
        )
    return DocumentSheet(
        kind=draft.kind.value,
        form=FORMS[draft.kind.value, sheet_language],
        number=number,
        date=on.isoformat(),
        due_date=draft.due_date.isoformat() if draft.due_date else None,
        seller=seller,
        buyer=buyer,
        currency=draft.currency,
        vat_mode=draft.vat_mode.value,
        lines=lines,
        subtotal=totals.subtotal,
        vat_totals=totals.per_rate,
        vat=totals.vat,
        total=totals.total,
        in_words=amount_words.in_words(totals.total, draft.currency, sheet_language),
        basis=draft.basis,
        comment=draft.comment,
        qr=qr,
        language=sheet_language,
    )


def _line(line: Any, mode: VatMode, on: date, digits: int) -> SheetLine:
    amount = money.line_amount(line.quantity, line.price, line.discount, digits)
    percent = (
        vat.percent_of(line.vat_rate, on)
        if mode is not VatMode.NONE and line.vat_rate is not None
        else None
    )
    tax = vat.vat_of(amount, percent, mode) if percent is not None else 0
    return SheetLine(
        line.name, line.quantity, line.unit, line.price, line.discount, percent, amount, tax
    )


def sheet_from(data: Mapping[str, Any]) -> DocumentSheet:
    """A frozen sheet read back from its stored JSON."""
    values = dict(data)
    values["seller"] = Party(**values["seller"])
    values["buyer"] = Party(**values["buyer"])
    values["lines"] = tuple(SheetLine(**line) for line in values["lines"])
    values["vat_totals"] = tuple(VatTotal(**total) for total in values["vat_totals"])
    return DocumentSheet(**values)
