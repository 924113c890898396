"""What is found first, and where in a text the words stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from crm_desktop.domain.layouts import Spellings
from crm_desktop.domain.text import fold, sort_key

_IN_NAME = (0.0, 1.0, 3.0)
_ELSEWHERE = (2.0, 4.0, 5.0)
"""A whole word, the beginning of one, the inside of one; names before other fields."""
_FIGURES = (2.0, 4.0, 5.0, 3.0)
"""The last is the end of a number: that is how phones are told."""
NAMED = 3.5
"""Whoever ranks below has all the words in the name."""
_UNLIKELIER = 0.01
_OF_WHOLE_NAME, _OF_BEGINNING = -2.0, -1.0


def rank(words: Sequence[Spellings], text: str, key: str, name: str) -> float:
    """How well a record answers, 0 and less is best: by the forms in which its words stand.

    `key` is the folded text of the record, `name` what it is called; `text` is the query.
    """
    called = fold(name)
    total = sum(_word_rank(word, key, called) for word in words) / max(len(words), 1)
    wanted, bare = _bare(text), _bare(name)
    if wanted and bare == wanted:
        total += _OF_WHOLE_NAME
    elif wanted and bare.startswith(wanted):
        total += _OF_BEGINNING
    return total


def _bare(text: str) -> str:
    return sort_key(text).split("\x01")[0]


def _word_rank(spellings: Spellings, key: str, called: str) -> float:
    best = 9.0
    for place, word in enumerate(spellings):
        later = place * _UNLIKELIER
        if word in called:
            best = min(best, _IN_NAME[_form(word, called)] + later)
        if word in key:
            figures = word.isdigit()
            form = _figures_form(word, key) if figures else _form(word, key)
            best = min(best, (_FIGURES if figures else _ELSEWHERE)[form] + later)
    return best


def _form(word: str, text: str) -> int:
    """0 a whole word, 1 the beginning of one, 2 inside."""
    best = 2
    for place in _places(word, text):
        if place == 0 or not text[place - 1].isalnum():
            end = place + len(word)
            if end == len(text) or not text[end].isalnum():
                return 0
            best = 1
    return best


def _figures_form(word: str, text: str) -> int:
    """As `_form`, 3 at the end of a number; the country code of a phone is none of its figures."""
    best = 2
    for place in _places(word, text):
        end = place + len(word)
        first = place == 0 or not text[place - 1].isalnum() or text[place - 2 : place] == "+7"
        last = end == len(text) or not text[end].isalnum()
        if first and last:
            return 0
        if last:
            best = 3
        elif first and best == 2:
            best = 1
    return best


def _places(word: str, text: str) -> Iterator[int]:
    place = text.find(word) if word else -1
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def marked(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where these folded words stand in a text as it is shown: beginnings and ends, in order.

    Figures are found whatever stands between them: 1234567 in «+7 (916) 123-45-67».
    """
    letters = [_letter(sign) for sign in text]
    said = "".join(letters)
    if len(said) != len(text):
        return ()
    digits = [place for place, sign in enumerate(said) if sign.isdigit()]
    number = "".join(said[place] for place in digits)
    covered: set[int] = set()
    for word in words:
        spots = list(_places(word, said))
        for place in spots:
            covered.update(range(place, place + len(word)))
        if word.isdigit() and not spots:
            for place in _places(word, number):
                covered.update(range(digits[place], digits[place + len(word) - 1] + 1))
    return tuple(_runs(sorted(covered)))


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    begin = end = -1
    for place in places:
        if place != end:
            if begin >= 0:
                yield begin, end
            begin = place
        end = place + 1
    if begin >= 0:
        yield begin, end


def _letter(sign: str) -> str:
    """One sign folded to one sign."""
    plain = unicodedata.normalize("NFC", sign.casefold())
    return "е" if plain == "ё" else plain if len(plain) == 1 else sign
