"""Connections that nobody has used for a while are closed, and nobody notices."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.db.errors import Busy
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import clients as asked
from tests.fixtures import a_client


def names(crm: Crm) -> list[str]:
    return sorted(card.name for card in crm.ask(asked.dump))


def waiting(crm: Crm) -> int:
    """How many connections are kept open for the next question or command."""
    pool: Any = crm.database.writer.pool
    return int(pool.checkedin()) + len(crm.database.readers._free)


def test_a_rested_base_goes_on(crm: Crm) -> None:
    client = crm.do(clients.add, a_client("Первая")).value
    crm.ask_page(asked.page, [client])
    assert waiting(crm) == 2
    assert crm.database.rest(0)
    assert waiting(crm) == 0
    assert names(crm) == ["Первая"]
    assert [row.id for row in crm.ask_page(asked.page, [client])] == [client]
    assert crm.database.rest(0)
    assert crm.do(clients.add, a_client("Вторая")).operation is not None
    assert crm.database.rest(0)
    crm.undo()
    assert names(crm) == ["Первая"]
    assert crm.database.check() == []


def test_what_was_used_just_now_stays_open(crm: Crm) -> None:
    names(crm)
    assert not crm.database.rest(60)
    assert waiting(crm) == 1
    assert crm.database.rest(0)
    assert not crm.database.rest(0), "there is nothing left to close"


def test_nobody_is_interrupted_and_nobody_waits(crm: Crm) -> None:
    names(crm)
    with crm.database.read() as held, crm.database.read() as connection:
        assert not crm.database.rest(0)
        for one in (held, connection):
            assert one.exec_driver_sql("SELECT count(*) FROM client").scalar() == 0
    assert crm.database.rest(0)


def test_two_questions_at_once_after_a_rest(crm: Crm) -> None:
    crm.do(clients.add, a_client("Первая"))
    assert crm.database.rest(0)
    both = threading.Barrier(2)
    found: list[list[str]] = []

    def ask() -> None:
        with crm.database.read() as connection:
            both.wait(10)
            rows = connection.exec_driver_sql("SELECT name FROM client").scalars()
            found.append(list(rows))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [["Первая"]] * 2


def test_a_connection_opened_again_is_as_safe_as_the_first(crm: Crm) -> None:
    names(crm)
    crm.database.rest(0)
    with crm.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA trusted_schema").scalar() == 0
        with pytest.raises(OperationalError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM client")


def test_commits_of_others_are_seen_by_a_rested_base(crm: Crm, base: Path) -> None:
    names(crm)
    assert crm.database.rest(0)
    other = Crm(base)
    client = other.do(clients.add, a_client("Со стороны")).value
    other.close()
    changes = crm.poll()
    assert changes is not None
    assert changes.ids["client"] == frozenset({client})
    assert names(crm) == ["Со стороны"]


def test_a_restore_while_it_rests(crm: Crm) -> None:
    crm.do(clients.add, a_client("Первая"))
    copy = crm.make_copy().copy.path
    crm.do(clients.add, a_client("Вторая"))
    assert crm.database.rest(0)
    crm.restore(copy)
    assert names(crm) == ["Первая"]
    assert crm.database.rest(0)
    assert crm.do(clients.add, a_client("После")).operation is not None
    assert names(crm) == ["Первая", "После"]


def test_nothing_rests_while_another_file_takes_its_place(crm: Crm) -> None:
    names(crm)
    with crm.database.given_up():
        assert not crm.database.rest(0)
    assert names(crm) == []


def test_closing_while_it_rests(base: Path) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Первая"))
    assert crm.database.rest(0)
    crm.close()
    assert not (base / "base.db-wal").exists()
    again = Crm(base)
    assert names(again) == ["Первая"]
    again.close()


def test_a_disk_that_goes_and_comes_back_while_it_rests(crm: Crm, base: Path) -> None:
    client = crm.do(clients.add, a_client("Первая")).value
    assert crm.database.rest(0)
    away = base.with_name("away")
    base.rename(away)
    with pytest.raises(Refused, match=r"base\.away"):
        names(crm)
    with pytest.raises(Refused, match=r"base\.away"):
        crm.do(clients.add, a_client("Вторая"))
    with pytest.raises(Busy):
        crm.ask_page(asked.page, [client])
    away.rename(base)
    assert crm.condition().trouble is None
    assert names(crm) == ["Первая"]
    assert crm.do(clients.add, a_client("Вторая")).operation is not None
