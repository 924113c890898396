"""Files that a virus scanner holds for a moment: tried again; held for long: named in a sentence."""

from __future__ import annotations

import ast
import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crm_desktop import held_files, machine
from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.problems import Refused
from crm_desktop.files.saving import save
from crm_desktop.machine import Machine
from crm_desktop.words.codes import problem_text
from tests.fixtures import a_client


class Scanner:
    """Holds files whose names it looks for: each of the next `times` tries on one fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        self.name = ""
        self.refused = 0
        self._guard = threading.Lock()
        for method in ("replace", "unlink"):
            monkeypatch.setattr(Path, method, self._around(getattr(Path, method)))

    def holds(self, name: str, times: int) -> None:
        """From now on."""
        self.name, self.times, self.refused = name, times, 0

    def _around(self, act: Callable[..., object]) -> Callable[..., object]:
        def tried(path: Path, *arguments: object, **how: object) -> object:
            names = [path.name, *(one.name for one in arguments if isinstance(one, Path))]
            with self._guard:
                if self.times and any(self.name in one for one in names):
                    self.times -= 1
                    self.refused += 1
                    raise OSError(
                        errno.EBUSY,
                        "held by a scanner",
                        str(path),
                        None,
                        *(str(one) for one in arguments),
                    )
            return act(path, *arguments, **how)

        return tried


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scanner]:
    monkeypatch.setattr(held_files, "FIRST_PAUSE_S", 0.001)
    made = Scanner(monkeypatch)
    yield made
    made.times = 0


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds in a test."""
    replace, unlink = held_files.replace, held_files.unlink
    monkeypatch.setattr(held_files, "replace", lambda a, b, _p=0.0: replace(a, b, 0.02))
    monkeypatch.setattr(
        held_files, "unlink", lambda a, **how: unlink(a, **how | {"patience": 0.02})
    )


def test_what_is_held_for_a_moment_is_replaced_renamed_and_deleted(
    scanner: Scanner, tmp_path: Path
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("new")
    other.write_text("old")
    scanner.holds("other", 4)
    held_files.replace(one, other)
    assert scanner.refused == 4
    assert other.read_text() == "new"
    scanner.holds("other", 4)
    held_files.unlink(other)
    assert scanner.refused == 4
    assert not other.exists()


def test_what_is_refused_for_good_is_not_tried_again(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        held_files.replace(tmp_path / "none", tmp_path / "other")
    held_files.unlink(tmp_path / "none", missing_ok=True)


def test_the_codes_of_windows_are_known() -> None:
    class Sharing(PermissionError):
        winerror = 32

    assert held_files.is_held(Sharing(errno.EACCES, "shared"))
    assert not held_files.is_held(PermissionError(errno.EACCES, "denied"))
    assert not held_files.is_held(OSError(errno.ENOSPC, "full"))


def test_copies_exports_and_settings_come_about_all_the_same(
    scanner: Scanner, base: Path, tmp_path: Path
) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Семёнова"))
    scanner.holds("000001-", 3)
    copy = crm.make_copy().copy
    assert scanner.refused == 3
    assert copy.path.is_file()
    scanner.holds("счёт.pdf", 3)
    save(b"pages", tmp_path / "счёт.pdf")
    assert (tmp_path / "счёт.pdf").read_bytes() == b"pages"
    scanner.holds("machine.toml", 3)
    machine.save(Machine(language="ru"))
    assert scanner.refused == 3
    assert machine.load().language == "ru"
    crm.close()


def test_a_restore_takes_its_place_all_the_same(scanner: Scanner, base: Path) -> None:
    crm = Crm(base)
    copy = crm.make_copy().copy.path
    crm.do(clients.add, a_client("Семёнова"))
    scanner.holds("base.db", 4)
    crm.restore(copy)
    assert scanner.refused == 4
    assert crm.check() == []
    crm.close()


@pytest.mark.usefixtures("impatient")
def test_what_stays_held_is_named_and_nothing_is_lost(
    scanner: Scanner, base: Path, tmp_path: Path
) -> None:
    crm = Crm(base)
    crm.do(clients.add, a_client("Семёнова"))
    copy = crm.make_copy().copy.path
    crm.do(clients.add, a_client("Вторая"))
    scanner.holds("restoring.db", 10_000)
    with pytest.raises(Refused) as refused:
        crm.restore(copy)
    scanner.times = 0
    problem = refused.value.problems[0]
    assert problem.code == "file.held"
    assert str(base / "base.db") in problem_text(problem)
    # The base is as it was, and open.
    assert crm.do(clients.add, a_client("Третья")).operation is not None
    assert crm.check() == []
    scanner.holds("-", 10_000)
    with pytest.raises(Refused) as refused:
        crm.make_copy()
    assert refused.value.problems[0].code == "file.held"
    scanner.times = 0
    scanner.holds("счёт.pdf", 10_000)
    with pytest.raises(Refused) as refused:
        save(b"pages", tmp_path / "счёт.pdf")
    assert refused.value.problems[0].code == "file.locked"
    scanner.times = 0
    crm.close()


def replacing(tree: ast.Module) -> Iterator[str]:
    """Calls that give a path another name; a text or a moment is replaced with more arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            said = ast.unparse(node)
            renames = node.func.attr in {"replace", "rename"}
            if renames and len(node.args) == 1 and not node.keywords and "dictionaries" not in said:
                yield said


def test_every_replacing_goes_this_way(root: Path) -> None:
    sources = sorted((root / "crm_desktop").rglob("*.py"))
    found = {one.name: list(replacing(ast.parse(one.read_text("utf-8")))) for one in sources}
    assert found.pop("held_files.py") == ["source.replace(target)"]
    assert {name: calls for name, calls in found.items() if calls} == {}
