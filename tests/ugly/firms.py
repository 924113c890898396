"""True records of firms and sole traders: customers that get papers, all invented."""

from __future__ import annotations

from tests.dedupe_ru import making
from tests.dedupe_ru.cards import Card, Dice
from tests.ugly import people
from tests.ugly.book import Book, Cell, Column, Line
from tests.ugly.people import text_cell

POSTS = ("директор", "менеджер", "главный бухгалтер", "закупщик", "снабженец")


def columns(dice: Dice, needs: set[str]) -> list[Column]:
    name = dice.pick(("Наименование", "Организация", "Контрагент", "Название компании"))
    found = [
        Column(name, "company_name", "firm", "TITLE"),
        Column("ИНН", "inn", "inn", "RQ_INN", "Реквизиты"),
    ]
    offers = [
        Column("КПП", "kpp", "kpp", "RQ_KPP", "Реквизиты"),
        Column(dice.pick(("Телефон", "Телефоны", "Контактный телефон")), "phone", "phone", "PHONE", "Контакты"),
        Column("E-mail", "email", "email", "EMAIL", "Контакты"),
        Column("Контактное лицо", "full_name", "contact", "CONTACT", "Контакты"),
        Column("Должность", "position", "post", "POST", "Контакты"),
        Column("Сайт", "website", "site", "WEB"),
        Column("Город", "city", "city", "CITY"),
        Column("Юридический адрес", "address_legal", "address", "RQ_ADDR"),
        Column(dice.pick(("Сумма договора", "Оборот")), "", "money", "UF_SUM"),
        Column("Дата договора", "", "date", "UF_DATE"),
        Column("Отсрочка", "", "bool", "UF_DELAY"),
        Column(dice.pick(("Комментарий", "Примечание")), "comment", "note", "COMMENTS"),
        Column("Метки", "tags", "tags", "TAGS"),
        Column("Менеджер", "responsible", "manager", "ASSIGNED_BY"),
    ]  # fmt: skip
    wanted = dice.number(4, 9)
    kept = {id(one) for one in dice.shuffled(offers)[:wanted]}
    kept |= {id(one) for one in offers if one.kind in needs}
    if not any(one.kind == "phone" and id(one) in kept for one in offers):
        kept.add(id(offers[1]))
    return found + [one for one in offers if id(one) in kept]


def line(dice: Dice, card: Card, column: Column) -> Cell:
    head = making.person(dice) if column.kind == "contact" else None
    match column.kind:
        case "firm":
            return text_cell(card.name, "company_name")
        case "inn" | "kpp":
            text = card.inn if column.kind == "inn" else card.kpp
            return text_cell(text, column.field, ((text,),)) if text else Cell()
        case "email":
            email = f"info{dice.number(1, 99_999)}@firma{dice.number(1, 99_999)}.example"
            return Cell(email, email, ((email,),), [email], "email")
        case "contact":
            assert head is not None
            return text_cell(f"{head.last} {head.first} {head.middle}", "full_name")
        case "post":
            return text_cell(dice.pick(POSTS), "position")
        case "site":
            site = f"firma{dice.number(1, 99_999)}.example"
            return text_cell(site, "website", ((site,),))
        case "address":
            address = f"{dice.number(101, 690)}{dice.number(100, 999)}, {making.address(dice)}"
            return text_cell(address, "address_legal")
        case _:
            return people.line(dice, card, column)


def trader(dice: Dice) -> Card:
    who = making.person(dice)
    name = f"ИП {who.last} {who.first} {who.middle}"
    return Card("sole_trader", name, inn=making.inn(dice, 12), phones=who.phones, city=who.city)


NEEDED = ("firm", "inn", "phone")


def fill(book: Book, count: int, needs: set[str]) -> None:
    """The columns and lines of a list of firms, every fifth a sole trader."""
    dice = book.dice
    book.firms = True
    book.columns = columns(dice, needs)
    for number in range(count):
        card = trader(dice) if dice.chance(0.2) else making.firm(dice, making.firm_name(dice))
        cells = [line(dice, card, column) for column in book.columns]
        for cell, column in zip(cells, book.columns, strict=True):
            if column.kind not in NEEDED and dice.chance(people.SELDOM_EMPTY):
                cell.value, cell.parts, cell.want = None, (), None
        book.lines.append(Line("record", cells, number))
