"""Ways of writing one and the same: notations of a phone, slips of the hand, other alphabets."""

from __future__ import annotations

from tests.dedupe_ru.cards import Card, Dice

_PASSPORT = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "ie",
            "y",
            "-",
            "e",
            "iu",
            "ia",
        ],
        strict=True,
    )
)
_EVERYDAY = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "c",
            "ch",
            "sh",
            "sch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
_STANDARD = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "yo",
            "zh",
            "z",
            "i",
            "j",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "x",
            "cz",
            "ch",
            "sh",
            "shh",
            "-",
            "y",
            "'",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
LATIN = (_PASSPORT, _EVERYDAY, _STANDARD)
"""The alphabet of passports, of chats, and of the standard GOST 7.79."""

TWINS = dict(zip("аеорсухАВЕКМНОРСТХ", "aeopcyxABEKMHOPCTX", strict=True))
"""Cyrillic letters that look the same in Latin."""

_KEYS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")


def transliterated(text: str, system: dict[str, str]) -> str:
    """The text in Latin letters; a capital stays one."""
    found = []
    for letter in text:
        latin = system.get(letter.casefold(), letter)
        latin = "" if latin == "-" and letter.isalpha() else latin
        found.append(latin.capitalize() if letter.isupper() else latin)
    return "".join(found)


def in_twins(dice: Dice, text: str) -> str:
    """One to three letters replaced by Latin ones that nobody can tell from them."""
    places = [n for n, letter in enumerate(text) if letter in TWINS]
    for place in dice.shuffled(places)[: dice.number(1, 3)]:
        text = text[:place] + TWINS[text[place]] + text[place + 1 :]
    return text


def slip(dice: Dice, word: str) -> str:
    """One slip of the hand inside a word: a letter left out, doubled, swapped, or its neighbour."""
    if len(word) < 5:
        return word + word[-1]
    while True:
        place = dice.number(1, len(word) - 2)
        letter = word[place]
        if not letter.isalpha():
            continue
        way = dice.number(1, 4)
        if way == 1:
            found = word[:place] + word[place + 1 :]
        elif way == 2:
            found = word[:place] + letter + word[place:]
        elif way == 3:
            found = word[:place] + word[place + 1] + letter + word[place + 2 :]
        else:
            found = word[:place] + _beside(dice, letter) + word[place + 1 :]
        if found != word and (way != 3 or word[place + 1].isalpha()):
            return found


def _beside(dice: Dice, letter: str) -> str:
    for row in _KEYS:
        place = row.find(letter.casefold())
        if place >= 0:
            return row[
                place + 1
                if place == 0 or (dice.chance(0.5) and place < len(row) - 1)
                else place - 1
            ]
    return "о"


def without_yo(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


def initials(card: Card, dice: Dice) -> str:
    """«Белов И. П.», «И. П. Белов», «Белов И.П.», «Белов ИП.» — as people write them."""
    first, middle = card.first[0], card.middle[0] if card.middle else ""
    if not middle:
        return dice.pick((f"{card.last} {first}.", f"{first}. {card.last}"))
    return dice.pick(
        (
            f"{card.last} {first}. {middle}.",
            f"{card.last} {first}.{middle}.",
            f"{first}. {middle}. {card.last}",
            f"{first}.{middle}. {card.last}",
            f"{card.last} {first} {middle}",
        )
    )


def full(card: Card) -> str:
    return " ".join(part for part in (card.last, card.first, card.middle) if part)


def phone(dice: Dice, digits: str) -> str:
    """Ten digits in one of the notations that lists are full of."""
    a, b, c, d = digits[:3], digits[3:6], digits[6:8], digits[8:]
    return dice.pick(
        (
            f"+7 ({a}) {b}-{c}-{d}",
            f"+7 ({a}) {b}-{c}-{d}",
            f"8 ({a}) {b}-{c}-{d}",
            f"8{a}{b}{c}{d}",
            f"+7{a}{b}{c}{d}",
            f"7{a}{b}{c}{d}",
            f"8-{a}-{b}-{c}-{d}",
            f"8 {a} {b} {c} {d}",
            f"+7 {a} {b}-{c}-{d}",
            f"({a}) {b}-{c}-{d}",
            f"{a}{b}{c}{d}",
            f"тел. 8 ({a}) {b}-{c}-{d}",
            f"'+7{a}{b}{c}{d}",
            f"8\u00a0{a}\u00a0{b}-{c}-{d}\u00a0",
        )
    )
