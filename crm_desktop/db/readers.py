"""Connections that questions are asked on: kept open, and handed out for one snapshot each.

SQLAlchemy's own pool and its transactions take longer than a small question itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from crm_desktop.db.engine import driver


class Readers:
    """The reading connections of an engine, of which some stay open between two questions."""

    def __init__(self, engine: Engine, stay: int) -> None:
        """Whoever reads besides `stay` others gets a connection that is closed again."""
        self._engine = engine
        self._stay = stay
        self._free: list[Connection] = []
        self._closed = False
        self.used_at = monotonic()
        """When somebody was answered last."""

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One consistent state of the base while the block runs: `take` and `give_back`."""
        connection = self.take()
        try:
            yield connection
        finally:
            self.give_back(connection)

    def take(self) -> Connection:
        """A connection whose transaction has begun; it is to be given back."""
        try:
            # The one that was asked last knows the pages that are looked at.
            connection = self._free.pop()
        except IndexError:
            connection = self._engine.connect()
        driver(connection).execute("BEGIN")
        return connection

    def give_back(self, connection: Connection) -> None:
        """Nothing of the transaction is left."""
        self.used_at = monotonic()
        try:
            if connection.in_transaction():
                connection.rollback()
            else:
                # It was all asked of the driver itself, which is a tenth of the way.
                driver(connection).rollback()
        except (SQLAlchemyError, dbapi2.Error):
            connection.close()
            raise
        if self._closed or len(self._free) >= self._stay:
            connection.close()
        else:
            self._free.append(connection)

    def let_go(self) -> None:
        """Close them all; those that are asked right now follow when they have answered."""
        self._closed = True
        self.rest()

    def rest(self) -> bool:
        """Close those that wait for their next question; whether there were any."""
        found = False
        with suppress(IndexError):
            while True:
                connection = self._free.pop()
                found = True
                with suppress(SQLAlchemyError, dbapi2.Error):
                    connection.close()
        return found
