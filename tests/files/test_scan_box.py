"""A sheet's box is seen wherever its far cell stands, also where one piece of reading ends."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from crm_desktop.domain.problems import Refused
from crm_desktop.files import scan
from tests.files.hostile import cell, workbook

PIECE = 2**20


@pytest.mark.parametrize("far", ["XFD1048576", "Z1048576", "AAA300000"])
def test_a_far_cell_is_seen_at_every_place_of_the_border_of_two_pieces(
    tmp_path: Path, far: str
) -> None:
    path = tmp_path / "list.xlsx"
    named = f'<c r="{far}"'
    head = '<row r="1">' + cell("A1", "{}")
    for cut in range(len(named) + 2):
        workbook(path, [head.format(""), named])
        before = _sheet(path).index(named.encode())
        padding = "x" * (PIECE - before - cut)
        rows = [head.format(padding), named, ' t="inlineStr"><is><t>x</t></is></c></row>']
        workbook(path, rows)
        assert _sheet(path).index(named.encode()) == PIECE - cut
        with pytest.raises(Refused) as refused:
            scan.kind_of(path)
        assert refused.value.problems[0].code == scan.TOO_BIG, cut


@pytest.mark.parametrize(
    ("cells", "fits"),
    [
        (["A1", "Z299999"], True),
        (["A1", "AA1", "B370370"], True),
        (["A1", "AA1", "B370371"], False),
        (["A1", "Z384615"], True),
        (["A1", "Z384616"], False),
        # Neither cell is far by itself: the box of both is.
        (["ALL1", "A299999"], False),
    ],
)
def test_what_counts_is_the_box_of_all_cells(tmp_path: Path, cells: list[str], fits: bool) -> None:
    path = tmp_path / "list.xlsx"
    workbook(path, ['<row r="1">', *(cell(place, "x") for place in cells), "</row>"])
    if fits:
        assert scan.kind_of(path) == "xlsx"
        return
    with pytest.raises(Refused) as refused:
        scan.kind_of(path)
    assert refused.value.problems[0].code == scan.TOO_BIG


@pytest.mark.parametrize(
    "begun",
    [
        """<c a=">" r="XFD1048576" {}>""",
        """<c a='> r="A1"' r="XFD1048576" {}>""",
        """<c a=""r="XFD1048576" {}>""",
        """<c x:r="A1" r="XFD1048576" {}>""",
        """<a-b:c r="XFD1048576" {}>""",
        """<ю:c r="XFD1048576" {}>""",
    ],
)
def test_a_far_cell_is_seen_however_its_tag_is_written(tmp_path: Path, begun: str) -> None:
    path = tmp_path / "list.xlsx"
    named = begun.format('t="inlineStr"')
    end = "</" + named[1:].split()[0] + ">"
    rows = ['<row r="1">', cell("A1", "x"), named, "<is><t>x</t></is>", end, "</row>"]
    workbook(path, rows)
    with pytest.raises(Refused) as refused:
        scan.kind_of(path)
    assert refused.value.problems[0].code == scan.TOO_BIG


def test_an_empty_far_cell_is_no_matter_however_its_tag_is_written(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    styled = """<c a=">" r="XFD1048576" s='1'/>"""
    workbook(path, ['<row r="1">', cell("A1", "x"), styled, "</row>"])
    assert scan.kind_of(path) == "xlsx"


def test_a_tag_full_of_names_is_gone_through_once(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    named = '<c s="1"' + ' r="A1"' * 100_000 + "/>"
    workbook(path, ['<row r="1">', cell("A1", "x"), named, "</row>"], packed=zipfile.ZIP_STORED)
    assert scan.kind_of(path) == "xlsx"


def test_a_usual_sheet_needs_no_closer_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_ANY_CELL", None)
    monkeypatch.setattr(scan, "_box", None)
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 3, 20)
        for row in range(200):
            sheet.write_row(row, 0, ["Имя", "https://example.ru", row, "!"])
    assert scan.kind_of(path) == "xlsx"


def _sheet(path: Path) -> bytes:
    with zipfile.ZipFile(path) as book:
        return book.read("xl/worksheets/sheet1.xml")
