"""A client's contact rhythm: set by name, for many, by a list; told in the story; taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from crm_desktop.commands import client_bulk, client_fields, clients, imports
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.client_parts import Terms
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rhythm import NOT_A_RHYTHM
from crm_desktop.exports.lists import clients_to_file
from crm_desktop.queries import client_bulk as bulk_queries
from crm_desktop.queries import client_changes
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import imports as import_queries
from crm_desktop.words import set_language
from tests.fixtures import a_client


def rhythm_of(crm: Crm, client: int) -> int | None:
    return crm.ask(client_queries.card, client).rhythm_days


def test_set_by_name_told_in_the_story_and_brought_back(crm: Crm) -> None:
    client = crm.do(clients.add, ClientDraft("Анна", terms=Terms(rhythm_days=30))).value
    crm.do(client_fields.set_fields, client, {"rhythm_days": "две недели"})
    change = crm.ask(client_changes.changes, client)[0]
    assert (change.field, change.old, change.new) == ("rhythm_days", "30", "14")
    crm.do(client_fields.set_fields, client, {"city": "Тула"})
    assert rhythm_of(crm, client) == 14, "other fields leave it alone"
    crm.do(client_fields.set_fields, client, {"rhythm_days": ""})
    assert rhythm_of(crm, client) is None
    crm.do(client_fields.set_back, client, change.row, "rhythm_days")
    assert rhythm_of(crm, client) == 30
    with pytest.raises(Refused) as refused:
        crm.do(client_fields.set_fields, client, {"rhythm_days": "иногда"})
    assert refused.value.problems[0].code == NOT_A_RHYTHM


def test_for_many_and_only_where_there_is_none(crm: Crm) -> None:
    ids = tuple(crm.do(clients.add, a_client(name)).value for name in ("Анна", "Борис", "Вера"))
    crm.do(client_fields.set_fields, ids[0], {"rhythm_days": "7"})
    crm.do(client_fields.set_fields, ids[1], {"rhythm_days": "раз в месяц"})
    change = BulkChange(BulkAction.SET, "rhythm_days", "раз в месяц", only_empty=True)
    found = crm.ask(bulk_queries.preview, Scope(ids=ids), change)
    assert (found.changed, found.already, found.kept) == (1, 1, 1)
    assert (found.examples[0].old, found.examples[0].new) == ("", "30")
    crm.do(client_bulk.set_field, Scope(ids=ids), change, 3)
    assert [rhythm_of(crm, one) for one in ids] == [7, 30, 30]
    crm.do(client_bulk.set_field, Scope(ids=ids), BulkChange(BulkAction.SET, "rhythm_days"), 3)
    assert [rhythm_of(crm, one) for one in ids] == [None, None, None]
    crm.undo()
    assert [rhythm_of(crm, one) for one in ids] == [7, 30, 30]


def test_a_list_brings_it_fills_it_and_gets_it_back(crm: Crm, tmp_path: Path) -> None:
    known = crm.do(clients.add, a_client("Борис", "8 916 000-00-02")).value
    source = tmp_path / "ритм.xlsx"
    with xlsxwriter.Workbook(str(source)) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(
            [
                ["Имя", "Телефон", "Ритм"],
                ["Анна", "8 916 000-00-01", "раз в две недели"],
                ["Борис", "8 916 000-00-02", 45],
                ["Вера", "8 916 000-00-03", "когда как"],
            ]
        ):
            sheet.write_row(line, 0, row)
    staged = crm.ask(import_queries.stage_file, str(source), str(tmp_path / "staging"))
    plan = crm.ask(import_queries.preview, staged, source.name).plan
    assert plan.fields[2] == "rhythm_days"
    done = crm.do(imports.clients, plan).value
    assert (done.created, done.updated) == (2, 1)
    cards = {one.name: one for one in crm.ask(client_queries.dump)}
    assert {name: one.rhythm_days for name, one in cards.items()} == {
        "Анна": 14, "Борис": 45, "Вера": None,
    }  # fmt: skip
    assert rhythm_of(crm, known) == 45
    assert "когда как" in cards["Вера"].comment, "what is no rhythm is not lost"
    set_language("ru")
    target = tmp_path / "клиенты.xlsx"
    crm.export(clients_to_file, target, "ru")
    rows = list(openpyxl.load_workbook(target).active.values)
    column = next(i for i, title in enumerate(rows[0]) if title == "Ритм контактов")
    assert {row[0]: row[column] for row in rows[1:]}["Борис"] == "раз в 45 дней"
