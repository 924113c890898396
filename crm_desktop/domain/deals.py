"""What may be sold: drafts of deals and their checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date

from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.late import dataclass

TITLE_LIMIT = 500
NEGATIVE = code("deal.amount-negative")


@dataclass(frozen=True, slots=True)
class DealDraft:
    """A deal as proposed; `amount` in minor units of `currency`, None when unknown.

    `custom` names values of the business's own fields by their keys; None empties one.
    """

    title: str
    client_id: int
    amount: int | None = None
    currency: str = "RUB"
    stage_id: int | None = None
    expected_close: date | None = None
    source: str = ""
    comment: str = ""
    custom: dict[str, object] = field(default_factory=dict)


def check(draft: DealDraft) -> Iterator[Problem]:
    """A deal needs a title and a client; its amount is unknown or not negative."""
    if not draft.title.strip():
        yield Problem("title", REQUIRED)
    if not draft.client_id:
        yield Problem("client_id", REQUIRED)
    if len(draft.title) > TITLE_LIMIT:
        yield Problem("title", TOO_LONG, {"limit": TITLE_LIMIT})
    if draft.amount is not None and draft.amount < 0:
        yield Problem("amount", NEGATIVE)
