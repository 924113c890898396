"""Single fields of a client: set by name, or set back to what once stood in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from crm_desktop.commands import clients, custom_values, part_fields
from crm_desktop.commands.work import Work, command
from crm_desktop.db import images
from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.client_bulk import NOT_A_KIND
from crm_desktop.domain.clients import (
    TEXTS,
    ClientDraft,
    ClientKind,
    PointDraft,
    PointKind,
)
from crm_desktop.domain.custom_fields import CustomNoun, id_of, merged
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, code
from crm_desktop.domain.rhythm import NOT_A_RHYTHM, rhythm_days
from crm_desktop.domain.rights import Right
from crm_desktop.queries.client_changes import TOLD
from crm_desktop.queries.custom_fields import of_noun
from crm_desktop.words import language

UNKNOWN = code("client.unknown-field")
NOT_A_DAY = code("client.not-a-day")

_TEXTS = ("name", *TEXTS)
_POINTS = {kind.value: kind for kind in PointKind}
_BROUGHT_BACK = frozenset(TOLD) - {"archived_at", "deleted_at"}
"""Into the archive and the bin, and out of them, goes a client by commands of their own."""
SETTABLE = (*_TEXTS, "kind", "birthday", "rhythm_days", "tags", *_POINTS)
"""Fields that can be set by name; a way of contact is the first of its kind."""


@command("client.set", right=Right.EDIT)
def set_fields(work: Work, client_id: int, fields: Mapping[str, str]) -> None:
    """Give some fields of a client what was typed for them; all others stay as they are.

    An empty text empties a field; `birthday` is ISO 8601, `rhythm_days` days or words, `tags` are
    divided by commas. A name typed anew is no longer made of surname and first name. Fields of the
    business's own are called by their names.
    """
    plain = {name: text for name, text in fields.items() if name in SETTABLE}
    others = {name: text for name, text in fields.items() if name not in SETTABLE}
    own = of_noun(work.connection, CustomNoun.CLIENT)
    custom, unknown = custom_values.understood(own, others, language())
    if unknown:
        known = ", ".join((*SETTABLE, *(one.name for one in own if not one.archived)))
        raise Refused(*(Problem(n, UNKNOWN, {"field": n, "known": known}) for n in unknown))
    draft = _changed(_draft_of(work, client_id), plain)
    clients.edit(work, client_id, replace(draft, custom=custom))
    if "rhythm_days" in plain:
        days = plain["rhythm_days"].strip()
        clients.present(work.session, client_id).rhythm_days = rhythm_days(days) if days else None


@command("client.set-back", right=Right.EDIT)
def set_back(work: Work, client_id: int, row: int, field: str) -> None:
    """Give a field of a client what it held before the change in a row of the journal.

    A way of contact or another part that is gone comes back. `Refused` when the row is none of
    this client's.
    """
    client = work.session.get(Client, client_id)
    found = images.image_at(work.connection, row)
    if client is None or client.deleted_at is not None or found is None:
        raise Refused.of(NOT_FOUND)
    table, record, image = found
    own = id_of(field)
    if table == "client" and record == client_id and own is not None:
        old = json.loads(image["custom"]).get(str(own))
        client.custom = merged(client.custom, {str(own): old})
    elif table == "client" and record == client_id and field in _BROUGHT_BACK:
        for name, value in _columns(field, image).items():
            setattr(client, name, value)
    elif table == "contact_point" and image["client_id"] == client_id:
        _set_point_back(work, client_id, record, image)
    elif table in part_fields.PARTS:
        part_fields.set_back(work.session, client_id, row, field)
    else:
        raise Refused.of(NOT_FOUND)
    work.name(title=client.name)


def _columns(field: str, image: images.Image) -> dict[str, Any]:
    """The field's column with those that follow from it."""
    if field == "tags":
        return {"tags": json.loads(image["tags"])}
    together = ("name", "sort_key", "last_name", "first_name", "middle_name")
    return {name: image[name] for name in (together if field == "name" else (field,))}


def _set_point_back(work: Work, client_id: int, record: int, image: images.Image) -> None:
    point = work.session.get(ContactPoint, record)
    if point is None:
        places = select(func.max(ContactPoint.place)).where(ContactPoint.client_id == client_id)
        last = work.session.scalar(places)
        place = 0 if last is None else int(last) + 1
        contact = part_fields.owner_of_point(work.session, image)
        point = ContactPoint(client_id=client_id, contact_id=contact, place=place)
        work.session.add(point)
    for name in ("kind", "value", "normal", "ext", "label"):
        setattr(point, name, image[name])


def _draft_of(work: Work, client_id: int) -> ClientDraft:
    client = work.session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
    points = work.session.scalars(
        select(ContactPoint)
        .where(ContactPoint.client_id == client_id, ContactPoint.contact_id.is_(None))
        .order_by(ContactPoint.place, ContactPoint.id)
    )
    return ClientDraft(
        **{name: getattr(client, name) for name in _TEXTS},
        kind=ClientKind(client.kind),
        birthday=date.fromisoformat(client.birthday) if client.birthday else None,
        tags=tuple(client.tags),
        points=tuple(PointDraft(PointKind(p.kind), p.value, p.label, p.id) for p in points),
    )


def _changed(draft: ClientDraft, fields: Mapping[str, str]) -> ClientDraft:
    problems = list(_problems(fields))
    if problems:
        raise Refused(*problems)
    changes: dict[str, Any] = {name: fields[name].strip() for name in _TEXTS if name in fields}
    if "name" in fields:
        changes = dict.fromkeys(("last_name", "first_name", "middle_name"), "") | changes
    if "kind" in fields:
        changes["kind"] = ClientKind(fields["kind"].strip())
    if "birthday" in fields:
        day = fields["birthday"].strip()
        changes["birthday"] = date.fromisoformat(day) if day else None
    if "tags" in fields:
        tags = (tag.strip() for tag in fields["tags"].split(","))
        changes["tags"] = tuple(dict.fromkeys(tag for tag in tags if tag))
    points = draft.points
    for name, kind in _POINTS.items():
        if name in fields:
            points = _with_first(points, kind, fields[name].strip())
    return replace(draft, points=points, **changes)


def _problems(fields: Mapping[str, str]) -> Iterator[Problem]:
    if (kind := fields.get("kind", "person").strip()) not in set(ClientKind):
        yield Problem("kind", NOT_A_KIND, {"value": kind, "known": ", ".join(ClientKind)})
    if (day := fields.get("birthday", "").strip()) and not _is_day(day):
        yield Problem("birthday", NOT_A_DAY, {"value": day})
    if (days := fields.get("rhythm_days", "").strip()) and rhythm_days(days) is None:
        yield Problem("rhythm_days", NOT_A_RHYTHM, {"value": days[:200]})


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _with_first(
    points: tuple[PointDraft, ...], kind: PointKind, text: str
) -> tuple[PointDraft, ...]:
    """The first point of a kind holds the text now; without a text it is gone."""
    first = next((point for point in points if point.kind is kind), None)
    if first is None:
        return (*points, PointDraft(kind, text)) if text else points
    rest = tuple(point for point in points if point is not first)
    if not text:
        return rest
    return tuple(replace(p, value=text) if p is first else p for p in points)
