"""What somebody meant who typed on the wrong layout, or a Russian name in Latin letters."""

from __future__ import annotations

from collections.abc import Iterator

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = dict(zip(_LATIN, _RUSSIAN, strict=True))
_TO_LATIN = dict(zip(_RUSSIAN, _LATIN, strict=True))
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")

# The longest first: "shch" is one letter.
_SOUNDS = (
    ("shch", "щ"),
    ("iya", "ия"),
    ("sch", "щ"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("tz", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("yu", "ю"),
    ("ju", "ю"),
    ("iu", "ю"),
    ("ya", "я"),
    ("ja", "я"),
    ("ia", "ия"),
    ("yo", "е"),
    ("jo", "е"),
    ("ye", "е"),
    ("je", "е"),
    ("yi", "ы"),
    ("iy", "ий"),
    ("ij", "ий"),
    ("yy", "ый"),
    ("yj", "ый"),
    ("ph", "ф"),
    ("x", "кс"),
)
_LETTER_SOUNDS = dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхийклмнопкрстуввхыз", strict=True))
_SPELLING = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "ё": "e",
    "ж": "zh",
    "з": "z",
    "и": "i",
    "й": "y",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
}
_VOWELS = frozenset("аеиоуыюя")


def meanings(text: str) -> Iterator[tuple[str, str]]:
    """What a query may mean, one after the other, each with how it was read.

    As typed ("plain"), on the other layout ("layout"), in the other alphabet ("translit").
    """
    yield "plain", text
    other = other_layout(text)
    if other:
        yield "layout", other
    yield from (("translit", one) for one in transliterations(text))


def other_layout(text: str) -> str:
    """The same keys on the other layout: «bdfyjd» is «иванов»; "" when nothing would change."""
    plain = text.casefold()
    if any(sign.isdigit() for sign in plain) and not any(sign.isalpha() for sign in plain):
        # A date or a phone is typed the same on both.
        return ""
    table = _TO_LATIN if any(sign in _TO_LATIN for sign in plain) else _TO_RUSSIAN
    other = "".join(table.get(sign, sign) for sign in plain)
    return other if other != plain else ""


def transliterations(text: str) -> Iterator[str]:
    """How a name in the other alphabet may be spelt, the likeliest first; nothing for figures."""
    plain = text.casefold()
    if any(sign in _SPELLING for sign in plain):
        latin = "".join(_SPELLING.get(sign, sign) for sign in plain)
        if latin.strip():
            yield latin
        return
    if not any(sign in _LETTERS for sign in plain):
        return
    russian = _in_russian(plain)
    yield russian
    softened = _softened(russian)
    if softened != russian:
        yield softened


def _in_russian(plain: str) -> str:
    said: list[str] = []
    place = 0
    while place < len(plain):
        sound = next((pair for pair in _SOUNDS if plain.startswith(pair[0], place)), None)
        if sound is not None:
            said.append(sound[1])
            place += len(sound[0])
            continue
        sign = plain[place]
        place += 1
        if sign == "y" and said and said[-1][-1] in _VOWELS:
            said.append("й")
        elif sign == "y" and not plain[place : place + 1].isalpha():
            said.append("ий")
        else:
            said.append(_LETTER_SOUNDS.get(sign, sign))
    return "".join(said)


def _softened(russian: str) -> str:
    """«олга» as «ольга», «наталия» as «наталья»: Latin letters leave the soft sign out."""
    said = []
    for place, sign in enumerate(russian):
        said.append(sign)
        after = russian[place + 1 : place + 2]
        if sign == "л" and after.isalpha() and after not in _VOWELS and after != "л":
            said.append("ь")
    return "".join(said).replace("лия", "лья")
