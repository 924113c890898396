"""What a check of the base found, in words; the detail is SQLite's own and stands behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crm_desktop.words import pgettext

_FINDINGS: Mapping[str, Callable[[], str]] = {
    "check.damaged": lambda: pgettext("Problems", "A part of the file is damaged"),
    "check.not-a-base": lambda: pgettext("Problems", "The file is no base of the program"),
    "check.orphan": lambda: pgettext("Problems", "A record belongs to one that is gone"),
    "check.trigger": lambda: pgettext("Problems", "A rule of the history is missing or changed"),
    "check.search": lambda: pgettext("Problems", "A part of the search index is missing"),
    "check.derived": lambda: pgettext("Problems", "A computed list differs from the records"),
}


def finding_text(code: str, detail: str) -> str:
    """One finding for the eye."""
    wording = _FINDINGS.get(code)
    said = wording() if wording is not None else pgettext("Problems", "Something is not as usual")
    return f"{said} ({detail})" if detail else said
