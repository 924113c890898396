"""What happened: kinds of activities, contacts with their outcomes, and the checks of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from crm_desktop.domain.dictionaries import LIMIT, DictionaryKind, Word, usual
from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.domain.tasks import check as check_task
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

NOTE_LIMIT = 100_000
ASKS_DATE = code("activity.asks-date")
IN_FUTURE = code("activity.in-future")
NOT_YOURS = code("activity.not-yours")


class ActivityKind(StrEnum):
    """Kinds of timeline entries that somebody writes down."""

    NOTE = "note"
    CONTACT = "contact"
    COMPLAINT = "complaint"


class Direction(StrEnum):
    """Who turned to whom."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is to be done next; without a `title` it is called as the way of contact."""

    due_on: date | None = None
    due_time: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class TouchDraft:
    """A contact as proposed: `at` in UTC as stored, "" for now; `outcome` may be left open.

    `occasion` is the yearly day of a greeting (`domain.yearly`).
    """

    client_id: int
    way: str
    outcome: str = ""
    direction: Direction = Direction.OUT
    text: str = ""
    at: str = ""
    next: FollowUp | None = None
    occasion: str = ""

    def task(self) -> TaskDraft | None:
        """The task that follows, None for none."""
        if self.next is None:
            return None
        return TaskDraft(
            title=self.next.title.strip() or self.way,
            due_on=self.next.due_on,
            due_time=self.next.due_time,
            client_id=self.client_id,
        )


@dataclass(frozen=True, slots=True)
class Way:
    """A way of contact with the outcomes it may have, in the user's order."""

    name: str
    outcomes: tuple[Word, ...] = ()


def check_note(text: str) -> Iterator[Problem]:
    """A note needs words, at most 100,000 characters of them."""
    if not text.strip():
        yield Problem("text", REQUIRED)
    yield from check_length(text)


def check_length(text: str) -> Iterator[Problem]:
    """At most 100,000 characters."""
    if len(text) > NOTE_LIMIT:
        yield Problem("text", TOO_LONG, {"limit": NOTE_LIMIT})


def check_touch(draft: TouchDraft, ways: Sequence[Way], now: str) -> Iterator[Problem]:
    """What forbids noting a contact at `now`: an outcome that is no end asks for the next day."""
    if not draft.way.strip():
        yield Problem("way", REQUIRED)
    for field, word in (("way", draft.way), ("outcome", draft.outcome)):
        if len(word) > LIMIT:
            yield Problem(field, TOO_LONG, {"limit": LIMIT})
    yield from check_length(draft.text)
    if draft.at > now:
        yield Problem("at", IN_FUTURE)
    task = draft.task()
    if task is not None:
        yield from check_task(task)
    dated = task is not None and task.due_on is not None
    if not dated and asks_date(ways, draft.way, draft.outcome):
        yield Problem("next", ASKS_DATE, {"outcome": draft.outcome})


def asks_date(ways: Sequence[Way], way: str, outcome: str) -> bool:
    """Whether this outcome leaves the matter open."""
    return any(
        word.asks_date
        for one in ways
        if fold(one.name) == fold(way)
        for word in one.outcomes
        if fold(word.name) == fold(outcome)
    )


def ways_of(own: Sequence[str], outcomes: Iterable[Word], language: str) -> tuple[Way, ...]:
    """The ways of contact that are offered, each with its outcomes.

    The usual ones stand in for a list that the user has not begun.
    """
    names = own or [word.name for word in usual(DictionaryKind.WAY, language)]
    found = list(outcomes) or usual(DictionaryKind.OUTCOME, language)
    return tuple(
        Way(name, tuple(word for word in found if fold(word.parent) == fold(name)))
        for name in names
    )
