"""The few pictures of the README, drawn from the demo shop: run.py screens --readme."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop import words
from crm_desktop.crm import Crm
from crm_desktop.demo import make_demo
from crm_desktop.machine import Machine
from crm_desktop.opening import demo_folder
from crm_desktop.queries import clients, deals
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.import_plans import ugly_workbook

TARGET = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
SIZE = (1280, 720)
COLOURS = 128
PATIENCE_S = 30


def draw() -> int:
    """Draw them all; returns the exit code."""
    TARGET.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    for language in ("en", "ru"):
        with tempfile.TemporaryDirectory(prefix="crm-desktop-readme-") as home:
            os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = home
            _in_language(application, language, Path(home))
    return 0


def _in_language(application: QApplication, language: str, home: Path) -> None:
    words.set_language(language)
    make_demo(datetime.now().astimezone().date(), language)
    theme = Theme("light", 1.0, language)
    theme.apply(application)
    crm = Crm(demo_folder())
    program = Program(crm, theme, Machine())
    window = program.window
    window.resize(*SIZE)
    program.show()
    go = program.desk.navigator.go
    go("today")
    _settle()
    _shoot(program, f"today-{language}")
    go("deals")
    _settle()
    _shoot(program, f"deals-{language}")
    go("client", crm.ask(clients.ids)[7])
    room = window.page("clients")
    _until(lambda: room.panel.card is not None)
    _shoot(program, f"client-{language}")
    go("invoice-for-deal", crm.ask(deals.listing)[3].id)
    papers = window.page("documents")
    _until(lambda: papers.editor.preview.pages() == 1)
    _shoot(program, f"invoice-{language}")
    window.open_files([str(ugly_workbook(home / "клиенты.xlsx"))])
    imports = window.page("imports")
    _until(lambda: imports.preview is not None)
    _shoot(program, f"import-{language}")
    program.close()


def _settle() -> None:
    QTest.qWait(1_500)


def _until(seen: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not seen() and time.monotonic() < end:
        QTest.qWait(50)
    _settle()


def _shoot(program: Program, name: str) -> None:
    file = TARGET / f"{name}.png"
    program.window.grab().save(str(file))
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(COLOURS)
    small.save(file, optimize=True)
