"""Stages of a pipeline, and what a move into them demands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.domain.text import clean_text
from crm_desktop.late import dataclass

AMOUNT_NEEDED = code("deal.amount-needed")
REASON_NEEDED = code("deal.reason-needed")
LAST_OF_KIND = code("stage.last-of-kind")
KIND_HAS_DEALS = code("stage.kind-has-deals")
TARGET_NEEDED = code("stage.target-needed")
WRONG_TARGET = code("stage.wrong-target")
BAD_PROBABILITY = code("stage.bad-probability")
BAD_NORM = code("stage.bad-norm")
LAST_PIPELINE = code("pipeline.last")

NAME_LIMIT = 100
MOST_DAYS = 999
COLOURS = 8
"""How many colours of stages a theme has."""


class StageKind(StrEnum):
    """Whether a stage keeps a deal open or ends it."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class StageDraft:
    """A stage as proposed; `probability` in whole percent, `colour` an index of the theme.

    `norm_days` is how long a deal may stay before it is looked at (None: as long as it likes).
    """

    name: str
    kind: StageKind
    probability: int
    colour: int
    norm_days: int | None = None


Named = TypeVar("Named", str, StageDraft)


def tidy(what: Named) -> Named:
    """A name as it is kept: one line; a won stage is sure, a lost one hopeless, both are final."""
    if isinstance(what, str):
        return " ".join(clean_text(what).split())
    final = {StageKind.WON: 100, StageKind.LOST: 0}
    return replace(
        what,
        name=tidy(what.name),
        probability=final.get(what.kind, what.probability),
        norm_days=what.norm_days if what.kind is StageKind.OPEN else None,
    )


def check_pipeline(name: str) -> Iterator[Problem]:
    """What forbids the tidied name of a pipeline or a stage."""
    if not name:
        yield Problem("name", REQUIRED)
    if len(name) > NAME_LIMIT:
        yield Problem("name", TOO_LONG, {"limit": NAME_LIMIT})


def check_stage(draft: StageDraft) -> Iterator[Problem]:
    """What forbids a tidied stage."""
    yield from check_pipeline(draft.name)
    if not 0 <= draft.probability <= 100:
        yield Problem("probability", BAD_PROBABILITY)
    if draft.norm_days is not None and not 1 <= draft.norm_days <= MOST_DAYS:
        yield Problem("norm_days", BAD_NORM, {"limit": MOST_DAYS})


def may_take(target: StageKind, leaving: StageKind, name: str) -> Iterator[Problem]:
    """Deals of a stage that goes are reopened or stay what they are; nothing is won by the way."""
    if target is not StageKind.OPEN and target is not leaving:
        yield Problem("stage", WRONG_TARGET, {"name": name})


def default_pipeline(language: str) -> tuple[StageDraft, ...]:
    """The stages a new base begins with; the user changes them freely."""
    names = (
        ("Новая", "В работе", "Предложение", "Счёт", "Выиграна", "Проиграна")
        if language == "ru"
        else ("New", "In progress", "Offer", "Invoice", "Won", "Lost")
    )
    kinds = (*[StageKind.OPEN] * 4, StageKind.WON, StageKind.LOST)
    # Blue, teal, violet, ochre on the way; green when it is won, brick when it is lost.
    looks = zip(names, kinds, (10, 30, 50, 80, 100, 0), (0, 1, 7, 4, 2, 5), strict=True)
    return tuple(StageDraft(*look) for look in looks)


def check_move(amount: int | None, kind: StageKind, lost_reason: str) -> Iterator[Problem]:
    """Won needs an amount, lost needs a reason; asked before the move is saved."""
    if kind is StageKind.WON and (amount is None or amount <= 0):
        yield Problem("amount", AMOUNT_NEEDED)
    if kind is StageKind.LOST and not lost_reason.strip():
        yield Problem("lost_reason", REASON_NEEDED)
