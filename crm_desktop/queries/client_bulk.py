"""What a change of many clients would do: how many, whom not, and a few examples.

The command (`commands.client_bulk`) writes by the very conditions that are counted here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field

from sqlalchemy import Connection, func, select

from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import Client, Employee
from crm_desktop.domain.client_bulk import (
    FIELDS,
    HAS_OPEN_DEALS,
    HAS_PAPERS,
    HAS_PEOPLE,
    NOT_IN_BULK,
    BulkAction,
    BulkChange,
    Example,
    Foreseen,
    Scope,
    check,
    stored_value,
    tidy_tags,
)
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import CustomNoun, OwnField, check_values, id_of
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries import clients
from crm_desktop.queries.custom_fields import of_noun
from crm_desktop.queries.filtering import among, visible
from crm_desktop.queries.read import Read, query
from crm_desktop.words import language
from crm_desktop.words.custom_fields import shown

EXAMPLES = 4
CHANGED, ALREADY, KEPT = "changed", "already", "kept"

_PEOPLE = "EXISTS (SELECT 1 FROM contact k WHERE k.client_id = c.id)"
_PAPERS = "EXISTS (SELECT 1 FROM document p WHERE p.client_id = c.id AND p.status <> 'draft')"
_OPEN = "(SELECT f.open_deals FROM client_facts f WHERE f.client_id = c.id) > 0"
_OWNER = "coalesce((SELECT e.name FROM employee e WHERE e.id = {}), '')"
_HAS_ALL = (
    "NOT EXISTS (SELECT 1 FROM json_each(:tags) w WHERE fold(w.value) NOT IN "
    "(SELECT fold(t.value) FROM json_each(c.tags) t))"
)
_HAS_NONE = (
    "NOT EXISTS (SELECT 1 FROM json_each(c.tags) t WHERE fold(t.value) IN "
    "(SELECT fold(w.value) FROM json_each(:tags) w))"
)
_MORE_TAGS = (
    "(SELECT json_group_array(u.value) FROM (SELECT t.value FROM json_each(c.tags) t UNION ALL "
    "SELECT w.value FROM json_each(:tags) w WHERE fold(w.value) NOT IN "
    "(SELECT fold(t.value) FROM json_each(c.tags) t)) u)"
)
_FEWER_TAGS = (
    "(SELECT json_group_array(t.value) FROM json_each(c.tags) t WHERE fold(t.value) NOT IN "
    "(SELECT fold(w.value) FROM json_each(:tags) w))"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A change as conditions on a client `c` and as what is written into it.

    `old` and `new` are what an example shows, of a field of one's `own` as JSON; `cannot` and
    `remarks` are conditions by code.
    """

    column: str
    value: str
    already: str
    old: str = "''"
    new: str = "''"
    kept: str = "0"
    cannot: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    own: OwnField | None = None

    def verdict(self) -> str:
        """What becomes of a client: a code of `cannot`, or ALREADY, KEPT, CHANGED."""
        branches = [*self.cannot.items(), (ALREADY, self.already), (KEPT, self.kept)]
        whens = " ".join(f"WHEN {condition} THEN '{name}'" for name, condition in branches)
        return f"CASE {whens} ELSE '{CHANGED}' END"

    def condition(self) -> str:
        """Which clients are written to."""
        return f"{self.verdict()} = '{CHANGED}'"


@query(right=Right.VIEW)
def preview(read: Read, scope: Scope, change: BulkChange) -> Foreseen:
    """What the change would do now; `Refused` when it is none, whoever it is for."""
    plan = plan_of(change, read)
    ids = _in_scope(read, scope, change)
    ask = read.connection.exec_driver_sql
    rows = "FROM json_each(:ids) s CROSS JOIN client c ON c.id = s.value"
    parameters = {**plan.parameters, "ids": dump_json(ids)}
    counted = ask(f"SELECT {plan.verdict()}, count(*) {rows} GROUP BY 1", parameters)
    counts: dict[str, int] = {str(verdict): int(count) for verdict, count in counted}
    wanted = f"{rows} WHERE {plan.condition()}"
    remarks = [
        (code, int(ask(f"SELECT count(*) {wanted} AND {one}", parameters).scalar() or 0))
        for code, one in plan.remarks.items()
    ]
    told = f"SELECT c.id, c.name, {plan.old}, {plan.new}"
    examples = f"{told} {wanted} ORDER BY s.key LIMIT {EXAMPLES}"
    return Foreseen(
        total=len(ids),
        changed=counts.get(CHANGED, 0),
        already=counts.get(ALREADY, 0),
        kept=counts.get(KEPT, 0),
        cannot=tuple((code, counts[code]) for code in plan.cannot if code in counts),
        remarks=tuple((code, count) for code, count in remarks if count),
        examples=tuple(_example(plan.own, *row) for row in ask(examples, parameters)),
    )


def _example(own: OwnField | None, id_: int, name: str, old: str, new: str) -> Example:
    if own is None:
        return Example(id_, name, old, new)
    said = language()
    texts = (shown(own.kind, json.loads(one or "null"), said) for one in (old, new))
    return Example(id_, name, *texts)


@query(right=Right.VIEW)
def ids_in(read: Read, scope: Scope, change: BulkChange) -> list[int]:
    """The clients a change is for, in the order of the list; those that are gone are left out."""
    return _in_scope(read, scope, change)


def _in_scope(read: Read, scope: Scope, change: BulkChange) -> list[int]:
    if scope.ids is None:
        found = clients.skeleton(
            read,
            search_text=scope.text,
            wanted=scope.wanted,
            run=scope.run,
            part=scope.part,
            today=scope.today,
        )
        return list(found.ids)
    c = Client.__table__.c
    if change.action is BulkAction.RESTORE:
        there = select(c.id).where(c.deleted_at.is_not(None))
    else:
        there = visible(read, Client, c.id, few=True)
    present = set(read.connection.scalars(there.where(among(c.id, scope.ids))))
    return [one for one in dict.fromkeys(scope.ids) if one in present]


def plan_of(change: BulkChange, read: Read, now: str = "") -> Plan:
    """A checked change as SQL; `now` is the moment that an archive or a bin notes."""
    refuse_if(check(change))
    match change.action:
        case BulkAction.SET:
            return _set(change) if id_of(change.field) is None else _set_own(read, change)
        case BulkAction.TAG | BulkAction.UNTAG:
            return _tags(change)
        case BulkAction.REASSIGN:
            return _reassign(read, change.owner)
        case BulkAction.ARCHIVE:
            return Plan(
                "archived_at", ":now", "c.archived_at IS NOT NULL",
                remarks={HAS_OPEN_DEALS: _OPEN}, parameters={"now": now},
            )  # fmt: skip
        case BulkAction.UNARCHIVE:
            return Plan("archived_at", "NULL", "c.archived_at IS NULL")
        case BulkAction.DELETE:
            return Plan(
                "deleted_at", ":now", "0",
                remarks={HAS_PAPERS: _PAPERS, HAS_OPEN_DEALS: _OPEN}, parameters={"now": now},
            )  # fmt: skip
        case BulkAction.RESTORE:
            return Plan("deleted_at", "NULL", "c.deleted_at IS NULL")


def _set(change: BulkChange) -> Plan:
    column, value = change.field, stored_value(change)
    empty: object = {"discount": 0, "rhythm_days": None}.get(column, "")
    no_people = column == "kind" and value == ClientKind.PERSON.value
    return Plan(
        column,
        ":value",
        f"c.{column} IS :value",
        old=f"coalesce(CAST(c.{column} AS TEXT), '')",
        new="coalesce(CAST(:value AS TEXT), '')",
        kept=f"c.{column} IS NOT :empty" if change.only_empty else "0",
        cannot={HAS_PEOPLE: f"c.kind <> :value AND {_PEOPLE}"} if no_people else {},
        parameters={"value": value} | ({"empty": empty} if change.only_empty else {}),
    )


def own_field(connection: Connection, name: str) -> OwnField:
    """The field of one's own that a change is about; `Refused` when clients have no such field."""
    fields = [one for one in of_noun(connection, CustomNoun.CLIENT) if not one.archived]
    found = next((one for one in fields if one.field == name), None)
    if found is None:
        known = ", ".join((*FIELDS, *(one.name for one in fields)))
        raise Refused(Problem("field", NOT_IN_BULK, {"field": name[:200], "known": known}))
    return found


def _set_own(read: Read, change: BulkChange) -> Plan:
    own = own_field(read.connection, change.field)
    refuse_if(
        Problem("value", one.code, one.params) for one in check_values([own], {own.key: change.own})
    )
    path = f"'$.\"{own.id}\"'"
    stands = f"json_extract(c.custom, {path})"
    # Asked through the same function on both sides: a list is compared as it is written.
    wanted = "json_extract(:value, '$')"
    return Plan(
        "custom",
        f"json_remove(c.custom, {path})"
        if change.own is None
        else f"json_set(c.custom, {path}, json(:value))",
        f"{stands} IS {wanted}",
        old=f"c.custom -> {path}",
        new=":value",
        kept=f"{stands} IS NOT NULL" if change.only_empty else "0",
        parameters={"value": dump_json(change.own)},
        own=own,
    )


def _tags(change: BulkChange) -> Plan:
    more = change.action is BulkAction.TAG
    listed = "(SELECT group_concat(value, ', ') FROM json_each({}))"
    value = _MORE_TAGS if more else _FEWER_TAGS
    return Plan(
        "tags",
        value,
        _HAS_ALL if more else _HAS_NONE,
        old=f"coalesce({listed.format('c.tags')}, '')",
        new=f"coalesce({listed.format(value)}, '')",
        parameters={"tags": dump_json(list(tidy_tags(change)))},
    )


def _reassign(read: Read, owner: int | None) -> Plan:
    e = Employee.__table__.c
    if owner is not None:
        there = select(func.count()).where(e.id == owner, e.archived_at.is_(None))
        if not read.connection.scalar(there):
            raise Refused(Problem("owner", NOT_FOUND))
    return Plan(
        "owner_id",
        ":owner",
        "c.owner_id IS :owner",
        old=_OWNER.format("c.owner_id"),
        new=_OWNER.format(":owner"),
        parameters={"owner": owner},
    )
