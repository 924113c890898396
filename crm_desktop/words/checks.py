"""What a check of the base found, in words; SQLite's own detail is for reports only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from crm_desktop.words import pgettext

_FINDINGS: Mapping[str, Callable[[], str]] = {
    "check.damaged": lambda: pgettext("Problems", "A part of the file is damaged"),
    "check.not-a-base": lambda: pgettext("Problems", "The file is no base of the program"),
    "check.orphan": lambda: pgettext("Problems", "A record belongs to one that is gone"),
    "check.trigger": lambda: pgettext("Problems", "A rule of the history is missing or changed"),
    "check.search": lambda: pgettext("Problems", "A part of the search index is missing"),
    "check.derived": lambda: pgettext("Problems", "A computed list differs from the records"),
}


def finding_lines(codes: Iterable[str]) -> list[str]:
    """One line for each kind of finding, with how often it was met if more than once."""
    lines = []
    for code, times in Counter(codes).items():
        wording = _FINDINGS.get(code)
        said = (
            wording() if wording is not None else pgettext("Problems", "Something is not as usual")
        )
        lines.append(f"{said} · {times}" if times > 1 else said)
    return lines
