"""Which cards are worth comparing: keys that cards of one client are likely to share.

Every kind of slip leaves some key as it was: another ending leaves the beginning, a wrong letter
leaves the consonants or the patronymic, a new surname leaves the phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from crm_desktop.domain.called import FirmName, PersonName
from crm_desktop.domain.duplicates import Card, Crowd, Pair, compare
from crm_desktop.domain.first_names import letters_of, names_of
from crm_desktop.domain.likeness import as_surname, stem
from crm_desktop.domain.reached import mailbox
from crm_desktop.domain.sounds import rough

_WORD_LETTERS = 4
_END = 5
_LARGEST = 24
"""A block up to this size is compared each with each."""
_BESIDE = 4
"""In a larger one, each with at least so many of those next to it in the order of names."""
_STEP, _FEW_BLOCKS = 250, 20


def crowd_of(cards: Sequence[Card]) -> Crowd:
    """How common phones, addresses and names are among these cards."""
    return Crowd(
        Counter(point for card in cards for point in (*card.phones, *card.emails)),
        Counter(key for card in cards for key in card.namesakes),
    )


def pairs(
    cards: Sequence[Card], crowd: Crowd, least: float, step: Callable[[int, int], None]
) -> Iterator[Pair]:
    """All pairs of cards with at least this score.

    `step` hears of every few hundred cards twice: when they are filed, and when they are compared.
    """
    everyone = len(cards)
    blocks = _Blocks(cards, lambda done: step(done, 2 * everyone))
    for place, card in enumerate(cards):
        if place % _STEP == 0:
            step(everyone + place, 2 * everyone)
        for other in blocks.later(place):
            found = compare(card, cards[other], crowd)
            if found is not None and found.score >= least:
                yield found


class _Blocks:
    """Which cards stand together under some key, by their places."""

    def __init__(self, cards: Sequence[Card], step: Callable[[int], None]) -> None:
        # Keys are kept as numbers, and most of them have one card: 100,000 cards have a million.
        first: dict[int, int] = {}
        self._several: dict[int, list[int]] = {}
        for place, card in enumerate(cards):
            if place % _STEP == 0:
                step(place)
            for key in map(hash, keys_of(card)):
                if key not in first:
                    first[key] = place
                else:
                    self._several.setdefault(key, [first[key]]).append(place)
        self._of: dict[int, list[list[int]]] = {}
        for number, block in enumerate(self._several.values()):
            if number % _FEW_BLOCKS == 0:
                step(len(cards))
            self._divide(block, cards)

    def _divide(self, block: list[int], cards: Sequence[Card]) -> None:
        if len(block) <= _LARGEST:
            self._put(block)
            return
        block.sort(key=lambda place: (*cards[place].namesakes, cards[place].city))
        for start in range(0, len(block) - _BESIDE, _BESIDE):
            self._put(block[start : start + 2 * _BESIDE])

    def _put(self, block: list[int]) -> None:
        for place in block:
            self._of.setdefault(place, []).append(block)

    def later(self, place: int) -> set[int]:
        """Those to compare with this one that come after it."""
        return {one for block in self._of.get(place, ()) for one in block if one > place}


def keys_of(card: Card) -> set[str]:
    """Under what a card is filed."""
    keys = {*card.phones, *map(mailbox, card.emails)}
    if card.inn:
        keys.add(card.inn)
    street, numbers = card.place
    if street and numbers:
        keys.add(f"h{street} {' '.join(sorted(numbers))}")
    name = card.called
    if name.person is not None:
        keys.update(_of_person(name.person))
        if card.birthday:
            keys.add(f"b{card.birthday}")
    if name.firm is not None:
        keys.update(_of_firm(name.firm))
    return keys


def _of_person(name: PersonName) -> Iterator[str]:
    yield from _one_way(name)
    if name.middle and not name.last:
        yield from _one_way(as_surname(name))
    if name.loose and name.first and len(name.last) == 1:
        yield from _one_way(PersonName((name.first,), name.last[0], name.middle))


def _one_way(name: PersonName) -> Iterator[str]:
    roots = _roots(name.first)
    for word in name.last:
        if len(word) == 1:
            continue
        last = stem(word)[0]
        sounds = rough(last)
        for letter in letters_of(name.first) if name.first else ():
            yield f"p{sounds}{letter}"
        for root in roots:
            yield f"q{root} {sounds[1:]}"
            yield f"u{root} {''.join(sorted(sounds))}"
            yield f"r{root} {last[:3]}"
            yield f"s{root} {last[-3:]}"
            if len(name.middle) > 1:
                yield f"m{root} {rough(name.middle)} {last[:1]}"
        if len(name.middle) > 1:
            yield f"t{sounds}{rough(name.middle)}"


def _roots(first: str) -> list[str]:
    if len(first) < 2:
        return []
    known = names_of(first)
    return [str(one) for one in known] if known else [rough(first)]


def _of_firm(name: FirmName) -> Iterator[str]:
    whole = "".join(sorted(name.words))
    yield f"f{rough(whole)}"
    joined = "".join(name.words)
    if len(joined) > _END:
        yield f"j{joined[:_END]}"
        yield f"k{joined[-_END:]}"
    # «Эко-Дом» and «Экодом»: what one name says besides is a part of the other's word.
    yield f"g{rough(name.joined)}"
    for word in name.words:
        if len(word) >= _WORD_LETTERS:
            yield f"w{rough(word)}"
    if len(name.words) > 1:
        yield f"a{''.join(word[0] for word in name.words)}"
    elif len(joined) < _END:
        yield f"a{joined}"
