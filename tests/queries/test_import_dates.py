"""What comes first in the dates of a column: told by all of it, however far down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from crm_desktop.commands import custom_fields
from crm_desktop.commands import imports as import_commands
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.importing import DateOrder
from crm_desktop.domain.importing.days import DateVotes, votes_of
from crm_desktop.domain.problems import Cancelled
from crm_desktop.files.staged import StagedFile, connect, open_staged, packed
from crm_desktop.queries import clients, import_nouns, imports
from crm_desktop.queries.import_dates import dates_of, votes_in
from crm_desktop.queries.import_tables import SAMPLE_ROWS

MONTH_FIRST = ["03/25/1980", "04/26/1981", "12/31/1979"]


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Callable[[list[list[object]]], StagedFile]]:
    """Makes a staged file of one sheet with these rows."""
    opened: list[StagedFile] = []

    def made(rows: list[list[object]]) -> StagedFile:
        path = tmp_path / f"{len(opened)}.staged"
        with closing(connect(path)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            connection.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)")
            connection.execute("CREATE TABLE sheet (id, name, visible, rows, columns)")
            connection.execute("CREATE TABLE row (sheet, row, cells, PRIMARY KEY (sheet, row))")
            meta = [("kind", "csv"), ("encoding", ""), ("delimiter", "")]
            connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
            connection.execute("INSERT INTO sheet VALUES (0, 'Лист1', 1, ?, 9)", (len(rows),))
            numbered = [(number, packed(row)) for number, row in enumerate(rows)]
            connection.executemany("INSERT INTO row VALUES (0, ?, ?)", numbered)
            connection.execute("COMMIT")
        opened.append(open_staged(path))
        return opened[-1]

    yield made
    for one in opened:
        one.close()


def asked(staged: StagedFile, rows: Sequence[Sequence[object]]) -> tuple[DateOrder, bool, bool]:
    """The order of dates in the second column, whether it matters, whether it is mixed."""
    found = dates_of(("name", "birthday"), rows[:SAMPLE_ROWS], (), {}, (staged, 0))
    return found.orders[1], 1 in found.matters, 1 in found.mixed


def test_what_dates_of_a_column_can_only_begin_with() -> None:
    assert votes_of(["01/02/24", "03/25/1980", 41_000, {"d": "2024-05-13"}, None]) == DateVotes(
        month=1, ends=1, open=True
    )
    assert votes_of(["99/04/24", "24/04/99"]).mixed
    assert votes_of(["13/04/2024", "04/13/2024"]).mixed
    assert not votes_of(["45/13/1990", "13/13/1990", "05/06/1990"]).mixed, "slips say nothing"
    assert not votes_of(["05/06/1990"]).clear
    assert votes_of(["2024-05-07", "31.12.1999"]).clear, "there is no choice"


@pytest.mark.parametrize("count", [700, 12_000])
def test_rows_far_down_decide(
    sheet: Callable[[list[list[object]]], StagedFile], count: int
) -> None:
    rows: list[list[object]] = [["Анна", "05/06/1990"]] * count
    for place, text in zip(range(count - 60, count, 20), MONTH_FIRST, strict=True):
        rows[place] = ["Борис", text]
    assert asked(sheet(rows), rows) == (DateOrder.MONTH, True, False)


def test_a_list_that_goes_on_in_another_order_is_told(
    sheet: Callable[[list[list[object]]], StagedFile],
) -> None:
    day: list[list[object]] = [["Анна", "25.06.1990"], ["Вера", "05.06.1991"]] * 300
    month: list[list[object]] = [["Борис", text] for text in (*MONTH_FIRST,) * 200]
    assert asked(sheet([*day, *month]), day) == (DateOrder.MONTH, True, True)
    assert asked(sheet(day), day) == (DateOrder.DAY, True, False)


def test_dates_among_cells_of_dates_and_short_rows(
    sheet: Callable[[list[list[object]]], StagedFile],
) -> None:
    rows: list[list[object]] = [["Анна", 33_000.0]] * 500 + [["Вера"]] * 100
    rows += [["Борис", "05/06/1990"], ["Глеб", "05/31/1990"], ["Дина", "Др: 04/30/1990"]]
    assert asked(sheet(rows), rows) == (DateOrder.MONTH, True, False)


def test_looking_further_is_done_once_and_can_be_stopped(
    sheet: Callable[[list[list[object]]], StagedFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    staged = sheet([["Анна", "05/06/1990"]] * 10_000)
    with pytest.raises(Cancelled):
        votes_in(staged, 0, [1], stop)
    found = votes_in(staged, 0, [1])
    monkeypatch.setattr(staged, "gather", stop)
    assert votes_in(staged, 0, [1]) == found == {1: DateVotes(ends=1, open=True)}


def test_a_list_is_read_by_its_later_rows_in_fields_of_ones_own_as_well(
    crm: Crm, tmp_path: Path
) -> None:
    crm.do(custom_fields.add, FieldDraft(CustomNoun.CLIENT, CustomKind.DATE, "Первый визит"))
    lines = ["Имя;Телефон;День рождения;Первый визит"]
    lines += [f"Анна {n};8 916 {1_000_000 + n};;02/03/2020" for n in range(420)]
    lines += ["Борис;8 916 2000000;03/04/1990;02/03/2020"]
    lines += [f"Вера;8 916 200000{n};{text};02/2{n}/2020" for n, text in enumerate(MONTH_FIRST, 1)]
    source = tmp_path / "гости.csv"
    source.write_text("\n".join(lines), "utf-8")
    staged = crm.ask(imports.stage_file, str(source), str(tmp_path / "staging"))
    preview = crm.ask(import_nouns.preview, staged, source.name)
    assert preview.orders == dict.fromkeys((2, 3), DateOrder.MONTH)
    assert sorted(preview.ordered) == [2, 3]
    assert not preview.mixed
    crm.do(import_commands.clients, preview.plan)
    found = {card.name: card for card in crm.ask(clients.dump)}
    assert str(found["Борис"].birthday) == "1990-03-04"
    assert "2020-02-03" in str(found["Борис"].custom)
