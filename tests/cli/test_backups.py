"""`backup`, `backups`, `restore` without a window."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from crm_desktop import machine
from crm_desktop.crm import Crm
from crm_desktop.db.lock import BaseLock
from tests.cli.conftest import Start, Tell
from tests.damage import inner_page

PAPER = {
    "type": "invoice",
    "client": 1,
    "date": "2026-11-21",
    "vat_mode": "none",
    "organisation": {"name": "ИП Ёжиков И. И.", "kind": "sole_trader", "inn": "500100732259"},
    "lines": [{"name": "Окно", "quantity": "1", "unit": "шт", "price": "100.00"}],
}


def add(tell: Tell, base: Path, *names: str) -> None:
    given = "".join(json.dumps({"name": name}, ensure_ascii=False) + "\n" for name in names)
    assert tell("--base", base, "clients", "add", "--from", "-", given=given).code == 0


def clients(tell: Tell, base: Path) -> list[str]:
    return [row["name"] for row in tell("clients", "dump", "--base", base, "--json").rows]


def test_a_copy_and_the_list_of_them(tell: Tell, base: Path) -> None:
    add(tell, base, "Ёжиков", "Щукин")
    made = tell("backup", "--base", base, "--json").data
    assert (made["made"], made["verified"], made["second_place"]) == (True, True, "none")
    assert Path(made["file"]).is_file()
    assert tell("backup", "--base", base, "--json").data["made"] is False
    add(tell, base, "Третий")
    assert "verified" in tell("backup", "--base", base).out
    newest, first = tell("backups", "--base", base, "--json").rows
    assert (newest["sequence"], first["sequence"]) == (2, 1)
    assert newest["counts"] == {"clients": 3, "deals": 0, "tasks": 0, "documents": 0}
    assert newest["size"] == Path(newest["file"]).stat().st_size
    assert newest["last_operation"]["text"] == "New client “Третий”"
    assert 0 <= newest["age_seconds"] < 600
    text = tell("backups", "--base", base).out
    assert "3 clients" in text
    assert "just now" in text


def test_a_damaged_copy_is_listed_as_such_and_refused(tell: Tell, base: Path) -> None:
    add(tell, base, *(f"Клиент {n}" for n in range(30)))
    file = Path(tell("backup", "--base", base, "--json").data["file"])
    inner_page(file)
    (row,) = tell("backups", "--base", base, "--json").rows
    assert row["verified"] is False
    assert "damaged" in tell("backups", "--base", base).out
    before = (base / "base.db").read_bytes()
    said = tell("restore", file, "--base", base, "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "restore.damaged")
    assert "not touched" in said.err
    assert (base / "base.db").read_bytes() == before


def test_restored_and_undone(tell: Tell, base: Path) -> None:
    add(tell, base, "Первый")
    file = tell("backup", "--base", base, "--json").data["file"]
    add(tell, base, "Второй")
    done = tell("restore", file, "--base", base, "--json").data
    assert done["counts"]["clients"] == 1
    assert clients(tell, base) == ["Первый"]
    assert tell("restore", done["kept"], "--base", base).code == 0
    assert clients(tell, base) == ["Первый", "Второй"]
    # A copy may be named by its number, too.
    assert tell("restore", "1", "--base", base).code == 0
    assert clients(tell, base) == ["Первый"]


def test_a_portable_copy_makes_a_base_elsewhere(tell: Tell, base: Path, tmp_path: Path) -> None:
    add(tell, base, "Первый")
    target = tmp_path / "магазин.zip"
    made = tell("backup", target, "--base", base, "--json").data
    assert (made["file"], made["portable"]) == (str(target), True)
    second = tell("backup", target, "--base", base, "--json").data
    assert Path(second["file"]).name == "магазин (2).zip"
    new = tmp_path / "новая"
    assert tell("restore", target, "--base", new).code == 0
    assert clients(tell, new) == ["Первый"]


def test_a_refusal_leaves_no_folder_behind(tell: Tell, tmp_path: Path) -> None:
    wrong = tmp_path / "письмо.txt"
    wrong.write_text("Это не база.\n" * 50, "utf-8")
    said = tell("restore", wrong, "--base", tmp_path / "новая", "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "restore.not-a-base")
    assert not (tmp_path / "новая").exists()


def test_another_base_only_when_that_is_said(tell: Tell, base: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert tell("init", "--base", other).code == 0
    add(tell, other, "Чужой")
    file = tell("backup", "--base", other, "--json").data["file"]
    said = tell("restore", file, "--base", base, "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "restore.foreign")
    assert tell("restore", file, "--another-base", "--base", base).code == 0
    assert clients(tell, base) == ["Чужой"]


def test_a_restore_refuses_while_the_window_is_open(start: Start, tell: Tell, base: Path) -> None:
    add(tell, base, "Первый")
    file = tell("backup", "--base", base, "--json").data["file"]
    lock = BaseLock(base)
    crm = Crm(base)
    try:
        # Copies are made beside an open window; only putting one back needs the base alone.
        assert start("backup", "--base", base).returncode == 0
        said = start("restore", file, "--base", base, "--json")
        assert said.returncode == 1
        assert json.loads(said.stdout)["refused"]["code"] == "base.in-use"
    finally:
        crm.close()
        lock.release()
    assert start("restore", file, "--base", base).returncode == 0


def test_after_a_restore_no_number_is_given_out_twice(
    start: Start, base: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.json"
    paper.write_text(json.dumps(PAPER), "utf-8")
    issue = ("documents", "create", "--from", paper, "--issue", "--json", "--base", base)
    name = json.dumps({"name": "Покупатель"}).encode()
    assert start("clients", "add", "--from", "-", "--base", base, given=name).returncode == 0
    copy = json.loads(start("backup", "--base", base, "--json").stdout)["file"]
    numbers = [json.loads(start(*issue).stdout)["number"] for _ in range(3)]
    assert numbers == ["1", "2", "3"]
    assert start("restore", copy, "--base", base).returncode == 0
    done = start(*issue, "--language", "ru")
    answer = json.loads(done.stdout)
    assert answer["number"] == "4"
    assert [one["code"] for one in answer["notices"]] == ["document.numbers-skipped"]
    assert "1–3" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_the_second_place_of_this_computer(tell: Tell, base: Path, tmp_path: Path) -> None:
    add(tell, base, "Первый")
    settings = machine.load()
    settings.second_place = str(tmp_path / "stick")
    machine.save(settings)
    said = tell("backup", "--base", base, "--json")
    assert (said.code, said.data["second_place"]) == (0, "absent")
    (tmp_path / "stick").mkdir()
    assert tell("backup", "--base", base, "--json").data["second_place"] == "current"
    assert len([*(tmp_path / "stick").glob("base */*.db")]) == 1


def test_check_names_the_newest_sound_copy(tell: Tell, base: Path) -> None:
    add(tell, base, *(f"Клиент {n}" for n in range(30)))
    file = tell("backup", "--base", base, "--json").data["file"]
    sound = tell("check", "--base", base, "--json").data
    assert (sound["sound"], sound["newest_copy"]) == (True, file)
    inner_page(base / "base.db")
    said = tell("check", "--base", base, "--json")
    assert (said.code, said.data["newest_copy"]) == (1, file)
    assert Path(file).name in said.err
    assert "30 clients" in said.err


def test_copies_of_a_base_that_is_gone(tell: Tell, base: Path) -> None:
    add(tell, base, "Первый")
    file = tell("backup", "--base", base, "--json").data["file"]
    (base / "base.db").unlink()
    assert len(tell("backups", "--base", base, "--json").rows) == 1
    assert tell("restore", file, "--base", base).code == 0
    assert clients(tell, base) == ["Первый"]
    shutil.rmtree(base)
    assert tell("backups", "--base", base, "--json").data["refused"]["code"] == "base.none-here"
