"""How sure it is that cards mean one client, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm_desktop.words import pgettext
from crm_desktop.words.wording import Params, Wording

if TYPE_CHECKING:
    from crm_desktop.domain.duplicates import Level, Reason

ENUMS: dict[str, Wording] = {
    "Level.sure": lambda _: pgettext("Duplicates", "Surely one client"),
    "Level.likely": lambda _: pgettext("Duplicates", "Probably one client"),
    "Level.possible": lambda _: pgettext("Duplicates", "Possibly one client"),
}

_THRESHOLDS: dict[str, Wording] = {
    "sure": lambda _: pgettext("Duplicates", "Sure ones only"),
    "likely": lambda _: pgettext("Duplicates", "Sure and probable ones"),
    "possible": lambda _: pgettext("Duplicates", "All, even possible ones"),
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

_REASONS: dict[str, Wording] = {
    "phone.same": lambda p: pgettext("Duplicates", "same phone {text}").format_map(p),
    "phone.near": lambda p: pgettext("Duplicates", "phones {text} and {other}").format_map(p),
    "email.same": lambda p: pgettext("Duplicates", "same e-mail {text}").format_map(p),
    "email.near": lambda p: pgettext("Duplicates", "e-mails {text} and {other}").format_map(p),
    "inn.same": lambda p: pgettext("Duplicates", "same INN {text}").format_map(p),
    "name.same": lambda _: pgettext("Duplicates", "same name"),
    "name.near": lambda _: pgettext("Duplicates", "similar name"),
    "birthday.same": lambda _: pgettext("Duplicates", "same birthday"),
    "birthday.near": lambda _: pgettext("Duplicates", "similar birthday"),
    "city.same": lambda _: pgettext("Duplicates", "same city"),
    "address.same": lambda _: pgettext("Duplicates", "same address"),
    "address.near": lambda _: pgettext("Duplicates", "similar address"),
}


def threshold_text(level: Level) -> str:
    """How far down the groups are shown, for a list to choose from."""
    return _THRESHOLDS[level](Params({}))


def reasons_text(reasons: Sequence[Reason]) -> str:
    """Why cards may be one client, in one line: «same phone +7 (916) 123-45-67, similar name»."""
    return ", ".join(
        _REASONS[f"{one.field}.{one.kind}"](Params({"text": one.text, "other": one.other}))
        for one in reasons
    )
