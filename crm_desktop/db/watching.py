"""A long statement of SQLite's made watchable: it tells that it goes on, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crm_desktop.db.engine import driver
from crm_desktop.domain.problems import Cancelled

Step = Callable[[int, int], None]
EVERY = 20_000
"""So many of SQLite's small steps between two looks: a few milliseconds."""


def no_step(done: int, total: int) -> None:
    """Nobody watches."""


@contextmanager
def watched(connection: Connection, step: Step) -> Iterator[None]:
    """Call `step(0, 0)` again and again while statements of this connection run.

    When it raises `Cancelled`, the statement is interrupted, and `Cancelled` comes out of here.
    """
    if step is no_step:
        yield
        return
    stopped: list[Cancelled] = []

    def look() -> int:
        try:
            step(0, 0)
        except Cancelled as cancelled:
            stopped.append(cancelled)
            return 1
        return 0

    raw = driver(connection)
    raw.set_progress_handler(look, EVERY)
    try:
        yield
    except DBAPIError as error:
        if stopped:
            raise stopped[0] from error
        raise
    finally:
        raw.set_progress_handler(None, 0)
    # `PRAGMA integrity_check` ends early without an error when it is interrupted.
    if stopped:
        raise stopped[0]
