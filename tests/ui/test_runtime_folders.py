"""File dialogs open in the documents at first, and where one was last for that kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog

from crm_desktop import machine
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This user's documents."""
    folder = tmp_path / "Документы"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(folder))
    return folder


@pytest.fixture
def program(qapp: QApplication, crm: Crm) -> Iterator[Program]:
    theme = Theme("light")
    theme.apply(qapp)
    made = Program(crm, theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


def test_the_documents_first_then_the_last_folder_of_the_kind(
    program: Program, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "clients.csv").write_text("Name;Phone\nAnna;+7 916 123-45-67\n", "utf-8")
    asked: list[str] = []
    answers = [str(stick / "clients.csv"), "", ""]

    def choose(*given: object, **_more: object) -> tuple[str, str]:
        asked.append(str(given[2]))
        return answers.pop(0), ""

    def choose_some(*given: object, **more: object) -> tuple[list[str], str]:
        chosen, kind = choose(*given, **more)
        return ([chosen] if chosen else []), kind

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose_some)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    page.choose()
    page.choose()
    program.desk.navigator.go("clients")
    program.window.page("clients").export_current()
    assert asked[:2] == [str(papers), str(stick)]
    assert Path(asked[2]).parent == papers
    assert machine.load().folders == {"lists": str(stick)}


def test_a_stick_that_is_out_is_not_offered(papers: Path, tmp_path: Path) -> None:
    settings = Machine(folders={folders.LISTS: str(tmp_path / "gone")})
    assert folders.near(settings, folders.LISTS) == str(papers)
    assert folders.near(settings, folders.LISTS, "a.xlsx") == str(papers / "a.xlsx")


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert folders.free_name(str(tmp_path), "Список", ".xlsx").name == "Список.xlsx"
    (tmp_path / "Список.xlsx").touch()
    (tmp_path / "Список 2.xlsx").touch()
    assert folders.free_name(str(tmp_path), "Список", ".xlsx").name == "Список 3.xlsx"
