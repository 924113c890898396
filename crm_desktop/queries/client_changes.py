"""What stood in a client before: who changed which field, when, from what to what.

Nothing of this is kept apart: the journal holds every row as it was, so what a change made of it
is what the next change found, or what stands there now.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from crm_desktop.db import images
from crm_desktop.db.engine import dump_json
from crm_desktop.db.images import Step
from crm_desktop.db.tables import Client, ContactPoint, Employee, Operation
from crm_desktop.domain.custom_fields import PREFIX, CustomNoun, OwnField
from crm_desktop.domain.rights import Right
from crm_desktop.domain.story import ChangeKind
from crm_desktop.late import dataclass
from crm_desktop.queries.custom_fields import of_noun
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.main_points import main_changes, point_text
from crm_desktop.queries.part_changes import PartTeller, Told, part_steps
from crm_desktop.queries.prepared import Prepared, Statement
from crm_desktop.queries.read import Read, query

_O = Operation.__table__.c
_CLIENT, _POINT = "client", "contact_point"

TOLD = (
    "name", "kind", "inn", "kpp", "ogrn", "birthday", "city", "address", "source", "status",
    "tags", "price_group", "discount", "consent_on", "consent_source", "consent_purpose",
    "rhythm_days", "owner_id", "comment", "external_id", "archived_at", "deleted_at",
)  # fmt: skip
"""Columns of a client that people know as fields, in the order of a card."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change of one field: `row` is where the journal holds what stood there before.

    `field` is a column of the client, or phone, email, messenger, site for a way of contact, or
    contact, client_address, client_account, client_relation for a part that came or went, with
    the column behind a dot for one of its fields, main.phone for which of the phones is first;
    `operation` is the id of what was done, `name` and `title` what it is called, `via` whether it
    was done, undone or taken back; `at` in UTC. Lists are told with commas between. Of a field of
    the business's own `own` is what it is now, and the values are as they are kept in JSON.
    """

    row: int
    kind: ChangeKind
    field: str
    old: str
    new: str
    at: str
    actor: str
    operation: int
    name: str
    title: Mapping[str, Any]
    via: str
    own: OwnField | None = None
    part: str = ""
    """The person, address or account that the field is one of; "" for the client itself."""

    @classmethod
    def told(cls, row: int, field: str, old: str, new: str, own: OwnField | None) -> FieldChange:
        """A difference that no row of the journal tells."""
        return cls(row, ChangeKind.CHANGED, field, old, new, "", "", 0, "", {}, "", own)


@query(right=Right.VIEW)
def changes(read: Read, client_id: int, limit: int = 200) -> list[FieldChange]:
    """The newest changes of a client and of all that belongs to it, newest first."""
    if not may_see(read, client_id):
        return []
    points = list(images.steps(read.connection, _POINT, _points_of(read, client_id)))
    mains = main_changes([step for step in points if _own(step)])
    parts = part_steps(read.connection, client_id, read.viewer.role)
    teller = PartTeller(read.connection, client_id, parts)
    steps = [*images.steps(read.connection, _CLIENT, [client_id]), *points, *parts]
    steps.sort(key=lambda step: step.row, reverse=True)
    made = next((s.operation for s in steps if s.table == _CLIENT and s.before is None), None)
    found: list[tuple[Step, Told]] = []
    for step in steps:
        # Whoever is new comes with phones and all: that is one story, not several.
        if step.table != _CLIENT and step.operation == made and step.before is None:
            continue
        main = mains.get((step.row, step.record), ()) if step.table == _POINT else ()
        told = (*_told(step, teller), *main)
        found += [(step, one) for one in told]
        if len(found) >= limit:
            break
    return _named(read, found[:limit])


def _points_of(read: Read, client_id: int) -> set[int]:
    """Ways of contact that are this client's, and those that once were."""
    ids = {id_ for (id_,) in _POINTS.rows(read.connection, client=client_id)}
    return ids | images.points_once_of(read.connection, client_id)


def _own(step: Step) -> bool:
    return (step.before or step.after or {}).get("contact_id") is None


def _told(step: Step, teller: PartTeller) -> Iterator[Told]:
    before, after = step.before, step.after
    if step.table == _POINT:
        owner = teller.owner_of(step)
        if owner is not None:
            yield from _point_told(before, after, owner)
    elif step.table != _CLIENT:
        yield from teller.told(step)
    elif before is None:
        yield Told(ChangeKind.MADE, "name", "", _text("name", after or {}))
    else:
        for field in TOLD:
            old, new = _text(field, before), _text(field, after or {})
            if old != new:
                yield Told(ChangeKind.CHANGED, field, old, new)
        yield from _own_told(_values(before), _values(after or {}))


def _values(image: Mapping[str, Any]) -> dict[str, Any]:
    found = json.loads(image.get("custom") or "{}")
    return found if isinstance(found, dict) else {}


def _own_told(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Told]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            old, new = (
                "" if one.get(key) is None else dump_json(one[key]) for one in (before, after)
            )
            yield Told(ChangeKind.CHANGED, f"{PREFIX}{key}", old, new)


def _point_told(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, owner: str
) -> Iterator[Told]:
    shown = after or before or {}
    field, old, new = str(shown["kind"]), point_text(before), point_text(after)
    if before is None:
        yield Told(ChangeKind.ADDED, field, "", new, owner)
    elif after is None:
        yield Told(ChangeKind.REMOVED, field, old, "", owner)
    elif old != new:
        yield Told(ChangeKind.CHANGED, field, old, new, owner)


def _text(field: str, image: Mapping[str, Any]) -> str:
    value = image.get(field)
    if field == "tags":
        return ", ".join(json.loads(value)) if value else ""
    return str(value or "")


def _named(read: Read, found: Sequence[tuple[Step, Told]]) -> list[FieldChange]:
    ids = dump_json(sorted({step.operation for step, _told in found}))
    done = {row[0]: row[1:] for row in _DONE.rows(read.connection, wanted=ids)}
    own = {one.field: one for one in of_noun(read.connection, CustomNoun.CLIENT)}
    people: dict[str, str] = {}
    if any(told.field == "owner_id" for _step, told in found):
        people = {str(id_): str(name) for id_, name in _PEOPLE.rows(read.connection)}
    changed = []
    for step, told in found:
        old, new = told.old, told.new
        at, name, title, via, actor = done[step.operation]
        if told.field == "owner_id":
            old, new = people.get(old, ""), people.get(new, "")
        changed.append(
            FieldChange(
                step.row, told.kind, told.field, old, new, at, actor or "", step.operation, name,
                title, via, own.get(told.field), told.part,
            )
        )  # fmt: skip
    return changed


@query(right=Right.VIEW)
def may_see(read: Read, client_id: int) -> bool:
    """Whether there is such a client for this viewer, outside the bin."""
    return bool(_THERE.rows(read, client=client_id))


def _there(read: Read) -> Select[Any]:
    c = Client.__table__.c
    return visible(read, Client, c.id, few=True).where(c.id == bindparam("client"))


def _points() -> Select[Any]:
    p = ContactPoint.__table__.c
    return select(p.id).where(p.client_id == bindparam("client"))


def _done_by() -> Select[Any]:
    e = Employee.__table__.c
    wanted = func.json_each(bindparam("wanted")).table_valued("value")
    return (
        select(_O.id, _O.at, _O.name, _O.title, _O.via, e.name)
        .join_from(Operation.__table__, Employee.__table__, e.id == _O.actor_id, isouter=True)
        .where(_O.id.in_(select(wanted.c.value)))
    )


_THERE, _POINTS, _DONE = Prepared(_there), Statement(_points), Statement(_done_by)
_PEOPLE = Statement(lambda: select(Employee.__table__.c.id, Employee.__table__.c.name))
