"""Books under a password: opened with it, asked for without it, refused in words where in vain."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.files.locked import OPENS
from crm_desktop.files.staged import open_staged
from crm_desktop.files.staging import stage
from tests.files.hostile import cell, workbook

ROWS = [["Имя", "Телефон"], ["Семёнова Наталья", "+7 916 123-45-67"], ["Ким", "+7 916 123-45-68"]]
PASSWORD = "Тайна 17 "
LONG = 2_000
"""Books smaller than some kilobytes the library that protects them here spoils."""


def protected(path: Path, password: str, content: bytes) -> Path:
    with path.open("wb") as target:
        OOXMLFile(io.BytesIO(content)).encrypt(password, target)
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of clients as Excel protects it."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as made:
        sheet = made.add_worksheet("Клиенты")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return protected(tmp_path_factory.mktemp("locked") / "а.xlsx", PASSWORD, memory.getvalue())


def cells(path: Path, folder: Path, password: str = "") -> list[list[str]]:
    file = stage(path, folder, password)
    with open_staged(file) as staged:
        found = [list(row) for _number, row in staged.rows(0, 0)]
    file.unlink()
    return found


def refusal(path: Path, folder: Path, password: str = "") -> Problem:
    with pytest.raises(Refused) as refused:
        stage(path, folder, password)
    assert list(folder.glob("*.staged")) == []
    return refused.value.problems[0]


def test_a_book_opens_with_its_password_and_with_no_other(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    asked = refusal(book, tmp_path)
    assert (asked.code, asked.params) == ("file.password", {"name": book.name, OPENS: "yes"})
    for wrong in (PASSWORD.strip(), "x" * 10_000):
        assert refusal(book, tmp_path, wrong).code == "file.wrong-password"
    assert cells(book, tmp_path, PASSWORD) == ROWS
    assert book.read_bytes() == before


def test_the_password_stands_in_no_list_of_processes(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **how: Any) -> None:
            started.append(repr((command, how)))
            super().__init__(command, **how)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    assert cells(book, tmp_path, PASSWORD) == ROWS
    assert len(started) == 1
    assert "_read" in started[0]
    assert PASSWORD.strip() not in started[0]


def test_what_everybody_knows_is_not_asked_for(tmp_path: Path) -> None:
    plain = tmp_path / "plain.xlsx"
    name = "Name" * LONG
    workbook(plain, ['<row r="1">', cell("A1", name), "</row>"], packed=zipfile.ZIP_STORED)
    path = protected(tmp_path / "a.xlsx", "VelvetSweatshop", plain.read_bytes())
    assert cells(path, tmp_path) == [[name]]


def test_a_password_lets_no_bomb_in(tmp_path: Path) -> None:
    plain = tmp_path / "plain.xlsx"
    far = ['<row r="1048576">', cell("XFD1048576", "x" * 4 * LONG), "</row>"]
    workbook(plain, far, packed=zipfile.ZIP_STORED)
    path = protected(tmp_path / "a.xlsx", "1", plain.read_bytes())
    assert refusal(path, tmp_path, "1").code == "file.too-big"


def test_books_of_others(shared: Path, tmp_path: Path) -> None:
    hostile = shared / "data" / "real" / "hostile"
    for name, password in (
        ("messytables__encrypted_no_password.xls", ""),
        ("poi__poifs_protect.xlsx", ""),
        ("poi__poifs_extenxls_pwd123.xlsx", "pwd123"),
        ("poi__xor-encryption-abc.xls", "abc"),
    ):
        path = hostile / name
        assert cells(path, tmp_path, password), name
        assert refusal(path, tmp_path, "абв").code == "file.wrong-password", name
        if password:
            assert OPENS in refusal(path, tmp_path).params, name
    for password in ("", "pass"):
        told = refusal(hostile / "calamine__pass_protected.ods", tmp_path, password)
        assert (told.code, OPENS in told.params) == ("file.password", False)
