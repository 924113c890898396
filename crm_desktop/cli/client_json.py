"""Clients as JSON: what `clients add` reads, what `list`, `show` and `dump` write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from crm_desktop.cli.client_parts_json import parts_data, parts_of
from crm_desktop.cli.custom_json import custom_data, custom_of
from crm_desktop.cli.values import (
    NOT_ONE_OF,
    UNKNOWN_FIELD,
    WRONG_KIND,
    day,
    list_of,
    object_of,
    text_of,
)
from crm_desktop.domain.clients import (
    TEXTS,
    ClientDraft,
    ClientKind,
    ContactDraft,
    PointDraft,
    PointKind,
)
from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.queries.client_parts import PointRow
from crm_desktop.queries.clients import ClientCard

E = TypeVar("E", bound=StrEnum)

POINTS = {
    "phones": PointKind.PHONE,
    "emails": PointKind.EMAIL,
    "messengers": PointKind.MESSENGER,
    "sites": PointKind.SITE,
}
_TYPED = ("name", *TEXTS)
_KNOWN = {*_TYPED, *POINTS, "id", "kind", "birthday", "tags", "contacts", "custom", "created_at"}
_KNOWN |= {"price_group", "discount", "consent", "rhythm_days", "addresses", "accounts", "dates"}


def draft_of(
    data: Mapping[str, object], own: Sequence[OwnField] = ()
) -> tuple[ClientDraft, list[Problem]]:
    """A draft, and what of the data was left out; `Refused` for a value of a wrong kind.

    Points may be plain texts or objects as `dump` writes them, so that a dump can be added to
    another base. `own` are the fields of the business's own that `custom` may name.
    """
    contacts = []
    for given in list_of(data, "contacts"):
        contact = object_of(given, "contacts")
        name, position = text_of(contact, "name"), text_of(contact, "position")
        contacts.append(
            ContactDraft(name, position, _points(contact), day(contact.get("birthday"), "birthday"))
        )
    custom, strange = custom_of(object_of(data.get("custom") or {}, "custom"), own)
    addresses, accounts, dates, terms = parts_of(data)
    draft = ClientDraft(
        **{field: text_of(data, field) for field in _TYPED},
        kind=member(ClientKind, data.get("kind") or ClientKind.PERSON.value, "kind"),
        birthday=day(data.get("birthday"), "birthday"),
        tags=tuple(_text(tag, "tags") for tag in list_of(data, "tags")),
        points=_points(data),
        contacts=tuple(contacts),
        custom=custom,
        addresses=addresses,
        accounts=accounts,
        dates=dates,
        terms=terms,
    )
    unknown = [
        Problem(name, UNKNOWN_FIELD) for name, value in data.items() if not _expected(name, value)
    ]
    return draft, unknown + strange


def client_data(card: ClientCard) -> dict[str, object]:
    """A client with the keys of `clients add` and its id."""
    return {
        "id": card.id,
        "external_id": card.external_id,
        "name": card.name,
        "kind": card.kind,
        "last_name": card.last_name,
        "first_name": card.first_name,
        "middle_name": card.middle_name,
        **_points_data(card.points),
        "inn": card.inn,
        "kpp": card.kpp,
        "ogrn": card.ogrn,
        "city": card.city,
        "address": card.address,
        "birthday": card.birthday,
        "source": card.source,
        "status": card.status,
        "tags": list(card.tags),
        "comment": card.comment,
        "contacts": [
            {
                "name": one.name,
                "position": one.position,
                "birthday": one.birthday,
                **_points_data(one.points),
            }
            for one in card.contacts
        ],
        "custom": custom_data(card.custom, card.own),
        **parts_data(card),
        "created_at": card.created_at,
    }


def _expected(name: str, value: object) -> bool:
    """Relations name clients of the base they are from: they are told, and not taken."""
    return name in _KNOWN or (name == "relations" and not value)


def member(kind: type[E], value: object, field: str) -> E:
    """A member of an enumeration by its value; the refusal names those there are."""
    for one in kind:
        if one.value == value:
            return one
    raise Refused(Problem(field, NOT_ONE_OF, {"values": ", ".join(one.value for one in kind)}))


def _points(data: Mapping[str, object]) -> tuple[PointDraft, ...]:
    found = []
    for field, kind in POINTS.items():
        for given in list_of(data, field):
            if isinstance(given, dict):
                value, label = text_of(given, "value"), text_of(given, "label")
                extension = text_of(given, "ext")
                if extension and extension not in value:
                    value = f"{value} ext. {extension}"
            else:
                value, label = _text(given, field), ""
            found.append(PointDraft(kind, value, label))
    return tuple(found)


def _text(value: object, field: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused(Problem(field, WRONG_KIND))
    return str(value)


def _points_data(points: tuple[PointRow, ...]) -> dict[str, object]:
    return {
        field: [
            {"value": p.value, "normal": p.normal, "ext": p.ext, "label": p.label}
            for p in points
            if p.kind == kind.value
        ]
        for field, kind in POINTS.items()
    }
