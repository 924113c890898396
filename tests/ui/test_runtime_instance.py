"""A second start hands over to the open window; a killed one is no obstacle."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def test_a_second_start_hands_over(tmp_path: Path, qtbot: QtBot, root: Path) -> None:
    seen: list[list[str]] = []
    listener = instance.listen(tmp_path, seen.append)
    assert listener.listening
    second = start(SECOND, str(tmp_path), "clients", "Семёнова")
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    listener.close()
    assert second.returncode == 0
    assert seen == [["clients", "Семёнова"]]


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
