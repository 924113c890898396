"""Why a take-back left something as it is, in words."""

from __future__ import annotations

from crm_desktop.words import pgettext


def reason_text(reason: str) -> str:
    """Why a take-back left a record or a value as it is."""
    said = {
        "changed-later": pgettext("Operations", "changed since"),
        "added-later": pgettext("Operations", "added since"),
        "referred-to": pgettext("Operations", "something newer belongs to it"),
        "part-of-kept": pgettext("Operations", "part of a record that stays"),
        "owner-gone": pgettext("Operations", "what it belonged to is gone"),
        "value-taken": pgettext("Operations", "its value is taken by now"),
        "deleted-later": pgettext("Operations", "deleted since"),
    }
    return said.get(reason, reason)
