from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crm_desktop import machine, paths
from crm_desktop.cli import usage
from crm_desktop.db.database import FILE_NAME
from crm_desktop.main import asked_language, is_for_window
from tests.cli.conftest import Start, Tell

ADD = ("clients", "add", "--from", "-")
LINE = '{"name": "Ёжик"}\n'


def test_writing_asks_for_a_base_by_name(tell: Tell, base: Path) -> None:
    known = machine.load()
    known.opened(base)
    machine.save(known)
    said = tell(*ADD, given=LINE)
    assert said.code == 1
    assert said.out == ""
    assert "--base" in said.err
    assert tell("undo", "--json").data["refused"]["code"] == "base.not-named"
    assert tell("clients", "list").code == 0  # reading takes the last base opened


def test_reading_without_any_base(tell: Tell) -> None:
    said = tell("clients", "list", "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "base.none-opened-yet")


def test_the_environment_names_a_base(
    tell: Tell, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_DESKTOP_BASE", str(base))
    assert tell(*ADD, given=LINE).code == 0
    assert tell("--base", "", *ADD, given=LINE).code == 0  # an empty name is none
    assert len(tell("clients", "list", "--json").rows) == 2


def test_two_bases_do_not_mix(tell: Tell, base: Path, tmp_path: Path) -> None:
    other = tmp_path / "Вторая"
    said = tell("init", "--base", other, "--country", "int", "--json")
    assert said.code == 0
    assert (said.data["country"], said.data["currency"]) == ("int", "EUR")
    tell("--base", base, *ADD, given=LINE)
    tell("--base", other, *ADD, given=LINE * 2)
    assert len(tell("clients", "list", "--base", base, "--json").rows) == 1
    assert len(tell("clients", "list", "--base", other, "--json").rows) == 2


def test_init_refuses_what_is_there(tell: Tell, base: Path) -> None:
    before = (base / FILE_NAME).read_bytes()
    said = tell("init", "--base", base, "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "base.already-there")
    assert (base / FILE_NAME).read_bytes() == before


def test_init_where_nothing_can_be_made(tell: Tell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = tell("init", "--base", tmp_path / "file" / "base", "--json")
    assert (said.code, said.data["refused"]["code"]) == (1, "base.cannot-make")


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("clients",),
        ("clients", "show", "x"),
        ("clients", "show", "-1"),
        ("clients", "list", "--limit", "0"),
        ("clients", "add"),
        ("--bas", "x", "check"),
    ],
)
def test_wrong_usage(tell: Tell, arguments: tuple[str, ...]) -> None:
    said = tell(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert "Traceback" not in said.err


def test_wrong_usage_is_told_in_the_language_of_the_call(tell: Tell) -> None:
    said = tell("--language", "ru", "undo", "abc")
    assert said.code == 2
    assert said.err.startswith("как пишется: crm-desktop undo ")
    assert "crm-desktop undo: ошибка: operation: не подходит значение 'abc'" in said.err
    said = tell("clients", "set", "--language", "ru")
    assert said.err.endswith("ошибка: не хватает: id, FIELD=VALUE\n")
    told = tell("undo", "--help", "--language", "ru").out
    assert "показать эту справку" in told
    assert "\noptions" not in told
    assert "error: the following arguments are required: id" in tell("clients", "set").err
    # What the next Python says otherwise is said as it says it.
    known = Path(argparse.__file__).read_text("utf-8")
    assert [text for text in usage.TEXTS if repr(text)[1:-1] not in known] == []


def test_help_and_version(tell: Tell) -> None:
    assert tell("--help").code == 0
    assert tell("clients", "add", "--help").code == 0
    assert tell("--version").out.strip()


def test_the_language_of_a_call() -> None:
    assert asked_language(["clients", "list", "--language", "ru"]) == "ru"
    assert asked_language(["--language=en", "check"]) == "en"
    assert asked_language(["check", "--language"]) == ""
    assert asked_language(["--frobnicate", "x"]) == ""


def test_a_file_instead_of_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("check", "клиенты.xlsx"):
        Path(name).write_text("")
    assert is_for_window(["клиенты.xlsx"])
    assert not is_for_window(["check"])
    assert not is_for_window(["none.xlsx"])
    assert not is_for_window([])


def test_a_missing_file(tell: Tell, base: Path, tmp_path: Path) -> None:
    said = tell("--base", base, "clients", "add", "--from", tmp_path / "нет.jsonl")
    assert said.code == 1
    assert "нет.jsonl" in said.err


def test_a_defect_is_reported_without_data(
    tell: Tell, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Иванова, +79161234567")

    monkeypatch.setattr("crm_desktop.crm.Crm.ask", broken)
    said = tell("clients", "list", "--base", base)
    assert said.code == 3
    assert "Traceback" not in said.err
    (report,) = paths.log_folder().glob("defect-*.txt")
    assert str(report) in said.err
    text = report.read_text("utf-8")
    assert "ZeroDivisionError" in text
    assert "in broken" in text
    assert "Иванова" not in text


def test_an_interrupt_is_no_defect(tell: Tell, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crm_desktop.crm.Crm.ask", stopped)
    assert tell("clients", "list", "--base", base).code == 1
    assert not paths.log_folder().exists()


def test_output_is_utf_8_whatever_the_console_says(start: Start, base: Path) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = start("--base", base, *ADD, given=LINE.encode(), **ascii_only)
    assert (done.returncode, done.stderr) == (0, b"")
    done = start("--base", base, "clients", "list", "--json", **ascii_only)
    assert '"name": "Ёжик"' in done.stdout.decode("utf-8")
    done = start("--base", base, "clients", "show", "7", "--language", "ru", **ascii_only)
    assert done.returncode == 1
    done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_an_answer_comes_only_after_its_commit(start: Start, base: Path, root: Path) -> None:
    command = [sys.executable, "-m", "crm_desktop", "--base", str(base), *ADD]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ}
    ) as adding:
        assert adding.stdin is not None
        assert adding.stdout is not None
        for number in range(3):
            adding.stdin.write(LINE.encode())
            adding.stdin.flush()
            # The pipe stays open: the answer is not held back until the end …
            answer = adding.stdout.readline()
            assert f'"line": {number}'.encode() in answer
        # … and what is answered survives the process.
        adding.kill()
        adding.wait()
    listed = start("--base", base, "clients", "list", "--json")
    assert listed.stdout.count(b"\n") == 3
    assert start("--base", base, "check").returncode == 0


def test_a_reader_that_goes_away(base: Path, root: Path, start: Start) -> None:
    start("--base", base, *ADD, given=LINE.encode() * 3)
    command = [sys.executable, "-m", "crm_desktop", "--base", str(base), "clients", "dump"]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as dumping:
        assert dumping.stdout is not None
        assert dumping.stderr is not None
        dumping.stdout.close()
        said = dumping.stderr.read()
    assert said == b""
    assert dumping.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_nobody_listens_at_all(base: Path, root: Path) -> None:
    command = f"{sys.executable} -m crm_desktop --base {base} clients show 9 2>&1 | true"
    done = subprocess.run(["sh", "-c", command], cwd=root, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_reading_child_starts_with_nothing_but_itself(root: Path) -> None:
    program = "import sys; import crm_desktop.main; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, check=True, text=True
    )
    loaded = done.stdout.split()
    own = [one for one in loaded if one.startswith("crm_desktop.")]
    assert own == ["crm_desktop.lean", "crm_desktop.main"]
    assert not {"argparse", "sqlalchemy", "gettext", "logging"} & set(loaded)
