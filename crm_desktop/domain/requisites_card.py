"""A firm's card as fields: what was found, from which words, what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crm_desktop.domain import requisites
from crm_desktop.domain.clients import (
    ClientDraft,
    ClientKind,
    ContactDraft,
    PointDraft,
    PointKind,
)
from crm_desktop.domain.problems import Problem
from crm_desktop.domain.requisites_labels import ACTUAL
from crm_desktop.domain.requisites_values import CHECKS, FORM, IBAN, TRADER
from crm_desktop.late import dataclass

_POINTS = (PointKind.PHONE, PointKind.EMAIL, PointKind.SITE)
_BANKING = ("bank_name", "bik", "account", "corr_account", ACTUAL, "basis", "accountant")
_CITY = re.compile(r"(?<![А-Яа-яё])(?:г\.|гор\.|город)\s*([А-ЯЁ][А-Яа-яё-]+(?: [А-ЯЁ][а-яё-]+)?)")


@dataclass(frozen=True, slots=True)
class Found:
    """One value, the field it belongs to, and the words it was taken from."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a text says about a firm.

    Fields are those of `OrganisationDraft`, besides `site`, `actual_address` and `basis`.
    `others` is what has no place; `problems` only warn: everything is kept as it stood.
    """

    found: tuple[Found, ...] = ()
    others: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def value(self, name: str) -> str:
        """The value of a field, "" when the text does not say."""
        return next((one.value for one in self.found if one.field == name), "")

    def values(self) -> dict[str, str]:
        """All values by field."""
        return {one.field: one.value for one in self.found}

    @property
    def kind(self) -> ClientKind:
        """What the name and the numbers make of it."""
        trader = TRADER.match(self.value("name")) or len(self.value("ogrn")) == 15
        alone = len(self.value("inn")) == 12 and not FORM.search(self.value("name"))
        return ClientKind.SOLE_TRADER if trader or alone else ClientKind.COMPANY


def client_draft(card: Card) -> ClientDraft:
    """The card as a client; what a client has no field for stands in its comment."""
    value = card.value
    points = [PointDraft(kind, value(kind.value)) for kind in _POINTS if value(kind.value)]
    contacts: tuple[ContactDraft, ...] = ()
    if value("director"):
        contacts = (ContactDraft(value("director"), value("director_title")),)
    bank = [one.source for one in card.found if one.field in _BANKING]
    city = _CITY.search(value("address"))
    return ClientDraft(
        name=value("name"),
        kind=card.kind,
        inn=value("inn"),
        kpp=value("kpp"),
        ogrn=value("ogrn"),
        city=city.group(1) if city else "",
        address=value("address"),
        points=tuple(points),
        contacts=contacts,
        comment="\n".join(dict.fromkeys([*bank, *card.others])),
    )


def doubts_of(card: Card) -> Iterator[Problem]:
    """What does not fit together; it warns and never forbids."""
    value = card.value
    for name, check in CHECKS.items():
        text = value(name)
        foreign = name in ("inn", "bik", "ogrn") and any("A" <= sign <= "Z" for sign in text)
        if text and not foreign and not _is_abroad(card):
            doubt = check(text)
            if doubt is not None:
                yield doubt
    account, bik = value("account"), value("bik")
    if account and IBAN.fullmatch(account):
        doubt = requisites.check_iban(account)
    elif account and not _is_abroad(card):
        doubt = requisites.check_account(account, bik)
    else:
        doubt = None
    if doubt is not None:
        yield doubt
    corr = value("corr_account")
    doubt = requisites.check_corr_account(corr, bik) if corr else None
    if doubt is not None:
        yield doubt


def _is_abroad(card: Card) -> bool:
    """Whether the firm is outside of the rules of Russia."""
    said = " ".join(one.source for one in card.found)
    return not re.search(r"[А-Яа-яЁё]", said)
