"""Reading connections: each question sees one state of the base, and few connections stay open."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from sqlalchemy import Connection, text
from sqlcipher3 import dbapi2

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.db.engine import driver, reading
from tests.fixtures import a_client

COUNT = "SELECT count(*) FROM client"


def test_a_question_sees_one_state_however_it_is_asked(crm: Crm) -> None:
    with crm.database.read() as connection:
        assert connection.execute(text(COUNT)).scalar() == 0
        crm.do(clients.add, a_client("Новая"))
        assert connection.execute(text(COUNT)).scalar() == 0
        assert reading(connection).execute(COUNT).fetchone() == (0,)
    with crm.database.read() as connection:
        assert reading(connection).execute(COUNT).fetchone() == (1,)
        crm.do(clients.add, a_client("Ещё одна"))
        assert connection.execute(text(COUNT)).scalar() == 1
    with crm.database.read() as connection:
        assert reading(connection).execute(COUNT).fetchone() == (2,)


def test_nothing_of_a_question_is_left_when_it_fails(crm: Crm) -> None:
    seen: list[Connection] = []
    with pytest.raises(ZeroDivisionError):
        _fail(crm, seen)
    assert not driver(seen[0]).in_transaction
    assert not seen[0].in_transaction()


def test_one_connection_serves_one_question_after_the_other(crm: Crm) -> None:
    seen: set[Connection] = set()
    for _ in range(3):
        with crm.database.read() as connection:
            seen.add(connection)
    assert len(seen) == 1


def test_of_many_at_once_two_stay_open(crm: Crm) -> None:
    with ExitStack() as inside:
        raws = [driver(inside.enter_context(crm.database.read())) for _ in range(4)]
        assert len({id(raw) for raw in raws}) == 4
    assert sum(_is_open(raw) for raw in raws) == 2
    crm.close()
    assert not any(_is_open(raw) for raw in raws)


def test_who_is_asked_while_the_base_is_let_go_of_closes_behind(crm: Crm) -> None:
    with crm.database.readers.snapshot() as connection:
        raw = driver(connection)
        crm.database.readers.let_go()
        assert _is_open(raw)
    assert not _is_open(raw)


def _fail(crm: Crm, seen: list[Connection]) -> None:
    with crm.database.read() as connection:
        seen.append(connection)
        # Half of the rows are never fetched.
        reading(connection).execute("SELECT value FROM json_each('[1,2,3]')").fetchone()
        raise ZeroDivisionError


def _is_open(raw: dbapi2.Connection) -> bool:
    try:
        raw.execute("SELECT 1")
    except dbapi2.ProgrammingError:
        return False
    return True
