"""Pairs of cards put together into groups that may be one client each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crm_desktop.domain.duplicates import MOST_DISTINCT, Pair
from crm_desktop.late import dataclass


@dataclass(slots=True)
class Gathered:
    """Cards that go together; the score is that of the weakest pair that brought one in."""

    ids: set[int]
    score: float
    pairs: list[Pair]


def gather(pairs: Iterable[Pair], differ: Callable[[int, int], bool]) -> list[Gathered]:
    """Groups out of pairs, the surest first; a card stands in one group at most.

    Two groups grow together only where no card of one is known to differ from a card of the other:
    an initial that fits two brothers does not make them one.
    """
    of: dict[int, Gathered] = {}
    for pair in sorted(pairs, key=lambda one: (-one.score, one.first, one.second)):
        one = of.get(pair.first) or Gathered({pair.first}, 1.0, [])
        other = of.get(pair.second) or Gathered({pair.second}, 1.0, [])
        if one is other:
            one.pairs.append(pair)
            continue
        if not _fit(one, other, differ):
            continue
        together = Gathered(
            one.ids | other.ids,
            min(one.score, other.score, pair.score),
            [*one.pairs, *other.pairs, pair],
        )
        for id_ in together.ids:
            of[id_] = together
    found = {id(group): group for group in of.values()}
    return sorted(found.values(), key=lambda one: (-one.score, min(one.ids)))


def _fit(one: Gathered, other: Gathered, differ: Callable[[int, int], bool]) -> bool:
    if len(one.ids) + len(other.ids) > MOST_DISTINCT:
        return False
    if len(one.ids) == len(other.ids) == 1:
        return True
    return not any(differ(mine, yours) for mine in one.ids for yours in other.ids)
