"""Is this file a base of ours, and is it whole?"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crm_desktop.db import facts, search
from crm_desktop.db.engine import APPLICATION_ID, EngineRole, make_engine
from crm_desktop.db.errors import DAMAGED, NOT_A_BASE
from crm_desktop.db.figures import Figures, figures
from crm_desktop.db.journal import trigger_statements
from crm_desktop.db.watching import Step, no_step, watched
from crm_desktop.domain.problems import Refused
from crm_desktop.late import dataclass

HEADER = b"SQLite format 3\x00"
INDEX = "check.search"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a code of `words` (`check.…`) and SQLite's own detail."""

    code: str
    detail: str


def quick_look(path: Path) -> None:
    """Refuse a file that is no base of ours, without changing a byte of it."""
    with path.open("rb") as handle:
        head = handle.read(100)
    if len(head) < 100 or not head.startswith(HEADER):
        raise Refused.of(NOT_A_BASE, path=str(path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise Refused.of(NOT_A_BASE, path=str(path))


def thorough_check(path: Path) -> list[Finding]:
    """Structure, indexes, references, known triggers, derived figures and search index."""
    try:
        quick_look(path)
    except Refused as refused:
        return [Finding("check.not-a-base", str(refused))]
    engine = make_engine(path, EngineRole.TOOL)
    try:
        with engine.connect() as connection:
            found = structure(connection)
            if not found:
                found = _content(connection)
    except DBAPIError as error:
        found = [Finding("check.damaged", str(error.orig))]
    finally:
        engine.dispose()
    return found


def verify_copy(path: Path, step: Step = no_step) -> Figures:
    """What a copy holds; `Refused` `base.damaged` unless structure and references are sound.

    The copy is read as it stands; `base.not-a-base` when it is no base of ours at all. `step` may
    raise `Cancelled`.
    """
    quick_look(path)
    engine = make_engine(path, EngineRole.STILL)
    try:
        with engine.connect() as connection, watched(connection, step):
            if not structure(connection):
                return figures(connection)
    except DBAPIError as error:
        raise Refused.of(DAMAGED, path=str(path)) from error
    finally:
        engine.dispose()
    raise Refused.of(DAMAGED, path=str(path))


def structure(connection: Connection) -> list[Finding]:
    """Pages, indexes, search tables, references: an empty list is good news."""
    found = [
        Finding("check.damaged", str(text))
        for (text,) in connection.exec_driver_sql("PRAGMA integrity_check(20)")
        if text != "ok"
    ]
    if found:
        return found
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return [Finding("check.orphan", f"{row[0]} {row[1]} → {row[2]}") for row in orphans[:20]]


def index_findings(connection: Connection) -> list[Finding]:
    """What is missing of the search index; a few milliseconds, for it only counts."""
    names = search.absent(connection) or search.hollow(connection)
    return [Finding(INDEX, name) for name in names]


def _content(connection: Connection) -> list[Finding]:
    found = index_findings(connection)
    lost = bool(found)
    triggers: dict[str, str] = dict(
        connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).all()
    )
    known = trigger_statements()
    found += [Finding("check.trigger", name) for name in sorted(triggers.keys() ^ known.keys())]
    found += [
        Finding("check.trigger", name)
        for name in sorted(triggers.keys() & known.keys())
        if triggers[name] != known[name]
    ]
    # Everything below is undone: a check leaves no mark.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        computed = [("client_facts", facts.rebuild)]
        if not lost:
            computed.append(("client_search", search.rebuild))
        for table, rebuild in computed:
            before = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            rebuild(connection)
            after = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            if before != after:
                found.append(Finding("check.derived", table))
    finally:
        connection.exec_driver_sql("ROLLBACK")
    return found
