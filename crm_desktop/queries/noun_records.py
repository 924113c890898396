"""Rows as deals, tasks and notes: the columns they fill, and whether they are there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from sqlalchemy import Connection, FromClause

from crm_desktop.domain.deals import TITLE_LIMIT
from crm_desktop.domain.import_nouns import (
    PERSON_UNKNOWN,
)
from crm_desktop.domain.importing.noun_rows import NounReader, NounRow
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.late import dataclass
from crm_desktop.queries.noun_matching import People


@dataclass(frozen=True, slots=True)
class Here:
    """What all rows of a list have in common: who brings them in, when, into what base."""

    connection: Connection
    plan: ImportPlan
    reader: NounReader
    now: str
    actor: int
    currency: str
    language: str


@dataclass(slots=True)
class Draft:
    """A record as a row tells it: all columns of a new one, and which of them the row speaks of.

    `lines` are those of its comment; it is recognised by the one of them that names its `id`, else
    by its `key`.
    """

    values: dict[str, Any]
    told: set[str]
    key: tuple[Any, ...]
    lines: list[str] = field(default_factory=list)
    id: str = ""


class Records(Protocol):
    """How rows of a noun become records."""

    table: FromClause
    text: str

    def lacks(self, row: NounRow) -> str:
        """Why a row cannot be one, whoever its client is; "" for no reason."""

    def wants_client(self) -> bool:
        """Whether there is none without a client."""

    def draft(self, row: NounRow, client: int | None, name: str) -> Draft:
        """The record; what has no place goes into its comment."""

    def present(self) -> Iterable[tuple[int, tuple[Any, ...], str]]:
        """Those that are there: id, key, comment."""


def changes_of(present: Mapping[str, Any], draft: Draft, text: str, *, overwrite: bool) -> Any:
    """What a row would fill in a record that is there, or overwrite; nothing written is lost."""
    found = {
        name: draft.values[name]
        for name in draft.told
        if draft.values[name] != present[name] and (overwrite or present[name] in (None, ""))
    }
    said = present[text].split("\n") if present[text] else []
    new = [line for line in "\n".join(draft.lines).split("\n") if line and line not in said]
    if new and text == "comment":
        found[text] = "\n".join([*said, *new])
    if "custom" in present:
        before = present["custom"] or {}
        custom = {
            key: value
            for key, value in draft.values["custom"].items()
            if key in draft.told and before.get(key) != value and (overwrite or key not in before)
        }
        if custom:
            found["custom"] = {**before, **custom}
    return found


class Common:
    """What deals, tasks and notes have in common."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self._people = People(here.connection)

    def person(self, row: NounRow, name: str) -> int | None:
        """The employee that a cell names; whoever is unknown is kept word for word, and told."""
        found = None
        for column, text in row.told.get(name, ()):
            one = self._people.find(text)
            if one is None:
                row.doubt(column, PERSON_UNKNOWN, text)
            if one is None or found is not None:
                row.lines[column] = self.here.reader.line(column, text)
            found = found or one
        return found

    def owner(self, person: int | None) -> int:
        return person or self.here.plan.owner or self.here.actor

    def named(self, row: NounRow) -> str:
        """The line that keeps the number which another program knows the record by."""
        line = ""
        for column, text in row.told.get("external_id", ()):
            row.lines[column] = self.here.reader.line(column, text)
            line = line or row.lines[column]
        return line

    def keep(self, row: NounRow, name: str) -> None:
        for column, text in row.told.get(name, ()):
            row.lines[column] = self.here.reader.line(column, text)

    def lines(self, row: NounRow, first: str = "") -> list[str]:
        own = row.found.get("comment", "")
        kept = [text for _column, text in sorted(row.lines.items())]
        return [line for line in (first, own, *kept) if line]

    def at(self, value: tuple[str, str] | None) -> str:
        return utc_of(*value) if value else ""

    def created(self, row: NounRow) -> str:
        at = self.at(row.found.get("created_at"))
        return min(at, self.here.now) if at else self.here.now

    def title(self, row: NounRow, name: str, otherwise: str) -> tuple[str, str]:
        """A title that fits, and the whole one where it does not."""
        whole = row.first(name) or otherwise
        for column, text in row.told.get(name, ())[1:]:
            row.lines[column] = self.here.reader.line(column, text)
        line = " ".join(whole.split())
        return (line, "") if len(line) <= TITLE_LIMIT else (line[: TITLE_LIMIT - 1] + "…", whole)


def utc_of(day: str, clock: str) -> str:
    """A moment of the wall clock as it is stored; without a time its midnight."""
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock or "00:00"))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
