"""Kinds of breakage of dates, sums, yes and no, and of what is no value at all."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from tests.ugly.book import VALUES, Book, Cell, Failure, Formula, kind
from tests.ugly.people import YES, date_forms

NBSP = "\u00a0"
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip
EXCEL_DAY_0 = date(1899, 12, 30)


def day_of(cell: Cell) -> date:
    assert isinstance(cell.raw, date)
    return cell.raw


def sum_of(cell: Cell) -> Decimal:
    assert isinstance(cell.raw, Decimal)
    return cell.raw


def _ambiguous(cells: list[Cell]) -> bool:
    return all(day_of(cell).day <= 12 for cell in cells)


@kind("dates as text, day first", VALUES, group="dates", needs=("date",))
def day_first(book: Book) -> bool:
    form = book.dice.pick(("%d.%m.%Y", "%d/%m/%y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d,%m,%Y"))
    for place in book.places("date"):
        cells = [line.cells[place] for line in book.records() if line.cells[place].raw]
        cells = [cell for cell in cells if cell.value is not None]
        for cell in cells:
            known = day_of(cell).isoformat() if not _ambiguous(cells) else None
            cell.spoil(day_of(cell).strftime(form), want=known)
    return bool(book.places("date"))


@kind("dates as text, month first", VALUES, group="dates", needs=("date",))
def month_first(book: Book) -> bool:
    form = book.dice.pick(("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y"))
    for place in book.places("date"):
        cells = [line.cells[place] for line in book.records() if line.cells[place].raw]
        cells = [cell for cell in cells if cell.value is not None]
        for cell in cells:
            known = day_of(cell).isoformat() if not _ambiguous(cells) else None
            day = day_of(cell)
            forms = (*date_forms(day), f"{day:%m%d%Y}", f"{day:%m/%d/%y}")
            cell.spoil(day.strftime(form), (forms,), known)
    return bool(book.places("date"))


@kind("dates in words", VALUES, group="dates", needs=("date",))
def worded(book: Book) -> bool:
    cells = book.some("date", part=0.6)
    for cell in cells:
        day = day_of(cell)
        text = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        parts = ((*date_forms(day), text),)
        cell.spoil(text + book.dice.pick((" г.", "", " года")), parts, day.isoformat())
    return bool(cells)


@kind("dates as bare serials", VALUES, group="dates", needs=("date",))
def serials(book: Book) -> bool:
    """45356: the number of the day, without a format that would tell so."""
    cells = book.cells("date")
    for cell in cells:
        number = (day_of(cell) - EXCEL_DAY_0).days
        parts = ((*date_forms(day_of(cell)), str(number)),)
        # Of a column without a field of the program nobody knows that these are days.
        known = cell.want if cell.field else None
        cell.spoil(str(number) if book.form == "csv" else number, parts, known)
    return bool(cells)


@kind("dates counted from 1904", VALUES, ("xlsx",), group="dates", needs=("date",))
def since_1904(book: Book) -> bool:
    book.since_1904 = True
    return bool(book.cells("date"))


@kind("dates with a time", VALUES, group="dates", needs=("date",))
def timed(book: Book) -> bool:
    cells = book.some("date", part=0.8)
    for cell in cells:
        day = day_of(cell)
        moment = datetime.combine(day, time.min) + timedelta(minutes=book.dice.number(1, 1439))
        text = book.dice.chance(0.5)
        cell.rewrite(moment.strftime("%d.%m.%Y %H:%M:%S") if text else moment)
    return bool(cells)


@kind("dates without a year, or a year alone", VALUES, group="dates", needs=("date",))
def part_of_date(book: Book) -> bool:
    cells = book.some("date", part=0.3)
    for cell in cells:
        day = day_of(cell)
        text = book.dice.pick(
            (f"{day:%d.%m}", str(day.year), f"{day:%m.%Y}", f"около {day.year} г.")
        )
        digits = tuple((run,) for run in text.replace(".", " ").split() if run.isdigit())
        whole = "".join(run for (run,) in digits)
        cell.spoil(text, ((whole, text),) if whole else digits)
    return bool(cells)


@kind("impossible dates", VALUES, needs=("date",))
def impossible(book: Book) -> bool:
    cells = book.some("date", part=0.2)
    for cell in cells:
        text = book.dice.pick(("31.02.1985", "45.13.2020", "30.02.2021", "1985-13-40"))
        cell.spoil(text, ((text,),))
    return bool(cells)


def _spaced(sum_: Decimal, space: str, mark: str = ",") -> str:
    return f"{sum_:,.2f}".replace(",", space).replace(".", mark)


@kind("sums with spaces and roubles", VALUES, group="sums", needs=("money",))
def roubles(book: Book) -> bool:
    cells = book.some("money", part=0.8)
    for cell in cells:
        tail = book.dice.pick((" р.", " руб.", " ₽", "р", NBSP + "руб", ""))
        cell.rewrite(_spaced(sum_of(cell), book.dice.pick((NBSP, " ", "\u202f"))) + tail)
    return bool(cells)


@kind("sums with a comma", VALUES, group="sums", needs=("money",))
def comma(book: Book) -> bool:
    cells = book.cells("money")
    for cell in cells:
        cell.rewrite(f"{sum_of(cell):.2f}".replace(".", ","))
    return bool(cells)


@kind("sums in the American way", VALUES, group="sums", needs=("money",))
def american(book: Book) -> bool:
    cells = book.cells("money")
    for cell in cells:
        cell.rewrite(book.dice.pick(("{:,.2f}", "${:,.2f}", "RUB {:,.2f}")).format(sum_of(cell)))
    return bool(cells)


@kind("negative sums in brackets", VALUES, needs=("money",))
def brackets(book: Book) -> bool:
    cells = book.some("money", part=0.3)
    for cell in cells:
        cell.rewrite(f"({_spaced(sum_of(cell), ' ')})")
    return bool(cells)


@kind("sums in words", VALUES, group="sums", needs=("money",))
def thousands(book: Book) -> bool:
    cells = book.some("money", part=0.3)
    for cell in cells:
        number = book.dice.number(2, 900)
        form = book.dice.pick(("{} тыс.", "{} т.р.", "около {} 000", "{}к"))
        text = form.format(number)
        cell.spoil(text, ((text, str(number), f"{number}000", f"{number}00000"),))
    return bool(cells)


PLACEHOLDERS = (
    "-", "—", "--", "нет", "Нет", "н/д", "N/A", "NULL", "null", "None", "0.0.00", "00.00.0000",
    "Не определен", "не указано", "нет данных", "(пусто)", "?", "...", ".", "прочерк", "x", "***",
    "не заполнено", "отсутствует", "\u00a0", "  ",
)  # fmt: skip


@kind("placeholders", VALUES)
def placeholders(book: Book) -> bool:
    cells = book.some(*_SOFT, part=0.25)
    for cell in cells:
        cell.spoil(book.dice.pick(PLACEHOLDERS), ())
    return bool(cells)


_SOFT = ("phone", "email", "date", "city", "address", "note", "money", "kpp", "post", "site")
_TEXTS = ("city", "address", "note", "post")


@kind("error values", VALUES)
def failures(book: Book) -> bool:
    """#Н/Д and its kin, real ones in books, text in text files."""
    cells = book.some(*_SOFT, part=0.15)
    for cell in cells:
        if book.form == "xlsx" and book.dice.chance(0.6):
            cell.spoil(Failure(book.dice.pick(("#N/A", "#REF!", "#VALUE!", "#DIV/0!"))), ())
        else:
            cell.spoil(book.dice.pick(("#Н/Д", "#ССЫЛКА!", "#ЗНАЧ!", "#ИМЯ?")), ())
    return bool(cells)


@kind("formulas", VALUES, ("xlsx", "ods"))
def formulas(book: Book) -> bool:
    cells = book.some("phone", "city", "money", "name", "firm")
    for cell in cells:
        shown = float(sum_of(cell)) if isinstance(cell.raw, Decimal) else str(cell.value)
        text = f"={shown}" if isinstance(shown, float) else '="' + shown.replace('"', '""') + '"'
        cell.rewrite(Formula(text, shown))
    return bool(cells)


@kind("yes and no in many spellings", VALUES, needs=("bool",))
def booleans(book: Book) -> bool:
    cells = book.cells("bool")
    for cell in cells:
        yes = ("да", "Да", "ДА", "+", "V", "есть", "1", "yes", "истина", "true", "✓", "галка")
        no = ("нет", "Нет", "-", "0", "no", "ложь", "false", "Ложь")
        text = book.dice.pick(yes if cell.raw else no)
        kept = text if any(letter.isalnum() for letter in text) else ""
        cell.spoil(text, ((*YES[0], kept),) if cell.raw and kept else ())
    return bool(cells)


@kind("values with a label", VALUES)
def labelled(book: Book) -> bool:
    """«Город: Тверь», «Комментарий = Звонить»: the label is no part of the value."""
    cells = []
    for place in book.places(*_TEXTS, "email", "phone", "source", "inn"):
        if not book.dice.chance(0.6):
            continue
        heading, mark = book.columns[place].heading, book.dice.pick((": ", " = ", " - ", ":"))
        for line in book.records():
            cell = line.cells[place]
            if cell.value is not None and not cell.spoilt and book.dice.chance(0.7):
                cell.rewrite(f"{heading}{mark}{cell.value}")
                cell.want = None
                cells.append(cell)
    return bool(cells)
