"""A cell's value cleaned for its field: phones, addresses, dates, names; nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from crm_desktop.domain.importing.cells import BLANKS, Cell, is_empty, is_placeholder, text_of
from crm_desktop.domain.money import parse_money
from crm_desktop.domain.phones import Phone, parse_phones
from crm_desktop.domain.problems import code
from crm_desktop.domain.requisites import check_inn, clean_digits
from crm_desktop.domain.rhythm import rhythm_days
from crm_desktop.domain.text import clean_text, email_normal

PHONE_UNREADABLE = code("import.phone-unreadable")
EMAIL_UNREADABLE = code("import.email-unreadable")
DATE_UNREADABLE = code("import.date-unreadable")
RHYTHM_UNREADABLE = code("import.rhythm-unreadable")
MONEY_UNREADABLE = code("import.money-unreadable")
INN_DOUBTFUL = code("import.inn-doubtful")

_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_654, 73_415)
"""Excel day numbers from 1910 to 2100."""
_LABEL = re.compile(
    r"^\s*(?:e-?mail|почта|phone|тел(?:ефон)?\.?|сайт|www|имя|name)\s*[:=]\s*", re.IGNORECASE
)
_PARTS = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
_EMAILS = re.compile(r"[;,\s]+")
_AROUND_AT = re.compile(r"\s+@\s*|@\s+")
_TAGS = re.compile(r"\s*(?:[,;\n]|:::)\s*")
_TRUE = frozenset({"да", "yes", "true", "истина", "1", "+", "x", "х", "✓"})


@dataclass(frozen=True, slots=True)
class Context:
    """What a whole column has decided: the order of its dates, the country of its phones."""

    day_first: bool = True
    region: str = "RU"


class Cleaned(NamedTuple):
    """A value and, when it could not be read, why; `value` None means empty."""

    value: Any
    problem: str | None = None


def plain(cell: Cell) -> str:
    """The cell's text without marks that are not its own; placeholders count as nothing."""
    if isinstance(cell, str):
        text = cell.strip() if cell.isprintable() else clean_text(cell).strip(BLANKS)
        if text[:1] == "'":
            text = text.strip("'").strip()
        head = text[:12]
        if ":" in head or "=" in head:
            text = _LABEL.sub("", text)
    else:
        text = text_of(cell)
    return "" if is_placeholder(text) else text


def day_first(cells: Sequence[Cell]) -> bool:
    """Whether a column writes the day before the month; undecided columns do."""
    votes = 0
    for cell in cells:
        found = _PARTS.match(cell.strip()) if isinstance(cell, str) else None
        if found and len(found.group(1)) <= 2:
            first, second = int(found.group(1)), int(found.group(2))
            votes += (first > 12) - (second > 12)
    return votes >= 0


def clean_date(cell: Cell, context: Context) -> Cleaned:
    """An ISO date from a date cell, a day number of a spreadsheet, or a text."""
    if is_empty(cell) or is_placeholder(text_of(cell)):
        return Cleaned(None)
    if isinstance(cell, dict):
        text = text_of(cell)
        return Cleaned(text[:10]) if "h" not in cell else Cleaned(None, DATE_UNREADABLE)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return Cleaned((_EPOCH + timedelta(days=int(cell))).isoformat())
    text = plain(cell)
    found = _PARTS.match(text)
    if found is None:
        if text.isdigit() and int(text) in _SERIALS:
            return Cleaned((_EPOCH + timedelta(days=int(text))).isoformat())
        return Cleaned(None, DATE_UNREADABLE) if text else Cleaned(None)
    one, two, three = found.groups()
    if len(one) == 4:
        year, month, day = int(one), int(two), int(three)
    else:
        year = int(three)
        month, day = (int(two), int(one)) if context.day_first else (int(one), int(two))
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return Cleaned(date(year, month, day).isoformat())
    except ValueError:
        return Cleaned(None, DATE_UNREADABLE)


def clean_rhythm(cell: Cell, _context: Context) -> Cleaned:
    """Days between two contacts, from a number or from words: «раз в месяц»."""
    text = plain(cell)
    if not text:
        return Cleaned(None)
    days = rhythm_days(text)
    return Cleaned(days, RHYTHM_UNREADABLE if days is None else None)


def clean_phones(cell: Cell, context: Context) -> Cleaned:
    """All phones of a cell, unreadable ones as typed and marked."""
    text = plain(cell)
    if not text:
        return Cleaned(None)
    phones = parse_phones(text, context.region) or [Phone(None, None, text)]
    unreadable = [p for p in phones if p.normal is None]
    return Cleaned(phones, PHONE_UNREADABLE if unreadable else None)


def clean_emails(cell: Cell, _context: Context) -> Cleaned:
    """All addresses of a cell in lower case; a text without any is marked."""
    text = plain(cell)
    if not text:
        return Cleaned(None)
    parts = [text]
    if _EMAILS.search(text):
        parts = _EMAILS.split(_AROUND_AT.sub("@", text))
    found = [email for part in parts if (email := email_normal(part))]
    return Cleaned(found, None) if found else Cleaned([], EMAIL_UNREADABLE)


def clean_inn(cell: Cell, _context: Context) -> Cleaned:
    """An ИНН without «/КПП»; a leading zero lost by a spreadsheet comes back if that fits."""
    text = clean_digits(plain(cell).split("/")[0])
    if not text:
        return Cleaned(None)
    if len(text) in (9, 11) and text.isdigit() and check_inn("0" + text) is None:
        return Cleaned("0" + text)
    return Cleaned(text, INN_DOUBTFUL if check_inn(text) is not None else None)


def clean_money(cell: Cell, _context: Context) -> Cleaned:
    """An amount in kopecks."""
    text = plain(cell)
    if not text:
        return Cleaned(None)
    value = parse_money(text)
    return Cleaned(value, MONEY_UNREADABLE if value is None else None)


def clean_tags(cell: Cell, _context: Context) -> Cleaned:
    """Tags divided by commas, semicolons, Google's « ::: » or line breaks."""
    parts = _TAGS.split(plain(cell))
    tags = [p.strip("* ").strip() for p in parts]
    return Cleaned([t for t in dict.fromkeys(tags) if t] or None)


def clean_words(cell: Cell, _context: Context) -> Cleaned:
    """Text with its spaces in order."""
    text = plain(cell)
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
    return Cleaned(text or None)


def clean_boolean(cell: Cell, _context: Context) -> Cleaned:
    """Yes or no."""
    if isinstance(cell, bool):
        return Cleaned(cell)
    text = plain(cell).casefold()
    return Cleaned(text in _TRUE) if text else Cleaned(None)


def clean_text_kept(cell: Cell, _context: Context) -> Cleaned:
    """Text as it stands, line breaks included."""
    return Cleaned(plain(cell) or None)


Cleaner = Callable[[Cell, Context], Cleaned]

_CLEANERS: dict[str, Cleaner] = {
    "inn": clean_inn,
    "tags": clean_tags,
    "comment": clean_text_kept,
    "note": clean_text_kept,
    "birthday": clean_date,
    "rhythm_days": clean_rhythm,
    "created_at": clean_date,
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
    return _CLEANERS.get(field, clean_words)


def clean_value(field: str, cell: Cell, context: Context = Context()) -> Cleaned:
    """One cell cleaned for a field; what `import-values` prints."""
    return cleaner_of(field)(cell, context)
