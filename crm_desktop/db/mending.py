"""The check of a start, and what is mended without losing a letter: indexes, computed lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crm_desktop.db import facts, search
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.errors import DAMAGED, NOT_A_BASE, refusal_of
from crm_desktop.db.health import INDEX, Finding, index_findings, structure

_MENDABLE = re.compile(
    r"missing from index|wrong # of entries in index|non-unique entry in index"
    r"|row not in PRIMARY KEY order for index|fts5|FTS5|virtual table"
)


def quick(path: Path) -> list[Finding]:
    """What a quick look at every page finds; for a base that was closed in peace."""
    return _asked(path, _quick)


def thorough(path: Path) -> list[Finding]:
    """Structure, indexes, search and references; for a base that was not closed in peace."""
    return _asked(path, lambda connection: structure(connection) or index_findings(connection))


def mendable(findings: Sequence[Finding]) -> bool:
    """Whether all that is wrong can be computed anew from the records."""
    return all(
        one.code == INDEX or (one.code == "check.damaged" and _MENDABLE.search(one.detail))
        for one in findings
    )


def mend(connection: Connection) -> None:
    """Compute anew what is computed: indexes, search, figures. Inside a write transaction."""
    connection.exec_driver_sql("REINDEX")
    facts.rebuild(connection)
    search.make_anew(connection)


def _asked(path: Path, question: Callable[[Connection], list[Finding]]) -> list[Finding]:
    engine = make_engine(path, EngineRole.READER)
    try:
        with engine.connect() as connection:
            return question(connection)
    except DBAPIError as error:
        refusal = refusal_of(error)
        if refusal is None or refusal.problems[0].code not in {DAMAGED, NOT_A_BASE}:
            raise refusal or error from error
        return [Finding("check.damaged", str(error.orig))]
    finally:
        engine.dispose()


def _quick(connection: Connection) -> list[Finding]:
    found = [
        Finding("check.damaged", str(text))
        for (text,) in connection.exec_driver_sql("PRAGMA quick_check(5)")
        if text != "ok"
    ]
    return found or index_findings(connection)
