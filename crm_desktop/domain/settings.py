"""Settings of the business: they travel with the base and are changed by commands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Business:
    """What the whole base agrees on; one currency per base (decision 31)."""

    firm_name: str = ""
    country: str = "ru"
    language: str = "ru"
    currency: str = "RUB"
    region: str = "RU"


def business_of(country: str, language: str, firm_name: str) -> Business:
    """Defaults of a country profile: `ru`, or `int` for the international one."""
    if country == "ru":
        return Business(firm_name, "ru", language, "RUB", "RU")
    return Business(firm_name, "int", language, "EUR", "ZZ")
