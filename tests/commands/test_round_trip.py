"""Out into a spreadsheet, edited there, and back: what was changed, what meanwhile, what is new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from crm_desktop import words
from crm_desktop.commands import client_fields, clients, custom_fields, merge, round_trip
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.round_trip import Accepted, CellChange, RoundTrip
from crm_desktop.queries import clients as questions
from crm_desktop.queries import imports
from crm_desktop.words.round_trip import found_text
from crm_desktop.words.round_trip_cells import cell_text
from tests.fixtures import a_client, make_base
from tests.round_trips import Edit, came_back, edited, sent_out
from tests.tables import dump

FIELDS = (
    "name", "phone", "email", "city", "birthday", "tags", "debt", "kind", "inn", "comment",
    "rhythm_days", "owner", "created_at",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _russian() -> None:
    words.set_language("ru")


@pytest.fixture
def anna(crm: Crm) -> int:
    return crm.do(clients.add, a_client("Иванова Анна", "8 916 123-45-67", city="Москва")).value


@pytest.fixture
def pyotr(crm: Crm) -> int:
    return crm.do(clients.add, a_client("=Петров", "8 495 123-45-67", city="Тула")).value


def back(crm: Crm, file: Path) -> RoundTrip:
    found = came_back(crm, file)
    assert found is not None
    return found


def of(cells: Mapping[str, Mapping[str, Any]]) -> Edit:
    return lambda row: cells[str(row["Название"])]


def said(one: CellChange) -> tuple[str, ...]:
    texts = (cell_text(one.column, held, "ru") for held in (one.old, one.value, one.seen))
    return (one.column.field, *texts)


def test_what_was_changed_comes_back_cell_by_cell_and_is_taken_back(
    crm: Crm, anna: int, pyotr: int, tmp_path: Path
) -> None:
    before = dump(crm)
    file = sent_out(crm, tmp_path / "клиенты.xlsx", FIELDS)
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    hidden = [name for name, one in sheet.column_dimensions.items() if one.hidden]
    assert len(hidden) >= 1
    assert sheet.auto_filter.ref == "A1:O3", "sorting takes the hidden columns along"
    assert back(crm, file).changes == ()
    edited(
        file,
        of(
            {
                "=Петров": {
                    "Город": "Орёл ",
                    "Телефон": "8(495)123 45 67",
                    "День рождения": "17.05.1980",
                    "Метки": "опт; юг",
                },
                "Иванова Анна": {
                    "Название": "Анна Иванова",
                    "Телефон": "+79161234567, 89030000000",
                },
            }
        ),
        ["Новая Вера", 79031112233, "vera@shop.ru", "Псков", date(1990, 2, 28)],
        [None, None],
    )
    found = back(crm, file)
    assert sorted(said(one) for one in found.changes) == [
        ("birthday", "", "17.05.1980", ""),
        ("city", "Тула", "Орёл", "Тула"),
        ("name", "Иванова Анна", "Анна Иванова", "Иванова Анна"),
        ("phone", "+7 (916) 123-45-67", "+7 (916) 123-45-67, +7 (903) 000-00-00", "+7 (916) 123-45-67"),
        ("tags", "", "опт, юг", ""),
    ]  # fmt: skip
    assert not found.conflicts
    assert [(one.draft.name, one.draft.city, one.known) for one in found.added] == [
        ("Новая Вера", "Псков", "")
    ]
    assert found.unread == ("Выставлено", "Дата записи")
    done = crm.do(round_trip.apply, Accepted(file.name, found.changes, found.added))
    assert (done.value.cells, done.value.clients, done.value.added) == (5, 2, 1)
    card = crm.ask(questions.card, anna)
    assert (card.name, [one.value for one in card.points]) == (
        "Анна Иванова",
        ["+79161234567", "89030000000"],
    )
    card = crm.ask(questions.card, pyotr)
    assert (card.city, card.birthday, card.tags) == ("Орёл", "1980-05-17", ("опт", "юг"))
    assert back(crm, file).changes == (), "what is the same by now is no change"
    assert crm.copies(), "a verified copy came first"
    crm.undo(done.operation)
    assert dump(crm) == before


def test_a_card_changed_meanwhile_is_a_conflict_only_where_the_same_field_was(
    crm: Crm, anna: int, pyotr: int, tmp_path: Path
) -> None:
    file = sent_out(crm, tmp_path / "a.xlsx", FIELDS)
    crm.do(client_fields.set_fields, anna, {"city": "Пермь", "comment": "звонила"})
    crm.do(client_fields.set_fields, pyotr, {"phone": "8 800 555-35-35", "city": "Орёл"})
    assert back(crm, file).changes == (), "what was not touched in the file is left alone"
    edited(
        file,
        of(
            {
                "Иванова Анна": {"Город": "Казань", "Почта": "Anna@Shop.ru"},
                "=Петров": {"Телефон": None, "Город": "Орёл"},
            }
        ),
    )
    found = back(crm, file)
    assert [said(one) for one in found.changes if not one.conflict] == [
        ("email", "", "Anna@Shop.ru", "")
    ]
    assert [(*said(one), one.by) for one in found.conflicts] == [
        ("phone", "+7 (495) 123-45-67", "", "8 (800) 555-35-35", "Хозяйка"),
        ("city", "Москва", "Казань", "Пермь", "Хозяйка"),
    ]
    crm.do(clients.delete, pyotr)
    with pytest.raises(Refused, match=r"round-trip\.moved"):
        crm.do(round_trip.apply, Accepted(file.name, found.changes))
    assert crm.ask(questions.card, anna).city == "Пермь", "nothing at all was brought in"
    mine = tuple(one for one in back(crm, file).changes if one.client == anna)
    crm.do(round_trip.apply, Accepted(file.name, mine))
    card = crm.ask(questions.card, anna)
    assert (card.city, card.comment) == ("Казань", "звонила")
    with pytest.raises(Refused, match=r"round-trip\.moved"):
        crm.do(round_trip.apply, Accepted(file.name, mine))
    with pytest.raises(Refused, match=r"round-trip\.nothing-chosen"):
        crm.do(round_trip.apply, Accepted(file.name, ()))


def test_rows_sorted_copied_removed_and_of_those_who_are_gone(
    crm: Crm, anna: int, pyotr: int, tmp_path: Path
) -> None:
    boris = crm.do(clients.add, ClientDraft(name="Борис", comment="=1+1")).value
    file = sent_out(crm, tmp_path / "a.xlsx", FIELDS)
    crm.do(merge.clients, anna, [boris], {})
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    by_name = {row[0]: row for row in rows}
    copied = [*by_name["Иванова Анна"]]
    copied[0], copied[1] = "Анна-вторая", "+7 916 123-45-67"
    sheet.delete_rows(1, 9)
    sheet.append(["Список из программы"])
    moved = [*range(3, len(head)), 0, 1, 2]
    for row in (head, copied, by_name["Борис"], by_name["Иванова Анна"]):
        sheet.append([row[place] for place in moved])
    book.save(file)
    found = back(crm, file)
    assert found.changes == ()
    assert [(one.draft.name, one.known) for one in found.added] == [("Анна-вторая", "Иванова Анна")]
    assert (found.read, found.removed, found.gone) == (3, 1, ("Борис",))
    text = found_text(found, "ru")
    assert "1 новая строка" in text
    assert "Название" not in text
    assert dump(crm)["client"], "looking writes nothing"


def test_what_is_not_understood_is_told_and_cannot_be_brought_in(
    crm: Crm, anna: int, tmp_path: Path
) -> None:
    file = sent_out(crm, tmp_path / "a.xlsx", FIELDS)
    edited(
        file,
        lambda _row: {
            "Вид клиента": "Марсианин",
            "Ответственный": "Никто",
            "ИНН": "5,00101E+11",
            "День рождения": "31.02.2001",
            "Название": None,
            "Ритм контактов": "иногда",
        },
    )
    found = back(crm, file)
    assert sorted((one.column.field, one.problem) for one in found.changes) == [
        ("birthday", "import.date-unreadable"),
        ("inn", "round-trip.cut-short"),
        ("kind", "round-trip.not-a-kind"),
        ("name", "field.required"),
        ("owner", "round-trip.no-such-employee"),
        ("rhythm_days", "import.rhythm-unreadable"),
    ]
    with pytest.raises(Refused, match=r"cut-short"):
        crm.do(round_trip.apply, Accepted(file.name, found.changes))
    assert crm.ask(questions.card, anna).inn == ""


def test_fields_of_ones_own_and_the_phone_of_somebody_inside(crm: Crm, tmp_path: Path) -> None:
    own = [
        crm.do(custom_fields.add, FieldDraft(CustomNoun.CLIENT, kind, name, choices=choices)).value
        for kind, name, choices in (
            (CustomKind.NUMBER, "Скидка, %", ()),
            (CustomKind.DATE, "Договор до", ()),
            (CustomKind.SEVERAL, "Марки", ("Киа", "Лада, Нива")),
            (CustomKind.FLAG, "Опт", ()),
            (CustomKind.CHOICE, "Цена", ("розница", "опт")),
        )
    ]
    number, day, several, flag, choice = map(str, own)
    inside = ContactDraft("Пётр", points=(PointDraft(PointKind.PHONE, "8 916 000-00-01"),))
    firm = crm.do(
        clients.add,
        ClientDraft(
            name="ООО «Ёлки»",
            contacts=(inside,),
            custom={number: 12_5000, day: "2026-12-31", several: ["Лада, Нива"], flag: True},
        ),
    ).value
    names = ["name", "phone", *(f"custom:{one}" for one in own)]
    file = sent_out(crm, tmp_path / "a.xlsx", names)
    assert back(crm, file).changes == ()
    edited(
        file,
        lambda _row: {
            "Телефон": "8 916 000-00-02",
            "Скидка, %": 7.25,
            "Договор до": date(2027, 1, 15),
            "Марки": "Киа; Лада, Нива",
            "Опт": None,
            "Цена": "ОПТ",
        },
    )
    found = back(crm, file)
    assert len(found.changes) == 6
    assert not any(one.problem for one in found.changes)
    crm.do(round_trip.apply, Accepted(file.name, found.changes))
    card = crm.ask(questions.card, firm)
    assert card.custom == {
        number: 7_2500, day: "2027-01-15", several: ["Киа", "Лада, Нива"], choice: "опт",
    }  # fmt: skip
    assert [one.points[0].value for one in card.contacts] == ["8 916 000-00-02"]
    assert back(crm, file).changes == ()


def test_a_list_of_another_base_is_imported_as_any_other(
    crm: Crm, anna: int, tmp_path: Path
) -> None:
    file = sent_out(crm, tmp_path / "a.xlsx", FIELDS)
    other = Crm(make_base(tmp_path / "other"))
    try:
        assert came_back(other, file) is None
        staged = other.ask(imports.stage_file, str(file), str(tmp_path / "staging"))
        preview = other.ask(imports.preview, staged, file.name)
        fields = dict(zip(preview.plan.headers, preview.plan.fields, strict=True))
        assert {kind for head, kind in fields.items() if "crm-desktop" in head} == {"ignore"}
        assert preview.tally.created == 1
    finally:
        other.close()
