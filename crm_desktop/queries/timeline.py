"""The story of one client, newest first and page by page: everything that happened with it.

Each kind has its own source, which yields what it knows from the newest on, by its own index;
the sources are merged, so that a page costs a page, however long the story is.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from crm_desktop.db import images
from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import (
    Activity,
    Attachment,
    Deal,
    Document,
    Employee,
    Operation,
    Stage,
    Task,
)
from crm_desktop.domain.activities import ActivityKind
from crm_desktop.domain.documents import DocumentStatus
from crm_desktop.domain.rights import Right
from crm_desktop.domain.story import Shown, StoryKind
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass
from crm_desktop.queries import client_changes, merge
from crm_desktop.queries.client_changes import FieldChange, may_see
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.prepared import Prepared, Statement
from crm_desktop.queries.read import Read, query

PAGE = 50
LAST_MOMENT = "9999"
"""Later than every moment that is stored."""
CHANGES = 20_000
"""Changes of fields that a story goes back to; older ones are in the journal."""

Key = tuple[str, int, int]
"""Moment, kind and id: where an entry stands."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `record` is the row it is about, `at` in UTC.

    `text` is what was written, or the name of a deal, task, file, or the number of a paper;
    `old` and `new` are stages, `paper` the kind of a paper, `fields` what one operation changed, or
    what a merged card said otherwise (`old`) than the client does (`new`).
    """

    kind: StoryKind
    record: int
    at: str
    text: str = ""
    actor: str = ""
    way: str = ""
    direction: str = ""
    outcome: str = ""
    old: str = ""
    new: str = ""
    paper: str = ""
    amount: int | None = None
    currency: str = ""
    mine: bool = False
    pinned: bool = False
    edited: bool = False
    fields: tuple[FieldChange, ...] = ()
    row: int = 0
    """What tells it from another of its kind about the same record."""

    @property
    def key(self) -> Key:
        """Where it stands; no two entries of a client have the same."""
        return self.at, self.kind.place, self.row or self.record

    def holds(self, wanted: str) -> bool:
        """Whether folded words stand somewhere in it."""
        told = [self.text, self.way, self.outcome, self.old, self.new, self.actor]
        told += [value for one in self.fields for value in (one.old, one.new, one.part)]
        return any(wanted in fold(one) for one in told if one)


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Entries from the newest on; `pinned` ones stand before all others, on the first page."""

    entries: tuple[Entry, ...]
    pinned: tuple[Entry, ...]
    more: bool


Source = Callable[[Read, int, Key | None], Iterator[Entry]]


@query(right=Right.VIEW)
def story(
    read: Read,
    client_id: int,
    shown: Shown = Shown.ALL,
    text: str = "",
    before: Key | None = None,
    limit: int = PAGE,
) -> StoryPage:
    """A page of a client's story, from what is older than `before`; nothing of a hidden client."""
    if not may_see(read, client_id):
        return StoryPage((), (), more=False)
    wanted = fold(text.strip())
    sources = [source(read, client_id, before) for source in _SOURCES[shown]]
    merged = heapq.merge(*sources, key=lambda entry: entry.key, reverse=True)
    fitting = (entry for entry in merged if not wanted or entry.holds(wanted))
    found = tuple(islice(fitting, limit + 1))
    pinned: tuple[Entry, ...] = ()
    if before is None and shown in {Shown.ALL, Shown.WRITTEN}:
        pinned = tuple(
            entry for entry in _pinned(read, client_id) if not wanted or entry.holds(wanted)
        )
    return StoryPage(found[:limit], pinned, len(found) > limit)


# what somebody wrote


def _written(read: Read, client_id: int, before: Key | None) -> Iterator[Entry]:
    latest = before[0] if before is not None else LAST_MOMENT
    rows = _WRITTEN.each(read.connection, client=client_id, latest=latest)
    # The index knows the moments only: of one moment the kinds are put into their order here.
    for _at, together in groupby(rows, key=itemgetter(_AT)):
        yield from _ordered((_activity(read, row) for row in together), before)


def _pinned(read: Read, client_id: int) -> Iterator[Entry]:
    for row in _PINNED.each(read.connection, client=client_id):
        yield _activity(read, row)


def _activities() -> Select[Any]:
    a, e = Activity.__table__.c, Employee.__table__.c
    columns = (
        a.id, a.kind, a.text, a.at, a.author_id, a.way, a.direction, a.outcome, a.pinned_at,
        a.edited_at, e.name.label("author"),
    )  # fmt: skip
    return select(*columns).join_from(
        Activity.__table__, Employee.__table__, e.id == a.author_id, isouter=True
    )


def _written_once() -> Select[Any]:
    a = Activity.__table__.c
    return (
        _activities()
        .where(
            a.client_id == bindparam("client"), a.pinned_at.is_(None), a.at <= bindparam("latest")
        )
        .order_by(a.at.desc(), a.id.desc())
    )


def _pinned_once() -> Select[Any]:
    a = Activity.__table__.c
    return (
        _activities()
        .where(a.client_id == bindparam("client"), a.pinned_at.is_not(None))
        .order_by(a.pinned_at.desc(), a.id.desc())
    )


_WRITTEN, _PINNED = Statement(_written_once), Statement(_pinned_once)
_AT = 3
"""Where the moment of an activity stands in its row."""
_KINDS = {
    ActivityKind.CONTACT.value: StoryKind.CONTACT,
    ActivityKind.COMPLAINT.value: StoryKind.COMPLAINT,
}


def _activity(read: Read, row: Sequence[Any]) -> Entry:
    id_, kind, text, at, author_id, way, direction, outcome, pinned_at, edited_at, author = row
    return Entry(
        _KINDS.get(kind, StoryKind.NOTE), id_, at, text, author or "", way, direction, outcome,
        mine=author_id == read.viewer.employee_id, pinned=pinned_at is not None,
        edited=edited_at is not None,
    )  # fmt: skip


# what was done


def _deals(read: Read, client_id: int, before: Key | None) -> Iterator[Entry]:
    """Deals begun, and every move to another stage as the journal tells it."""
    titles: dict[int, str] = dict(_TITLES.rows(read, client=client_id))
    if not titles:
        return
    names: dict[int, str] = dict(_STAGES.rows(read.connection))
    steps = [
        step
        for step in images.steps(read.connection, "deal", titles)
        if step.after is not None
        and (step.before is None or step.before["stage_id"] != step.after["stage_id"])
    ]
    done = _operations(read, [step.operation for step in steps])
    found = []
    for step in steps:
        old = names.get(step.before["stage_id"], "…") if step.before is not None else ""
        new = names.get(step.after["stage_id"], "…") if step.after is not None else ""
        at, actor = done[step.operation]
        kind = StoryKind.STAGE if step.before is not None else StoryKind.DEAL
        title = titles[step.record]
        # One deal moves often: the row of the journal tells the moves apart.
        found.append(Entry(kind, step.record, at, title, actor, old=old, new=new, row=step.row))
    yield from _ordered(found, before)


def _papers(read: Read, client_id: int, before: Key | None) -> Iterator[Entry]:
    """Papers issued, and those that were cancelled."""
    rows = {row[0]: _Paper(*row) for row in _PAPERS.rows(read, client=client_id)}

    def told(kind: StoryKind, row: _Paper, at: str, actor: str, step: int = 0) -> Entry:
        return Entry(
            kind, row.id, at, row.number or "", actor, paper=row.kind, amount=row.total,
            currency=row.currency, row=step,
        )  # fmt: skip

    found = [told(StoryKind.ISSUED, row, row.issued_at, "") for row in rows.values()]
    gone = [row.id for row in rows.values() if row.status == DocumentStatus.CANCELLED.value]
    if not gone:
        yield from _ordered(found, before)
        return
    steps = [
        step
        for step in images.steps(read.connection, "document", gone)
        if step.before is not None
        and step.after is not None
        and step.before["status"] != step.after["status"] == DocumentStatus.CANCELLED.value
    ]
    done = _operations(read, [step.operation for step in steps])
    found += [told(StoryKind.CANCELLED, rows[s.record], *done[s.operation], s.row) for s in steps]
    yield from _ordered(found, before)


def _tasks(read: Read, client_id: int, before: Key | None) -> Iterator[Entry]:
    """Tasks made and tasks done."""
    found: list[Entry] = []
    for id_, title, due, made, done in _TASKS.rows(read, client=client_id):
        found.append(Entry(StoryKind.TASK, id_, made, title, new=due or ""))
        if done is not None:
            found.append(Entry(StoryKind.TASK_DONE, id_, done, title))
    yield from _ordered(found, before)


def _files(read: Read, client_id: int, before: Key | None) -> Iterator[Entry]:
    rows = _FILES.rows(read.connection, client=client_id)
    entries = [Entry(StoryKind.FILE, id_, at, name, who or "") for id_, name, at, who in rows]
    yield from _ordered(entries, before)


def _changes(read: Read, client_id: int, before: Key | None) -> Iterator[Entry]:
    """The fields that one operation changed are one entry."""
    limit = CHANGES if before is not None else PAGE * 20
    found = []
    changes = client_changes.changes(read, client_id, limit)
    for operation, together in groupby(changes, key=lambda one: one.operation):
        fields = tuple(together)
        first = fields[0]
        found.append(Entry(StoryKind.CHANGE, operation, first.at, actor=first.actor, fields=fields))
    yield from _ordered(found, before)


def _merged(read: Read, client_id: int, before: Key | None) -> Iterator[Entry]:
    """Cards that became this client, with what of them gave way."""
    found = [
        Entry(
            StoryKind.MERGED, row.id, row.at, row.name, row.actor,
            fields=tuple(FieldChange.told(row.id, *one) for one in row.gave_way),
        )
        for row in merge.merged_into(read, client_id)
    ]  # fmt: skip
    yield from _ordered(found, before)


def _titles(read: Read) -> Select[Any]:
    d = Deal.__table__.c
    return visible(read, Deal, d.id, d.title, few=True).where(d.client_id == bindparam("client"))


def _papers_of(read: Read) -> Select[Any]:
    d = Document.__table__.c
    return visible(
        read, Document, d.id, d.kind, d.status, d.number, d.total, d.currency, d.issued_at,
        few=True,
    ).where(d.client_id == bindparam("client"), d.issued_at.is_not(None))  # fmt: skip


def _tasks_of(read: Read) -> Select[Any]:
    t = Task.__table__.c
    columns = (t.id, t.title, t.due_on, t.created_at, t.done_at)
    return visible(read, Task, *columns, few=True).where(t.client_id == bindparam("client"))


def _files_of() -> Select[Any]:
    f, e = Attachment.__table__.c, Employee.__table__.c
    return (
        select(f.id, f.name, f.added_at, e.name)
        .join_from(Attachment.__table__, Employee.__table__, e.id == f.author_id, isouter=True)
        .where(f.client_id == bindparam("client"))
    )


_TITLES, _PAPERS, _TASKS = Prepared(_titles), Prepared(_papers_of), Prepared(_tasks_of)
_FILES = Statement(_files_of)
_STAGES = Statement(lambda: select(Stage.__table__.c.id, Stage.__table__.c.name))


@dataclass(frozen=True, slots=True)
class _Paper:
    id: int
    kind: str
    status: str
    number: str | None
    total: int
    currency: str
    issued_at: str


_SOURCES: dict[Shown, Sequence[Source]] = {
    Shown.ALL: (_written, _deals, _papers, _tasks, _files, _changes, _merged),
    Shown.WRITTEN: (_written,),
    Shown.DEALS: (_deals,),
    Shown.PAPERS: (_papers,),
    Shown.TASKS: (_tasks,),
    Shown.FILES: (_files,),
    Shown.CHANGES: (_changes, _merged),
}


def _ordered(entries: Iterator[Entry] | Sequence[Entry], before: Key | None) -> list[Entry]:
    """The newest first, from what is older than `before`."""
    older = [entry for entry in entries if before is None or entry.key < before]
    return sorted(older, key=lambda entry: entry.key, reverse=True)


def _operations(read: Read, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """When operations were done, and by whom."""
    wanted = dump_json(sorted(set(ids)))
    return {id_: (at, name or "") for id_, at, name in _DONE.rows(read.connection, wanted=wanted)}


def _done_by() -> Select[Any]:
    o, e = Operation.__table__.c, Employee.__table__.c
    wanted = func.json_each(bindparam("wanted")).table_valued("value")
    return (
        select(o.id, o.at, e.name)
        .join_from(Operation.__table__, Employee.__table__, e.id == o.actor_id, isouter=True)
        .where(o.id.in_(select(wanted.c.value)))
    )


_DONE = Statement(_done_by)
