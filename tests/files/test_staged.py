"""Rows as the reading child leaves them, and what a preview keeps beside them."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.problems import Cancelled
from crm_desktop.files.staged import APART, StagedFile, open_staged, packed, unpacked
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


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet().write_row(0, 0, ["Имя", "Телефон"])
    return stage(tmp_path / "a.xlsx", tmp_path)


def test_what_is_kept_is_there_for_its_mark_alone(staging: Path) -> None:
    with open_staged(staging) as staged:
        assert staged.kept("one") is None
        with staged.keeping("one") as keep:
            for row in range(2_500):
                keep(row, f"строка {row}")
    with open_staged(staging) as staged:
        kept = staged.kept("one")
        assert kept is not None
        assert list(kept) == [(row, f"строка {row}") for row in range(2_500)]
        assert staged.kept("two") is None
        with staged.keeping("two") as keep:
            keep(7, "семь")
        assert staged.kept("one") is None
        assert list(staged.kept("two") or ()) == [(7, "семь")]


def _stop_half_way(staged: StagedFile) -> None:
    with staged.keeping("two") as keep:
        keep(2, "два")
        raise Cancelled


def test_a_look_that_was_stopped_keeps_nothing_new(staging: Path) -> None:
    with open_staged(staging) as staged:
        with staged.keeping("one") as keep:
            keep(1, "раз")
        with pytest.raises(Cancelled):
            _stop_half_way(staged)
        assert list(staged.kept("one") or ()) == [(1, "раз")]
        assert staged.kept("two") is None


def test_no_room_on_the_disk_only_means_that_nothing_is_kept(staging: Path) -> None:
    with open_staged(staging) as staged:
        staged._connection.execute("PRAGMA max_page_count = 8").fetchall()
        with staged.keeping("one") as keep:
            for row in range(5_000):
                keep(row, "много слов " * 20)
        assert staged.kept("one") is None
        assert [cells for _row, cells in staged.rows(0)] == [["Имя", "Телефон"]]
