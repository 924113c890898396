"""What a row becomes: a deal, a task, or a note; and those that are there already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from crm_desktop.db.tables import Activity, Deal, Task
from crm_desktop.domain.activities import ActivityKind, Direction
from crm_desktop.domain.import_nouns import (
    DEAL_UNKNOWN,
    IN_FUTURE,
    KIND_UNKNOWN,
    NO_CLIENT,
    NO_TEXT,
    NO_TITLE,
    PIPELINE_UNKNOWN,
    STAGE_UNKNOWN,
    Noun,
)
from crm_desktop.domain.importing.noun_rows import NounRow, settle_currency
from crm_desktop.domain.pipeline import StageKind
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.text import fold
from crm_desktop.queries.noun_matching import Deals, Funnel
from crm_desktop.queries.noun_records import Common, Draft, Here, Records, utc_of

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


def records_of(here: Here) -> Records:
    """How the rows of the plan's noun become records."""
    kinds: dict[Noun, type[_Deals | _Tasks | _Notes]] = {
        Noun.DEALS: _Deals, Noun.TASKS: _Tasks, Noun.NOTES: _Notes,
    }  # fmt: skip
    return kinds[here.plan.noun](here)


class _Deals(Common):
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
        id_line = self.named(row)
        settle_currency(row, here.reader, here.currency)
        pipeline = self._pipeline(row)
        stage, staged = self._stage(row, pipeline)
        person = self.person(row, "responsible")
        closes = found.get("close_date")
        reason = row.first("lost_reason")
        if stage.kind is not StageKind.LOST:
            self.keep(row, "lost_reason")
            reason = ""
        chance = found.get("probability")
        if chance is not None and chance != stage.probability:
            at = row.at["probability"]
            row.lines[at] = here.reader.line(at, f"{chance}%")
        title, whole = self.title(row, "deal_name", name)
        created = self.created(row)
        over = stage.kind is not StageKind.OPEN
        ended = min(self.at(closes) or created, here.now) if over else None
        told |= {n for n, v in (("amount", found.get("amount")), ("expected_close", closes)) if v}
        told |= {n for n, v in (("lost_reason", reason), ("owner_id", person)) if v}
        told |= {n for n, v in (("source", row.first("source")), ("stage_id", staged)) if v}
        lines = self.lines(row, whole)
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
            "owner_id": self.owner(person),
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


class _Dealt(Common):
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
        id_line = self.named(row)
        deal, client = self._deal(row, client)
        person = self.person(row, "responsible")
        if not row.first("task_name"):
            comment = str(found.pop("comment", ""))
            row.told["task_name"] = [(row.at["comment"], comment)]
        title, whole = self.title(row, "task_name", "")
        due = found.get("due_date")
        clock = found.get("due_time") or (due[1] if due else "")
        if due is None and clock:
            at = row.at["due_time"]
            row.lines[at] = self.here.reader.line(at, clock)
        created = self.created(row)
        done = found.get("done")
        done_at = None
        if done:
            day = utc_of(done, "") if isinstance(done, str) else self.at(due) or created
            done_at = min(day, self.here.now)
        lines = self.lines(row, whole)
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
            "owner_id": self.owner(person),
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
        person = self.person(row, "author")
        kind, way, direction = self._kind(row)
        told = row.found.get("note_date")
        at = self.at(told)
        if told and at > self.here.now:
            place = row.at["note_date"]
            row.doubt(place, IN_FUTURE, " ".join(told).strip())
            row.lines[place] = self.here.reader.line(place, " ".join(told).strip())
            at = ""
        lines = self.lines(row, str(row.found.get("note_text", "")))
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
