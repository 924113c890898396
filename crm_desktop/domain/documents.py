"""What a paper says: lines, totals, and the sheet that is frozen when it is issued."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from enum import StrEnum

from crm_desktop.late import dataclass


class DocumentKind(StrEnum):
    """Kinds of papers; the first ring issues invoices for payment."""

    INVOICE = "invoice"


class DocumentStatus(StrEnum):
    """Where a paper is in its life; an issued one is frozen."""

    DRAFT = "draft"
    ISSUED = "issued"
    CANCELLED = "cancelled"


class VatMode(StrEnum):
    """How line prices relate to VAT."""

    INCLUDED = "included"
    ON_TOP = "on_top"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line as proposed.

    `quantity` in thousandths of the unit, `price` in ten-thousandths of the currency's main
    unit, `discount` in hundredths of a percent. `vat_rate` is a code of `domain.vat` (`standard`,
    `reduced`, `zero`, `usn5`, `usn7`) or None for "no VAT".
    """

    name: str
    quantity: int = 1000
    unit: str = "шт"
    price: int = 0
    discount: int = 0
    vat_rate: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A paper as proposed by a form or a JSON file."""

    client_id: int
    organisation_id: int | None = None
    deal_id: int | None = None
    kind: DocumentKind = DocumentKind.INVOICE
    date: dt.date | None = None
    due_date: dt.date | None = None
    vat_mode: VatMode = VatMode.NONE
    currency: str = "RUB"
    lines: tuple[LineDraft, ...] = ()
    basis: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a paper with everything printed about it."""

    name: str
    kind: str = "company"
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    bank_name: str = ""
    bik: str = ""
    account: str = ""
    corr_account: str = ""
    director_title: str = ""
    director: str = ""
    accountant: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The PNG files that are printed with a paper, None for each that is not."""

    logo: bytes | None = None
    stamp: bytes | None = None
    signature: bytes | None = None


@dataclass(frozen=True, slots=True)
class PrintWith:
    """What one print shows of the firm's pictures; `stamp` stands for stamp and signature."""

    logo: bool = True
    stamp: bool = True


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One printed line; money in minor units, `vat_percent` None = no VAT."""

    name: str
    quantity: int
    unit: str
    price: int
    discount: int
    vat_percent: int | None
    amount: int
    vat: int


@dataclass(frozen=True, slots=True)
class VatTotal:
    """VAT of one rate, summed over lines; `percent` in whole percent."""

    percent: int
    vat: int


@dataclass(frozen=True, slots=True)
class DocumentSheet:
    """All that a printed form needs, frozen at issue: later edits of cards do not change it.

    `total` is what is to be paid, in minor units; `subtotal` the sum of the lines' amounts.
    `number` is empty on a draft. `language` is that of the form. `logo`, `stamp` and `signature`
    are hashes of files beside the base.
    """

    kind: str
    form: str
    number: str
    date: str
    due_date: str | None
    seller: Party
    buyer: Party
    currency: str
    vat_mode: str
    lines: tuple[SheetLine, ...]
    subtotal: int
    vat_totals: tuple[VatTotal, ...]
    vat: int
    total: int
    in_words: str
    basis: str = ""
    comment: str = ""
    notice: str = ""
    qr: str = ""
    logo: str = ""
    stamp: str = ""
    signature: str = ""
    language: str = "ru"
    extra: dict[str, str] = field(default_factory=dict)
