"""Indexes of own fields: made for what views filter and sort by, used, and dropped again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crm_desktop.commands import clients, custom_fields
from crm_desktop.crm import Crm
from crm_desktop.db import custom_indexes
from crm_desktop.db.engine import driver, dump_json
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.filters import Condition, Group, Operator, to_data
from crm_desktop.domain.views import Sort
from crm_desktop.queries import clients as questions
from crm_desktop.queries.read import Read
from tests.fixtures import a_client

KINDS = {
    CustomKind.NUMBER: 15_0000, CustomKind.DATE: "2026-01-02", CustomKind.TEXT: "Абв",
    CustomKind.CHOICE: "Киа", CustomKind.FLAG: True,
}  # fmt: skip


@pytest.fixture
def ids(crm: Crm) -> dict[CustomKind, int]:
    """A field of each kind, and a few clients that fill them."""
    made = {}
    for kind in (*KINDS, CustomKind.SEVERAL):
        draft = FieldDraft(CustomNoun.CLIENT, kind, kind.value, "", ("Киа", "Лада"))
        made[kind] = crm.do(custom_fields.add, draft).value
    for number in range(30):
        custom = {str(made[kind]): value for kind, value in KINDS.items()} if number % 3 else {}
        crm.do(clients.add, replace(a_client(f"Клиент {number}"), custom=custom))
    return made


def save_view(crm: Crm, *sorted_by: str, wanted: Group | None = None, columns: str = "") -> None:
    data = {
        "version": 1,
        "filter": to_data(wanted or Group()),
        "columns": [{"field": columns}],
        "sort": [{"field": one} for one in sorted_by],
    }
    with crm.database.write() as connection:
        connection.exec_driver_sql("UPDATE journal_context SET op = 1")
        connection.exec_driver_sql(
            "INSERT INTO saved_view (noun, name, data, rank) VALUES ('client', 'Вид', ?, 'a')",
            (dump_json(data),),
        )
        connection.exec_driver_sql("UPDATE journal_context SET op = NULL")


def present(crm: Crm) -> set[int]:
    with crm.database.read() as connection:
        return custom_indexes.present(connection)


def plan(crm: Crm, sort: Sort, wanted: Group | None = None) -> str:
    """How the newest question of a list is answered."""
    seen: list[str] = []
    with crm.database.read() as connection:
        raw = driver(connection)
        raw.set_trace_callback(seen.append)
        read = Read(connection, crm.viewer)
        questions.ids(read, sorts=(sort,), wanted=wanted or Group())
        raw.set_trace_callback(None)
        asked = next(one for one in reversed(seen) if "ORDER BY" in one and "client.id" in one)
        # A plan that was told before is remembered by its text.
        known = len(custom_indexes.present(connection))
        rows = raw.execute(f"EXPLAIN QUERY PLAN {asked}{' ' * known}").fetchall()
    return "; ".join(row[3] for row in rows)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("descending", [False, True])
def test_a_list_in_the_order_of_a_field_comes_out_of_its_index(
    crm: Crm, ids: dict[CustomKind, int], kind: CustomKind, *, descending: bool
) -> None:
    field = f"custom:{ids[kind]}"
    before = crm.ask(questions.ids, sorts=(Sort(field, descending),))
    assert "TEMP B-TREE" in plan(crm, Sort(field, descending))
    save_view(crm, field)
    assert crm.tend_indexes() is True
    assert plan(crm, Sort(field, descending)) == (
        f"SEARCH client USING COVERING INDEX ix_client_own_{ids[kind]} "
        "(deleted_at=? AND archived_at=?)"
    )
    assert crm.ask(questions.ids, sorts=(Sort(field, descending),)) == before
    assert crm.tend_indexes() is False


@pytest.mark.parametrize(
    ("kind", "operator", "value"),
    [
        (CustomKind.NUMBER, Operator.AT_LEAST, 10_0000),
        (CustomKind.DATE, Operator.IS, "2026-01-02"),
        (CustomKind.CHOICE, Operator.IS, "киа"),
    ],
)
def test_a_filter_finds_its_clients_by_the_index(
    crm: Crm, ids: dict[CustomKind, int], kind: CustomKind, operator: Operator, value: int | str
) -> None:
    field = f"custom:{ids[kind]}"
    wanted = Group((Condition(field, operator, (value,)),))
    before = crm.ask(questions.ids, sorts=(Sort(field),), wanted=wanted)
    assert len(before) == 20
    save_view(crm, wanted=wanted)
    crm.tend_indexes()
    assert f"ix_client_own_{ids[kind]} (deleted_at=? AND archived_at=? AND <expr>" in plan(
        crm, Sort(field), wanted
    )
    assert crm.ask(questions.ids, sorts=(Sort(field),), wanted=wanted) == before


def test_only_what_views_ask_for_has_an_index_and_no_operation_is_written(
    crm: Crm, ids: dict[CustomKind, int]
) -> None:
    number, several = ids[CustomKind.NUMBER], ids[CustomKind.SEVERAL]
    save_view(crm, "name", columns=f"custom:{ids[CustomKind.DATE]}")
    assert crm.tend_indexes() is False
    wanted = Group((Condition(f"custom:{several}", Operator.EMPTY),))
    save_view(crm, f"custom:{number}", wanted=wanted)
    state = crm.undo_state()
    assert crm.tend_indexes() is True
    assert present(crm) == {number}
    assert crm.undo_state() == state
    assert crm.check() == []
    crm.do(custom_fields.delete, number, with_values=True)
    assert crm.tend_indexes() is True
    assert present(crm) == set()


def test_a_value_that_changes_keeps_the_index_true(crm: Crm, ids: dict[CustomKind, int]) -> None:
    number = ids[CustomKind.NUMBER]
    save_view(crm, f"custom:{number}")
    crm.tend_indexes()
    first = crm.ask(questions.ids)[0]
    card = crm.ask(questions.card, first)
    crm.do(clients.edit, first, replace(a_client(card.name), custom={str(number): -1}))
    assert crm.ask(questions.ids, sorts=(Sort(f"custom:{number}"),))[0] == first
    crm.undo()
    assert crm.check() == []
