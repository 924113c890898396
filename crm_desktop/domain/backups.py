"""Copies of a base: which are kept, when one is due, and how well the work is kept safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from crm_desktop.domain.problems import Problem, code
from crm_desktop.late import dataclass

SAME_DISK = code("second-place.same-disk")
IN_CLOUD = code("second-place.in-cloud")
INSIDE_BASE = code("second-place.inside-base")

NOUNS = ("client", "deal", "task", "document")
"""What a copy is told by: how many of each it holds."""

DUE_AFTER = timedelta(minutes=15)
"""So much work may be in no copy before one is made."""
AMBER_AFTER = timedelta(days=1)
RED_AFTER = timedelta(days=3)

KEEP_ALL = timedelta(days=2)
KEEP_DAYS = 30
KEEP_WEEKS = 12
KEEP_MONTHS = 24
NEWEST = 3
"""So many are never deleted, whatever else is true."""
LONGEST_SILENCE = timedelta(days=1)
CLOCK_SLACK = timedelta(days=1)
"""A clock that stands further than this before the newest copy is not believed."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The last operation a base or a copy holds; id 0 when it holds none.

    Every restore begins a branch: the next operations have ids that were given out before.
    """

    branch: str = ""
    id: int = 0
    at: str = ""
    name: str = ""
    title: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a base.

    `at` is when it was made, `verified_at` (UTC as stored) when it last proved whole, None for a
    file that is not; `counts` by noun.
    """

    path: Path
    sequence: int
    at: datetime
    size: int
    counts: Mapping[str, int]
    last: Mark
    identity: str
    verified_at: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file somebody wants to restore, looked through on a copy aside.

    `made_at` is the moment of its last operation; `newer` counts, by noun, the present records
    that were added since (what a restore puts away), `newer_operations` the operations. `related`
    is False when the base went another way since, or there is none.
    """

    file: Path
    made_at: str
    counts: Mapping[str, int]
    schema: int
    older_schema: bool
    foreign: bool
    related: bool
    newer_operations: int
    newer: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that was done.

    `kept` holds what stood there before, None if there was nothing: a verified copy, or the damaged
    file itself (`wreck`), which cannot be put back.
    """

    kept: Path | None
    counts: Mapping[str, int]
    made_at: str
    wreck: bool = False


class SecondPlace(StrEnum):
    """How the second place for copies stands."""

    NONE = "none"
    ABSENT = "absent"
    CURRENT = "current"
    BEHIND = "behind"
    """It is there but does not hold the newest copy: no room, or it cannot be written."""


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A copy that holds the present state; `made` is False when one was there already.

    `second_trouble` says why the second place could not take it; an absent place is no trouble.
    """

    copy: Copy
    made: bool
    second: SecondPlace
    second_trouble: Problem | None = None


class Level(StrEnum):
    """How urgently somebody should look."""

    GOOD = "good"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class CopyState:
    """How safe the work is.

    `newest` is the newest verified copy that holds what stands in the base or an earlier state of
    it; `unsaved_since` the moment of the first change that is in no copy, None when there is none.
    `trouble` says why the last attempt to make one failed, `second_trouble` why the second place
    could not take it.
    """

    newest: datetime | None = None
    unsaved_since: datetime | None = None
    second: SecondPlace = SecondPlace.NONE
    second_at: datetime | None = None
    trouble: Problem | None = None
    second_trouble: Problem | None = None

    def level(self, now: datetime) -> Level:
        """Amber when changes are in no copy for a day or the last try failed, red after three."""
        waiting = self.waiting(now)
        if waiting >= RED_AFTER:
            return Level.RED
        late = waiting >= AMBER_AFTER or self.trouble is not None
        return Level.AMBER if late else Level.GOOD

    def waiting(self, now: datetime) -> timedelta:
        """How long the oldest change without a copy has been waiting; a clock set back says 0."""
        if self.unsaved_since is None:
            return timedelta()
        return max(now - self.unsaved_since, timedelta())

    def due(self, now: datetime) -> bool:
        """Whether a copy should be made now; with a clock set back at once."""
        if self.unsaved_since is None:
            return False
        return now < self.unsaved_since or self.waiting(now) >= DUE_AFTER


class Made(Protocol):
    """What the rotation wants to know of a copy."""

    @property
    def sequence(self) -> int: ...

    @property
    def at(self) -> datetime: ...


M = TypeVar("M", bound=Made)


def expendable(copies: Iterable[M], now: datetime) -> list[M]:
    """The copies that may be deleted, oldest first.

    Kept are all of the last two days, the last one of each of 30 days, 12 weeks and 24 months
    that have copies, and always the newest three. The sequence number decides which copy is newer,
    never a date; a silence of more than a day ages the copies by one day only, so that neither a
    holiday nor a clock that jumped thins them out. With a clock that stands before the newest copy
    nothing is deleted.
    """
    newest_first = sorted(copies, key=lambda one: one.sequence, reverse=True)
    if not newest_first or now < newest_first[0].at - CLOCK_SLACK:
        return []
    kept = {one.sequence for one in newest_first[:NEWEST]}
    kept.update(_recent(newest_first, now))
    for period, count in (
        (_day, KEEP_DAYS),
        (_week, KEEP_WEEKS),
        (_month, KEEP_MONTHS),
    ):
        kept.update(_last_of_each(newest_first, period, count))
    return [one for one in reversed(newest_first) if one.sequence not in kept]


def _recent(newest_first: Sequence[Made], now: datetime) -> set[int]:
    found: set[int] = set()
    age, later = timedelta(), now
    for one in newest_first:
        age += min(max(later - one.at, timedelta()), LONGEST_SILENCE)
        if age > KEEP_ALL:
            break
        found.add(one.sequence)
        later = one.at
    return found


def _last_of_each(
    newest_first: Sequence[Made], period: Callable[[datetime], tuple[int, ...]], count: int
) -> set[int]:
    last: dict[tuple[int, ...], int] = {}
    for one in newest_first:
        last.setdefault(period(one.at), one.sequence)
        if len(last) > count:
            break
    return set(list(last.values())[:count])


def _day(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month, at.day)


def _week(at: datetime) -> tuple[int, ...]:
    year, week, _day_of_week = at.isocalendar()
    return (year, week)


def _month(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month)
