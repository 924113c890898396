"""Strictness for every test: no screen, folders of its own, nothing left behind, no stray warnings."""

from __future__ import annotations

import gc
import importlib.util
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

# Before any import of PySide6: without a screen and without this Qt aborts the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from crm_desktop import words

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
GRACE = 3.0
"""Seconds that threads which were told to end are given."""

PATIENCE_MS = 30_000
"""How long a test waits for what must come; on a busy machine five seconds are not long."""

# Factories and the fixtures `crm`, `base`, `desk` live in tests/fixtures.py.
pytest_plugins = ["tests.fixtures"] if importlib.util.find_spec("tests.fixtures") else []

hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The small files that the tests bring along."""
    return DATA


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the project; without it the test is skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared")
    return folder


@pytest.fixture(autouse=True, scope="session")
def patience() -> None:
    """Waiting for what must come ends when it comes: a slow machine is no failure."""
    for wait in (QtBot.waitUntil, QtBot.waitSignal):
        assert wait.__kwdefaults__ is not None
        wait.__kwdefaults__["timeout"] = PATIENCE_MS


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes this user's settings, bases or logs."""
    home = tmp_path / "home"
    for variable, folder in {
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": "cache",
        "WIN_PD_OVERRIDE_ROAMING_APPDATA": "roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local",
        "CRM_DESKTOP_CONFIG": "settings",
    }.items():
        monkeypatch.setenv(variable, str(home / folder))
    if sys.platform == "darwin":
        monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("CRM_DESKTOP_BASE", raising=False)
    return home


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins and ends in English."""
    words.set_language("en")
    yield
    words.set_language("en")


@pytest.fixture(autouse=True)
def unsettled() -> Iterator[None]:
    """A test's windows go when it ends, also those that had settled."""
    usual = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*usual)


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in our log fails the test unless `@pytest.mark.logs("fragment")` expects it."""
    seen = _Collector()
    log = logging.getLogger("crm_desktop")
    log.addHandler(seen)
    yield
    log.removeHandler(seen)
    marker = request.node.get_closest_marker("logs")
    expected: tuple[str, ...] = marker.args if marker else ()
    stray = [text for text in seen.texts if not any(part in text for part in expected)]
    if stray:
        pytest.fail("unexpected in the log:\n" + "\n".join(stray), pytrace=False)


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """No thread or top-level widget survives a test."""
    threads = set(threading.enumerate())
    has_qt = "qapp" in request.fixturenames
    widgets = _top_level_widgets() if has_qt else set()
    yield
    left = _left_threads(threads)
    if has_qt:
        left += _left_in_qt(widgets)
    if left:
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)


@pytest.fixture(autouse=True, scope="module")
def no_timer_runs() -> Iterator[None]:
    """No timer runs on after the tests of a module; every test would look through all objects."""
    yield
    if "PySide6.QtCore" in sys.modules and (left := _running_timers()):
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.name}: {record.getMessage()}")


def _left_threads(before: set[threading.Thread]) -> list[str]:
    until = time.monotonic() + GRACE
    while True:
        # A pool's workers of Qt that have run Python show up as dummies and end with the pool.
        left = [
            one
            for one in threading.enumerate()
            if one not in before and not isinstance(one, threading._DummyThread)
        ]
        if not left or time.monotonic() > until:
            return [f"thread {one.name}" for one in left]
        time.sleep(0.01)


def _left_in_qt(before: set[int]) -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    left = [] if QThreadPool.globalInstance().waitForDone(int(GRACE * 1000)) else ["pool work"]
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        QCoreApplication.processEvents()
    if _top_level_widgets() - before:
        gc.collect()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    left += _names(before)
    return left


def _running_timers() -> list[str]:
    from PySide6.QtCore import QTimer
    from shiboken6 import Shiboken

    # By its type, not by isinstance: a weak reference to what is gone has none.
    kinds = {QTimer, *_kinds_of(QTimer)}
    found = gc.get_objects()
    timers: list[QTimer] = [one for one in found if type(one) in kinds and Shiboken.isValid(one)]
    running = [one for one in timers if one.isActive()]
    for one in running:
        one.stop()
    return [f"timer of {one.parent()!r}" for one in running]


def _kinds_of(kind: type[object]) -> Iterator[type[object]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds_of(one)


def _top_level_widgets() -> set[int]:
    from PySide6.QtWidgets import QApplication

    return {id(one) for one in QApplication.topLevelWidgets() if one.parent() is None}


def _names(before: set[int]) -> list[str]:
    from PySide6.QtWidgets import QApplication

    left = []
    for one in QApplication.topLevelWidgets():
        if one.parent() is None and id(one) not in before:
            left.append(f"widget {type(one).__name__} {one.objectName()!r}")
            one.deleteLater()
    return left
