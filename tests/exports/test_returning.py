"""What goes out comes back the same: no cell of any client is taken for a change."""

from __future__ import annotations

import csv
import random
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from crm_desktop import words
from crm_desktop.commands import attachments, clients, custom_fields, imports
from crm_desktop.crm import Crm
from crm_desktop.domain.client_parts import Terms
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.exports.everything import everything_to_file
from crm_desktop.exports.lists import clients_to_file
from crm_desktop.queries import clients as questions
from crm_desktop.queries import imports as import_queries
from tests.round_trips import came_back, sent_out
from tests.tables import dump

COUNT = 300
TEXTS = (
    "", "=1+1", "+7 это не телефон", "-", "—", "нет", "@мастер", "'кавычка", "'=с кавычкой", "\t=табуляция",
    "две\nстроки", "0012", "12.05", "1e5", "3,5", "TRUE", "#Н/Д", " пробелы  внутри ", "ё" * 40_000,
    "_x000D_ странное", "<b>&amp;", "😀" * 20_000, "31.12.2026", "a\x00b\x0bc", "5,00101E+11",
)  # fmt: skip
TAGS = ("опт", "юг, север", "=х", "VIP", " с краю ", "_x000D_ метка", "таб\tв метке")
PHONES = ("8 916 123-45-67", "+7 (495) 123-45-67 доб. 12", "12-34", "+44 20 7946 0958", "нет")
FIELDS = (
    "name", "kind", "phone", "email", "city", "address", "source", "status", "tags", "owner",
    "comment", "inn", "kpp", "ogrn", "external_id", "birthday", "consent_on", "rhythm_days",
    "created_at", "debt",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _russian() -> None:
    words.set_language("ru")


def some_client(chance: random.Random, number: int, own: dict[CustomKind, str]) -> ClientDraft:
    def text() -> str:
        return chance.choice(TEXTS)

    def day(first: int, days: int) -> date:
        return date(first, 1, 1) + timedelta(days=chance.randrange(days))

    points = [PointDraft(PointKind.PHONE, chance.choice(PHONES)) for _ in range(number % 3)]
    points += [PointDraft(PointKind.EMAIL, f"Имя.{number}@Почта.рф")] if number % 2 else []
    points += [PointDraft(PointKind.MESSENGER, "@name"), PointDraft(PointKind.SITE, "=shop.ru")]
    custom: dict[str, Any] = {
        own[CustomKind.TEXT]: chance.choice([t for t in TEXTS if t.strip()])[:9_000],
        own[CustomKind.NUMBER]: chance.choice((1, -15_000, 12_345_6789, 10**17, 2**53 + 1, 0)),
        own[CustomKind.DATE]: day(1850, 90_000).isoformat(),
        own[CustomKind.SEVERAL]: chance.choice((["а"], ["а, б", "в; г"], ["=1", "б"])),
        own[CustomKind.FLAG]: chance.choice((True, None)),
        own[CustomKind.CHOICE]: chance.choice(("розница", "ОПТ", "чего нет")),
    }
    return ClientDraft(
        name=f"{text()[:400]} {number}",
        kind=chance.choice(list(ClientKind)),
        inn=chance.choice(("7701000001", "012345678901", "", "12")),
        kpp=chance.choice(("012345678", "")),
        ogrn=chance.choice(("1027700132195", "")),
        city=text()[:90],
        address=text(),
        source=text()[:90],
        status=text()[:90],
        comment=text(),
        external_id=chance.choice(("", f"0{number}", f"A-{number}")),
        birthday=chance.choice((None, day(1890, 48_000))),
        tags=tuple({chance.choice(TAGS) for _ in range(number % 3)}),
        points=tuple(points),
        custom=custom,
        terms=Terms(
            consent_on=chance.choice((None, day(2000, 9_000))),
            rhythm_days=chance.choice((None, 7, 45, 365)),
        ),
    )


@pytest.fixture
def own(crm: Crm) -> dict[CustomKind, str]:
    return {
        kind: str(
            crm.do(
                custom_fields.add,
                FieldDraft(CustomNoun.CLIENT, kind, f"Поле {kind.value}", choices=choices),
            ).value
        )
        for kind, choices in (
            (CustomKind.TEXT, ()),
            (CustomKind.NUMBER, ()),
            (CustomKind.DATE, ()),
            (CustomKind.SEVERAL, ("а, б", "в")),
            (CustomKind.FLAG, ()),
            (CustomKind.CHOICE, ("розница", "опт")),
        )
    }


def test_nothing_comes_back_changed(crm: Crm, tmp_path: Path, own: dict[CustomKind, str]) -> None:
    chance = random.Random(20261126)
    for number in range(COUNT):
        crm.do(clients.add, some_client(chance, number, own))
    before = dump(crm)
    view = sent_out(crm, tmp_path / "view.xlsx", (*FIELDS, *(f"custom:{n}" for n in own.values())))
    whole = tmp_path / "all.xlsx"
    crm.export(clients_to_file, whole, "ru")
    for file in (view, whole):
        saved_again = tmp_path / f"again-{file.name}"
        book = openpyxl.load_workbook(file)
        assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row), (
            "no text is a formula"
        )
        book.save(saved_again)
        for one in (file, saved_again):
            found = came_back(crm, one)
            assert found is not None
            assert [
                (change.column.field, change.old, change.text[:60]) for change in found.changes
            ] == []
            assert (found.read, found.removed, found.added) == (COUNT, 0, ())

    # As text and by the usual import nobody is new, and nobody is changed.
    for name, plain in (("excel.csv", False), ("plain.csv", True)):
        file = tmp_path / name
        assert crm.export(clients_to_file, file, "ru", plain=plain) == COUNT
        if not plain:
            text = file.read_bytes().decode("utf-8-sig")
            cells = [cell for row in csv.reader(text.splitlines(), delimiter=";") for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    assert dump(crm) == before


def test_a_guarded_text_comes_back_without_its_guard(crm: Crm, tmp_path: Path) -> None:
    texts = ("=1+1", "+ плюс", "- минус", "@мастер")
    for number, text in enumerate(texts):
        draft = ClientDraft(
            name=f"Клиент {number}",
            points=(PointDraft(PointKind.PHONE, f"8 916 000-00-0{number}"),),
            comment=text,
            city=text,
        )
        crm.do(clients.add, draft)
    for name, plain in (("excel.csv", False), ("plain.csv", True)):
        crm.export(clients_to_file, tmp_path / name, "ru", plain=plain)
    raw = (tmp_path / "plain.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    assert "=1+1" in next(csv.reader(raw.decode().splitlines()[1:]))
    for id_ in crm.ask(questions.ids):
        crm.do(clients.delete, id_)
    staged = crm.ask(
        import_queries.stage_file, str(tmp_path / "excel.csv"), str(tmp_path / "staging")
    )
    crm.do(imports.clients, crm.ask(import_queries.preview, staged, "excel.csv").plan)
    cards = [crm.ask(questions.card, id_) for id_ in crm.ask(questions.ids)]
    assert sorted((one.comment, one.city) for one in cards) == sorted(
        zip(texts, texts, strict=True)
    )


def test_everything_with_the_files_of_clients(crm: Crm, tmp_path: Path) -> None:
    for name in ("Анна/Б", "Анна:Б"):
        client = crm.do(clients.add, ClientDraft(name=name, birthday=date(1980, 5, 17))).value
        paper = tmp_path / "Договор.txt"
        paper.write_text(name, "utf-8")
        crm.do(attachments.add, client, [paper])
    target = tmp_path / "всё.zip"
    crm.export(everything_to_file, target)
    with zipfile.ZipFile(target) as packed:
        names = packed.namelist()
        assert len(names) == 3
        assert sorted(packed.read(one).decode() for one in names[1:]) == ["Анна/Б", "Анна:Б"]
        packed.extract("base.xlsx", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "base.xlsx")
    titles = book.sheetnames
    assert {"Клиенты", "Сделки", "Задачи", "Документы"} <= set(titles)
    assert {"contact_point", "client_relation", "custom_field", "activity"} <= set(titles)
    changes = list(book["Изменения"].iter_rows(values_only=True))
    assert ("Хозяйка", "Новый клиент «Анна/Б»") in {row[1:] for row in changes}
