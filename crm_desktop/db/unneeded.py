"""Contents of files that nothing needs any more: no row, no undo to come, no copy of the base."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from crm_desktop import held_files
from crm_desktop.db import copies
from crm_desktop.db.attachments import Attachments
from crm_desktop.db.engine import EngineRole, dump_json, make_engine
from crm_desktop.db.figures import table_names

_log = logging.getLogger(__name__)

# What was a client's file once and is none now, taken away before a moment and by no change since:
# a change of one's own that is younger can be taken back, and wants the content.
_ONCE = """
SELECT DISTINCT json_extract(j.old, '$.hash') FROM journal j
WHERE j.tbl = 'attachment' AND j.action = 'D'
AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.hash = json_extract(j.old, '$.hash'))
AND NOT EXISTS (
    SELECT 1 FROM journal y JOIN operation o ON o.id = y.op
    WHERE y.tbl = 'attachment' AND o.at >= :before
    AND json_extract(y.old, '$.hash') = json_extract(j.old, '$.hash'))
"""
# Pictures of the firm and printed papers name contents, too, now or before a change.
_ELSEWHERE = """
SELECT h.value FROM json_each(:hashes) h WHERE
EXISTS (SELECT 1 FROM organisation r WHERE h.value IN (r.logo, r.stamp, r.signature))
OR EXISTS (SELECT 1 FROM document d WHERE instr(d.sheet, h.value) > 0)
OR EXISTS (
    SELECT 1 FROM journal j
    WHERE j.tbl IN ('organisation', 'document') AND instr(j.old, h.value) > 0)
"""


def unneeded(connection: Connection, base: Path, before: str) -> list[str]:
    """Hashes of contents that can go; none while a copy of the base cannot be read."""
    ask = connection.exec_driver_sql
    once = {str(found) for (found,) in ask(_ONCE, {"before": before})}
    there = {name for name in once if Attachments(base.parent).path(name) is not None}
    if not there:
        return []
    elsewhere = {str(one) for (one,) in ask(_ELSEWHERE, {"hashes": dump_json(sorted(there))})}
    try:
        return sorted(there - elsewhere - set(_in_copies(copies.folder_of(base))))
    except (SQLAlchemyError, OSError):
        # Whoever restores such a copy may want any of them.
        _log.info("a copy cannot be read: no content of a file goes")
        return []


def drop(connection: Connection, base: Path, before: str) -> int:
    """Let those contents go, under the write lock: nobody takes one in meanwhile; how many."""
    gone = 0
    for name in unneeded(connection, base, before):
        path = Attachments(base.parent).path(name)
        with suppress(OSError):
            if path is not None:
                held_files.unlink(path)
                gone += 1
    return gone


def _in_copies(folder: Path) -> Iterator[str]:
    """Hashes that the rows of the copies beside the base name."""
    for file in sorted(folder.glob("*.db")) if folder.is_dir() else []:
        engine = make_engine(file, EngineRole.STILL)
        try:
            with closing(engine.connect()) as connection:
                if "attachment" in table_names(connection):
                    rows = connection.exec_driver_sql("SELECT DISTINCT hash FROM attachment")
                    yield from (str(found) for (found,) in rows)
        finally:
            engine.dispose()
