"""Cards of the set, and the dice it is thrown with."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from tests.dedupe_ru import names

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Card:
    """One card of the list. A person's name stands in three fields, or whole in `name` alone.

    Phones are kept as ten digits until the set is written; then each gets a notation.
    """

    kind: str = "person"
    name: str = ""
    last: str = ""
    first: str = ""
    middle: str = ""
    inn: str = ""
    kpp: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    city: str = ""
    address: str = ""
    birthday: str = ""

    @property
    def woman(self) -> bool:
        return self.first in names.WOMEN

    def whole(self, name: str) -> Card:
        """The same card with the name written in one field."""
        return replace(self, name=name, last="", first="", middle="")


@dataclass(frozen=True, slots=True)
class Row:
    """A card and what is known of it: whose it is, how it differs, whom it only resembles."""

    card: Card
    person: int
    difficulty: str = ""
    shared: str = ""
    looks_like: str = ""


class Dice:
    """Chance that falls the same with every Python: only `random()` is promised to do so."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._used: set[str] = set()

    def chance(self, part: float) -> bool:
        return self._random.random() < part

    def number(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, of: Sequence[T]) -> T:
        return of[int(self._random.random() * len(of))]

    def shuffled(self, of: Sequence[T]) -> list[T]:
        order = sorted((self._random.random(), n) for n in range(len(of)))
        return [of[n] for _, n in order]

    def once(self, text: str) -> bool:
        """Whether the text was not taken yet; from now on it is."""
        new = text not in self._used
        self._used.add(text)
        return new


@dataclass(slots=True)
class Book:
    """The set as it grows: a new person has a new number."""

    dice: Dice
    rows: list[Row] = field(default_factory=list)
    people: int = 0
    sets: dict[str, int] = field(default_factory=dict)

    def new(self, card: Card, looks_like: str = "") -> int:
        self.people += 1
        self.rows.append(Row(card, self.people, looks_like=looks_like))
        return self.people

    def again(self, card: Card, person: int, difficulty: str, shared: str = "") -> None:
        """The same person once more; `shared` names the key that both cards have exactly."""
        self.rows.append(Row(card, person, difficulty, shared))

    def different(self, kind: str, cards: Sequence[Card]) -> None:
        """Cards of different people that resemble one another."""
        self.sets[kind] = self.sets.get(kind, 0) + 1
        for card in cards:
            self.new(card, f"{kind}:{self.sets[kind]}")
