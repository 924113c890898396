"""This Qt for Python keeps its accounts: no reference of True or None is lost at an emit.

PySide6 6.12.0 on Python 3.11 lost one reference of True at every emit until the process aborted;
this test stands between us and such an upgrade.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, QTimer, Signal
from pytestqt.qtbot import QtBot

ROUNDS = 300
ALLOWED = 60
"""What imports and caches of a first round may move; a loss at each round would be 300."""


class Sender(QObject):
    plain = Signal()
    flag = Signal(bool)
    thing = Signal(object)


class Nothing(QRunnable):
    def run(self) -> None:
        return


def exercise(sender: Sender, heard: list[object]) -> None:
    for _ in range(ROUNDS):
        sender.plain.emit()
        sender.flag.emit(True)
        sender.thing.emit(None)
        QTimer.singleShot(0, lambda: heard.append(0))
        QThreadPool.globalInstance().start(Nothing())
    QThreadPool.globalInstance().waitForDone()
    for _ in range(5):
        QCoreApplication.processEvents()


def test_references_of_true_and_none(qtbot: QtBot) -> None:
    sender, heard = Sender(), list[object]()
    sender.plain.connect(lambda: heard.append(1))
    sender.flag.connect(lambda _value: heard.append(2))
    sender.thing.connect(lambda _value: heard.append(3))
    exercise(sender, heard)
    before = sys.getrefcount(True), sys.getrefcount(None)
    exercise(sender, heard)
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert len(heard) >= 2 * 4 * ROUNDS
    assert abs(after[0] - before[0]) < ALLOWED, (before, after)
    assert abs(after[1] - before[1]) < ALLOWED, (before, after)
