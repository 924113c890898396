"""`export`: views, filters, deals, tasks and papers as files that other programs read back."""

from __future__ import annotations

import csv
import errno
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from crm_desktop import held_files
from tests.cli.conftest import Tell

LIST = "Имя;Телефон;Город;Источник\nИванов;89161234567;Тула;Сайт\nПетров;89161234568;Орёл;Сайт\n"
DEALS = "Название;Клиент;Сумма;Дата закрытия\nОкна;Иванов;45000,50;15.12.2026\nДверь;Петров;;\n"


@pytest.fixture
def full(tell: Tell, base: Path) -> Path:
    tell("--base", base, "import", "-", given=LIST)
    made = tell("--base", base, "import", "-", "--noun", "deals", "--json", given=DEALS)
    assert made.data["rows"]["created"] == 2
    tell("--base", base, "tasks", "add", "--title", "=Позвонить", "--due", "2026-12-01")
    return base


def table(path: Path, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=delimiter))


def test_clients_as_they_are_asked_for(tell: Tell, full: Path, tmp_path: Path) -> None:
    out = tmp_path / "из Тулы.csv"
    asked = ["--base", full, "export", "clients", out, "--csv", "rfc4180"]
    narrow = ["--filter", "city is Тула", "--columns", "name, phone,City"]
    said = tell(*asked, *narrow, "--json")
    assert (said.code, said.data) == (0, {"file": str(out), "rows": 1})
    assert table(out) == [["Name", "Phone", "City"], ["Иванов", "+7 (916) 123-45-67", "Тула"]]
    again = tell(*asked, *narrow, "--json")
    assert (again.code, again.data["refused"]["code"]) == (1, "file.exists")
    wrong = tell(*asked, "--overwrite", "--columns", "name,shoe", "--json")
    assert wrong.data["refused"]["code"] == "json.not-one-of"
    assert table(out)[1][0] == "Иванов"
    found = tell(*asked, "--overwrite", "--search", "Петров", "--json")
    assert found.data["rows"] == 1
    pages = tmp_path / "клиенты.pdf"
    assert tell("--base", full, "export", "clients", pages).code == 0
    assert "Петров" in PdfReader(pages).pages[0].extract_text()


def test_a_narrowed_workbook_comes_back(tell: Tell, full: Path, tmp_path: Path) -> None:
    out = tmp_path / "клиенты.xlsx"
    tell("--base", full, "export", "clients", out, "--filter", "city is Орёл")
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("City") + 1).value = "Тверь"
    book.save(out)
    back = tell("--base", full, "import", out, "--json").data
    assert (back["kind"], [one["new"] for one in back["changes"]]) == ("round-trip", ["Тверь"])


def test_deals_tasks_and_papers(tell: Tell, full: Path, tmp_path: Path) -> None:
    book = tmp_path / "сделки.xlsx"
    assert tell("--base", full, "export", "deals", book, "--json").data["rows"] == 2
    rows = list(openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:2] == ("Title", "Client")
    assert {(row[0], row[3]) for row in rows[1:]} == {("Окна", 45000.5), ("Дверь", None)}
    text = tmp_path / "сделки.csv"
    tell("--base", full, "export", "deals", text, "--csv", "rfc4180")
    assert Decimal(table(text)[1][3]) == Decimal("45000.50")
    again = tell("--base", full, "import", text, "--noun", "deals", "--json").data
    assert (again["rows"]["skipped"], again["rows"]["created"]) == (2, 0)
    tell("--base", full, "export", "tasks", tmp_path / "задачи.xlsx")
    (_, task) = openpyxl.load_workbook(tmp_path / "задачи.xlsx").worksheets[0].iter_rows()
    assert (task[0].value, task[0].data_type) == ("=Позвонить", "s")
    pages = tmp_path / "сделки.pdf"
    tell("--base", full, "export", "deals", pages)
    assert "45,000.50" in PdfReader(pages).pages[0].extract_text()
    assert (
        tell("--base", full, "export", "documents", tmp_path / "d.csv", "--json").data["rows"] == 0
    )
    odd = tell("--base", full, "export", "deals", tmp_path / "сделки.vcf", "--json")
    assert odd.data["refused"]["code"] == "export.unknown-ending"


def test_what_only_clients_can_be_narrowed_by_is_said(
    tell: Tell, full: Path, tmp_path: Path
) -> None:
    out = tmp_path / "сделки.xlsx"
    for noun, option in (("deals", "--filter"), ("tasks", "--view"), ("documents", "--columns")):
        asked = tell("--base", full, "export", noun, out, option, "stage is Новая", "--json")
        assert (asked.code, asked.data["refused"]["code"]) == (1, "export.not-narrowed")
        assert option in asked.err
    assert not out.exists()


def test_a_file_that_is_there_or_held_says_what_else_can_be_done(
    tell: Tell, full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "сделки.xlsx"
    asked = ("--base", full, "export", "deals", out)
    assert tell(*asked).code == 0
    assert "--overwrite" in tell(*asked).err
    before = out.read_bytes()

    def held(_source: Path, to: Path, _patience: float) -> None:
        raise PermissionError(errno.EACCES, "open elsewhere", str(to))

    monkeypatch.setattr(held_files, "replace", held)
    said = tell(*asked, "--overwrite")
    assert said.code == 1
    assert "name another file" in said.err
    assert out.read_bytes() == before
    assert list(tmp_path.glob(".*.part")) == []


def test_deals_with_all_that_is_told_of_them(tell: Tell, full: Path, tmp_path: Path) -> None:
    for name, kind in (("Площадь", "number"), ("Замер", "date"), ("Срочно", "flag")):
        tell("--base", full, "fields", "add", name, "--kind", kind, "--of", "deal")
    heads = "Название;Клиент;Этап;Причина отказа;Источник;Комментарий;Площадь;Замер;Срочно\n"
    told = heads + "Забор;Иванов;Проиграна;дорого;Сайт;до весны;12,5;01.12.2026;да\n"
    made = tell("--base", full, "import", "-", "--noun", "deals", "--json", given=told).data
    assert made["rows"]["created"] == 1
    out = tmp_path / "сделки.csv"
    tell("--base", full, "export", "deals", out, "--csv", "rfc4180")
    head, *rows = table(out)
    (deal,) = (dict(zip(head, row, strict=True)) for row in rows if row[0] == "Забор")
    reason, said = deal["Lost reason"], (deal["Source"], deal["Comment"])
    assert (reason, said) == ("дорого", ("Сайт", "до весны"))
    assert (deal["Площадь"], deal["Замер"], deal["Срочно"]) == ("12.5", "2026-12-01", "yes")
    assert tell("--base", full, "export", "all", tmp_path / "всё.xlsx").code == 0
    sheet = openpyxl.load_workbook(tmp_path / "всё.xlsx", read_only=True)["Deals"]
    assert [cell.value for cell in next(iter(sheet.iter_rows()))] == head


def test_the_whole_base_goes_into_a_book_or_an_archive(
    tell: Tell, full: Path, tmp_path: Path
) -> None:
    assert tell("--base", full, "export", "all", tmp_path / "всё.xlsx").code == 0
    assert "Deals" in openpyxl.load_workbook(tmp_path / "всё.xlsx", read_only=True).sheetnames
    odd = tell("--base", full, "export", "all", tmp_path / "всё.csv", "--json")
    assert odd.data["refused"]["code"] == "export.whole-base-ending"
    assert not (tmp_path / "всё.csv").exists()
