"""Clients of a base that may be one: the scan in groups, and who is alike while one is typed."""

from __future__ import annotations

import pytest

from crm_desktop.commands import client_bulk, clients, duplicates
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.duplicates import Level
from crm_desktop.domain.problems import Cancelled
from crm_desktop.queries import duplicates as questions
from crm_desktop.queries.duplicates import Probe


def add(crm: Crm, name: str, phone: str = "", kind: str = "person", city: str = "") -> int:
    points = (PointDraft(PointKind.PHONE, phone),) if phone else ()
    draft = ClientDraft(name, ClientKind(kind), points=points, city=city)
    return crm.do(clients.add, draft).value


@pytest.fixture
def known(crm: Crm) -> dict[str, int]:
    return {
        "natalya": add(crm, "Семёнова Наталья", "8 (916) 123-45-67"),
        "natalia": add(crm, "Семенова Наталия", "+7 916 123 45 67"),
        "husband": add(crm, "Семёнов Пётр", "9161234567"),
        "firm": add(crm, "ООО «Ромашка»", kind="company", city="Пермь"),
        "latin": add(crm, "ROMASHKA LLC", kind="company", city="Пермь"),
        "other": add(crm, "ООО «Лютик»", kind="company", city="Пермь"),
    }


def test_nothing_typed_or_pasted_is_an_error(crm: Crm, known: dict[str, int]) -> None:
    for text in ("Иван\ud83d ов", "\udcff", "\x00\x01", "\u202eИванов", "'; DROP", "ы" * 50_000):
        probe = Probe(f"Наталья {text}", (text,), (f"{text}@list.example",), text)
        crm.ask(questions.alike, probe)
    broken = Probe("\ud83d", ("\udcff 8 916 123-45-67",))
    assert {one.id for one in crm.ask(questions.alike, broken)} >= {known["natalya"]}


def found(crm: Crm, level: Level = Level.LIKELY) -> list[tuple[tuple[int, ...], str]]:
    return [(group.ids, group.level.value) for group in crm.ask(questions.groups, level)]


def names(crm: Crm, probe: Probe, exclude: int | None = None) -> list[tuple[str, str]]:
    answer = crm.ask(questions.alike, probe, exclude)
    return [(one.name, one.level.value) for one in answer]


def test_the_scan_finds_groups_with_their_reasons(crm: Crm, known: dict[str, int]) -> None:
    sure, likely = crm.ask(questions.groups)
    assert sure.ids == (known["natalya"], known["natalia"])
    assert sure.level is Level.SURE
    assert [reason.field for reason in sure.pairs[0].reasons] == ["phone", "name"]
    assert likely.ids == (known["firm"], known["latin"])
    assert likely.level is Level.LIKELY
    assert found(crm, Level.SURE) == [(sure.ids, "sure")]


def test_who_was_told_apart_is_offered_no_more(crm: Crm, known: dict[str, int]) -> None:
    told = crm.do(duplicates.distinct, [known["natalya"], known["natalia"]])
    assert [ids for ids, _level in found(crm)] == [(known["firm"], known["latin"])]
    probe = Probe("Семёнова Наталья", phones=("89161234567",))
    assert names(crm, probe, known["natalia"]) == [("Семёнов Пётр", "possible")]
    crm.undo(told.operation)
    assert len(found(crm)) == 2


def test_bin_and_archive_are_left_out_of_the_scan(crm: Crm, known: dict[str, int]) -> None:
    crm.do(clients.delete, known["natalia"])
    archive = BulkChange(BulkAction.ARCHIVE)
    crm.do(client_bulk.archive, Scope(ids=(known["latin"],)), archive, 1)
    assert found(crm) == []
    assert names(crm, Probe("Ромашка", kind=ClientKind.COMPANY)) == [
        ("ООО «Ромашка»", "likely"),
        ("ROMASHKA LLC", "likely"),
    ]


def test_the_scan_can_be_stopped(crm: Crm, known: dict[str, int]) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        crm.ask_watched(stop, questions.groups)


def test_who_is_alike_while_one_is_typed(crm: Crm, known: dict[str, int]) -> None:
    everyone = [("Семенова Наталия", "possible"), ("Семёнов Пётр", "possible")]
    by_phone = names(crm, Probe(phones=("8 916 1234567",)))
    assert [name for name, _level in by_phone][1:] == [name for name, _level in everyone]
    assert names(crm, Probe("Наталья Семёнова")) == [
        ("Семёнова Наталья", "likely"),
        ("Семенова Наталия", "likely"),
    ]
    assert names(crm, Probe("Natalya Semenova", phones=("+79161234567",)))[0][1] == "sure"
    assert names(crm, Probe("Наталья Сёменова"), known["natalya"]) == [
        ("Семенова Наталия", "likely")
    ]
    assert names(crm, Probe()) == []
    assert names(crm, Probe("Ро")) == []
    assert names(crm, Probe("%_'\"*")) == []
