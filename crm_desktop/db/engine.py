"""The one factory of connections: nothing else in the program may open a base (decisions 1, 2)."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2

from crm_desktop.domain.custom_fields import found_by
from crm_desktop.domain.data_health import doubtful, doubtful_account
from crm_desktop.domain.text import fold

APPLICATION_ID = 0x43524D44
"""«CRMD» in the header: a file without it is not a base of ours."""

_ATTACHED = "attached"
_KEEPS_PAGES = "keeps_pages"
SCREEN_TIMEOUT_MS = 50
TIMEOUT_MS = 10_000


class EngineRole(StrEnum):
    """What a connection is for."""

    WRITER = "writer"
    READER = "reader"
    SCREEN = "screen"
    """Page reads on the screen's thread: gives up after 50 ms, a placeholder is shown."""
    WATCH = "watch"
    """Only asks whether anybody has committed: reads no table, so not even the schema."""
    TOOL = "tool"
    """Checks and migrations: begins nothing by itself."""
    STILL = "still"
    """A copy as it stands: not a byte of it changes, and no log appears beside it."""
    COPY = "copy"
    """The file a copy is written into: worth nothing until it is whole and flushed."""


_CACHE_KIB = {EngineRole.READER: 256, EngineRole.SCREEN: 256, EngineRole.STILL: 4_096}
"""Each of several reading connections has a cache of its own; the system's serves them all.

They are full while the window idles: 4 MiB each cost 12 MiB more and made no question quicker.
"""
_SEARCH_CACHE_KIB = 65_536
"""As much as a search looks at among 100,000 clients; see `keep_pages`."""
_BULK_CACHE_KIB = 131_072
_CHECKPOINT_PAGES = 4_000

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dump_json(value: object) -> str:
    """JSON as stored: Cyrillic stays readable, no spaces."""
    return _ENCODER.encode(value)


def _found_by(custom: str | None) -> str:
    """What the values of a business's own fields are found by, as they are stored."""
    held = json.loads(custom) if custom and custom != "{}" else {}
    return found_by(held) if isinstance(held, dict) else ""


def sqlite_version() -> str:
    """Version of the one SQLite library, for `self-test` and reports."""
    return str(dbapi2.sqlite_version)


def make_engine(path: Path, role: EngineRole) -> Engine:
    """An engine on the base's file whose every connection carries all safety pragmas.

    The writer begins with `BEGIN IMMEDIATE` and has a single connection; readers are
    `query_only`, so that "queries do not write" is physics.
    """
    writes = role in (EngineRole.WRITER, EngineRole.TOOL, EngineRole.COPY)
    address = _address(path, role)
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=dbapi2,
        # Ours, so that a folder's name may hold any character.
        creator=lambda: dbapi2.connect(address, uri=True, check_same_thread=False),
        json_serializer=dump_json,
        **_pool(role),
    )
    timeout = SCREEN_TIMEOUT_MS if role is EngineRole.SCREEN else TIMEOUT_MS

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _record: object) -> None:
        raw.isolation_level = None
        cursor = raw.cursor()
        try:
            for pragma in _pragmas(role, timeout):
                cursor.execute(f"PRAGMA {pragma}").fetchall()
            if not writes:
                cursor.execute("PRAGMA query_only=ON")
        finally:
            cursor.close()
        _teach(raw)

    @event.listens_for(engine, "checkin")
    def detach(raw: Any, record: Any) -> None:
        # Inside the transaction, which has read it, SQLite does not let go of an attached file.
        names = record.info.pop(_ATTACHED, ()) if raw is not None else ()
        for name in names:
            raw.execute(f"DETACH {name}")
        if names:
            raw.execute(f"PRAGMA cache_size=-{_cache_kib(role)}")
            raw.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}")
            raw.execute("PRAGMA shrink_memory")

    begin = {
        EngineRole.WRITER: "BEGIN IMMEDIATE",
        EngineRole.TOOL: None,
        EngineRole.COPY: None,
    }.get(role, "BEGIN")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        if begin == "BEGIN":
            # Nobody is waited for, nothing can go wrong: straight to the driver.
            if not driver(connection).in_transaction:
                driver(connection).execute(begin)
        elif begin is not None:
            connection.exec_driver_sql(begin)

    return engine


def _pool(role: EngineRole) -> dict[str, Any]:
    """There is one writer, and it stays; which readers stay is up to `Readers`."""
    if role is EngineRole.WRITER:
        return {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
    return {"poolclass": NullPool}


def _teach(raw: Any) -> None:
    """What SQLite knows of our texts."""
    raw.create_function("fold", 1, fold, deterministic=True)
    raw.create_function("found_by", 1, _found_by, deterministic=True)
    raw.create_function("doubtful", 3, doubtful, deterministic=True)
    raw.create_function("doubtful_account", 3, doubtful_account, deterministic=True)


def driver(connection: Connection) -> Any:
    """The driver's own connection in the open transaction, for statements that are run often.

    SQLAlchemy takes five times as long over a small statement as SQLite does.
    """
    found = connection.connection.dbapi_connection
    assert found is not None
    return found


def reading(connection: Connection) -> Any:
    """The driver's own connection for questions; they see the snapshot of the open transaction.

    Without one it begins: statements that SQLAlchemy does not see begin nothing by themselves.
    """
    raw = driver(connection)
    if not raw.in_transaction and not connection.in_transaction():
        connection.begin()
    return raw


def keep_pages(connection: Connection) -> None:
    """What is looked at by a search stays in memory, for the next letter of it looks there again.

    Until the connection is closed, a few seconds after its last question (`Database.rest`).
    """
    if _KEEPS_PAGES not in connection.get_execution_options():
        driver(connection).execute(f"PRAGMA cache_size=-{_SEARCH_CACHE_KIB}")
        connection.execution_options(**{_KEEPS_PAGES: True})


def attach(connection: Connection, path: Path, name: str) -> None:
    """Read another file of ours in this transaction; it is let go of when that has ended.

    So long the pages that its rows change stay in memory: with little room they would be written
    to the log again and again. And nobody who waits for the commit waits for the log to be moved
    into the base as well: that is done when all is quiet.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    driver(connection).execute(f"ATTACH ? AS {name} KEY ''", (address,))
    driver(connection).execute(f"PRAGMA cache_size=-{_BULK_CACHE_KIB}")
    driver(connection).execute("PRAGMA wal_autocheckpoint=0")
    connection.info.setdefault(_ATTACHED, []).append(name)


def _address(path: Path, role: EngineRole) -> str:
    """What the driver is given; only the file a copy is written into may be made by opening it.

    A base whose disk was pulled out must not come up as an empty file in the same place.
    """
    mode = {
        # Immutable: SQLite neither locks, nor recovers, nor writes.
        EngineRole.STILL: "mode=ro&immutable=1",
        EngineRole.COPY: "mode=rwc",
    }.get(role, "mode=rw")
    return f"{path.absolute().as_uri()}?{mode}"


def _cache_kib(role: EngineRole) -> int:
    return _CACHE_KIB.get(role, 32_768)


def _pragmas(role: EngineRole, timeout_ms: int) -> list[str]:
    durable = {
        EngineRole.STILL: [],
        # These two and the cache read the schema, nearly a MiB that would stay.
        EngineRole.WATCH: [],
        # No second copy of every page in a log: the room is needed once, and one flush will do.
        EngineRole.COPY: ["journal_mode=OFF", "synchronous=OFF"],
    }.get(role, ["journal_mode=WAL", "synchronous=FULL"])
    pragmas = [
        f"busy_timeout={timeout_ms}",
        *durable,
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "temp_store=MEMORY",
        *([] if role is EngineRole.WATCH else [f"cache_size=-{_cache_kib(role)}"]),
        # The checkpoint is ours: 2 s after the last write and at exit (decision 2).
        f"wal_autocheckpoint={_CHECKPOINT_PAGES}",
    ]
    if sys.platform == "darwin":
        pragmas += ["fullfsync=ON", "checkpoint_fullfsync=ON"]
    return pragmas
