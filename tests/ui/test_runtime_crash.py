"""The crash guard: one telling per defect, on the screen's thread, without clients' data."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from crm_desktop.ui.runtime import crash
from crm_desktop.ui.runtime.crash import Guard, Report

SECRET = "Семёнова +7 916 000-00-00"


@pytest.fixture
def told() -> list[Report]:
    return []


@pytest.fixture
def guard(
    tmp_path: Path, qtbot: QtBot, told: list[Report], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Guard]:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    made = crash.install(tmp_path / "logs", told.append)
    yield made
    made.uninstall()


def fail(text: str = SECRET) -> None:
    raise ValueError(text)


def caught(text: str = SECRET) -> ValueError:
    with pytest.raises(ValueError, match=re.escape(text)) as found:
        fail(text)
    return found.value


def test_a_defect_in_a_slot_is_told_once(guard: Guard, told: list[Report], qtbot: QtBot) -> None:
    for _ in range(3):
        sys.excepthook(ValueError, error := caught(), error.__traceback__)
    qtbot.waitUntil(lambda: len(told) == 1)
    qtbot.wait(20)
    assert len(told) == 1
    assert told[0].file is not None
    assert told[0].file.read_text("utf-8") == told[0].text


def test_a_report_has_places_and_versions_but_no_values(guard: Guard, tmp_path: Path) -> None:
    report = crash.report_of(caught(), tmp_path)
    assert "builtins.ValueError" in report.text
    assert "test_runtime_crash.py" in report.text
    assert "PySide6 6." in report.text
    assert "Семёнова" not in report.text
    assert str(Path.home()) not in report.text
    assert not report.only_quit


def test_a_defect_in_a_thread_is_told_on_the_screens_thread(
    guard: Guard, told: list[Report], qtbot: QtBot
) -> None:
    where: list[int] = []
    guard._on_crash = lambda report: where.append(threading.get_ident())
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(where) == 1)
    assert where == [threading.get_ident()]


def test_nothing_is_told_while_a_telling_goes_on(guard: Guard, qtbot: QtBot) -> None:
    count: list[int] = []

    def slow(report: Report) -> None:
        count.append(1)
        guard.report(KeyError("other"))
        qtbot.wait(30)

    guard._on_crash = slow
    guard.report(caught())
    qtbot.waitUntil(lambda: len(count) == 1)
    qtbot.wait(60)
    assert len(count) == 1


def test_a_defect_of_the_storage_only_lets_one_quit() -> None:
    from sqlalchemy.exc import OperationalError

    assert crash.report_of(OperationalError("SELECT 1", {}, Exception())).only_quit


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert crash.report_of(caught(), tmp_path / "file").file is None


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for number in range(crash.KEPT_REPORTS + 5):
        (tmp_path / f"crash-20200101-0000{number:02}-x.txt").write_text("")
    report = crash.report_of(caught(), tmp_path)
    assert len(list(tmp_path.glob("crash-*.txt"))) == crash.KEPT_REPORTS
    assert report.file is not None
    assert report.file.is_file()


def test_the_dialog_goes_on_or_quits(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    quits: list[int] = []
    monkeypatch.setattr(QApplication, "quit", lambda *_: quits.append(1))

    def press(index: int) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        words = {one.text(): one for one in box.buttons()}
        words[["Continue", "Quit"][index]].click()

    for index, expected in ((0, []), (1, [1])):
        QTimer.singleShot(0, lambda index=index: press(index))
        crash.ask_user(crash.report_of(caught()))
        assert quits == expected


def test_a_fault_below_python_leaves_a_trace_for_the_next_start(tmp_path: Path) -> None:
    script = (
        "import sys, faulthandler; from pathlib import Path\n"
        "from crm_desktop.ui.runtime import crash\n"
        "guard = crash.install(Path(sys.argv[1]))\n"
        "faulthandler._sigabrt()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], env=os.environ.copy(), check=False
    )
    assert done.returncode != 0
    guard = crash.install(tmp_path, lambda report: None)
    guard.uninstall()
    assert guard.previous_fault is not None
    assert "Fatal Python error" in guard.previous_fault.read_text("utf-8")


@pytest.mark.logs("never")
def test_qt_speaks_into_our_log(guard: Guard, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "crm_desktop.qt"):
        qWarning("something about a window")
    assert "something about a window" in caplog.text
