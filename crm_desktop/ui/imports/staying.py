"""What a take-back leaves standing, as it is told: by name, and why."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.queries.history import KeptRow
from crm_desktop.words import formats, npgettext, pgettext, reasons

TOLD = 20
_ROOTS = frozenset({"client", "deal", "task", "document"})
"""Records that stand by themselves; their phones and people stay with them unsaid."""


def said(kept: Sequence[KeptRow], language: str) -> list[str]:
    """Lines for what stays; none when nothing does."""
    roots = [one for one in kept if one.table in _ROOTS]
    if not roots:
        return []
    lines = [pgettext("Imports", "These stay, because they were touched since:")]
    lines += [f"{one.name} — {reasons.reason_text(one.reason)}" for one in roots[:TOLD]]
    more = len(roots) - TOLD
    if more > 0:
        text = npgettext("Imports", "and {n} more", "and {n} more", more)
        lines.append(text.format(n=formats.number(more, language)))
    return lines
