"""Workbooks of ours: texts and names that a spreadsheet can hold."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from crm_desktop.files.workbook import workbook

MOST_OF_A_CELL, MOST_OF_A_NAME = 32_767, 31
"""Excel counts in UTF-16: a smile is two."""


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_smiles_fit_into_cells_and_names_of_sheets(tmp_path: Path) -> None:
    names = ("👩\u200d🚀" * 12, "👩\u200d🚀" * 12, "я" * 40, "[a]:*?/\\" * 9, "")
    texts = ("😀" * 20_000, "я" * 16_383 + "😀" * 8_192, "😀" * 16_383, "я" * 32_767)
    with workbook(tmp_path / "a.xlsx") as book:
        for name in names:
            book.add(name, ["😀" * 20_000], [[text] for text in texts])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert len(book.sheetnames) == len(names)
    assert max(map(units, book.sheetnames)) <= MOST_OF_A_NAME
    for sheet in book:
        cells = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
        assert max(map(units, cells)) <= MOST_OF_A_CELL
        assert [one[-1] for one in cells] == ["…", "…", "😀", "😀", "я"]
        assert cells[3:] == list(texts[2:])
