"""Firms and sole traders written twice, by grades of difficulty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.dedupe_ru import making, writing
from tests.dedupe_ru.cards import Book, Dice

FORMS = {
    "ООО": "Общество с ограниченной ответственностью",
    "АО": "Акционерное общество",
    "ПАО": "Публичное акционерное общество",
    "АНО": "Автономная некоммерческая организация",
}
LATIN_FORMS = {
    "ООО": ("LLC", "OOO", "Ltd"),
    "АО": ("JSC", "AO"),
    "ПАО": ("PJSC", "PAO"),
    "АНО": ("ANO",),
}
Twist = Callable[[Dice, str, str], str]
"""From the form and the name («ООО», «Ромашка») to how it is written the second time."""


def _same(dice: Dice, form: str, name: str) -> str:
    return f"{form} «{name}»"


def _form_place(dice: Dice, form: str, name: str) -> str:
    return dice.pick((f"{name} {form}", f"{name}, {form}", f"«{name}» {form}", f"{name} ({form})"))


def _form_words(dice: Dice, form: str, name: str) -> str:
    words = FORMS[form]
    words = words if dice.chance(0.6) else words.upper()
    return dice.pick((f"{words} «{name}»", f'{words} "{name}"', f"{words} {name}"))


def _no_form(dice: Dice, form: str, name: str) -> str:
    return dice.pick((name, f"«{name}»", f'"{name}"'))


def _quotes(dice: Dice, form: str, name: str) -> str:
    marks = ('{} "{}"', "{} {}", "{} ''{}''", "{} “{}”", "{} „{}“", "{}«{}»", '{} "{}', "{} <<{}>>")
    return dice.pick(marks).format(form, name)


def _case(dice: Dice, form: str, name: str) -> str:
    return dice.pick(
        (f"{form} «{name.upper()}»", f"{form} {name}".lower(), f"{form.capitalize()} {name}")
    )


def _yo(dice: Dice, form: str, name: str) -> str:
    return f"{form} «{writing.without_yo(name)}»"


def _typo(dice: Dice, form: str, name: str) -> str:
    words = name.split(" ")
    longest = max(range(len(words)), key=lambda n: len(words[n]))
    words[longest] = writing.slip(dice, words[longest])
    return f"{form} «{' '.join(words)}»"


def _latin(dice: Dice, form: str, name: str) -> str:
    latin = writing.transliterated(name, dice.pick(writing.LATIN))
    latin = latin.upper() if dice.chance(0.4) else latin
    latin_form = dice.pick(LATIN_FORMS[form])
    return dice.pick((f"{latin} {latin_form}", f"{latin_form} {latin}", f'{latin_form} "{latin}"'))


def _twins(dice: Dice, form: str, name: str) -> str:
    return f"{writing.in_twins(dice, form)} «{writing.in_twins(dice, name)}»"


def _spaces(dice: Dice, form: str, name: str) -> str:
    dotted = ".".join(form) + "."
    return dice.pick(
        (
            f"{form}  « {name} »",
            f"{dotted} «{name}»",
            f"{form} «{name}».",
            f" {form}\u00a0«{name}» ",
            f"{form}. {name}",
            f"{form} - {name}",
        )
    )


def _director(dice: Dice, form: str, name: str) -> str:
    head = making.person(dice)
    return f"{form} «{name}», {head.last} {head.first[0]}.{head.middle[0]}., директор"


PLAIN: dict[str, tuple[Twist, int, int]] = {
    "same name": (_same, 50, 20),
    "place of the form": (_form_place, 20, 45),
    "form in words": (_form_words, 20, 45),
    "no form": (_no_form, 20, 40),
    "quotes": (_quotes, 10, 40),
    "case": (_case, 10, 30),
    "ё and е": (_yo, 10, 14),
    "typo": (_typo, 20, 40),
    "transliteration": (_latin, 20, 40),
    "latin look-alikes": (_twins, 15, 35),
    "dots and spaces": (_spaces, 10, 35),
    "with the director": (_director, 20, 20),
}


def add(book: Book) -> None:
    """All pairs of firms and sole traders."""
    for difficulty, (twist, keyed, bare) in PLAIN.items():
        for number in range(keyed + bare):
            _pair(book, difficulty, twist, keyed=number < keyed)
    for number in range(65):
        _trader(book, keyed=number < 30)


def _pair(book: Book, difficulty: str, twist: Twist, *, keyed: bool) -> None:
    dice = book.dice
    name = making.firm_name(dice)
    while difficulty == "ё and е" and "ё" not in name.casefold():
        name = making.firm_name(dice)
    form = dice.pick(("ООО", "ООО", "ООО", "ООО", "АО", "ПАО", "АНО"))
    card = making.firm(dice, name, form)
    if difficulty in ("no form", "typo", "transliteration") and not keyed:
        card = replace(card, address=card.address or making.address(dice))
    shared = dice.pick(("inn", "inn", "phone", "email")) if keyed else ""
    if shared == "email" and not card.emails:
        card = replace(card, emails=(f"office@firma{dice.number(100000, 999999)}.example",))
    person = book.new(card)
    other = replace(card, name=twist(dice, form, name))
    if shared != "inn":
        other = replace(other, inn="", kpp="")
    elif dice.chance(0.4):
        other = replace(other, kpp="")
    if shared != "phone":
        other = replace(other, phones=(making.mobile(dice),) if keyed and dice.chance(0.4) else ())
    if shared != "email":
        other = replace(other, emails=())
    if keyed and dice.chance(0.5):
        other = replace(other, address="")
    book.again(other, person, f"firm, {difficulty}", shared)


def _trader(book: Book, *, keyed: bool) -> None:
    """«ИП Белов Иван Петрович» in the ways in which sole traders are written."""
    dice = book.dice
    who = making.person(dice)
    full = writing.full(who)
    card = replace(
        who.whole(f"ИП {full}"), kind="sole_trader", inn=making.inn(dice, 12), birthday="",
        address=who.address or making.address(dice),
    )  # fmt: skip
    person = book.new(card)
    short = f"{who.last} {who.first[0]}. {who.middle[0]}."
    name = dice.pick(
        (
            f"ИП {short}",
            f"{short} ИП",
            f"Индивидуальный предприниматель {full}",
            f"{full} (ИП)",
            f"{full}, ИП",
            f"ИП {who.last} {who.first[0]}.{who.middle[0]}.",
            f"И.П. {full}",
            f"ип {full.lower()}",
        )
    )
    shared = dice.pick(("inn", "phone")) if keyed else ""
    other = replace(card, name=name, emails=())
    other = other if shared == "inn" else replace(other, inn="")
    other = other if shared == "phone" else replace(other, phones=())
    book.again(other, person, "sole trader", shared)
