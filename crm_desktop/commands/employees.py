"""Changes to the list of employees, and the passing on of what one of them answers for."""

from __future__ import annotations

from sqlalchemy import select, update

from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Client, Deal, Employee, Task
from crm_desktop.domain.employees import (
    HAS_LEFT,
    LOAD_MOVED,
    ONLY_OWNER,
    STILL_HAS,
    TO_ITSELF,
    Load,
    check,
    tidy_name,
)
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.rights import Right, Role
from crm_desktop.queries import employees
from crm_desktop.queries.filtering import among
from crm_desktop.queries.read import Read

BLOCK = 1_000
"""Records between two reports of progress."""


@command("employee.add", right=Right.SETTINGS)
def add(work: Work, name: str) -> int:
    """Write down somebody who answers for clients; returns their id."""
    name = _fit(work, name, None)
    made = Employee(name=name, role=Role.NOBODY.value)
    work.session.add(made)
    work.session.flush()
    work.name(title=name)
    return made.id


@command("employee.rename", right=Right.SETTINGS)
def rename(work: Work, employee_id: int, name: str) -> None:
    """Give an employee another name; whatever they did stays theirs."""
    found = _present(work, employee_id)
    name = _fit(work, name, employee_id)
    work.name(title=found.name, name=name)
    found.name = name


@command("employee.hand-over", right=Right.SETTINGS)
def hand_over(
    work: Work, from_id: int, to_id: int, expected: Load, *, leaves: bool = False
) -> Load:
    """Let another employee answer for all open clients, deals and tasks of one.

    `expected` is what the preview told: when it has moved, nothing is changed. With `leaves` the
    first is then offered no more. Returns what was handed over.
    """
    leaver, heir = _present(work, from_id), _present(work, to_id)
    if from_id == to_id:
        raise Refused(Problem("to", TO_ITSELF))
    if heir.archived_at is not None:
        raise Refused(Problem("to", HAS_LEFT, {"name": heir.name}))
    if leaves and leaver.role == Role.OWNER.value:
        raise Refused.of(ONLY_OWNER, name=leaver.name)
    load = employees.load(_read(work), from_id)
    if load != expected:
        raise Refused.of(LOAD_MOVED, clients=load.clients, deals=load.deals, tasks=load.tasks)
    done, total = 0, load.clients + load.deals + load.tasks
    for noun in (Client, Deal, Task):
        columns = noun.__table__.c
        mine = select(columns.id).where(
            columns.deleted_at.is_(None), employees.open_of(noun, from_id)
        )
        ids = list(work.connection.scalars(mine.order_by(columns.id)))
        for start in range(0, len(ids), BLOCK):
            work.step(done + start, total)
            block = among(columns.id, ids[start : start + BLOCK])
            work.connection.execute(update(noun).where(block).values(owner_id=to_id))
        done += len(ids)
    if leaves:
        leaver.archived_at = work.now()
    work.name(title=leaver.name, name=heir.name)
    return load


@command("employee.leave", right=Right.SETTINGS)
def leave(work: Work, employee_id: int) -> None:
    """Offer an employee no more; what they did stays theirs. Who answers for something stays."""
    found = _present(work, employee_id)
    if found.role == Role.OWNER.value:
        raise Refused.of(ONLY_OWNER, name=found.name)
    load = employees.load(_read(work), employee_id)
    if load:
        raise Refused.of(
            STILL_HAS, name=found.name, clients=load.clients, deals=load.deals, tasks=load.tasks
        )
    found.archived_at = found.archived_at or work.now()
    work.name(title=found.name)


@command("employee.return", right=Right.SETTINGS)
def come_back(work: Work, employee_id: int) -> None:
    """Offer an employee again who had left."""
    found = _present(work, employee_id)
    found.archived_at = None
    work.name(title=found.name)


def _fit(work: Work, name: str, employee_id: int | None) -> str:
    name = tidy_name(name)
    others = select(Employee.name).where(Employee.id.is_not(employee_id))
    refuse_if(check(name, work.session.scalars(others)))
    return name


def _present(work: Work, employee_id: int) -> Employee:
    found = work.session.get(Employee, employee_id)
    if found is None:
        raise Refused.of(NOT_FOUND)
    return found


def _read(work: Work) -> Read:
    return Read(work.connection, work.actor, work.step)
