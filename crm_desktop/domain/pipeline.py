"""Stages of a pipeline, and what a move into them demands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crm_desktop.domain.problems import Problem, code

AMOUNT_NEEDED = code("deal.amount-needed")
REASON_NEEDED = code("deal.reason-needed")


class StageKind(StrEnum):
    """Whether a stage keeps a deal open or ends it."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class StageDraft:
    """A stage as proposed; `probability` in whole percent, `colour` an index of the theme."""

    name: str
    kind: StageKind
    probability: int
    colour: int


def default_pipeline(language: str) -> tuple[StageDraft, ...]:
    """The stages a new base begins with; the user changes them freely."""
    names = (
        ("Новая", "В работе", "Предложение", "Счёт", "Выиграна", "Проиграна")
        if language == "ru"
        else ("New", "In progress", "Offer", "Invoice", "Won", "Lost")
    )
    kinds = (*[StageKind.OPEN] * 4, StageKind.WON, StageKind.LOST)
    return tuple(
        StageDraft(name, kind, probability, colour)
        for colour, (name, kind, probability) in enumerate(
            zip(names, kinds, (10, 30, 50, 80, 100, 0), strict=True)
        )
    )


def check_move(amount: int | None, kind: StageKind, lost_reason: str) -> Iterator[Problem]:
    """Won needs an amount, lost needs a reason; asked before the move is saved."""
    if kind is StageKind.WON and (amount is None or amount <= 0):
        yield Problem("amount", AMOUNT_NEEDED)
    if kind is StageKind.LOST and not lost_reason.strip():
        yield Problem("lost_reason", REASON_NEEDED)
