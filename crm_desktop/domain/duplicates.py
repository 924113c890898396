"""Whether two cards are one client: a score with its reasons, and what the score is called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crm_desktop.domain.problems import code

UNFIT_COUNT = code("duplicates.unfit-count")
MOST_DISTINCT = 50
"""Clients told apart by one word: every pair of them is remembered."""


class Level(StrEnum):
    """How sure it is that cards mean one client."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def least(self) -> float:
        """The lowest score of this level."""
        return _LEAST[self]


_LEAST = {Level.SURE: 0.95, Level.LIKELY: 0.8, Level.POSSIBLE: 0.6}


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for it: a field name of `cli.md`, "same" or "near", and both cards' texts."""

    field: str
    kind: str
    text: str
    other: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be one client, the smaller id first."""

    first: int
    second: int
    score: float
    reasons: tuple[Reason, ...]


def level_of(score: float) -> Level | None:
    """What a score is called; None when it is too low to speak of."""
    return next((level for level in Level if score >= level.least), None)
