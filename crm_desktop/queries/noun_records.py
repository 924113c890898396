"""Rows as deals, tasks and notes: the columns they fill, and whether they are there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from sqlalchemy import Connection, FromClause, select

from crm_desktop.db.tables import Activity, Deal, Task
from crm_desktop.domain.activities import ActivityKind, Direction
from crm_desktop.domain.deals import TITLE_LIMIT
from crm_desktop.domain.import_nouns import (
    DEAL_UNKNOWN,
    IN_FUTURE,
    KIND_UNKNOWN,
    NO_CLIENT,
    NO_TEXT,
    NO_TITLE,
    PERSON_UNKNOWN,
    PIPELINE_UNKNOWN,
    STAGE_UNKNOWN,
    Noun,
)
from crm_desktop.domain.importing.noun_rows import NounReader, NounRow, settle_currency
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.domain.pipeline import StageKind
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.text import fold
from crm_desktop.queries.noun_matching import Deals, Funnel, People

_WAYS = {
    "звонок": ("Звонок", "Call"), "call": ("Звонок", "Call"), "телефон": ("Звонок", "Call"),
    "phone": ("Звонок", "Call"), "письмо": ("Письмо", "Letter"), "letter": ("Письмо", "Letter"),
    "email": ("Письмо", "Letter"), "e-mail": ("Письмо", "Letter"), "mail": ("Письмо", "Letter"),
    "встреча": ("Встреча", "Meeting"), "meeting": ("Встреча", "Meeting"),
    "сообщение": ("Сообщение", "Message"), "message": ("Сообщение", "Message"),
    "sms": ("Сообщение", "Message"), "чат": ("Сообщение", "Message"),
}  # fmt: skip
"""How ways of contact are called elsewhere: the usual words of this program, ru and en."""
_INCOMING = ("вход", "inbound", "incoming", "in ")
_NOTES = frozenset({"заметка", "примечание", "комментарий", "note", "comment", "memo"})
_COMPLAINTS = frozenset({"жалоба", "рекламация", "complaint"})


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


def records_of(here: Here) -> Records:
    """How the rows of the plan's noun become records."""
    kinds: dict[Noun, type[_Deals | _Tasks | _Notes]] = {
        Noun.DEALS: _Deals, Noun.TASKS: _Tasks, Noun.NOTES: _Notes,
    }  # fmt: skip
    return kinds[here.plan.noun](here)


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


class _Common:
    """What deals, tasks and notes have in common."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self._people = People(here.connection)

    def _person(self, row: NounRow, name: str) -> int | None:
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

    def _owner(self, person: int | None) -> int:
        return person or self.here.plan.owner or self.here.actor

    def _named(self, row: NounRow) -> str:
        """The line that keeps the number which another program knows the record by."""
        line = ""
        for column, text in row.told.get("external_id", ()):
            row.lines[column] = self.here.reader.line(column, text)
            line = line or row.lines[column]
        return line

    def _keep(self, row: NounRow, name: str) -> None:
        for column, text in row.told.get(name, ()):
            row.lines[column] = self.here.reader.line(column, text)

    def _lines(self, row: NounRow, first: str = "") -> list[str]:
        own = row.found.get("comment", "")
        kept = [text for _column, text in sorted(row.lines.items())]
        return [line for line in (first, own, *kept) if line]

    def _at(self, value: tuple[str, str] | None) -> str:
        return utc_of(*value) if value else ""

    def _created(self, row: NounRow) -> str:
        at = self._at(row.found.get("created_at"))
        return min(at, self.here.now) if at else self.here.now

    def _title(self, row: NounRow, name: str, otherwise: str) -> tuple[str, str]:
        """A title that fits, and the whole one where it does not."""
        whole = row.first(name) or otherwise
        for column, text in row.told.get(name, ())[1:]:
            row.lines[column] = self.here.reader.line(column, text)
        line = " ".join(whole.split())
        return (line, "") if len(line) <= TITLE_LIMIT else (line[: TITLE_LIMIT - 1] + "…", whole)


class _Deals(_Common):
    table = Deal.__table__
    text = "comment"

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._funnel = Funnel(here.connection)

    def lacks(self, row: NounRow) -> str:
        return NO_CLIENT if row.client.values is None else ""

    def wants_client(self) -> bool:
        return True

    def draft(self, row: NounRow, client: int | None, name: str) -> Draft:
        here, found, told = self.here, row.found, {"title"}
        id_line = self._named(row)
        settle_currency(row, here.reader, here.currency)
        pipeline = self._pipeline(row)
        stage, staged = self._stage(row, pipeline)
        person = self._person(row, "responsible")
        closes = found.get("close_date")
        reason = row.first("lost_reason")
        if stage.kind is not StageKind.LOST:
            self._keep(row, "lost_reason")
            reason = ""
        chance = found.get("probability")
        if chance is not None and chance != stage.probability:
            at = row.at["probability"]
            row.lines[at] = here.reader.line(at, f"{chance}%")
        title, whole = self._title(row, "deal_name", name)
        created = self._created(row)
        over = stage.kind is not StageKind.OPEN
        ended = min(self._at(closes) or created, here.now) if over else None
        told |= {n for n, v in (("amount", found.get("amount")), ("expected_close", closes)) if v}
        told |= {n for n, v in (("lost_reason", reason), ("owner_id", person)) if v}
        told |= {n for n, v in (("source", row.first("source")), ("stage_id", staged)) if v}
        lines = self._lines(row, whole)
        values = {
            "client_id": client,
            "stage_id": stage.id,
            "title": title,
            "amount": found.get("amount"),
            "currency": here.currency,
            "expected_close": closes[0] if closes else None,
            "source": row.first("source"),
            "comment": "\n".join(lines),
            "lost_reason": reason,
            "stage_since": ended or here.now,
            "closed_at": ended,
            "owner_id": self._owner(person),
            "created_at": created,
            "deleted_at": None,
            "custom": {**here.plan.standards(), **row.custom},
        }
        key = (client, fold(title), found.get("amount"))
        return Draft(values, told | set(row.custom), key, lines, id_line)

    def present(self) -> Iterable[tuple[int, tuple[Any, ...], str]]:
        d = self.table.c
        rows = self.here.connection.execute(
            select(d.id, d.client_id, d.title, d.amount, d.comment)
            .where(d.deleted_at.is_(None))
            .order_by(d.id.desc())
        )
        return ((r[0], (r[1], fold(r[2]), r[3]), r[4]) for r in rows)

    def _pipeline(self, row: NounRow) -> int | None:
        found = None
        for column, text in row.told.get("pipeline", ()):
            one = self._funnel.pipeline(text)
            if one is None:
                row.doubt(column, PIPELINE_UNKNOWN, text)
                row.lines[column] = self.here.reader.line(column, text)
            found = found or one
        return found

    def _stage(self, row: NounRow, pipeline: int | None) -> tuple[Any, bool]:
        """The stage, an end before all others; whether the row told one that is known."""
        hits = []
        for column, text in row.told.get("stage", ()):
            one = self._funnel.stage(text, pipeline)
            if one is not None:
                hits.append((column, text, one))
            elif not self._funnel.says_open(text):
                row.doubt(column, STAGE_UNKNOWN, text)
                row.lines[column] = self.here.reader.line(column, text)
        ends = [hit for hit in hits if hit[2].kind is not StageKind.OPEN]
        chosen = next(iter(ends or hits), None)
        for hit in hits:
            if hit is not chosen:
                row.lines[hit[0]] = self.here.reader.line(hit[0], hit[1])
        if chosen is not None:
            return chosen[2], True
        first = self._funnel.first(pipeline)
        if first is None:
            raise Refused.of(NOT_FOUND, "stage")
        return first, False


class _Dealt(_Common):
    """What may belong to a deal."""

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._deals = Deals(here.connection)

    def _deal(self, row: NounRow, client: int | None) -> tuple[int | None, int | None]:
        """The deal that is named and its client; an unknown one is kept word for word, and told."""
        found: tuple[int | None, int | None] = (None, client)
        for column, text in row.told.get("deal_name", ()):
            one = self._deals.find(text, client)
            if one is None:
                row.doubt(column, DEAL_UNKNOWN, text)
                row.lines[column] = self.here.reader.line(column, text)
            else:
                found = one
        return found


class _Tasks(_Dealt):
    table = Task.__table__
    text = "comment"

    def lacks(self, row: NounRow) -> str:
        return "" if row.first("task_name") or row.found.get("comment") else NO_TITLE

    def wants_client(self) -> bool:
        return False

    def draft(self, row: NounRow, client: int | None, name: str) -> Draft:
        found = row.found
        id_line = self._named(row)
        deal, client = self._deal(row, client)
        person = self._person(row, "responsible")
        if not row.first("task_name"):
            comment = str(found.pop("comment", ""))
            row.told["task_name"] = [(row.at["comment"], comment)]
        title, whole = self._title(row, "task_name", "")
        due = found.get("due_date")
        clock = found.get("due_time") or (due[1] if due else "")
        if due is None and clock:
            at = row.at["due_time"]
            row.lines[at] = self.here.reader.line(at, clock)
        created = self._created(row)
        done = found.get("done")
        done_at = None
        if done:
            day = utc_of(done, "") if isinstance(done, str) else self._at(due) or created
            done_at = min(day, self.here.now)
        lines = self._lines(row, whole)
        values = {
            "title": title,
            "due_on": due[0] if due else None,
            "due_time": clock if due else "",
            "remind_at": None,
            "reminded_at": None,
            "comment": "\n".join(lines),
            "client_id": client,
            "deal_id": deal,
            "done_at": done_at,
            "owner_id": self._owner(person),
            "created_at": created,
            "deleted_at": None,
            "occasion": "",
        }
        said = {"due_on": due, "due_time": due and clock, "deal_id": deal, "owner_id": person}
        told = {name for name, value in {**said, "done_at": done}.items() if value}
        key = (client, fold(title), values["due_on"])
        return Draft(values, told, key, lines, id_line)

    def present(self) -> Iterable[tuple[int, tuple[Any, ...], str]]:
        t = self.table.c
        rows = self.here.connection.execute(
            select(t.id, t.client_id, t.title, t.due_on, t.comment)
            .where(t.deleted_at.is_(None))
            .order_by(t.id.desc())
        )
        return ((r[0], (r[1], fold(r[2]), r[3]), r[4]) for r in rows)


class _Notes(_Dealt):
    table = Activity.__table__
    text = "text"

    def lacks(self, row: NounRow) -> str:
        return "" if row.found.get("note_text") else NO_TEXT

    def wants_client(self) -> bool:
        return True

    def draft(self, row: NounRow, client: int | None, name: str) -> Draft:
        deal, client = self._deal(row, client)
        person = self._person(row, "author")
        kind, way, direction = self._kind(row)
        told = row.found.get("note_date")
        at = self._at(told)
        if told and at > self.here.now:
            place = row.at["note_date"]
            row.doubt(place, IN_FUTURE, " ".join(told).strip())
            row.lines[place] = self.here.reader.line(place, " ".join(told).strip())
            at = ""
        lines = self._lines(row, str(row.found.get("note_text", "")))
        text = "\n".join(lines)
        values = {
            "client_id": client,
            "deal_id": deal,
            "kind": kind.value,
            "text": text,
            "at": at or self.here.now,
            "author_id": person or self.here.actor,
            "way": way,
            "direction": direction,
            "outcome": "",
            "pinned_at": None,
            "edited_at": None,
            "occasion": "",
        }
        return Draft(values, set(), (client, at, fold(text)), lines)

    def present(self) -> Iterable[tuple[int, tuple[Any, ...], str]]:
        a = self.table.c
        rows = self.here.connection.execute(
            select(a.id, a.client_id, a.at, a.text).order_by(a.id.desc())
        ).all()
        for id_, client, at, text in rows:
            yield id_, (client, at, fold(text)), ""
        # A row without a date is known by its words alone.
        for id_, client, _at, text in rows:
            yield id_, (client, "", fold(text)), ""

    def _kind(self, row: NounRow) -> tuple[ActivityKind, str, str]:
        for column, text in row.told.get("note_kind", ()):
            said = fold(text)
            if said in _COMPLAINTS:
                return ActivityKind.COMPLAINT, "", ""
            if said in _NOTES:
                return ActivityKind.NOTE, "", ""
            way = next((words for word, words in _WAYS.items() if word in said), None)
            if way is not None:
                incoming = said.startswith(_INCOMING)
                direction = Direction.IN if incoming else Direction.OUT
                own = way[0] if self.here.language == "ru" else way[1]
                return ActivityKind.CONTACT, own, direction.value
            row.doubt(column, KIND_UNKNOWN, text)
            row.lines[column] = self.here.reader.line(column, text)
        return ActivityKind.NOTE, "", ""


def utc_of(day: str, clock: str) -> str:
    """A moment of the wall clock as it is stored; without a time its midnight."""
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock or "00:00"))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
