"""What happened: kinds of activities and the checks of a note."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem

NOTE_LIMIT = 100_000


class ActivityKind(StrEnum):
    """Kinds of timeline entries that somebody writes down."""

    NOTE = "note"
    CONTACT = "contact"
    COMPLAINT = "complaint"


def check_note(text: str) -> Iterator[Problem]:
    """A note needs words, at most 100,000 characters of them."""
    if not text.strip():
        yield Problem("text", REQUIRED)
    if len(text) > NOTE_LIMIT:
        yield Problem("text", TOO_LONG, {"limit": NOTE_LIMIT})
