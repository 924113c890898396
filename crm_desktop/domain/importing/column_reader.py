"""A column of a list: how its cells become values or ways of contact, each text read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.importing.cells import Cell
from crm_desktop.domain.importing.own import cleaner_of_own
from crm_desktop.domain.importing.values import Context, cleaner_of, plain
from crm_desktop.domain.phones import Phone, parse_phones
from crm_desktop.domain.text import clean_text, email_normal

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
SINGLE = frozenset(
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
ADDRESSES = ("address", "address_legal", "address_street")
REMEMBERED = 4_096
"""Distinct texts of a column whose reading is kept; beyond them a column is one of names."""


StoredPoint = tuple[str, str, str, str | None, str | None]
"""A way of contact as the base keeps it: the values of `POINT_COLUMNS`."""


Understood = tuple[Any, tuple[StoredPoint, ...], str | None, str]
"""What one cell of a column means: its value or its ways of contact, a doubt, a remark.

The value beside ways of contact is what names a client without a name.
"""
_Points = tuple[str, tuple[StoredPoint, ...]]


class ColumnReader:
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
        self.single = field if field in SINGLE and field not in ADDRESSES else ""
        self.known: dict[str, Understood] = {}
        self._context = context
        self._clean = cleaner_of(field) if own is None else cleaner_of_own(own)
        self.key = "" if own is None else own.key
        self._points = _points_of(field, context.region)

    def read(self, cell: Cell) -> Understood:
        """A cell that was not met before; an empty one means nothing."""
        value, problem = self._clean(cell, self._context)
        if self._points is not None and (value or self.field not in _PLACES):
            named, points = self._points(cell, value)
            found: Understood = (named if points else None, points, problem, "")
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
