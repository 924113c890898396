"""Who the business deals with: drafts of clients and contact points and their checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any

from crm_desktop.domain.client_parts import (
    AccountDraft,
    AddressDraft,
    DateDraft,
    Terms,
    check_date,
    check_terms,
)
from crm_desktop.domain.custom_fields import found_by
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.domain.requisites import clean_digits
from crm_desktop.domain.text import clean_text, email_normal, fold, sort_key
from crm_desktop.late import dataclass

NAME_LIMIT = 500
TEXT_LIMIT = 100_000

TEXTS = (
    "external_id",
    "last_name",
    "first_name",
    "middle_name",
    "inn",
    "kpp",
    "ogrn",
    "city",
    "address",
    "source",
    "status",
    "comment",
)
"""The plain texts of a client besides its name: what a file may say, fill and overwrite."""

BIRTHDAY_IN_FUTURE = code("client.birthday-in-future")
PHONE_AS_TYPED = code("phone.kept-as-typed")
"""A warning: a number is never a reason to lose anything."""


class ClientKind(StrEnum):
    """A private person, a sole trader (ИП) or a company."""

    PERSON = "person"
    SOLE_TRADER = "sole_trader"
    COMPANY = "company"


class PointKind(StrEnum):
    """What a contact point is."""

    PHONE = "phone"
    EMAIL = "email"
    MESSENGER = "messenger"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class PointDraft:
    """A phone, e-mail, messenger or site as typed; the normal form is made on saving."""

    kind: PointKind
    value: str
    label: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A stored contact point as a form shows it for typing."""

    typed: str
    point: PointDraft


def retyped(
    kind: PointKind, lines: Sequence[str], present: Sequence[ShownPoint]
) -> tuple[PointDraft, ...]:
    """What lines of a form mean, one point a line, beside the points that stood there before.

    A line that is as it was is that point untouched. Of the others each is taken for a point that
    no line shows any more, in their order: a corrected number keeps its label and its history.
    """
    shown = list(present)
    found: list[PointDraft | str] = []
    for line in lines:
        same = next((one for one in shown if one.typed == line), None)
        found.append(line if same is None else same.point)
        if same is not None:
            shown.remove(same)
    left = iter(one.point for one in shown)
    return tuple(
        one if isinstance(one, PointDraft) else _corrected(kind, one, next(left, None))
        for one in found
    )


def _corrected(kind: PointKind, text: str, point: PointDraft | None) -> PointDraft:
    if point is None:
        return PointDraft(kind, text)
    return PointDraft(kind, text, point.label, point.id)


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A person inside a client company."""

    name: str
    position: str = ""
    points: tuple[PointDraft, ...] = ()
    birthday: date | None = None


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """What a form, a file or a script proposes as a client; texts as typed.

    `custom` names values of the business's own fields by their keys; None empties one.
    """

    name: str = ""
    kind: ClientKind = ClientKind.PERSON
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    city: str = ""
    address: str = ""
    source: str = ""
    status: str = ""
    birthday: date | None = None
    comment: str = ""
    external_id: str = ""
    tags: tuple[str, ...] = ()
    points: tuple[PointDraft, ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    custom: dict[str, object] = field(default_factory=dict)
    created_at: str = ""
    addresses: tuple[AddressDraft, ...] = ()
    accounts: tuple[AccountDraft, ...] = ()
    dates: tuple[DateDraft, ...] = ()
    terms: Terms | None = None
    """None leaves the terms of a client as they are."""

    def display_name(self) -> str:
        """The name to show: as given, else surname, name and patronymic."""
        return self.name.strip() or " ".join(
            part for part in (self.last_name, self.first_name, self.middle_name) if part.strip()
        )


def check_contact(draft: ContactDraft, today: date) -> Iterator[Problem]:
    """A person inside a client has a name, and was born by now."""
    name = draft.name.strip()
    if not name:
        yield Problem("name", REQUIRED)
    if len(name) > NAME_LIMIT:
        yield Problem("name", TOO_LONG, {"limit": NAME_LIMIT})
    if draft.birthday is not None and draft.birthday > today:
        yield Problem("birthday", BIRTHDAY_IN_FUTURE)


def check(draft: ClientDraft, today: date) -> Iterator[Problem]:
    """What forbids saving. Doubtful requisites and phones only warn (`warnings`)."""
    name = draft.display_name()
    if not name and not any(point.value.strip() for point in draft.points):
        yield Problem("name", REQUIRED)
    if len(name) > NAME_LIMIT:
        yield Problem("name", TOO_LONG, {"limit": NAME_LIMIT})
    for field_name in ("comment", "address"):
        if len(getattr(draft, field_name)) > TEXT_LIMIT:
            yield Problem(field_name, TOO_LONG, {"limit": TEXT_LIMIT})
    if draft.birthday is not None and draft.birthday > today:
        yield Problem("birthday", BIRTHDAY_IN_FUTURE)
    if draft.terms is not None:
        yield from check_terms(draft.terms)
    for one in draft.dates:
        yield from check_date(one)


Point = dict[str, Any]
"""A contact point's columns as stored, without its owner and its place."""


@dataclass(frozen=True, slots=True)
class StoredContact:
    """A person inside a client as stored: its columns and its points."""

    values: dict[str, Any]
    points: list[Point]


@dataclass(frozen=True, slots=True)
class StoredClient:
    """A draft in the forms that the base keeps; `created_at` is empty for «now»."""

    values: dict[str, Any]
    points: list[Point]
    contacts: list[StoredContact]
    created_at: str


def stored(draft: ClientDraft) -> StoredClient:
    """All of a draft as the base keeps it: columns, points and contacts in normal forms."""
    contacts = [
        StoredContact(
            {
                "name": clean_text(contact.name),
                "position": clean_text(contact.position),
                "birthday": contact.birthday.isoformat() if contact.birthday else None,
            },
            _stored_points(contact.points),
        )
        for contact in draft.contacts
    ]
    points = _stored_points(draft.points)
    return StoredClient(client_values(draft), points, contacts, draft.created_at)


def _stored_points(points: tuple[PointDraft, ...]) -> list[Point]:
    return [
        {"kind": point.kind.value, "label": point.label, **values}
        for point in points
        for values in point_values(point.kind, point.value)
    ]


def point_values(kind: PointKind, value: str, region: str = "RU") -> list[dict[str, Any]]:
    """Stored forms of one typed contact point: several when a phone cell holds several numbers.

    An unreadable phone is kept as typed, without a normal form: a number is never a reason to
    lose anything.
    """
    text = clean_text(value).strip()
    if not text:
        return []
    if kind is PointKind.PHONE:
        return [
            {"value": phone.raw, "normal": phone.normal, "ext": phone.ext}
            for phone in parse_phones(text, region)
        ] or [{"value": text, "normal": None, "ext": None}]
    normal = email_normal(text) if kind is PointKind.EMAIL else None
    return [{"value": text, "normal": normal, "ext": None}]


def client_values(draft: ClientDraft) -> dict[str, Any]:
    """A client's own columns as stored, its parts apart."""
    texts = {field: text for field in AS_STORED if (text := getattr(draft, field))}
    values = stored_values(
        draft.kind, draft.display_name(), draft.points[0].value if draft.points else "", texts
    )
    # How often somebody is contacted is one of the terms.
    del values["rhythm_days"]
    values["birthday"] = draft.birthday.isoformat() if draft.birthday else None
    values["tags"] = [clean_text(tag) for tag in draft.tags]
    values["custom"] = dict(draft.custom)
    return values


def stored_values(
    kind: ClientKind, name: str, otherwise: str, texts: Mapping[str, str]
) -> dict[str, Any]:
    """The columns of a client that its texts fill; `otherwise` names one without a name."""
    name = clean_text(name).strip() or otherwise.strip()
    values: dict[str, Any] = {
        "kind": kind.value,
        "name": name,
        "sort_key": sort_key(name),
        "inn": "",
        "kpp": "",
        "ogrn": "",
        "birthday": None,
        "rhythm_days": None,
        "tags": [],
        "custom": {},
        "last_name": "",
        "first_name": "",
        "middle_name": "",
        "city": "",
        "address": "",
        "source": "",
        "status": "",
        "comment": "",
        "external_id": "",
    }
    for field_name, text in texts.items():
        values[field_name] = AS_STORED[field_name](text)
    return values


SOUGHT = ("name", "last_name", "first_name", "middle_name", "inn", "city", "external_id")
"""The columns of a client among what it is found by, in their order."""


def search_key(values: Mapping[str, Any], points: Iterable[str], inside: str) -> str:
    """What a new client is found by: the same text that the base's index makes of its rows.

    `points` are its ways of contact, normal where they have such a form; `inside` names the
    person in a company. It spares an import of many rows the asking (equal by test).
    """
    parts = [values[column] for column in SOUGHT]
    parts += [*points, inside, *values["tags"]]
    if values["custom"]:
        parts.append(found_by(values["custom"]))
    return fold(" ".join([part for part in parts if part]))


def _tidy(text: str) -> str:
    if not text:
        return ""
    return text.strip() if text.isprintable() else clean_text(text).strip()


AS_STORED: dict[str, Callable[[str], str]] = {
    "inn": clean_digits,
    "kpp": str.strip,
    "ogrn": clean_digits,
    **dict.fromkeys(("last_name", "first_name", "middle_name", "city", "address"), _tidy),
    **dict.fromkeys(("source", "status", "comment", "external_id"), _tidy),
}
"""How the texts of a client are stored."""
