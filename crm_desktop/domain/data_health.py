"""What may be missing or wrong in the data about clients, and how those clients are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from crm_desktop.domain.client_parts import AccountDraft, doubts
from crm_desktop.domain.filters import Condition, Filter, Group, Operator
from crm_desktop.domain.requisites import check_inn, check_kpp, check_ogrn


class Gap(StrEnum):
    """Something missing or wrong, in the order in which it hurts."""

    NO_PHONE = "no-phone"
    NO_STEP = "no-step"
    NO_OWNER = "no-owner"
    DUPLICATE = "duplicate"
    BAD_REQUISITES = "bad-requisites"
    BAD_PHONE = "bad-phone"
    BAD_EMAIL = "bad-email"
    BAD_BIRTHDAY = "bad-birthday"
    NO_SOURCE = "no-source"
    NO_EMAIL = "no-email"
    NO_CITY = "no-city"
    NO_CONSENT = "no-consent"


def _empty(field: str) -> Filter:
    return Group((Condition(field, Operator.EMPTY),))


def _yes(field: str) -> Filter:
    return Group((Condition(field, Operator.IS, (True,)),))


FILTERS: Mapping[Gap, Filter] = MappingProxyType(
    {
        Gap.NO_PHONE: _empty("phone"),
        Gap.NO_STEP: Group(
            (
                Condition("open_deals", Operator.MORE, (0,)),
                Condition("next_task_on", Operator.EMPTY),
            )
        ),
        Gap.NO_OWNER: _empty("owner"),
        Gap.DUPLICATE: _yes("same_key"),
        Gap.BAD_REQUISITES: _yes("bad_requisites"),
        Gap.BAD_PHONE: _yes("bad_phone"),
        Gap.BAD_EMAIL: _yes("bad_email"),
        Gap.BAD_BIRTHDAY: _yes("bad_birthday"),
        Gap.NO_SOURCE: _empty("source"),
        Gap.NO_EMAIL: _empty("email"),
        Gap.NO_CITY: _empty("city"),
        Gap.NO_CONSENT: _empty("consent_on"),
    }
)
"""Whom a list shows that opens from a gap: the very clients that are counted."""
SLOW = (Gap.DUPLICATE, Gap.BAD_REQUISITES)
"""Looked through client by client: not counted anew at every change."""
ONLY_RUSSIAN = frozenset({Gap.BAD_REQUISITES})
"""Checked where the numbers of Russian firms are known."""
OLDEST_YEARS = 120
"""Nobody was born longer ago."""


def doubtful(inn: str, kpp: str, ogrn: str) -> bool:
    """Whether one of these numbers looks mistyped; what is empty is no mistake."""
    checks = ((inn, check_inn), (kpp, check_kpp), (ogrn, check_ogrn))
    return any(text and check(text) is not None for text, check in checks)


def doubtful_account(account: str, bik: str, corr_account: str) -> bool:
    """Whether a bank account looks mistyped within its bank."""
    draft = AccountDraft(account=account, bik=bik, corr_account=corr_account)
    return any(True for _one in doubts(draft))


def share(count: int, total: int) -> int:
    """Percent of the whole, so that only nobody is 0 and only everybody is 100."""
    if not 0 < count < total:
        return 100 if total and count else 0
    return min(max(round(count * 100 / total), 1), 99)


def open_gaps(counts: Mapping[Gap, int], gaps: Iterable[Gap]) -> list[Gap]:
    """Those of the gaps that somebody falls into."""
    return [gap for gap in gaps if counts.get(gap)]
