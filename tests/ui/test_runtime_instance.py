"""A second start hands over to the open window; a killed one is no obstacle."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QFileSystemWatcher
from pytestqt.qtbot import QtBot

from crm_desktop.ui.runtime import instance

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from crm_desktop.ui.runtime import instance
application = QCoreApplication([])
sys.exit(0 if instance.hand_over(Path(sys.argv[1]), sys.argv[2:]) else 3)
"""
KILLED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from crm_desktop.ui.runtime import instance
application = QCoreApplication([])
listener = instance.listen(Path(sys.argv[1]), lambda arguments: None)
os._exit(0 if listener.listening else 3)
"""


def start(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", script, *arguments], env=os.environ.copy())


def has_ended(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is not None


def test_a_second_start_hands_over(tmp_path: Path, qtbot: QtBot, root: Path) -> None:
    seen: list[list[str]] = []
    listener = instance.listen(tmp_path, seen.append)
    assert listener.listening
    second = start(SECOND, str(tmp_path), "clients", "Семёнова")
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    listener.close()
    assert second.returncode == 0
    assert seen == [["clients", "Семёнова"]]
    assert not instance.box_of(tmp_path).exists()


def test_who_asks_twice_is_heard_twice_also_without_a_watch(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileSystemWatcher, "addPath", lambda _watcher, _path: False)
    seen: list[list[str]] = []
    listener = instance.listen(tmp_path, seen.append)
    assert listener.listening
    for argument in ("a", "b"):
        second = start(SECOND, str(tmp_path), argument)
        qtbot.waitUntil(partial(has_ended, second), timeout=20_000)
        assert second.returncode == 0
    listener.close()
    assert not listener.listening
    assert seen == [["a"], ["b"]]


def test_a_box_thrown_away_is_made_anew(tmp_path: Path, qtbot: QtBot) -> None:
    seen: list[list[str]] = []
    listener = instance.listen(tmp_path, seen.append)
    box = instance.box_of(tmp_path)
    box.rmdir()
    qtbot.waitUntil(box.is_dir)
    second = start(SECOND, str(tmp_path), "again")
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    listener.close()
    assert (second.returncode, seen) == (0, [["again"]])


@pytest.mark.parametrize(
    ("text", "age"),
    [(b"not json", 0), (b'{"a": 1}', 0), (b"[1]", 0), (b'["' + b"a" * 70_000 + b'"]', 0),
     (b'["left behind"]', 3_600)],
    ids=["no-json", "no-list", "no-texts", "too-long", "long-ago"],
)  # fmt: skip
def test_what_is_no_request_of_now_is_thrown_away(
    tmp_path: Path, qtbot: QtBot, text: bytes, age: int
) -> None:
    box = instance.box_of(tmp_path)
    box.mkdir(parents=True)
    ask = box / "one.ask"
    ask.write_bytes(text)
    os.utime(ask, (ask.stat().st_atime, ask.stat().st_mtime - age))
    seen: list[list[str]] = []
    listener = instance.listen(tmp_path, seen.append)
    assert list(box.iterdir()) == []
    listener.close()
    assert seen == []


def test_a_window_that_does_not_answer_is_asked_no_longer(tmp_path: Path, qtbot: QtBot) -> None:
    box = instance.box_of(tmp_path)
    box.mkdir(parents=True)
    assert not instance.hand_over(tmp_path, ["a"])
    assert list(box.iterdir()) == []


def test_without_an_open_window_there_is_nobody(tmp_path: Path, qtbot: QtBot) -> None:
    assert not instance.hand_over(tmp_path)


def test_a_killed_window_leaves_no_obstacle(tmp_path: Path, qtbot: QtBot) -> None:
    assert start(KILLED, str(tmp_path)).wait(20) == 0
    assert not instance.hand_over(tmp_path)
    listener = instance.listen(tmp_path, lambda arguments: None)
    assert listener.listening
    listener.close()


def test_a_base_has_one_name_however_it_is_spelt(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert instance.name_of(tmp_path / "a") == instance.name_of(tmp_path / "a" / ".." / "a")
    assert instance.name_of(tmp_path / "a") != instance.name_of(tmp_path)
