"""`check` notices eight kinds of damage, and opening refuses what it cannot trust."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from crm_desktop.commands import activities, clients
from crm_desktop.crm import Crm
from crm_desktop.db.health import thorough_check
from crm_desktop.domain.problems import Refused
from tests.fixtures import a_client

PAGE = 4096


def zero_header(path: Path) -> None:
    with path.open("rb+") as handle:
        handle.write(b"\0" * 100)


def first_page(path: Path) -> None:
    with path.open("rb+") as handle:
        handle.seek(100)
        handle.write(b"\xff" * (PAGE - 100))


def inner_page(path: Path) -> None:
    with path.open("rb+") as handle:
        handle.seek(path.stat().st_size // PAGE // 2 * PAGE)
        handle.write(b"\xa5" * PAGE)


def cut_tail(path: Path) -> None:
    with path.open("rb+") as handle:
        handle.truncate(path.stat().st_size - 3 * PAGE)


def index_out_of_step(path: Path) -> None:
    raw = dbapi2.connect(str(path))
    raw.isolation_level = None
    raw.execute("PRAGMA writable_schema = ON")
    (sql,) = raw.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'ix_client_sort_key'"
    ).fetchone()
    raw.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'sort_key)', 'name)') "
        "WHERE name = 'ix_client_sort_key'"
    )
    raw.close()
    raw = dbapi2.connect(str(path))
    raw.isolation_level = None
    # With its definition changed, the index no longer holds what the table says.
    assert sql
    raw.close()


def orphan_row(path: Path) -> None:
    raw = dbapi2.connect(str(path))
    raw.isolation_level = None
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("BEGIN")
    raw.execute("UPDATE journal_context SET op = 1")
    raw.execute("UPDATE contact_point SET client_id = 999999 WHERE id = 1")
    raw.execute("UPDATE journal_context SET op = NULL")
    raw.execute("COMMIT")
    raw.close()


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


def text_file(path: Path) -> None:
    path.write_text("Список клиентов на среду\n" * 500, encoding="utf-8")


DAMAGES: list[Callable[[Path], None]] = [
    zero_header,
    first_page,
    inner_page,
    cut_tail,
    index_out_of_step,
    orphan_row,
    empty_file,
    text_file,
]


@pytest.fixture
def filled(crm: Crm, base: Path) -> Path:
    for number in range(60):
        client = crm.do(clients.add, a_client(f"Клиент {number}", f"8 916 000-00-{number:02}"))
        crm.do(activities.add_note, client.value, "слово " * 40)
    crm.close()
    return base / "base.db"


def test_a_sound_base_has_no_findings(filled: Path) -> None:
    assert thorough_check(filled) == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__)
def test_damage_is_noticed(filled: Path, damage: Callable[[Path], None]) -> None:
    damage(filled)
    for leftover in (f"{filled}-wal", f"{filled}-shm"):
        Path(leftover).unlink(missing_ok=True)
    assert thorough_check(filled) != []


@pytest.mark.parametrize("damage", [zero_header, empty_file, text_file], ids=lambda d: d.__name__)
def test_what_is_no_base_is_refused_and_left_as_it_is(
    filled: Path, damage: Callable[[Path], None]
) -> None:
    damage(filled)
    before = filled.read_bytes()
    with pytest.raises(Refused) as refused:
        Crm(filled.parent)
    assert refused.value.problems[0].code == "base.not-a-base"
    assert filled.read_bytes() == before


def test_a_missing_base_is_not_made_in_silence(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        Crm(tmp_path)
    assert refused.value.problems[0].code == "base.none-here"
    assert list(tmp_path.iterdir()) == [tmp_path / "home"] or list(tmp_path.iterdir()) == []


def test_a_newer_base_is_refused_untouched(filled: Path) -> None:
    raw = dbapi2.connect(str(filled))
    raw.execute("PRAGMA journal_mode = DELETE").fetchall()
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    before = filled.read_bytes()
    with pytest.raises(Refused) as refused:
        Crm(filled.parent)
    assert refused.value.problems[0].code == "base.newer"
    assert filled.read_bytes() == before
    assert not Path(f"{filled}-wal").exists()


def test_a_foreign_trigger_is_noticed(filled: Path) -> None:
    raw = dbapi2.connect(str(filled))
    raw.execute("CREATE TRIGGER evil AFTER INSERT ON client BEGIN DELETE FROM client; END")
    raw.close()
    assert [f.code for f in thorough_check(filled)] == ["check.trigger"]
