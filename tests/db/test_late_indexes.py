"""Indexes that a long list gets after its rows: the same ones as before, whatever happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.commands import imports
from crm_desktop.crm import Crm
from crm_desktop.domain.problems import Cancelled
from tests.fixtures import make_base
from tests.import_plans import many_rows, plan_of
from tests.tables import contents, derived

COUNT = 1_500


def schema(crm: Crm) -> tuple[int, set[tuple[str, str, str]]]:
    """The version of the schema, and all indexes with their statements."""
    with crm.database.read() as connection:
        version = connection.exec_driver_sql("PRAGMA schema_version").scalar()
        found = connection.exec_driver_sql(
            "SELECT tbl_name, name, coalesce(sql, '') FROM sqlite_master WHERE type = 'index'"
        )
        return int(version or 0), {(table, name, sql) for table, name, sql in found}


def a_list() -> list[list[object]]:
    """New clients, and some of them once more with another name."""
    again = [[0, f"Ещё {row[1]}", *row[2:]] for row in many_rows(20)]
    return [*many_rows(COUNT), *again]


def test_a_long_list_leaves_the_indexes_that_were_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dumps, versions = [], []
    for name, many in (("late", 1), ("usual", 1_000_000)):
        monkeypatch.setattr(imports, "MANY", many)
        make_base(tmp_path / name)
        crm = Crm(tmp_path / name)
        version, indexes = schema(crm)
        done = crm.do(imports.clients, plan_of(crm, tmp_path, a_list()))
        after, found = schema(crm)
        assert found == indexes
        versions.append(after - version)
        dumps.append((contents(crm), derived(crm)))
        assert crm.database.check() == []
        crm.undo(done.operation)
        assert crm.database.check() == []
        crm.close()
    assert dumps[0] == dumps[1]
    assert (versions[0] >= 20, versions[1]) == (True, 0)


def test_a_list_that_is_stopped_among_its_indexes_leaves_them(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MANY", 1)
    plan, before = plan_of(crm, tmp_path, a_list()), schema(crm)
    told: list[int] = []

    def stop(done: int, _all: int) -> None:
        told.append(done)
        if told.count(COUNT) > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        crm.do_watched(stop, imports.clients, plan)
    assert schema(crm) == before
    assert crm.database.check() == []


def test_a_short_list_among_many_clients_touches_no_index(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MANY", 10)
    crm.do(imports.clients, plan_of(crm, tmp_path, many_rows(60)))
    version, _indexes = schema(crm)
    more = [[n, f"Другой {n}", "", f"8 4872 00-{n:02}-00"] for n in range(30)]
    assert crm.do(imports.clients, plan_of(crm, tmp_path, more)).value.created == 30
    assert schema(crm)[0] == version
