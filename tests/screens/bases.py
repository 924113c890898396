"""Bases to look at: nothing in them, one record, seven, a few hundred, a hundred thousand."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from crm_desktop.commands import (
    activities,
    clients,
    deals,
    documents,
    imports,
    organisations,
    settings,
    tasks,
)
from crm_desktop.crm import Crm
from crm_desktop.db.database import Database
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.domain.settings import business_of
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import imports as import_queries
from tests.fixtures import ORGANISATION
from tests.screens.texts import TEXTS, Texts

EMPTY, ONE, SEVEN, HUNDREDS, MANY = "empty", "one", "seven", "hundreds", "many"
KINDS = (EMPTY, ONE, SEVEN, HUNDREDS, MANY)
CLIENTS = {EMPTY: 0, ONE: 1, SEVEN: 7, HUNDREDS: 340, MANY: 100_000}
DEALS = {EMPTY: 0, ONE: 1, SEVEN: 7, HUNDREDS: 90, MANY: 600}
TASKS = {EMPTY: 0, ONE: 1, SEVEN: 7, HUNDREDS: 60, MANY: 400}
PAPERS = {EMPTY: 0, ONE: 1, SEVEN: 3, HUNDREDS: 24, MANY: 24}
HEADERS = ("Наименование", "Телефон", "E-mail", "Город", "ИНН", "Комментарий")


class Bases:
    """Makes each kind once in its folder, and hands out copies that may be written in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies = 0

    def copy(self, kind: str, language: str) -> Path:
        """A base of this kind whose records speak this language."""
        template = self._folder / f"{kind}-{language}"
        if not template.exists():
            part = template.with_suffix(".part")
            make(part, kind, language)
            part.rename(template)
        self._copies += 1
        copy = self._folder / f"copy-{self._copies}"
        shutil.copytree(template, copy)
        return copy

    def forget(self, copy: Path) -> None:
        """Give the room of a copy back."""
        shutil.rmtree(copy, ignore_errors=True)


def make(folder: Path, kind: str, language: str) -> None:
    """A furnished base of this kind; dates lie around today."""
    texts = TEXTS[language]
    Database.create(folder).close()
    crm = Crm(folder)
    try:
        crm.do(settings.create_base, business_of("ru", language, texts.firm), texts.owner)
        if kind != EMPTY:
            _fill(crm, kind, texts)
    finally:
        crm.close()


def _fill(crm: Crm, kind: str, texts: Texts) -> None:
    chance = random.Random(7)
    if kind in {ONE, SEVEN}:
        drafts = islice(_seven(texts), CLIENTS[kind])
        ids = [crm.do(clients.add, draft).value for draft in drafts]
    else:
        plan = _plan(crm, texts, CLIENTS[kind])
        crm.do(imports.clients, plan)
        ids = list(crm.ask(client_queries.ids)[:400])
        _furnish(crm, ids, texts)
    firm = crm.do(organisations.save, ORGANISATION).value
    _deals(crm, ids, DEALS[kind], texts, chance)
    _tasks(crm, ids, TASKS[kind], texts)
    for place in range(PAPERS[kind]):
        paper = crm.do(documents.create, _paper(ids[place], firm, texts, place)).value
        if place % 3 != 2:
            crm.do(documents.issue, paper)
        if place % 7 == 3 and place % 3 != 2:
            crm.do(documents.cancel, paper)
    for place, text in enumerate(texts.notes):
        crm.do(activities.add_note, ids[0], text)
        crm.do(activities.add_note, ids[place % len(ids)], text)


def _furnish(crm: Crm, ids: Sequence[int], texts: Texts) -> None:
    """The client with the longest name has everything there is to know, and a history."""
    rows = crm.ask(client_queries.page, list(ids))
    longest = max(rows, key=lambda row: len(row.name)).id
    crm.do(clients.edit, longest, _known(texts))
    for text in texts.notes:
        crm.do(activities.add_note, longest, text)


def _known(texts: Texts) -> ClientDraft:
    phones = (PointDraft(PointKind.PHONE, f"+7 916 123-45-{n}7") for n in range(3))
    return ClientDraft(
        name=texts.names[0],
        kind=ClientKind.COMPANY,
        inn="7701000001",
        kpp="770101001",
        city=texts.cities[0],
        address=texts.address,
        source=texts.sources[0],
        comment=texts.notes[0],
        tags=("vip",),
        points=(*phones, PointDraft(PointKind.EMAIL, "office@example.ru")),
    )


def _seven(texts: Texts) -> Iterator[ClientDraft]:
    yield _known(texts)
    for place, name in enumerate(texts.names[1:7], start=1):
        mail = PointDraft(PointKind.EMAIL, f"client{place}@example.ru")
        phones = tuple(
            PointDraft(PointKind.PHONE, f"+7 916 123-4{place}-{n}7") for n in range(place % 3)
        )
        yield ClientDraft(
            name=name,
            kind=ClientKind.COMPANY if place < 2 else ClientKind.PERSON,
            city=texts.cities[place % len(texts.cities)],
            source=texts.sources[place % len(texts.sources)],
            points=(*phones, mail) if place % 2 == 0 else phones,
        )


def list_file(path: Path, texts: Texts, count: int, *, ugly: bool = False) -> Path:
    """A list as a shop has it; an `ugly` one has bad cells here and there."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream, delimiter=";")
        sheet.writerow(HEADERS)
        sheet.writerows(_row(texts, n, ugly=ugly) for n in range(count))
    return path


def _row(texts: Texts, n: int, *, ugly: bool) -> Sequence[str]:
    name = texts.names[n] if n < len(texts.names) else texts.name(n)
    phone = f"+7 9{n % 90 + 10:02} {n // 90 % 1000:03}-{n // 100 % 100:02}-{n % 97:02}"
    mail = f"client{n}@example.ru" if n % 3 else ""
    inn = ""
    if ugly and n % 11 == 5:
        phone = texts.no_phone
    if ugly and n % 13 == 4:
        mail = "sales @ example"
    if ugly and n % 17 == 3:
        inn = "770100000"
    if ugly and n % 40 == 20:
        return ("", "", "", texts.cities[n % len(texts.cities)], "", "")
    note = texts.notes[n % len(texts.notes)] if n % 9 == 0 else ""
    return (name, "" if n % 12 == 11 else phone, mail, texts.cities[n % 5], inn, note)


def _plan(crm: Crm, texts: Texts, count: int) -> ImportPlan:
    source = list_file(crm.database.folder / "list.csv", texts, count)
    staged = crm.ask(import_queries.stage_file, str(source), str(crm.database.folder / "staging"))
    source.unlink()
    return crm.ask(import_queries.preview, staged, source.name).plan


def _deals(crm: Crm, ids: Sequence[int], count: int, texts: Texts, chance: random.Random) -> None:
    stages = [stage for stage in crm.ask(deal_queries.stages) if stage.kind != "lost"]
    for place in range(count):
        deep = (place * 3 + chance.randrange(3)) % len(stages)
        crm.do(
            deals.add,
            DealDraft(
                title=texts.deals[place % len(texts.deals)],
                client_id=ids[(place * 3) % len(ids)],
                amount=chance.randrange(30, 9_000) * 10_000,
                stage_id=stages[deep].id,
            ),
        )


def _tasks(crm: Crm, ids: Sequence[int], count: int, texts: Texts) -> None:
    today = datetime.now().astimezone().date()
    ahead = (-3, 0, 1, 0, 4, 12, None, -1, 2, 30)
    deal = {card.client_id: card.id for card in crm.ask(deal_queries.listing)}
    for place in range(count):
        days = ahead[place % len(ahead)]
        client = ids[(place * 5) % len(ids)]
        crm.do(
            tasks.add,
            TaskDraft(
                title=texts.tasks[place % len(texts.tasks)],
                due_on=None if days is None else today + timedelta(days=days),
                due_time="15:00" if days == 0 else "",
                client_id=client,
                deal_id=deal.get(client),
            ),
        )


def _paper(client: int, firm: int, texts: Texts, place: int) -> DocumentDraft:
    line = partial(LineDraft, vat_rate="standard")
    return DocumentDraft(
        client_id=client,
        organisation_id=firm,
        date=date(2026, 11, 2) + timedelta(days=place),
        vat_mode=VatMode.INCLUDED,
        lines=tuple(
            line(name, price=(place + n + 1) * 12_345_600)
            for n, name in enumerate(texts.deals[: 2 + place % 3])
        ),
    )
