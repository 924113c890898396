"""Chance that repeats itself: the same seed gives the same throws on every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = 2**64 - 1


class Dice:
    """SplitMix64, which is short and needs no library whose order may change."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        value = self._state
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
        return value ^ (value >> 31)

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + self._next() % (most - least + 1)

    def chance(self, percent: int) -> bool:
        """Yes in so many cases of a hundred."""
        return self._next() % 100 < percent

    def pick(self, several: Sequence[T]) -> T:
        """One of several."""
        return several[self._next() % len(several)]

    def weighted(self, several: Sequence[T], weights: Sequence[int]) -> T:
        """One of several, the heavier the more often."""
        place = self._next() % sum(weights)
        for one, weight in zip(several, weights, strict=True):
            if place < weight:
                return one
            place -= weight
        raise AssertionError("the weights have changed")

    def shuffled(self, several: Sequence[T]) -> list[T]:
        """All of them in another order."""
        rest = list(several)
        for place in range(len(rest) - 1, 0, -1):
            other = self._next() % (place + 1)
            rest[place], rest[other] = rest[other], rest[place]
        return rest

    def digits(self, pattern: str) -> str:
        """A pattern with `{3}` for three digits: "+7 907 {3}-{2}-{2}"."""
        text = ""
        for part in pattern.split("{"):
            count, closing, after = part.partition("}")
            if closing:
                text += "".join(str(self.between(0, 9)) for _ in range(int(count))) + after
            else:
                text += part
        return text
