"""Changes to tasks: made, edited, done, put off, reminded of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from crm_desktop.commands.work import Kind, Work, command
from crm_desktop.db.tables import Task
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.tasks import TaskDraft, check
from crm_desktop.domain.text import clean_text

WALL = "%Y-%m-%dT%H:%M"


@command("task.add", right=Right.EDIT)
def add(work: Work, draft: TaskDraft) -> int:
    """Make a task; returns its id."""
    refuse_if(check(draft))
    task = Task(
        **_values(draft),
        occasion=draft.occasion,
        owner_id=work.actor.employee_id,
        created_at=work.now(),
    )
    work.session.add(task)
    work.session.flush()
    work.name(title=task.title)
    return task.id


@command("task.edit", right=Right.EDIT)
def edit(work: Work, task_id: int, draft: TaskDraft) -> None:
    """Give a task the draft's values; a new reminder time may fire again."""
    refuse_if(check(draft))
    task = _present(work, task_id)
    for name, value in _values(draft).items():
        setattr(task, name, value)
    work.name(title=task.title)


@command("task.done", right=Right.EDIT)
def done(work: Work, task_id: int) -> None:
    """Tick a task off; ticking twice changes nothing."""
    task = _present(work, task_id)
    task.done_at = task.done_at or work.now()
    work.name(title=task.title)


@command("task.reopen", right=Right.EDIT)
def reopen(work: Work, task_id: int) -> None:
    """Take a tick back."""
    task = _present(work, task_id)
    task.done_at = None
    work.name(title=task.title)


@command("task.snooze", right=Right.EDIT)
def snooze(work: Work, task_id: int, until: datetime) -> None:
    """Be reminded later, at wall time `until`; the due date stays as it is."""
    task = _present(work, task_id)
    task.remind_at = until.strftime(WALL)
    work.name(title=task.title)


@command("task.snooze-all", right=Right.EDIT)
def snooze_all(work: Work, task_ids: tuple[int, ...], until: datetime) -> None:
    """Be reminded of all these later; what is gone meanwhile is passed over."""
    count = 0
    for task_id in task_ids:
        task = work.session.get(Task, task_id)
        if task is not None and task.deleted_at is None and task.done_at is None:
            task.remind_at = until.strftime(WALL)
            count += 1
    work.name(count=count)


@command("task.postpone", right=Right.EDIT)
def postpone(work: Work, task_id: int, day: date) -> None:
    """Put a task off to another day; a reminder of its own keeps its distance to the due day."""
    task = _present(work, task_id)
    if task.remind_at and task.due_on:
        moved = day - date.fromisoformat(task.due_on)
        task.remind_at = (datetime.fromisoformat(task.remind_at) + moved).strftime(WALL)
    task.due_on = day.isoformat()
    work.name(title=task.title)


@command("task.reminded", right=Right.EDIT, kind=Kind.BACKGROUND)
def reminded(work: Work, task_ids: tuple[int, ...], at: datetime) -> None:
    """Note that these reminders fired at wall time `at`, so that each fires once."""
    for task_id in task_ids:
        task = work.session.get(Task, task_id)
        if task is not None:
            task.reminded_at = at.strftime(WALL)


@command("task.delete", right=Right.DELETE)
def delete(work: Work, task_id: int) -> None:
    """Put a task into the bin."""
    task = _present(work, task_id)
    task.deleted_at = work.now()
    work.name(title=task.title)


def _values(draft: TaskDraft) -> dict[str, Any]:
    return {
        "title": clean_text(draft.title).strip(),
        "due_on": draft.due_on.isoformat() if draft.due_on else None,
        "due_time": draft.due_time,
        "remind_at": draft.remind_at or None,
        "comment": clean_text(draft.comment).strip(),
        "client_id": draft.client_id,
        "deal_id": draft.deal_id,
    }


def _present(work: Work, task_id: int) -> Task:
    task = work.session.get(Task, task_id)
    if task is None or task.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
    return task
