"""Wordings of what deals, tasks and requisites are refused or remarked for."""

from __future__ import annotations

from crm_desktop.words import pgettext
from crm_desktop.words.wording import Wording

PROBLEMS: dict[str, Wording] = {
    "deal.amount-needed": lambda _: pgettext(
        "Deals", "A won deal needs an amount. The deal stays where it was; enter the amount."
    ),
    "deal.amount-negative": lambda _: pgettext("Deals", "An amount cannot be less than zero."),
    "deal.reason-needed": lambda _: pgettext(
        "Deals", "Why is the deal lost? It stays where it was until there is a reason."
    ),
    "task.bad-time": lambda _: pgettext("Tasks", "This is no time. Write it as 09:30."),
    "task.time-without-day": lambda _: pgettext("Tasks", "There is a time but no day. Add it."),
    "requisites.inn-length": lambda _: pgettext(
        "Documents", "An INN has 10 digits for a firm and 12 for a person. It is kept as typed."
    ),
    "requisites.inn-checksum": lambda _: pgettext(
        "Documents", "The digits of this INN do not fit together. It is kept as typed; check it."
    ),
    "requisites.inn-region": lambda _: pgettext(
        "Documents", "No INN begins with 00. It is kept as typed; check it."
    ),
    "requisites.kpp-form": lambda _: pgettext(
        "Documents", "A KPP has nine characters. It is kept as typed; check it."
    ),
    "requisites.ogrn-length": lambda _: pgettext(
        "Documents", "An OGRN has 13 digits, an OGRNIP 15. It is kept as typed; check it."
    ),
    "requisites.ogrn-checksum": lambda _: pgettext(
        "Documents", "The digits of this OGRN do not fit together. It is kept as typed; check it."
    ),
    "requisites.okpo-length": lambda _: pgettext(
        "Documents", "An OKPO has 8 or 10 digits. It is kept as typed; check it."
    ),
    "requisites.okpo-checksum": lambda _: pgettext(
        "Documents", "The digits of this OKPO do not fit together. It is kept as typed; check it."
    ),
    "requisites.bik-form": lambda _: pgettext(
        "Documents", "A BIK has nine digits. It is kept as typed; check it."
    ),
    "requisites.account-length": lambda _: pgettext(
        "Documents", "An account has 20 digits. It is kept as typed; check it."
    ),
    "requisites.account-key": lambda _: pgettext(
        "Documents", "The account does not fit the BIK. Both are kept as typed; check them."
    ),
    "requisites.account-other-bank": lambda _: pgettext(
        "Documents",
        "The correspondent account is of another bank than the BIK. Both are kept as typed; "
        "check them.",
    ),
    "requisites.iban-checksum": lambda _: pgettext(
        "Documents",
        "The characters of this IBAN do not fit together. It is kept as typed; check it.",
    ),
    "requisites.name-in-genitive": lambda _: pgettext(
        "Documents", "The name stood as “{name}” and was put into its first form; check it."
    ),
    "requisites.look-alike": lambda _: pgettext(
        "Documents", "There are letters among the digits, such as О for 0. Type digits instead."
    ),
}
