"""Ctrl+P and Ctrl+E on every list: what one sees, on paper and in a file."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crm_desktop import held_files
from crm_desktop.commands import attachments, clients, deals, tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.kit.view_output import KINDS
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

NOON = datetime.fromisoformat("2026-11-25T12:00")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    crm = Crm(base)
    ids = [crm.do(clients.add, a_client(name, city="Тула")).value for name in ("Анна", "Борис")]
    crm.do(deals.add, DealDraft(title="Окна", client_id=ids[0], amount=4_500_050))
    crm.do(tasks.add, TaskDraft("Позвонить", NOON.date(), client_id=ids[1]))
    made = Program(crm, Theme("light", 1.0, "en"), Machine(), now=lambda: NOON, immediate=True)
    made.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("section", "there"),
    [
        ("clients", ["Анна", "Борис", "Тула", "2 clients"]),
        ("deals", ["Окна", "Анна", "RUB 45,000.50"]),
        ("tasks", ["Позвонить", "Борис"]),
        ("today", ["Позвонить", "Борис", "Wednesday"]),
        ("documents", ["Documents"]),
    ],
)
def test_what_one_sees_goes_on_paper(program: Program, section: str, there: list[str]) -> None:
    program.desk.navigator.go(section)
    QTest.keyClick(program.window, Qt.Key.Key_P, CONTROL)
    page = program.window.page(section)
    preview = page.output.preview
    assert preview is not None
    assert preview.isVisible()
    text = " ".join(PdfReader(preview._path).pages[0].extract_text().split())
    assert [one for one in there if one not in text.replace("\u00a0", " ")] == []
    preview.close()


def test_only_what_was_filtered_is_printed(program: Program, qtbot: QtBot) -> None:
    program.desk.navigator.go("clients")
    page = program.window.page("clients")
    page.search.setText("анна")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    page.print_current()
    text = PdfReader(page.output.preview._path).pages[0].extract_text()
    assert "Анна" in text
    assert "Борис" not in text
    assert "found by “анна”" in text
    page.output.preview.close()


def test_a_list_into_a_workbook_and_its_folder(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "сделки"
    asked: list[str] = []

    def choose(*given: object, **_more: object) -> tuple[str, str]:
        asked.append(str(given[2]))
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    program.desk.navigator.go("deals")
    QTest.keyClick(program.window, Qt.Key.Key_E, CONTROL)
    assert asked[0].endswith("Deals 2026-11-25.xlsx")
    sheet = openpyxl.load_workbook(target.with_suffix(".xlsx")).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][1:4] == ("Окна", "Анна", 45000.5)
    assert program.window.toast.text() == "1 row written to “сделки.xlsx”"
    program.window.toast.button.click()
    assert opened == [str(tmp_path)]
    assert program.desk.settings.folders == {"tables": str(tmp_path)}


def test_nothing_happens_without_a_place(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    program.desk.navigator.go("tasks")
    program.window.page("tasks").export_current()
    assert program.window.toast.text() == ""


def test_the_pages_can_be_kept(program: Program, tmp_path: Path) -> None:
    program.desk.navigator.go("tasks")
    page = program.window.page("tasks")
    page.print_current()
    page.output.preview.save_as(tmp_path / "tasks.pdf")
    assert "Позвонить" in PdfReader(tmp_path / "tasks.pdf").pages[0].extract_text()
    assert program.window.toast.text() == "Saved: tasks.pdf"
    page.output.preview.close()


def test_as_text_for_other_programs_and_as_pages(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.desk.navigator.go("clients")
    page = program.window.page("clients")
    for kind in KINDS[1:]:
        target = tmp_path / f"{'plain' if kind.plain else 'list'}{kind.ending}"
        given = (str(target.with_suffix("")), kind.title())
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, g=given, **_k: g)
        page.export_current()
    assert (tmp_path / "list.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (tmp_path / "plain.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Анна" in PdfReader(tmp_path / "list.pdf").pages[0].extract_text()
    assert program.window.toast.text() == "2 rows written to “list.pdf”"


def test_a_workbook_that_excel_holds_stays_and_a_copy_is_offered(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "list.xlsx"
    target.write_bytes(b"shown in Excel")
    replace = held_files.replace

    def held(source: Path, to: Path, patience: float) -> None:
        if to == target:
            raise PermissionError(errno.EACCES, "open elsewhere", str(to))
        replace(source, to, patience)

    monkeypatch.setattr(held_files, "replace", held)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    program.desk.navigator.go("clients")
    program.window.page("clients").export_current()
    assert "is open in another program" in program.window.toast.text()
    assert program.window.toast.button.text() == "Save as “list 2.xlsx”"
    program.window.toast.button.click()
    assert target.read_bytes() == b"shown in Excel"
    assert openpyxl.load_workbook(tmp_path / "list 2.xlsx").active is not None
    assert sorted(one.name for one in tmp_path.glob("*list*")) == ["list 2.xlsx", "list.xlsx"]


def test_everything_goes_out_as_a_workbook_or_with_the_files(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm, paper = program.desk.jobs.crm, tmp_path / "смета.txt"
    paper.write_text("три окна", encoding="utf-8")
    crm.do(attachments.add, crm.ask(client_queries.ids)[0], [paper])
    target = tmp_path / "всё"
    for kind, place in ((".xlsx", 0), (".zip", 1)):
        monkeypatch.setattr(
            QFileDialog,
            "getSaveFileName",
            lambda *given, place=place: (str(target), str(given[3]).split(";;")[place]),
        )
        program.window.table.action("export-all").trigger()
        assert f"Everything is in “всё{kind}”" in program.window.toast.text()
    book = openpyxl.load_workbook(target.with_suffix(".xlsx"), read_only=True)
    assert [row[0] for row in book["Clients"].iter_rows(min_row=2, values_only=True)] == [
        "Анна",
        "Борис",
    ]
    with zipfile.ZipFile(target.with_suffix(".zip")) as packed:
        assert packed.namelist() == ["base.xlsx", "files/Анна/смета.txt"]
    before = target.with_suffix(".zip").read_bytes()
    monkeypatch.setattr(held_files, "replace", _refuses)
    program.window.whole_base.write(target.with_suffix(".zip"))
    assert program.window.toast.button.text() == "Save as “всё 2.zip”"
    assert target.with_suffix(".zip").read_bytes() == before


def _refuses(_source: Path, to: Path, _patience: float) -> None:
    raise PermissionError(errno.EACCES, "open elsewhere", str(to))
