"""The story of a client: every kind, page by page, and as quick in a long one as in a short one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from crm_desktop.commands import (
    activities,
    attachments,
    client_fields,
    clients,
    deals,
    documents,
    merge,
    organisations,
    tasks,
)
from crm_desktop.crm import Crm
from crm_desktop.db.engine import driver
from crm_desktop.domain.activities import TouchDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.story import Shown, StoryKind
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import timeline
from crm_desktop.queries.read import Read
from crm_desktop.queries.timeline import Entry
from tests.fixtures import ORGANISATION, a_client


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(clients.add, a_client("Ёжиков", "8 916 000-00-01")).value


def _live(crm: Crm, client: int, folder: Path) -> None:
    """One of everything that can happen."""
    crm.do(activities.add_note, client, "Просил скидку")
    crm.do(activities.log, TouchDraft(client, "Звонок", "Поговорили", text="о ценах"))
    deal = crm.do(deals.add, DealDraft(title="Окна", client_id=client)).value
    stages = [stage.id for stage in crm.ask(deal_queries.stages)]
    crm.do(deals.move, deal, stages[1])
    crm.do(deals.move, deal, stages[0])
    firm = crm.do(organisations.save, ORGANISATION).value
    lines = (LineDraft("Окно", 1000, "шт", 610_0000, 0, "standard"),)
    paper = crm.do(
        documents.create,
        DocumentDraft(
            client_id=client,
            organisation_id=firm,
            date=date(2026, 11, 21),
            vat_mode=VatMode.INCLUDED,
            lines=lines,
        ),
    ).value
    crm.do(documents.issue, paper)
    crm.do(documents.cancel, paper)
    task = crm.do(tasks.add, TaskDraft("Замер", date(2026, 12, 1), client_id=client)).value
    crm.do(tasks.done, task)
    file = folder / "Договор.txt"
    file.write_text("Договор", encoding="utf-8")
    crm.do(attachments.add, client, [file])
    crm.do(client_fields.set_fields, client, {"city": "Тула"})


def _all(crm: Crm, client: int, size: int, shown: Shown = Shown.ALL, text: str = "") -> list[Entry]:
    """The story read page by page."""
    found: list[Entry] = []
    before = None
    while True:
        page = crm.ask(timeline.story, client, shown, text, before, size)
        found += page.entries
        assert len(page.entries) == size or not page.more
        if not page.more:
            return found
        before = found[-1].key


def test_everything_is_told(crm: Crm, client: int, tmp_path: Path) -> None:
    _live(crm, client, tmp_path)
    told = _all(crm, client, 50)
    kinds = [entry.kind for entry in told]
    assert set(kinds) == set(StoryKind) - {StoryKind.COMPLAINT, StoryKind.MERGED}
    assert (kinds.count(StoryKind.STAGE), kinds.count(StoryKind.CHANGE)) == (2, 2)
    by_kind = {entry.kind: entry for entry in told}
    names = [stage.name for stage in crm.ask(deal_queries.stages)]
    moves = {(e.old, e.new) for e in told if e.kind is StoryKind.STAGE}
    assert moves == {(names[0], names[1]), (names[1], names[0])}
    assert by_kind[StoryKind.CANCELLED].amount == by_kind[StoryKind.ISSUED].amount == 61_000
    assert by_kind[StoryKind.CONTACT].outcome == "Поговорили"
    assert by_kind[StoryKind.CONTACT].mine
    assert by_kind[StoryKind.FILE].text == "Договор.txt"
    assert by_kind[StoryKind.TASK].new == "2026-12-01"


def test_pages_meet_without_gap_or_overlap(crm: Crm, client: int, tmp_path: Path) -> None:
    _live(crm, client, tmp_path)
    whole = _all(crm, client, 50)
    for size in (1, 2, 3, 7):
        assert _all(crm, client, size) == whole
    parts = [_all(crm, client, 2, shown) for shown in Shown if shown is not Shown.ALL]
    assert sorted(entry.key for part in parts for entry in part) == sorted(
        entry.key for entry in whole
    )


def test_one_looks_for_words(crm: Crm, client: int, tmp_path: Path) -> None:
    _live(crm, client, tmp_path)
    for wanted, kind in (
        ("СКИДК", StoryKind.NOTE),
        ("ценах", StoryKind.CONTACT),
        ("тула", StoryKind.CHANGE),
        ("договор", StoryKind.FILE),
        ("замер", StoryKind.TASK),
    ):
        assert kind in {entry.kind for entry in _all(crm, client, 1, text=wanted)}
    assert _all(crm, client, 50, text="нет такого") == []


def test_pinned_stands_apart(crm: Crm, client: int) -> None:
    note = crm.do(activities.add_note, client, "важное").value
    crm.do(activities.add_note, client, "прочее")
    crm.do(activities.pin, note)
    page = crm.ask(timeline.story, client)
    assert [entry.text for entry in page.pinned] == ["важное"]
    assert "важное" not in [entry.text for entry in page.entries]
    assert crm.ask(timeline.story, client, Shown.DEALS).pinned == ()
    assert crm.ask(timeline.story, client, text="прочее").pinned == ()


def test_a_client_in_the_bin_tells_nothing(crm: Crm, client: int) -> None:
    crm.do(activities.add_note, client, "важное")
    crm.do(clients.delete, client)
    assert crm.ask(timeline.story, client).entries == ()


def test_a_long_story_costs_a_page(crm: Crm, client: int) -> None:
    """Of twenty thousand notes a page reads some fifty: what SQLite does for it says so."""

    def steps(before: tuple[str, int, int] | None) -> int:
        count = 0

        def counted() -> int:
            nonlocal count
            count += 1
            return 0

        with crm.database.read() as connection:
            raw = driver(connection)
            raw.set_progress_handler(counted, 100)
            page = timeline.story(Read(connection, crm.viewer), client, before=before)
            raw.set_progress_handler(None, 0)
        assert page.entries
        return count

    crm.do(activities.add_note, client, "первая")
    few = steps(None)
    with closing(sqlite3.connect(crm.folder / "base.db")) as raw:
        raw.execute("UPDATE journal_context SET op = 1")
        raw.executemany(
            "INSERT INTO activity (client_id, kind, text, at) VALUES (?, 'note', 'слово', ?)",
            (
                (client, f"2025-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z")
                for n in range(20_000)
            ),
        )
        raw.execute("UPDATE journal_context SET op = NULL")
        raw.commit()
    many = steps(None)
    deep = steps(("2025-01-01T01:00:00Z", 0, 0))
    # A walk through all of them would be thousands.
    assert many < few + 60
    assert deep < few + 60


def test_a_merge_is_told_with_what_gave_way(crm: Crm, client: int) -> None:
    crm.do(client_fields.set_fields, client, {"city": "Тула", "source": "Сайт"})
    other = crm.do(clients.add, a_client("Семёнова Н.", city="Орёл")).value
    crm.do(client_fields.set_fields, other, {"source": "сайт", "inn": "7701000001"})
    crm.do(merge.clients, client, [other])
    (entry,) = (e for e in _all(crm, client, 50) if e.kind is StoryKind.MERGED)
    assert (entry.text, entry.actor) == ("Семёнова Н.", "Хозяйка")
    differs = [(one.field, one.old, one.new) for one in entry.fields]
    assert ("city", "Орёл", "Тула") in differs
    # What says the same in other letters, or was taken over, did not give way.
    assert {field for field, _old, _new in differs} == {"name", "city"}
    assert [e.key for e in _all(crm, client, 50, text="орёл")] == [entry.key]
