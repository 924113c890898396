"""A base on disk: made, opened, written in one lane, read in snapshots, checked, closed."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from crm_desktop import held_files, lean
from crm_desktop.db import backup, issued_numbers, journal, mending, migrations, operations, search
from crm_desktop.db.durable import publish
from crm_desktop.db.engine import APPLICATION_ID, EngineRole, make_engine
from crm_desktop.db.errors import Busy, refusal_of, sorted_errors
from crm_desktop.db.figures import identity_of
from crm_desktop.db.health import Finding, quick_look, thorough_check
from crm_desktop.db.presence import Gate, Presence
from crm_desktop.db.readers import Readers
from crm_desktop.db.standing import OTHER, Standing
from crm_desktop.db.watching import Step, no_step, watched
from crm_desktop.domain.condition import Condition
from crm_desktop.domain.problems import Refused, code

FILE_NAME = "base.db"

ALREADY_THERE = code("base.already-there")
NO_BASE = code("base.none-here")
NEWER = code("base.newer")

_log = logging.getLogger(__name__)

_Explanation = Callable[[BaseException], Refused | None]


class Database:
    """An opened base: two engines on one file, plus one for the screen's page reads."""

    def __init__(self, folder: Path, step: Step = no_step) -> None:
        """Open the base in `folder`.

        An older base is migrated on a copy aside first; a newer, foreign, damaged or missing one
        is refused untouched (`Refused`). `step` is told how far that is; `Cancelled` by it leaves
        everything as it was.
        """
        self.folder = folder
        self.path = folder / FILE_NAME
        if not self.path.is_file():
            raise Refused.of(NO_BASE, path=str(folder))
        self.mended: list[str] = []
        """What was computed anew because it was missing or broken; the user should hear of it."""
        self._gate = Gate()
        self._standing = Standing(self.path)
        self._used_at = monotonic()
        self._open(step)

    def _open(self, step: Step = no_step) -> None:
        self._presence = Presence(self.folder, step)
        try:
            with sorted_errors():
                self._open_engines(step)
        except BaseException:
            self._presence.end()
            raise

    def _open_engines(self, step: Step) -> None:
        quick_look(self.path)
        if migrations.is_older(self.path):
            # The migration puts another file in place: that needs the base alone.
            self._presence.end()
            migrations.bring_up_to_date(self.path, _kept_copy, step)
            self._presence = Presence(self.folder, step)
        self.writer = make_engine(self.path, EngineRole.WRITER)
        # Two lanes read all day, and the screen's thread its pages. Each that stays holds a schema
        # and a cache of its own.
        self.readers = Readers(make_engine(self.path, EngineRole.READER), stay=2)
        self.screen = Readers(make_engine(self.path, EngineRole.SCREEN), stay=1)
        self._refresh_triggers()
        self._complete_index(step)
        with self.readers.snapshot() as connection:
            self.numbers = issued_numbers.of_base(self.folder, connection)
            self.identity = identity_of(connection)
        self._standing.remember()
        self._watch = make_engine(self.path, EngineRole.WATCH).connect()
        self._version = self._data_version()

    @classmethod
    def create(cls, folder: Path) -> Database:
        """Make an empty base in `folder`; refuses a folder that already holds one."""
        path = folder / FILE_NAME
        if path.exists():
            raise Refused.of(ALREADY_THERE, path=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / (FILE_NAME + ".part")
        held_files.unlink(part, missing_ok=True)
        part.touch()
        with sorted_errors():
            engine = make_engine(part, EngineRole.TOOL)
            with engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.create_schema(part)
            with engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                connection.exec_driver_sql("INSERT INTO journal_context (id) VALUES (1)")
                connection.exec_driver_sql(
                    "INSERT INTO meta (name, value) VALUES ('identity', ?)",
                    (secrets.token_hex(16),),
                )
                journal.install_triggers(connection)
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            engine.dispose()
        publish(part, path)
        return cls(folder)

    def _refresh_triggers(self) -> None:
        """Make the triggers anew when this program's tables differ from those that made them."""
        with self.readers.snapshot() as connection:
            found = connection.exec_driver_sql(
                "SELECT value FROM meta WHERE name = 'triggers'"
            ).scalar()
        if found != journal.fingerprint():
            with self.writer.begin() as connection:
                journal.install_triggers(connection)

    def _complete_index(self, step: Step) -> None:
        """Make the search index anew where tables of it are missing: nothing could be saved."""
        with self.readers.snapshot() as connection:
            absent = search.absent(connection)
        if absent:
            _log.info("the search index was incomplete and is made anew: %s", ", ".join(absent))
            with self.writer.begin() as connection, watched(connection, step):
                search.make_anew(connection)
            self.mended.append("search")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One write transaction: committed and durable when the block ends without an error."""
        with self._gate.inside(), self._explained(), self.writer.begin() as connection:
            self._standing.demand()
            try:
                yield connection
            finally:
                self._used_at = monotonic()

    def read(self) -> AbstractContextManager[Connection]:
        """One consistent snapshot on a `query_only` connection."""
        return _Reading(self._gate, self.readers, self._explanation)

    @contextmanager
    def rehearse(self) -> Iterator[Connection]:
        """One consistent snapshot with room for working tables; nothing of it stays."""
        engine = make_engine(self.path, EngineRole.TOOL)
        with self._gate.inside(), self._explained(), engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def read_page(self) -> Iterator[Connection]:
        """A snapshot for the screen's page reads; raises `Busy` after 50 ms."""
        with ExitStack() as inside:
            try:
                inside.enter_context(self._gate.inside(patience=0))
            except Refused as refused:
                raise Busy from refused
            try:
                with self.screen.snapshot() as connection:
                    yield connection
            except Exception as error:
                if refusal_of(error) is not None:
                    raise Busy from error
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Refusals of the storage, with what the place of the base has to do with them."""
        try:
            yield
        except Exception as error:
            _raise_instead(error, self._explanation)
            raise

    def _explanation(self, error: BaseException) -> Refused | None:
        """What an error is to be told as, None if it is a defect of ours."""
        refused = error if isinstance(error, Refused) else refusal_of(error)
        return None if refused is None else self._standing.explained(refused)

    def rest(self, after: float) -> bool:
        """Close the connections that nobody has used for so many seconds; whether there were any.

        Each holds the schema, a cache and what it has prepared, a MiB together. The next to ask
        opens one again, which takes about 3 ms. The watch for others' commits goes on.
        """
        used_at = max(self._used_at, self.readers.used_at, self.screen.used_at)
        if monotonic() - used_at < after:
            return False
        with self._gate.unused() as free:
            closed = free and self._close_idle()
        if closed:
            lean.give_back()
        return closed

    def _close_idle(self) -> bool:
        pool = self.writer.pool
        writes = isinstance(pool, QueuePool) and pool.checkedin() > 0
        if writes:
            self.writer.dispose()
        return any([writes, self.readers.rest(), self.screen.rest()])

    def changed_elsewhere(self) -> bool:
        """Whether any connection committed since the last look (`PRAGMA data_version`)."""
        with self._gate.inside():
            version = self._data_version()
            changed = version != self._version
            self._version = version
            return changed

    def _data_version(self) -> int:
        raw = self._watch.connection.dbapi_connection
        if raw is None:
            return 0
        return int(raw.execute("PRAGMA data_version").fetchone()[0])

    def checkpoint(self) -> bool:
        """Move the log into the file, so that a copy of an idle base is whole.

        Gives up quietly after a short wait when a reader is in the way, and where there is nothing
        to move it into; returns whether it was done.
        """
        with self._gate.inside():
            return self._standing.there and self._checkpoint()

    def copy(self, step: Step = no_step, above: int = 0) -> backup.Outcome:
        """A verified copy among the backups; the newest one when nothing changed since."""
        with self._gate.inside():
            self._standing.demand()
            return backup.make(self.path, step=step, above=above)

    def check(self) -> list[Finding]:
        """Everything that can be said about the base's soundness; an empty list is good news."""
        with self._gate.inside():
            return thorough_check(self.path)

    def look_through(self, *, thoroughly: bool) -> list[Finding]:
        """The check of a start: quick after a peaceful end, thorough after any other.

        What can be computed anew is, at once; of what remains nothing more is written.
        """
        with self._gate.inside(), self._explained():
            found = mending.thorough(self.path) if thoroughly else mending.quick(self.path)
            if found and mending.mendable(found):
                with self.writer.begin() as connection:
                    mending.mend(connection)
                self.mended.append("search")
                found = mending.thorough(self.path)
        if found:
            self._standing.note_damage()
        return found

    def condition(self) -> Condition:
        """How the place of the base is now; costs next to nothing."""
        return self._standing.condition()

    def come_back(self, seen: int) -> Condition:
        """Look at the place, and open the base anew if it was away and is there again.

        `seen` is the last row of the journal that was known.

        `Refused` `base.other-in-place` when another base or an older state of this one stands
        there: it is not touched.
        """
        if self._standing.there or not self._standing.replaced:
            return self.condition()
        with self._gate.shut():
            if self._standing.there:
                # Another thread was first and has brought it back.
                return self.condition()
            probe = Database(self.folder)
            try:
                with probe.read() as connection:
                    fits = operations.last_row(connection) >= seen
                if probe.identity != self.identity or not fits:
                    raise Refused.of(OTHER, path=str(self.folder))
            finally:
                probe.close()
            self._let_go()
            self._open()
        return self.condition()

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Closed while the block runs, so that another file can take its place; then opened anew.

        Whoever reads or writes meanwhile waits; page reads are told that it is busy.
        """
        with self._gate.shut():
            self.close()
            try:
                yield
            finally:
                self._open()

    def _checkpoint(self) -> bool:
        with sorted_errors(), make_engine(self.path, EngineRole.TOOL).connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 200")
            row = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return row is not None and row[0] == 0

    def close(self) -> None:
        """Checkpoint and let go of the file; closing twice is harmless."""
        if self._watch.closed:
            return
        try:
            self._watch.close()
            if self._standing.there:
                self._checkpoint()
        except Refused as refused:
            # A damaged base says so when it is opened; letting go of it must not fail.
            _log.info("no checkpoint at closing: %s", refused)
        finally:
            self._let_go()

    def _let_go(self) -> None:
        """Close every handle, whatever it may have to say: its disk may be gone."""
        with suppress(DBAPIError):
            self._watch.close()
        self.readers.let_go()
        self.screen.let_go()
        with suppress(DBAPIError):
            self.writer.dispose()
        self._presence.end()


class _Reading:
    """One snapshot for one question.

    At every key it is gone through: generators would take as long again as everything in it.
    """

    __slots__ = ("_connection", "_explanation", "_gate", "_readers")

    def __init__(self, gate: Gate, readers: Readers, explanation: _Explanation) -> None:
        self._gate = gate
        self._readers = readers
        self._explanation = explanation

    def __enter__(self) -> Connection:
        self._gate.enter()
        try:
            self._connection = self._readers.take()
        except BaseException as error:
            self._gate.leave()
            _raise_instead(error, self._explanation)
            raise
        return self._connection

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        try:
            self._readers.give_back(self._connection)
        except Exception as late:
            _raise_instead(late, self._explanation)
            raise
        finally:
            self._gate.leave()
        if error is not None:
            _raise_instead(error, self._explanation)


def _raise_instead(error: BaseException, explanation: _Explanation) -> None:
    """Raise what an error is to be told as, unless it says so itself."""
    explained = explanation(error)
    if explained is not None and explained is not error:
        raise explained from error


def _kept_copy(path: Path, step: Step) -> Path:
    """The verified copy that a migration starts from."""
    return backup.make(path, step=step).copy.path
