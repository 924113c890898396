"""Tasks and reminders: drafts, checks, putting off, grouping by day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.late import dataclass

TITLE_LIMIT = 500
BAD_TIME = code("task.bad-time")
TIME_WITHOUT_DAY = code("task.time-without-day")
WALL = "%Y-%m-%dT%H:%M"
"""Reminders are kept in wall time: nine in the morning stays nine across a clock change.

A time that the change to summer leaves out is due when the clock jumps over it; one that comes
twice in autumn fires the first time. So "in ten minutes" within the repeated hour may be an hour.
"""
_MORNING = time(9, 0)
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]")


class SnoozeChoice(StrEnum):
    """How far a reminder is put off."""

    TEN_MINUTES = "ten-minutes"
    HOUR = "hour"
    TOMORROW = "tomorrow"


class DueGroup(StrEnum):
    """Where a task stands in the list."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    LATER = "later"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as proposed: `due_time` "HH:MM" or "", `remind_at` wall time or "".

    `occasion` is the yearly day that it is about (`domain.yearly`); an edit leaves it as it is.
    """

    title: str
    due_on: date | None = None
    due_time: str = ""
    remind_at: str = ""
    client_id: int | None = None
    deal_id: int | None = None
    comment: str = ""
    occasion: str = ""


def check(draft: TaskDraft) -> Iterator[Problem]:
    """A task needs a title; times must be times; a time of day needs its day."""
    if not draft.title.strip():
        yield Problem("title", REQUIRED)
    if len(draft.title) > TITLE_LIMIT:
        yield Problem("title", TOO_LONG, {"limit": TITLE_LIMIT})
    if draft.due_time and not _TIME.fullmatch(draft.due_time):
        yield Problem("due_time", BAD_TIME)
    elif draft.due_time and draft.due_on is None:
        yield Problem("due_on", TIME_WITHOUT_DAY)
    if draft.remind_at and not _is_moment(draft.remind_at):
        yield Problem("remind_at", BAD_TIME)


def is_due(remind_at: str, now: datetime) -> bool:
    """Whether a reminder at this wall time has come at wall time `now`; "" never does."""
    return bool(remind_at) and remind_at <= now.strftime(WALL)


def snooze(now: datetime, choice: SnoozeChoice) -> datetime:
    """The wall time of the next reminder; the task's due date is not touched."""
    if choice is SnoozeChoice.TEN_MINUTES:
        return now + timedelta(minutes=10)
    if choice is SnoozeChoice.HOUR:
        return now + timedelta(hours=1)
    return datetime.combine(now.date() + timedelta(days=1), _MORNING)


def group_of(due_on: date | None, today: date) -> DueGroup:
    """Where a task belongs; the week ends on its Sunday."""
    if due_on is None:
        return DueGroup.NONE
    days = (due_on - today).days
    if days < 0:
        return DueGroup.OVERDUE
    if days <= 1:
        return DueGroup.TODAY if days == 0 else DueGroup.TOMORROW
    return DueGroup.WEEK if days <= 6 - today.weekday() else DueGroup.LATER


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
