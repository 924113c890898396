"""The check of a start: what it finds, what it mends, and that the rest is written no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.db import mending
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.health import thorough_check
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import clients
from tests.fixtures import a_client


def spoil(base: Path, *statements: str) -> None:
    """Change what nobody changes, each time as if the file were opened anew."""
    for statement in statements:
        engine = make_engine(base / "base.db", EngineRole.TOOL)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("PRAGMA writable_schema = ON")
            connection.exec_driver_sql(statement)
            connection.exec_driver_sql("PRAGMA writable_schema = RESET")
        engine.dispose()


@contextmanager
def untold(base: Path, table: str) -> Iterator[None]:
    """The table without its triggers, so that it can be changed behind the journal's back."""
    engine = make_engine(base / "base.db", EngineRole.TOOL)
    with engine.connect() as connection:
        triggers = connection.exec_driver_sql(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"
        ).all()
    engine.dispose()
    spoil(base, *(f"DROP TRIGGER {name}" for name, _sql in triggers))
    yield
    spoil(base, *(sql for _name, sql in triggers))


@pytest.fixture
def filled(base: Path) -> Path:
    crm = Crm(base)
    for number in range(30):
        crm.do(changes.add, a_client(f"Клиент {number}", f"+7 916 000-00-{number:02}"))
    crm.close()
    return base


@pytest.mark.parametrize("thoroughly", [True, False])
def test_a_sound_base_is_sound(filled: Path, thoroughly: bool) -> None:
    crm = Crm(filled)
    assert crm.look_through(thoroughly=thoroughly) == []
    crm.do(changes.add, a_client("Новый"))
    crm.close()


def test_a_broken_search_index_is_made_anew(filled: Path) -> None:
    spoil(filled, "UPDATE client_fts_data SET block = zeroblob(length(block)) WHERE id > 10")
    crm = Crm(filled)
    assert crm.look_through(thoroughly=True) == []
    assert len(crm.ask(clients.ids, search_text="Клиент 17")) == 1
    assert crm.database.check() == []
    crm.close()


def test_an_index_that_misses_a_row_is_made_anew(filled: Path) -> None:
    index = "ix_contact_point_normal"
    blind = f"UPDATE sqlite_master SET sql = sql || ' AND id <> 3' WHERE name = '{index}'"
    seeing = (
        f"UPDATE sqlite_master SET sql = replace(sql, ' AND id <> 3', '') WHERE name = '{index}'"
    )
    with untold(filled, "contact_point"):
        spoil(
            filled, blind, "UPDATE contact_point SET normal = '+79990000000' WHERE id = 3", seeing
        )
    found = mending.thorough(filled / "base.db")
    assert found
    assert mending.mendable(found)
    crm = Crm(filled)
    assert crm.look_through(thoroughly=True) == []
    crm.do(changes.add, a_client("Новый"))
    crm.close()
    assert mending.thorough(filled / "base.db") == []


def test_what_cannot_be_mended_stops_all_writing(filled: Path) -> None:
    with untold(filled, "client"):
        spoil(filled, "DELETE FROM client WHERE id = 3")
    crm = Crm(filled)
    found = crm.look_through(thoroughly=True)
    assert {one.code for one in found} == {"check.orphan"}
    with pytest.raises(Refused) as refused:
        crm.do(changes.add, a_client("Новый"))
    assert refused.value.problems[0].code == "base.damaged"
    assert crm.ask(clients.count) == 29, "reading goes on"
    crm.close()


WIPED = {
    "dropped": ["DROP TABLE client_fts"],
    "a part of it dropped": ["DROP TABLE client_fts_config"],
    "all parts dropped": [f"DROP TABLE task_fts_{p}" for p in ("data", "idx", "docsize", "config")],
    "emptied": ["INSERT INTO client_fts (client_fts) VALUES ('delete-all')"],
    "keys emptied": ["DELETE FROM client_search"],
    "data emptied": ["DELETE FROM client_fts_data"],
    "notes dropped": ["DROP TABLE activity_fts"],
    "another kind of table": ["DROP TABLE deal_fts", "CREATE TABLE deal_fts (key)"],
}


@pytest.mark.parametrize("statements", WIPED.values(), ids=WIPED)
def test_a_wiped_search_index_is_reported_and_made_anew(
    filled: Path, statements: list[str]
) -> None:
    spoil(filled, *statements)
    assert {one.code for one in thorough_check(filled / "base.db")} <= {
        "check.search",
        "check.damaged",
    }
    assert thorough_check(filled / "base.db") != []
    crm = Crm(filled)
    assert crm.look_through(thoroughly=False) == []
    assert crm.mended()
    assert not crm.mended(), "it is told once"
    assert len(crm.ask(clients.ids, search_text="Клиент 17")) == 1
    crm.do(changes.add, a_client("Новый"))
    assert len(crm.ask(clients.ids, search_text="Новый")) == 1
    assert crm.check() == []
    crm.close()


def test_a_missing_table_of_the_index_keeps_nobody_from_saving(filled: Path) -> None:
    spoil(filled, "DROP TABLE client_fts", "DROP TABLE activity_fts")
    crm = Crm(filled)
    # Before the check of the start has come round.
    crm.do(changes.add, a_client("Новый"))
    assert len(crm.ask(clients.ids, search_text="Новый")) == 1
    crm.close()
