"""Rows as the reading child leaves them, and notes beside them."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.files.staged import APART, open_staged, packed, packed_rows, unpacked
from crm_desktop.files.staging import stage

TEXTS = st.text(st.characters(exclude_characters="\x1e\x1f", exclude_categories=["Cs"]), min_size=1)
CELLS = st.one_of(st.none(), TEXTS, st.booleans(), st.integers(-(10**15), 10**15))


@given(st.lists(CELLS, max_size=12))
def test_a_row_comes_back_as_it_was(cells: list[object]) -> None:
    while cells and cells[-1] is None:
        cells.pop()
    assert unpacked(packed(cells)) == (cells or [None])


def test_cells_of_every_kind() -> None:
    row = [
        date(2024, 2, 29),
        datetime.fromisoformat("2024-02-29T09:30"),
        time(9, 30),
        1.5,
        79161234567.0,
        "",
        "",
    ]
    found = [{"d": "2024-02-29"}, {"t": "2024-02-29T09:30:00"}, {"h": "09:30:00"}]
    assert unpacked(packed(row)) == [*found, 1.5, 79161234567]
    assert packed([]) == packed(["", None]) == ""


def test_signs_of_ours_in_a_text_divide_nothing() -> None:
    assert unpacked(packed([f"a{APART}b", "\x1ec", "d"])) == ["ab", "c", "d"]


@given(st.lists(st.lists(st.one_of(CELLS, st.sampled_from([APART, "\x1ea", "", "б"])), max_size=4)))
def test_rows_together_are_stored_as_each_by_itself(rows: list[list[object]]) -> None:
    assert packed_rows(rows) == [packed(row) for row in rows]
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    assert packed_rows(texts) == [packed(row) for row in texts]


def test_a_sheet_is_as_wide_as_its_widest_row(tmp_path: Path) -> None:
    lines = ["a;b;;", "", ";;;;;", *["a;b"] * 1_200, "a;b;c;;", *["a;b"] * 20]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    with open_staged(stage(tmp_path / "a.csv", tmp_path)) as staged:
        (sheet,) = staged.sheets
        assert (sheet.rows, sheet.columns) == (len(lines), 3)
        assert [number for number, _cells in staged.rows(0)][:3] == [0, 3, 4]


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet().write_row(0, 0, ["Имя", "Телефон"])
    return stage(tmp_path / "a.xlsx", tmp_path)


def test_notes_lie_beside_the_rows(staging: Path) -> None:
    with open_staged(staging) as staged:
        assert staged.noted("one") == ""
        staged.note("one", "раз")
        staged.note("one", "два")
    with open_staged(staging) as staged:
        assert staged.noted("one") == "два"
        assert list(staged.rows_at(0, [0, 7])) == [(0, ["Имя", "Телефон"])]
