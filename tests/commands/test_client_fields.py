"""A field set by name, its whole story on the card, and any earlier value back again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm_desktop.commands import client_fields, clients, imports
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import NOT_A_KIND
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.story import ChangeKind
from crm_desktop.queries import client_changes
from crm_desktop.queries import clients as questions
from crm_desktop.queries.client_changes import FieldChange
from tests.fixtures import a_client
from tests.import_plans import plan_of

FULL = ClientDraft(
    name="Семёнова Наталья",
    last_name="Семёнова",
    birthday=date(1980, 5, 17),
    tags=("опт",),
    custom={"f1": 7},
    points=(
        PointDraft(PointKind.PHONE, "8 (916) 123-45-67", "рабочий"),
        PointDraft(PointKind.EMAIL, "info@yolki.ru"),
    ),
    contacts=(ContactDraft("Иванов", points=(PointDraft(PointKind.PHONE, "8 495 111-22-33"),)),),
)


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(clients.add, FULL).value


def told(crm: Crm, client: int) -> list[tuple[str, str, str, str]]:
    found = crm.ask(client_changes.changes, client)
    return [(one.kind.value, one.field, one.old, one.new) for one in found]


def _change(crm: Crm, client: int, field: str, old: str) -> FieldChange:
    found = crm.ask(client_changes.changes, client)
    return next(one for one in found if (one.field, one.old) == (field, old))


def test_only_what_was_named_changes(crm: Crm, client: int) -> None:
    with crm.database.read() as connection:
        before = dict(connection.exec_driver_sql("SELECT * FROM client").mappings().one())
    crm.do(client_fields.set_fields, client, {"city": " Тула ", "phone": "8 916 765-43-21"})
    with crm.database.read() as connection:
        after = dict(connection.exec_driver_sql("SELECT * FROM client").mappings().one())
    assert after == before | {"city": "Тула"}
    card = crm.ask(questions.card, client)
    assert [(p.value, p.normal, p.label) for p in card.points] == [
        ("8 916 765-43-21", "+79167654321", "рабочий"),
        ("info@yolki.ru", "info@yolki.ru", ""),
    ]
    assert told(crm, client)[:2] == [
        ("changed", "phone", "8 (916) 123-45-67 (рабочий)", "8 916 765-43-21 (рабочий)"),
        ("changed", "city", "", "Тула"),
    ]


def test_emptied_and_added(crm: Crm, client: int) -> None:
    fields = {"birthday": "", "tags": "VIP, опт, VIP", "email": "", "site": "yolki.ru"}
    crm.do(client_fields.set_fields, client, fields)
    card = crm.ask(questions.card, client)
    assert (card.birthday, card.tags) == (None, ("VIP", "опт"))
    assert [(p.kind, p.value) for p in card.points][1:] == [("site", "yolki.ru")]
    assert sorted(told(crm, client))[:4] == [
        ("added", "site", "", "yolki.ru"),
        ("changed", "birthday", "1980-05-17", ""),
        ("changed", "tags", "опт", "VIP, опт"),
        ("made", "name", "", "Семёнова Наталья"),
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"colour": "red"}, client_fields.UNKNOWN),
        ({"birthday": "17.05.1980"}, client_fields.NOT_A_DAY),
        ({"birthday": "2980-05-17"}, "client.birthday-in-future"),
        ({"kind": "firm"}, NOT_A_KIND),
        ({"name": "", "phone": "", "email": ""}, "field.required"),
    ],
)
def test_what_cannot_be_set_changes_nothing(
    crm: Crm, client: int, fields: dict[str, str], code: str
) -> None:
    before = told(crm, client)
    with pytest.raises(Refused) as refused:
        crm.do(client_fields.set_fields, client, fields | {"city": "Тула"})
    assert refused.value.problems[0].code == code
    assert told(crm, client) == before


def test_three_changes_of_a_phone_by_three_ways(crm: Crm, client: int, tmp_path: Path) -> None:
    card = crm.ask(questions.card, client)
    phone = next(p for p in card.points if p.kind == "phone")
    typed = PointDraft(PointKind.PHONE, "8 916 000-00-01", phone.label, phone.id)
    crm.do(clients.edit, client, ClientDraft(name=FULL.name, inn="7701000001", points=(typed,)))
    crm.do(client_fields.set_fields, client, {"phone": "8 916 000-00-02"})
    rows: list[list[object]] = [[1, FULL.name, "", "8 916 000-00-02, 8 916 000-00-03", ""]]
    crm.do(imports.clients, plan_of(crm, tmp_path, rows))
    story = [one for one in told(crm, client) if one[1] == "phone"]
    assert story == [
        ("added", "phone", "", "8 916 000-00-03"),
        ("changed", "phone", "8 916 000-00-01 (рабочий)", "8 916 000-00-02 (рабочий)"),
        ("changed", "phone", "8 (916) 123-45-67 (рабочий)", "8 916 000-00-01 (рабочий)"),
    ]
    changes = crm.ask(client_changes.changes, client)
    names = [one.name for one in changes if one.field == "phone"]
    assert names == ["client.import", "client.set", "client.edit"]
    assert {one.actor for one in changes} == {"Хозяйка"}
    first = _change(crm, client, "phone", "8 (916) 123-45-67 (рабочий)")
    crm.do(client_fields.set_back, client, first.row, first.field)
    points = crm.ask(questions.card, client).points
    assert [p.value for p in points if p.kind == "phone"] == [
        "8 (916) 123-45-67",
        "8 916 000-00-03",
    ]
    assert points[0].normal == "+79161234567"
    assert crm.database.check() == []


def test_earlier_values_come_back(crm: Crm, client: int) -> None:
    crm.do(client_fields.set_fields, client, {"name": "Петрова", "tags": "", "email": ""})
    for field, old in (("name", "Семёнова Наталья"), ("tags", "опт"), ("email", "info@yolki.ru")):
        change = _change(crm, client, field, old)
        crm.do(client_fields.set_back, client, change.row, field)
    card = crm.ask(questions.card, client)
    assert (card.name, card.last_name, card.tags) == ("Семёнова Наталья", "Семёнова", ("опт",))
    assert [p.value for p in card.points] == ["8 (916) 123-45-67", "info@yolki.ru"]
    assert [one.id for one in crm.ask(questions.found, "семенова")] == [client]
    crm.undo()
    assert [p.kind for p in crm.ask(questions.card, client).points] == ["phone"]
    assert crm.database.check() == []


def test_a_row_of_somebody_else_is_refused(crm: Crm, client: int) -> None:
    other = crm.do(clients.add, a_client("Другой", "8 916 000-00-09")).value
    crm.do(client_fields.set_fields, client, {"city": "Тула"})
    row = crm.ask(client_changes.changes, client)[0].row
    for whose, field, which in (
        (other, "city", row),
        (client, "created_at", row),
        (client, "city", 1),
    ):
        with pytest.raises(Refused) as refused:
            crm.do(client_fields.set_back, whose, which, field)
        assert refused.value.problems[0].code == NOT_FOUND


def test_undo_is_part_of_the_story(crm: Crm, client: int) -> None:
    crm.do(client_fields.set_fields, client, {"city": "Тула"})
    crm.undo()
    newest, before, *_ = crm.ask(client_changes.changes, client)
    assert (newest.old, newest.new, newest.via) == ("Тула", "", "undo")
    assert (before.old, before.new, before.via) == ("", "Тула", "do")


def test_the_bin_is_told_and_somebody_in_it_is_not(crm: Crm, client: int) -> None:
    crm.do(clients.delete, client)
    assert crm.ask(client_changes.changes, client) == []
    crm.do(clients.restore, client)
    assert [one.field for one in crm.ask(client_changes.changes, client)][:2] == ["deleted_at"] * 2
    assert crm.ask(client_changes.changes, client)[-1].kind is ChangeKind.MADE


def test_no_earlier_value_puts_a_client_into_the_bin(crm: Crm, client: int) -> None:
    crm.do(clients.delete, client)
    crm.do(clients.restore, client)
    row = crm.ask(client_changes.changes, client)[0].row
    with pytest.raises(Refused) as refused:
        crm.do(client_fields.set_back, client, row, "deleted_at")
    assert refused.value.problems[0].code == NOT_FOUND


def test_only_so_many_are_told(crm: Crm, client: int) -> None:
    for number in range(12):
        crm.do(client_fields.set_fields, client, {"city": f"Город {number}"})
    assert [one.new for one in crm.ask(client_changes.changes, client, 3)] == [
        "Город 11",
        "Город 10",
        "Город 9",
    ]
