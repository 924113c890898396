"""A row of a table as a client draft; what has no place of its own is kept in the comment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm_desktop.domain.clients import ClientDraft, ClientKind, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.importing.cells import (
    Cell,
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
_PLACES = {"website", *_MESSENGERS}
"""Ways of contact that have no reading of their own: what could not be read is a remark."""
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


REMEMBERED = 4_096
"""Distinct texts of a column whose reading is kept; beyond them a column is one of names."""


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


_Understood = tuple[Any, tuple[PointDraft, ...], str | None, str]
"""What one cell of a column means: its value or its ways of contact, a doubt, a remark."""


class _Column:
    """A column of the table: how its cells are cleaned, and what was understood before.

    Towns, sources, dates, tags repeat from row to row: each distinct text is read once. `single`
    is the field of a draft that the column's first value goes into, empty for all others.
    """

    def __init__(self, index: int, field: str, header: str, context: Context) -> None:
        self.index = index
        self.field = field
        self.header = header
        self.single = field if field in _SINGLE and field not in _ADDRESSES else ""
        self.known: dict[str, _Understood] = {}
        self._context = context
        self._clean = cleaner_of(field)
        self._points = _points_of(field)

    def read(self, cell: Cell) -> _Understood:
        """A cell that was not met before; an empty one means nothing."""
        value, problem = self._clean(cell, self._context)
        if self._points is not None and (value or self.field not in _PLACES):
            found: _Understood = (None, self._points(cell, value), problem, "")
        elif value is None and problem is not None:
            found = (None, (), problem, plain(cell))
        else:
            found = (value, (), problem, "")
        if isinstance(cell, str) and len(self.known) < REMEMBERED:
            self.known[cell] = found
        return found


def _points_of(field: str) -> Callable[[Cell, Any], tuple[PointDraft, ...]] | None:
    """How a cleaned cell becomes ways of contact; None for a column that holds none."""
    if field in _PHONE_LABELS:
        label = _PHONE_LABELS[field]
        phone = PointKind.PHONE
        return lambda _cell, value: tuple([PointDraft(phone, p.raw, label) for p in value or ()])
    if field.startswith("email"):
        return _emails
    if field == "website":
        return lambda _cell, value: (PointDraft(PointKind.SITE, value),)
    if field in _MESSENGERS:
        return lambda _cell, value: (PointDraft(PointKind.MESSENGER, value, field),)
    return None


def _emails(cell: Cell, value: Any) -> tuple[PointDraft, ...]:
    """Addresses, or what was typed where there is none among it."""
    typed = value if value or value is None else [plain(cell)]
    return tuple([PointDraft(PointKind.EMAIL, text) for text in typed or ()])


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
        named = [h or f"{i + 1}" for i, h in enumerate(headers)] + [
            str(i + 1) for i in range(len(headers), len(fields))
        ]
        columns = [
            _Column(i, field, named[i], known.get(i, Context()))
            for i, field in enumerate(fields)
            if field != IGNORE
        ]
        self._plan = [(column.index, column.known, column.single, column) for column in columns]
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
        for index, known, single, column in self._plan:
            cell = cells[index] if index < width else None
            if cell is None:
                continue
            said = known.get(cell) if cell.__class__ is str else None
            value, more, problem, note = said or column.read(cell)
            if more:
                points += more
            elif value is None:
                if note:
                    notes.append(f"{column.header}: {note}")
            elif single and single not in found:
                found[single] = value
            else:
                _place(column, value, found, tags, notes)
            if problem is not None:
                problems.append(CellProblem(index, problem, text_of(cell)[:200]))
        for field, value in self._defaults.items():
            found.setdefault(field, value)
        return self._draft(found, points, notes, tags, tuple(problems))

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


def _place(
    column: _Column, value: Any, found: dict[str, Any], tags: list[str], notes: list[str]
) -> None:
    """A value into its field, or into the remarks where the field is taken or unknown."""
    field = column.field
    if field == "tags":
        tags += value
    elif field in _ADDRESSES and not found.get("address"):
        found["address"] = value
    elif field in _SINGLE and field not in found:
        found[field] = value
    else:
        notes.append(f"{column.header}: {value}")


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
