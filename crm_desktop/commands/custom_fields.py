"""Changes to the fields of the business's own; a renamed choice is renamed in every record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select, update
from sqlalchemy import delete as delete_rows

from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import Client, CustomField, Deal, StageField
from crm_desktop.domain.custom_fields import (
    HAS_VALUES,
    KIND_KEPT,
    LISTED,
    CustomKind,
    CustomNoun,
    FieldDraft,
    check,
    renamed,
    tidy,
)
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.ranks import between
from crm_desktop.domain.rights import Right

BLOCK = 500
"""Records between two reports of progress."""
_TABLES: dict[CustomNoun, Any] = {
    CustomNoun.CLIENT: Client.__table__,
    CustomNoun.DEAL: Deal.__table__,
}
_ALIKE = ({CustomKind.TEXT, CustomKind.LINK},)
"""Kinds that keep the same values, so that one may become the other."""


@command("custom-field.add", right=Right.SETTINGS)
def add(work: Work, draft: FieldDraft) -> int:
    """Put a field at the end of those of its noun; returns its id."""
    draft = tidy(draft)
    others = _fields(work, draft.noun)
    refuse_if(check(draft, [one.name for one in others]))
    made = CustomField(
        noun=draft.noun.value, rank=between(others[-1].rank if others else None, None)
    )
    _fill(made, draft)
    work.session.add(made)
    work.session.flush()
    work.name(title=draft.name)
    return made.id


@command("custom-field.edit", right=Right.SETTINGS)
def edit(work: Work, field_id: int, draft: FieldDraft) -> int:
    """Give a field new values; returns in how many records a choice was renamed.

    A choice whose line was typed over is renamed wherever it stands; one that went stays in the
    records that hold it. The kind changes only while nothing stands in the field.
    """
    field = _field(work, field_id)
    draft = tidy(draft)
    others = [one.name for one in _fields(work, draft.noun) if one.id != field_id]
    refuse_if(check(draft, others))
    kind = CustomKind(field.kind)
    if draft.kind is not kind and {draft.kind, kind} not in _ALIKE:
        count = _count(work, field)
        if count:
            raise Refused.of(KIND_KEPT, "kind", name=field.name, count=count)
    names = renamed(field.choices, draft.choices) if draft.kind in LISTED else {}
    touched = _rename(work, field, names) if names else 0
    _fill(field, draft)
    work.name(title=draft.name)
    return touched


@command("custom-field.move", right=Right.SETTINGS)
def move(work: Work, field_id: int, before_id: int | None) -> None:
    """Put a field before another one of its noun, or last."""
    field = _field(work, field_id)
    others = [one for one in _fields(work, CustomNoun(field.noun)) if one.id != field_id]
    place = next((n for n, one in enumerate(others) if one.id == before_id), len(others))
    low = others[place - 1].rank if place else None
    field.rank = between(low, others[place].rank if place < len(others) else None)
    work.name(title=field.name)


@command("custom-field.archive", right=Right.SETTINGS)
def archive(work: Work, field_id: int) -> None:
    """Ask for a field no more; what stands in it stays and comes back with it."""
    field = _field(work, field_id)
    field.archived_at = work.now()
    work.name(title=field.name)


@command("custom-field.restore", right=Right.SETTINGS)
def restore(work: Work, field_id: int) -> None:
    """Ask for a field again."""
    field = _field(work, field_id)
    field.archived_at = None
    work.name(title=field.name)


@command("custom-field.delete", right=Right.SETTINGS)
def delete(work: Work, field_id: int, *, with_values: bool = False) -> int:
    """Delete a field, and what stands in it only if that is meant; returns in how many records."""
    field = _field(work, field_id)
    count = _count(work, field)
    if count and not with_values:
        raise Refused.of(HAS_VALUES, name=field.name, count=count)
    if count:
        table = _TABLES[CustomNoun(field.noun)]
        emptied = func.json_remove(table.c.custom, _path(field))
        work.connection.execute(update(table).where(_filled(field)).values(custom=emptied))
    work.session.execute(
        delete_rows(StageField).where(
            StageField.noun == field.noun, StageField.field == f"custom:{field.id}"
        )
    )
    work.name(title=field.name)
    work.session.delete(field)
    return count


def _fill(field: CustomField, draft: FieldDraft) -> None:
    field.kind, field.name, field.group = draft.kind.value, draft.name, draft.group
    field.choices, field.standard = list(draft.choices), draft.standard


def _count(work: Work, field: CustomField) -> int:
    """In how many records something stands in a field, the bin too."""
    table = _TABLES[CustomNoun(field.noun)]
    counted = select(func.count()).select_from(table).where(_filled(field))
    return int(work.connection.scalar(counted) or 0)


def _rename(work: Work, field: CustomField, names: Mapping[str, str]) -> int:
    """Write the new name of each choice wherever the old one stands."""
    table = _TABLES[CustomNoun(field.noun)]
    key = str(field.id)
    rows = work.connection.execute(select(table.c.id, table.c.custom).where(_filled(field))).all()
    changed: list[dict[str, object]] = []
    for id_, custom in rows:
        value = custom[key]
        new = _renamed(value, names)
        if new != value:
            changed.append({"record": id_, "values": {**custom, key: new}})
    given = (
        update(table)
        .where(table.c.id == bindparam("record"))
        .values(custom=bindparam("values", type_=table.c.custom.type))
    )
    for done in range(0, len(changed), BLOCK):
        work.step(done, len(changed))
        work.connection.execute(given, changed[done : done + BLOCK])
    return len(changed)


def _path(field: CustomField) -> str:
    return f'$."{field.id}"'


def _filled(field: CustomField) -> ColumnElement[bool]:
    """That something stands in the field."""
    column = _TABLES[CustomNoun(field.noun)].c.custom
    return func.json_type(column, _path(field)).is_not(None)


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return list(dict.fromkeys(names.get(one, one) for one in _texts(value)))
    return names.get(value, value) if isinstance(value, str) else value


def _texts(values: Iterable[object]) -> Iterable[str]:
    return (one for one in values if isinstance(one, str))


def _fields(work: Work, noun: CustomNoun) -> list[CustomField]:
    asked = select(CustomField).where(CustomField.noun == noun.value)
    return list(work.session.scalars(asked.order_by(CustomField.rank, CustomField.id)))


def _field(work: Work, field_id: int) -> CustomField:
    found = work.session.get(CustomField, field_id)
    if found is None:
        raise Refused(Problem("", NOT_FOUND))
    return found
