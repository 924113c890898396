"""Numbers of the tax office and of banks that fit together and name nobody."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from crm_desktop.domain.problems import Problem
from crm_desktop.domain.requisites import check_account, check_inn, check_ogrn

BIK = "040000999"
"""A code whose region does not exist."""


def company_inn(region: str, serial: int) -> str:
    """Ten digits of the regional office itself (…00), which registers nobody."""
    return _fitting(f"{region}00{serial:05d}", 1, check_inn)


def person_inn(region: str, serial: int) -> str:
    """Twelve digits of the same office."""
    return _fitting(f"{region}00{serial:06d}", 2, check_inn)


def kpp(region: str) -> str:
    """The reason code that belongs to `company_inn`."""
    return f"{region}0001001"


def company_ogrn(region: str, year: int, serial: int) -> str:
    """Thirteen digits, entered in a year by the same office."""
    return _fitting(f"1{year % 100:02d}{region}00{serial:05d}", 1, check_ogrn)


def person_ogrn(region: str, year: int, serial: int) -> str:
    """Fifteen digits of a sole trader."""
    return _fitting(f"3{year % 100:02d}{region}00{serial:07d}", 1, check_ogrn)


def account(balance: str, serial: int, bik: str = BIK) -> str:
    """An account of twenty digits whose key fits the bank."""
    made = (f"{balance}810{key}{serial:011d}" for key in "0123456789")
    return next(one for one in made if check_account(one, bik) is None)


def iban(country: str, bank: str) -> str:
    """An account abroad with its two check digits (ISO 13616)."""
    figures = "".join(str(int(sign, 36)) for sign in f"{bank}{country}00")
    return f"{country}{98 - int(figures) % 97:02d}{bank}"


def _fitting(begun: str, missing: int, check: Callable[[str], Problem | None]) -> str:
    """The beginning with the check digits that belong to it."""
    ends = ("".join(digits) for digits in product("0123456789", repeat=missing))
    return next(begun + end for end in ends if check(begun + end) is None)
