"""A column of a list: how its cells become values or ways of contact, each text read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.importing import glance
from crm_desktop.domain.importing.cells import Cell
from crm_desktop.domain.importing.dictionary import NOTE
from crm_desktop.domain.importing.own import cleaner_of_own
from crm_desktop.domain.importing.plain import Cleaned, Cleaner, Context, plain
from crm_desktop.domain.importing.split import NAMES, composite
from crm_desktop.domain.importing.values import Requisites, cleaner_of
from crm_desktop.domain.importing.ways import PHONE_UNREADABLE, emails_of, kind_in
from crm_desktop.domain.phones import Phone, parse_phones
from crm_desktop.domain.text import clean_text, email_normal, fold

PHONE_LABELS = {
    "phone": "",
    "phone_mobile": "mobile",
    "phone_work": "work",
    "phone_home": "home",
    "phone_other": "other",
    "fax": "fax",
}
_MESSENGERS = {"telegram": "telegram", "whatsapp": "whatsapp", "messenger": ""}
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
ADDRESS_PARTS = ("postal_code", "country", "region")
"""What has no place of its own stands before the street, in this order."""
_APART = frozenset({"birthday", "created_at", "kpp", "ogrn", "rhythm_days", "tags"})
"""Fields whose texts are more than words."""
_PHONE = 7
"""Fewest figures of a phone beside an address."""
REMEMBERED = 4_096
"""Distinct texts of a column whose reading is kept; beyond them a column is one of names."""


StoredPoint = tuple[str, str, str, str | None, str | None]
"""A way of contact as the base keeps it: the values of `POINT_COLUMNS`."""


class Spread(dict[str, Any]):
    """Values of one cell that go to several fields, by their names; `rest` goes to none."""

    rest = ""


Understood = tuple[Any, tuple[StoredPoint, ...], str | None, str | Spread]
"""What one cell of a column means: its value or its ways of contact, a doubt, a remark.

The value beside ways of contact is what names a client without a name. Where there is no value,
the remark may be several of them.
"""
_Points = tuple[str, tuple[StoredPoint, ...]]


class ColumnReader:
    """A column of the table: how its cells are cleaned, and what was understood before.

    Towns, sources, dates, tags repeat from row to row: each distinct text is read once. `single`
    is the field of a draft that the column's first value goes into, empty for all others; `ways`
    tells whether its cells are ways of contact.
    """

    def __init__(
        self,
        index: int,
        field: str,
        header: str,
        context: Context,
        own: OwnField | None,
        words: Sequence[str] = (),
    ) -> None:
        """`words` are those that are in use: another spelling of one is that one."""
        self.index = index
        self.field = field
        self.header = header
        self.single = field if field in SINGLE and field not in ADDRESSES else ""
        self.known: dict[str, Understood] = {}
        self.key = "" if own is None else own.key
        self.region = context.region
        self._context = context
        self._label = fold(header)
        self._named = field in NAMES
        # What has no place of its own becomes a remark, word for word.
        placed = field if field in SINGLE or field in ADDRESSES or field == "tags" else NOTE
        self._points = _points_of(field, context.region)
        self.ways = self._points is not None
        self._clean = cleaner_of(field if self._points is not None else placed)
        if own is not None:
            self._clean = cleaner_of_own(own)
        if words:
            self._clean = _among(words, self._clean)
        careful = own is not None or words or context.literal
        self.glance = None if careful else _glance_of(field, context.region)

    def read(self, cell: Cell) -> Understood:
        """A cell that was not met before; an empty one means nothing."""
        if not isinstance(cell, str):
            return self._read(cell)
        found: Understood | None = self.glance(cell) if self.glance is not None else None
        if found is None:
            found = self.read_carefully(cell)
        if len(self.known) < REMEMBERED:
            self.known[cell] = found
        return found

    def read_carefully(self, cell: str) -> Understood:
        """A text that more may stand in than is seen at once."""
        if cell in self._context.literal:
            return cell, (), None, ""
        labelled = ":" in cell or "=" in cell
        return self._read(_without_head(cell, self._label) if labelled else cell)

    def _read(self, cell: Cell) -> Understood:
        if self._points is not None:
            found = mixed(cell, self.field, self._context.region)
            if found is not None:
                return found
        if self._named and isinstance(cell, str) and not cell.replace(" ", "").isalpha():
            several = _apart(cell, self.field, self._context.region)
            if several is not None:
                return several
        value, problem, rest = self._clean(cell, self._context)
        if self._points is not None and value is not None:
            named, points = self._points(cell, value)
            return named if points else None, points, problem, rest
        if value is None:
            return None, (), problem, "" if problem is None else rest or plain(cell)
        if not rest and not isinstance(value, Requisites):
            return value, (), problem, ""
        spread = Spread(value if isinstance(value, Requisites) else {self.key or self.field: value})
        spread.rest = rest
        return None, (), problem, spread


def _apart(cell: str, field: str, region: str) -> Understood | None:
    """A cell that says several things: values for several fields, and ways of contact."""
    found = composite(plain(cell, field), field, region)
    if found is None:
        return None
    spread = Spread(found.values)
    spread.rest = found.rest
    named, phones = _phones("", region, None, found.phones)
    emails = tuple([("email", "", text, text, None) for text in found.emails])
    return named or None, (*phones, *emails), None, spread


def _without_head(cell: str, label: str) -> str:
    """«Приоритет = 374» in the column «Приоритет» is 374."""
    for sign in ":=":
        before, found, after = cell.partition(sign)
        if found and after.strip() and label and fold(before) == label:
            return after.strip()
    return cell


def _among(words: Sequence[str], clean: Cleaner) -> Cleaner:
    """Words in the spelling in which they are in use already."""
    known = {fold(word): word for word in reversed(words)}

    def cleaned(cell: Cell, context: Context) -> Cleaned:
        found = clean(cell, context)
        if isinstance(found.value, list):
            values = dict.fromkeys(known.get(fold(word), word) for word in found.value)
            return found._replace(value=list(values))
        if isinstance(found.value, str):
            return found._replace(value=known.get(fold(found.value), found.value))
        return found

    return cleaned


def mixed(cell: Cell, field: str, region: str) -> Understood | None:
    """Phones and addresses in one cell, whichever its column is of; None for its own kind alone."""
    if not isinstance(cell, str) or field in _PLACES:
        return None
    ours = field.startswith("email")
    if "@" not in cell:
        return _phones_among_emails(cell, region) if ours else None
    if ours and " " not in cell.strip():
        return None
    emails, rest = emails_of(plain(cell))
    if not emails:
        return None
    phones = parse_phones(rest, region) if sum(c.isdigit() for c in rest) >= _PHONE else []
    if ours and not any(phone.normal for phone in phones):
        return None
    if any(phone.normal for phone in phones):
        rest = ""
    label = PHONE_LABELS.get(field, "")
    named, points = _phones(label, region, rest, phones) if not rest else ("", ())
    more = tuple([("email", "", text, text, None) for text in emails])
    return named or emails[0], (*points, *more), PHONE_UNREADABLE if rest else None, rest


def _phones_among_emails(cell: str, region: str) -> Understood | None:
    """Whoever gave no address gave a number; None for other words."""
    phones = parse_phones(plain(cell), region) if sum(map(str.isdigit, cell)) >= _PHONE else []
    if not phones or not all(phone.normal for phone in phones):
        return None
    named, points = _phones("", region, None, phones)
    return named or None, points, None, ""


def _glance_of(field: str, region: str) -> glance.Glance | None:
    """How a text of a column is read that is plainly one thing; None where it never is."""
    if field in PHONE_LABELS:
        return glance.of_phones(PHONE_LABELS[field], region)
    if field.startswith("email"):
        return glance.of_emails
    if field in _PLACES or field in _APART:
        return None
    if field in NAMES:
        return glance.of_names
    return glance.of_inn if field == "inn" else glance.of_words


def _points_of(field: str, region: str) -> Callable[[Cell, Any], _Points] | None:
    """How a cleaned cell becomes ways of contact; None for a column that holds none."""
    if field in PHONE_LABELS:
        return partial(_phones, PHONE_LABELS[field], region)
    if field.startswith("email"):
        return _emails
    if field == "website":
        return lambda _cell, value: _place_on_the_net(PointKind.SITE, value, "")
    if field in _MESSENGERS:
        label = _MESSENGERS[field]
        return lambda _cell, value: _place_on_the_net(PointKind.MESSENGER, value, label)
    return None


def _phones(label: str, region: str, cell: Cell, value: Any) -> _Points:
    """Numbers of a cell; the share of each is read once more where it is not the whole text."""
    phones: Sequence[Phone] = value or ()
    read = phones
    if len(phones) != 1 or not phones[0].normal or phones[0].raw != cell:
        read = [one for phone in phones for one in _once_more(phone, region)]
    return (
        phones[0].raw if phones else "",
        tuple([("phone", label or kind_in(one.raw), one.raw, one.normal, one.ext) for one in read]),
    )


def _once_more(phone: Phone, region: str) -> Sequence[Phone]:
    text = clean_text(phone.raw).strip()
    found = parse_phones(text, region)
    if phone.normal and not any(one.normal for one in found):
        return [phone._replace(raw=text)]
    return found or ([Phone(None, None, text)] if text else [])


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
