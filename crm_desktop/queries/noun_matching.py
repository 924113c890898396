"""Whom and what the rows of deals, tasks and notes name: clients, stages, people, deals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, select

from crm_desktop.db.tables import Client, Deal, Employee, Pipeline, Stage
from crm_desktop.domain.importing import StoredRow
from crm_desktop.domain.likeness import slips
from crm_desktop.domain.pipeline import StageKind
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass
from crm_desktop.queries.matching import Known

KEYS = ("external_id", "inn", "phone", "email")
_WON = frozenset({
    "успешно реализовано", "сделка успешна", "успешно", "выиграна", "выиграно", "продано", "won",
    "closed won", "win", "успех", "оплачено", "завершена успешно",
})  # fmt: skip
_LOST = frozenset({
    "закрыто и не реализовано", "сделка провалена", "провалена", "проиграна", "проиграно", "отказ",
    "lost", "closed lost", "не реализовано", "отменена", "отменен", "отказались",
})  # fmt: skip
_OPEN = frozenset({"open", "открыта", "открыто", "открытая"})
"""Says only that a deal is not over."""
T = TypeVar("T")
_NEAR = 5
"""Letters from which on one slip is forgiven, two from twice as many."""


class ClientFinder:
    """Finds the client of a row: by keys, then by the name if one client alone bears it."""

    def __init__(self, connection: Connection, match: Sequence[str]) -> None:
        """Ask the base for all keys in `match` and all names."""
        self._known = Known(connection, [key for key in match if key in KEYS])
        self._names: dict[str, list[tuple[str, int]]] = {}
        client = Client.__table__.c
        rows = connection.execute(
            select(client.sort_key, client.name, client.id)
            .where(client.deleted_at.is_(None))
            .order_by(client.id)
        )
        for key, name, id_ in rows:
            self._names.setdefault(key, []).append((fold(name), id_))
        self._new: dict[str, int] = {}

    def find(self, row: StoredRow) -> tuple[int | None, bool]:
        """The client, and whether several are called so and none of them could be meant."""
        if row.values is None:
            return None, False
        found = self._known.find(self._texts(row))
        if found is not None:
            return found, False
        key, name = row.values["sort_key"], fold(row.values["name"])
        if not key:
            return None, False
        if key in self._new:
            return self._new[key], False
        bearers = self._names.get(key, [])
        exact = [id_ for called, id_ in bearers if called == name]
        if len(exact) == 1 or len(bearers) == 1:
            return exact[0] if len(exact) == 1 else bearers[0][1], False
        return None, len(bearers) > 1

    def add(self, row: StoredRow, client: int) -> None:
        """A client that this list makes is found by its later rows."""
        if row.values is not None:
            self._known.add(self._texts(row), client)
            if row.values["sort_key"]:
                self._new[row.values["sort_key"]] = client

    def _texts(self, row: StoredRow) -> list[str]:
        values = row.values or {}
        points = {
            kind: "\n".join(one[3] for one in row.points if one[0] == kind and one[3])
            for kind in ("phone", "email")
        }
        texts = points | {name: values.get(name, "") for name in ("inn", "external_id")}
        return [texts[key] for key in self._known.keys]


@dataclass(frozen=True, slots=True)
class StageHere:
    """A stage of the base."""

    id: int
    pipeline: int
    name: str
    kind: StageKind
    probability: int


class Funnel:
    """Stages and pipelines by their names, as other programs write them."""

    def __init__(self, connection: Connection) -> None:
        """Read all stages, the first pipeline first."""
        s, p = Stage.__table__.c, Pipeline.__table__.c
        rows = connection.execute(
            select(s.id, s.pipeline_id, s.name, s.kind, s.probability, p.name)
            .join(Pipeline.__table__, p.id == s.pipeline_id)
            .order_by(p.rank, p.id, s.rank)
        ).all()
        self.stages = [StageHere(*row[:3], StageKind(row[3]), row[4]) for row in rows]
        self._pipelines = {fold(row[5]): int(row[1]) for row in reversed(rows)}
        self._known: dict[tuple[str, int | None], StageHere | None] = {}

    def pipeline(self, text: str) -> int | None:
        """The pipeline of this name."""
        return _near(fold(text), self._pipelines)

    def first(self, pipeline: int | None) -> StageHere | None:
        """The first open stage, of the pipeline if it is known."""
        opened = [one for one in self.stages if one.kind is StageKind.OPEN]
        return next((one for one in opened if one.pipeline == pipeline), next(iter(opened), None))

    def stage(self, text: str, pipeline: int | None) -> StageHere | None:
        """The stage of this name, those of the pipeline first."""
        key = (fold(text), pipeline)
        if key not in self._known:
            self._known[key] = self._stage(*key)
        return self._known[key]

    def says_open(self, text: str) -> bool:
        """Whether a text says only that the deal is not over."""
        return fold(text) in _OPEN and self.stage(text, None) is None

    def _stage(self, name: str, pipeline: int | None) -> StageHere | None:
        here = [one for one in self.stages if one.pipeline == pipeline]
        for listed in (here, self.stages):
            names = {fold(one.name): one for one in reversed(listed)}
            found = _near(name, names)
            if found is not None:
                return found
            kind = StageKind.WON if name in _WON else StageKind.LOST if name in _LOST else None
            ends = [one for one in listed if one.kind is kind]
            if kind is not None and ends:
                return ends[0]
        return None


class People:
    """Employees by their names, in any order of the words."""

    def __init__(self, connection: Connection) -> None:
        """Read those who are there."""
        e = Employee.__table__.c
        rows = connection.execute(select(e.id, e.name).order_by(e.archived_at.is_not(None), e.id))
        self._words: list[tuple[frozenset[str], int]] = [
            (frozenset(fold(name).split()), id_) for id_, name in rows
        ]

    def find(self, text: str) -> int | None:
        """The one that is called so, or alone bears a part of that name."""
        words = frozenset(fold(text).replace(",", " ").split())
        if not words:
            return None
        same = [id_ for own, id_ in self._words if own == words]
        part = [id_ for own, id_ in self._words if own and (own <= words or words <= own)]
        return same[0] if same else part[0] if len(part) == 1 else None


class Deals:
    """Deals that are there, by client and title: for tasks and notes."""

    def __init__(self, connection: Connection) -> None:
        """Read the titles."""
        d = Deal.__table__.c
        self._titles: dict[str, list[tuple[int, int]]] = {}
        rows = connection.execute(
            select(d.id, d.client_id, d.title).where(d.deleted_at.is_(None)).order_by(d.id.desc())
        )
        for id_, client, title in rows:
            self._titles.setdefault(fold(title), []).append((id_, client))

    def find(self, title: str, client: int | None) -> tuple[int, int] | None:
        """The deal and its client: the client's newest of this title, or the only one at all."""
        found = self._titles.get(fold(title), [])
        own = [one for one in found if one[1] == client]
        if own:
            return own[0]
        return found[0] if client is None and len(found) == 1 else None


def _near(name: str, known: Mapping[str, T]) -> T | None:
    """What is called so, or so but for a slip of the keyboard, if it is one alone."""
    if name in known:
        return known[name]
    most = min(2, len(name) // _NEAR)
    near = [key for key in known if slips(name, key, most) <= most] if most else []
    return known[near[0]] if len(near) == 1 else None
