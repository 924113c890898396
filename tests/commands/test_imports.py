"""A list in and out again: every row accounted for, nothing half done, all of it taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from crm_desktop.commands import activities, clients, imports
from crm_desktop.commands.imports import ImportResult
from crm_desktop.crm import Crm
from crm_desktop.domain.importing import text_of
from crm_desktop.domain.problems import Cancelled
from crm_desktop.files.staged import open_staged
from crm_desktop.files.understood import kept
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import history, import_runs, search
from tests.fixtures import a_client
from tests.import_plans import many_rows, plan_of
from tests.tables import derived, dump


def adds_up(result: ImportResult) -> bool:
    parts = result.created + result.updated + result.skipped + result.failed
    return result.read == parts


def test_an_ugly_list_goes_in(crm: Crm, tmp_path: Path) -> None:
    result = crm.do(imports.clients, plan_of(crm, tmp_path)).value
    assert (result.read, result.created, result.failed) == (6, 6, 0)
    assert adds_up(result)
    cards = {c.name: c for c in crm.ask(client_queries.dump)}
    assert [p.normal for p in cards["ООО «Ёлки»"].points[:2]] == ["+79161234567", "+74951234567"]
    assert cards["ООО «Ёлки»"].contacts[0].name == "Семёнова Наталья"
    assert cards["ИП Иванов И. И."].points[0].normal == "+79161234568"
    assert cards["ИП Иванов И. И."].kind == "sole_trader"
    assert cards["Сидоров"].points[0].normal is None
    assert cards["Сидоров"].points[0].value == "123-45-67"
    assert [h.title for h in crm.ask(search.everything, "4567")] == ["ООО «Ёлки»"]
    assert cards["Кузнецов Пётр"].kind == "person"
    assert crm.database.check() == []


def test_ten_thousand_rows_and_back(crm: Crm, tmp_path: Path) -> None:
    plan = plan_of(crm, tmp_path, many_rows(10_000))
    before, before_derived = dump(crm), derived(crm)
    done = crm.do(imports.clients, plan)
    assert (done.value.read, adds_up(done.value)) == (10_000, True)
    crm.undo(done.operation)
    assert dump(crm) == before
    assert derived(crm) == before_derived


@pytest.mark.parametrize("place", [0, 700, 2_300])
def test_a_row_of_nobody_disturbs_no_other(crm: Crm, tmp_path: Path, place: int) -> None:
    rows = many_rows(2_500)
    rows.insert(place, ["", "", "", "", "", "Тула", "32.13.2024"])
    result = crm.do(imports.clients, plan_of(crm, tmp_path, rows)).value
    assert (result.read, result.created, result.failed) == (2_501, 2_500, 1)
    cards = crm.ask(client_queries.dump)
    assert all(len(card.points) == 2 for card in cards)
    _headers, failed = crm.ask(import_runs.failed_rows, result.run_id)
    assert [(row.number, len(row.faults)) for row in failed] == [(place + 4, 2)]
    assert crm.database.check() == []


def test_what_the_preview_understood_is_what_is_written(crm: Crm, tmp_path: Path) -> None:
    plan = plan_of(crm, tmp_path)
    with open_staged(Path(plan.staging)) as staged:
        ready = kept(staged, plan.mark())
        assert ready is not None
        with closing(sqlite3.connect(ready.parts[0])) as part:
            part.execute("UPDATE client SET city = 'Вологда'")
            part.commit()
    crm.do(imports.clients, plan)
    assert {c.city for c in crm.ask(client_queries.dump)} == {"Вологда"}


def test_without_what_was_understood_the_run_understands_the_same(crm: Crm, tmp_path: Path) -> None:
    plan = plan_of(crm, tmp_path)
    done = crm.do(imports.clients, plan)
    cards = _contents(crm)
    crm.undo(done.operation)
    with open_staged(Path(plan.staging)) as staged:
        staged.note("kept", "")
    crm.do(imports.clients, plan)
    assert _contents(crm) == cards


def _contents(crm: Crm) -> list[object]:
    """All cards without what is given anew each time."""
    return [
        replace(
            card,
            id=0,
            created_at="",
            points=tuple(replace(p, id=0) for p in card.points),
            contacts=tuple(replace(c, id=0) for c in card.contacts),
        )
        for card in crm.ask(client_queries.dump)
    ]


def test_a_plan_that_was_changed_is_understood_anew(crm: Crm, tmp_path: Path) -> None:
    crm.do(imports.clients, replace(plan_of(crm, tmp_path), tag="выставка"))
    assert {c.tags for c in crm.ask(client_queries.dump)} == {("выставка",)}


def test_a_second_import_of_the_same_list_adds_nobody(crm: Crm, tmp_path: Path) -> None:
    plan = plan_of(crm, tmp_path)
    first = crm.do(imports.clients, plan)
    second = crm.do(imports.clients, plan)
    assert (second.value.created, adds_up(second.value)) == (0, True)
    assert [fault.text for fault in second.value.repeats] == ["Только имя"]
    found = {c.name: c.id for c in crm.ask(client_queries.dump)}
    crm.do(activities.add_note, found["Кузнецов Пётр"], "позвонить")
    card = crm.ask(client_queries.card, found["Петрова Анна"])
    crm.do(clients.edit, card.id, a_client(card.name, card.points[0].value, city="Москва"))
    undone = crm.undo(first.operation).value
    kept = {k.name for k in crm.ask(history.named, undone.kept) if k.table == "client"}
    assert {"Кузнецов Пётр", "Петрова Анна"} <= kept
    left = {c.name for c in crm.ask(client_queries.dump)}
    assert left == {"Кузнецов Пётр", "Петрова Анна"}
    assert crm.database.check() == []


def test_cancelling_leaves_nothing(crm: Crm, tmp_path: Path) -> None:
    plan = plan_of(crm, tmp_path, many_rows(3_000))
    before = dump(crm)

    def stop(done: int, total: int) -> None:
        if done >= 1_500:
            raise Cancelled

    with pytest.raises(Cancelled):
        crm.do_watched(stop, imports.clients, plan)
    assert dump(crm) == before
    assert all(o.name != "client.import" for o in crm.ask(history.operations_log))


def test_rows_with_doubts_are_kept_as_they_stood(crm: Crm, tmp_path: Path) -> None:
    """Those of new clients are copied from the parts, the others are read from the list."""
    rows: list[list[object]] = [
        [1, "Анна", "", 'нет \\u001f "телефона"', "a@mail.ru", "Тула", 45000.5],
        [2.5, "Борис", "", "8 916 000-00-02", "почта", "Орёл", "вчера", "лишнее"],
        [3, "Вера", "", "8 916 000-00-02", "b@", "", "не помню"],
        [4, "", "", "", "", "Курск"],
        [True, "Глеб", "", "8 916 000-00-04", "", "Курск", "потом"],
        [6, "Дарья", "", "8 916 000-00-06", "d@mail.ru", "Курск"],
    ]
    plan = plan_of(crm, tmp_path, rows)
    plan = replace(plan, edits={(plan.first_row + 5, 3): "звонить Ёлкиной"})
    result = crm.do(imports.clients, plan).value
    faults: dict[int, list[tuple[int, str, str]]] = {}
    for fault in result.faults:
        faults.setdefault(fault.row, []).append((fault.column, fault.code, fault.text))
    with open_staged(Path(plan.staging)) as staged:
        stood = {
            number: tuple(map(text_of, plan.corrected(number, cells)[: len(plan.headers)]))
            for number, cells in staged.rows_at(plan.sheet, sorted(faults))
        }
    _heads, kept_rows = crm.ask(import_runs.failed_rows, result.run_id)
    assert {row.number: row.cells for row in kept_rows} == stood
    assert {row.number: sorted(row.faults) for row in kept_rows} == {
        row: sorted(told) for row, told in faults.items()
    }
    assert [row.number - plan.first_row for row in kept_rows] == [0, 1, 2, 3, 4, 5]
    with crm.database.read() as connection:
        sql = "SELECT r.number, c.name FROM import_row r LEFT JOIN client c ON c.id = r.client"
        became = [name for _row, name in sorted(connection.exec_driver_sql(sql))]
    assert became == [
        "Анна", "Борис", "Борис", None, "Глеб", "Дарья",
    ]  # fmt: skip


def test_a_copy_is_made_before(crm: Crm, tmp_path: Path) -> None:
    crm.do(clients.add, a_client("Прежний"))
    crm.do(imports.clients, plan_of(crm, tmp_path))
    copies = list((crm.database.folder / "backups").glob("*.db"))
    assert len(copies) == 1
