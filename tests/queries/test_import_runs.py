"""Past imports as the owner asks about them: what came in, what was touched, what would go."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from crm_desktop.commands import activities, clients, imports
from crm_desktop.commands import deals as deal_commands
from crm_desktop.crm import Crm
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.imports import taken_back_until
from crm_desktop.domain.problems import Refused
from crm_desktop.exports.imports import failed_rows
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import history, import_runs
from tests.fixtures import a_client
from tests.import_plans import ROWS, plan_of
from tests.tables import dump

WITH_FAULTS: list[list[object]] = [*ROWS, [7, "", "", "", "", "Тула"]]


def test_a_past_import_tells_how_it_went_and_what_was_touched(crm: Crm, tmp_path: Path) -> None:
    crm.do(clients.add, a_client("Прежний"))
    done = crm.do(imports.clients, plan_of(crm, tmp_path, WITH_FAULTS))
    run = crm.ask(import_runs.past)[0]
    assert (run.file_name, run.operation) == ("клиенты.xlsx", done.operation)
    assert (run.read, run.created, run.updated, run.skipped, run.failed) == (7, 6, 0, 0, 1)
    assert (run.touched, run.faulty) == (0, 2)
    found = {c.name: c.id for c in crm.ask(client_queries.dump)}
    crm.do(activities.add_note, found["Кузнецов Пётр"], "позвонить")
    crm.do(deal_commands.add, DealDraft(title="Окна", client_id=found["ООО «Ёлки»"]))
    crm.do(activities.add_note, found["Прежний"], "не из списка")
    crm.do(clients.edit, found["Петрова Анна"], a_client("Петрова Анна", city="Москва"))
    assert crm.ask(import_runs.past)[0].touched == 3
    crm.undo()
    assert crm.ask(import_runs.past)[0].touched == 2


def test_what_would_go_is_what_goes(crm: Crm, tmp_path: Path) -> None:
    done = crm.do(imports.clients, plan_of(crm, tmp_path, WITH_FAULTS))
    assert done.operation is not None
    found = {c.name: c.id for c in crm.ask(client_queries.dump)}
    crm.do(activities.add_note, found["Кузнецов Пётр"], "позвонить")
    before = dump(crm)
    foreseen = crm.foresee_undo(done.operation)
    assert dump(crm) == before
    assert (foreseen.goes["client"], foreseen.comes_back) == (5, {})
    undone = crm.undo(done.operation).value
    assert undone.kept == foreseen.kept
    assert undone.restored == sum(foreseen.goes.values())
    assert next(k.name for k in crm.ask(history.named, foreseen.kept)) == "Кузнецов Пётр"
    assert crm.ask(import_runs.past) == []
    with pytest.raises(Refused):
        crm.foresee_undo(done.operation)


def test_failed_rows_come_back_after_the_file_is_gone(crm: Crm, tmp_path: Path) -> None:
    plan = plan_of(crm, tmp_path, WITH_FAULTS)
    crm.do(imports.clients, plan)
    Path(plan.staging).unlink()
    (tmp_path / "клиенты.xlsx").unlink()
    run = crm.ask(import_runs.past)[0]
    target = crm.export(failed_rows, run.id, tmp_path / "строки.xlsx")
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("№", "Наименование")
    assert [(row[1] or "", row[5], row[7]) for row in rows[1:]] == [
        ("Сидоров", "Курск", "9"),
        ("", "Тула", "11"),
    ]
    assert all(row[8] for row in rows[1:])
    with pytest.raises(Refused):
        crm.export(failed_rows, run.id, tmp_path / "строки.xlsx")


def test_the_same_list_is_known_again_under_another_name(crm: Crm, tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    crm.do(imports.clients, plan_of(crm, first))
    crm.do(imports.clients, plan_of(crm, second))
    one, other = crm.ask(import_runs.past)
    assert one.read == other.read
    with crm.database.read() as connection:
        marks = connection.exec_driver_sql("SELECT DISTINCT fingerprint FROM import_run").all()
    assert len(marks) == 1
    assert len(crm.ask(import_runs.loaded_before, marks[0][0])) == 2
    assert crm.ask(import_runs.loaded_before, "") == []


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-25T10:00:00Z", date(2028, 11, 25)),
        ("2028-02-29T10:00:00Z", date(2030, 2, 28)),
        ("2026-12-31T10:00:00Z", date(2028, 12, 31)),
    ],
)
def test_until_when(at: str, until: date) -> None:
    assert taken_back_until(at) == until
