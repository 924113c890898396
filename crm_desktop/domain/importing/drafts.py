"""A row of a table as a client draft; what has no place of its own is kept in the comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm_desktop.domain.clients import ClientDraft, ClientKind, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.importing.cells import (
    Cell,
    is_empty,
    kind_of_name,
    looks_like_company,
    looks_like_person,
    text_of,
)
from crm_desktop.domain.importing.dictionary import NOTE
from crm_desktop.domain.importing.values import Context, cleaner_of, plain

IGNORE = "ignore"
_PHONE_LABELS = {
    "phone": "",
    "phone_mobile": "mobile",
    "phone_work": "work",
    "phone_home": "home",
    "phone_other": "other",
    "fax": "fax",
}
_MESSENGERS = {"telegram", "whatsapp"}
_SINGLE = frozenset(
    [
        "name",
        "full_name",
        "last_name",
        "first_name",
        "middle_name",
        "company_name",
        "short_name",
        "contact_name",
        "position",
        "inn",
        "kpp",
        "ogrn",
        "city",
        "address",
        "source",
        "status",
        "external_id",
        "kind",
        "birthday",
        "created_at",
        "comment",
    ]
)
_ADDRESSES = ("address", "address_legal", "address_street")
_KINDS = {
    "company": ClientKind.COMPANY, "компания": ClientKind.COMPANY,
    "организация": ClientKind.COMPANY,
    "юр. лицо": ClientKind.COMPANY, "юрлицо": ClientKind.COMPANY,
    "юридическое лицо": ClientKind.COMPANY, "ооо": ClientKind.COMPANY,
    "sole_trader": ClientKind.SOLE_TRADER, "ип": ClientKind.SOLE_TRADER,
    "предприниматель": ClientKind.SOLE_TRADER,
    "индивидуальный предприниматель": ClientKind.SOLE_TRADER,
    "person": ClientKind.PERSON, "физ. лицо": ClientKind.PERSON, "физлицо": ClientKind.PERSON,
    "физическое лицо": ClientKind.PERSON, "частное лицо": ClientKind.PERSON,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that was kept as typed because it could not be read."""

    column: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What a row proposes; `empty` when it holds neither a name nor a way of contact."""

    draft: ClientDraft
    problems: tuple[CellProblem, ...]
    empty: bool


class RowReader:
    """Reads rows of one table; how each column is cleaned is settled once."""

    def __init__(
        self,
        headers: Sequence[str],
        fields: Sequence[str],
        contexts: Mapping[int, Context] | None = None,
        *,
        tag: str = "",
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        """`fields` names the field of every column; `contexts` what a column has decided."""
        known = contexts or {}
        self._plan = [
            (i, field, cleaner_of(field), known.get(i, Context()))
            for i, field in enumerate(fields)
            if field != IGNORE
        ]
        self._headers = [h or f"{i + 1}" for i, h in enumerate(headers)] + [
            str(i + 1) for i in range(len(headers), len(fields))
        ]
        self._tag = (tag,) if tag else ()
        self._defaults = dict(defaults or {})

    def read(self, cells: Sequence[Cell]) -> RowDraft:
        """One row; every non-empty cell ends in a field, in the comment, or in `problems`."""
        found: dict[str, Any] = {}
        points: list[PointDraft] = []
        notes: list[str] = []
        tags: list[str] = []
        problems: list[CellProblem] = []
        width = len(cells)
        for column, field, clean, context in self._plan:
            if column >= width or is_empty(cells[column]):
                continue
            cell = cells[column]
            cleaned = clean(cell, context)
            if cleaned.problem is not None:
                problems.append(CellProblem(column, cleaned.problem, text_of(cell)[:200]))
            value = cleaned.value
            point = self._points(field, cell, value)
            if point is not None:
                points += point
            elif value is None:
                if cleaned.problem is not None:
                    notes.append(f"{self._headers[column]}: {plain(cell)}")
            elif field == "tags":
                tags += value
            elif field in _ADDRESSES and not found.get("address"):
                found["address"] = value
            elif field in _SINGLE and field not in found:
                found[field] = value
            else:
                notes.append(f"{self._headers[column]}: {value}")
        for field, value in self._defaults.items():
            found.setdefault(field, value)
        return self._draft(found, points, notes, tags, tuple(problems))

    def _points(self, field: str, cell: Cell, value: Any) -> list[PointDraft] | None:
        """Ways of contact in a cell; None for a column that holds none."""
        if field in _PHONE_LABELS:
            label = _PHONE_LABELS[field]
            return [PointDraft(PointKind.PHONE, str(p.raw), label) for p in value or ()]
        if field.startswith("email"):
            typed = value if value or value is None else [plain(cell)]
            return [PointDraft(PointKind.EMAIL, text) for text in typed or ()]
        if field == "website" and value:
            return [PointDraft(PointKind.SITE, value)]
        if field in _MESSENGERS and value:
            return [PointDraft(PointKind.MESSENGER, value, field)]
        return None

    def _draft(
        self,
        found: dict[str, Any],
        points: list[PointDraft],
        notes: list[str],
        tags: list[str],
        problems: tuple[CellProblem, ...],
    ) -> RowDraft:
        company = found.pop("company_name", "") or found.pop("short_name", "")
        short = found.pop("short_name", "")
        if short and short != company:
            notes.append(short)
        whole = found.pop("name", "") or found.pop("full_name", "")
        second = found.pop("full_name", "")
        contact = found.pop("contact_name", "") or second
        parts = [found.get(k, "") for k in ("last_name", "first_name", "middle_name")]
        person = whole or " ".join(p for p in parts if p)
        position = found.pop("position", "")
        kind = _KINDS.get(str(found.pop("kind", "")).casefold().strip())
        name = company or person or contact
        contacts: tuple[ContactDraft, ...] = ()
        inside = (person or contact) if company else (contact if person else "")
        if inside and inside != name:
            contacts = (ContactDraft(inside, position),)
        elif position:
            notes.append(position)
        if kind is None:
            kind = _kind_of(name, found.get("inn", ""), bool(company))
        if kind is ClientKind.COMPANY and not company and not looks_like_company(name):
            company = name
        if notes:
            own = found.get("comment", "")
            found["comment"] = "\n".join([own, *notes] if own else notes)
        if company:
            for part in ("last_name", "first_name", "middle_name"):
                found.pop(part, None)
        birthday = found.pop("birthday", None)
        created = found.pop("created_at", "")
        draft = ClientDraft(
            name=name,
            kind=kind,
            birthday=date.fromisoformat(birthday) if birthday else None,
            created_at=f"{created}T00:00:00Z" if created else "",
            tags=tuple(dict.fromkeys((*tags, *self._tag))),
            points=tuple(points),
            contacts=contacts,
            **found,
        )
        return RowDraft(draft, problems, not name and not points)


def _kind_of(name: str, inn: str, company: bool) -> ClientKind:
    kind = kind_of_name(name)
    if kind is not ClientKind.PERSON:
        return kind
    if len(inn) == 10:
        return ClientKind.COMPANY
    if company and len(inn) != 12 and not looks_like_person(name):
        return ClientKind.COMPANY
    return ClientKind.PERSON


__all__ = ["IGNORE", "NOTE", "CellProblem", "RowDraft", "RowReader"]
