"""F1: the guide's page about the screen, its keys, and the way back; the guide in the palette."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import paths
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell import guide
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.palette import matching

NOON = datetime.fromisoformat("2026-11-25T12:00")


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    made = Program(
        Crm(base), Theme("light", 1.0, "en"), Machine(), now=lambda: NOON, immediate=True
    )
    made.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.close()


def keys(program: Program) -> dict[str, str]:
    rows = program.window.page("help").keys.list_model.rows()
    return {row.text: row.keys for row in rows}


def test_f1_tells_of_the_screen_and_esc_goes_back(program: Program) -> None:
    program.desk.navigator.go("deals")
    QTest.keyClick(program.window, Qt.Key.Key_F1)
    page = program.window.page("help")
    assert page.topic == "deals"
    assert page.keys_title.text() == "Keys: Deals"
    assert "Deals" in page.browser.toPlainText()
    told = keys(program)
    assert told["Move to a stage…"] == "M"
    assert told["Move the card"] == "Ctrl+← → ↑ ↓"
    assert told["Find or do…"] == "Ctrl+K"
    assert "Previous record" not in told, "the board has no such thing"
    QTest.keyClick(page.browser, Qt.Key.Key_Escape)
    assert program.desk.navigator.here == ("deals",)


def test_every_section_tells_its_own_keys(program: Program) -> None:
    for section, own, strange in (
        ("today", "To tomorrow", "Delete"),
        ("clients", "Delete", "To tomorrow"),
        ("tasks", "Tick the task off", "Move the card"),
        ("documents", "Print what I see…", "Tick the task off"),
    ):
        program.desk.navigator.go("help", section)
        told = keys(program)
        assert own in told
        assert strange not in told


def test_links_lead_to_pages_and_back(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    program.desk.navigator.go("help", "index")
    page = program.window.page("help")
    page.follow(QUrl("imports.md"))
    assert page.topic == "imports"
    program.desk.navigator.back()
    assert page.topic == "index"
    page.follow(QUrl("https://example.org/"))
    assert opened == ["https://example.org/"]


def test_an_unknown_page_is_the_first_one(program: Program) -> None:
    program.desk.navigator.go("help", "nothing-of-the-kind")
    assert program.window.page("help").topic == "index"
    assert program.window.page("help").keys_title.text() == "Keys everywhere"


def test_the_palette_knows_the_guide(program: Program) -> None:
    program.window.boxes.palette.prepare()
    found = [one for one in matching(program.window.boxes.palette._doings, "import") if one.topic]
    assert [one.text for one in found] == ["Import"]
    found[0].act()
    assert program.window.page("help").topic == "imports"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_guide_has_a_page_for_every_section(language: str) -> None:
    names = [name for name, _title in guide.pages(language)]
    assert names[0] == "index"
    assert {"today", "clients", "deals", "tasks", "documents", "imports", "settings"} <= set(names)
    assert all(guide.text(language, name).startswith("# ") for name in names)


def test_without_a_guide_the_keys_are_still_told(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "docs", lambda: tmp_path / "none")
    assert guide.text("ru", "clients") == ""
    assert guide.text("ru", "../clients") == ""
    program.desk.navigator.go("help", "clients")
    page = program.window.page("help")
    assert "Delete" in keys(program)
    assert page.keys_title.text() == "Keys: Clients"
