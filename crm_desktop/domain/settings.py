"""Settings of the business: they travel with the base and are changed by commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from crm_desktop.domain.problems import REQUIRED, Problem, code
from crm_desktop.late import dataclass

NO_SETTING = code("settings.unknown")
DAYS_OUT_OF_RANGE = code("settings.days-out-of-range")
MOST_GREET_DAYS = 31


@dataclass(frozen=True, slots=True)
class Business:
    """What the whole base agrees on; one currency per base (decision 31).

    `print_logo` and `print_stamp` (stamp and signature) are what a paper begins with; each print
    may say otherwise. `greet_days` before a birthday or another yearly day it stands on the list of
    the day.
    """

    firm_name: str = ""
    country: str = "ru"
    language: str = "ru"
    currency: str = "RUB"
    region: str = "RU"
    print_logo: bool = True
    print_stamp: bool = True
    greet_days: int = 3


def business_of(country: str, language: str, firm_name: str) -> Business:
    """Defaults of a country profile: `ru`, or `int` for the international one."""
    if country == "ru":
        return Business(firm_name, "ru", language, "RUB", "RU")
    return Business(firm_name, "int", language, "EUR", "ZZ")


CURRENCIES = ("RUB", "EUR", "USD", "GBP", "KZT", "BYN", "CNY")
"""Currencies that papers have words for, the likeliest first."""
_AT_HOME = {"BY": "BYN", "CN": "CNY", "GB": "GBP", "KZ": "KZT", "US": "USD"}


def business_at(locale: str, language: str, firm_name: str) -> Business:
    """What a business is likely to agree on where the system's locale ("ru_RU") is at home.

    Without a country the language decides: who speaks Russian is in Russia.
    """
    _speech, _, rest = locale.partition(".")[0].replace("-", "_").partition("_")
    country = rest[-2:] if rest[-2:].isalpha() and rest[-2:].isupper() else ""
    if country == "RU" or (not country and language == "ru"):
        return business_of("ru", language, firm_name)
    currency = _AT_HOME.get(country, "EUR")
    return Business(firm_name, "int", language, currency, country or "ZZ")


def check_changes(changes: Mapping[str, object]) -> Iterator[Problem]:
    """What forbids new values: an unknown name, a value of another kind, an empty text."""
    kinds = {one.name: type(one.default) for one in fields(Business)}
    for name, value in changes.items():
        if name not in kinds or type(value) is not kinds[name]:
            yield Problem(name, NO_SETTING, {"name": name})
        elif value == "":
            yield Problem(name, REQUIRED)
        elif name == "greet_days" and value not in range(MOST_GREET_DAYS + 1):
            yield Problem(name, DAYS_OUT_OF_RANGE, {"most": MOST_GREET_DAYS})
