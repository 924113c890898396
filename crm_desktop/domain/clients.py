"""Who the business deals with: drafts of clients and contact points and their checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code

NAME_LIMIT = 500
TEXT_LIMIT = 100_000

BIRTHDAY_IN_FUTURE = code("client.birthday-in-future")


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
class ContactDraft:
    """A person inside a client company."""

    name: str
    position: str = ""
    points: tuple[PointDraft, ...] = ()
    birthday: date | None = None


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """What a form, a file or a script proposes as a client; texts as typed."""

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

    def display_name(self) -> str:
        """The name to show: as given, else surname, name and patronymic."""
        return self.name.strip() or " ".join(
            part for part in (self.last_name, self.first_name, self.middle_name) if part.strip()
        )


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
