"""The user's own firms: what is printed about them and how it is checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any

from crm_desktop.domain import requisites
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.documents import VatMode
from crm_desktop.domain.problems import REQUIRED, Problem, code
from crm_desktop.domain.requisites_values import IBAN
from crm_desktop.domain.text import clean_text
from crm_desktop.late import dataclass

HAS_PAPERS = code("organisation.has-papers")
BAD_TERM = code("organisation.bad-term")
MOST_DAYS = 365


class PictureKind(StrEnum):
    """What of a firm is printed as a picture."""

    LOGO = "logo"
    STAMP = "stamp"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """One own firm as proposed; `vat_mode` and `vat_rate` are the defaults of its papers.

    `due_days` is how long a client has to pay (None: not said), `notice` stands on every invoice.
    """

    name: str
    kind: ClientKind = ClientKind.COMPANY
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
    vat_mode: VatMode = VatMode.NONE
    vat_rate: str | None = None
    due_days: int | None = None
    notice: str = ""


def tidy(draft: OrganisationDraft) -> OrganisationDraft:
    """As it is kept: requisites without blanks, «ИНН/КПП» of one field taken apart."""
    texts: dict[str, Any] = {
        name: clean_text(value).strip()
        for name, value in asdict(draft).items()
        if isinstance(value, str) and name not in {"kind", "vat_mode", "vat_rate"}
    }
    inn, kpp = requisites.inn_and_kpp(texts["inn"])
    texts["inn"], texts["kpp"] = inn, requisites.clean_digits(texts["kpp"]) or kpp
    for name in ("ogrn", "bik", "account", "corr_account"):
        texts[name] = requisites.clean_digits(texts[name])
    rate = None if draft.vat_mode is VatMode.NONE else draft.vat_rate
    return replace(draft, vat_rate=rate, **texts)


def check(draft: OrganisationDraft) -> Iterator[Problem]:
    """Only a name is demanded: check digits warn, they do not forbid (documents.md §4)."""
    if not draft.name.strip():
        yield Problem("name", REQUIRED)
    if draft.due_days is not None and not 0 <= draft.due_days <= MOST_DAYS:
        yield Problem("due_days", BAD_TERM, {"limit": MOST_DAYS})


def remarks(draft: OrganisationDraft, country: str = "ru") -> Iterator[Problem]:
    """What looks doubtful about the requisites of a tidied draft; nothing is forbidden.

    Outside Russia only an IBAN has check digits that are the same everywhere (ISO 13616).
    """
    if country != "ru":
        doubt = requisites.check_iban(draft.account) if IBAN.fullmatch(draft.account) else None
        yield from () if doubt is None else (doubt,)
        return
    doubts = (
        requisites.check_inn(draft.inn) if draft.inn else None,
        requisites.check_kpp(draft.kpp) if draft.kpp else None,
        requisites.check_ogrn(draft.ogrn) if draft.ogrn else None,
        requisites.check_bik(draft.bik) if draft.bik else None,
        requisites.check_account(draft.account, draft.bik) if draft.account else None,
        requisites.check_corr_account(draft.corr_account, draft.bik)
        if draft.corr_account
        else None,
    )
    yield from (doubt for doubt in doubts if doubt is not None)
