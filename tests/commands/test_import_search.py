"""The search index after an import is the one that the base's rows alone would make."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from crm_desktop.commands import imports
from crm_desktop.crm import Crm
from crm_desktop.db import search
from crm_desktop.domain.imports import Mode
from crm_desktop.domain.problems import Cancelled
from crm_desktop.queries import search as questions
from tests.import_plans import many_rows, plan_of
from tests.tables import derived

_ODD = (
    "ООО «Ёлки»", "  ИП  Ёжиков\u00a0Й. ", "Кафе́ Straße", "İstanbul", "д\u0438\u0306ван",
    "Семёнова\u200b Наталья", "А\tБ", "x" * 200, "№ 5/7", "nobody",
)  # fmt: skip


def _rows(count: int) -> list[list[object]]:
    """Odd names, persons inside, several phones; some rows bring more of the same client."""
    made = random.Random(4)
    rows: list[list[object]] = []
    for number in range(count):
        phones = [f"8 9{made.randrange(100):02} 000 00-{made.randrange(60):02}" for _ in range(2)]
        rows.append(
            [
                number + 1,
                f"{made.choice(_ODD)} {made.choice(_ODD)} {made.randrange(40)}",
                made.choice(["", *_ODD]),
                ", ".join(phones[: made.randrange(3)]),
                made.choice(["", f"K{made.randrange(80)}@Mail.RU", "нет", "почта @ дом . рф"]),
                made.choice(["", "Орёл", "Набережные  Челны"]),
            ]
        )
    return rows


def _anew(crm: Crm) -> dict[str, list[tuple[object, ...]]]:
    with crm.database.write() as connection:
        search.rebuild(connection)
    return derived(crm)


def test_keys_made_beforehand_are_those_of_the_base(crm: Crm, tmp_path: Path) -> None:
    result = crm.do(imports.clients, plan_of(crm, tmp_path, _rows(400))).value
    assert result.created > 100
    assert result.updated > 20, "no row brought more of a client of the same list"
    assert derived(crm) == _anew(crm)
    assert crm.database.check() == []


def test_a_list_that_only_fills_leaves_the_index_right(crm: Crm, tmp_path: Path) -> None:
    crm.do(imports.clients, plan_of(crm, tmp_path, many_rows(30)))
    more = [[*row[:3], f"{row[3]}, 8 495 111-22-{row[0]:02}", *row[4:]] for row in many_rows(20)]
    plan = plan_of(crm, tmp_path, more)
    result = crm.do(imports.clients, replace(plan, mode=Mode.UPDATE)).value
    assert (result.created, result.updated) == (0, 20)
    assert [hit.title for hit in crm.ask(questions.everything, "1112207")] == ["Клиент 7"]
    assert derived(crm) == _anew(crm)


def test_an_import_that_was_stopped_leaves_no_keys_for_the_next(crm: Crm, tmp_path: Path) -> None:
    plan = plan_of(crm, tmp_path, many_rows(30))

    def stop_at_the_end(done: int, total: int) -> None:
        if done and done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        crm.do_watched(stop_at_the_end, imports.clients, plan)
    others = [[*row[:1], f"Иная {row[0]}", *row[2:]] for row in many_rows(30)]
    crm.do(imports.clients, plan_of(crm, tmp_path, others))
    crm.do(imports.clients, replace(plan, mode=Mode.CREATE))
    assert derived(crm) == _anew(crm)
    crm.undo()
    crm.redo()
    crm.undo()
    assert derived(crm) == _anew(crm)
    assert crm.database.check() == []
