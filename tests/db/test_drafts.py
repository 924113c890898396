"""Drafts of forms: kept beside the base, found again, never in the way."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.db.drafts import Drafts
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.domain.backups import Restored
from crm_desktop.domain.unfinished import Unfinished, packed, unpacked
from tests.fixtures import a_client

ONE = Unfinished(
    "client", 0, 0, "Семёнова", {"name": "Семёнова", "at": date(2026, 11, 21)}, "2026-11-21T10:00Z"
)
OTHER = Unfinished("note", 7, 0, "Иванов", {"text": "перезвонить\nпосле 15"}, "2026-11-21T11:00Z")


def test_what_is_kept_is_there_after_reopening(tmp_path: Path) -> None:
    store = Drafts(tmp_path)
    assert store.all() == []
    assert not store.path.exists(), "nothing is made before the first draft"
    store.keep(ONE)
    store.keep(OTHER)
    store.keep(Unfinished("note", 7, 0, "Иванов", {"text": "не звонить"}, "2026-11-21T12:00Z"))
    store.close()
    again = Drafts(tmp_path)
    found = again.all()
    assert [one.key for one in found] == [("note", 7, 0), ("client", 0, 0)]
    assert found[0].typed == {"text": "не звонить"}
    assert found[1] == ONE
    again.drop(("note", 7, 0))
    assert again.all() == [ONE]
    again.close()


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"a": None, "b": True, "c": 12, "d": "«ё» \U0001f600", "e": ""},
        {"when": datetime.fromisoformat("2026-11-21T14:05"), "day": date(2026, 11, 21)},
        {"lines": [{"name": "Окно", "price": 100}, []]},
    ],
)
def test_values_come_back_as_they_were(values: dict[str, object]) -> None:
    assert unpacked(packed(values)) == values


def test_what_json_cannot_hold_is_left_out() -> None:
    assert packed({"name": "x", "odd": object(), "half": 0.5}) == {"name": "x"}


def test_a_damaged_file_is_set_aside_and_kept(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / "drafts.db").write_bytes(b"not a database at all" * 99)
        store = Drafts(tmp_path)
        store.keep(ONE)
        assert store.all() == [ONE]
        store.close()
        (tmp_path / "drafts.db").unlink()
        aside = tmp_path / f"drafts-damaged-{number}.db"
        assert aside.read_bytes().startswith(b"not a database")


def test_the_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "drafts.db").touch()
    engine = make_engine(tmp_path / "drafts.db", EngineRole.TOOL)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE later (x)")
        connection.exec_driver_sql("PRAGMA user_version = 9")
    engine.dispose()
    store = Drafts(tmp_path)
    store.keep(ONE)
    store.drop(ONE.key)
    assert store.all() == []
    store.close()


def test_a_busy_writer_of_the_base_is_not_in_the_way(crm: Crm) -> None:
    with crm.database.write():
        crm.drafts.keep(ONE)
    assert crm.drafts.all() == [ONE]


@pytest.mark.parametrize("typed", ["{broken", "[]", '{"at": {"$date": "no day"}}'])
def test_a_row_that_cannot_be_read_is_passed_over(tmp_path: Path, typed: str) -> None:
    store = Drafts(tmp_path)
    store.keep(ONE)
    store.keep(OTHER)
    engine = make_engine(store.path, EngineRole.WRITER)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE draft SET typed = ? WHERE kind = 'note'", (typed,))
    engine.dispose()
    assert store.all() == [ONE]
    store.close()


def test_after_a_restore_no_draft_belongs_to_another_record(crm: Crm) -> None:
    keep = crm.drafts.keep
    same = crm.do(clients.add, a_client("Прежняя")).value
    copy = crm.make_copy().copy.path
    gone = crm.do(clients.add, a_client("Новая")).value
    for at, (client, words) in enumerate(((same, "а"), (gone, "б"), (gone, "в"))):
        kind = "client" if at < 2 else "note"
        name = "city" if at < 2 else "text"
        keep(
            Unfinished(kind, client, 0, f"Клиент {client}", {name: words}, f"2026-11-2{at}T10:00Z")
        )
    keep(
        Unfinished("deal", 0, gone, "Окна", {"title": "Окна", "amount": "45к"}, "2026-11-24T10:00Z")
    )
    keep(Unfinished("task", 0, same, "Звонок", {"title": "Звонок"}, "2026-11-25T10:00Z"))
    done = crm.restore(copy)
    assert crm.reconcile_drafts(done) == 3
    kept = {one.key for one in crm.drafts.all() if not one.strayed}
    assert kept == {("client", same, 0), ("task", 0, same)}
    strayed = [one for one in crm.drafts.all() if one.strayed]
    assert len({one.key for one in strayed}) == 3
    assert sorted((one.kind, tuple(sorted(one.typed.items()))) for one in strayed) == [
        ("client", (("city", "б"), ("name", f"Клиент {gone}"))),
        ("deal", (("amount", "45к"), ("title", "Окна"))),
        ("task", (("title", f"Клиент {gone}: в"),)),
    ]
    # Another client takes the number; still nothing belongs to it.
    assert crm.do(clients.add, a_client("Чужая")).value == gone
    assert crm.reconcile_drafts(done) == 0


def test_without_what_stood_there_nothing_is_taken_for_the_same(crm: Crm) -> None:
    client = crm.do(clients.add, a_client("Прежняя")).value
    crm.drafts.keep(
        Unfinished("client", client, 0, "Прежняя", {"city": "Тула"}, "2026-11-21T10:00Z")
    )
    assert crm.reconcile_drafts(Restored(None, {}, "")) == 1
    assert [(one.key, one.typed) for one in crm.drafts.all()] == [
        (("client", -1, 0), {"city": "Тула", "name": "Прежняя"}),
    ]
