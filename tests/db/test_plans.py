"""How SQLite goes about it: no table that grows is walked where an index is meant.

Without statistics a plan depends on the schema alone, so a small base shows what a large one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from crm_desktop.commands import activities, clients, deals, imports, tasks
from crm_desktop.crm import Crm
from crm_desktop.db.engine import attach, driver
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import activities as activity_queries
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import documents as document_queries
from crm_desktop.queries import search, timeline, today
from crm_desktop.queries import tasks as task_queries
from crm_desktop.queries.read import Read
from tests.fixtures import a_client
from tests.import_plans import many_rows, plan_of

SMALL = re.compile(
    r"SCAN (?:t|temp\.touched_\w+|hits|stage|pipeline|organisation|employee|setting|number_series|"
    r"numbering|custom_field|sqlite_sequence|[0-9]+-ROW VALUES CLAUSE|\w+_config|main\.\w+_config|\(subquery-\d+\)|CONSTANT ROW|"
    r"main\.journal USING INDEX ix_journal_range|part[0-9]+\.seen)$"
)
"""What may be walked: what an operation has touched, what a shop has a handful of, the ranges of
the journal, some hundred after the longest list, and the rows of a list that is coming in."""
TOO_WIDE = re.compile(
    r"ix_journal_tbl_pk(?! \(tbl=\? AND (?:pk=\?|pk>\? AND pk<\?)\))|ix_task_due|ix_document_date|\(deleted_at=\?\)$"
)
"""Indexes that lead to a good part of a table instead of the rows of one record."""


KNOWN = re.compile(
    r"SELECT (?:(?:client|merged_client)\.external_id|client\.inn|contact_point\.normal), "
    r"\w+\.(?:client_)?id\b"
    r"|SELECT id, at, name, first_row, last_row FROM operation WHERE .+ ORDER BY id DESC LIMIT 1"
)
"""An import reads once whom it could meet; the newest operation is the first of the walk."""


def plans(connection: Connection, seen: list[str]) -> dict[str, list[str]]:
    """The plan of each distinct question or change."""
    found: dict[str, list[str]] = {}
    for sql in dict.fromkeys(seen):
        if re.match(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b", sql) and "'main'." not in sql:
            rows = driver(connection).execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            found[sql] = [row[3] for row in rows]
    return found


def walks(steps: list[str]) -> list[str]:
    """Steps that walk a table which grows with the business."""
    return [
        step
        for step in steps
        if (step.startswith("SCAN") and "VIRTUAL TABLE" not in step and not SMALL.fullmatch(step))
        or TOO_WIDE.search(step)
    ]


def do_things(crm: Crm, folder: Path) -> None:
    """Every kind of small action, and an import."""
    one = crm.do(clients.add, a_client("Первый", "8 916 123-45-67")).value
    crm.do(activities.add_note, one, "Просила перезвонить")
    crm.do(clients.edit, one, a_client("Первая", "8 916 123-45-68", city="Тула"))
    deal = crm.do(deals.add, DealDraft(title="Окна", client_id=one, amount=100)).value
    stages = [stage.id for stage in crm.ask(deal_queries.stages)]
    crm.do(deals.move, deal, stages[1])
    task = crm.do(tasks.add, TaskDraft(title="Позвонить", client_id=one, deal_id=deal)).value
    crm.do(tasks.done, task)
    crm.do(imports.clients, plan_of(crm, folder, many_rows(60)))
    crm.do(clients.delete, one)


def test_a_change_walks_through_no_table(crm: Crm, tmp_path: Path) -> None:
    with crm.database.writer.connect() as connection:
        raw = driver(connection)
    seen: list[str] = []
    raw.set_trace_callback(seen.append)
    do_things(crm, tmp_path)
    raw.set_trace_callback(None)
    with crm.database.writer.connect() as connection:
        assert driver(connection) is raw
        (part,) = (tmp_path / "staging").glob("*.part")
        attach(connection, part, "part0")
        found = plans(connection, seen)
    assert len(found) > 60
    bad = {sql: walked for sql, steps in found.items() if (walked := walks(steps))}
    assert [(sql[:80], bad[sql]) for sql in bad if not KNOWN.match(sql)] == []


QUESTIONS: dict[str, tuple[Callable[[Read, int], object], str]] = {
    "rows of the list": (
        lambda read, i: client_queries.page(read, range(i, i + 50)),
        "INTEGER PRIMARY KEY",
    ),
    "cards": (lambda read, i: client_queries.cards(read, range(i, i + 50)), "INTEGER PRIMARY KEY"),
    "papers": (
        lambda read, i: document_queries.page(read, range(i, i + 50)),
        "INTEGER PRIMARY KEY",
    ),
    "card": (client_queries.card, "INTEGER PRIMARY KEY"),
    "story": (timeline.story, "ix_activity_client_at"),
    "next page of a story": (
        lambda read, i: timeline.story(read, i, before=("2026-01-01T00:00:00Z", 0, 0)),
        "ix_activity_client_at",
    ),
    "timeline": (activity_queries.timeline, "ix_activity_client_at"),
    "deals of one": (deal_queries.listing, "ix_deal_client_id"),
    "tasks of one": (lambda read, i: task_queries.listing(read, client_id=i), "ix_task_client_id"),
    "papers of one": (document_queries.listing, "ix_document_client_id"),
    "first of them": (
        lambda read, _: client_queries.skeleton(read, "клиент", most=5),
        "client_fts",
    ),
    "first of them with their lines": (
        lambda read, _: client_queries.skeleton(read, "клиент", most=5, shown=("name", "debt")),
        "client_fts",
    ),
    "clients found": (lambda read, _: client_queries.ids(read, "клиент 17"), "client_fts"),
    "all found": (lambda read, _: search.everything(read, "клиент 17"), "client_fts"),
}
"""What is asked of a few rows at every click or letter, and the index that it should be answered from."""


def test_the_day_finds_its_people_by_their_days(crm: Crm, tmp_path: Path) -> None:
    do_things(crm, tmp_path)
    seen: list[str] = []
    with crm.database.read() as connection:
        raw = driver(connection)
        raw.set_trace_callback(seen.append)
        today.day(Read(connection, crm.viewer), date(2026, 3, 1), "2026-02-28T21:00:00Z")
        raw.set_trace_callback(None)
        found = plans(connection, seen)
    steps = [step for some in found.values() for step in some]
    for index in (
        "ix_client_birthday", "ix_contact_birthday", "ix_client_date_day", "ix_activity_occasion",
        "ix_task_occasion", "ix_client_facts_touch_due",
    ):  # fmt: skip
        assert any(index in step for step in steps), (index, steps)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_finds_its_rows_by_an_index(crm: Crm, tmp_path: Path, name: str) -> None:
    do_things(crm, tmp_path)
    question, index = QUESTIONS[name]
    seen: list[str] = []
    with crm.database.read() as connection:
        raw = driver(connection)
        raw.set_trace_callback(seen.append)
        question(Read(connection, crm.viewer), 2)
        raw.set_trace_callback(None)
        found = plans(connection, seen)
    steps = [step for some in found.values() for step in some]
    assert any(index in step for step in steps), steps
    assert walks(steps) == []


def test_an_export_walks_by_its_ids(crm: Crm, tmp_path: Path) -> None:
    do_things(crm, tmp_path)
    seen: list[str] = []
    with crm.database.read() as connection:
        raw = driver(connection)
        raw.set_trace_callback(seen.append)
        client_queries.dump(Read(connection, crm.viewer), block=20)
        raw.set_trace_callback(None)
        steps = [step for some in plans(connection, seen[2:]).values() for step in some]
    assert "SEARCH client USING INTEGER PRIMARY KEY (rowid>?)" in steps
    assert walks(steps) == []


def test_the_whole_list_comes_in_order_from_an_index(crm: Crm, tmp_path: Path) -> None:
    do_things(crm, tmp_path)
    seen: list[str] = []
    with crm.database.read() as connection:
        raw = driver(connection)
        raw.set_trace_callback(seen.append)
        client_queries.ids(Read(connection, crm.viewer))
        raw.set_trace_callback(None)
        [steps] = [
            steps for sql, steps in plans(connection, seen).items() if "custom_field" not in sql
        ]
    assert steps == [
        "SEARCH client USING COVERING INDEX ix_client_sort_key (deleted_at=? AND archived_at=?)"
    ]
