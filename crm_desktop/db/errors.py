"""Driver errors sorted by whose fault they are: the disk's, a known constraint's, or ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from crm_desktop.domain.problems import Problem, Refused, code

BUSY = code("base.busy")
DISK_FULL = code("base.disk-full")
DISK_ERROR = code("base.disk-error")
READ_ONLY = code("base.read-only")
DAMAGED = code("base.damaged")
NOT_A_BASE = code("base.not-a-base")
CANNOT_OPEN = code("base.cannot-open")
TAKEN = code("field.taken")

# SQLite's own sentences (sqlite3ErrStr and os-specific ones); sqlcipher3 gives no extended code.
_ENVIRONMENT = (
    ("database is locked", BUSY),
    ("database table is locked", BUSY),
    ("database or disk is full", DISK_FULL),
    ("disk I/O error", DISK_ERROR),
    ("attempt to write a readonly database", READ_ONLY),
    ("database disk image is malformed", DAMAGED),
    ("malformed database schema", DAMAGED),
    ("file is not a database", NOT_A_BASE),
    ("file is encrypted or is not a database", NOT_A_BASE),
    ("unable to open database file", CANNOT_OPEN),
)
_UNIQUE = re.compile(r"UNIQUE constraint failed: \w+\.(\w+)")


class Busy(Exception):
    """A page read on the screen found the base busy: show a placeholder and ask again."""


def refusal_of(error: BaseException) -> Refused | None:
    """The refusal an error of the driver amounts to, or None if it is a defect of ours."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if not isinstance(cause, dbapi2.Error):
        return None
    text = str(cause)
    for sentence, problem in _ENVIRONMENT:
        if sentence in text:
            return Refused(Problem("", problem))
    unique = _UNIQUE.search(text)
    if unique:
        return Refused(Problem(unique.group(1), TAKEN))
    return None


@contextmanager
def sorted_errors() -> Iterator[None]:
    """Turn what is the environment's fault into `Refused`; let defects pass."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error
