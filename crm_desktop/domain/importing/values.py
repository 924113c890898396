"""A cell's value cleaned for its field: requisites, figures, words; nothing is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from crm_desktop.domain.importing.cells import Cell, is_empty
from crm_desktop.domain.importing.days import (
    DATE_UNREADABLE,
    clean_birthday,
    clean_date,
    clean_moment,
    date_order,
)
from crm_desktop.domain.importing.plain import (
    Cleaned,
    Cleaner,
    Context,
    DateOrder,
    figures_of,
    plain,
)
from crm_desktop.domain.importing.ways import (
    EMAIL_UNREADABLE,
    PHONE_UNREADABLE,
    clean_emails,
    clean_phones,
)
from crm_desktop.domain.money import parse_money
from crm_desktop.domain.problems import code
from crm_desktop.domain.requisites import check_inn, clean_digits
from crm_desktop.domain.rhythm import rhythm_days

RHYTHM_UNREADABLE = code("import.rhythm-unreadable")
MONEY_UNREADABLE = code("import.money-unreadable")
INN_DOUBTFUL = code("import.inn-doubtful")

_TAGS = re.compile(r"[,;|\n]|:::")
_ABOUT = re.compile(r"(?:~|≈|около|примерно|прибл\.?|от|до|from|about|approx\.?)\s*", re.IGNORECASE)
_DASH_FOR_NONE = re.compile(r"[.,][\u2010-\u2015-]+(?=\D*$)")
_EITHER = re.compile(r"\d{1,3}([.,])\d{3}")
_POINT = re.compile(r"([.,])(?:\d{1,2}|\d{4,})\D*$")
_FIGURES = re.compile(r"(?<!\d)\d[\d\s\u00a0]*\d(?:[.,]0+(?!\d))?(?!\d)")
_KPP = re.compile(r"(?<![0-9A-Z])[0-9]{4}[0-9A-Z]{2}[0-9]{3}(?![0-9A-Z])")
_SCIENCE = re.compile(r"\d[.,]\d+[eе]\+?\d{1,2}", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?(?:div|p|br|b|i|u|s|em|strong|span|font|ul|ol|li|a|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE
)
_LINE_END = re.compile(r"<br\b[^<>]{0,500}>|</(?:div|p|li|h[1-6])>|<li>", re.IGNORECASE)
_LINK = re.compile(
    r"<a\b[^<>]{0,300}href=[\"'](?:mailto:|tel:)?([^\"'<>]+)[\"'][^<>]{0,300}>([^<>]*)</a>",
    re.IGNORECASE,
)
_REQUISITE_WORDS = re.compile(
    r"\b(?:инн|кпп|огрнип|огрн|inn|kpp|ogrn)\b[\s:.№=/\\]*", re.IGNORECASE
)


class Requisites(dict[str, str]):
    """Requisites of one cell, by their fields: «7707083893 / 773601001»."""


def clean_rhythm(cell: Cell, _context: Context) -> Cleaned:
    """Days between two contacts, from a number or from words: «раз в месяц»."""
    text = plain(cell)
    if not text:
        return Cleaned(None)
    days = rhythm_days(text)
    return Cleaned(days, RHYTHM_UNREADABLE if days is None else None)


def clean_inn(cell: Cell, _context: Context) -> Cleaned:
    """An ИНН, and the КПП where the cell has one; a zero that a spreadsheet dropped comes back."""
    text = _whole(figures_of(cell, "inn"))
    if not text:
        return Cleaned(None)
    bare = clean_digits(text)
    if bare.isdigit():
        inn, doubt = _inn(bare)
        return Cleaned(inn, doubt)
    numbers = [re.sub(r"\D", "", one.partition(".")[0]) for one in _FIGURES.findall(text)]
    found = next((one for n in numbers if (one := _inn(n))[1] is None), None)
    if found is None:
        return Cleaned(bare, INN_DOUBTFUL)
    left = _REQUISITE_WORDS.sub(" ", text.upper())
    for number in numbers:
        if _inn(number) == found:
            left = left.replace(number, " ", 1)
            break
    kpp = _KPP.search(left)
    if kpp is None:
        return Cleaned(found[0], None, left.strip(" \t/\\,;:.-()"))
    rest = f"{left[: kpp.start()]} {left[kpp.end() :]}".strip(" \t/\\,;:.-()")
    return Cleaned(Requisites(inn=found[0], kpp=kpp[0]), None, rest)


def _inn(digits: str) -> tuple[str, str | None]:
    if len(digits) in (9, 11) and check_inn("0" + digits) is None:
        return "0" + digits, None
    return digits, INN_DOUBTFUL if check_inn(digits) is not None else None


def plain_inn(text: str) -> tuple[str, str | None] | None:
    """An ИНН of figures alone, and the doubt about it; None for any other text."""
    return _inn(text) if text.isascii() and text.isdigit() else None


def clean_kpp(cell: Cell, _context: Context) -> Cleaned:
    """A КПП of nine signs; its leading zero comes back."""
    text = clean_digits(_whole(figures_of(cell, "kpp")))
    return Cleaned("0" + text if len(text) == 8 and text.isdigit() else text or None)


def clean_requisite(cell: Cell, _context: Context) -> Cleaned:
    """A number that a spreadsheet may have taken for a figure."""
    return Cleaned(clean_digits(_whole(figures_of(cell, "ogrn"))) or None)


def _whole(text: str) -> str:
    """«7,707083893E+9» as the figures that it stands for, where none was dropped."""
    if _SCIENCE.fullmatch(text) is None:
        return text
    mantissa, _e, power = text.casefold().replace("е", "e").replace(",", ".").partition("e")
    digits = mantissa.replace(".", "")
    return digits if len(digits) == int(power) + 1 else text


def point_of(cells: Iterable[Cell]) -> str:
    """The decimal sign of a column of figures, where «1,234» could be read in two ways.

    Other cells of the column tell; where none does, three figures behind a sign are thousands.
    """
    doubtful, told = "", ""
    for cell in cells:
        if not isinstance(cell, str):
            continue
        text = cell.strip(" \u00a0$€₽")
        either = _EITHER.fullmatch(text)
        if either is not None:
            doubtful = doubtful or either[1]
        elif (found := _POINT.search(text)) is not None:
            told = told or found[1]
    if told or not doubtful:
        return told
    return "." if doubtful == "," else ","


def clean_money(cell: Cell, context: Context) -> Cleaned:
    """An amount in kopecks."""
    text = _amount_text(cell)
    if not text:
        return Cleaned(None)
    value = parse_money(text)
    if value is None and context.point:
        value = parse_money(text, point=context.point)
    return Cleaned(value, MONEY_UNREADABLE if value is None else None)


def _amount_text(cell: Cell) -> str:
    text = figures_of(cell)
    if isinstance(cell, str):
        text = _DASH_FOR_NONE.sub("", _ABOUT.sub("", text, count=1) if _ABOUT.match(text) else text)
    return text


def clean_number(cell: Cell, context: Context) -> Cleaned:
    """A number as a decimal string: «1 234 567,89 р.», "$4.00", «(15,5)»; None for words."""
    if isinstance(cell, (bool, dict)) or is_empty(cell):
        return Cleaned(None)
    if isinstance(cell, int | float):
        return Cleaned(_decimal(Decimal(str(cell))))
    text = _amount_text(cell)
    bare = text if _EITHER.fullmatch(text) else text.replace(",", ".")
    with suppress(InvalidOperation):
        return Cleaned(_decimal(Decimal(bare)))
    value = parse_money(text) if text else None
    if value is None and text:
        value = parse_money(text, point=context.point or ",")
    return Cleaned(None if value is None else _decimal(Decimal(value).scaleb(-2)))


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def clean_tags(cell: Cell, _context: Context) -> Cleaned:
    """Tags divided by commas, semicolons, bars, Google's « ::: » or line breaks."""
    parts = _TAGS.split(plain(cell, "tags"))
    tags = [p.strip().strip("* #").strip() for p in parts]
    return Cleaned([t for t in dict.fromkeys(tags) if t] or None)


def clean_text_kept(cell: Cell, _context: Context) -> Cleaned:
    """Text as it stands, line breaks included; the markup that programs of the web leave goes."""
    text = plain(cell)
    if "<" in text and _MARKUP.search(text):
        text = _without_markup(text)
    return Cleaned(text or None)


def _without_markup(text: str) -> str:
    """Lines for paragraphs, addresses beside the words that lead there."""
    text = _LINK.sub(lambda found: " ".join(dict.fromkeys([found[2], found[1]])), text)
    text = html.unescape(_MARKUP.sub("", _LINE_END.sub("\n", text)))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for line in lines if line)


def _clean_words(field: str) -> Cleaner:
    """Text with its spaces in order, without the label of its field."""

    def clean(cell: Cell, _context: Context) -> Cleaned:
        text = plain(cell, field)
        if "  " in text or not text.isprintable():
            text = " ".join(text.split())
        return Cleaned(text or None)

    return clean


_CLEANERS: dict[str, Cleaner] = {
    "inn": clean_inn,
    "kpp": clean_kpp,
    "ogrn": clean_requisite,
    "tags": clean_tags,
    "comment": clean_text_kept,
    "note": clean_text_kept,
    "birthday": clean_birthday,
    "rhythm_days": clean_rhythm,
    "created_at": clean_moment,
    "close_date": clean_date,
    "amount": clean_money,
    "price": clean_money,
}


def cleaner_of(field: str) -> Cleaner:
    """How the cells of a field are cleaned."""
    if field.startswith("phone") or field == "fax":
        return clean_phones
    if field.startswith("email"):
        return clean_emails
    return _CLEANERS.get(field) or _clean_words(field)


_USUAL = Context()


def clean_value(field: str, cell: Cell, context: Context = _USUAL) -> Cleaned:
    """One cell cleaned for a field; what `import-values` prints."""
    return cleaner_of(field)(cell, context)


__all__ = [
    "DATE_UNREADABLE",
    "EMAIL_UNREADABLE",
    "PHONE_UNREADABLE",
    "Cleaned",
    "Cleaner",
    "Context",
    "DateOrder",
    "Requisites",
    "clean_date",
    "clean_number",
    "clean_value",
    "cleaner_of",
    "date_order",
    "plain",
    "point_of",
]
