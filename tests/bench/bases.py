"""Bases filled with workload W: the list through the import, its history in one bulk operation."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crm_desktop.commands import custom_fields, imports, organisations
from crm_desktop.commands.work import Kind, Work, command
from crm_desktop.crm import Crm
from crm_desktop.db import journal, search
from crm_desktop.db.bulk import BulkInsert, take_ids
from crm_desktop.db.engine import dump_json
from crm_desktop.db.migrations import SCHEMA_VERSION
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.ranks import spread
from crm_desktop.domain.rights import Right
from crm_desktop.queries import documents
from crm_desktop.queries import imports as questions
from crm_desktop.queries.read import Read
from tests.bench import raw_import, workload
from tests.fixtures import ORGANISATION, make_base
from tests.search_table import cards

BLOCK = 5_000
STAMP = "2026-06-01T09:00:00Z"
OWN = (
    FieldDraft(CustomNoun.CLIENT, CustomKind.TEXT, "Марка машины"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.NUMBER, "Площадь, м²"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.DATE, "Замер"),
    FieldDraft(CustomNoun.CLIENT, CustomKind.CHOICE, "Вид окон", choices=("ПВХ", "дерево")),
    FieldDraft(CustomNoun.CLIENT, CustomKind.FLAG, "Постоянный"),
)
"""Fields of the shop's own; seven of ten clients have something in them."""

TALKATIVE = f"W{0:07}"
LONG_STORY = 20_000
"""So many notes has one client, besides what all have."""

OLDER = 20
"""Presses of “Show older”: a thousand entries are there to scroll through."""


class Store:
    """Workbooks and bases of every size, made once; a kept folder serves later runs as well."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = (workload.__file__, __file__, cards.__file__)
        about = b"".join(Path(one).read_bytes() for one in files)
        schema = (SCHEMA_VERSION, journal.fingerprint(), repr(search.INDEXED))
        self._mark = hashlib.sha256(about + repr(schema).encode()).hexdigest()[:8]

    def workbook(self, size: int) -> Path:
        """The list of W as a workbook."""
        path = self.folder / f"w-{size}-{self._mark}.xlsx"
        if not path.exists():
            part = path.with_suffix(".part")
            workload.write_workbook(part, size)
            part.replace(path)
        return path

    def base(self, size: int) -> Path:
        """A base holding W with its history; only to be read.

        Before all others stand the clients whom the table of queries means.
        """
        folder = self.folder / f"base-{size}-{self._mark}"
        if not folder.exists():
            part = folder.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            fill(part, self.workbook(size), size)
            part.rename(folder)
        return folder

    @contextmanager
    def copy(self, size: int) -> Iterator[Path]:
        """A copy of such a base to write to."""
        with self.place() as folder:
            shutil.copytree(
                self.base(size), folder / "base", ignore=shutil.ignore_patterns("backups")
            )
            yield folder / "base"

    @contextmanager
    def place(self) -> Iterator[Path]:
        """A folder for the moment, on the same disk."""
        folder = self.folder / "scratch"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def talkative(base: Path) -> int:
    """The client with the long story."""
    raw = raw_import.connect(base)
    [(found,)] = raw.execute("SELECT id FROM client WHERE external_id = ?", (TALKATIVE,)).fetchall()
    raw.close()
    return int(found)


def fill(folder: Path, workbook: Path, size: int) -> None:
    """Make a base: the shop's firm, its clients from the workbook, what happened with them."""
    make_base(folder)
    crm = Crm(folder)
    try:
        firm = crm.do(organisations.save, ORGANISATION).value
        cards.add(crm, firm)
        staged = crm.ask(questions.stage_file, str(workbook), str(folder / "staging"))
        plan = crm.ask(questions.preview, staged, workbook.name).plan
        crm.do(imports.clients, plan)
        Path(staged).unlink()
        crm.do(add_history, size)
        crm.do(add_long_story)
        crm.do(add_own_values, [crm.do(custom_fields.add, field).value for field in OWN])
    finally:
        crm.close()
    shutil.rmtree(folder / "backups", ignore_errors=True)


@command("bench.history", right=Right.SETTINGS, kind=Kind.SYSTEM)
def add_history(work: Work, size: int) -> None:
    """Deals, tasks, invoices and events of the clients whose outside codes are those of W."""
    _History(work).write(size)


@command("bench.long-story", right=Right.SETTINGS, kind=Kind.SYSTEM)
def add_long_story(work: Work) -> None:
    """Many notes of the first client of W, one an hour, in words as a shop writes them."""
    run = work.connection.exec_driver_sql
    [(client,)] = run("SELECT id FROM client WHERE external_id = ?", (TALKATIVE,)).fetchall()
    ids = take_ids(work.connection, "activity")
    into = BulkInsert(work.connection, "activity", _WITHOUT)
    texts = [text for i in range(50) for text, _at in workload.history_of(i).events]
    for place in range(LONG_STORY):
        at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=place)
        into.add(
            {
                "id": next(ids), "owner_id": 1, "created_at": STAMP, "deleted_at": None,
                "client_id": client, "deal_id": None, "kind": "note",
                "text": texts[place % len(texts)], "at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
                "author_id": 1,
            }
        )  # fmt: skip
    into.flush()


@command("bench.own-values", right=Right.SETTINGS, kind=Kind.SYSTEM)
def add_own_values(work: Work, fields: list[int]) -> None:
    """Something in each of the own fields, decided by the client's place alone."""
    text, number, day, choice, flag = map(str, fields)
    work.connection.exec_driver_sql(
        "UPDATE client SET custom = json_object("
        "?, 'Модель ' || (id * 7919 % 1000), ?, id * 31 % 100000, "
        "?, date('2020-01-01', '+' || (id * 13 % 2000) || ' days'), "
        "?, CASE id % 3 WHEN 0 THEN 'дерево' ELSE 'ПВХ' END, ?, json('true')) "
        "WHERE id * 7 % 10 < 7 AND custom = '{}'",
        (text, number, day, choice, flag),
    )


_WITHOUT = ("custom", "way", "direction", "outcome", "pinned_at", "edited_at", "occasion")
"""Columns that the workload does not speak of."""


class _History:
    def __init__(self, work: Work) -> None:
        self._work = work
        run = work.connection.exec_driver_sql
        found = run("SELECT external_id, id FROM client").fetchall()
        self._clients: dict[str, int] = {row[0]: row[1] for row in found}
        self._stages = [i for (i,) in run("SELECT id FROM stage ORDER BY rank")]
        self._ranks: list[str] = []
        names = ("deal", "task", "activity", "document", "document_line")
        self._into = {name: BulkInsert(work.connection, name, _WITHOUT) for name in names}
        self._ids = {name: take_ids(work.connection, name) for name in names}
        self._sheet = ""
        self._number = 0
        self._place = itertools.count()

    def write(self, size: int) -> None:
        self._ranks = spread(3 * size + 1)
        for i in range(size):
            client = self._clients.get(f"W{i:07}")
            if client is not None:
                self._add(client, workload.history_of(i))
            if i % BLOCK == 0:
                self._flush()
                self._work.step(i, size)
        self._flush()

    def _add(self, client: int, past: workload.History) -> None:
        for spec in past.deals:
            self._row(
                "deal", client_id=client, stage_id=self._stages[spec.stage],
                rank=self._ranks[next(self._place)], title=spec.title, amount=spec.amount,
                currency="RUB", expected_close=None, source="", comment="", lost_reason="",
                stage_since=STAMP, closed_at=None,
            )  # fmt: skip
        for title, due, done in past.tasks:
            self._row(
                "task", title=title, due_on=due, due_time="", remind_at=None, reminded_at=None,
                comment="", client_id=client, deal_id=None, done_at=STAMP if done else None,
            )  # fmt: skip
        for text, at in past.events:
            self._row(
                "activity", client_id=client, deal_id=None, kind="note", text=text, at=at,
                author_id=1,
            )  # fmt: skip
        if past.invoice:
            self._invoice(client, past.invoice)

    def _invoice(self, client: int, lines: tuple[tuple[str, int, int], ...]) -> None:
        if not self._sheet:
            self._sheet = self._frozen(client, lines)
        self._number += 1
        total = sum(quantity // 1_000 * price for _name, quantity, price in lines)
        paper = self._row(
            "document", kind="invoice", status="issued", organisation_id=1, client_id=client,
            deal_id=None, date="2026-05-20", due_date=None, number=str(self._number),
            number_year=2026, currency="RUB", vat_mode="included", total=total, basis="",
            comment="", sheet=self._sheet, issued_at=STAMP,
        )  # fmt: skip
        for place, (name, quantity, price) in enumerate(lines):
            self._row(
                "document_line", document_id=paper, place=place, name=name, quantity=quantity,
                unit="шт", price=price * 100, discount=0, vat_rate="standard",
            )  # fmt: skip

    def _frozen(self, client: int, lines: tuple[tuple[str, int, int], ...]) -> str:
        """The printed page of one invoice; all carry it, only its size matters here."""
        draft = DocumentDraft(
            client_id=client,
            vat_mode=VatMode.INCLUDED,
            lines=tuple(LineDraft(n, q, "шт", p * 100, 0, "standard") for n, q, p in lines),
        )
        read = Read(self._work.connection, self._work.actor)
        return dump_json(asdict(documents.preview(read, draft, "1")))

    def _row(self, table: str, **values: Any) -> int:
        id_ = next(self._ids[table])
        common = {"owner_id": 1, "created_at": STAMP, "deleted_at": None}
        self._into[table].add({"id": id_, **common, **values})
        return id_

    def _flush(self) -> None:
        for one in self._into.values():
            one.flush()
