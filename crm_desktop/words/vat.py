"""VAT rates in words."""

from __future__ import annotations

from datetime import date

from crm_desktop.domain import vat
from crm_desktop.words import pgettext


def rate_title(code: str, on: date) -> str:
    """A rate as it is on a day, with what it is for: «22 % — основная», «5 % — при УСН»."""
    titles = {
        "standard": pgettext("Documents", "{percent} % — standard"),
        "reduced": pgettext("Documents", "{percent} % — reduced"),
        "zero": pgettext("Documents", "{percent} % — export and the like"),
        "usn5": pgettext("Documents", "{percent} % — simplified system, lower"),
        "usn7": pgettext("Documents", "{percent} % — simplified system, higher"),
    }
    return titles[code].format(percent=vat.percent_of(code, on)).replace(" %", "\u00a0%")
