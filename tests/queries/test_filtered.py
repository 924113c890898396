"""Every question of every kind of field answers as plain Python would over the same rows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from crm_desktop.commands import activities, clients, custom_fields
from crm_desktop.crm import Crm
from crm_desktop.db.tables import Client
from crm_desktop.domain.activities import TouchDraft
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.custom_fields import LISTED, CustomKind, CustomNoun, FieldDraft, OwnField
from crm_desktop.domain.filters import OPERATORS, Condition, FieldKind, Group, Operator
from crm_desktop.domain.requisites import check_inn
from crm_desktop.domain.text import fold
from crm_desktop.queries.client_fields import FIELDS, fields_of
from crm_desktop.queries.custom_columns import KINDS
from crm_desktop.queries.filtered import where

TODAY = date(2026, 3, 15)
WORDS = ("Тула", "ТУЛА ", "Орёл", "орел", "Ёлка", "50%_", "a'b", "Ко\u0301шка", "", "х")
_OWN = tuple(
    OwnField(place, CustomNoun.CLIENT, kind, f"Своё {kind.value}", "", WORDS[:-2])
    for place, kind in enumerate(CustomKind, 1)
)
"""One field of the business's own of each kind, by the ids that a new base gives them."""
_OWN_KINDS = {one.field: KINDS[one.kind] for one in _OWN}
_KINDS = {name: field.kind for name, field in FIELDS.items()} | _OWN_KINDS


def _draft(number: int) -> ClientDraft:
    pick = WORDS[number % len(WORDS)]
    other = WORDS[(number * 7 + 3) % len(WORDS)]
    born = date(2000, 2, 29) + timedelta(days=number * 400) if number % 3 else None
    return ClientDraft(
        kind=list(ClientKind)[number % 3],
        name=f"{pick} {other} {number % 5}".strip(),
        city=pick,
        source=other,
        comment=other * (number % 3),
        birthday=born if born is None or born < TODAY else None,
        tags=tuple(dict.fromkeys(w.strip() for w in (pick, other) if w.strip()))[: number % 3],
        inn=("7701000001", "7707083893", "7701000002", "")[number % 4] if number % 3 else "",
        points=_points(number),
        custom={one.key: _own_value(one.kind, number) for one in _OWN} if number % 5 else {},
    )


def _points(number: int) -> tuple[PointDraft, ...]:
    """Phones and e-mails: none, shared with another client, or unreadable."""
    phone = "звонить жене" if number % 7 == 0 else f"8 916 000 00-{number % 40:02}"
    mail = f"m{number}@yolki.ru" if number % 9 else "нет почты"
    phones = (PointDraft(PointKind.PHONE, phone),) if number % 4 else ()
    return (*phones, PointDraft(PointKind.EMAIL, mail)) if number % 2 else phones


def _own_value(kind: CustomKind, number: int) -> object:
    """A stored value of a kind, now and then none."""
    word = WORDS[(number * 3 + 1) % len(WORDS)].strip() or None
    match kind:
        case CustomKind.NUMBER:
            return (number % 7 - 3) * 12_500 if number % 3 else None
        case CustomKind.DATE:
            return (TODAY + timedelta(days=number - 30)).isoformat() if number % 4 else None
        case CustomKind.SEVERAL:
            found = list(dict.fromkeys(w.strip() for w in (word, WORDS[number % 7]) if w))
            return found[: number % 3] or None
        case CustomKind.FLAG:
            return True if number % 2 else None
        case _:
            return word


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crm]:
    """Sixty odd clients, some with notes, deals and tasks at odd days."""
    folder = tmp_path_factory.mktemp("filtered") / "base"
    shutil.copytree(template, folder)
    crm = Crm(folder)
    for one in _OWN:
        draft = FieldDraft(one.noun, one.kind, one.name, one.group, one.choices)
        if draft.choices and one.kind in LISTED:
            draft = replace(draft, choices=tuple(dict.fromkeys(map(fold, draft.choices))))
        assert crm.do(custom_fields.add, draft).value == one.id
    ids = [crm.do(clients.add, _draft(number)).value for number in range(60)]
    for place, client in enumerate(ids):
        if place % 3 == 0:
            crm.do(activities.log, TouchDraft(client_id=client, way="Звонок", text="Звонили"))
    with crm.database.write() as connection:
        connection.exec_driver_sql("UPDATE journal_context SET op = 1")
        for place, client in enumerate(ids):
            at = datetime(2026, 3, 15, tzinfo=UTC) + timedelta(hours=7 * place - 200)
            text = at.strftime("%Y-%m-%dT%H:%M:%SZ")
            connection.exec_driver_sql(
                "UPDATE client SET created_at = ? WHERE id = ?", (text, client)
            )
            connection.exec_driver_sql(
                "UPDATE client_facts SET last_touch = ? WHERE client_id = ? "
                "AND last_touch IS NOT NULL",
                (text, client),
            )
            connection.exec_driver_sql(
                "UPDATE client_facts SET debt = ?, open_deals = ?, open_amount = ?, "
                "next_task_on = ? WHERE client_id = ?",
                (
                    (place % 4) * 1_000_00, place % 3, -5 if place == 1 else place * 7,
                    (TODAY + timedelta(days=place - 30)).isoformat() if place % 2 else None, client,
                ),
            )  # fmt: skip
            due = (TODAY + timedelta(days=place % 9 - 4)).isoformat() if place % 5 else None
            connection.exec_driver_sql(
                "UPDATE client_facts SET touch_due = ?, purchases = ?, usual_days = ?, "
                "last_purchase = ? WHERE client_id = ?",
                (due, place % 4, place if place % 4 == 3 else None, due, client),
            )
            connection.exec_driver_sql(
                "UPDATE client SET rhythm_days = ?, archived_at = ?, consent_on = ? WHERE id = ?",
                (place or None, text if place % 11 == 0 else None, due, client),
            )
            odd = {13: "2027-01-01", 26: "1850-05-05"}.get(place)
            connection.exec_driver_sql(
                "UPDATE client SET birthday = coalesce(?, birthday) WHERE id = ?", (odd, client)
            )
        connection.exec_driver_sql("UPDATE journal_context SET op = NULL")
    yield crm
    crm.close()


def _rows(crm: Crm) -> dict[int, dict[str, Any]]:
    with crm.database.read() as connection:
        employees = connection.exec_driver_sql("SELECT id, name FROM employee").all()
        people: dict[int, str] = {row[0]: row[1] for row in employees}
        found = connection.exec_driver_sql(
            "SELECT * FROM client JOIN client_facts ON client_id = client.id"
        ).mappings()
        return {
            row["id"]: {
                **row,
                "tags": json.loads(row["tags"]),
                **{one.field: json.loads(row["custom"]).get(one.key) for one in _OWN},
                "owner": people.get(row["owner_id"]),
                "forgotten": _forgotten(dict(row)),
                **_marks(connection, dict(row)),
            }
            for row in found
        }


def _marks(connection: Connection, row: Mapping[str, Any]) -> dict[str, bool]:
    ask = connection.exec_driver_sql
    points = ask("SELECT client_id, kind, normal FROM contact_point").all()
    others = ask("SELECT id, inn FROM client WHERE archived_at IS NULL AND id <> ?", (row["id"],))
    inns: dict[int, str] = dict(map(tuple, others))
    mine = [(kind, normal) for client, kind, normal in points if client == row["id"]]
    theirs = {(kind, normal) for client, kind, normal in points if client in inns and normal}
    apart = {
        one
        for pair in ask("SELECT client_id, other_id FROM distinct_pair").all()
        if row["id"] in pair
        for one in pair
    }
    assert not apart
    born = row["birthday"]
    return {
        "same_key": bool(theirs & set(mine)) or (row["inn"] or None) in inns.values(),
        "bad_requisites": bool(row["inn"]) and check_inn(row["inn"]) is not None,
        "bad_phone": ("phone", None) in mine,
        "bad_email": ("email", None) in mine,
        "bad_birthday": born is not None and not "1906" <= born <= TODAY.isoformat(),
    }


def _forgotten(row: Mapping[str, Any]) -> bool:
    if row["archived_at"] or row["next_task_on"]:
        return False
    if row["touch_due"]:
        return bool(row["touch_due"] < TODAY.isoformat())
    quiet = (TODAY - timedelta(days=30)).isoformat()
    return bool(row["last_touch"] and row["last_touch"] < quiet and row["open_deals"] == 0)


# -- plain Python ------------------------------------------------------------------------------


def _local_day(text: str) -> date:
    return datetime.fromisoformat(text).astimezone().date()


def _text(value: str | None, operator: Operator, values: list[str]) -> bool:
    folded = fold(value)
    return {
        Operator.CONTAINS: lambda: values[0] in folded,
        Operator.CONTAINS_NOT: lambda: values[0] not in folded,
        Operator.BEGINS: lambda: folded.startswith(values[0]),
        Operator.IS: lambda: folded == values[0],
        Operator.IS_NOT: lambda: folded != values[0],
        Operator.ONE_OF: lambda: folded in values,
        Operator.NONE_OF: lambda: folded not in values,
        Operator.EMPTY: lambda: not value,
        Operator.FILLED: lambda: bool(value),
    }[operator]()


def _ordered(value: Any, operator: Operator, values: tuple[Any, ...]) -> bool:
    if operator is Operator.EMPTY:
        return value is None
    if operator is Operator.FILLED:
        return value is not None
    if value is None:
        return operator is Operator.IS_NOT
    asked: dict[Operator, Callable[[], bool]] = {
        Operator.IS: lambda: value == values[0],
        Operator.IS_NOT: lambda: value != values[0],
        Operator.LESS: lambda: value < values[0],
        Operator.AT_MOST: lambda: value <= values[0],
        Operator.MORE: lambda: value > values[0],
        Operator.AT_LEAST: lambda: value >= values[0],
        Operator.BETWEEN: lambda: min(values) <= value <= max(values),
    }
    return asked[operator]()


def _dated(value: date | None, operator: Operator, values: tuple[Any, ...], never: bool) -> bool:
    relative: dict[Operator, Callable[[int], bool]] = {
        Operator.PAST_DAYS: lambda ago: 0 <= ago <= values[0],
        Operator.NEXT_DAYS: lambda ago: 0 <= -ago <= values[0],
        Operator.OLDER_DAYS: lambda ago: ago > values[0],
    }
    if operator in relative:
        if value is None:
            return never and operator is Operator.OLDER_DAYS
        return relative[operator]((TODAY - value).days)
    return _ordered(value, operator, tuple(date.fromisoformat(str(v)) for v in values))


def _tagged(value: list[str], operator: Operator, values: list[str]) -> bool:
    own = {fold(tag) for tag in value}
    return {
        Operator.ONE_OF: lambda: bool(own & set(values)),
        Operator.NONE_OF: lambda: not own & set(values),
        Operator.HAS_ALL: lambda: set(values) <= own,
        Operator.EMPTY: lambda: not own,
        Operator.FILLED: lambda: bool(own),
    }[operator]()


def plainly(row: dict[str, Any], wanted: Condition | Group) -> bool:
    """What the filter says of a row, without any SQL."""
    if isinstance(wanted, Group):
        each = [plainly(row, part) for part in wanted.parts]
        return not each or (all(each) if wanted.every else any(each))
    kind, value, operator = _KINDS[wanted.field], row[wanted.field], wanted.operator
    folded = [fold(str(one)) for one in wanted.values]
    match kind:
        case FieldKind.TEXT | FieldKind.CHOICE:
            return _text(value, operator, folded)
        case FieldKind.NUMBER:
            return _ordered(value, operator, wanted.values)
        case FieldKind.DATE:
            day = date.fromisoformat(value) if value else None
            return _dated(day, operator, wanted.values, never=False)
        case FieldKind.MOMENT:
            day = _local_day(value) if value else None
            return _dated(day, operator, wanted.values, never=True)
        case FieldKind.SEVERAL:
            return _tagged(value or [], operator, folded)
        case _:
            return bool(value) is (wanted.values[0] is (operator is Operator.IS))


# -- the property ------------------------------------------------------------------------------

_WORDS = st.one_of(
    st.sampled_from([w for w in WORDS if w.strip()]), st.text(min_size=1, max_size=4)
)
_TEXTS = _WORDS.filter(lambda text: text.strip() != "")
_DAYS = st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40)).map(date.isoformat)
_SUMS = st.one_of(st.integers(-10, 500), st.integers(-(2**62), 2**62))
_VALUES: dict[FieldKind, st.SearchStrategy[Any]] = {
    FieldKind.TEXT: _TEXTS,
    FieldKind.CHOICE: _TEXTS,
    FieldKind.NUMBER: _SUMS,
    FieldKind.DATE: _DAYS,
    FieldKind.MOMENT: _DAYS,
    FieldKind.SEVERAL: _TEXTS,
    FieldKind.FLAG: st.booleans(),
}


def _condition(name: str, operator: Operator) -> st.SearchStrategy[Condition]:
    value = _VALUES[_KINDS[name]]
    none = st.just(())
    if operator in {Operator.EMPTY, Operator.FILLED}:
        return st.builds(Condition, st.just(name), st.just(operator), none)
    sizes = {Operator.BETWEEN: (2, 2), Operator.ONE_OF: (1, 3), Operator.NONE_OF: (1, 3)}
    low, high = sizes.get(operator, (1, 3) if operator is Operator.HAS_ALL else (1, 1))
    if operator in {Operator.PAST_DAYS, Operator.NEXT_DAYS, Operator.OLDER_DAYS}:
        value = st.integers(0, 60)
    several = st.lists(value, min_size=low, max_size=high).map(tuple)
    return st.builds(Condition, st.just(name), st.just(operator), several)


_PAIRS = [(name, op) for name, kind in _KINDS.items() for op in OPERATORS[kind]]
_ANY = st.sampled_from(_PAIRS).flatmap(lambda pair: _condition(*pair))
_GROUPS = st.recursive(
    st.builds(Group, st.lists(_ANY, max_size=3).map(tuple), st.booleans()),
    lambda inner: st.builds(
        Group, st.lists(st.one_of(_ANY, inner), max_size=3).map(tuple), st.booleans()
    ),
    max_leaves=5,
)
_quiet = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _found(crm: Crm, wanted: Group) -> set[int]:
    with crm.database.read() as connection:
        table, facts = Client.__table__, FIELDS["debt"].column.table
        asked = select(table.c.id).join(facts, facts.c.client_id == table.c.id)
        return set(
            connection.scalars(
                asked.where(where(connection, wanted, fields_of(connection, TODAY), TODAY))
            )
        )


@pytest.mark.parametrize(("name", "operator"), _PAIRS)
@_quiet
@given(data=st.data())
def test_every_question_of_every_field(
    filled: Crm, name: str, operator: Operator, data: st.DataObject
) -> None:
    wanted = Group((data.draw(_condition(name, operator)),))
    rows = _rows(filled)
    assert _found(filled, wanted) == {id_ for id_, row in rows.items() if plainly(row, wanted)}


@settings(parent=_quiet, max_examples=150)
@given(wanted=_GROUPS)
def test_groups_within_groups(filled: Crm, wanted: Group) -> None:
    rows = _rows(filled)
    assert _found(filled, wanted) == {id_ for id_, row in rows.items() if plainly(row, wanted)}
