"""What an import is told to do: which table, which columns, what with those already there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any

from crm_desktop.domain.custom_fields import OwnField, Stored
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.importing.plain import DateOrder
from crm_desktop.domain.problems import code
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

NOTHING_MAPPED = code("import.nothing-mapped")
EMPTY_TABLE = code("import.empty-table")
NO_NAME_OR_CONTACT = code("import.row-empty")


MAPPABLE = (
    "ignore", "note", "name", "full_name", "last_name", "first_name", "middle_name", "company_name",
    "short_name", "kind", "phone", "phone_mobile", "phone_work", "phone_home", "phone_other", "fax",
    "email", "email_2", "email_3", "website", "telegram", "whatsapp", "messenger", "contact_name",
    "position", "birthday", "rhythm_days", "inn", "kpp", "ogrn", "city", "address", "address_legal",
    "address_street", "postal_code", "country", "region", "source", "status", "tags", "comment",
    "created_at", "external_id",
)  # fmt: skip
"""Fields a column of clients may be given; `note` keeps it in the comment."""


class Mode(StrEnum):
    """What may happen to the base."""

    CREATE = "create"
    UPSERT = "upsert"
    UPDATE = "update"


class OnMatch(StrEnum):
    """What happens to a client that is already there; `ASK`: it is decided row by row."""

    SKIP = "skip"
    FILL = "fill"
    OVERWRITE = "overwrite"
    ASK = "ask"
    """Decided row by row; a row of which nothing is decided is passed over."""


class Verdict(StrEnum):
    """How one row of a file fares."""

    NEW = "new"
    CHANGED = "changed"
    PRESENT = "present"
    FAILED = "failed"


class RunPart(StrEnum):
    """Which clients of an import: all it touched, or those that are gone from its list since."""

    ALL = "all"
    NEW = "new"
    CHANGED = "changed"
    MISSING = "missing"


class OnRepeat(StrEnum):
    """What happens to a row without any key that says what a client of its name says already."""

    SKIP = "skip"
    LOAD = "load"


ROW_REPEATED = code("import.row-repeated")
ROW_KNOWN = code("import.row-known")
ROW_NO_RECORD = code("import.row-no-record")
"""A section, a total or a repeated header."""

ROW_UNKNOWN = code("import.row-unknown")
ROW_NOT_TAKEN = code("import.row-not-taken")
CELL_NOT_TAKEN = code("import.cell-not-taken")
"""What a list says otherwise than the base, and what was not asked to be taken over, is told."""

MATCH_KEYS = ("external_id", "inn", "phone", "email")
"""The usual order in which a client is recognised; a name alone proves nothing."""


TAKEN_BACK_MONTHS = 24
"""How long an import can be taken back."""


def taken_back_until(at: str) -> date:
    """The last day on which an import of this moment can surely be taken back."""
    day = date.fromisoformat(at[:10])
    months = day.year * 12 + day.month - 1 + TAKEN_BACK_MONTHS
    year, month = divmod(months, 12)
    # 24 months after a 29 February there is none.
    return date(year, month + 1, min(day.day, 28) if month == 1 else day.day)


@dataclass(frozen=True, slots=True)
class Tally:
    """How the rows of a file fare: each is counted once, before loading and after alike.

    `created` become new clients; `updated` meet one who is there and change something about it;
    `skipped` bring nothing that is not there; `failed` are no clients at all.
    """

    created: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def rows(self) -> int:
        """All rows of the table in the file."""
        return self.created + self.updated + self.skipped + self.failed


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the cells of a sheet that hold anything end up: each is counted in exactly one place.

    `stored` stand in a field (or stood there already), `kept` word for word in the comment,
    `problems` are told row by row and kept as typed, `ignored` lie in columns that are not wanted
    or only say that there is nothing («-», «нет»: `blank` of them), `aside` lie outside the
    records: titles, headers, sections, totals, what stands below.
    """

    filled: int = 0
    stored: int = 0
    kept: int = 0
    problems: int = 0
    ignored: int = 0
    aside: int = 0
    blank: int = 0


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that could not become a client (`column` −1), or a cell that was kept as typed."""

    row: int
    column: int
    code: str
    text: str


def source_print(headers: Sequence[str]) -> str:
    """The same for lists with the same heads: another state of a list is known by it.

    A list without heads has none; how they are written and what is empty behind them says nothing.
    """
    heads = [" ".join(fold(head).split()) for head in headers]
    while heads and not heads[-1]:
        heads.pop()
    if not any(heads):
        return ""
    return hashlib.sha256("\n".join(heads).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything the run needs; row and column numbers count from 0 in the file as it stands.

    `fields` gives the field name (of `cli.md`) per column; `skip_rows` are rows inside the table
    that hold no client: sections, totals, repeated headers. `own` are the fields of the business's
    own that a column may go to, as `custom:7`; `words` by field are those in use, whose spelling
    is taken. `edits` are cells that the user corrected, by row and column; `owner` answers for new
    clients, None is whoever brings them in. How the list was brought in is kept under the name
    `profile`. Rows that come back corrected from the import `returned` mean the clients that they
    `meets`. Where each met client is decided upon apart, `decisions` by row say how. `orders`
    are chosen for columns of dates; others settle on theirs by themselves. A list of another
    `noun` makes `new_clients` for those whom nobody is.
    """

    staging: str
    file_name: str
    sheet: int
    sheet_name: str
    headers: tuple[str, ...]
    fields: tuple[str, ...]
    first_row: int
    last_row: int
    rows: int
    skip_rows: frozenset[int] = frozenset()
    mode: Mode = Mode.UPSERT
    match: tuple[str, ...] = MATCH_KEYS
    on_match: OnMatch = OnMatch.FILL
    on_repeat: OnRepeat = OnRepeat.SKIP
    tag: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnField, ...] = ()
    region: str = "RU"
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edits: Mapping[tuple[int, int], str] = field(default_factory=dict)
    owner: int | None = None
    profile: str = ""
    meets: Mapping[int, int] = field(default_factory=dict)
    returned: int = 0
    decisions: Mapping[int, OnMatch] = field(default_factory=dict)
    orders: Mapping[int, DateOrder] = field(default_factory=dict)
    noun: Noun = Noun.CLIENTS
    new_clients: bool = True

    @property
    def source(self) -> str:
        """What lists with the same heads have in common."""
        return source_print(self.headers)

    @property
    def asks(self) -> bool:
        """Whether it is decided row by row."""
        return self.on_match is OnMatch.ASK

    def corrected(self, row: int, cells: Sequence[Any]) -> list[Any]:
        """The cells of a row with what the user corrected in them."""
        found = list(cells)
        for (number, column), text in self.edits.items():
            if number == row:
                found += [None] * (column + 1 - len(found))
                found[column] = text or None
        return found

    def on_met(self, row: int, *, own: bool) -> OnMatch:
        """What happens to the client that a row means; `own`: an earlier row has made it.

        Where only new clients are to come, those who are there are left as they are.
        """
        if row in self.meets:
            return OnMatch.OVERWRITE if self.on_match is OnMatch.OVERWRITE else OnMatch.FILL
        if self.on_match is OnMatch.ASK:
            return OnMatch.FILL if own else self.decisions.get(row, OnMatch.SKIP)
        if self.mode is Mode.CREATE:
            return OnMatch.FILL if own else OnMatch.SKIP
        return self.on_match

    def standards(self) -> dict[str, Stored]:
        """What new clients begin with in fields of one's own that no column speaks of, by key."""
        return {
            one.key: one.standard
            for one in self.own
            if one.standard is not None and one.field not in self.fields
        }

    def mark(self) -> str:
        """What the understanding of the rows depends on, in one short text."""
        about = (
            self.sheet,
            self.first_row,
            self.last_row,
            sorted(self.skip_rows),
            self.headers,
            self.fields,
            self.tag,
            sorted(self.defaults.items()),
            [one for one in self.own if one.field in self.fields],
            self.region,
            sorted(self.words.items()),
            sorted(self.edits.items()),
            sorted(self.orders.items()),
        )
        return hashlib.sha256(repr(about).encode()).hexdigest()
