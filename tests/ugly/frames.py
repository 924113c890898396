"""Kinds of breakage around the table and around its sheet."""

from __future__ import annotations

from tests.dedupe_ru import making
from tests.ugly.book import FRAME, SHEETS, Book, Other, Value, kind


@kind("title lines", FRAME)
def title(book: Book) -> bool:
    word = "контрагентов" if book.firms else "покупателей"
    form = book.dice.pick(("Список {} магазина", "База {} на 01.10.2026", "ОТЧЁТ: {}", "Книга {}"))
    book.above.append([form.format(word)])
    if book.dice.chance(0.5):
        book.above.append([book.dice.pick(("по состоянию на 30 сентября 2026 г.", "тыс. руб."))])
    if book.dice.chance(0.5):
        book.above.append([])
    return True


@kind("the firm's own head above the table", FRAME)
def letterhead(book: Book) -> bool:
    """Its phone, ИНН and address look like those of a client."""
    firm = making.firm(book.dice, making.firm_name(book.dice))
    phone = making.mobile(book.dice)
    book.above += [
        [firm.name],
        [f"ИНН {firm.inn}, КПП {firm.kpp or firm.inn[:4] + '01001'}"],
        ["Телефон:", f"+7 ({phone[:3]}) {phone[3:6]}-{phone[6:]}", None, "Дата:", "05.10.2026"],
        [f"г. {firm.city}, ул. Складская, д. 5"],
        [],
    ]
    return True


@kind("signatures below", FRAME)
def signatures(book: Book) -> bool:
    who = making.person(book.dice)
    short = f"{who.last} {who.first[0]}.{who.middle[0]}."
    book.below += [
        [],
        ["Директор", None, "__________", short],
        ["Главный бухгалтер", None, "__________"],
        ["М.П."],
    ]
    return True


@kind("footnotes below", FRAME)
def footnotes(book: Book) -> bool:
    book.below += [
        [],
        ["* телефоны проверены в сентябре"],
        ["Составил: Ольга, вопросы по тел. 2-15"],
        ["Примечание. Список предназначен для служебного пользования и подлежит уничтожению"],
    ]
    return True


def _summary(book: Book) -> list[list[Value]]:
    rows: list[list[Value]] = [["Менеджер", "План", "Факт"]]
    for name in ("Ольга", "Марина", "Стас"):
        row: list[Value] = [name, book.dice.number(10, 90), book.dice.number(10, 90)]
        rows += [row]
    return rows


@kind("another table below", FRAME)
def table_below(book: Book) -> bool:
    book.below += [[], [], *_summary(book)]
    return True


@kind("another table above", FRAME)
def table_above(book: Book) -> bool:
    book.above += [*_summary(book), [], []]
    return True


@kind("another table beside", FRAME)
def table_beside(book: Book) -> bool:
    right = len(book.columns) + 2
    for r, row in enumerate(_summary(book)):
        for c, value in enumerate(row):
            book.beside[r, right + c] = value
    return True


@kind("the table begins far to the right", FRAME)
def margin(book: Book) -> bool:
    book.left = book.dice.number(1, 6)
    return True


@kind("empty rows at the top", FRAME)
def top_gap(book: Book) -> bool:
    book.above[:0] = [[] for _ in range(book.dice.number(1, 12))]
    return True


BOOKS = ("xlsx", "ods")


@kind("the wanted sheet is the second", SHEETS, BOOKS)
def second(book: Book) -> bool:
    rows: list[list[Value]] = [
        ["Как пользоваться книгой"],
        [],
        ["1. Не удалять строки"],
        ["2. Телефон писать с кодом"],
    ]
    book.before.append(Other("Инструкция", rows))
    return True


@kind("an empty sheet before the wanted one", SHEETS, BOOKS)
def empty_first(book: Book) -> bool:
    book.before.append(Other("Титул", []))
    return True


@kind("a hidden sheet with an old list", SHEETS, BOOKS)
def hidden(book: Book) -> bool:
    """It looks better than the open one; who hid it does not want it."""
    rows: list[list[Value]] = [["ФИО", "Телефон", "E-mail"]]
    for _ in range(len(book.lines) + 5):
        who = making.person(book.dice)
        rows.append([f"{who.last} {who.first} {who.middle}", f"8{who.phones[0]}", None])
    state = book.dice.pick(("hidden", "veryHidden")) if book.form == "xlsx" else "hidden"
    place = book.before if book.dice.chance(0.5) else book.after
    place.append(Other("Старый список", rows, state))
    return True


@kind("sheets of figures and lists of choice", SHEETS, BOOKS)
def figures(book: Book) -> bool:
    choices: list[list[Value]] = [["Статусы"], ["Новый"], ["В работе"], ["Отказ"]]
    book.before.append(Other("Справочник", choices))
    rows: list[list[Value]] = [["Месяц", "Сумма"]]
    for n in range(12):
        month: list[Value] = [n + 1, n * 1000.5]
        rows += [month]
    book.after.append(Other("Итоги по месяцам", rows))
    return True


@kind("an odd name of the sheet", SHEETS, BOOKS)
def sheet_name(book: Book) -> bool:
    book.sheet = book.dice.pick(("клиенты!!! (2) копия", "Лист 1 🔥", "база'23", "TDSheet", " "))
    return True


@kind("the whole grid is declared", SHEETS, ("xlsx", "ods"))
def whole_grid(book: Book) -> bool:
    book.grid = "declared"
    return True


@kind("a coloured cell at the far corner", SHEETS, ("xlsx",))
def far_corner(book: Book) -> bool:
    book.grid = "corner"
    return True


@kind("rows hidden by a filter, columns hidden", SHEETS, ("xlsx",))
def filtered(book: Book) -> bool:
    """What is hidden in the list of clients is a client nevertheless."""
    book.looks.add("filtered")
    return True


@kind("colours, frozen panes, comments and lists of choice", SHEETS, ("xlsx",))
def painted(book: Book) -> bool:
    book.looks.add("painted")
    return True
