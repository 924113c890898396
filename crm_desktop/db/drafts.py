"""Drafts of open forms in a small file beside the base, whose writer may be busy (decision 17)."""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from crm_desktop import held_files
from crm_desktop.db.engine import EngineRole, dump_json, make_engine
from crm_desktop.db.errors import CANNOT_OPEN, DAMAGED, NOT_A_BASE, refusal_of, sorted_errors
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.unfinished import FormKey, Unfinished, packed, unpacked

FILE_NAME = "drafts.db"
VERSION = 1
_TABLE = (
    "CREATE TABLE IF NOT EXISTS draft (kind TEXT NOT NULL, record INTEGER NOT NULL, "
    "about INTEGER NOT NULL, title TEXT NOT NULL, typed TEXT NOT NULL, at TEXT NOT NULL, "
    "PRIMARY KEY (kind, record, about)) STRICT"
)
_KEEP = (
    "INSERT INTO draft (kind, record, about, title, typed, at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (kind, record, about) DO UPDATE SET title = excluded.title, "
    "typed = excluded.typed, at = excluded.at"
)

_log = logging.getLogger(__name__)


class Drafts:
    """The store; the file is made with the first draft and is never journalled or exported.

    A damaged file is set aside under another name and a new one begun; the file of a newer
    program is left alone, then nothing is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._engine: Engine | None = None

    def all(self) -> list[Unfinished]:
        """Everything unfinished, the newest first; a file that cannot be read holds nothing."""
        if self._engine is None and not self.path.is_file():
            return []
        with self._writing() as connection:
            if connection is None:
                return []
            rows = connection.exec_driver_sql(
                "SELECT kind, record, about, title, typed, at FROM draft ORDER BY at DESC"
            ).all()
        found = []
        for kind, record, about, title, typed, at in rows:
            try:
                values = unpacked(json.loads(typed))
            except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError):
                _log.info("a draft of %s cannot be read and is passed over", kind)
                continue
            found.append(Unfinished(kind, record, about, title, values, at))
        return found

    def keep(self, one: Unfinished) -> None:
        """Keep a draft durably in place of the one with the same key."""
        values = (*one.key, one.title, dump_json(packed(one.typed)), one.at)
        with self._writing() as connection:
            if connection is not None:
                connection.exec_driver_sql(_KEEP, values)

    def drop(self, key: FormKey) -> None:
        """Forget a draft: it was saved, or nobody wants it."""
        if self._engine is None and not self.path.is_file():
            return
        with self._writing() as connection:
            if connection is not None:
                connection.exec_driver_sql(
                    "DELETE FROM draft WHERE kind = ? AND record = ? AND about = ?", key
                )

    def close(self) -> None:
        """Let go of the file."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @contextmanager
    def _writing(self) -> Iterator[Connection | None]:
        """A transaction on the file; None when it belongs to a newer program."""
        engine = self._opened()
        with sorted_errors(), engine.begin() as connection:
            yield connection if _version(connection) <= VERSION else None

    def _opened(self) -> Engine:
        if self._engine is None:
            with _refused():
                self.path.touch()
            engine = make_engine(self.path, EngineRole.WRITER)
            try:
                _furnish(engine)
            except DBAPIError as error:
                engine.dispose()
                refusal = refusal_of(error)
                if refusal is None or refusal.problems[0].code not in {DAMAGED, NOT_A_BASE}:
                    raise refusal or error from error
                self._set_aside()
                self.path.touch()
                engine = make_engine(self.path, EngineRole.WRITER)
                with sorted_errors():
                    _furnish(engine)
            self._engine = engine
        return self._engine

    def _set_aside(self) -> None:
        """A damaged file is kept for whoever can read it, the work goes on without it."""
        _log.info("the file of drafts was damaged and is set aside")
        names = (self.path.with_name(f"drafts-damaged-{n}.db") for n in itertools.count(1))
        held_files.replace(self.path, next(name for name in names if not name.exists()))
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(OSError):
                held_files.unlink(self.path.with_name(FILE_NAME + ending), missing_ok=True)


@contextmanager
def _refused() -> Iterator[None]:
    """A folder that is away or cannot be written is a refusal, not a defect."""
    try:
        yield
    except OSError as error:
        raise Refused.of(CANNOT_OPEN) from error


def _furnish(engine: Engine) -> None:
    with engine.begin() as connection:
        if _version(connection) == 0:
            connection.exec_driver_sql(_TABLE)
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
