"""Russian names in another case than they are kept in: «Лебедеву» asks for Лебедева or Лебедев."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

SHORTEST = 3
"""Letters of a name; Цой and Ким are names."""
MOST = 4
"""Names that one word may be a case of, of a woman or of a man."""

_OF_WOMEN = (
    ("скую", "ская"), ("ской", "ская"), ("цкой", "цкая"), ("ую", "ая"), ("овой", "ова"),
    ("евой", "ева"), ("иной", "ина"), ("ыной", "ына"), ("ой", "а ая"), ("ою", "а"), ("ей", "я а"),
    ("ью", "ья ь"), ("у", "а"), ("ы", "а"), ("ии", "ия"), ("и", "а я ь"), ("е", "а я"), ("ю", "я"),
)  # fmt: skip
_OF_MEN = (
    ("ского", "ский ской"), ("скому", "ский ской"), ("ским", "ский ской"), ("ском", "ский ской"),
    ("ого", "ый ой ий"), ("ому", "ый ой ий"), ("ым", "- ый ой"), ("им", "ий"), ("ом", "-"),
    ("ем", "й ь -"), ("а", "-"), ("у", "-"), ("е", "- й ь"), ("я", "й ь"), ("ю", "й ь"),
    ("ии", "ий"),
)  # fmt: skip
"""The longest ending that fits counts; «-» stands for none."""
_OTHERWISE = {
    form: name
    for name, forms in {
        "павел": "павла павлу павлом павле",
        "лев": "льва льву львом льве",
    }.items()
    for form in forms.split()
}
"""Names that lose a vowel."""

Endings = Sequence[tuple[str, str]]


def names_in_cases(words: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Of folded words what each may be a case of: all as of a woman, all as of a man.

    The likeliest first, and the word as it is last: it may stand in the nominative. Nothing when
    no word is in another case.
    """
    found = []
    for endings in (_OF_WOMEN, _OF_MEN):
        names = tuple(tuple(dict.fromkeys((*_names(one, endings), one))) for one in words)
        if any(len(one) > 1 for one in names) and names not in found:
            found.append(names)
    return tuple(found)


def _names(word: str, endings: Endings) -> list[str]:
    """«Мельникову-Печерскому» is two names."""
    parts = [_parts(one, endings) for one in word.split("-")]
    return ["-".join(one) for one in product(*parts)][:MOST] if any(parts) else []


def _parts(word: str, endings: Endings) -> list[str]:
    if not word or not all("а" <= sign <= "я" for sign in word):
        return [word]
    if word in _OTHERWISE and endings is _OF_MEN:
        return [_OTHERWISE[word]]
    for ending, names in endings:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            found = [stem + name.strip("-") for name in names.split()]
            return [one for one in found if len(one) >= SHORTEST] or [word]
    return [word]
