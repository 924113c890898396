"""How sure it is that cards mean one client, in words."""

from __future__ import annotations

from crm_desktop.words import pgettext
from crm_desktop.words.wording import Wording

ENUMS: dict[str, Wording] = {
    "Level.sure": lambda _: pgettext("Duplicates", "Surely one client"),
    "Level.likely": lambda _: pgettext("Duplicates", "Probably one client"),
    "Level.possible": lambda _: pgettext("Duplicates", "Possibly one client"),
}

OPERATIONS: dict[str, Wording] = {
    "duplicates.distinct": lambda _: pgettext(
        "Operations", "Different clients: “{title}” and “{other}”"
    ),
}

PROBLEMS: dict[str, Wording] = {
    "duplicates.unfit-count": lambda _: pgettext(
        "Problems",
        "From 2 to {limit} clients can be told apart at once; here are {count}. Nothing was "
        "changed; mark fewer or more.",
    ),
}
