"""A row of a table as the client it stands for; what has no place of its own is a remark."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from crm_desktop.domain.clients import ClientKind, PointKind, stored_values
from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.importing.cells import (
    Cell,
    kind_of_name,
    looks_like_company,
    looks_like_person,
    text_of,
)
from crm_desktop.domain.importing.dictionary import NOTE
from crm_desktop.domain.importing.own import cleaner_of_own
from crm_desktop.domain.importing.values import Context, cleaner_of, plain
from crm_desktop.domain.phones import Phone, parse_phones
from crm_desktop.domain.text import clean_text, email_normal

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
        "rhythm_days",
        "created_at",
        "comment",
    ]
)
_NAME_PARTS = ("last_name", "first_name", "middle_name")
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


class CellProblem(NamedTuple):
    """A cell that was kept as typed because it could not be read."""

    column: int
    code: str
    text: str


StoredPoint = tuple[str, str, str, str | None, str | None]
"""A way of contact as the base keeps it: the values of `POINT_COLUMNS`."""


class StoredRow(NamedTuple):
    """A row in the forms that the base keeps.

    `values` are the client's columns, None when the row holds neither a name nor a way of
    contact; `contact` is a person inside with a position; `created_at` is empty for «now».
    """

    values: dict[str, Any] | None
    points: Sequence[StoredPoint] = ()
    contact: tuple[str, str] | None = None
    created_at: str = ""
    problems: Sequence[CellProblem] = ()


_Understood = tuple[Any, tuple[StoredPoint, ...], str | None, str]
"""What one cell of a column means: its value or its ways of contact, a doubt, a remark.

The value beside ways of contact is what names a client without a name.
"""
_Points = tuple[str, tuple[StoredPoint, ...]]


class _Column:
    """A column of the table: how its cells are cleaned, and what was understood before.

    Towns, sources, dates, tags repeat from row to row: each distinct text is read once. `single`
    is the field of a draft that the column's first value goes into, empty for all others.
    """

    def __init__(
        self, index: int, field: str, header: str, context: Context, own: OwnField | None
    ) -> None:
        self.index = index
        self.field = field
        self.header = header
        self.single = field if field in _SINGLE and field not in _ADDRESSES else ""
        self.known: dict[str, _Understood] = {}
        self._context = context
        self._clean = cleaner_of(field) if own is None else cleaner_of_own(own)
        self.key = "" if own is None else own.key
        self._points = _points_of(field, context.region)

    def read(self, cell: Cell) -> _Understood:
        """A cell that was not met before; an empty one means nothing."""
        value, problem = self._clean(cell, self._context)
        if self._points is not None and (value or self.field not in _PLACES):
            named, points = self._points(cell, value)
            found: _Understood = (named if points else None, points, problem, "")
        elif value is None and problem is not None:
            found = (None, (), problem, plain(cell))
        else:
            found = (value, (), problem, "")
        if isinstance(cell, str) and len(self.known) < REMEMBERED:
            self.known[cell] = found
        return found


def _points_of(field: str, region: str) -> Callable[[Cell, Any], _Points] | None:
    """How a cleaned cell becomes ways of contact; None for a column that holds none."""
    if field in _PHONE_LABELS:
        return partial(_phones, _PHONE_LABELS[field], region)
    if field.startswith("email"):
        return _emails
    if field == "website":
        return lambda _cell, value: _place_on_the_net(PointKind.SITE, value, "")
    if field in _MESSENGERS:
        return lambda _cell, value: _place_on_the_net(PointKind.MESSENGER, value, field)
    return None


def _phones(label: str, region: str, cell: Cell, value: Any) -> _Points:
    """Numbers of a cell; the share of each is read once more where it is not the whole text."""
    phones: Sequence[Phone] = value or ()
    read = phones
    if len(phones) != 1 or not phones[0].normal or phones[0].raw != cell:
        texts = [clean_text(phone.raw).strip() for phone in phones]
        read = [
            one for t in texts if t for one in parse_phones(t, region) or [Phone(None, None, t)]
        ]
    return (
        phones[0].raw if phones else "",
        tuple([("phone", label, one.raw, one.normal, one.ext) for one in read]),
    )


def _emails(cell: Cell, value: Any) -> _Points:
    """Addresses, or what was typed where there is none among it."""
    typed: Sequence[str] = () if value is None else value or [plain(cell)]
    texts = [clean_text(text).strip() for text in typed]
    return (
        typed[0] if typed else "",
        tuple([("email", "", text, email_normal(text), None) for text in texts]),
    )


def _place_on_the_net(kind: PointKind, text: str, label: str) -> _Points:
    return text, ((kind.value, label, clean_text(text).strip(), None, None),)


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
        own: Sequence[OwnField] = (),
    ) -> None:
        """`fields` names the field of every column; `contexts` what a column has decided.

        `own` are the fields of the business's own that a column may go to.
        """
        by_name = {one.field: one for one in own}
        known = contexts or {}
        named = [h or f"{i + 1}" for i, h in enumerate(headers)] + [
            str(i + 1) for i in range(len(headers), len(fields))
        ]
        columns = [
            _Column(i, field, named[i], known.get(i, Context()), by_name.get(field))
            for i, field in enumerate(fields)
            if field != IGNORE
        ]
        self._plan = [(column.index, column.known, column.single, column) for column in columns]
        self._tag = (tag,) if tag else ()
        self._defaults = dict(defaults or {})

    def read(self, cells: Sequence[Cell]) -> StoredRow:
        """One row; every non-empty cell ends in a field, in the comment, or in `problems`."""
        found: dict[str, Any] = {}
        points: list[StoredPoint] = []
        named = ""
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
                named = named if points else value
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
        custom = found.pop("custom", None)
        values, contact = self._client(found, named, notes)
        if custom:
            values["custom"] = custom
        created = found.pop("created_at", "")
        if not values["name"] and not points:
            return StoredRow(None, problems=problems)
        labels = [*tags, *self._tag]
        if labels:
            values["tags"] = [clean_text(tag) for tag in dict.fromkeys(labels)]
        return StoredRow(
            values, points, contact, f"{created}T00:00:00Z" if created else "", problems
        )

    def _client(
        self, found: dict[str, Any], named: str, notes: list[str]
    ) -> tuple[dict[str, Any], tuple[str, str] | None]:
        """The client's columns, and a person inside; what is `found` is used up."""
        take = found.pop
        company = take("company_name", "") or take("short_name", "")
        short = take("short_name", "")
        if short and short != company:
            notes.append(short)
        whole = take("name", "") or take("full_name", "")
        second = take("full_name", "")
        contact = take("contact_name", "") or second
        parts = [found[part] for part in _NAME_PARTS if part in found]
        person = whole or " ".join(p for p in parts if p)
        position = take("position", "")
        kind = _KINDS.get(str(take("kind", "")).casefold().strip())
        name = company or person or contact
        inside = (person or contact) if company else (contact if person else "")
        inner: tuple[str, str] | None = None
        if inside and inside != name:
            inner = (clean_text(inside), clean_text(position))
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
            for part in _NAME_PARTS:
                take(part, None)
        birthday = take("birthday", None)
        rhythm = take("rhythm_days", None)
        created = take("created_at", "")
        values = stored_values(kind, name, named, found)
        if birthday:
            values["birthday"] = date.fromisoformat(birthday).isoformat()
        values["rhythm_days"] = rhythm
        found["created_at"] = created
        return values, inner


def _place(
    column: _Column, value: Any, found: dict[str, Any], tags: list[str], notes: list[str]
) -> None:
    """A value into its field, or into the remarks where the field is taken or unknown."""
    field = column.field
    if column.key:
        own = found.setdefault("custom", {})
        if column.key in own:
            notes.append(f"{column.header}: {value}")
        else:
            own[column.key] = value
    elif field == "tags":
        tags += value
    elif field in _ADDRESSES and not found.get("address"):
        found["address"] = value
    elif field in _SINGLE and field not in found:
        found[field] = value
    else:
        notes.append(f"{column.header}: {value}")


def _kind_of(name: str, inn: str, company: bool) -> ClientKind:
    kind = kind_of_name(name, inn)
    if kind is not ClientKind.PERSON:
        return kind
    if company and len(inn) != 12 and not looks_like_person(name):
        return ClientKind.COMPANY
    return ClientKind.PERSON


__all__ = ["IGNORE", "NOTE", "CellProblem", "RowReader", "StoredPoint", "StoredRow"]
