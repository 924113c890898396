"""The list of clients as data: orders of up to three fields, lines of any fields."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from crm_desktop.commands import client_fields as field_commands
from crm_desktop.commands import clients as commands
from crm_desktop.commands import custom_fields as own_fields
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.filters import Condition, Group, Operator
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.views import BY_NAME, UNKNOWN_SORT, Sort, sorted_by
from crm_desktop.queries import client_fields, client_list, clients

_PEOPLE = (
    ("Ёлкина", "Тула", "опт", None),
    ("Абрамов", "", "опт", date(1990, 5, 1)),
    ("Жуков", "Казань", "", date(1980, 5, 1)),
    ("Белов", "Тула", "розница", None),
    ("Власов", "Казань", "опт", date(1970, 1, 2)),
)


@pytest.fixture
def shop(crm: Crm) -> Crm:
    for name, city, source, born in _PEOPLE:
        crm.do(commands.add, ClientDraft(name=name, city=city, source=source, birthday=born))
    return crm


def _names(crm: Crm, *sorts: Sort) -> list[str]:
    ids = crm.ask(clients.ids, sorts=sorts)
    rows = {line.id: line.name for line in crm.ask(client_list.lines, ids, ["city"])}
    return [rows[one] for one in ids]


def test_three_fields_decide_one_after_the_other(shop: Crm) -> None:
    found = _names(shop, Sort("source"), Sort("city", descending=True), Sort("name"))
    assert found == ["Ёлкина", "Власов", "Абрамов", "Белов", "Жуков"]


def test_what_is_empty_comes_last_both_ways(shop: Crm) -> None:
    up, down = _names(shop, Sort("birthday")), _names(shop, Sort("birthday", descending=True))
    assert up[:3] == ["Власов", "Жуков", "Абрамов"]
    assert down[:3] == ["Абрамов", "Жуков", "Власов"]
    assert set(up[3:]) == set(down[3:]) == {"Ёлкина", "Белов"}
    assert _names(shop, Sort("city", descending=True))[-1] == "Абрамов"


def test_every_field_but_lists_can_be_sorted_by(shop: Crm) -> None:
    everybody = sorted(shop.ask(clients.ids))
    for info in shop.ask(client_fields.known):
        if client_fields.sortable(info):
            assert sorted(shop.ask(clients.ids, sorts=(Sort(info.name),))) == everybody
    for name in ("tags", "nothing"):
        with pytest.raises(Refused) as refused:
            shop.ask(clients.ids, sorts=(Sort(name),))
        assert refused.value.problems[0].code == UNKNOWN_SORT


def test_first_hits_stand_in_the_order_of_the_list_by_any_field(shop: Crm) -> None:
    shop.do(own_fields.add, FieldDraft(CustomNoun.CLIENT, CustomKind.NUMBER, "Рост"))
    shop.do(own_fields.add, FieldDraft(CustomNoun.CLIENT, CustomKind.TEXT, "Размер"))
    first, second, third, *_rest = shop.ask(clients.ids)
    height, size = (one.name for one in shop.ask(client_fields.known)[-2:])
    shop.do(field_commands.set_fields, first, {height: "9", size: "М", "phone": "8 916 123-45-67"})
    shop.do(field_commands.set_fields, second, {height: "10", size: "L"})
    shop.do(field_commands.set_fields, third, {"inn": "7707083893", "comment": "ёж"})
    for info in filter(client_fields.sortable, shop.ask(client_fields.known)):
        for sorts in (
            (Sort(info.name), Sort("source", descending=True)),
            (Sort(info.name, descending=True),),
        ):
            found = shop.ask(clients.skeleton, "а", sorts, most=50, shown=("city", size))
            wanted = shop.ask(clients.ids, "а", sorts)
            assert [line.id for line in found.lines] == list(found.ids) == wanted, sorts
            assert (found.whole, len(wanted)) == (True, len(_PEOPLE))


def test_lines_hold_the_fields_that_are_shown(shop: Crm) -> None:
    names = [info.name for info in shop.ask(client_fields.known)]
    first = shop.ask(clients.ids)[0]
    shop.do(field_commands.set_fields, first, {"tags": "опт, VIP", "phone": "8 916 123-45-67"})
    [line] = shop.ask(client_list.lines, [first, 99], [*names, "gone"])
    assert set(line.values) == set(names)
    assert (line.values["tags"], line.values["city"]) == (["опт", "VIP"], "")
    assert (line.name, line.values["birthday"]) == ("Абрамов", "1990-05-01")


def test_the_archive_is_shown_to_whom_asks_for_it(shop: Crm) -> None:
    ids = shop.ask(clients.ids)
    with shop.database.write() as connection:
        connection.exec_driver_sql("UPDATE journal_context SET op = 1")
        connection.exec_driver_sql(
            "UPDATE client SET archived_at = '2026-01-01T00:00:00Z' WHERE id = ?", (ids[0],)
        )
        connection.exec_driver_sql("UPDATE journal_context SET op = NULL")
    named = Group((Condition("name", Operator.FILLED),))
    archived = Group((Condition("archived_at", Operator.FILLED),))
    assert shop.ask(clients.ids, wanted=named) == ids[1:]
    assert shop.ask(clients.ids, wanted=archived) == ids[:1]


def test_clicks_on_headings() -> None:
    assert sorted_by(BY_NAME, "name") == (Sort("name", descending=True),)
    assert sorted_by((Sort("name", descending=True),), "name") == BY_NAME
    two = sorted_by(BY_NAME, "city", further=True)
    assert two == (Sort("name"), Sort("city"))
    turned = sorted_by(two, "city", further=True)
    assert turned == (Sort("name"), Sort("city", descending=True))
    assert sorted_by(turned, "city", further=True) == BY_NAME
    for first, second, third in permutations(("city", "source", "debt")):
        three = (Sort(first), Sort(second), Sort(third))
        assert sorted_by(three, "name", further=True) == (Sort(first), Sort(second), Sort("name"))
    assert sorted_by(two, "city") == (Sort("city"),)


def test_sums_of_many_great_numbers(shop: Crm) -> None:
    ids = shop.ask(clients.ids)
    great = 2**62
    amounts = [great, great, great, -5, 0]
    with shop.database.write() as connection:
        for one, amount in zip(ids, amounts, strict=True):
            connection.exec_driver_sql(
                "UPDATE client_facts SET debt = ? WHERE client_id = ?", (amount, one)
            )
    found = shop.ask(client_list.sums, ids, ["debt", "name", "gone"])
    assert found == {"debt": (sum(amounts), 5)}
    assert shop.ask(client_list.sums, ids[3:4], ["debt"]) == {"debt": (-5, 1)}
    assert shop.ask(client_list.sums, [], ["debt"]) == {}


def test_values_that_stand_in_fields(shop: Crm) -> None:
    found = shop.ask(client_list.values, "city")
    assert [(one.value, one.count) for one in found] == [("Казань", 2), ("Тула", 2)]
    assert [one.value for one in shop.ask(client_list.values, "name", "ЕЛК")] == ["Ёлкина"]
    first = shop.ask(clients.ids)[0]
    shop.do(field_commands.set_fields, first, {"tags": "опт, VIP", "phone": "8 916 123-45-67"})
    assert {one.value for one in shop.ask(client_list.values, "tags")} == {"опт", "VIP"}
    assert len(shop.ask(client_list.values, "phone", "916")) == 1
    assert shop.ask(client_list.values, "gone") == []
