"""What the requisites of a firm are called: at home in Russia, or anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crm_desktop.words import pgettext

RUSSIA = "ru"
AT_HOME_ONLY = frozenset({"kpp", "corr_account"})
"""Requisites that no other country knows."""

_RUSSIAN: Mapping[str, Callable[[], str]] = {
    "inn": lambda: pgettext("Requisites", "INN"),
    "kpp": lambda: pgettext("Requisites", "KPP"),
    "ogrn": lambda: pgettext("Requisites", "OGRN"),
    "bik": lambda: pgettext("Requisites", "BIK"),
    "bank_name": lambda: pgettext("Requisites", "Bank"),
    "account": lambda: pgettext("Requisites", "Account"),
    "corr_account": lambda: pgettext("Requisites", "Correspondent account"),
}
_ABROAD: Mapping[str, Callable[[], str]] = {
    "inn": lambda: pgettext("Requisites", "Tax ID"),
    "ogrn": lambda: pgettext("Requisites", "Registration no."),
    "bik": lambda: pgettext("Requisites", "BIC (SWIFT)"),
    "account": lambda: pgettext("Requisites", "IBAN or account no."),
}


def requisite(name: str, country: str) -> str:
    """A requisite as people of that country call it; `country` is "ru" or "int"."""
    wording = None if country == RUSSIA else _ABROAD.get(name)
    return (wording or _RUSSIAN[name])()


def is_known(name: str, country: str) -> bool:
    """Whether that country has such a requisite at all."""
    return country == RUSSIA or name not in AT_HOME_ONLY
