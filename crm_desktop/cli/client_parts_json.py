"""What belongs to a client as JSON: addresses, accounts, terms, consent, relations."""

from __future__ import annotations

from collections.abc import Mapping

from crm_desktop.cli.values import (
    WRONG_KIND,
    day,
    decimal,
    list_of,
    object_of,
    scaled,
    text_of,
)
from crm_desktop.domain.client_parts import AccountDraft, AddressDraft, DateDraft, Terms
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.domain.rhythm import NOT_A_RHYTHM, rhythm_days
from crm_desktop.queries.clients import ClientCard

_ACCOUNT = ("account", "bik", "bank_name", "corr_account", "label")


def parts_of(
    data: Mapping[str, object],
) -> tuple[tuple[AddressDraft, ...], tuple[AccountDraft, ...], tuple[DateDraft, ...], Terms]:
    """The fields of a draft that stand in these keys; `Refused` for a value of a wrong kind."""
    addresses = []
    for given in list_of(data, "addresses"):
        one = {"text": given} if isinstance(given, str) else object_of(given, "addresses")
        addresses.append(AddressDraft(text_of(one, "text"), text_of(one, "label")))
    accounts = []
    for given in list_of(data, "accounts"):
        one = object_of(given, "accounts")
        accounts.append(AccountDraft(**{name: text_of(one, name) for name in _ACCOUNT}))
    dates = []
    for given in list_of(data, "dates"):
        one = object_of(given, "dates")
        dates.append(DateDraft(text_of(one, "label"), text_of(one, "date")))
    consent = object_of(data.get("consent") or {}, "consent")
    discount = scaled(data.get("discount", 0), 2, "discount")
    terms = Terms(
        text_of(data, "price_group"),
        discount,
        day(consent.get("date"), "consent"),
        text_of(consent, "source"),
        text_of(consent, "purpose"),
        _rhythm(data.get("rhythm_days")),
    )
    return tuple(addresses), tuple(accounts), tuple(dates), terms


def _rhythm(value: object) -> int | None:
    """Days as a number, or in words as people say them."""
    if value is None or value == "":
        return None
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not isinstance(value, str):
        raise Refused(Problem("rhythm_days", WRONG_KIND))
    found = rhythm_days(str(value))
    if found is None:
        raise Refused(Problem("rhythm_days", NOT_A_RHYTHM, {"value": str(value)[:200]}))
    return found


def parts_data(card: ClientCard) -> dict[str, object]:
    """The same of a card, and its relations; a discount is a percentage as a decimal text."""
    return {
        "price_group": card.price_group,
        "discount": decimal(card.discount, 2),
        "consent": {
            "date": card.consent_on,
            "source": card.consent_source,
            "purpose": card.consent_purpose,
        },
        "rhythm_days": card.rhythm_days,
        "addresses": [{"text": one.text, "label": one.label} for one in card.addresses],
        "accounts": [{name: getattr(one, name) for name in _ACCOUNT} for one in card.accounts],
        "dates": [{"label": one.label, "date": one.on_date} for one in card.dates],
        "relations": [
            {
                "client": one.other_id,
                "name": one.other,
                "kind": one.kind,
                "outward": one.outward,
                "note": one.note,
            }
            for one in card.relations
        ],
    }
