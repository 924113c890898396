"""Many new records told by one row of the journal: nothing slips past it, nobody can tell."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from crm_desktop.commands import clients, imports, organisations
from crm_desktop.crm import Crm
from crm_desktop.db import images, import_sources, journal, operations, ranges, restore
from crm_desktop.db.engine import driver
from crm_desktop.db.tables import journalled
from crm_desktop.domain.imports import RunPart
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import client_changes, history, import_runs, timeline
from tests.fixtures import ORGANISATION, a_client
from tests.import_plans import many_rows, plan_of
from tests.random_days import DRIVERS, Days, Nothing
from tests.tables import derived, dump

LINES = "SELECT tbl, pk, action, last_pk, holds FROM journal WHERE id > ? ORDER BY id"
EDITS = 60
ROWS = re.compile(r"\brow=\d+")


@pytest.fixture
def every_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even two new records are told at once."""
    monkeypatch.setattr(ranges, "FEW", 1)


@contextmanager
def an_operation(crm: Crm) -> Iterator[tuple[Connection, int]]:
    """An open operation that is rolled back, and the last row of the journal before it."""
    with crm.database.writer.connect() as connection, connection.begin() as begun:
        last = operations.last_row(connection)
        journal.open_operation(
            connection, name="client.add", kind="user", actor_id=1, at="2026-11-26T00:00:00Z"
        )
        yield connection, last
        begun.rollback()


def put(connection: Connection, ids: Sequence[int], how: str = "INSERT") -> None:
    """Clients with these ids, copied from another one."""
    names = [c[1] for c in driver(connection).execute("PRAGMA table_info(client)")]
    listed = ", ".join(name for name in names if name != "id")
    for id_ in ids:
        driver(connection).execute(
            f"{how} INTO client (id, {listed}) SELECT ?, {listed} FROM client ORDER BY id LIMIT 1",
            (id_,),
        )


@pytest.fixture
def shop(crm: Crm, every_one: None) -> Crm:
    """A base with one client."""
    crm.do(clients.add, a_client("Первый", "8 916 123-45-67"))
    return crm


def test_one_row_tells_what_is_really_there(shop: Crm) -> None:
    with an_operation(shop) as (connection, last):
        with ranges.told_at_once(connection, "client", 100, 200):
            put(connection, [103, 104, 107])
        put(connection, [210])
        found = driver(connection).execute(LINES, (last,)).fetchall()
    assert found == [("client", 103, "I", 107, 3), ("client", 210, "I", None, None)]


def test_what_lies_outside_has_a_row_of_its_own(shop: Crm) -> None:
    with an_operation(shop) as (connection, last):
        with ranges.told_at_once(connection, "client", 100, 200):
            put(connection, [150, 201])
            put(connection, [99])
            connection.exec_driver_sql(
                "INSERT INTO contact (client_id, name, position) VALUES (150, 'Пётр', '')"
            )
        found = driver(connection).execute(LINES, (last,)).fetchall()
    assert [line[:2] for line in found][:2] == [("client", 201), ("client", 99)]
    assert [line[0] for line in found] == ["client", "client", "contact", "client"]
    assert found[-1][1:] == (150, "I", 150, 1)


def test_nothing_is_told_of_what_is_not_there(shop: Crm) -> None:
    with an_operation(shop) as (connection, last):
        with ranges.told_at_once(connection, "client", 100, 200):
            pass
        assert driver(connection).execute(LINES, (last,)).fetchall() == []


def test_few_have_a_row_each(shop: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "FEW", 3)
    with an_operation(shop) as (connection, last):
        with ranges.told_at_once(connection, "client", 100, 101):
            put(connection, [100, 101])
        found = driver(connection).execute(LINES, (last,)).fetchall()
    assert found == [("client", 100, "I", None, None), ("client", 101, "I", None, None)]


@pytest.mark.parametrize("how", ["INSERT", "INSERT OR IGNORE"])
def test_without_an_operation_nothing_goes_in(shop: Crm, how: str) -> None:
    before = dump(shop)
    with shop.database.writer.begin() as connection:

        def write() -> None:
            with ranges.told_at_once(connection, "client", 100, 200):
                put(connection, [100], how)

        with pytest.raises(dbapi2.IntegrityError, match=journal.NO_OPERATION):
            write()
    assert dump(shop) == before


def test_a_failure_inside_leaves_nobody_silent(shop: Crm) -> None:
    with an_operation(shop) as (connection, last):

        def write() -> None:
            with ranges.told_at_once(connection, "client", 100, 200):
                put(connection, [100, 101, 101])

        with pytest.raises(dbapi2.IntegrityError):
            write()
        put(connection, [150])
        found = driver(connection).execute(LINES, (last,)).fetchall()
    assert found == [("client", 100, "I", 101, 2), ("client", 150, "I", None, None)]


@pytest.mark.parametrize("bounds", [(1, 5), (100, 110), (103, 103), (104, 120), (90, 150)])
def test_ids_that_were_used_are_refused(shop: Crm, bounds: tuple[int, int]) -> None:
    with an_operation(shop) as (connection, _last):
        with ranges.told_at_once(connection, "client", 100, 105):
            put(connection, [102, 104])
        connection.exec_driver_sql("DELETE FROM client WHERE id > 100")
        asked = ranges.told_at_once(connection, "client", *bounds)
        with pytest.raises(ValueError, match="used before"):
            asked.__enter__()


def test_a_table_whose_rows_are_told_apart_is_refused(shop: Crm) -> None:
    with an_operation(shop) as (connection, _last):
        asked = ranges.told_at_once(connection, "deal", 100, 200)
        with pytest.raises(ValueError, match="deal"):
            asked.__enter__()


def test_no_operation_ends_while_anybody_is_silent(shop: Crm) -> None:
    with (
        an_operation(shop) as (connection, _last),
        ranges.told_at_once(connection, "client", 100, 200),
        pytest.raises(DBAPIError, match="in_operation"),
    ):
        connection.exec_driver_sql("UPDATE journal_context SET op = NULL")


def test_a_long_list_takes_a_row_for_each_table_and_block(crm: Crm, tmp_path: Path) -> None:
    plan = plan_of(crm, tmp_path, many_rows(300))
    with crm.database.read() as connection:
        last = operations.last_row(connection)
    before = dump(crm), derived(crm)
    done = crm.do(imports.clients, plan)
    with crm.database.read() as connection:
        found = driver(connection).execute(LINES, (last,)).fetchall()
    assert [line for line in found if line[3] is not None] == [
        ("client", 1, "I", 300, 300),
        ("contact_point", 1, "I", 600, 600),
    ]
    assert len(found) == 3
    assert crm.database.check() == []
    (told,) = [one for one in crm.ask(history.operations_log) if one.id == done.operation]
    assert told.rows == 901
    crm.undo(done.operation)
    assert (dump(crm), derived(crm)) == before


def written_out(folder: Path) -> None:
    """The same base with a row of the journal for each record."""
    raw = dbapi2.connect(str(folder / "base.db"), isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    names = [column[1] for column in raw.execute("PRAGMA table_info(journal)")]
    lines = [
        dict(zip(names, row, strict=True))
        for row in raw.execute("SELECT * FROM journal ORDER BY id").fetchall()
    ]
    gone = {(one["tbl"], one["pk"]) for one in lines if one["action"] == "D"}
    told: list[dict[str, Any]] = []
    begins: dict[int, int] = {}
    for line in lines:
        begins[line["id"]] = len(told) + 1
        if line["last_pk"] is None:
            told.append(line)
            continue
        table, last = line["tbl"], line["last_pk"]
        there = {id_ for (id_,) in raw.execute(f"SELECT id FROM {table}").fetchall()}
        there |= {pk for name, pk in gone if name == table}
        pks = [pk for pk in range(line["pk"], last + 1) if pk in there]
        assert len(pks) == line["holds"]
        told += [{**line, "pk": pk, "last_pk": None, "holds": None} for pk in pks]
    begins[lines[-1]["id"] + 1] = len(told) + 1
    raw.execute("DELETE FROM journal")
    marks = ", ".join("?" for _ in names)
    for id_, line in enumerate(told, start=1):
        raw.execute(f"INSERT INTO journal VALUES ({marks})", (*({**line, "id": id_}.values()),))
    rows = raw.execute("SELECT id, first_row, last_row FROM operation").fetchall()
    for id_, first, last in rows:
        raw.execute(
            "UPDATE operation SET first_row = ?, last_row = ? WHERE id = ?",
            (begins[first], begins[last + 1] - 1, id_),
        )
    raw.execute("COMMIT")
    raw.close()


def ever_there(connection: Connection, table: str) -> list[int]:
    """The records of a table that are there or once were."""
    sql = (
        f"SELECT id FROM {table} "
        "UNION SELECT pk FROM journal WHERE tbl = ? AND action <> 'I' ORDER BY 1"
    )
    return [id_ for (id_,) in driver(connection).execute(sql, (table,))]


def answers(crm: Crm) -> Iterator[tuple[object, str]]:
    """What everybody who reads the journal says; rows have other numbers."""

    def told(what: object, answer: object) -> tuple[object, str]:
        return what, ROWS.sub("row", repr(answer))

    log = crm.ask(history.operations_log, 10_000)
    yield told("log", log)
    with crm.database.read() as connection:
        there = {one.name: ever_there(connection, one.name) for one in journalled()}
        for row in log:
            one = operations.by_id(connection, row.id)
            assert one is not None
            for table in ("client", "contact", "contact_point", "import_row"):
                touched = operations.touched(connection, one, table)
                yield told((one.id, table), touched)
                since = operations.touched_since(connection, one, table)
                yield told((one.id, table, "since"), since)
                past = images.earlier(connection, table, there[table], one.last_row)
                yield told((one.id, table, "past"), sorted(past.items()))
            written = journal.written_since(connection, one.first_row).changes
            changed = sorted((table, sorted(ids)) for table, ids in written.ids.items())
            yield told((one.id, "changes"), (changed, sorted(written.whole)))
            yield told((one.id, "created"), import_sources.created(connection, one))
            newer = restore._made_since(connection, "client", one.last_row)
            yield told((one.id, "newer"), newer)
        for table, ids in there.items():
            yield told(("steps", table), list(images.steps(connection, table, ids)))
            makers = [operations.maker_of(connection, table, one) for one in ids]
            yield told(("makers", table), [one and one.id for one in makers])
        tables = ("client", "contact", "contact_point", "deal", "task")
        for limit in (3, 1_000):
            yield told(("lately", limit), operations.worked_on(connection, tables, limit))
            yield told(("often", limit), operations.worked_on_often(connection, tables, limit))
    for row in log:
        try:
            yield told(("undo", row.id), crm.foresee_undo(row.id))
        except Refused as refused:
            yield told(("undo", row.id), refused.problems)
    for client in there["client"]:
        yield told(("changes", client), crm.ask(client_changes.changes, client))
        yield told(("story", client), crm.ask(timeline.story, client, limit=1_000))
    for run in crm.ask(import_runs.past):
        yield told(("run", run.id), run)
        for part in RunPart:
            yield told(("run", run.id, part), crm.ask(import_runs.clients_of, run.id, part))


def a_list(crm: Crm, folder: Path, numbers: range, city: str) -> int | None:
    """A list of people in firms, some of whom are there already."""
    rows: list[list[object]] = [
        [
            n,
            f"ООО «Фирма {n // 2}»",
            f"Человек {n}",
            f"8 916 {n:03} 00-00",
            "",
            city if n % 3 else "",
        ]
        for n in numbers
    ]
    return crm.do(imports.clients, plan_of(crm, folder, rows)).operation


def test_nobody_can_tell_it_from_a_row_for_each(
    crm: Crm, every_one: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "WHOLE_ABOVE", 150)
    monkeypatch.setattr(operations, "LOOKED_BACK", 90)
    crm.do(organisations.save, ORGANISATION)
    for number in range(0, 40, 4):
        crm.do(clients.add, a_client(f"Прежний {number}", f"8 916 {number:03} 00-00"))
    first = a_list(crm, tmp_path, range(60), "Тула")
    a_list(crm, tmp_path, range(30, 90), "Орёл")
    days, rng = Days(crm, random.Random(20261126), tmp_path), random.Random(7)
    done = 0
    while done < EDITS:
        try:
            DRIVERS[rng.choice(list(DRIVERS))](days)
        except (Nothing, Refused):
            continue
        done += 1
    folder = crm.folder
    crm.close()
    copy = tmp_path / "по одной"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("lock*", "backups"))
    written_out(copy)
    one, other = Crm(folder), Crm(copy)
    try:
        with one.database.read() as connection:
            assert len(ranges.since(connection, 1)) >= 3
        with other.database.read() as connection:
            assert ranges.since(connection, 1) == {}
        said = dict(answers(one))
        assert {what: answer for what, answer in answers(other) if said[what] != answer} == {}
        assert first is not None
        for step in ("take-back", "undo", "redo", "undo"):
            kept = []
            for each in (one, other):
                if step == "take-back":
                    kept.append(each.undo(first).value.kept)
                else:
                    kept.append((each.undo() if step == "undo" else each.redo()).value.kept)
            assert kept[0] == kept[1]
            assert dump(one) == dump(other)
            assert derived(one) == derived(other)
        assert one.database.check() == other.database.check() == []
    finally:
        one.close()
        other.close()
