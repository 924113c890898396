"""A hanging window leaves the place where it hangs; starts that fail are counted."""

from __future__ import annotations

import time
from pathlib import Path

from pytestqt.qtbot import QtBot

from crm_desktop.ui.runtime import watchdog
from crm_desktop.ui.runtime.starts import Starts
from crm_desktop.ui.runtime.watchdog import Watchdog


def hang(seconds: float) -> None:
    """What a slot that does not come back looks like."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def test_a_hang_leaves_the_place_and_its_length(tmp_path: Path, qtbot: QtBot) -> None:
    dog = Watchdog(tmp_path, limit_s=0.2)
    dog.start()
    hang(0.8)
    file = tmp_path / watchdog.FILE
    qtbot.waitUntil(lambda: "the window did not answer for" in file.read_text("utf-8"))
    dog.stop()
    text = file.read_text("utf-8")
    assert "in hang" in text
    assert "Timeout" in text


def test_a_window_that_answers_leaves_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    dog = Watchdog(tmp_path, limit_s=5)
    dog.start()
    qtbot.wait(50)
    dog.stop()
    assert (tmp_path / watchdog.FILE).read_text("utf-8") == ""


def test_a_long_file_gives_way_to_a_new_one(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / watchdog.FILE).write_text("x" * (watchdog.LARGEST + 1))
    Watchdog(tmp_path).stop()
    assert (tmp_path / watchdog.FILE).stat().st_size == 0
    assert (tmp_path / watchdog.PREVIOUS).stat().st_size > watchdog.LARGEST


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").write_text("")
    dog = Watchdog(tmp_path / "file")
    dog.start()
    dog.stop()
    starts = Starts(tmp_path / "file")
    assert starts.begin() == 0
    starts.ready()


def test_starts_that_fail_are_counted_until_one_gets_on(tmp_path: Path) -> None:
    assert Starts(tmp_path).begin() == 0
    assert Starts(tmp_path).begin() == 1
    last = Starts(tmp_path)
    assert last.begin() == 2
    last.ready()
    assert Starts(tmp_path).begin() == 0
    (tmp_path / "starts").write_text("nonsense")
    assert Starts(tmp_path).begin() == 0
