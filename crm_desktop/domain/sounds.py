"""How a word sounds, whichever alphabet it is written in: «Наталья», «Наталия» and Natalia are one.

A sound key is for comparing, never for showing. It is Russian letters, one for each sound, so that
a slip of the finger is one letter of the key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The longest first. Several systems at once: passports, GOST, the post, and how people write.
_LATIN = (
    ("shch", "ш"), ("sch", "ш"), ("tch", "ч"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("tz", "ц"),
    ("ch", "ч"), ("sh", "ш"), ("ph", "ф"), ("th", "т"), ("ck", "к"), ("qu", "кв"),
    ("iiu", "ю"), ("iyu", "ю"), ("yu", "ю"), ("ju", "ю"), ("iu", "ю"),
    ("iia", "я"), ("iya", "я"), ("ija", "я"), ("ya", "я"), ("ja", "я"), ("ia", "я"),
    ("yo", "е"), ("jo", "е"), ("io", "ио"), ("ye", "е"), ("je", "е"), ("ie", "е"),
    ("iy", "и"), ("ij", "и"), ("yi", "и"), ("yy", "и"), ("yj", "и"), ("ii", "и"),
    ("ks", "кс"), ("x", "кс"),
)  # fmt: skip
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwyz", "абкдефгхижклмнопкрстуввиз", strict=True))
_SHORT_I = re.compile("(?<=[aeou])j(?![aeiouy])")
"""«Andrej» is Андрей as «Andrey» is; in «Sonja» it is another sound."""
_LATIN_SOUND = re.compile("|".join(sign for sign, _ in _LATIN) + "|[a-z]")
_OF_LATIN = {**_LETTERS, **dict(_LATIN)}
_RUSSIAN = (
    ("дж", "ж"), ("тс", "ц"), ("тц", "ц"), ("ия", "я"), ("ья", "я"), ("ию", "ю"), ("ью", "ю"),
    ("ие", "е"), ("ье", "е"), ("ьо", "е"), ("йо", "е"), ("ый", "и"), ("ий", "и"), ("сч", "ш"),
)  # fmt: skip
_RUSSIAN_SOUND = re.compile("|".join(sign for sign, _ in _RUSSIAN))
_OF_RUSSIAN = dict(_RUSSIAN)
_ONE = str.maketrans("ёйыэщіїєґў", "еииешииегу", "ъь'’`\"")
_TWICE = re.compile(r"([^\W\d_])\1+")
_MARKED = str.maketrans(
    {
        letter: plain
        for letter in map(chr, range(0xC0, 0x250))
        if (plain := unicodedata.normalize("NFD", letter)[0]).isascii()
    }
    | dict(zip("øłđıßæœ", ("o", "l", "d", "i", "ss", "ae", "oe"), strict=True))
)
"""Latin letters with marks as letters without: Müller and Muller, Café and Cafe."""
_LOOK_ALIKE = str.maketrans("aceopxykmtbh", "асеорхукмтвн")
_HAS_LATIN = re.compile("[a-z]")
_HAS_RUSSIAN = re.compile("[а-яё]")

# For keys that survive slips: consonants that are taken for each other, vowels left out.
_ROUGH = str.maketrans("бвгдзжцчщ", "пфктсшсшш", "аеёиоуыэюяьъй")


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The sound key of one word; figures stay as they are."""
    plain = word.casefold().replace("ё", "е").translate(_MARKED)
    if _HAS_LATIN.search(plain):
        plain = one_alphabet(plain)
        plain = "mac" + plain[2:] if plain.startswith("mc") else plain
        plain = _SHORT_I.sub("y", plain)
        plain = _LATIN_SOUND.sub(lambda found: _OF_LATIN[found[0]], plain)
    plain = _RUSSIAN_SOUND.sub(lambda found: _OF_RUSSIAN[found[0]], plain)
    plain = plain.translate(_ONE)
    plain = _RUSSIAN_SOUND.sub(lambda found: _OF_RUSSIAN[found[0]], plain)
    return _TWICE.sub(r"\1", plain)


def one_alphabet(word: str) -> str:
    """A word whose letters are of both alphabets, in one: «Иванoв» was typed with a Latin «o»."""
    if _HAS_LATIN.search(word) and _HAS_RUSSIAN.search(word):
        return word.translate(_LOOK_ALIKE)
    return word


def sounds(words: str) -> frozenset[str]:
    """The sound keys of a list of words, for comparing with."""
    return frozenset(sound(word) for word in words.split())


@lru_cache(maxsize=65_536)
def rough(key: str) -> str:
    """The consonants of a sound key, voiced as voiceless: what most slips leave as it was."""
    return key[:1] + _TWICE.sub(r"\1", key[1:].translate(_ROUGH))
