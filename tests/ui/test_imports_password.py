"""The room of imports: a list under a password is asked about, and thinking better loses nothing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtWidgets import QLabel, QLineEdit

from crm_desktop.crm import Crm
from crm_desktop.queries import clients
from crm_desktop.ui.imports.page import ImportsPage
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.shell.app import Program


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate((("Имя", "Телефон"), ("Ким Ольга", "+7 916 123-45-67"))):
            sheet.write_row(number, 0, row)
    path = tmp_path / "клиенты.xlsx"
    with path.open("wb") as target:
        OOXMLFile(memory).encrypt("Тайна ", target)
    return path


def test_a_list_under_a_password_is_asked_about(
    program: Program, crm: Crm, locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[str | None] = []
    told: list[str] = []

    def ask(dialog: FormDialog) -> dict[str, Any] | None:
        (line,) = dialog.form.findChildren(QLineEdit)
        assert line.echoMode() is QLineEdit.EchoMode.Password
        assert line.accessibleName() == "Пароль"
        told.append(next(one.text() for one in dialog.findChildren(QLabel)))
        dialog.verb.click()
        assert dialog.result() != FormDialog.DialogCode.Accepted  # an empty one is no password
        answer = answers.pop(0)
        line.setText(answer or "")
        return None if answer is None else dialog.form.values()

    monkeypatch.setattr(FormDialog, "ask", ask)
    program.desk.navigator.go("imports")
    page = program.window.page("imports")
    assert isinstance(page, ImportsPage)
    other = tmp_path / "другие.csv"
    other.write_text("Имя;Телефон\nПетров Пётр;8 916 123-45-68\n", "utf-8")

    answers[:] = [None]
    page.drop_files([str(locked), str(other)])
    assert page.preview is not None
    assert page.preview.plan.file_name == other.name  # the next file is looked at all the same
    answers[:] = ["тайна", None]
    page.drop_files([str(locked)])
    assert page.preview.plan.file_name == other.name
    answers[:] = ["тайна", "Тайна "]
    page.drop_files([str(locked)])
    assert page.preview.plan.file_name == locked.name
    page.load()
    assert [card.name for card in crm.ask(clients.dump)] == ["Ким Ольга"]
    asked, wrong = "защищён паролем", "не открывается с этим паролем"
    kinds = [asked if asked in text else wrong if wrong in text else text for text in told]
    assert kinds == [asked, asked, wrong, asked, wrong]
