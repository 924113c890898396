"""Questions about deals: the board, one deal, the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from sqlalchemy import Select, Text, bindparam, cast, func, select

from crm_desktop.db.tables import Client, Deal, Pipeline, Stage, Task
from crm_desktop.domain.custom_fields import CustomNoun, OwnField
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.custom_fields import of_noun
from crm_desktop.queries.filtering import apart, visible
from crm_desktop.queries.prepared import Prepared
from crm_desktop.queries.read import Read, query

_D, _S, _C = Deal.__table__.c, Stage.__table__.c, Client.__table__.c


@dataclass(frozen=True, slots=True)
class StageRow:
    """A column of the board; sums in minor units, `weighted` by the stage's probability.

    A deal that stays longer than `norm_days` is to be looked at.
    """

    id: int
    name: str
    kind: str
    probability: int
    colour: int
    count: int
    amount: int
    weighted: int
    norm_days: int | None = None


@dataclass(frozen=True, slots=True)
class DealRow:
    """A card of the board; `next_task_on` is the date of the earliest of its open tasks."""

    id: int
    title: str
    client_id: int
    client: str
    stage_id: int
    amount: int | None
    currency: str
    expected_close: str | None
    stage_since: str
    next_task_on: str | None
    open_tasks: int


@dataclass(frozen=True, slots=True)
class DealCard:
    """One deal with everything that can be edited; `custom` holds values of the fields in `own`."""

    id: int
    title: str
    client_id: int
    client: str
    stage_id: int
    stage: str
    stage_kind: str
    amount: int | None
    currency: str
    expected_close: str | None
    source: str
    comment: str
    lost_reason: str
    created_at: str
    custom: Mapping[str, Any]
    own: tuple[OwnField, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A pipeline as a board: its columns and the cards of each, in place order.

    `own` are the business's own fields of deals, `custom` what stands in them, by deal.
    """

    pipeline_id: int
    stages: tuple[StageRow, ...]
    cards: dict[int, tuple[DealRow, ...]]
    own: tuple[OwnField, ...] = ()
    custom: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@query(right=Right.VIEW)
def board(read: Read, pipeline_id: int | None = None) -> Board:
    """The board of one pipeline (the first unless named): sums by the database, cards in order."""
    p = Pipeline.__table__.c
    if pipeline_id is None:
        pipeline_id = read.connection.scalar(select(p.id).order_by(p.rank, p.id).limit(1))
        if pipeline_id is None:
            raise Refused.of(NOT_FOUND)
    stages = read.connection.execute(
        select(_S.id, _S.name, _S.kind, _S.probability, _S.colour, _S.norm_days)
        .where(_S.pipeline_id == pipeline_id)
        .order_by(_S.rank, _S.id)
    ).all()
    sums = {
        stage_id: (count, amount or 0)
        for stage_id, count, amount in read.connection.execute(
            visible(read, Deal, _D.stage_id, func.count(), func.sum(_D.amount)).group_by(
                _D.stage_id
            )
        )
    }
    columns = []
    for id_, name, kind, odds, colour, norm_days in stages:
        count, amount = sums.get(id_, (0, 0))
        weighted = amount * odds // 100
        columns.append(StageRow(id_, name, kind, odds, colour, count, amount, weighted, norm_days))
    cards: dict[int, list[DealRow]] = {row[0]: [] for row in stages}
    for row in _rows(read):
        if row.stage_id in cards:
            cards[row.stage_id].append(row)
    own = _own(read)
    return Board(
        pipeline_id,
        tuple(columns),
        {k: tuple(v) for k, v in cards.items()},
        own,
        _custom(read, pipeline_id) if own else {},
    )


def _custom(read: Read, pipeline_id: int) -> dict[int, Mapping[str, Any]]:
    """What stands in own fields of the deals of a pipeline, of those that hold anything."""
    found = (
        visible(read, Deal, _D.id, _D.custom)
        .join(Stage.__table__, _S.id == _D.stage_id)
        .where(_S.pipeline_id == pipeline_id, cast(_D.custom, Text) != "{}")
    )
    return {int(row[0]): row[1] for row in read.connection.execute(found)}


@query(right=Right.VIEW)
def listing(read: Read, client_id: int | None = None) -> list[DealRow]:
    """All deals, or those of one client, by stage and place."""
    if client_id is None:
        return _rows(read)
    return [DealRow(*row) for row in _OF_CLIENT.rows(read, client=client_id)]


@query(right=Right.VIEW)
def card(read: Read, deal_id: int) -> DealCard:
    """One deal; refuses an id that is gone."""
    row = read.connection.execute(_whole(read).where(_D.id == deal_id)).first()
    if row is None:
        raise Refused.of(NOT_FOUND)
    return _card(row, _own(read))


@query(right=Right.VIEW)
def cards(read: Read) -> Iterator[DealCard]:
    """All deals with all that is told of them, by stage and place."""
    own = _own(read)
    found = _whole(read).order_by(_D.stage_id, _D.rank, _D.id)
    return (_card(row, own) for row in read.connection.execute(found))


def _card(row: Iterable[Any], own: tuple[OwnField, ...]) -> DealCard:
    values: list[Any] = [*row, own]
    return DealCard(*values)


def _own(read: Read) -> tuple[OwnField, ...]:
    return tuple(one for one in of_noun(read.connection, CustomNoun.DEAL) if not one.archived)


def _whole(read: Read) -> Select[Any]:
    return (
        visible(
            read, Deal, _D.id, _D.title, _D.client_id, _C.name, _D.stage_id, _S.name, _S.kind,
            _D.amount, _D.currency, _D.expected_close, _D.source, _D.comment, _D.lost_reason,
            _D.created_at, _D.custom,
        )
        .join(Client.__table__, _C.id == _D.client_id)
        .join(Stage.__table__, _S.id == _D.stage_id)
    )  # fmt: skip


@query(right=Right.VIEW)
def stages(read: Read) -> list[StageRow]:
    """All stages with empty sums, for choosing one."""
    rows = read.connection.execute(
        select(_S.id, _S.name, _S.kind, _S.probability, _S.colour)
        .join(Pipeline.__table__, Pipeline.id == _S.pipeline_id)
        .order_by(Pipeline.rank, _S.pipeline_id, _S.rank, _S.id)
    )
    return [StageRow(*row, 0, 0, 0) for row in rows]


def _rows(read: Read) -> list[DealRow]:
    return [DealRow(*row) for row in read.connection.execute(_select(read))]


def _select(read: Read, *, few: bool = False) -> Select[Any]:
    t = Task.__table__.c
    open_task = (t.deal_id == _D.id, apart(t.done_at).is_(None), apart(t.deleted_at).is_(None))
    next_due = select(func.min(t.due_on)).where(*open_task).correlate(Deal.__table__)
    still_open = select(func.count()).where(*open_task).correlate(Deal.__table__)
    return (
        visible(
            read, Deal, _D.id, _D.title, _D.client_id, _C.name, _D.stage_id, _D.amount,
            _D.currency, _D.expected_close, _D.stage_since, next_due.scalar_subquery(),
            still_open.scalar_subquery(), few=few,
        )
        .join(Client.__table__, _C.id == _D.client_id)
        .order_by(_D.stage_id, _D.rank, _D.id)
    )  # fmt: skip


_OF_CLIENT = Prepared(
    lambda read: _select(read, few=True).where(_D.client_id == bindparam("client"))
)
