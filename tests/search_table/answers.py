"""What the search makes of the table: where the client meant stands among the hits."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crm_desktop.crm import Crm
from crm_desktop.queries import clients, search
from tests.search_table.queries import Asked, table
from tests.search_table.typed import anything

FIRST_HITS = 50
AMONG = 3
SEED = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A query, the place of the client meant (0 the first, None not found), how it was read."""

    asked: Asked
    place: int | None
    how: str
    first: str

    @property
    def among(self) -> bool:
        """Whether it stands among the first three."""
        return self.place is not None and self.place < AMONG

    def told(self) -> str:
        """A miss in words."""
        where = "not found" if self.place is None else f"place {self.place + 1}"
        return f"{self.asked.kind}: {self.asked.text!r} means {self.asked.meant}, {where}; first {self.first!r}"


def answers(crm: Crm, ids: Mapping[str, int]) -> Iterator[Answer]:
    """Ask every query of the table; a deal, task or paper stands for its client."""
    for asked in table():
        hits = crm.ask(search.everything, asked.text, FIRST_HITS)
        whose = list(dict.fromkeys(hit.client_id for hit in hits))
        wanted = ids[asked.meant]
        place = whose.index(wanted) if wanted in whose else None
        first = f"{hits[0].kind} {hits[0].title}" if hits else ""
        yield Answer(asked, place, hits[0].how if hits else "", first)


@dataclass(frozen=True, slots=True)
class Share:
    """Of one kind of queries: how many there are, and whose client was where."""

    kind: str
    count: int
    first: int
    among: int


def shares(found: Sequence[Answer]) -> list[Share]:
    """Kind by kind, the sum of all at the end."""
    kinds = list(dict.fromkeys(one.asked.kind for one in found))
    parts = [(kind, [one for one in found if one.asked.kind == kind]) for kind in kinds]
    return [
        Share(kind, len(part), sum(one.place == 0 for one in part), sum(one.among for one in part))
        for kind, part in [*parts, ("all", list(found))]
    ]


def fuzz(crm: Crm, count: int) -> None:
    """Ask so many things typed by whomever; the first error ends it, with what was typed."""
    random_ = random.Random(SEED)
    for _ in range(count):
        text = anything(random_)
        try:
            crm.ask(search.everything, text)
            crm.ask(clients.skeleton, text, most=FIRST_HITS)
        except Exception as error:
            error.add_note(repr(text))
            raise
