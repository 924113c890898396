"""Tasks and reminders: drafts, checks, putting off, grouping by day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code

TITLE_LIMIT = 500
BAD_TIME = code("task.bad-time")
WALL = "%Y-%m-%dT%H:%M"
"""Reminders are kept in wall time: nine in the morning stays nine across a clock change."""
_MORNING = time(9, 0)
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


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
    """A task as proposed: `due_time` "HH:MM" or "", `remind_at` wall time or ""."""

    title: str
    due_on: date | None = None
    due_time: str = ""
    remind_at: str = ""
    client_id: int | None = None
    deal_id: int | None = None
    comment: str = ""


def check(draft: TaskDraft) -> Iterator[Problem]:
    """A task needs a title; times must be times."""
    if not draft.title.strip():
        yield Problem("title", REQUIRED)
    if len(draft.title) > TITLE_LIMIT:
        yield Problem("title", TOO_LONG, {"limit": TITLE_LIMIT})
    if draft.due_time and not _TIME.fullmatch(draft.due_time):
        yield Problem("due_time", BAD_TIME)
    if draft.remind_at:
        try:
            datetime.strptime(draft.remind_at, WALL)
        except ValueError:
            yield Problem("remind_at", BAD_TIME)


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
