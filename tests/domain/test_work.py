"""Deals, their stages, tasks: what forbids saving, and when reminders come."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from crm_desktop.domain import deals, tasks
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.pipeline import StageKind, check_move, default_pipeline
from crm_desktop.domain.tasks import DueGroup, SnoozeChoice, TaskDraft, group_of, is_due, snooze

SATURDAY = date(2026, 11, 21)
at = datetime.fromisoformat
"""Wall times have no zone."""


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_first_pipeline(language: str) -> None:
    stages = default_pipeline(language)
    assert [s.kind for s in stages] == [*[StageKind.OPEN] * 4, StageKind.WON, StageKind.LOST]
    assert [s.probability for s in stages][-2:] == [100, 0]
    assert len({s.name for s in stages}) == len({s.colour for s in stages}) == 6


@pytest.mark.parametrize(
    ("amount", "kind", "reason", "codes"),
    [
        (None, StageKind.OPEN, "", []),
        (100, StageKind.WON, "", []),
        (None, StageKind.WON, "", ["amount:deal.amount-needed"]),
        (0, StageKind.WON, "", ["amount:deal.amount-needed"]),
        (None, StageKind.LOST, "дорого", []),
        (None, StageKind.LOST, " ", ["lost_reason:deal.reason-needed"]),
    ],
)
def test_moves(amount: int | None, kind: StageKind, reason: str, codes: list[str]) -> None:
    assert [f"{p.field}:{p.code}" for p in check_move(amount, kind, reason)] == codes


def test_deals() -> None:
    assert list(deals.check(DealDraft("Окна", 1))) == []
    wrong = deals.check(DealDraft(" ", 1, amount=-1))
    assert [(p.field, p.code) for p in wrong] == [
        ("title", "field.required"),
        ("amount", "deal.amount-negative"),
    ]
    assert [p.code for p in deals.check(DealDraft("x" * 501, 1))] == ["field.too-long"]


def test_tasks() -> None:
    fine = TaskDraft("Позвонить", SATURDAY, "09:00", "2026-11-21T08:50")
    assert list(tasks.check(fine)) == []
    wrong = tasks.check(TaskDraft("", None, "9:00", "2026-02-30T08:50"))
    assert [p.field for p in wrong] == ["title", "due_time", "remind_at"]
    assert [p.code for p in tasks.check(TaskDraft("а", None, "09:00"))] == ["task.time-without-day"]


@pytest.mark.parametrize("text", ["2026-11-21", "2026-11-21 08:50", "2026-1-1T8:50", "завтра", "x"])
def test_a_reminder_is_a_wall_time(text: str) -> None:
    assert [p.code for p in tasks.check(TaskDraft("а", remind_at=text))] == ["task.bad-time"]


def test_snooze() -> None:
    now = at("2026-11-21T23:55")
    assert snooze(now, SnoozeChoice.TEN_MINUTES) == at("2026-11-22T00:05")
    assert snooze(now, SnoozeChoice.HOUR) == at("2026-11-22T00:55")
    assert snooze(now, SnoozeChoice.TOMORROW) == at("2026-11-22T09:00")


def test_due() -> None:
    now = at("2026-11-21T09:00:59")
    assert is_due("2026-11-21T09:00", now)
    assert is_due("2025-01-01T09:00", now)
    assert not is_due("2026-11-21T09:01", now)
    assert not is_due("", now)


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (None, DueGroup.NONE),
        (date(2026, 11, 15), DueGroup.OVERDUE),
        (date(2026, 11, 16), DueGroup.TODAY),
        (date(2026, 11, 17), DueGroup.TOMORROW),
        (date(2026, 11, 22), DueGroup.WEEK),
        (date(2026, 11, 23), DueGroup.LATER),
    ],
)
def test_groups_from_a_monday(due: date | None, group: DueGroup) -> None:
    assert group_of(due, date(2026, 11, 16)) is group


def test_on_saturday_the_week_has_no_more_days() -> None:
    assert group_of(date(2026, 11, 22), SATURDAY) is DueGroup.TOMORROW
    assert group_of(date(2026, 11, 23), SATURDAY) is DueGroup.LATER
