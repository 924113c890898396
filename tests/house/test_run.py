"""run.py: what it checks, what it says, and when it makes the environment again."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

import run

BOOKWORM = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n'
TRIXIE = 'VERSION_ID="13"\nID=debian\n'
JAMMY = 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n'
NOBLE = 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n'
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"\n'
FEDORA = "ID=fedora\nVERSION_ID=42\n"
ROLLING = "ID=arch\nBUILD_ID=rolling\n"


def test_only_the_standard_library(root: Path) -> None:
    tree = ast.parse((root / "run.py").read_text("utf-8"))
    used = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    used |= {
        str(node.module).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert used <= sys.stdlib_module_names


def test_what_is_a_command_of_developers() -> None:
    assert run.split([]) == (None, [])
    assert run.split(["test", "-k", "x"]) == ("test", ["-k", "x"])
    assert run.split(["search", "test"]) == (None, ["search", "test"])
    assert set(run.VERBS) == {"test", "lint", "screens", "bench", "build", "catalogues"}


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["open"], True),
        (["open", "--demo"], True),
        (["--demo"], True),
        (["--base", "shop", "open"], True),
        (["--help"], False),
        (["search", "ivanov"], False),
        (["--base", "shop", "clients", "list"], False),
    ],
)
def test_what_opens_a_window(arguments: list[str], window: bool) -> None:
    assert run.is_window(arguments) is window


def test_an_old_python_is_refused_in_words() -> None:
    with pytest.raises(run.Stop, match=r"Python 3\.11 or newer is needed; this is 3\.10"):
        run.check_python((3, 10), sys.maxsize)


def test_a_32_bit_python_is_refused_in_words() -> None:
    with pytest.raises(run.Stop, match="64-bit"):
        run.check_python((3, 12), 2**31 - 1)


def test_a_good_python_passes() -> None:
    run.check_python((3, 11), sys.maxsize)
    run.check_python((3, 14), sys.maxsize)


def test_packages_of_missing_libraries_in_order() -> None:
    have = {"libGL.so.1", "libdbus-1.so.3"}
    packages = run.missing_packages(run.LIBRARIES, have.__contains__)
    assert packages == ["libegl1", "libxkbcommon0", "libfontconfig1", "libglib2.0-0"]
    assert run.missing_packages(run.LIBRARIES, lambda _: True) == []


@pytest.mark.parametrize(
    ("text", "family", "package"),
    [
        (BOOKWORM, True, "libglib2.0-0"),
        (TRIXIE, True, "libglib2.0-0t64"),
        (JAMMY, True, "libglib2.0-0"),
        (NOBLE, True, "libglib2.0-0t64"),
        (MINT, True, "libglib2.0-0t64"),
        (FEDORA, False, None),
        (ROLLING, False, None),
    ],
)
def test_distributions(text: str, family: bool, package: str | None) -> None:
    release = run.os_release(text)
    assert run.is_debian(release) is family
    if package:
        assert run.renamed(["libgl1", "libglib2.0-0"], release) == ["libgl1", package]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_what_is_missing_is_said_as_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "VENV", tmp_path / "none")
    monkeypatch.setattr(run, "loads", lambda library: library != "libGL.so.1")
    monkeypatch.setattr(run, "has_venv", lambda: False)
    monkeypatch.setattr(run, "uv", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(run.Stop, match="sudo apt-get install -y python3-venv libgl1\n"):
        run.check_system(window=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_root_on_debian_is_told_and_served(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(run, "VENV", tmp_path / "none")
    monkeypatch.setattr(run, "loads", lambda library: "xcb" not in library)
    monkeypatch.setattr(run, "has_venv", lambda: True)
    release = run.os_release(BOOKWORM)
    monkeypatch.setattr(run, "os_release", lambda: release)
    monkeypatch.setattr(run, "install", installed.extend)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    run.check_system(window=False)
    assert installed == []
    run.check_system(window=True)
    assert "libxcb-cursor0" in installed
    assert "apt-get install -y libxcb-cursor0" in capsys.readouterr().out


def test_no_screen_is_said_before_qt_aborts() -> None:
    with pytest.raises(run.Stop, match="no screen"):
        run.check_screen("linux", {}, window=True)
    run.check_screen("linux", {"DISPLAY": ":1"}, window=True)
    run.check_screen("linux", {"QT_QPA_PLATFORM": "offscreen"}, window=True)
    run.check_screen("linux", {}, window=False)
    run.check_screen("darwin", {}, window=True)


def test_the_environment_follows_lock_and_python(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_bytes(b"a==1\nb==2\n")
    first = run.fingerprint(lock, (3, 11))
    assert run.fingerprint(lock, (3, 12)) != first
    lock.write_bytes(b"a==1\r\nb==2\r\n")
    assert run.fingerprint(lock, (3, 11)) == first, "the same lock checked out on Windows"
    lock.write_bytes(b"a==1\nb==3\n")
    assert run.fingerprint(lock, (3, 11)) != first


def test_commands_of_the_set_up() -> None:
    for tool in (None, "uv"):
        make, fill = run.set_up("requirements.txt", tool)
        assert "--clear" in make
        assert sys.executable in make
        assert "--require-hashes" in fill
        assert "--only-binary=:all:" in fill
        assert not [part for part in (*make, *fill) if "://" in part or "index" in part]
    assert "--no-python-downloads" in run.set_up("requirements.txt", "uv")[0]


@pytest.fixture
def own_venv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """A project of its own whose set-up only notes which lock it was asked for."""
    asked: list[str] = []

    def pretend(lock: str, tool: str | None) -> list[list[str]]:
        asked.append(lock)
        python = run.python_of(tmp_path / ".venv")
        code = f"import pathlib; p = pathlib.Path({str(python)!r}); "
        code += "p.parent.mkdir(parents=True, exist_ok=True); p.touch(); "
        code += f"(pathlib.Path({str(tmp_path / '.venv')!r}) / {run.STAMP!r}).unlink(True)"
        return [[sys.executable, "-c", code]]

    for lock in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / lock).write_text(f"{lock}==1\n", "utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "set_up", pretend)
    return asked


def test_the_environment_is_made_once(own_venv: list[str]) -> None:
    run.environment("requirements.txt")
    run.environment("requirements.txt")
    assert own_venv == ["requirements.txt"]


def test_the_developers_environment_opens_the_program_too(own_venv: list[str]) -> None:
    run.environment("requirements.txt")
    run.environment("requirements-dev.txt")
    run.environment("requirements.txt")
    run.environment("requirements-dev.txt")
    assert own_venv == ["requirements.txt", "requirements-dev.txt"]


def test_a_changed_lock_makes_it_again(own_venv: list[str], tmp_path: Path) -> None:
    run.environment("requirements.txt")
    (tmp_path / "requirements.txt").write_text("a==2\n", "utf-8")
    run.environment("requirements.txt")
    assert len(own_venv) == 2


def test_an_interrupted_set_up_is_done_again(
    own_venv: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.environment("requirements.txt")
    working = run.set_up

    def broken(lock: str, tool: str | None) -> list[list[str]]:
        return [*working(lock, tool), [sys.executable, "-c", "raise SystemExit(1)"]]

    monkeypatch.setattr(run, "set_up", broken)
    (tmp_path / "requirements.txt").write_text("a==2\n", "utf-8")
    with pytest.raises(run.Stop, match="could not be set up"):
        run.environment("requirements.txt")
    monkeypatch.setattr(run, "set_up", working)
    run.environment("requirements.txt")
    run.environment("requirements.txt")
    assert len(own_venv) == 3


def test_catalogues_are_compiled_when_older(tmp_path: Path) -> None:
    po, mo = tmp_path / "a.po", tmp_path / "a.mo"
    po.touch()
    assert run.is_newer(po, mo)
    mo.touch()
    os.utime(po, ns=(1, 1))
    assert not run.is_newer(po, mo)
    os.utime(mo, ns=(0, 0))
    assert run.is_newer(po, mo)
