"""What somebody misspelt: how far a word is from those that stand in a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from crm_desktop.domain.layouts import Spellings
from crm_desktop.late import dataclass

SHORTEST = 4
"""Shorter words are other words, not slips."""
MOST_SLIPS = 3
SHORT_SLIPS = 1
INSIDE = 0.75
"""What a word costs that stands inside another."""
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


def is_code(word: str) -> bool:
    """Letters and figures: met without its marks."""
    return word.isalnum() and not word.isalpha() and not word.isdigit()


def forgiven(word: str) -> int:
    """How many slips a folded word may have."""
    if any(sign.isdigit() for sign in word):
        return 1 if len(word) >= _FIGURES else 0
    return min(len(word) // _LETTERS_A_SLIP, MOST_SLIPS)


def pieces(word: str) -> list[str]:
    """Parts of a word of which one at least stands in whatever is near to it, if long enough."""
    return [word[place : place + 3] for place in range(max(len(word) - 2, 0))]


def nearest(words: Sequence[Spellings], key: str) -> Near | None:
    """How near the words of a folded key come to all these words; None is too far.

    Each may be met by any of its folded spellings. Whoever is still typing has the beginning of a
    word only: it is compared as such. A short word may have a slip beside a longer one without.
    """
    there = _words(key)
    found: list[_Found | None] = []
    # Long words first: they settle soonest that a record is not meant, and how sure it is.
    for spellings in sorted(words, key=lambda one: (any(map(_short, one)), -len(one[0]))):
        near = _nearest(spellings, there, 0) or _inside(spellings, key)
        if near is None and not any(map(_short, spellings)):
            return None
        found.append(near)
        if near is None:
            sure = any(one is not None and one.sure for one in found)
            found[-1] = _nearest(spellings, there, SHORT_SLIPS) if sure else None
            if found[-1] is None:
                return None
    near_ones = [one for one in found if one is not None]
    return Near(sum(one.slips for one in near_ones), tuple(one.meant for one in near_ones))


@dataclass(frozen=True, slots=True, order=True)
class _Found:
    slips: float
    meant: str

    @property
    def sure(self) -> bool:
        return self.slips == 0 and len(self.meant) >= SHORTEST


def _inside(spellings: Spellings, key: str) -> _Found | None:
    """A word that stands inside others as it is."""
    there = [word for word in spellings if word in key]
    return _Found(INSIDE, there[0]) if there else None


def _short(word: str) -> bool:
    return len(word) == SHORTEST - 1 and word.isalpha()


@lru_cache(maxsize=512)
def _words(key: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for whole in key.split():
        for word in (whole, *_WORD.findall(whole)):
            found[word] = None
            found.update(dict.fromkeys(word.split("-")))
    return tuple(found)


def _nearest(spellings: Spellings, there: Sequence[str], more: int) -> _Found | None:
    from rapidfuzz.distance import OSA  # its libraries take 2 MiB: only for what is mistyped
    from rapidfuzz.process import extractOne

    best: _Found | None = None
    for word in spellings:
        most = forgiven(word) or (more if _short(word) else 0)
        for said, price in (*_compared(word, there, most), *_without_marks(word, there)):
            near = extractOne(word, said, scorer=OSA.distance, score_cutoff=most)
            if near is not None:
                found = _Found(near[1] + price, near[0])
                best = found if best is None else min(best, found)
    return best


def _compared(word: str, there: Sequence[str], most: int) -> Iterator[tuple[list[str], float]]:
    """What a word is compared with: whole ones, beginnings, the last figures of numbers."""
    length = len(word)
    yield [one for one in there if abs(len(one) - length) <= most], 0.0
    if word.isdigit():
        figures = ["".join(filter(str.isdigit, one)) for one in there if len(one) > length]
        yield [one[-length:] for one in figures], 0.0
        return
    longer = [one for one in there if len(one) > length]
    yield [one[:length] for one in longer], UNFINISHED
    yield [one[: length + 1] for one in longer if len(one) > length + 1], UNFINISHED


def _without_marks(word: str, there: Sequence[str]) -> Iterator[tuple[list[str], float]]:
    """A code is the same with and without its dashes: «a00417» is «a-00417»."""
    if is_code(word):
        said = ["".join(filter(str.isalnum, one)) for one in there if len(one) > len(word)]
        yield said, UNFINISHED
