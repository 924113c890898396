"""True records of people: customers of a shop, all invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.dedupe_ru import making
from tests.dedupe_ru.cards import Card, Dice
from tests.ugly.book import Book, Cell, Column, Line, Parts, words

SOURCES = ("Авито", "Сарафанное радио", "2ГИС", "Вконтакте", "Выставка", "Сайт")
NOTES = (
    "Звонить после 18:00", "Просил скидку", "Постоянный покупатель", "Не беспокоить утром",
    "Интересуется шторами", "Забирает сам", "Доставка до подъезда", "Любит, когда перезванивают",
)  # fmt: skip
TAGS = ("опт", "розница", "vip", "должник", "новый", "дачники")
YES: Parts = (("true", "истина", "да", "yes", "1", "д", "есть", "ok", "v", "галка"),)
"""What may be left of a yes; a no may be left as nothing."""
MANAGERS = ("Ольга", "Марина", "Стас")


def phone_cell(digits: str, text: str, field: str = "phone") -> Cell:
    """A phone of ten digits, written somehow."""
    return Cell(text, digits, ((digits,),), [("+7" + digits, "")], field)


def usual_phone(dice: Dice, digits: str) -> str:
    a, b, c, d = digits[:3], digits[3:6], digits[6:8], digits[8:]
    return dice.pick((f"+7 ({a}) {b}-{c}-{d}", f"8 ({a}) {b}-{c}-{d}", f"8{digits}", f"+7{digits}"))


def date_forms(day: date) -> tuple[str, ...]:
    """The spellings in which a day may be kept."""
    return (
        f"{day:%Y%m%d}",
        f"{day:%d%m%Y}",
        f"{day:%d.%m.%y}",
        f"{day.day}.{day.month}.{day.year}",
    )


def date_cell(day: date, field: str = "") -> Cell:
    return Cell(day, day, (date_forms(day),), day.isoformat(), field)


def money_forms(sum_: Decimal) -> tuple[str, ...]:
    """The digits of a sum, with its pennies and without them when there are none."""
    text = f"{abs(sum_):.2f}"
    short = text.rstrip("0").rstrip(".")
    return (text.replace(".", ""), short.replace(".", ""))


def money_cell(sum_: Decimal) -> Cell:
    return Cell(float(sum_), sum_, (money_forms(sum_),))


def text_cell(text: str, field: str = "", parts: Parts | None = None) -> Cell:
    return Cell(text or None, text, words(text) if parts is None else parts, text or None, field)


def some_sum(dice: Dice) -> Decimal:
    whole = Decimal(dice.number(150, 980_000))
    return whole if dice.chance(0.4) else whole + Decimal(dice.number(1, 99)) / 100


def some_day(dice: Dice, low: int = 2019, high: int = 2026) -> date:
    return date(dice.number(low, high), dice.number(1, 12), dice.number(1, 28))


def _full(card: Card) -> str:
    return f"{card.last} {card.first} {card.middle}"


def columns(dice: Dice, needs: set[str]) -> list[Column]:
    """A name, a phone, and some of what shops write down besides."""
    name = dice.pick(("ФИО", "Клиент", "Покупатель", "Ф.И.О.", "ФИО клиента"))
    found = [
        Column(name, "full_name", "name", "NAME"),
        Column(
            dice.pick(("Телефон", "Тел.", "Номер телефона")), "phone", "phone", "PHONE", "Связь"
        ),
    ]
    offers = [
        Column(dice.pick(("E-mail", "Электронная почта", "Почта")), "email", "email", "EMAIL", "Связь"),
        Column("Дата рождения", "birthday", "date", "BIRTHDATE"),
        Column("Город", "city", "city", "CITY", "Где живёт"),
        Column("Адрес", "address", "address", "ADDRESS", "Где живёт"),
        Column(dice.pick(("Комментарий", "Примечание")), "comment", "note", "COMMENTS"),
        Column("Откуда узнал", "source", "source", "SOURCE_ID"),
        Column("Метки", "tags", "tags", "TAGS"),
        Column("Сумма покупок", "", "money", "UF_SUM", "Покупки"),
        Column("Последняя покупка", "", "date", "UF_LAST", "Покупки"),
        Column("Согласие на рассылку", "", "bool", "UF_AGREE"),
        Column("Номер карты", "", "code", "UF_CARD"),
        Column("Менеджер", "responsible", "manager", "ASSIGNED_BY"),
    ]  # fmt: skip
    wanted = dice.number(3, 8)
    kept = {id(one) for one in dice.shuffled(offers)[:wanted]}
    kept |= {id(one) for one in offers if one.kind in needs}
    return found + [one for one in offers if id(one) in kept]


def _email(dice: Dice, card: Card) -> Cell:
    email = making.mailbox(dice, card)
    return Cell(email, email, ((email,),), [email], "email")


def _flag(dice: Dice, _card: Card) -> Cell:
    yes = dice.chance(0.6)
    return Cell(yes, yes, YES if yes else ())


def _code(dice: Dice, _card: Card) -> Cell:
    code = f"{dice.number(0, 99):04}{dice.number(0, 9999):04}"
    return text_cell(code, "", ((code,),))


WRITERS: dict[str, Callable[[Dice, Card], Cell]] = {
    "name": lambda _dice, card: text_cell(_full(card), "full_name"),
    "phone": lambda dice, card: phone_cell(card.phones[0], usual_phone(dice, card.phones[0])),
    "email": _email,
    "date": lambda dice, _card: date_cell(some_day(dice)),
    "city": lambda _dice, card: text_cell(card.city, "city"),
    "address": lambda dice, _card: text_cell(making.address(dice), "address"),
    "note": lambda dice, _card: text_cell(dice.pick(NOTES), "comment"),
    "source": lambda dice, _card: text_cell(dice.pick(SOURCES), "source"),
    "tags": lambda dice, _card: text_cell(dice.pick(TAGS)),
    "money": lambda dice, _card: money_cell(some_sum(dice)),
    "bool": _flag,
    "code": _code,
    "manager": lambda dice, _card: text_cell(dice.pick(MANAGERS)),
}


def line(dice: Dice, card: Card, column: Column) -> Cell:
    """What stands in a column for this person."""
    if column.field == "birthday":
        return date_cell(some_day(dice, 1951, 2004), "birthday")
    return WRITERS[column.kind](dice, card)


NEEDED = ("name", "phone")
SELDOM_EMPTY = 0.12


def fill(book: Book, count: int, needs: set[str]) -> None:
    """The columns and lines of a list of people."""
    book.columns = columns(book.dice, needs)
    for number in range(count):
        card = making.person(book.dice)
        cells = [line(book.dice, card, column) for column in book.columns]
        for cell, column in zip(cells, book.columns, strict=True):
            if column.kind not in NEEDED and book.dice.chance(SELDOM_EMPTY):
                cell.value, cell.parts, cell.want = None, (), None
        book.lines.append(Line("record", cells, number))
