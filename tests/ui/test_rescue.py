"""The safe start: nothing opens by itself, and everything it offers works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crm_desktop import paths
from crm_desktop.commands import clients as changes
from crm_desktop.crm import Crm
from crm_desktop.db.database import Database
from crm_desktop.db.health import Finding
from crm_desktop.machine import Machine
from crm_desktop.queries import clients
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.notice import NoticePage
from crm_desktop.ui.shell.start import Request, Start
from tests.fixtures import a_client


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Start]:
    crm = Crm(base)
    crm.do(changes.add, a_client("Семёнова", "+7 916 123-45-67"))
    crm.do(changes.add, a_client("=HYPERLINK(1)"))
    crm.close()
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    settings = Machine(windows={"main": "somewhere off every screen"})
    made = Start(theme, settings, Request(base, safe=True), lambda: None)
    made.patience_ms = 60_000
    made.begin()
    yield made
    made.close()
    qapp.setStyleSheet("")


def page_of(start: Start) -> NoticePage:
    assert start.program is None
    assert start.notice is not None
    page = start.notice.page
    assert isinstance(page, NoticePage)
    return page


def shows(start: Start, title: str) -> bool:
    page = start.notice.page if start.notice is not None else None
    return isinstance(page, NoticePage) and page.title.text() == title


def test_nothing_opens_by_itself_and_no_old_place_is_used(start: Start, base: Path) -> None:
    page = page_of(start)
    assert page.title.text() == "Safe start"
    assert str(base) in page.text.text()
    assert start.opened is None
    assert start.settings.windows == {}
    page.buttons["usual"].click()
    assert start.program is not None
    assert not start.program.crm.view_only


def test_it_can_be_looked_at(start: Start, qtbot: QtBot) -> None:
    page_of(start).buttons["view"].click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
    assert start.program is not None
    assert start.program.crm.view_only


def test_a_sound_base_is_said_to_be_sound(start: Start, qtbot: QtBot) -> None:
    page_of(start).buttons["check"].click()
    qtbot.waitUntil(lambda: shows(start, "The base is sound"), timeout=20_000)
    assert page_of(start).text.text() == "Nothing is wrong with it: 2 clients are in it."


def test_what_is_wrong_is_said_in_words_and_written_out_in_the_report(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    orphans = [Finding("check.orphan", f"document {n} → client") for n in range(3)]
    found = [Finding("check.derived", "client_facts"), *orphans]
    monkeypatch.setattr(Database, "check", lambda _self: found)
    page_of(start).buttons["check"].click()
    qtbot.waitUntil(lambda: shows(start, "The base is not sound"), timeout=20_000)
    lines = page_of(start).text.text().splitlines()
    assert lines[1:] == [
        "A computed list differs from the records",
        "A record belongs to one that is gone · 3",
    ]
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "*.txt"))
    page_of(start).buttons["report"].click()
    assert "check.orphan: document 2 → client" in target.read_text("utf-8")


def test_everything_goes_into_one_workbook(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: Path
) -> None:
    target = tmp_path / "Всё.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "*.xlsx"))
    before = (base / "base.db").read_bytes()
    page_of(start).buttons["export"].click()
    qtbot.waitUntil(lambda: shows(start, "Saved"), timeout=20_000)
    assert str(target) in page_of(start).text.text()
    book = load_workbook(target)
    assert book.sheetnames[:5] == ["Clients", "Contacts", "Deals", "Tasks", "Documents"]
    names = [cell.value for cell in book["Clients"]["A"]]
    assert names == ["Name", "Семёнова", "=HYPERLINK(1)"]
    assert all(cell.data_type == "s" for cell in book["Clients"]["A"])
    stored = {cell.value for row in book["client"].iter_rows() for cell in row}
    assert {"name", "Семёнова"} <= stored
    assert "journal" not in book.sheetnames
    assert (base / "base.db").read_bytes() == before
    # A file of the user's is never written over.
    page_of(start).buttons["export"].click()
    qtbot.waitUntil(lambda: shows(start, "Not saved"), timeout=20_000)
    assert "was not touched" in page_of(start).text.text()


def test_the_report_holds_what_was_written_down_and_no_client(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = paths.log_folder()
    logs.mkdir(parents=True)
    (logs / "faults-previous.log").write_text(
        f'Fatal Python error: Segmentation fault\n  File "{Path.home()}/crm/x.py", line 3 in f\n'
    )
    (logs / "crash-20260101-000000-abc.txt").write_text("builtins.ValueError")
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "*.txt"))
    page_of(start).buttons["report"].click()
    text = target.read_text("utf-8")
    assert "Segmentation fault" in text
    assert 'File "crm/x.py", line 3 in f' in text
    assert "builtins.ValueError" in text
    assert str(Path.home() / "crm") not in text
    assert "Семёнова" not in text


def test_any_copy_can_be_restored_from_here(
    start: Start, base: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = Crm(base)
    kept = crm.make_copy().copy.path
    crm.do(changes.add, a_client("Лишняя"))
    crm.close()
    stick = tmp_path / "stick" / "copy.db"
    stick.parent.mkdir()
    stick.write_bytes(kept.read_bytes())
    broken = stick.with_name("broken.db")
    broken.write_bytes(b"no base at all")
    chosen = iter([str(broken), "", str(stick)])
    near: list[str] = []

    def choose(*given: object) -> tuple[str, str]:
        near.append(str(given[2]))
        return next(chosen), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    page_of(start).buttons["from-file"].click()
    assert near == [str(base / "backups")]
    page = page_of(start)
    assert page.title.text() == "Nothing was restored"
    page.buttons["another"].click()
    assert page_of(start) is page, "no file, nothing happens"
    page.buttons["back"].click()
    assert page_of(start).title.text() == "Safe start"
    page_of(start).buttons["from-file"].click()
    assert start.program is not None
    assert start.program.crm.ask(clients.count) == 2
