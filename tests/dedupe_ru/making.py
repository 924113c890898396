"""People and firms as they are, before anybody writes them twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.dedupe_ru import names
from tests.dedupe_ru.cards import Card, Dice
from tests.dedupe_ru.writing import LATIN, transliterated


def mobile(dice: Dice) -> str:
    """A number nobody else of the set has."""
    while True:
        found = dice.pick(names.MOBILE_CODES) + "".join(str(dice.number(0, 9)) for _ in range(7))
        if dice.once(found):
            return found


def landline(dice: Dice, city: str) -> str:
    """A number of the city, of another one where its code is not in our list."""
    code = names.CITY_CODES.get(city, "495")
    while True:
        found = code + str(dice.number(2, 7)) + "".join(str(dice.number(0, 9)) for _ in range(6))
        if dice.once(found):
            return found


def inn(dice: Dice, length: int) -> str:
    """A taxpayer's number with right check digits, new in the set."""
    while True:
        digits = [0, dice.number(1, 9)] if dice.chance(0.3) else [dice.number(2, 8), 1]
        while len(digits) < (9 if length == 10 else 10):
            digits.append(dice.number(0, 9))
        weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
        if length == 10:
            digits.append(_check(digits, weights))
        else:
            digits.append(_check(digits, (7, *weights)))
            digits.append(_check(digits, (3, 7, *weights)))
        text = "".join(map(str, digits))
        if dice.once(text):
            return text


def _check(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 % 10


def kpp(dice: Dice, taxpayer: str) -> str:
    return taxpayer[:4] + "01001" if dice.chance(0.8) else taxpayer[:4] + "45001"


def birthday(dice: Dice, low: int = 1950, high: int = 2004) -> str:
    return f"{dice.number(low, high)}-{dice.number(1, 12):02}-{dice.number(1, 28):02}"


def address(dice: Dice) -> str:
    street = dice.pick(names.STREETS)
    home = f"ул. {street}, д. {dice.number(1, 140)}"
    return f"{home}, кв. {dice.number(1, 200)}" if dice.chance(0.6) else home


def person(dice: Dice) -> Card:
    """Somebody whose surname together with the first name is met once in the set."""
    while True:
        woman = dice.chance(0.55)
        surname = dice.pick(names.SURNAMES)
        last = names.woman_of(surname) if woman else surname
        first = dice.pick(names.WOMEN if woman else names.MEN)
        if dice.once(f"{surname} {first}"):
            break
    city = dice.pick(names.CITIES)
    middle = names.middle_of(dice.pick(names.MEN), woman=woman)
    card = Card(last=last, first=first, middle=middle, city=city)
    return replace(
        card,
        phones=(mobile(dice),),
        emails=(mailbox(dice, card),) if dice.chance(0.45) else (),
        address=address(dice) if dice.chance(0.4) else "",
        birthday=birthday(dice) if dice.chance(0.3) else "",
    )


def mailbox(dice: Dice, card: Card) -> str:
    """An address of one's own, in the style of the free providers."""
    last = transliterated(card.last, LATIN[1]).casefold().replace("'", "")
    first = transliterated(card.first, LATIN[1]).casefold().replace("'", "")
    while True:
        styles = (
            f"{last}.{first[0]}",
            f"{first}{last}",
            f"{last}{dice.number(60, 99)}",
            f"{first[0]}{last}",
        )
        local = dice.pick(styles)
        found = f"{local}@{dice.pick(('pochta', 'mail', 'inbox'))}.example"
        if dice.once(found):
            return found
        last += str(dice.number(1, 9))


def firm_name(dice: Dice) -> str:
    """A name without its legal form, met once in the set."""
    while True:
        head = dice.pick(names.FIRM_HEADS).replace("_", " ")
        if dice.chance(0.35) and " " not in head:
            found = head + dice.pick(names.FIRM_TAILS)
        elif dice.chance(0.3):
            found = f"{dice.pick(names.FIRM_WHAT).replace('_', ' ')} {head}"
        else:
            found = head
        if dice.once(f"firm {found}"):
            return found


def firm(dice: Dice, name: str, form: str = "ООО") -> Card:
    """A company with what is usually known of it."""
    taxpayer = inn(dice, 10)
    city = dice.pick(names.CITIES)
    phone = landline(dice, city) if city in names.CITY_CODES and dice.chance(0.5) else mobile(dice)
    return Card(
        kind="company",
        name=f"{form} «{name}»",
        inn=taxpayer,
        kpp=kpp(dice, taxpayer),
        phones=(phone,),
        emails=(f"info{dice.number(1, 9999)}@firma{dice.number(1, 99999)}.example",)
        if dice.chance(0.4)
        else (),
        city=city,
        address=address(dice) if dice.chance(0.5) else "",
    )
