"""Whatever may stand in a search box: real queries damaged, signs of all kinds, syntax of others."""

from __future__ import annotations

import random
from functools import cache

from tests.search_table.queries import table

_SIGNS = (
    "\"'`*()[]{}^:;-+~!?|&=<>%_#@/\\$.,«»„“”‘’№…–—\u2011\u00a0\u200b\u202e\u0301\ufeff\x00\x01\n\t"
    "абвёъыьэюяABCxyz0123456789İıßŉǆﬁ①Ⅷ²٣漢字🙂👩\u200d🔧\ud800\udfff\ufffe\U0010ffff"
)
_SYNTAX = (
    "AND", "OR", "NOT", "NEAR(", "name:", "key:x", "*", "^x", '"""', "' OR 1=1 --", "%", "_", "(((",
    "#", "@", ">", "<", "> 5", "<0", ">9" * 30, ">1e999", ">1.5млн", "<тыс", "#@>", "##a", "@@b",
    "@1", "#1", ">>5", "\\", "{}", "{x}", "%s", "1/0", "-1", "00000000000000000000", "a" * 500,
    "ы" * 500, "щ" * 60, "w" * 60, "a " * 60, "1 " * 60, "31.02.2026", "99.99.9999", "2026-13-45",
)  # fmt: skip


def anything(random_: random.Random) -> str:
    """One thing typed."""
    text = random_.choice(_texts())
    for _ in range(random_.choice((0, 1, 1, 2, 3, 5))):
        text = random_.choice((_dropped, _doubled, _swapped, _inserted, _joined, _cut))(
            random_, text
        )
    return text


@cache
def _texts() -> tuple[str, ...]:
    return (*(one.text for one in table()), *_SYNTAX, *_SIGNS, "", " ")


def _place(random_: random.Random, text: str) -> int:
    return random_.randrange(len(text) + 1)


def _dropped(random_: random.Random, text: str) -> str:
    place = _place(random_, text)
    return text[:place] + text[place + 1 :]


def _doubled(random_: random.Random, text: str) -> str:
    place = _place(random_, text)
    return text[:place] + text[max(place - 1, 0) :]


def _swapped(random_: random.Random, text: str) -> str:
    place = _place(random_, text)
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


def _inserted(random_: random.Random, text: str) -> str:
    place = _place(random_, text)
    return text[:place] + random_.choice(_SIGNS) + text[place:]


def _joined(random_: random.Random, text: str) -> str:
    return text + random_.choice(("", " ", "#", "@", " >")) + random_.choice(_texts())


def _cut(random_: random.Random, text: str) -> str:
    place = _place(random_, text)
    return text[place:] or text[:place]
