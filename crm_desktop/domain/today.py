"""What a day asks for: why something is on the list, and how far it may be put off."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

SUGGESTIONS = 5
"""Deals and clients that are only suggested: more of them are a flood, not a list."""
QUIET_DAYS = 30
"""A client without a rhythm of its own who was silent for so long may be forgotten."""
PLANNED_DAYS = 14
"""A step planned within so many days speaks for an unpaid invoice; a later one does not."""


class Reason(StrEnum):
    """Why something is on the list of the day, in the order of the list."""

    OVERDUE = "overdue"
    DUE = "due"
    DATE = "date"
    UNPAID = "unpaid"
    NO_STEP = "no-step"
    FORGOTTEN = "forgotten"


class Postponed(StrEnum):
    """To which day something is put off."""

    TOMORROW = "tomorrow"
    THREE_DAYS = "three-days"
    MONDAY = "monday"


def postponed_to(today: date, choice: Postponed) -> date:
    """The day that a choice means; Monday is always the next one."""
    if choice is Postponed.MONDAY:
        return today + timedelta(days=7 - today.weekday())
    return today + timedelta(days=3 if choice is Postponed.THREE_DAYS else 1)


def suggested(no_step: int, forgotten: int) -> tuple[int, int]:
    """How many deals and how many clients are suggested, at most five of both together."""
    deals = min(no_step, SUGGESTIONS)
    return deals, min(forgotten, SUGGESTIONS - deals)
