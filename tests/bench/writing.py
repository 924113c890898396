"""M10: one action of a user, committed for good."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from functools import partial

from crm_desktop.commands import activities, clients, deals
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import deals as deal_queries
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, side_by_side

PAGE = os.urandom(16_384)
"""What one small commit writes to the log, about."""


@measure("M10")
def actions(bench: Bench, size: int) -> Iterator[Figure]:
    """A note, an edited field, a moved deal, each beside one flush of a file on the same disk."""
    with bench.store.copy(size) as base:
        crm = Crm(base)
        try:
            for what, action in _actions(crm).items():
                with (base / "probe").open("wb", buffering=0) as file:
                    pairs = [(action, partial(_flush, file.fileno()))] * bench.times(100)
                    product, probe = side_by_side(pairs)
                yield Figure("M10", what, size, "ms", product, probe, Goal(1.5, 5.0))
        finally:
            crm.close()


def _flush(descriptor: int) -> None:
    os.write(descriptor, PAGE)
    getattr(os, "fdatasync", os.fsync)(descriptor)


def _actions(crm: Crm) -> dict[str, Callable[[], object]]:
    ids = crm.ask(client_queries.ids)
    wanted = itertools.cycle(ids[:: max(len(ids) // 97, 1)])
    numbers = itertools.count()
    moving = itertools.cycle([d.id for d in crm.ask(deal_queries.listing, ids[0])] or _some(crm))
    stages = itertools.cycle([s.id for s in crm.ask(deal_queries.stages) if s.kind == "open"])

    def note() -> None:
        crm.do(activities.add_note, next(wanted), f"Просила перезвонить {next(numbers)}")

    def edit() -> None:
        client_id = next(wanted)
        card = crm.ask(client_queries.card, client_id)
        crm.do(clients.edit, client_id, _draft(card, f"Замечание {next(numbers)}"))

    def move() -> None:
        crm.do(deals.move, next(moving), next(stages))

    return {"note added": note, "field edited": edit, "deal moved": move}


def _some(crm: Crm) -> list[int]:
    return [deal.id for deal in crm.ask(deal_queries.listing)[:1]]


def _draft(card: client_queries.ClientCard, comment: str) -> ClientDraft:
    return ClientDraft(
        name=card.name,
        inn=card.inn,
        city=card.city,
        source=card.source,
        external_id=card.external_id,
        tags=card.tags,
        comment=comment,
        points=tuple(PointDraft(PointKind(p.kind), p.value, p.label, p.id) for p in card.points),
    )
