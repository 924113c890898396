"""Figures: times of the product and of the raw probe beside it, their ratio, the goal."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Action = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should be: at most `times` the probe plus `plus` (in the figure's unit)."""

    times: float = 0.0
    plus: float = 0.0

    def allows(self, probe: float) -> float:
        """The most that is still fine beside this probe."""
        return self.times * probe + self.plus


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `product` and `probe` are (median, 95th percentile).

    `ratio` is the median of the rounds' ratios where rounds are whole pieces of work, else the
    ratio of the medians. `judged` says which of the two percentiles the goal is about.
    """

    measure: str
    what: str
    size: int
    unit: str
    product: tuple[float, float]
    probe: tuple[float, float] | None
    goal: Goal | None
    ratio: float | None = None
    judged: str = "both"
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def ratios(self) -> tuple[float, float] | None:
        """Product to probe: the median and the tail."""
        if self.probe is None or 0 in self.probe:
            return None
        tail = self.product[1] / self.probe[1]
        return (self.ratio or self.product[0] / self.probe[0], tail)

    @property
    def over(self) -> bool:
        """Whether the goal is missed; nothing is missed without a goal."""
        if self.goal is None:
            return False
        probe = self.probe or (0.0, 0.0)
        median = self.product[0]
        if self.ratio is not None and self.probe is not None:
            median = self.ratio * self.probe[0]
        missed = {
            "median": median > self.goal.allows(probe[0]),
            "tail": self.product[1] > self.goal.allows(probe[1]),
        }
        return any(missed.values()) if self.judged == "both" else missed[self.judged]

    def data(self) -> dict[str, Any]:
        """For machines."""
        return {
            "measure": self.measure,
            "what": self.what,
            "size": self.size,
            "unit": self.unit,
            "product": list(self.product),
            "probe": None if self.probe is None else list(self.probe),
            "ratios": None if self.ratios is None else list(self.ratios),
            "goal": None if self.goal is None else [self.goal.times, self.goal.plus],
            "over": self.over,
            "parts": self.parts,
        }


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    ordered = sorted(values)
    tail = ordered[min(math.ceil(0.95 * len(ordered)), len(ordered)) - 1]
    return statistics.median(ordered), tail


def ms(action: Action) -> float:
    """How long one call takes, in milliseconds."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def side_by_side(
    pairs: Sequence[tuple[Action, Action]], rounds: int = 1
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Times of (product, probe) over many pairs, each probe measured right beside its product.

    The first round warms both up and is not counted; which of the two goes first alternates, so
    that neither finds the other's caches warm more often.
    """
    for product, probe in pairs[: max(len(pairs) // 10, 1)]:
        probe()
        product()
    gc.collect()
    products: list[float] = []
    probes: list[float] = []
    for round_ in range(rounds):
        for place, (product, probe) in enumerate(pairs):
            if (place + round_) % 2:
                products.append(ms(product))
                probes.append(ms(probe))
            else:
                probes.append(ms(probe))
                products.append(ms(product))
    return spread(products), spread(probes)


def whole(products: Sequence[float], probes: Sequence[float]) -> dict[str, Any]:
    """Fields of a figure whose rounds are whole pieces of work: the median of paired ratios."""
    ratios = [a / b for a, b in zip(products, probes, strict=True)]
    return {
        "product": spread(products),
        "probe": spread(probes),
        "ratio": statistics.median(ratios),
        "judged": "median",
    }
