from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.problems import Refused
from crm_desktop.exports.lists import clients_to_file

PHONE = PointDraft(PointKind.PHONE, "+7 916 123-45-67")


@pytest.fixture
def filled(crm: Crm) -> Crm:
    person = ContactDraft("Ёжиков Пётр", "закупки", (PHONE,))
    crm.do(
        clients.add,
        ClientDraft(
            name="ООО «Ёлки»",
            inn="7701000001",
            tags=("опт", "юг"),
            points=(PHONE, PointDraft(PointKind.EMAIL, "a@b.ru")),
            contacts=(person,),
        ),
    )
    crm.do(clients.add, ClientDraft(name="=cmd|'/c calc'!A1", comment="две\nстроки; и «точка»"))
    return crm


def test_a_workbook(filled: Crm, tmp_path: Path) -> None:
    target = tmp_path / "Клиенты.xlsx"
    assert filled.export(clients_to_file, target, "ru") == 2
    book = openpyxl.load_workbook(target)
    header, first, second = book.active.iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert row["Name"] == "ООО «Ёлки»"
    assert row["Phones"] == "+7 916 123-45-67"
    assert row["INN"] == "7701000001"
    assert row["Tags"] == "опт, юг"
    assert row["Contacts"] == "Ёжиков Пётр, закупки, +7 916 123-45-67"
    assert second[0] == "=cmd|'/c calc'!A1"
    cell = book.active.cell(3, 1)
    assert cell.data_type == "s"
    book.close()


@pytest.mark.parametrize(("language", "delimiter"), [("ru", ";"), ("en", ",")])
def test_a_csv_file(filled: Crm, tmp_path: Path, language: str, delimiter: str) -> None:
    target = tmp_path / "clients.CSV"
    assert filled.export(clients_to_file, target, language) == 2
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(text, delimiter=delimiter))
    assert rows[0]["Name"] == "ООО «Ёлки»"
    assert rows[0]["Phones"] == "+7 916 123-45-67"
    assert rows[1]["Name"] == "'=cmd|'/c calc'!A1"
    assert rows[1]["Comment"] == "две\nстроки; и «точка»"


def test_nothing_is_overwritten_unasked(filled: Crm, tmp_path: Path) -> None:
    target = tmp_path / "clients.csv"
    target.write_text("мой файл", "utf-8")
    with pytest.raises(Refused) as refused:
        filled.export(clients_to_file, target, "ru")
    assert refused.value.problems[0].code == "file.exists"
    assert target.read_text("utf-8") == "мой файл"
    assert filled.export(clients_to_file, target, "ru", overwrite=True) == 2
    assert list(tmp_path.glob(".*.part")) == []


def test_an_unknown_ending(filled: Crm, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        filled.export(clients_to_file, tmp_path / "clients.docx", "ru")
    assert refused.value.problems[0].code == "export.unknown-ending"
    assert list(tmp_path.glob("*.docx")) == []


def test_a_cell_holds_what_it_can(crm: Crm, tmp_path: Path) -> None:
    crm.do(clients.add, ClientDraft(name="А", comment="ё" * 40_000))
    target = tmp_path / "long.xlsx"
    crm.export(clients_to_file, target, "ru")
    book = openpyxl.load_workbook(target)
    values = [value for value in next(book.active.iter_rows(min_row=2, values_only=True)) if value]
    book.close()
    assert any(len(str(one)) == 32_767 and str(one).endswith("…") for one in values)
