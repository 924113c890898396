"""Rows sorted by blocks are sorted as they are one by one."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.domain.importing import BodySorter, OddRow, TableTop, look_of
from crm_desktop.domain.importing.records import surely_records

HEADS = ("Имя", "Телефон", "E-mail", "Ёлка", "5")
RECORD: list[Any] = ["Семёнова Анна", "8 (916) 123-45-67", "anna@mail.ru", "Тула", 5]
CELLS = st.sampled_from(
    [*RECORD, *HEADS, None, None, "Итого", " итого ", "Всего:", "ſubtotal", "Total", "", "\u00a0", " ",
     "в том числе", "ОПТОВЫЕ КЛИЕНТЫ", "имя", "елка", "«Имя»", "Примечание: всё", {"d": "2020-01-02"},
     "Е\u0308лка", "5", 7, True, "Страница 1", "Иванов Иван", "İ", "ТEЛEФOH",
     "Договор №1 от 01.01.2026", "Основной договор", 5, 5]
)  # fmt: skip
ROWS = st.one_of(
    st.just(RECORD),
    st.lists(CELLS, max_size=7),
    st.tuples(*[st.sampled_from([cell, cell, None]) for cell in RECORD]).map(list),
)


@st.composite
def lists(draw: st.DrawFn) -> tuple[TableTop, list[tuple[int, list[Any]]]]:
    """The top of a table and rows below it, some of them after a gap."""
    top = TableTop(
        (0,), HEADS, 1, 0, draw(st.integers(1, 6)), 5,
        draw(st.sampled_from([(), (("имя", "телефон", "e-mail", "елка", "5"),),
                              (("имя",), ("", "телефон"))])),
        frozenset({4}), frozenset({0}), draw(st.sampled_from([frozenset(), frozenset({0})])),
        {i: look_of(cell) for i, cell in enumerate(RECORD)},
        draw(st.sampled_from([0, 0, 4])), frozenset({"итого"}),
    )  # fmt: skip
    number, rows = 0, []
    for cells in draw(st.lists(ROWS, max_size=12)):
        number += draw(st.sampled_from([1, 1, 1, 2]))
        rows.append((number, cells))
    return top, rows


def _sorter(top: TableTop) -> BodySorter:
    return BodySorter(top, top.before, lambda text: text in HEADS)


@settings(max_examples=100, deadline=None)
@given(lists())
def test_a_block_is_sorted_as_its_rows_are(
    one: tuple[TableTop, list[tuple[int, list[Any]]]],
) -> None:
    top, rows = one
    by_rows, by_blocks = _sorter(top), _sorter(top)
    alone = [by_rows.sort(number, cells) for number, cells in rows]
    half = len(rows) // 2
    together: list[OddRow | None] = by_blocks.sort_block(rows[:half])
    assert together + by_blocks.sort_block(rows[half:]) == alone
    assert by_blocks.bottom == by_rows.bottom


def test_records_are_seen_at_once() -> None:
    heading = ("имя", "телефон", "e-mail", "елка", "5")
    rows = [RECORD, [*HEADS], ["Итого", *RECORD[1:]], [None, *RECORD[1:]], RECORD]
    assert surely_records([RECORD] * 3, [heading], 5) == [True] * 3
    assert surely_records(rows, [], 5) == [True, True, False, False, True]
    assert surely_records(rows, [heading], 5)[1] is False
