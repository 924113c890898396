"""Clients as contact cards: out, read by the letter of the standard, and in again elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.commands import clients, imports
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import (
    ClientDraft,
    ClientKind,
    ContactDraft,
    PointDraft,
    PointKind,
)
from crm_desktop.domain.problems import Refused
from crm_desktop.exports import views
from crm_desktop.exports.lists import clients_to_file
from crm_desktop.exports.views import View, known
from crm_desktop.files.vcards_written import LONGEST
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import imports as import_queries
from crm_desktop.queries.clients import ClientCard
from tests.fixtures import make_base


def phone(number: str, label: str = "") -> PointDraft:
    return PointDraft(PointKind.PHONE, number, label)


FIRM = ClientDraft(
    name="ООО «Ромашка»; Ёлки, и Ко",
    kind=ClientKind.COMPANY,
    inn="7701000001",
    kpp="770101001",
    city="Орёл",
    address="ул. Ленина, 5; вход со двора \\ 2 этаж",
    source="Ярмарка",
    status="Постоянный",
    tags=("опт", "юг и север"),
    comment="Первая строка, с запятой;\nвторая: «ещё»\n\nчетвёртая " + "щёлк " * 40,
    external_id="1С-000000042",
    points=(
        phone("+7 916 123-45-67", "mobile"),
        phone("8 (495) 123-45-67 доб. 12", "work"),
        phone("+7 4862 12-34-56", "fax"),
        PointDraft(PointKind.EMAIL, "info@yolki.ru"),
        PointDraft(PointKind.EMAIL, "Zakaz@Yolki.ru"),
        PointDraft(PointKind.SITE, "https://yolki.ru/карта?ll=37.6,55.7;z=1"),
        PointDraft(PointKind.MESSENGER, "@yolki", "telegram"),
        PointDraft(PointKind.MESSENGER, "vk.com/yolki"),
    ),
    contacts=(
        ContactDraft("Ёжикова Анна", "закупки, склад", (phone("+7 903 000-11-22", "mobile"),)),
        ContactDraft("Пётр Ильич Ким", "", (PointDraft(PointKind.EMAIL, "kim@yolki.ru"),)),
    ),
)
PERSON = ClientDraft(
    name="Семёнова Наталья Петровна",
    last_name="Семёнова",
    first_name="Наталья",
    middle_name="Петровна",
    city="Тула",
    birthday=date(1980, 2, 29),
    points=(phone("+7 910 555-44-33", "home"), phone("+7 910 555-44-34", "")),
)
NAMED_AS_ONE = ClientDraft(name="Кузнецов Пётр", points=(phone("+7 910 555-44-35"),))
NO_NAME_OF_A_PERSON = ClientDraft(name="Наталья с рынка", points=(phone("+7 910 555-44-36"),))


@pytest.fixture
def filled(crm: Crm) -> Crm:
    for one in (FIRM, PERSON, NAMED_AS_ONE, NO_NAME_OF_A_PERSON):
        crm.do(clients.add, one)
    return crm


def carried(card: ClientCard) -> dict[str, Any]:
    """All that a card can say of a client."""
    names = (
        "name", "kind", "last_name", "first_name", "middle_name", "inn", "kpp", "ogrn", "city",
        "address", "source", "status", "birthday", "comment", "external_id",
    )  # fmt: skip
    plain = {name: getattr(card, name) for name in names}
    return {
        **plain,
        "tags": sorted(card.tags),
        "points": points(card.points),
        "contacts": [(c.name, c.position, points(c.points)) for c in card.contacts],
    }


def points(rows: Any) -> list[tuple[Any, ...]]:
    """Ways of contact; an import writes e-mails small, which means the same."""
    return sorted(
        (p.kind, p.label, p.normal if p.kind == "email" else p.value, p.normal or "", p.ext or "")
        for p in rows
    )


def brought_in(crm: Crm, file: Path) -> list[ClientCard]:
    staged = crm.ask(import_queries.stage_file, str(file), str(crm.folder / "staging"))
    crm.do(imports.clients, crm.ask(import_queries.preview, staged, file.name).plan)
    return list(crm.ask(client_queries.dump))


def test_out_and_in_again_changes_nothing(filled: Crm, tmp_path: Path) -> None:
    target = tmp_path / "Клиенты.VCF"
    assert filled.export(clients_to_file, target, "ru") == 4
    before = [carried(one) for one in filled.ask(client_queries.dump)]
    before[2] |= {"last_name": "Кузнецов", "first_name": "Пётр"}  # told apart on the way
    fresh = Crm(make_base(tmp_path / "fresh"))
    try:
        assert [carried(one) for one in brought_in(fresh, target)] == before
    finally:
        fresh.close()


def test_the_file_is_as_the_standard_wants_it(filled: Crm, tmp_path: Path) -> None:
    target = tmp_path / "c.vcf"
    filled.export(clients_to_file, target, "ru")
    data = target.read_bytes()
    assert data.endswith(b"END:VCARD\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line or len(line) > LONGEST for line in lines)
    assert max(map(len, lines)) >= LONGEST - 1
    assert all(line.decode("utf-8") for line in lines)
    whole = data.decode().replace("\r\n ", "").split("\r\n")
    assert (whole.count("BEGIN:VCARD"), whole.count("VERSION:3.0")) == (6, 6)
    assert {
        r"FN:ООО «Ромашка»\; Ёлки\, и Ко",
        r"ADR;TYPE=WORK:;;ул. Ленина\, 5\; вход со двора \\ 2 этаж;Орёл;;;",
        "TEL;TYPE=CELL,PREF:+7 916 123-45-67",
        "TEL;TYPE=WORK:8 (495) 123-45-67 доб. 12",
        "TEL;TYPE=FAX:+7 4862 12-34-56",
        "EMAIL;TYPE=INTERNET,PREF:info@yolki.ru",
        "URL:https://yolki.ru/карта?ll=37.6,55.7;z=1",
        "CATEGORIES:опт,юг и север",
        "X-INN:7701000001",
        "X-TELEGRAM:@yolki",
        "UID:1С-000000042",
        r"TITLE:закупки\, склад",
        "N:Семёнова;Наталья;Петровна;;",
        "BDAY:1980-02-29",
        "N:Кузнецов;Пётр;;;",
        "N:;Наталья с рынка;;;",
    } <= set(whole)
    assert whole.count(r"ORG:ООО «Ромашка»\; Ёлки\, и Ко") == 3


def test_a_label_of_ones_own_stands_beside_its_phone(crm: Crm, tmp_path: Path) -> None:
    crm.do(clients.add, replace(NAMED_AS_ONE, points=(phone("+7 495 111-22-33", "Бухгалтерия"),)))
    target = tmp_path / "c.vcf"
    crm.export(clients_to_file, target, "ru")
    text = target.read_text("utf-8")
    assert "item1.TEL;TYPE=VOICE:+7 495 111-22-33\nitem1.X-ABLabel:Бухгалтерия\n" in text


def test_a_view_of_clients_and_no_other(filled: Crm, tmp_path: Path) -> None:
    ids = filled.ask(client_queries.ids)
    view = View("Клиенты", "", (), known(()), 1, cards=[ids[0], 999])
    target = tmp_path / "c.vcf"
    assert filled.export(views.to_file, view, target, "ru") == 1
    before = target.read_bytes()
    with pytest.raises(Refused) as refused:
        filled.export(views.to_file, view, target, "ru")
    assert refused.value.problems[0].code == "file.exists"
    with pytest.raises(Refused) as refused:
        filled.export(views.to_file, replace(view, cards=None), target, "ru", overwrite=True)
    assert refused.value.problems[0].code == "export.unknown-ending"
    assert target.read_bytes() == before
