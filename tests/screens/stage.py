"""The program brought up for a look: one base, one language, one scheme, one size."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QTimer,
)
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop import words
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.runtime.speech import speak
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.window import Window
from tests.screens.bases import KINDS

Look = Callable[[QWidget], None]
"""What is done with a widget while it is on the screen: a picture, a check."""

DEEP = 12
"""Layouts within layouts, at most."""

PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Size:
    """A screen in its own pixels, how many of them make one of ours, what a window gets, and
    the size of the writing."""

    screen: tuple[int, int]
    ratio: int
    room: tuple[int, int]
    scale: float = 1.0


SIZES = {
    # A title bar and a task bar take their part of the height.
    "1366": Size((1366, 768), 1, (1366, 697)),
    "1366-large": Size((1366, 768), 1, (1366, 697), 1.5),
    "1920": Size((1920, 1080), 1, (1920, 1009)),
    "2560": Size((2560, 1440), 2, (1280, 649)),
    "2560-wide": Size((2560, 1440), 1, (2560, 1369)),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing to look at: `play` brings it up and calls `look` while it is there.

    `covers` names what it shows: "page:clients", "section:backups", "window:ui.shell.x.Class"
    for dialogs and popups, "asks:ui.deals.page._choose_stage" for a function that asks.
    """

    name: str
    play: Callable[[Stage, Look], None]
    covers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = KINDS


@dataclass(slots=True)
class Stage:
    """A program on a base that may be written in; everything happens in this thread."""

    program: Program
    kind: str
    language: str
    folder: Path
    app: QApplication

    @property
    def window(self) -> Window:
        """The window."""
        return self.program.window

    @property
    def crm(self) -> Crm:
        """The base."""
        return self.program.crm

    def go(self, *address: str | int) -> Any:
        """Go to an address and return the page that shows it."""
        self.program.desk.navigator.go(str(address[0]), *address[1:])
        settle()
        return self.window.stack.currentWidget()

    def while_asked(self, asks: Callable[[], object], look: Look) -> None:
        """Do what opens a dialog, look at the dialog, leave it by Esc."""
        seen: list[QWidget] = []

        def found() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                seen.append(dialog)
                try:
                    settle()
                    look(dialog)
                finally:
                    dialog.close()

        QTimer.singleShot(0, self.window, found)
        asks()
        if not seen:
            raise AssertionError("no dialog came up")
        settle()


def raise_program(
    base: Path,
    kind: str,
    language: str,
    scheme: str,
    *,
    room: tuple[int, int] = SIZES["1366"].room,
    scale: float = 1.0,
) -> Stage:
    """The program on this base in a window of this room; `lower` ends it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    words.set_language(language)
    speak(app)
    theme = Theme(scheme, scale, language)
    theme.apply(app)
    # Its own place for files: a picture never touches this computer's settings.
    program = Program(Crm(base), theme, Machine(), immediate=True)
    program.window.resize(*room)
    program.show()
    program.window.activateWindow()
    settle()
    return Stage(program, kind, language, base, app)


def lower(stage: Stage) -> None:
    """End the program and let Qt forget it."""
    stage.program.close()
    words.set_language("en")
    speak(stage.app)
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


def settle() -> None:
    """Let everything that is under way arrive: answers, layouts, pictures."""
    quiet, until = 0, time.monotonic() + PATIENCE
    while quiet < 3 and time.monotonic() < until:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        quiet += 1
    # What a last timer has made finds its place before anybody looks; each layout asks its owner's.
    for _ in range(DEEP):
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.LayoutRequest))


def wait_until(there: Callable[[], object]) -> None:
    """Let events happen until this is so; `AssertionError` when it never is."""
    until = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > until:
            raise AssertionError("it never came up")
        QCoreApplication.processEvents()
        time.sleep(0.005)
