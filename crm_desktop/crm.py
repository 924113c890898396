"""An opened base as an application without a screen: do, ask, export, undo, redo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from crm_desktop.commands.every import info_named, lasting
from crm_desktop.commands.work import Kind, Step, Work, info_of, no_step, utc_now
from crm_desktop.db import (
    backup,
    copies,
    custom_indexes,
    facts,
    journal,
    operations,
    portable,
    restore,
    search,
    second_place,
    strayed,
    unneeded,
)
from crm_desktop.db.database import Database
from crm_desktop.db.drafts import Drafts
from crm_desktop.db.errors import Busy
from crm_desktop.db.figures import identity_of
from crm_desktop.db.health import Finding
from crm_desktop.db.journal import OpenOperation
from crm_desktop.db.operations import OperationRow, UndoState
from crm_desktop.db.reversal import Foreseen, Kept, Reversal, foresee, reverse
from crm_desktop.domain.backups import Candidate, Copy, CopyMade, CopyState, Restored
from crm_desktop.domain.bin import oldest_kept
from crm_desktop.domain.changes import Changes
from crm_desktop.domain.condition import Condition
from crm_desktop.domain.problems import NO_RIGHT, Problem, Refused, code
from crm_desktop.domain.rights import Right, Role, Viewer
from crm_desktop.exports.target import EXPORTS
from crm_desktop.late import dataclass
from crm_desktop.queries.read import QUERIES, Read

__all__ = [
    "Busy",
    "Crm",
    "Done",
    "Finding",
    "Foreseen",
    "Kept",
    "OperationRow",
    "UndoState",
    "Undone",
]

P = ParamSpec("P")
R = TypeVar("R")

VIEW_ONLY = code("base.view-only")
OWNER = Viewer(employee_id=1, name="", role=Role.OWNER)


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What a command returned, the operation it was logged as (None: it wrote nothing)."""

    value: R
    operation: int | None
    changes: Changes
    notices: tuple[Problem, ...] = ()
    """What the user should be told besides: it was done, but not quite as they may expect."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was reversed, how many rows came back or went, and what was kept and why."""

    reversed: OperationRow
    restored: int
    kept: tuple[Kept, ...]


@dataclass(slots=True)
class _Writing:
    work: Work
    operation: OpenOperation
    changes: Changes = field(default_factory=Changes)
    logged: int | None = None


class Crm:
    """The program without a screen: what the window, the command line and tests talk to."""

    def __init__(
        self,
        folder: Path,
        viewer: Viewer = OWNER,
        *,
        view_only: bool = False,
        step: Step = no_step,
    ) -> None:
        """Open the base in `folder` on behalf of `viewer`; `Refused` when it cannot be.

        `view_only` opens a base that is only to be looked at: every change is refused in words.
        """
        self.view_only = view_only
        self.database = Database(folder, step)
        self.drafts = Drafts(folder)
        self.viewer = viewer
        with self.database.read() as connection:
            self._seen = operations.last_row(connection)

    @property
    def folder(self) -> Path:
        """The folder of the base."""
        return self.database.folder

    def do(
        self,
        command: Callable[Concatenate[Work, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done[R]:
        """Run a command as one transaction; whatever it raises rolls everything back."""
        return self.do_watched(no_step, command, *args, **kwargs)

    def do_watched(
        self,
        step: Step,
        command: Callable[Concatenate[Work, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done[R]:
        """As `do`, reporting progress to `step`, which may raise `Cancelled`."""
        info = info_of(command)
        self._demand(info.right)
        self._demand_writable()
        if info.copy_first:
            self.database.copy()
        with self._writing(info.name, info.kind, step) as writing:
            value = command(writing.work, *args, **kwargs)
        notices = tuple(writing.work.notices)
        return Done(value, writing.logged, writing.changes, notices)

    def ask(
        self,
        query: Callable[Concatenate[Read, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Answer a question from one consistent snapshot."""
        return self.ask_watched(no_step, query, *args, **kwargs)

    def ask_watched(
        self,
        step: Step,
        query: Callable[Concatenate[Read, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """As `ask`, reporting progress to `step`, which may raise `Cancelled`."""
        self._demand((QUERIES.get(query) or EXPORTS[query]).right)
        with self.database.read() as connection:
            read = Read(connection, self.viewer, step, self.database.numbers.highest)
            return query(read, *args, **kwargs)

    def ask_page(
        self,
        query: Callable[Concatenate[Read, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """As `ask` on the screen's own connection; raises `Busy` after 50 ms."""
        self._demand(QUERIES[query].right)
        with self.database.read_page() as connection:
            return query(Read(connection, self.viewer), *args, **kwargs)

    def export(
        self,
        export: Callable[Concatenate[Read, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Make a file from answers; the base is only read."""
        return self.ask_watched(no_step, export, *args, **kwargs)

    def undo(self, operation: int | None = None, step: Step = no_step) -> Done[Undone]:
        """Take back this user's newest operation, or the named one, by the one rule.

        Refuses what has left the house (an issued number), what is already taken back, and an
        empty history.
        """
        with self.database.read() as connection:
            target = self._target(connection, operation)
        via = "undo" if operation is None else "take-back"
        return self._reverse(target, via, step)

    def foresee_undo(self, operation: int, step: Step = no_step) -> Foreseen:
        """What taking this operation back would do now; nothing is changed and nobody waits.

        Refuses what `undo` would refuse.
        """
        self._demand(Right.VIEW)
        with self.database.rehearse() as connection:
            target = self._target(connection, operation)
            info = info_named(target.name)
            return foresee(
                connection,
                first_row=target.first_row,
                last_row=target.last_row,
                root=target.root,
                step=step,
                gathered=info is not None and info.gathers,
            )

    def redo(self, step: Step = no_step) -> Done[Undone]:
        """Do again what Ctrl+Z took back last."""
        with self.database.read() as connection:
            target = operations.next_to_redo(connection, self.viewer.employee_id)
        if target is None:
            raise Refused.of(operations.NOTHING_TO_REDO)
        return self._reverse(target, "redo", step)

    def lasting(self) -> frozenset[str]:
        """The names of the commands that are never taken back."""
        return lasting()

    def undo_state(self) -> UndoState:
        """What the two keys would take next."""
        with self.database.read() as connection:
            return operations.undo_state(connection, self.viewer.employee_id)

    def poll(self) -> Changes | None:
        """Changes other processes committed since the last look, if any."""
        if not self.database.changed_elsewhere():
            return None
        with self.database.read() as connection:
            first = self._seen + 1
            self._seen = operations.last_row(connection)
            if self._seen < first:
                return None
            return journal.written_since(connection, first).changes

    def make_copy(self, second: Path | None = None, step: Step = no_step) -> CopyMade:
        """A verified copy of the base, also in the second place when that is there.

        Nobody needs a right to have the work kept safe. What the second place refuses is told.
        """
        self._demand_writable()
        base = self.database.path
        with self.database.read() as connection:
            identity = identity_of(connection)
        above = second_place.highest_sequence(second, base, identity)
        outcome = self.database.copy(step, above)
        trouble = None
        try:
            if second is not None:
                second_place.bring(outcome.copy, base, second, backup.wall_clock(), step)
        except Refused as refused:
            trouble = refused.problems[0]
        place, _at = second_place.state(second, base, outcome.copy)
        return CopyMade(outcome.copy, outcome.made, place, trouble)

    def copies(self, step: Step = no_step) -> list[Copy]:
        """The copies of the base, newest first; one that nobody has looked through is now."""
        self._demand(Right.VIEW)
        return copies.listing(copies.folder_of(self.database.path), step)

    def copy_state(self, second: Path | None = None) -> CopyState:
        """How safe the work is."""
        with self.database.read() as connection:
            return backup.state(connection, self.database.path, second)

    def look_at_second_place(self, place: Path) -> list[Problem]:
        """What is to be said about a folder before copies go there; `Refused` when they cannot."""
        self._demand(Right.SETTINGS)
        return second_place.demand_fit(place, self.database.path)

    def save_portable(self, target: Path, step: Step = no_step) -> Path:
        """One zip with the base, its files and the marks of numbers; never over a file."""
        self._demand(Right.EXPORT)
        copy = self.database.copy(step).copy
        return portable.write(copy, self.database.folder, target, step)

    def look_at_copy(self, file: Path, step: Step = no_step) -> Candidate:
        """What restoring a file would bring and what it would put away; nothing is touched."""
        self._demand(Right.SETTINGS)
        return restore.look(self.database.folder, file, step)

    def restore(self, file: Path, step: Step = no_step, *, another: bool = False) -> Restored:
        """Put a proved file in the base's place and go on with it; the caller holds the lock.

        `another` says that another shop's base is meant. Whatever is refused leaves the base as
        it was.
        """
        self._demand(Right.SETTINGS)
        self._demand_writable()
        # Now, while everybody can still work: afterwards only what came meanwhile is copied.
        self.database.copy(step)
        with restore.prepared(self.database.folder, file, step, another=another) as found:
            with self.database.given_up():
                done = found.put_in_place()
            with self.database.read() as connection:
                self._seen = operations.last_row(connection)
        return done

    def reconcile_drafts(self, done: Restored) -> int:
        """After a restore: drafts of records that are others now become new; returns how many."""
        before = None if done.wreck else done.kept
        with self.database.read() as connection:
            return strayed.reconcile(self.drafts, connection, before)

    def check(self) -> list[Finding]:
        """Everything that is wrong with the base; an empty list is good news."""
        self._demand(Right.VIEW)
        return self.database.check()

    def look_through(self, *, thoroughly: bool) -> list[Finding]:
        """The check of a start; what it finds and cannot mend stops all writing."""
        return self.database.look_through(thoroughly=thoroughly)

    def mended(self) -> bool:
        """Whether the search index was found broken and made anew since the last time of asking."""
        found = bool(self.database.mended)
        self.database.mended.clear()
        return found

    def tend_indexes(self) -> bool:
        """Make the indexes of own fields that views ask for, drop the others; whether any was due.

        Upkeep of the file, no operation: no record is touched, and there is nothing to undo.
        """
        if self.view_only:
            return False
        with self.database.read() as connection:
            if not custom_indexes.is_due(connection):
                return False
        with self.database.write() as connection:
            return custom_indexes.bring_up(connection)

    def drop_contents(self) -> int:
        """Let go of contents of files that were taken away long ago and nothing needs; how many.

        Upkeep of the folder, no operation: rows are not touched, what undo may want soon stays.
        """
        if self.view_only:
            return 0
        before, base = oldest_kept(utc_now()), self.database.path
        with self.database.read() as connection:
            if not unneeded.unneeded(connection, base, before):
                return 0
        with self.database.write() as connection:
            return unneeded.drop(connection, base, before)

    def condition(self) -> Condition:
        """How the place of the base is now, after trying to go on where it was away."""
        return self.database.come_back(self._seen)

    def close(self) -> None:
        """Checkpoint and let go of the base."""
        self.drafts.close()
        self.database.close()

    def _demand(self, right: Right) -> None:
        if not self.viewer.may(right):
            raise Refused.of(NO_RIGHT, right=right.value)

    def _demand_writable(self) -> None:
        if self.view_only:
            raise Refused.of(VIEW_ONLY)
        # Its disk may be back this very moment: then there is no reason to refuse.
        self.database.come_back(self._seen)

    def _target(self, connection: Connection, operation: int | None) -> OperationRow:
        if operation is None:
            target = operations.next_to_undo(connection, self.viewer.employee_id)
            if target is None:
                raise Refused.of(operations.NOTHING_TO_UNDO)
        else:
            named = operations.by_id(connection, operation)
            if named is None:
                raise Refused.of(operations.NO_OPERATION, operation=operation)
            if named.undone:
                raise Refused.of(operations.ALREADY_UNDONE, operation=operation)
            target = operations.holder_of(connection, named.root) or named
        if target.kind == Kind.SYSTEM:
            raise Refused.of(operations.NOT_REVERSIBLE, operation=target.id)
        info = info_named(target.name)
        if info is not None and not info.undoable:
            raise Refused.of(operations.HAS_LEFT, operation=target.id, **target.title)
        return target

    def _reverse(self, target: OperationRow, via: str, step: Step) -> Done[Undone]:
        info = info_named(target.name)
        self._demand(info.right if info is not None else Right.EDIT)
        with self._writing(
            target.name,
            Kind.USER,
            step,
            via=via,
            root=target.root,
            sign=-target.sign,
            reverses=target.id,
        ) as writing:
            writing.work.name(**target.title)
            result: Reversal = reverse(
                writing.work.connection,
                first_row=target.first_row,
                last_row=target.last_row,
                root=target.root,
                step=step,
                gathered=info is not None and info.gathers,
            )
        undone = Undone(target, result.restored, tuple(result.kept))
        return Done(undone, writing.logged, writing.changes)

    @contextmanager
    def _writing(self, name: str, kind: Kind, step: Step, **family: Any) -> Iterator[_Writing]:
        """The one door for writing; its order of steps is that of `spine.md`, trap 1."""
        self._demand_writable()
        with self.database.write() as connection:
            operation = journal.open_operation(
                connection,
                name=name,
                kind=kind.value,
                actor_id=self.viewer.employee_id,
                at=utc_now(),
                **family,
            )
            with Session(connection, expire_on_commit=False) as session:
                highest = self.database.numbers.highest
                work = Work(session, connection, self.viewer, step, highest_issued=highest)
                writing = _Writing(work, operation)
                yield writing
                session.flush()
            found = journal.written_since(connection, operation.first_row)
            writing.changes = found.changes
            facts.refresh(connection, operation.first_row, found.tables, found.new)
            search.refresh(connection, operation.first_row, found.tables, found.new)
            written = journal.close_operation(
                connection, operation, work.title, keep_empty=bool(family)
            )
        if work.issued:
            self.database.numbers.raise_to(work.issued)
        if written:
            writing.logged = operation.id
        with self.database.read() as connection:
            if self._seen == operation.first_row - 1:
                self._seen = operations.last_row(connection)
