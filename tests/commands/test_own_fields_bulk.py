"""Fields of the business's own for many clients at once: every kind, counted before, undone."""

from __future__ import annotations

from typing import Any

import pytest

from crm_desktop.commands import client_bulk, clients, custom_fields
from crm_desktop.crm import Crm
from crm_desktop.domain.client_bulk import NOT_IN_BULK, BulkAction, BulkChange, Scope
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.custom_fields import UNFIT, CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.problems import REQUIRED, Refused
from crm_desktop.queries import client_bulk as questions
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import custom_fields as field_queries
from crm_desktop.queries import history
from crm_desktop.words import set_language
from crm_desktop.words.client_bulk import done_text
from crm_desktop.words.codes import operation_text
from tests.tables import dump

VALUES: dict[CustomKind, tuple[Any, Any, str]] = {
    CustomKind.TEXT: ("старое", "новое", "новое"),
    CustomKind.LINK: ("a.example", "https://b.example/ё", "https://b.example/ё"),
    CustomKind.NUMBER: (10_000, 12_345_000, "1\u00a0234,5"),
    CustomKind.DATE: ("2026-01-31", "2026-12-21", "21.12.2026"),
    CustomKind.CHOICE: ("Киа", "Лада", "Лада"),
    CustomKind.SEVERAL: (["Киа"], ["Киа", "Лада"], "Киа, Лада"),
    CustomKind.FLAG: (None, True, "да"),
}
"""Of each kind: what stands, what is given, how that is told."""


def a_field(crm: Crm, kind: CustomKind) -> int:
    listed = kind in (CustomKind.CHOICE, CustomKind.SEVERAL)
    choices = ("Киа", "Лада") if listed else ()
    return crm.do(
        custom_fields.add, FieldDraft(CustomNoun.CLIENT, kind, "Машина", choices=choices)
    ).value


def three(crm: Crm, field: int, value: object) -> list[int]:
    given: tuple[dict[str, object], ...] = ({str(field): value}, {}, {})
    return [
        crm.do(clients.add, ClientDraft(name=name, custom=custom)).value
        for name, custom in zip(("Анна", "Борис", "Вера"), given, strict=True)
    ]


def held(crm: Crm, ids: list[int], field: int) -> list[object]:
    return [card.custom.get(str(field)) for card in crm.ask(client_queries.cards, ids)]


@pytest.mark.parametrize("kind", list(CustomKind))
def test_every_kind_is_foreseen_written_told_and_taken_back(crm: Crm, kind: CustomKind) -> None:
    set_language("ru")
    old, new, told = VALUES[kind]
    field = a_field(crm, kind)
    ids = three(crm, field, old)
    before = dump(crm)
    change = BulkChange(BulkAction.SET, f"custom:{field}", own=new)
    found = crm.ask(questions.preview, Scope(), change)
    assert (found.total, found.changed, found.already) == (3, 3, 0)
    assert [one.new for one in found.examples] == [told] * 3
    assert [one.old == "" for one in found.examples] == [old is None, True, True]
    done = crm.do(client_bulk.set_field, Scope(), change, 3)
    assert done.value == 3
    assert held(crm, ids, field) == [new] * 3
    again = crm.ask(questions.preview, Scope(), change)
    assert (again.changed, again.already) == (0, 3)
    line = crm.ask(history.operations_log)[0]
    assert operation_text(line.name, line.title) == f"Машина: «{told}» у 3 клиентов"
    own = crm.ask(field_queries.listing, CustomNoun.CLIENT)[0]
    assert done_text(change, 3, own) == operation_text(line.name, line.title)
    crm.undo()
    assert dump(crm) == before


@pytest.mark.parametrize("kind", list(CustomKind))
def test_only_where_nothing_stands_and_emptied(crm: Crm, kind: CustomKind) -> None:
    _, new, _ = VALUES[kind]
    old = VALUES[kind][0] or new
    field = a_field(crm, kind)
    ids = three(crm, field, old)
    fill = BulkChange(BulkAction.SET, f"custom:{field}", own=new, only_empty=True)
    found = crm.ask(questions.preview, Scope(), fill)
    same = old == new
    assert (found.changed, found.already, found.kept) == (2, int(same), int(not same))
    crm.do(client_bulk.set_field, Scope(), fill, 3)
    assert held(crm, ids, field) == [old, new, new]
    clear = BulkChange(BulkAction.SET, f"custom:{field}")
    assert crm.do(client_bulk.set_field, Scope(), clear, 3).value == 3
    assert held(crm, ids, field) == [None] * 3
    assert all(str(field) not in one.custom for one in crm.ask(client_queries.cards, ids))


def test_other_fields_of_ones_own_stay(crm: Crm) -> None:
    first, second = a_field(crm, CustomKind.TEXT), 0
    second = crm.do(
        custom_fields.add, FieldDraft(CustomNoun.CLIENT, CustomKind.FLAG, "Второе")
    ).value
    custom = {str(first): "а", str(second): True}
    client = crm.do(clients.add, ClientDraft(name="Анна", custom=custom)).value
    crm.do(
        client_bulk.set_field, Scope(), BulkChange(BulkAction.SET, f"custom:{first}", own="б"), 1
    )
    assert crm.ask(client_queries.card, client).custom == {str(first): "б", str(second): True}


def test_what_is_no_field_or_no_value_is_refused(crm: Crm) -> None:
    field = a_field(crm, CustomKind.DATE)
    three(crm, field, None)
    before = dump(crm)
    for change, place, code in (
        (BulkChange(BulkAction.SET, "custom:99", own="а"), "field", NOT_IN_BULK),
        (BulkChange(BulkAction.SET, f"custom:{field}", own="завтра"), "value", UNFIT),
        (BulkChange(BulkAction.SET, f"custom:{field}", only_empty=True), "value", REQUIRED),
    ):
        with pytest.raises(Refused) as refused:
            crm.do(client_bulk.set_field, Scope(), change, 3)
        assert [(one.field, one.code) for one in refused.value.problems] == [(place, code)]
    crm.do(custom_fields.archive, field)
    with pytest.raises(Refused) as refused:
        crm.ask(questions.preview, Scope(), BulkChange(BulkAction.SET, f"custom:{field}"))
    assert refused.value.problems[0].code == NOT_IN_BULK
    crm.undo()
    assert dump(crm) == before
