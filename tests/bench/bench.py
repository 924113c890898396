"""What every measure is given, and the register of measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.bench.bases import Store
from tests.bench.timing import Figure


@dataclass(frozen=True, slots=True)
class Bench:
    """One run: where bases stand, how often each pair is measured, whether only for a smoke."""

    store: Store
    rounds: int
    smoke: bool = False

    def times(self, usual: int) -> int:
        """How many samples of something quick."""
        return min(usual, 10) if self.smoke else usual


Measure = Callable[[Bench, int], Iterable[Figure]]
MEASURES: dict[str, Measure] = {}


def measure(name: str) -> Callable[[Measure], Measure]:
    """Register a measure under its name in the design («M1»)."""

    def register(function: Measure) -> Measure:
        MEASURES[name] = function
        return function

    return register
