"""A list that went out into a spreadsheet and comes back: whose it is, and what its cells say now.

Such a list carries two hidden columns: the number of each client, and a stamp that tells the base
and the newest operation at the time. What a cell said then is known by the stamp, so that only
what somebody changed in the spreadsheet is a change. Cells are compared by what they mean: a day
is that day in any notation, a phone that phone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any, Final

from crm_desktop.domain.clients import BIRTHDAY_IN_FUTURE, NAME_LIMIT, TEXT_LIMIT, ClientDraft
from crm_desktop.domain.custom_fields import TEXT_LIMIT as OWN_LIMIT
from crm_desktop.domain.custom_fields import CustomKind, OwnField, id_of
from crm_desktop.domain.importing import DateOrder
from crm_desktop.domain.problems import REQUIRED, Problem, Refused, code
from crm_desktop.late import dataclass

NOTHING_CHOSEN = code("round-trip.nothing-chosen")
MOVED = code("round-trip.moved")
TOO_LONG_CELL = code("round-trip.too-long")

MARK = "crm-desktop"
"""Begins the headings of the hidden columns: no list of people has a column called so."""
ID_HEADING = f"{MARK} id"
VERSION = 1

Held = Any
"""A value as the base keeps it: text, day, number, True, or a tuple of texts; None for nothing."""


class CellKind:
    """What the cells of a column hold."""

    TEXT: Final = "text"
    DIGITS: Final = "digits"
    DAY: Final = "day"
    RHYTHM: Final = "rhythm"
    NUMBER: Final = "number"
    FLAG: Final = "flag"
    WORDS: Final = "words"
    PHONES: Final = "phones"
    EMAILS: Final = "emails"
    WAYS: Final = "ways"
    KIND: Final = "kind"
    OWNER: Final = "owner"


CARRIED: Mapping[str, str] = {
    **dict.fromkeys(
        ("name", "last_name", "first_name", "middle_name", "city", "address", "source", "status",
         "comment", "external_id"),
        CellKind.TEXT,
    ),
    **dict.fromkeys(("inn", "kpp", "ogrn"), CellKind.DIGITS),
    **dict.fromkeys(("birthday", "consent_on"), CellKind.DAY),
    "rhythm_days": CellKind.RHYTHM,
    "tags": CellKind.WORDS,
    "kind": CellKind.KIND,
    "owner": CellKind.OWNER,
    **dict.fromkeys(("phone", "phones"), CellKind.PHONES),
    **dict.fromkeys(("email", "emails"), CellKind.EMAILS),
    **dict.fromkeys(("messengers", "sites"), CellKind.WAYS),
}  # fmt: skip
"""Fields of a client that come back; what the program reckons itself does not."""

FIRST = {"phone": "phone", "email": "email"}
"""Fields that show the first way of contact of a kind, whoever in the client has it.

Their values hold all of them, in their order.
"""
SEVERAL = {"phones": "phone", "emails": "email", "messengers": "messenger", "sites": "site"}
"""Fields that hold all ways of contact of a kind that are the client's own."""

_OWN_KINDS = {
    CustomKind.TEXT: CellKind.TEXT,
    CustomKind.LINK: CellKind.TEXT,
    CustomKind.CHOICE: CellKind.TEXT,
    CustomKind.NUMBER: CellKind.NUMBER,
    CustomKind.DATE: CellKind.DAY,
    CustomKind.SEVERAL: CellKind.WORDS,
    CustomKind.FLAG: CellKind.FLAG,
}


# -- whose it is ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stamp:
    """The base a list is from, and the newest operation of it when the list went out."""

    base: str
    branch: str
    operation: int

    def text(self) -> str:
        """As the hidden cell of each row says it."""
        return f"{self.base}:{self.branch}:{self.operation}"

    @classmethod
    def read(cls, text: str) -> Stamp | None:
        """The stamp in a cell, None where there is none."""
        base, _, rest = text.strip().partition(":")
        branch, _, operation = rest.partition(":")
        whole = operation.isascii() and operation.isdigit()
        return cls(base, branch, int(operation)) if base and whole else None


@dataclass(frozen=True, slots=True)
class Head:
    """What the hidden heading tells: when it went out, how many rows, which column is which.

    `columns` are titles by field, `kinds` the words for kinds of clients as they were written.
    """

    stamp: Stamp
    rows: int
    columns: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """As the heading of the hidden column says it."""
        told = {
            MARK: VERSION,
            "list": "client",
            "stamp": self.stamp.text(),
            "rows": self.rows,
            "columns": dict(self.columns),
            "kinds": dict(self.kinds),
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> Head | None:
        """What a heading tells; None when it is no such heading, or one of a newer program."""
        if MARK not in text[:20]:
            return None
        try:
            told = json.loads(text)
            stamp = Stamp.read(told["stamp"])
            known = told[MARK] == VERSION and told["list"] == "client"
            columns = {str(name): str(title) for name, title in told["columns"].items()}
            kinds = {str(name): str(title) for name, title in told["kinds"].items()}
            rows = int(told["rows"])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        return cls(stamp, rows, columns, kinds) if stamp is not None and known else None


def is_marked(heading: str) -> bool:
    """Whether a heading is one of the two hidden ones: a usual import leaves them alone."""
    return heading.startswith((ID_HEADING, f'{{"{MARK}"'))


# -- what cells mean -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Carried:
    """A column that comes back, and the field of the business's own that it is of."""

    field: str
    kind: str
    own: OwnField | None = None


def carried(name: str, own: Mapping[str, OwnField]) -> Carried | None:
    """How the cells of a field come back; None for one that is reckoned, or gone."""
    if id_of(name) is None:
        return Carried(name, CARRIED[name]) if name in CARRIED else None
    found = own.get(name)
    if found is None or found.archived:
        return None
    return Carried(name, _OWN_KINDS[found.kind], found)


@dataclass(frozen=True, slots=True)
class Known:
    """What the words of a list are read with: words for kinds and employees, folded."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    region: str = "RU"
    order: DateOrder = DateOrder.DAY


def nothing(held: Held) -> bool:
    """Whether a value is none."""
    return held is None or held is False or held in ("", ())


# -- what is found -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else than the base did when the list went out.

    `old` is what stood there then, `seen` what stands in the card now, `value` what the file says;
    where `old` and `seen` differ, `by` changed it meanwhile at `at`. A cell with a `problem` is
    not understood and cannot be brought in: `text` is what it says.
    """

    row: int
    client: int
    name: str
    column: Carried
    old: Held
    seen: Held
    value: Held
    conflict: bool = False
    by: str = ""
    at: str = ""
    problem: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row without a number: a new client. `known` is a client whom its keys name already."""

    row: int
    draft: ClientDraft
    owner: str = ""
    known: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """What a list that came back would change; `at` is when it went out.

    `gone` are rows whose client is there no more, `removed` how many rows of the list are missing
    in the file, `unread` titles of columns that do not come back. `unsure`: the base was restored
    to a state before the list went out, so that nobody knows what was changed meanwhile.
    """

    file_name: str
    at: str
    read: int
    changes: tuple[CellChange, ...]
    added: tuple[AddedRow, ...]
    gone: tuple[str, ...] = ()
    removed: int = 0
    unread: tuple[str, ...] = ()
    unsure: bool = False

    @property
    def conflicts(self) -> tuple[CellChange, ...]:
        """Cells whose field was changed in the card meanwhile."""
        return tuple(one for one in self.changes if one.conflict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What somebody has chosen of a list that came back."""

    file_name: str
    changes: tuple[CellChange, ...]
    added: tuple[AddedRow, ...] = ()

    def check(self) -> None:
        """`Refused` when nothing is chosen, or what is not understood."""
        if not self.changes and not self.added:
            raise Refused.of(NOTHING_CHOSEN)
        problems = [*(c.problem for c in self.changes), *(row.problem for row in self.added)]
        bad = [one for one in problems if one]
        if bad:
            raise Refused(*(Problem("", one) for one in dict.fromkeys(bad)))


def forbidden(column: Carried, value: Held, today: date) -> str:
    """What forbids a value in a field, as a problem's code; "" for nothing."""
    if nothing(value):
        return REQUIRED if column.field in _NEVER_EMPTY else ""
    if column.field == "birthday" and value > today.isoformat():
        return BIRTHDAY_IN_FUTURE
    limit = OWN_LIMIT if column.own is not None else _LIMITS.get(column.field, TEXT_LIMIT)
    return TOO_LONG_CELL if isinstance(value, str) and len(value) > limit else ""


_NEVER_EMPTY = frozenset({"name", "kind", "owner"})
_LIMITS = {"name": NAME_LIMIT}
