"""Rows understood by children side by side: the same as by one, whole or not at all."""

from __future__ import annotations

import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from crm_desktop import paths
from crm_desktop.crm import Crm
from crm_desktop.domain.importing import DateOrder
from crm_desktop.domain.problems import Cancelled
from crm_desktop.files import child, standby, understood
from crm_desktop.files.part import COLUMNS
from crm_desktop.files.staged import connect, open_staged
from crm_desktop.files.understood import VERB, Reading, Understood, discard, kept, understand
from crm_desktop.queries import imports
from tests.import_plans import many_rows

HEADER = ["№", "Наименование", "Контактное лицо", "Телефон", "E-mail", "Дата создания"]
ROWS = 6_000


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    """Enough for two children, with all that is no record where one ends and the next begins."""
    rows: list[list[object]] = [*many_rows(ROWS)]
    half = ROWS // 2
    rows[half - 2 : half - 2] = [["Итого", "", "", 5]]
    rows[half:half] = [["", "ОПТОВЫЕ КЛИЕНТЫ"], [*HEADER], [], ["", "  "], ["", "Раздел: прочие"]]
    rows[half + 40] = [1, "", "Без имени", "нет"]
    rows += [[], [], ["", "Список составлен 01.02.2026"]]
    path = tmp_path / "клиенты.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Лист1")
        above: list[list[object]] = [[*HEADER]]
        for number, row in enumerate(above + rows):
            for column, value in enumerate(row):
                if value:
                    sheet.write(number, column, value)
    return path


def _looked_at(crm: Crm, source: Path) -> tuple[imports.ImportPreview, dict[str, list[Any]]]:
    staged = crm.ask(imports.stage_file, str(source), str(source.parent / "staging"))
    preview = crm.ask(imports.preview, staged, source.name)
    with open_staged(Path(staged)) as file:
        ready = kept(file, preview.plan.mark())
    assert ready is not None
    found: dict[str, list[Any]] = {name: [] for name in COLUMNS if name != "meta"}
    for part in ready.parts:
        with closing(connect(part)) as connection:
            for name in found:
                found[name] += _without_ids(connection, name)
    return preview, found


def _without_ids(connection: Any, table: str) -> list[Any]:
    rows = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    names = [one[0] for one in rows.description]
    counted = {"id", "client", "contact", "point"}
    return [
        tuple(v for name, v in zip(names, row, strict=True) if name not in counted) for row in rows
    ]


def test_children_side_by_side_understand_what_one_understands(
    crm: Crm, long_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(understood, "CORES", 2)
    by_two, rows_by_two = _looked_at(crm, long_list)
    monkeypatch.setattr(understood, "ALONE", 10 * ROWS)
    by_one, rows_by_one = _looked_at(crm, long_list)
    assert rows_by_two == rows_by_one
    assert by_two.shape == by_one.shape
    assert (by_two.tally, by_two.faults) == (
        by_one.tally,
        by_one.faults,
    )
    shape = by_two.shape
    assert (len(shape.total_rows), len(shape.repeated_rows), len(shape.note_rows)) == (1, 1, 1)
    assert len(shape.section_rows) == 2


def test_children_that_are_stopped_leave_nothing(
    crm: Crm, long_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(understood, "CORES", 2)
    folder = long_list.parent / "staging"
    staged = Path(crm.ask(imports.stage_file, str(long_list), str(folder)))

    def stop(done: int, total: int) -> None:
        if total:
            raise Cancelled

    with pytest.raises(Cancelled):
        crm.ask_watched(stop, imports.preview, str(staged), long_list.name)
    assert [file.name for file in folder.iterdir()] == [staged.name]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What children of ours were started with; two understand a long list."""
    monkeypatch.setattr(understood, "CORES", 2)
    calls: list[tuple[str, ...]] = []
    usual = paths.self_command

    def noting(*arguments: str) -> list[str]:
        calls.append(arguments[:2])
        return usual(*arguments)

    monkeypatch.setattr(paths, "self_command", noting)
    return calls


def test_children_stand_ready_before_a_long_list_is_read(
    crm: Crm, long_list: Path, started: list[tuple[str, ...]]
) -> None:
    staged = crm.ask(imports.stage_file, str(long_list), str(long_list.parent / "staging"))
    waiting = [("_understand",), ("_understand",)]
    assert started == [("_read", str(long_list)), *waiting]
    crm.ask(imports.preview, staged, long_list.name)
    assert started[1:] == waiting
    # A second look finds nobody, nor does one that comes too late.
    crm.ask(imports.preview, staged, long_list.name)
    assert len(started) == 5


def test_a_child_that_is_gone_is_started_anew(
    crm: Crm, long_list: Path, started: list[tuple[str, ...]]
) -> None:
    staged = Path(crm.ask(imports.stage_file, str(long_list), str(long_list.parent / "staging")))
    one, other = standby.take(staged)
    one.end()
    standby.start(staged, VERB, 0)
    with open_staged(staged) as file:
        reading = Reading(0, 1, ROWS, tuple(HEADER), ("ignore", "name", *["ignore"] * 4), {})
        calls = [
            [VERB, str(staged), "how", str(staged.with_suffix(f".{n}.part")), "1", "9"]
            for n in range(2)
        ]
        file.note("how", understood._packed(reading))
        child.run_together(
            calls, name="", timeout=60.0, watch=lambda _done: False, ready=[one, other]
        )
    assert [call[0] for call in started] == ["_read", VERB, VERB, VERB]
    assert len(list(staged.parent.glob("*.part"))) == 2


def test_nobody_waits_for_a_list_that_is_gone_or_another_one(
    crm: Crm, long_list: Path, started: list[tuple[str, ...]]
) -> None:
    folder = str(long_list.parent / "staging")
    first = Path(crm.ask(imports.stage_file, str(long_list), folder))
    of_first = list(standby._ready[first])
    second = Path(crm.ask(imports.stage_file, str(long_list), folder))
    of_second = list(standby._ready[second])
    discard(second)
    assert len(of_first) == len(of_second) == 2
    assert not any(one.begins([]) for one in of_first + of_second)
    assert standby.take(first) == standby.take(second) == []


def test_a_child_that_nobody_tells_anything_ends() -> None:
    command = paths.self_command(VERB)
    done = subprocess.run(command, input=b"", env=paths.self_environment(), timeout=60, check=True)
    assert done.returncode == 0


def test_a_second_look_replaces_what_the_first_kept(crm: Crm, long_list: Path) -> None:
    folder = long_list.parent / "staging"
    staged = Path(crm.ask(imports.stage_file, str(long_list), str(folder)))
    crm.ask(imports.preview, str(staged), long_list.name)
    first = set(folder.glob("*.part"))
    crm.ask(imports.preview, str(staged), long_list.name)
    second = set(folder.glob("*.part"))
    assert first
    assert second.isdisjoint(first)
    assert len(second) == len(first)
    discard(staged)
    assert list(folder.iterdir()) == []


def test_a_look_that_begins_during_another_takes_nothing_from_it(
    crm: Crm, long_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(understood, "CORES", 2)
    staged = crm.ask(imports.stage_file, str(long_list), str(long_list.parent / "staging"))
    fields = ("ignore", "company_name", "contact_name", "phone", "email", "created_at")
    first = Reading(0, 1, ROWS, tuple(HEADER), fields, {5: DateOrder.DAY}, tag="первый")
    second = replace(first, tag="второй")
    found: list[Understood] = []
    with open_staged(Path(staged)) as file:

        def meanwhile(_done: int, _total: int) -> None:
            if not found:
                found.append(understand(file, second, "", lambda _done, _total: None))

        found.append(understand(file, first, "", meanwhile))
    assert [_tags(one) for one in found] == [{'["второй"]'}, {'["первый"]'}]


def _tags(ready: Understood) -> set[str]:
    tags: set[str] = set()
    for part in ready.parts:
        with closing(connect(part)) as connection:
            tags |= {tag for (tag,) in connection.execute("SELECT tags FROM client")}
    return tags
