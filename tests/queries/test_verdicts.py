"""What a preview counts is what the run then does, whatever is chosen and whoever is there."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from pathlib import Path

import pytest

from crm_desktop.commands import clients, imports
from crm_desktop.crm import Crm
from crm_desktop.domain.imports import (
    ROW_KNOWN,
    ROW_REPEATED,
    Mode,
    OnMatch,
    OnRepeat,
    Tally,
    Verdict,
)
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import import_rows
from crm_desktop.queries import imports as import_queries
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.queries.verdicts import Judged
from tests.fixtures import a_client
from tests.import_plans import ugly_workbook

NAMES = ("Анна", "Борис", "Вера", "ООО «Ёлки»")
CITIES = ("", "Тула", "Орёл")


def looked_at(crm: Crm, folder: Path, rows: list[list[object]]) -> ImportPreview:
    source = ugly_workbook(folder / "клиенты.xlsx", rows)
    staged = crm.ask(import_queries.stage_file, str(source), str(folder / "staging"))
    return crm.ask(import_queries.preview, staged, source.name)


def some_rows(seed: int) -> list[list[object]]:
    """Doubles inside the list, rows of a name alone, rows of nothing, phones that are none."""
    dice = random.Random(seed)
    rows: list[list[object]] = []
    for number in range(60):
        phone = dice.choice(["", "", f"8 916 000-00-{dice.randrange(12):02}", "нет телефона"])
        mail = dice.choice(["", "", f"k{dice.randrange(6)}@mail.ru"])
        name = dice.choice(["", *NAMES])
        rows.append([number, name, "", phone, mail, dice.choice(CITIES)])
    return rows


@pytest.mark.parametrize("seed", range(4))
def test_the_numbers_before_are_the_numbers_after(crm: Crm, tmp_path: Path, seed: int) -> None:
    crm.do(clients.add, a_client("Анна", city="Тула"))
    crm.do(clients.add, a_client("Борис", "8 916 000-00-03"))
    preview = looked_at(crm, tmp_path, some_rows(seed))
    for mode, on_match, on_repeat in itertools.product(Mode, OnMatch, OnRepeat):
        plan = replace(preview.plan, mode=mode, on_match=on_match, on_repeat=on_repeat)
        expected = crm.ask(import_queries.judged, preview, plan).tally
        done = crm.do(imports.clients, plan)
        assert done.value.tally == expected, (mode, on_match, on_repeat)
        assert expected.rows == done.value.read
        # The same list once more, on top of what it brought.
        again = crm.ask(import_queries.judged, preview, plan).tally
        once_more = crm.do(imports.clients, plan)
        assert once_more.value.tally == again, (mode, on_match, on_repeat)
        if mode is Mode.UPSERT and on_repeat is OnRepeat.SKIP:
            assert again.created == 0
        crm.undo(once_more.operation) if once_more.operation else None
        crm.undo(done.operation) if done.operation else None


def test_the_same_file_twice_doubles_nobody_and_says_so(crm: Crm, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [1, "Анна", "", "8 916 000-00-01", "", "Тула"],
        [2, "Борис", "", "", "", "Орёл"],
        [3, "Вера", "", "нет телефона", "", ""],
        [4, "", "", "", "", "Курск"],
    ]
    first = looked_at(crm, tmp_path, rows)
    assert first.tally == Tally(created=3, failed=1)
    assert first.before == ()
    done = crm.do(imports.clients, first.plan)
    (tmp_path / "клиенты.xlsx").rename(tmp_path / "старые клиенты.xlsx")
    second = looked_at(crm, tmp_path, rows)
    assert second.tally == Tally(skipped=3, failed=1)
    assert [run.operation for run in second.before] == [done.operation]
    assert [(fault.code, fault.text) for fault in second.reasons] == [
        (ROW_KNOWN, "Анна"),
        (ROW_REPEATED, "Борис"),
        (ROW_REPEATED, "Вера"),
    ]
    there = crm.ask(import_rows.shown, second.plan, second.judged.rows[Verdict.PRESENT])
    assert {row.cells[1] for row in there.values()} == {"Анна", "Борис", "Вера"}
    crm.do(imports.clients, second.plan)
    assert crm.ask(client_queries.count) == 3
    as_new = crm.do(imports.clients, replace(second.plan, on_repeat=OnRepeat.LOAD)).value
    assert as_new.tally == Tally(created=2, skipped=1, failed=1)


def test_a_row_of_a_name_that_says_something_else_is_somebody_new(crm: Crm, tmp_path: Path) -> None:
    crm.do(clients.add, a_client("Борис", city="Орёл"))
    preview = looked_at(
        crm,
        tmp_path,
        [
            [1, "Борис", "", "", "", "Тула"],
            [2, "борис", "", "", "", ""],
            [3, "Анна", "", "", "", ""],
        ],
    )
    assert preview.tally == Tally(created=2, skipped=1)
    assert [fault.row for fault in preview.reasons] == [5]


def test_two_of_one_name_in_a_new_list_are_two(crm: Crm, tmp_path: Path) -> None:
    rows: list[list[object]] = [[1, "Анна", "", "", "", "Тула"], [2, "Анна", "", "", "", "Тула"]]
    preview = looked_at(crm, tmp_path, rows)
    assert preview.tally == Tally(created=2)
    assert crm.do(imports.clients, preview.plan).value.tally == Tally(created=2)


def test_how_a_row_fares_is_told_by_its_number() -> None:
    rows = {Verdict.NEW: [3, 9], Verdict.PRESENT: [1], Verdict.FAILED: [4]}
    judged = Judged(rows)
    assert list(judged.numbers()) == [1, 3, 4, 9]
    told = {number: judged.verdict(number) for number in (-1, 0, *judged.numbers(), 10)}
    assert told == {
        -1: None, 0: None, 1: Verdict.PRESENT, 3: Verdict.NEW, 4: Verdict.FAILED, 9: Verdict.NEW,
        10: None,
    }  # fmt: skip
    assert list(Judged().numbers()) == []
    assert Judged().verdict(0) is None
