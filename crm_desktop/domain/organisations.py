"""The user's own firms: what is printed about them and how it is checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.documents import VatMode
from crm_desktop.domain.problems import REQUIRED, Problem


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """One own firm as proposed; `vat_mode` and `vat_rate` are the defaults of its papers."""

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


def check(draft: OrganisationDraft) -> Iterator[Problem]:
    """Only a name is demanded: check digits warn, they do not forbid (documents.md §4)."""
    if not draft.name.strip():
        yield Problem("name", REQUIRED)
