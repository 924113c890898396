"""What somebody misspelt: how far a word is from those that stand in a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

SHORTEST = 4
"""Shorter words are other words, not slips."""
MOST_SLIPS = 3
UNFINISHED = 0.5
"""What the beginning of a longer word costs beside the whole of another."""
_WORD = re.compile(r"[^\W_]+(?:[-@.][^\W_]+)*")
_LETTERS_A_SLIP = 4
"""One slip is forgiven at four letters, two at eight, three at twelve."""
_FIGURES = 7
"""Fewer figures are another number; of these one may be wrong."""


@dataclass(frozen=True, slots=True)
class Near:
    """How near a record is: slips in all its words, and the words that were meant."""

    slips: float
    words: tuple[str, ...]


def forgiven(word: str) -> int:
    """How many slips a folded word may have."""
    if any(sign.isdigit() for sign in word):
        return 1 if len(word) >= _FIGURES else 0
    return min(len(word) // _LETTERS_A_SLIP, MOST_SLIPS)


def pieces(word: str) -> list[str]:
    """Parts of a word of which one at least stands in whatever is near to it, if long enough."""
    return [word[place : place + 3] for place in range(max(len(word) - 2, 0))]


def nearest(words: Sequence[str], key: str) -> Near | None:
    """How near the words of a folded key come to all these folded words; None is too far.

    Whoever is still typing has the beginning of a word only: it is compared as such.
    """
    there = {part for whole in key.split() for part in (whole, *_WORD.findall(whole))}
    slips, meant = 0.0, []
    for word in words:
        found = _nearest(word, there)
        if found is None:
            return None
        slips += found[0]
        meant.append(found[1])
    return Near(slips, tuple(meant))


def _nearest(word: str, there: Iterable[str]) -> tuple[float, str] | None:
    most = forgiven(word)
    best: tuple[float, str] | None = None
    for one in there:
        if len(one) < len(word) - most:
            continue
        for said, more in _compared(word, one):
            slips = OSA.distance(word, said, score_cutoff=most)
            if slips > most:
                continue
            found = (slips + more, said)
            if best is None or found < best:
                best = found
    return best


def _compared(word: str, one: str) -> Iterator[tuple[str, float]]:
    """What a word is compared with: a whole one, a beginning, the last figures of a number."""
    yield one, 0.0
    if word.isdigit():
        figures = "".join(sign for sign in one if sign.isdigit())
        yield figures[-len(word) :], 0.0
        return
    if len(one) > len(word):
        yield one[: len(word)], UNFINISHED
    if len(one) > len(word) + 1:
        yield one[: len(word) + 1], UNFINISHED
