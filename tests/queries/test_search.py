"""The one box over everything: scraps, notations, the wrong layout, the other alphabet, recent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crm_desktop.commands import activities, clients, custom_fields, deals, tasks
from crm_desktop.crm import Crm
from crm_desktop.db.engine import reading
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.custom_fields import LISTED, CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.domain.text import search_words
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import search
from crm_desktop.queries.search import KINDS, Hit
from tests.fixtures import a_client

IVANOV = ClientDraft(
    name="Иванов Пётр",
    inn="7701000001",
    city="Тула",
    tags=("опт",),
    points=(
        PointDraft(PointKind.PHONE, "8 (916) 123-45-67"),
        PointDraft(PointKind.EMAIL, "Petr@Okna.RU"),
    ),
    contacts=(ContactDraft("Семёнова Наталья", "бухгалтер"),),
)


@pytest.fixture
def ivanov(crm: Crm) -> int:
    crm.do(clients.add, a_client("Ромашка"))
    return crm.do(clients.add, IVANOV).value


def found(crm: Crm, text: str) -> list[Hit]:
    return crm.ask(search.everything, text)


@pytest.mark.parametrize(
    ("typed", "field", "how"),
    [
        ("ванов", "name", "plain"),
        ("ПЕТР ИВАНОВ", "name", "plain"),
        ("4567", "phone", "plain"),
        ("+7 916 123", "phone", "plain"),
        ("okna", "email", "plain"),
        ("7701", "inn", "plain"),
        ("тула", "city", "plain"),
        ("опт", "tags", "plain"),
        ("семенова", "contact", "plain"),
        ("bdfyjd", "name", "layout"),
        ("ivanov petr", "name", "translit"),
    ],
)
def test_a_scrap_finds_the_client_and_says_why(
    crm: Crm, ivanov: int, typed: str, field: str, how: str
) -> None:
    (hit,) = found(crm, typed)
    assert (hit.kind, hit.id, hit.how) == ("client", ivanov, how)
    assert hit.why[0].field == field


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        (CustomKind.TEXT, "аллергия на лилии", "лилии"),
        (CustomKind.CHOICE, "Киа", "киа"),
        (CustomKind.SEVERAL, ["Мойка", "Ремонт"], "ремонт"),
        (CustomKind.LINK, "disk.example/anna", "example/an"),
    ],
)
def test_what_stands_in_a_field_of_ones_own_is_found_with_its_reason(
    crm: Crm, ivanov: int, kind: CustomKind, value: object, typed: str
) -> None:
    choices = ("Киа", "Мойка", "Ремонт") if kind in LISTED else ()
    draft = FieldDraft(CustomNoun.CLIENT, kind, "Важное", choices=choices)
    field = str(crm.do(custom_fields.add, draft).value)
    other = crm.do(clients.add, replace(a_client("Анна"), custom={field: value})).value
    (hit,) = found(crm, typed)
    assert (hit.kind, hit.id, hit.how) == ("client", other, "plain")
    assert hit.why[0].field == "Важное", "the reason is called as the field is"
    assert crm.ask(client_queries.ids, typed) == [other]


def test_the_lists_know_the_wrong_layout_as_well(crm: Crm, ivanov: int) -> None:
    assert crm.ask(client_queries.ids, search_text="bdfyjd") == [ivanov]
    assert crm.ask(client_queries.ids, search_text="ivanov") == [ivanov]
    assert crm.ask(client_queries.ids, search_text="cbljhtyrj") == []


def test_a_note_finds_its_client_once(crm: Crm, ivanov: int) -> None:
    for text in ("Просил перезвонить", "Опять просил скидку"):
        crm.do(activities.add_note, ivanov, text)
    (hit,) = found(crm, "просил")
    assert (hit.id, hit.why[0].field, hit.why[0].text) == (ivanov, "note", "Опять просил скидку")


def test_every_noun_has_its_share(crm: Crm, ivanov: int) -> None:
    for number in range(10):
        crm.do(clients.add, a_client(f"Иванов {number}"))
    deal = crm.do(deals.add, DealDraft(title="Окна Иванову", client_id=ivanov)).value
    task = crm.do(tasks.add, TaskDraft(title="Звонок Иванову", client_id=ivanov)).value
    hits = crm.ask(search.everything, "иванов", each=3)
    assert [hit.kind for hit in hits] == ["client"] * 3 + ["deal", "task"]
    assert [(hit.id, hit.client) for hit in hits[3:]] == [
        (deal, "Иванов Пётр"),
        (task, "Иванов Пётр"),
    ]
    assert crm.ask(search.everything, "иванов", kinds=("task",))[0].id == task


def test_what_begins_so_comes_first(crm: Crm) -> None:
    first = crm.do(clients.add, a_client("Окна плюс")).value
    crm.do(clients.add, a_client("Пластиковые окна"))
    assert found(crm, "окна")[0].id == first


def test_recent_is_what_was_looked_at_then_what_was_worked_on(crm: Crm, ivanov: int) -> None:
    deal = crm.do(deals.add, DealDraft(title="Окна", client_id=ivanov)).value
    gone = crm.do(clients.add, a_client("Удалённый")).value
    crm.do(clients.delete, gone)
    offer = crm.ask(search.palette, "", KINDS, [("client", ivanov)])
    assert [(hit.kind, hit.id) for hit in offer.recent][:2] == [("client", ivanov), ("deal", deal)]
    assert gone not in [hit.id for hit in offer.recent if hit.kind == "client"]
    assert all(hit.kind != "deal" for hit in crm.ask(search.palette, "", ("client",), []).recent)


@pytest.mark.parametrize(
    "text", ["", "   ", "«»", '"', "'; DROP TABLE client; --", "%", "*", "ё" * 500]
)
def test_nothing_typed_is_an_error(crm: Crm, ivanov: int, text: str) -> None:
    assert found(crm, text) == []


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        (CustomKind.NUMBER, 1_500_0000, "1500"),
        (CustomKind.NUMBER, 1_500_0000, "1 500"),
        (CustomKind.NUMBER, 52_5000, "52,5"),
        (CustomKind.NUMBER, 52_5000, "52.5"),
        (CustomKind.DATE, "2026-11-21", "21.11.2026"),
        (CustomKind.DATE, "2026-11-21", "2026-11-21"),
        (CustomKind.DATE, "2026-11-21", "21/11/26"),
        (CustomKind.DATE, "2026-11-21", "21 ноября 2026"),
    ],
)
def test_numbers_and_days_of_ones_own_are_found_as_they_are_written(
    crm: Crm, ivanov: int, kind: CustomKind, value: int | str, typed: str
) -> None:
    draft = FieldDraft(CustomNoun.CLIENT, kind, "Важное")
    field = str(crm.do(custom_fields.add, draft).value)
    other = crm.do(clients.add, replace(a_client("Анна"), custom={field: value})).value
    (hit,) = found(crm, typed)
    assert (hit.id, hit.how, hit.why[0].field) == (other, "plain", "Важное")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("ивонов", "Иванов Пётр"),
        ("ианов петр", "Иванов Пётр"),
        ("bdfyjdd", "Иванов Пётр"),
        ("ромошка", "Ромашка"),
        ("ramashka", "Ромашка"),
        ("89161234576", "Иванов Пётр"),
    ],
)
def test_the_nearest_spelling_when_nothing_else_is_found(
    crm: Crm, ivanov: int, typed: str, title: str
) -> None:
    hits = found(crm, typed)
    assert [(hit.title, hit.how) for hit in hits] == [(title, "spelling")]


def test_what_is_too_far_is_not_found(crm: Crm, ivanov: int) -> None:
    assert found(crm, "сидоренко") == []
    assert found(crm, "пит") == []


def test_words_of_the_name_come_before_beginnings_insides_and_other_fields(crm: Crm) -> None:
    wanted = [
        crm.do(clients.add, ClientDraft(**one)).value
        for one in (
            {"name": "Роман"},
            {"name": "Роман Плюс"},
            {"name": "Петров Роман"},
            {"name": "Петров Романов"},
            {"name": "Ася", "tags": ("роман",)},
            {"name": "Хроманова"},
            {"name": "Зоя", "city": "Романово"},
            {"name": "Яна", "city": "Хроманово"},
        )
    ]
    for number in range(70):
        crm.do(clients.add, a_client(f"Дроманов {number}", city="Хроманск"))
    assert [hit.id for hit in found(crm, "роман")][: len(wanted) - 3] == wanted[:-3]
    assert [hit.id for hit in found(crm, "роман")][:3] == wanted[:3], "among many, too"


def test_a_latin_surname_finds_the_person_before_strangers_mails(crm: Crm, ivanov: int) -> None:
    point = PointDraft(PointKind.EMAIL, "ivanov77@mail.ru")
    stranger = crm.do(clients.add, ClientDraft(name="Лужа", points=(point,))).value
    assert [hit.id for hit in found(crm, "ivanov")] == [ivanov, stranger]


def test_filters_narrow_what_words_find_and_stand_alone(crm: Crm, ivanov: int) -> None:
    owing = crm.do(clients.add, replace(a_client("Иванов Олег"), tags=("VIP гость",))).value
    big = crm.do(deals.add, DealDraft(title="Окна", client_id=owing, amount=150_000_00)).value
    small = crm.do(deals.add, DealDraft(title="Окно", client_id=ivanov, amount=20_000_00)).value

    def shown(text: str) -> list[tuple[str, int]]:
        return [(hit.kind, hit.id) for hit in found(crm, text)]

    assert shown("иванов #опт") == [("client", ivanov)]
    assert shown("#vip_го") == [("client", owing)]
    assert shown(">100000") == [("client", owing), ("deal", big)]
    assert shown("<50к") == [("client", ivanov), ("deal", small)]
    assert shown("иванов >100 000") == [("client", owing)]
    assert shown(">10к <100к ок") == [("deal", small)]
    assert shown("#опт >100000") == []
    assert shown("@okna") == [("client", ivanov)], "no employee is called so: a mail's domain"
    assert shown("окна @хозяйка") == [("deal", big)]


def test_the_list_narrows_by_filters_and_says_how_the_words_were_read(
    crm: Crm, ivanov: int
) -> None:
    owing = crm.do(clients.add, replace(a_client("Иванов Олег"), tags=("VIP",))).value
    crm.do(deals.add, DealDraft(title="Остекление", client_id=owing, amount=150_000_00))
    crm.do(activities.add_note, ivanov, "Просил сетку с дверцей")

    def listed(text: str, most: int | None = None) -> tuple[list[int], str, str]:
        found = crm.ask(client_queries.skeleton, text, most=most)
        assert list(found.ids) == crm.ask(client_queries.ids, text) or most is not None
        return list(found.ids), found.how, found.meant

    assert listed("#vip")[0] == [owing]
    assert listed("иванов >100000", most=50) == ([owing], "plain", "иванов")
    assert listed("иванов #опт @хозяйка")[0] == [ivanov]
    assert listed("#опт >100000")[0] == []
    assert listed("bdfyjd jktu") == ([owing], "layout", "иванов олег")
    assert listed("остекление") == ([owing], "elsewhere", "")
    assert listed("дверца") == ([ivanov], "elsewhere", "")
    assert listed("ивонов олег", most=50) == ([owing], "spelling", "Иванов Олег")
    assert listed("сидоренко") == ([], "plain", "")


def test_the_first_hits_of_the_list_are_those_whose_key_holds_the_words(
    crm: Crm, ivanov: int
) -> None:
    # Legal forms and quotes are cut out of what names are sorted by, and ё stands for itself.
    for name in (
        "Салон ООО «Ёлка»",
        "кооператив-ООО-звезда",
        "ИП Ёлкина О.О.",
        "Ооотель",
        "Абва бвга",
    ):
        crm.do(clients.add, a_client(name))
    with crm.database.read() as connection:
        keys = dict(reading(connection).execute("SELECT id, key FROM client_search").fetchall())
    scraps = {
        key[at : at + long] for key in keys.values() for at in range(40) for long in range(2, 9)
    }
    for typed in sorted({one.strip() for one in scraps}):
        words = search_words(typed)
        holding = {id_ for id_, key in keys.items() if all(word in key for word in words)}
        if holding:
            first = crm.ask(client_queries.skeleton, typed, most=50, shown=("name",))
            assert (set(first.ids), first.how) == (holding, "plain"), typed
    for typed in ("абвг", "кооотель", "салонелка"):
        first = crm.ask(client_queries.skeleton, typed, most=50, shown=("name",))
        assert not first.ids or first.how != "plain", typed


def test_a_search_keeps_what_it_has_looked_at_until_the_base_rests(crm: Crm, ivanov: int) -> None:
    def room() -> int:
        with crm.database.read() as connection:
            return int(reading(connection).execute("PRAGMA cache_size").fetchone()[0])

    small = room()
    crm.ask(client_queries.skeleton, "иван", most=50, shown=("name",))
    assert room() < small < 0, "in KiB, with a minus"
    assert crm.database.rest(0)
    assert room() == small
