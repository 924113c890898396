"""What belongs to a client besides itself: relations, addresses, accounts, and their checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.domain.requisites import (
    check_account,
    check_bik,
    check_corr_account,
    check_iban,
    clean_digits,
)
from crm_desktop.domain.rhythm import LONGEST, NOT_A_RHYTHM
from crm_desktop.domain.text import clean_text
from crm_desktop.domain.yearly import NOT_A_YEARLY_DAY, is_yearly
from crm_desktop.late import dataclass

LIMIT = 500
WHOLE = 10_000
"""A hundred percent, in hundredths."""
RELATED_TO_ITSELF = code("client.related-to-itself")
DISCOUNT_RANGE = code("client.discount-out-of-range")


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """How a client stands to another: `kind` is a word of the user's list."""

    other_id: int | None
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """One more address as typed."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """A bank account as typed."""

    account: str = ""
    bik: str = ""
    bank_name: str = ""
    corr_account: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class DateDraft:
    """A day to think of every year: a date, or --MM-DD where nobody knows the year."""

    label: str
    on_date: str | None


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a client buys, and whether they agreed to be written to.

    `discount` is in hundredths of a percent; `rhythm_days` lie between two contacts, None for no
    rule.
    """

    price_group: str = ""
    discount: int = 0
    consent_on: date | None = None
    consent_source: str = ""
    consent_purpose: str = ""
    rhythm_days: int | None = None

    def values(self) -> dict[str, Any]:
        """The client's columns as stored."""
        return {
            "price_group": clean_text(self.price_group).strip(),
            "discount": self.discount,
            "consent_on": self.consent_on.isoformat() if self.consent_on else None,
            "consent_source": clean_text(self.consent_source).strip(),
            "consent_purpose": clean_text(self.consent_purpose).strip(),
            "rhythm_days": self.rhythm_days,
        }


def check_terms(terms: Terms) -> Iterator[Problem]:
    """A discount is between nothing and the whole price, a rhythm between a day and ten years."""
    if not 0 <= terms.discount <= WHOLE:
        yield Problem("discount", DISCOUNT_RANGE)
    if terms.rhythm_days is not None and not 1 <= terms.rhythm_days <= LONGEST:
        yield Problem("rhythm_days", NOT_A_RHYTHM, {"value": str(terms.rhythm_days)[:200]})
    yield from _too_long(
        price_group=terms.price_group,
        consent_source=terms.consent_source,
        consent_purpose=terms.consent_purpose,
    )


def check_relation(client_id: int, draft: RelationDraft) -> Iterator[Problem]:
    """Somebody else, and a word for it."""
    if draft.other_id is None:
        yield Problem("other_id", REQUIRED)
    elif draft.other_id == client_id:
        yield Problem("other_id", RELATED_TO_ITSELF)
    if not draft.kind.strip():
        yield Problem("kind", REQUIRED)
    yield from _too_long(kind=draft.kind, note=draft.note)


def check_address(draft: AddressDraft) -> Iterator[Problem]:
    """An address has a text."""
    if not draft.text.strip():
        yield Problem("text", REQUIRED)
    yield from _too_long(text=draft.text, label=draft.label)


def check_date(draft: DateDraft) -> Iterator[Problem]:
    """A day to think of has a name and a day of the calendar."""
    if not draft.label.strip():
        yield Problem("label", REQUIRED)
    if draft.on_date is None:
        yield Problem("on_date", REQUIRED)
    elif not is_yearly(draft.on_date):
        yield Problem("on_date", NOT_A_YEARLY_DAY, {"value": draft.on_date[:200]})
    yield from _too_long(label=draft.label)


def check_account_draft(draft: AccountDraft) -> Iterator[Problem]:
    """An account has a number or at least a bank; what is doubtful about them only warns."""
    if not any(part.strip() for part in (draft.account, draft.bik, draft.bank_name)):
        yield Problem("account", REQUIRED)
    yield from _too_long(
        account=draft.account,
        bik=draft.bik,
        bank_name=draft.bank_name,
        corr_account=draft.corr_account,
        label=draft.label,
    )


def doubts(draft: AccountDraft, *, russian: bool = True) -> Iterator[Problem]:
    """What looks mistyped: БИК, the keys of the accounts within their bank, an IBAN's digits."""
    values = account_values(draft)
    account, bik, corr = values["account"], values["bik"], values["corr_account"]
    if not russian:
        plain = account.replace(" ", "").upper()
        if plain[:2].isalpha() and plain.isascii() and plain.isalnum() and len(plain) > 4:
            found = check_iban(plain)
            if found is not None:
                yield found
        return
    checked = (
        check_bik(bik) if bik else None,
        check_account(account, bik) if account else None,
        check_corr_account(corr, bik) if corr else None,
    )
    yield from (one for one in checked if one is not None)


def address_values(draft: AddressDraft) -> dict[str, str]:
    """An address's columns as stored."""
    return {"text": clean_text(draft.text).strip(), "label": clean_text(draft.label).strip()}


def date_values(draft: DateDraft) -> dict[str, str]:
    """The columns of a day to think of as stored."""
    return {"label": clean_text(draft.label).strip(), "on_date": draft.on_date or ""}


def account_values(draft: AccountDraft) -> dict[str, str]:
    """An account's columns as stored."""
    return {
        "account": clean_digits(draft.account),
        "bik": clean_digits(draft.bik),
        "corr_account": clean_digits(draft.corr_account),
        "bank_name": clean_text(draft.bank_name).strip(),
        "label": clean_text(draft.label).strip(),
    }


def _too_long(**texts: str) -> Iterator[Problem]:
    for name, text in texts.items():
        if len(text) > LIMIT:
            yield Problem(name, TOO_LONG, {"limit": LIMIT})
