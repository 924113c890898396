"""People written twice, by grades of difficulty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.dedupe_ru import making, names, writing
from tests.dedupe_ru.cards import Book, Card, Dice

Twist = Callable[[Dice, Card], Card]


def _same(dice: Dice, card: Card) -> Card:
    return card


def _yo(dice: Dice, card: Card) -> Card:
    return replace(
        card,
        last=writing.without_yo(card.last),
        first=writing.without_yo(card.first),
        middle=writing.without_yo(card.middle),
    )


def _order(dice: Dice, card: Card) -> Card:
    orders = [f"{card.first} {card.middle} {card.last}", f"{card.first} {card.last}"]
    return card.whole(dice.pick(orders))


def _initials(dice: Dice, card: Card) -> Card:
    return card.whole(writing.initials(card, dice))


def _typo(dice: Dice, card: Card) -> Card:
    if dice.chance(0.75):
        return replace(card, last=writing.slip(dice, card.last))
    return replace(card, first=writing.slip(dice, card.first))


def _spelling(dice: Dice, card: Card) -> Card:
    return replace(card, first=names.SPELLINGS[card.first])


def _latin(dice: Dice, card: Card) -> Card:
    system = dice.pick(writing.LATIN)
    parts = dice.pick(((card.first, card.last), (card.last, card.first, card.middle)))
    return card.whole(" ".join(writing.transliterated(part, system) for part in parts))


def _case(dice: Dice, card: Card) -> Card:
    text = writing.full(card)
    return card.whole(text.upper() if dice.chance(0.6) else text.lower())


def _diminutive(dice: Dice, card: Card) -> Card:
    short = names.DIMINUTIVES[card.first]
    return card.whole(dice.pick((f"{short} {card.last}", f"{card.last} {short}")))


def _changed_surname(dice: Dice, card: Card) -> Card:
    while (last := names.woman_of(dice.pick(names.SURNAMES))) == card.last:
        pass
    return replace(card, last=last)


def _missing(dice: Dice, card: Card) -> Card:
    return replace(card, middle="", address="", birthday="")


def _first_name_only(dice: Dice, card: Card) -> Card:
    return replace(card.whole(card.first), address="", birthday="", city="")


def _swapped(dice: Dice, card: Card) -> Card:
    way = dice.number(1, 3)
    if way == 1:
        return replace(card, last=card.first, first=card.last)
    if way == 2:
        return replace(card, last=card.first, first=card.middle, middle=card.last)
    return replace(card, last="", first=f"{card.last} {card.first}")


def _twins(dice: Dice, card: Card) -> Card:
    return replace(
        card,
        last=writing.in_twins(dice, card.last),
        first=writing.in_twins(dice, card.first),
    )


def _spaces(dice: Dice, card: Card) -> Card:
    text = writing.full(card)
    first, rest = text.split(" ", 1)
    return card.whole(
        dice.pick(
            (
                text.replace(" ", "  "),
                f" {text} ",
                text.replace(" ", "\u00a0"),
                f"{text}.",
                f"{first}, {rest}",
                text.replace(" ", "."),
            )
        )
    )


def _several(dice: Dice, card: Card) -> Card:
    """Two slips at once: how lists from two shops differ after ten years."""
    first = dice.pick((_yo, _typo, _missing))
    second = dice.pick((_case, _order, _spaces))
    return second(dice, first(dice, card))


PLAIN: dict[str, tuple[Twist, int, int]] = {
    "same name": (_same, 60, 40),
    "ё and е": (_yo, 35, 40),
    "order": (_order, 30, 45),
    "initials": (_initials, 35, 40),
    "typo": (_typo, 35, 55),
    "spelling of the first name": (_spelling, 20, 35),
    "transliteration": (_latin, 30, 45),
    "case": (_case, 15, 30),
    "diminutive": (_diminutive, 40, 35),
    "missing fields": (_missing, 30, 35),
    "swapped fields": (_swapped, 25, 30),
    "latin look-alikes": (_twins, 20, 35),
    "dots and spaces": (_spaces, 15, 30),
    "several slips": (_several, 30, 40),
}
"""Difficulty: how the name is changed, pairs that share a key, pairs that do not."""


def add(book: Book) -> None:
    """All pairs of people."""
    for difficulty, (twist, keyed, bare) in PLAIN.items():
        for _ in range(keyed):
            _with_key(book, difficulty, twist)
        for _ in range(bare):
            _without_key(book, difficulty, twist)
    for _ in range(30):
        _with_key(book, "first name and phone only", _first_name_only, shared="phone")
    for _ in range(45):
        _with_key(book, "changed surname, same phone", _changed_surname, shared="phone")
    for _ in range(45):
        _with_key(book, "new phone, same e-mail", _same, shared="email")
    for _ in range(50):
        _two_phones(book)


def _fit(dice: Dice, difficulty: str) -> Card:
    """Somebody whose name can be changed that way."""
    while True:
        card = making.person(dice)
        parts = f"{card.last}{card.first}{card.middle}"
        if difficulty == "ё and е" and "ё" not in parts.casefold():
            continue
        if difficulty == "diminutive" and card.first not in names.DIMINUTIVES:
            continue
        if difficulty.startswith("spelling") and card.first not in names.SPELLINGS:
            continue
        if difficulty.startswith("changed surname") and not card.woman:
            continue
        return card


def _with_key(book: Book, difficulty: str, twist: Twist, shared: str = "") -> None:
    """A pair with one phone or e-mail in common, written another way."""
    dice = book.dice
    card = _fit(dice, difficulty)
    shared = shared or ("phone" if dice.chance(0.7) else "email")
    if shared == "email" and not card.emails:
        card = replace(card, emails=(making.mailbox(dice, card),))
    person = book.new(card if dice.chance(0.5) else card.whole(writing.full(card)))
    other = twist(dice, card)
    if shared == "email":
        new = (making.mobile(dice),) if dice.chance(0.6) else ()
        case = card.emails[0].upper() if dice.chance(0.3) else card.emails[0]
        other = replace(other, phones=new, emails=(case,))
    elif dice.chance(0.5):
        other = replace(other, emails=())
    if dice.chance(0.4):
        other = replace(other, address="", birthday="")
    book.again(other, person, difficulty, shared)


def _without_key(book: Book, difficulty: str, twist: Twist) -> None:
    """A pair with no key in common; the rest of the card tells that it is one person."""
    dice = book.dice
    card = _fit(dice, difficulty)
    weak = difficulty in ("initials", "diminutive", "missing fields")
    if weak or dice.chance(0.5):
        card = replace(card, birthday=card.birthday or making.birthday(dice))
    if weak or dice.chance(0.3):
        card = replace(card, address=card.address or making.address(dice))
    person = book.new(card if dice.chance(0.5) else card.whole(writing.full(card)))
    other = twist(dice, replace(card, emails=()))
    told = bool(card.birthday or card.address)
    new = (making.mobile(dice),) if told and dice.chance(0.3) else ()
    other = replace(other, phones=new, birthday=card.birthday, address=card.address)
    if difficulty == "missing fields":
        other = replace(other, address="")
    book.again(other, person, difficulty)


def _two_phones(book: Book) -> None:
    """Two numbers on one card, the second of them on the other."""
    dice = book.dice
    card = making.person(dice)
    first, second = card.phones[0], making.mobile(dice)
    twist = dice.pick((_same, _yo, _order, _initials, _case))
    person = book.new(replace(card, phones=(first, second)))
    third = (making.mobile(dice),) if dice.chance(0.3) else ()
    other = replace(twist(dice, card), phones=(*third, second), emails=())
    book.again(other, person, "two phones", "phone")
