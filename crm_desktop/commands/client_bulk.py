"""Changes to many clients at once: one operation, written by statements over blocks of them.

Each takes the clients, what is done and how many were seen in the preview; when there are more or
fewer by now, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from crm_desktop.commands.work import Work, command
from crm_desktop.db.bulk import update_those
from crm_desktop.domain.client_bulk import (
    COUNT_MOVED,
    BulkAction,
    BulkChange,
    Scope,
    stored_value,
    tidy_tags,
)
from crm_desktop.domain.custom_fields import id_of
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.queries import client_bulk
from crm_desktop.queries.read import Read
from crm_desktop.words import language
from crm_desktop.words.custom_fields import shown

BLOCK = 1_000
"""Clients between two reports of progress."""

BulkCommand = Callable[[Work, Scope, BulkChange, int], int]


@command("client.bulk-set", right=Right.EDIT)
def set_field(work: Work, scope: Scope, change: BulkChange, expected: int) -> int:
    """Give a field of all of them one value; returns how many were changed."""
    changed = _change(work, scope, change, expected)
    if id_of(change.field) is None:
        value = stored_value(change)
        work.name(field=change.field, value="" if value is None else str(value))
    else:
        own = client_bulk.own_field(work.connection, change.field)
        work.name(field=own.name, value=shown(own.kind, change.own, language()))
    return changed


@command("client.bulk-tag", right=Right.EDIT)
def tag(work: Work, scope: Scope, change: BulkChange, expected: int) -> int:
    """Add tags to all of them; returns how many were changed."""
    changed = _change(work, scope, change, expected)
    work.name(tags=", ".join(tidy_tags(change)))
    return changed


@command("client.bulk-untag", right=Right.EDIT)
def untag(work: Work, scope: Scope, change: BulkChange, expected: int) -> int:
    """Take tags off all of them; returns how many were changed."""
    changed = _change(work, scope, change, expected)
    work.name(tags=", ".join(tidy_tags(change)))
    return changed


@command("client.bulk-reassign", right=Right.EDIT)
def reassign(work: Work, scope: Scope, change: BulkChange, expected: int) -> int:
    """Let another employee answer for all of them; returns how many were changed."""
    return _change(work, scope, change, expected)


@command("client.bulk-archive", right=Right.EDIT)
def archive(work: Work, scope: Scope, change: BulkChange, expected: int) -> int:
    """Put all of them into the archive; returns how many were changed."""
    return _change(work, scope, change, expected)


@command("client.bulk-unarchive", right=Right.EDIT)
def unarchive(work: Work, scope: Scope, change: BulkChange, expected: int) -> int:
    """Take all of them out of the archive; returns how many were changed."""
    return _change(work, scope, change, expected)


@command("client.bulk-delete", right=Right.DELETE)
def delete(work: Work, scope: Scope, change: BulkChange, expected: int) -> int:
    """Put all of them into the bin; returns how many were changed."""
    return _change(work, scope, change, expected)


@command("client.bulk-restore", right=Right.DELETE)
def restore(work: Work, scope: Scope, change: BulkChange, expected: int) -> int:
    """Take all of them out of the bin; returns how many were changed."""
    return _change(work, scope, change, expected)


BY_ACTION: Mapping[BulkAction, BulkCommand] = MappingProxyType(
    {
        BulkAction.SET: set_field,
        BulkAction.TAG: tag,
        BulkAction.UNTAG: untag,
        BulkAction.REASSIGN: reassign,
        BulkAction.ARCHIVE: archive,
        BulkAction.UNARCHIVE: unarchive,
        BulkAction.DELETE: delete,
        BulkAction.RESTORE: restore,
    }
)
"""The command of each action."""


def _change(work: Work, scope: Scope, change: BulkChange, expected: int) -> int:
    read = Read(work.connection, work.actor, work.step)
    plan = client_bulk.plan_of(change, read, work.now())
    ids = client_bulk.ids_in(read, scope, change)
    if len(ids) != expected:
        raise Refused.of(COUNT_MOVED, count=len(ids), before=expected)
    changed = 0
    for start in range(0, len(ids), BLOCK):
        work.step(start, len(ids))
        changed += update_those(
            work.connection,
            "client",
            ids[start : start + BLOCK],
            (plan.column, plan.value),
            plan.condition(),
            plan.parameters,
        )
    work.step(len(ids), len(ids))
    work.name(count=changed)
    return changed
