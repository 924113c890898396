"""Every connection comes from the factory and carries every pragma."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.queries import clients as client_queries
from tests.fixtures import a_client

LIVE = [role for role in EngineRole if role not in {EngineRole.STILL, EngineRole.COPY}]
"""Roles on the base itself; the other two see copies only."""


@pytest.mark.parametrize("role", LIVE)
def test_pragmas_of_every_role(base: Path, role: EngineRole) -> None:
    engine = make_engine(base / "base.db", role)
    with engine.connect() as connection:
        ask = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "synchronous",
                "journal_mode",
                "foreign_keys",
                "trusted_schema",
                "cell_size_check",
                "busy_timeout",
                "query_only",
            )
        }
    engine.dispose()
    assert ask == {
        "synchronous": 2,
        "journal_mode": "wal",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": 50 if role is EngineRole.SCREEN else 10_000,
        "query_only": 0 if role in {EngineRole.WRITER, EngineRole.TOOL} else 1,
    }


def test_spy_sees_only_prepared_connections(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[dbapi2.Connection] = []
    connect = dbapi2.connect

    def spy(*args: object, **kwargs: object) -> dbapi2.Connection:
        made = connect(*args, **kwargs)
        opened.append(made)
        return made

    monkeypatch.setattr(dbapi2, "connect", spy)
    crm = Crm(base)
    client = crm.do(clients.add, a_client("Новая")).value
    crm.ask(client_queries.card, client)
    crm.ask_page(client_queries.page, [client])
    crm.undo()
    crm.redo()
    assert len(opened) >= 3
    for raw in opened:
        try:
            found = [
                raw.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("synchronous", "journal_mode", "foreign_keys")
            ]
        except dbapi2.ProgrammingError:
            continue  # already closed again
        assert found == [2, "wal", 1]
    crm.close()


def test_a_reading_cannot_write(crm: Crm) -> None:
    with (
        crm.database.read() as connection,
        pytest.raises(OperationalError, match="readonly"),
    ):
        connection.exec_driver_sql("INSERT INTO employee (name, role) VALUES ('x', 'owner')")


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR IGNORE"])
def test_a_write_outside_an_operation_is_refused(crm: Crm, verb: str) -> None:
    with (
        pytest.raises(IntegrityError, match="no operation is open"),
        crm.database.writer.begin() as connection,
    ):
        connection.exec_driver_sql(f"{verb} INTO employee (name, role) VALUES ('x', 'owner')")
    with crm.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM employee").scalar() == 1


def test_an_id_never_changes(crm: Crm) -> None:
    with (
        pytest.raises(IntegrityError, match="an id never changes"),
        crm.database.writer.begin() as connection,
    ):
        connection.exec_driver_sql("UPDATE employee SET id = 99")
