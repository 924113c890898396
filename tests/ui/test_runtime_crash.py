"""The crash guard: one telling per defect, on the screen's thread, without clients' data."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, qWarning
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crm_desktop.ui.runtime import crash
from crm_desktop.ui.runtime.crash import Guard
from crm_desktop.ui.runtime.crash_dialog import RESTART, CrashBox, ask_user
from crm_desktop.ui.runtime.report import KEPT_REPORTS, Report, fault_report, report_of

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
    for _ in range(2):
        sys.excepthook(ValueError, error := caught(), error.__traceback__)
    qtbot.waitUntil(lambda: len(told) == 1)
    qtbot.wait(20)
    assert len(told) == 1
    assert told[0].file is not None
    assert told[0].file.read_text("utf-8") == told[0].text


def test_a_report_has_places_and_versions_but_no_values(guard: Guard, tmp_path: Path) -> None:
    report = report_of(caught(), tmp_path)
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

    assert report_of(OperationalError("SELECT 1", {}, Exception())).only_quit


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert report_of(caught(), tmp_path / "file").file is None


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT_REPORTS + 5):
        (tmp_path / f"crash-20200101-0000{number:02}-x.txt").write_text("")
    report = report_of(caught(), tmp_path)
    assert len(list(tmp_path.glob("crash-*.txt"))) == KEPT_REPORTS
    assert report.file is not None
    assert report.file.is_file()


def press(name: str) -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, CrashBox)
    {one.text(): one for one in box.findChildren(QPushButton)}[name].click()


def test_the_dialog_goes_on_or_quits(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    quits: list[int] = []
    monkeypatch.setattr(QApplication, "quit", lambda *_: quits.append(1))
    for name, expected in (("Continue", []), ("Quit", [1])):
        QTimer.singleShot(0, lambda name=name: press(name))
        ask_user(report_of(caught()))
        assert quits == expected


def test_copying_and_saving_the_report_leave_the_dialog_open(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.txt"
    monkeypatch.setattr(
        "crm_desktop.ui.runtime.crash_dialog.QFileDialog.getSaveFileName",
        lambda *_: (str(target), ""),
    )
    told = report_of(caught())

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, CrashBox)
        assert box.text.isHidden()
        press("Show report")
        assert box.text.isVisible()
        assert box.text.toPlainText() == told.text
        press("Copy report")
        press("Save report…")
        assert QApplication.clipboard().text() == told.text
        press("Continue")

    QTimer.singleShot(0, look)
    ask_user(told)
    assert target.read_text("utf-8") == told.text


@pytest.mark.parametrize(("only_quit", "expected"), [(False, []), (True, [1])])
def test_escape_goes_on_only_where_that_is_allowed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, only_quit: bool, expected: list[int]
) -> None:
    quits: list[int] = []
    monkeypatch.setattr(QApplication, "quit", lambda *_: quits.append(1))

    def escape() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, CrashBox)
        words = {one.text() for one in box.findChildren(QPushButton)}
        assert ("Continue" in words) is not only_quit
        QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(0, escape)
    ask_user(replace(report_of(caught()), only_quit=only_quit))
    assert quits == expected


def test_three_defects_in_a_minute_offer_a_new_start(
    guard: Guard, told: list[Report], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        guard.report(caught())
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [one.repeated for one in told] == [False, True]
    exits: list[int] = []
    monkeypatch.setattr(QApplication, "exit", exits.append)
    QTimer.singleShot(0, lambda: press("Restart"))
    ask_user(told[1])
    assert exits == [RESTART]


def test_defects_far_apart_are_no_stumbling(
    guard: Guard, told: list[Report], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 40.0, 80.0])
    monkeypatch.setattr("crm_desktop.ui.runtime.crash.time.monotonic", lambda: next(clock))
    for _ in range(3):
        guard.report(caught())
    monkeypatch.undo()
    qtbot.waitUntil(lambda: len(told) == 1)
    qtbot.wait(20)
    assert [one.repeated for one in told] == [False]


def test_defects_behind_the_dialog_are_told_after_it_when_they_do_not_end(
    guard: Guard, qtbot: QtBot
) -> None:
    seen: list[bool] = []

    def slow(report: Report) -> None:
        seen.append(report.repeated)
        if len(seen) == 1:
            for number in range(4):
                guard.report(KeyError(number))
            qtbot.wait(30)

    guard._on_crash = slow
    guard.report(caught())
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [False, True]


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
    told = fault_report(guard.previous_fault)
    assert "Fatal Python error" in told
    assert "PySide6 6." in told
    assert str(Path(sys.prefix)) not in told


@pytest.mark.logs("never")
def test_qt_speaks_into_our_log(guard: Guard, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "crm_desktop.qt"):
        qWarning("something about a window")
    assert "something about a window" in caplog.text
