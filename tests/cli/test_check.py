from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from crm_desktop.db.database import FILE_NAME
from tests.cli.conftest import Start, Tell


@pytest.fixture
def filled(tell: Tell, base: Path) -> Path:
    lines = "".join(f'{{"name": "Ёжик {i}", "phones": ["+7916{i:07}"]}}\n' for i in range(60))
    assert tell("--base", base, "clients", "add", "--from", "-", given=lines).code == 0
    return base


def test_a_sound_base(tell: Tell, filled: Path) -> None:
    before = (filled / FILE_NAME).read_bytes()
    said = tell("check", "--base", filled, "--json")
    assert (said.code, said.data["sound"], said.data["clients"]) == (0, True, 60)
    assert tell("check", "--base", filled).out
    assert (filled / FILE_NAME).read_bytes() == before


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def step_out(path: Path) -> None:
    """An index that lacks a row of its table."""
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("UPDATE sqlite_master SET sql = replace(sql, 'inn <> ', 'name <> ')"
                    " WHERE name = 'ix_client_inn'")  # fmt: skip
    raw.close()


def orphan(path: Path) -> None:
    raw = sqlite3.connect(path)
    triggers = [name for (name,) in raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'contact_point'"
    )]  # fmt: skip
    sql = [raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (n,)).fetchone()[0]
           for n in triggers]  # fmt: skip
    for name in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE contact_point SET client_id = 9999 WHERE id = 5")
    for one in sql:
        raw.execute(one)
    raw.commit()
    raw.close()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "header": lambda p: overwrite(p, 0, b"\0" * 100),
    "first page": lambda p: overwrite(p, 100, b"\xff" * 1000),
    "inner page": lambda p: overwrite(p, 4096 * 6, b"\xaa" * 4096),
    "tail": lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]),
    "index": step_out,
    "orphan": orphan,
    "empty": lambda p: p.write_bytes(b""),
    "text": lambda p: p.write_text("Это не база, а письмо.\n" * 50, "utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_base(tell: Tell, filled: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(filled, folder)
    DAMAGES[damage](folder / FILE_NAME)
    before = (folder / FILE_NAME).read_bytes()
    said = tell("check", "--base", folder, "--json")
    assert said.code == 1, said
    assert said.err.strip()
    assert said.data["refused"]["text"]
    assert (folder / FILE_NAME).read_bytes() == before


def test_no_base_there(tell: Tell, tmp_path: Path) -> None:
    said = tell("check", "--base", tmp_path, "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "base.none-here")
    assert list(tmp_path.glob("*.db")) == []


def test_the_self_test(start: Start) -> None:
    done = start("self-test", "--json")
    assert done.returncode == 0, done.stderr.decode()
    text = done.stdout.decode("utf-8")
    assert '"passed": true' in text
    assert '"SQLite": "3.' in text
