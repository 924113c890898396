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
from tests.damage import DAMAGES, empty_file, text_file, zero_header
from tests.fixtures import a_client


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
