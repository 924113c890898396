"""Any list as a workbook, as delimited text and on paper, read back as a user's programs read it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from crm_desktop import words
from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.problems import Refused
from crm_desktop.exports import views
from crm_desktop.exports.lists import UNKNOWN_ENDING
from crm_desktop.exports.views import TOO_LONG, View, ViewColumn, known, paged
from crm_desktop.queries import clients as client_queries
from tests.fixtures import a_client

DAY = date(2026, 11, 25)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    debt: Decimal | None
    until: date | None


ROWS = (
    Row("ООО «Ёлки» & ко", Decimal("1234.50"), date(2026, 12, 1)),
    Row("=СУММ(A1)", None, None),
    Row("Очень " + "длинное " * 60 + "название", Decimal(0), date(2027, 1, 15)),
)


def view(rows: tuple[Row, ...] = ROWS, count: int | None = None) -> View:
    """A list of three columns: words, money, a day."""
    columns = (
        ViewColumn("Название", lambda r: r.name, 240),
        ViewColumn(
            "Долг",
            lambda r: f"{r.debt} ₽" if r.debt is not None else "",
            110,
            right=True,
            value=lambda r: r.debt,
        ),
        ViewColumn(
            "Срок",
            lambda r: f"{r.until:%d.%m.%Y}" if r.until else "",
            90,
            value=lambda r: r.until,
        ),
    )
    return View(
        "Должники", "3 клиента", columns, known(rows), len(rows) if count is None else count
    )


def test_a_workbook_has_numbers_and_days(crm: Crm, tmp_path: Path) -> None:
    target = tmp_path / "должники.xlsx"
    assert crm.export(views.to_file, view(), target, "ru") == 3
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert sheet.title == "Должники"
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Название", "Долг", "Срок")
    assert rows[1][:2] == ("ООО «Ёлки» & ко", 1234.5)
    assert getattr(rows[1][2], "date", lambda: None)() == date(2026, 12, 1)
    assert rows[2] == ("=СУММ(A1)", None, None)
    assert sheet["A3"].data_type == "s", "a text that looks like a formula stays a text"
    assert sheet["B2"].number_format == "#,##0.00"


@pytest.mark.parametrize(
    ("language", "delimiter", "amount", "day"),
    [("ru", ";", "1234,50", "01.12.2026"), ("en", ",", "1234.50", "2026-12-01")],
)
def test_text_for_spreadsheets_of_the_language(
    crm: Crm, tmp_path: Path, language: str, delimiter: str, amount: str, day: str
) -> None:
    target = tmp_path / "list.csv"
    crm.export(views.to_file, view(), target, language)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    assert rows[1] == ["ООО «Ёлки» & ко", amount, day]
    assert rows[2][0] == "'=СУММ(A1)"


def test_another_ending_and_a_file_that_is_there_are_refused(crm: Crm, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        crm.export(views.to_file, view(), tmp_path / "list.doc", "ru")
    assert refused.value.problems[0].code == UNKNOWN_ENDING
    there = tmp_path / "list.csv"
    there.write_text("mine")
    with pytest.raises(Refused):
        crm.export(views.to_file, view(), there, "ru")
    assert there.read_text() == "mine"


def test_on_paper_the_head_stands_on_every_page(crm: Crm, tmp_path: Path) -> None:
    words.set_language("ru")
    rows = tuple(Row(f"Клиент {n}", Decimal(n), DAY) for n in range(120))
    path = crm.export(views.to_paper, view(rows), tmp_path / "list.pdf", "ru", DAY)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages) > 1
    assert "Должники" in pages[0]
    assert "3 клиента" in pages[0]
    assert all("Название" in page for page in pages)
    assert "Клиент 0" in pages[0]
    assert "Клиент 119" in pages[-1]
    assert f"страница 1 из {len(pages)}" in pages[0]


def test_a_wide_list_lies_on_its_side_and_long_cells_are_cut(crm: Crm, tmp_path: Path) -> None:
    wide = view()
    columns = tuple(ViewColumn(f"Столбец {n}", lambda r: r.name, 140) for n in range(7))
    lying = View(wide.title, "", columns, wide.source, 3)
    pages = PdfReader(crm.export(views.to_paper, lying, tmp_path / "a.pdf", "ru", DAY)).pages
    assert pages[0].mediabox.width > pages[0].mediabox.height
    upright = PdfReader(crm.export(views.to_paper, wide, tmp_path / "b.pdf", "ru", DAY)).pages[0]
    assert upright.mediabox.width < upright.mediabox.height
    assert " …" in upright.extract_text()


def test_nobody_prints_a_whole_base_by_mistake(crm: Crm, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        crm.export(views.to_paper, view(count=5_001), tmp_path / "list.pdf", "ru", DAY)
    assert refused.value.problems[0].code == TOO_LONG
    assert list(tmp_path.glob("*.pdf")) == []


def test_an_empty_list_is_a_page_with_its_head(crm: Crm, tmp_path: Path) -> None:
    path = crm.export(views.to_paper, view(()), tmp_path / "list.pdf", "ru", DAY)
    assert "Название" in PdfReader(path).pages[0].extract_text()


def test_rows_by_their_ids_in_order(crm: Crm, tmp_path: Path) -> None:
    ids = [crm.do(clients.add, a_client(f"Клиент {n}")).value for n in range(3)]
    crm.do(clients.delete, ids[1])
    wanted = [ids[2], ids[1], ids[0]]
    column = ViewColumn("Название", lambda r: r.name, 100)
    listed = View("Клиенты", "", (column,), paged(client_queries.page, wanted), 3)
    assert crm.export(views.to_file, listed, tmp_path / "list.csv", "en") == 2
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").split()
    assert lines == ["Название", "Клиент", "2", "Клиент", "0"]
