"""Fields of the business's own: made, renamed with their choices, archived, deleted, filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from crm_desktop.commands import clients, custom_fields
from crm_desktop.crm import Crm
from crm_desktop.domain import custom_fields as rules
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.problems import NOT_FOUND, REQUIRED, Refused
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import custom_fields as asked
from tests.fixtures import a_client
from tests.tables import dump

CLIENT = CustomNoun.CLIENT
MAKE = FieldDraft(CLIENT, CustomKind.CHOICE, "Марка машины", "Машина", ("Киа", "Лада", "Форд"))


def refusal(crm: Crm, command: Callable[..., object], *arguments: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        crm.do(command, *arguments)
    return refused.value.problems[0].field, refused.value.problems[0].code


def custom(crm: Crm, client: int) -> dict[str, object]:
    return dict(crm.ask(client_queries.card, client).custom)


def test_fields_stand_in_the_order_of_the_user(crm: Crm) -> None:
    ids = [
        crm.do(custom_fields.add, FieldDraft(CLIENT, CustomKind.TEXT, name)).value
        for name in ("Первое", "  Второе\nполе ", "Третье")
    ]
    assert [one.name for one in crm.ask(asked.listing, CLIENT)] == [
        "Первое", "Второе поле", "Третье",
    ]  # fmt: skip
    crm.do(custom_fields.move, ids[2], ids[0])
    crm.do(custom_fields.move, ids[0], None)
    assert [one.id for one in crm.ask(asked.listing, CLIENT)] == [ids[2], ids[1], ids[0]]
    assert crm.ask(asked.listing, CustomNoun.DEAL) == []


@pytest.mark.parametrize(
    ("draft", "field", "code"),
    [
        (replace(MAKE, name=" "), "name", REQUIRED),
        (replace(MAKE, name="ЦВЕТ"), "name", rules.NAME_TAKEN),
        (replace(MAKE, choices=(" ", "")), "choices", rules.NO_CHOICES),
        (replace(MAKE, choices=("Киа", "киа")), "choices", rules.CHOICE_TWICE),
        (replace(MAKE, choices=tuple(map(str, range(501)))), "choices", rules.TOO_MANY),
        (replace(MAKE, standard=["Киа"]), "standard", rules.UNFIT),
    ],
)
def test_what_no_field_can_be(crm: Crm, draft: FieldDraft, field: str, code: str) -> None:
    crm.do(custom_fields.add, FieldDraft(CLIENT, CustomKind.TEXT, "Цвет"))
    before = dump(crm)
    assert refusal(crm, custom_fields.add, draft) == (field, code)
    assert dump(crm) == before


def test_a_renamed_choice_is_renamed_in_the_records(crm: Crm) -> None:
    make = crm.do(custom_fields.add, MAKE).value
    many = crm.do(custom_fields.add, replace(MAKE, kind=CustomKind.SEVERAL, name="Были")).value
    key, were = str(make), str(many)
    one = crm.do(
        clients.add, replace(a_client("Анна"), custom={key: "Киа", were: ["Лада", "Киа"]})
    ).value
    two = crm.do(clients.add, replace(a_client("Борис"), custom={key: "Форд"})).value
    before = dump(crm)
    changed = replace(MAKE, choices=("Kia", "Лада", "Форд", "ГАЗ"))
    assert crm.do(custom_fields.edit, make, changed).value == 1
    assert custom(crm, one) == {key: "Kia", were: ["Лада", "Киа"]}
    assert custom(crm, two) == {key: "Форд"}
    crm.undo()
    assert dump(crm) == before
    more = replace(MAKE, kind=CustomKind.SEVERAL, name="Были", choices=("Kia", "Лада", "Форд"))
    assert crm.do(custom_fields.edit, many, more).value == 1
    assert custom(crm, one)[were] == ["Лада", "Kia"]
    # A choice that only went stays where it stands.
    crm.do(custom_fields.edit, make, replace(MAKE, choices=("Киа", "Лада")))
    assert custom(crm, two) == {key: "Форд"}


def test_a_kind_changes_only_while_the_field_is_empty(crm: Crm) -> None:
    make = crm.do(custom_fields.add, FieldDraft(CLIENT, CustomKind.TEXT, "Сайт дилера")).value
    crm.do(custom_fields.edit, make, FieldDraft(CLIENT, CustomKind.NUMBER, "Сайт дилера"))
    crm.do(custom_fields.edit, make, FieldDraft(CLIENT, CustomKind.TEXT, "Сайт дилера"))
    crm.do(clients.add, replace(a_client("Анна"), custom={str(make): "kia.example"}))
    wrong = FieldDraft(CLIENT, CustomKind.NUMBER, "Сайт дилера")
    assert refusal(crm, custom_fields.edit, make, wrong) == ("kind", rules.KIND_KEPT)
    crm.do(custom_fields.edit, make, FieldDraft(CLIENT, CustomKind.LINK, "Сайт дилера"))
    (field,) = crm.ask(asked.listing, CLIENT)
    assert field.kind is CustomKind.LINK


def test_a_filled_field_is_deleted_only_with_what_stands_in_it(crm: Crm) -> None:
    make = crm.do(custom_fields.add, MAKE).value
    other = crm.do(custom_fields.add, FieldDraft(CLIENT, CustomKind.FLAG, "Опт")).value
    one = crm.do(
        clients.add, replace(a_client("Анна"), custom={str(make): "Киа", str(other): True})
    ).value
    assert [line.count for line in crm.ask(asked.counted, CLIENT)] == [1, 1]
    before = dump(crm)
    assert refusal(crm, custom_fields.delete, make) == ("", rules.HAS_VALUES)
    assert crm.do(custom_fields.delete, make, with_values=True).value == 1
    assert custom(crm, one) == {str(other): True}
    crm.undo()
    assert dump(crm) == before
    assert refusal(crm, custom_fields.delete, 999) == ("", NOT_FOUND)


def test_an_archived_field_is_asked_for_no_more_and_keeps_its_values(crm: Crm) -> None:
    make = crm.do(custom_fields.add, MAKE).value
    one = crm.do(clients.add, replace(a_client("Анна"), custom={str(make): "Киа"})).value
    crm.do(custom_fields.archive, make)
    assert crm.ask(asked.listing, CLIENT) == []
    assert [f.archived for f in crm.ask(asked.listing, CLIENT, archived=True)] == [True]
    crm.do(clients.edit, one, a_client("Анна Петровна"))
    assert custom(crm, one) == {str(make): "Киа"}
    crm.do(custom_fields.restore, make)
    assert [f.name for f in crm.ask(asked.listing, CLIENT)] == ["Марка машины"]


def test_only_named_values_change_and_a_new_record_begins_with_the_defaults(crm: Crm) -> None:
    make = str(crm.do(custom_fields.add, replace(MAKE, standard="Лада")).value)
    vip = str(crm.do(custom_fields.add, FieldDraft(CLIENT, CustomKind.FLAG, "Опт")).value)
    one = crm.do(clients.add, a_client("Анна")).value
    two = crm.do(clients.add, replace(a_client("Борис"), custom={make: None, vip: True})).value
    assert custom(crm, one) == {make: "Лада"}
    assert custom(crm, two) == {vip: True}
    crm.do(clients.edit, one, replace(a_client("Анна"), custom={vip: True}))
    assert custom(crm, one) == {make: "Лада", vip: True}
    crm.do(clients.edit, one, replace(a_client("Анна"), custom={make: None}))
    assert custom(crm, one) == {vip: True}
    wrong = replace(a_client("Анна"), custom={vip: "да"})
    assert refusal(crm, clients.edit, one, wrong) == (f"custom:{vip}", rules.UNFIT)
