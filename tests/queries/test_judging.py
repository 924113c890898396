"""Whom the rows of a list mean: judged once for preview and run, and anew when anything moved."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.commands import activities, clients, imports
from crm_desktop.crm import Crm
from crm_desktop.domain.changes import Changes
from crm_desktop.domain.importing import Cell
from crm_desktop.domain.imports import MATCH_KEYS, ImportPlan, Mode, OnMatch, OnRepeat
from crm_desktop.domain.problems import Cancelled
from crm_desktop.domain.text import fold
from crm_desktop.files.staged import connect, open_staged
from crm_desktop.files.understood import Reading, Understood, understand_rows
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import imports as import_queries
from crm_desktop.queries import judging
from crm_desktop.queries.judging import Judgement
from crm_desktop.queries.read import no_step
from crm_desktop.queries.untaken import peopled
from tests.fixtures import a_client
from tests.import_plans import plan_of
from tests.tables import contents

FIELDS = (
    "external_id",
    "company_name",
    "contact_name",
    "phone",
    "email",
    "inn",
    "kpp",
    "ogrn",
    "city",
)
INNS = (*[""] * 12, "7707083893", "7736050003")


def some_rows(dice: random.Random, count: int) -> list[list[Cell]]:
    """Doubles, cells with several phones, rows of nobody, of a name alone, inside a firm."""
    rows: list[list[Cell]] = []
    for _ in range(count):
        phones = [
            f"+7 916 000-0{dice.randrange(300):03}" for _ in range(dice.choice([0, 1, 1, 1, 2]))
        ]
        firm = dice.choice(["", *(f"ООО «Мир {n}»" for n in range(60))])
        rows.append(
            [
                dice.choice(["", "", "", f"К-{dice.randrange(400)}"]),
                firm,
                dice.choice(["", "Пётр", "Анна"]) if firm or dice.randrange(8) else "",
                ", ".join(phones),
                dice.choice(["", "", f"k{dice.randrange(200)}@mail.ru"]),
                dice.choice(INNS) if firm else "",
                dice.choice(["", "770701001", "770701002"]) if firm else "",
                dice.choice([*[""] * 12, "1027700132195"]) if firm else "",
                dice.choice(["", "Тула", "Орёл"]),
            ]
        )
    return rows


def understood(folder: Path, rows: list[list[Cell]]) -> Understood:
    """The rows in two parts."""
    reading = Reading(0, 0, len(rows) - 1, FIELDS, FIELDS, {})
    parts = [folder / f"{number}.part" for number in range(2)]
    half = len(rows) // 2
    for part, chosen in zip(parts, (range(half), range(half, len(rows))), strict=True):
        part.unlink(missing_ok=True)
        understand_rows(reading, ((number, rows[number]) for number in chosen), part)
    return Understood(parts)


@pytest.mark.parametrize(
    "match",
    [MATCH_KEYS, ("phone",), ("name", "email"), ("inn+kpp", "phone"), ("ogrn", "phone"), ()],
    ids=str,
)
def test_rows_judged_at_once_are_judged_as_one_by_one(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, match: tuple[str, ...]
) -> None:
    dice = random.Random(repr(match))
    crm.do(clients.add, a_client("Пётр", "+7 916 000-0003"))
    crm.do(clients.add, a_client("Анна", city="Тула"))
    crm.do(clients.add, a_client("ООО «Мир 1»"))
    at_once = met = 0
    for mode, on_repeat in itertools.product(Mode, OnRepeat):
        rows = some_rows(dice, 120)
        ready = understood(tmp_path, rows)
        plan = ImportPlan(
            "", "", 0, "", FIELDS, FIELDS, 2, 117, 116, frozenset(dice.sample(range(120), 5)),
            mode=mode, match=match, on_repeat=on_repeat,
            meets=dict.fromkeys(dice.sample(range(10, 110), dice.randrange(3)), 1),
        )  # fmt: skip
        asked = 0

        def near(one: Any, step: Any, found: Any = judging._Judging.near) -> Any:
            nonlocal asked
            every, some = found(one, step)
            asked = len(some)
            return every, set(every)

        with crm.database.read() as connection:
            found = judging.judge(connection, plan, ready, lambda _done, _total: None)
            with monkeypatch.context() as patched:
                patched.setattr(judging._Judging, "near", near)
                plainly = judging.judge(connection, plan, ready, lambda _done, _total: None)
        assert found == plainly, (mode, on_repeat)
        assert Judgement.unpacked(found.packed()) == found
        at_once += found.rows - asked
        met += len(found.met)
    assert at_once > 20 or any("+" in key for key in match)
    assert met > 20 or not match


def test_firms_with_several_people_inside_are_known_also_after_corrections(
    crm: Crm, tmp_path: Path
) -> None:
    dice = random.Random(5)
    rows: list[list[object]] = [
        [
            number,
            f"ООО «Мир {dice.randrange(12)}»",
            dice.choice(["", "Олег Орлов", "олег орлов", "Яна Белова", "Олег  Орлов"]),
            f"8 916 000-00-{number:02}",
        ]
        for number in range(24)
    ]
    plan = plan_of(crm, tmp_path, rows)
    edits: dict[tuple[int, int], str] = {}
    seen = set()
    for _ in range(12):
        ready = import_queries.understood(replace(plan, edits=dict(edits)), no_step)
        everybody: dict[str, set[str]] = {}
        for part in ready.parts:
            with closing(connect(part)) as connection:
                for firm, person in connection.execute(
                    "SELECT s.firm, c.inside FROM seen s JOIN client c ON c.id = s.client "
                    "WHERE c.contact IS NOT NULL AND s.firm != ''"
                ):
                    everybody.setdefault(firm, set()).add(fold(person))
        several = {firm for firm, people in everybody.items() if len(people) > 1}
        assert peopled(ready.people()) == several
        seen.add(frozenset(several))
        edits[dice.randrange(plan.first_row, plan.last_row), dice.choice([1, 2])] = dice.choice(
            ["ООО «Мир 3»", "ООО «Мир 5»", "Пётр Чужой", ""]
        )
        if len(edits) == 4:
            del edits[min(edits)]
    assert len(seen) > 1


# -- the run takes it over -------------------------------------------------------------------


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[ImportPlan]:
    """The plans that were judged anew."""
    plans: list[ImportPlan] = []

    def judge(connection: Any, plan: ImportPlan, *rest: Any) -> Judgement:
        plans.append(plan)
        return plainly(connection, plan, *rest)

    plainly = judging.judge
    monkeypatch.setattr(judging, "judge", judge)
    return plans


def a_list(dice: random.Random, count: int) -> list[list[object]]:
    """Rows for `plan_of`: doubles of each other and of those who are there, persons of firms."""
    return [
        [
            number,
            dice.choice(["", "Анна", "Борис", "ООО «Ёлки»", "ООО «Мир»", "ООО «Мир»"]),
            dice.choice(["", "", "Олег", "Яна"]),
            dice.choice(["", "", f"8 916 000-00-{dice.randrange(16):02}", "нет телефона"]),
            dice.choice(["", "", f"k{dice.randrange(8)}@mail.ru"]),
            dice.choice(["", "Тула", "Орёл"]),
        ]
        for number in range(count)
    ]


@pytest.fixture
def twin(template: Path, tmp_path: Path) -> Iterator[Crm]:
    """A second base that begins like the first."""
    folder = tmp_path / "twin"
    shutil.copytree(template, folder)
    opened = Crm(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize("seed", range(2))
def test_what_was_judged_before_brings_what_is_judged_anew(
    crm: Crm, twin: Crm, tmp_path: Path, judged: list[ImportPlan], seed: int
) -> None:
    dice = random.Random(seed)
    for one in (crm, twin):
        one.do(clients.add, a_client("Анна", city="Тула"))
        one.do(clients.add, a_client("Борис", "8 916 000-00-03"))
        one.do(clients.add, a_client("ООО «Ёлки»", "8 916 000-00-04", city="Орёл"))
    plan = plan_of(crm, tmp_path, a_list(dice, 60))
    preview = crm.ask(import_queries.preview, plan.staging, plan.file_name)
    choices = list(itertools.product(Mode, OnMatch, OnRepeat))
    for mode, on_match, on_repeat in dice.sample(choices, 5):
        some = dice.sample(range(plan.first_row, plan.last_row), 4)
        chosen = replace(
            plan,
            mode=mode,
            on_match=on_match,
            on_repeat=on_repeat,
            match=dice.choice([MATCH_KEYS, ("email", "phone"), ("name",), ("name+city", "phone")]),
            meets={some[0]: 1} if dice.randrange(2) else {},
            decisions={some[1]: OnMatch.FILL, some[2]: OnMatch.OVERWRITE},
            edits={(some[3], 3): "8 916 000-00-01"} if dice.randrange(2) else {},
        )
        expected = crm.ask(import_queries.judged, preview, chosen)
        judged.clear()
        done = crm.do(imports.clients, chosen)
        assert judged == []
        with open_staged(Path(plan.staging)) as staged:
            staged.note("judged", "")
        anew = twin.do(imports.clients, chosen)
        assert judged == [chosen]
        assert contents(crm) == contents(twin), (mode, on_match, on_repeat)
        assert done.value == anew.value
        assert done.value.tally == expected.tally
        for one, what in ((crm, done), (twin, anew)):
            assert what.operation is None or one.undo(what.operation)


CHANGES: dict[str, Callable[[Crm], object]] = {
    "a new client": lambda crm: crm.do(clients.add, a_client("Пётр", "8 916 123-45-69")),
    "another phone": lambda crm: crm.do(clients.edit, 1, a_client("Яна", "8 916 123-45-69")),
    "to the bin": lambda crm: crm.do(clients.delete, 1),
    "taken back": lambda crm: crm.undo(),
    "a note": lambda crm: crm.do(activities.add_note, 1, "позвонить"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_any_change_of_the_base_it_is_judged_anew(
    crm: Crm, tmp_path: Path, judged: list[ImportPlan], change: Callable[[Crm], object]
) -> None:
    crm.do(clients.add, a_client("Яна", "8 916 123-45-67"))
    plan = plan_of(crm, tmp_path)
    preview = crm.ask(import_queries.preview, plan.staging, plan.file_name)
    change(crm)
    judged.clear()
    result = crm.do(imports.clients, plan).value
    assert judged == [plan]
    crm.undo()
    assert crm.ask(import_queries.judged, preview, plan).tally == result.tally


def test_another_process_writes_between_preview_and_run(
    crm: Crm, base: Path, tmp_path: Path, judged: list[ImportPlan]
) -> None:
    plan = plan_of(crm, tmp_path)
    other = Crm(base)
    other.do(clients.add, a_client("Пётр", "8 916 123-45-69"))
    other.close()
    judged.clear()
    result = crm.do(imports.clients, plan).value
    assert (judged, result.created) == ([plan], 5)
    assert crm.ask(client_queries.count) == 6


def test_what_else_is_judged_anew_and_what_is_not(
    crm: Crm, tmp_path: Path, judged: list[ImportPlan]
) -> None:
    plan = plan_of(crm, tmp_path)
    preview = crm.ask(import_queries.preview, plan.staging, plan.file_name)
    row = plan.first_row

    def is_judged(chosen: ImportPlan) -> bool:
        crm.ask(import_queries.judged, preview, plan)
        judged.clear()
        crm.ask(import_queries.judged, preview, chosen)
        return bool(judged)

    for one in (
        replace(plan, mode=Mode.UPDATE),
        replace(plan, match=("phone",)),
        replace(plan, on_repeat=OnRepeat.LOAD),
        replace(plan, edits={(row, 3): "8 916 000-00-01"}),
        replace(plan, skip_rows=frozenset({row})),
    ):
        assert is_judged(one)
    for one in (
        plan,
        replace(plan, on_match=OnMatch.OVERWRITE),
        replace(plan, on_match=OnMatch.ASK, decisions={row: OnMatch.FILL}),
        replace(plan, profile="Выставка", owner=1),
    ):
        assert not is_judged(one)
    # A correction that was taken back has been read anew, too.
    crm.ask(import_queries.judged, preview, replace(plan, edits={(row, 3): "8 916 000-00-02"}))
    judged.clear()
    crm.do(imports.clients, plan)
    assert judged == [plan]


def test_a_run_that_was_stopped_leaves_what_was_judged(
    crm: Crm, tmp_path: Path, judged: list[ImportPlan]
) -> None:
    plan = plan_of(crm, tmp_path)
    judged.clear()

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        crm.do_watched(stop, imports.clients, plan)
    done = crm.do(imports.clients, plan)
    assert (judged, done.value.created) == ([], 6)
    assert done.changes != Changes()
