"""What a cell of a list that came back says, and whether that is what the base held."""

from __future__ import annotations

import re
from decimal import Decimal

from crm_desktop.domain.custom_fields import DIGITS, CustomKind, OwnField
from crm_desktop.domain.importing import Cell, Cleaned, Context, text_of
from crm_desktop.domain.importing.cells import is_empty
from crm_desktop.domain.importing.own import cleaner_of_own
from crm_desktop.domain.importing.values import (
    DATE_UNREADABLE,
    RHYTHM_UNREADABLE,
    Requisites,
    clean_date,
    clean_inn,
)
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.problems import code
from crm_desktop.domain.requisites import clean_digits
from crm_desktop.domain.rhythm import rhythm_days
from crm_desktop.domain.round_trip import FIRST, Carried, CellKind, Held, Known, nothing
from crm_desktop.domain.text import clean_text, email_normal, fold, for_cell

CUT_SHORT = code("round-trip.cut-short")
NOT_A_KIND = code("round-trip.not-a-kind")
NO_SUCH_EMPLOYEE = code("round-trip.no-such-employee")


def same(column: Carried, cell: Cell, held: Held, known: Known) -> bool:
    """Whether a cell says what the base held, in whatever notation."""
    if is_empty(cell):
        return nothing(held)
    if nothing(held):
        return column.kind is CellKind.FLAG and nothing(understood(column, cell, known).value)
    if isinstance(held, str):
        if _writes(cell, held):
            return True
        if isinstance(cell, int) and held.isdecimal():
            return int(held) == cell
    elif isinstance(held, tuple):
        said = first(column, held)
        if any(_writes(cell, between.join(said)) for between in (", ", "; ")):
            return True
    found = understood(column, cell, known)
    if found.problem is not None:
        return False
    if column.field in FIRST and not nothing(found.value):
        # More of them in the cell are there already, too.
        more = [any(_alike(column, (one,), (x,), known) for x in held) for one in found.value]
        return all(more) and _alike(column, found.value[:1], held[:1], known)
    return _alike(column, found.value, held, known)


def understood(column: Carried, cell: Cell, known: Known) -> Cleaned:
    """What a cell says in the form the base keeps; a problem where it says nothing readable."""
    if is_empty(cell):
        return Cleaned(() if column.kind in _TUPLES else None)
    if column.own is not None and column.kind is not CellKind.TEXT:
        return _of_own(column.own, cell, known)
    if column.own is not None and column.own.choices:
        return _of_own(column.own, _plain(cell), known)
    if column.kind is CellKind.DAY:
        found = clean_date(cell, Context(known.order))
        return found if found.value else Cleaned(None, DATE_UNREADABLE)
    text = _plain(cell)
    if column.kind in _NUMBERED and _SHORTENED.fullmatch(text):
        return Cleaned(None, CUT_SHORT)
    if column.field == "inn":
        inn = clean_inn(text, Context()).value
        return Cleaned(inn["inn"] if isinstance(inn, Requisites) else inn)
    return _READERS[column.kind](text, known)


def _of_own(own: OwnField, cell: Cell, known: Known) -> Cleaned:
    found = cleaner_of_own(own)(cell, Context(known.order, known.region))
    if found.problem is None and found.value is None and own.kind is CustomKind.DATE:
        return Cleaned(None, DATE_UNREADABLE)
    return Cleaned(tuple(found.value or ())) if own.kind is CustomKind.SEVERAL else found


def _text(text: str, _known: Known) -> Cleaned:
    return Cleaned(text)


def _rhythm(text: str, _known: Known) -> Cleaned:
    days = rhythm_days(text)
    return Cleaned(days, RHYTHM_UNREADABLE if days is None else None)


def _words(text: str, _known: Known) -> Cleaned:
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return Cleaned(tuple(dict.fromkeys(part for part in parts if part)))


def _kind(text: str, known: Known) -> Cleaned:
    found = known.kinds.get(fold(text))
    return Cleaned(found, NOT_A_KIND if found is None else None)


def _owner(text: str, known: Known) -> Cleaned:
    found = known.owners.get(fold(text))
    return Cleaned(found, NO_SUCH_EMPLOYEE if found is None else None)


def _phones(text: str, known: Known) -> Cleaned:
    return Cleaned(tuple(one.raw for one in parse_phones(text, known.region)) or (text,))


def _ways(text: str, _known: Known) -> Cleaned:
    return Cleaned(tuple(part for one in re.split(r"[,;\n]", text) if (part := one.strip())))


_TUPLES = frozenset({CellKind.WORDS, CellKind.PHONES, CellKind.EMAILS, CellKind.WAYS})
_NUMBERED = frozenset({CellKind.DIGITS, CellKind.PHONES})
_READERS = {
    CellKind.TEXT: _text,
    CellKind.DIGITS: lambda text, _known: Cleaned(clean_digits(text)),
    CellKind.RHYTHM: _rhythm,
    CellKind.WORDS: _words,
    CellKind.KIND: _kind,
    CellKind.OWNER: _owner,
    CellKind.PHONES: _phones,
    CellKind.EMAILS: _ways,
    CellKind.WAYS: _ways,
}


def first(column: Carried, held: Held) -> Held:
    """What a column shows of a value: of some ways of contact only the first."""
    return held[:1] if column.field in FIRST else held


def alike(column: Carried, one: Held, other: Held, known: Known) -> bool:
    """Whether two values of a field mean the same, as far as the column shows them."""
    one, other = first(column, one), first(column, other)
    if nothing(one) or nothing(other):
        return nothing(one) and nothing(other)
    return _alike(column, one, other, known)


def _alike(column: Carried, one: Held, other: Held, known: Known) -> bool:
    match column.kind:
        case CellKind.NUMBER:
            # A spreadsheet keeps fifteen figures of a number.
            return one == other or _figures(one) == _figures(other)
        case CellKind.PHONES:
            return _numbers(one, known.region) == _numbers(other, known.region)
        case CellKind.EMAILS:
            return [email_normal(x) or x for x in one] == [email_normal(x) or x for x in other]
        case CellKind.TEXT | CellKind.DIGITS:
            return _tidy(str(one)) == _tidy(str(other))
        case _:
            return bool(one == other)


def _figures(value: int) -> str:
    return f"{Decimal(value).scaleb(-DIGITS):.15g}"


def _numbers(values: tuple[str, ...], region: str) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for value in values:
        phones = parse_phones(value, region)
        found += [(one.normal or fold(one.raw), one.ext) for one in phones] or [(fold(value), None)]
    return found


def _writes(cell: Cell, held: str) -> bool:
    """Whether a cell says a text that went out, as it is or guarded, whole or as far as it fits."""
    if cell == held:
        return True
    written, text = _bare(text_of(cell)), _bare(held)
    # LibreOffice saves no tabs of a text of several lines as OpenDocument.
    sent = {text, _bare(for_cell(_tidy(held))), text.replace("\t", "")}
    return bool({written, _unguarded(written)} & sent)


def _plain(cell: Cell) -> str:
    """A cell as text, without the apostrophe that guards what looks like a formula."""
    return _unguarded(_bare(text_of(cell)))


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in _RUNNING else text


_SHORTENED = re.compile(r"[0-9][.,][0-9]+[eEеЕ]\+?[0-9]+")
"""Figures that a spreadsheet has thrown away: 5,00101E+11."""
_RUNNING = frozenset("=+-@\t\r")


def _bare(text: str) -> str:
    """Without what Excel writes for a carriage return."""
    return _tidy(text.replace("_x000D_", ""))


def _tidy(text: str) -> str:
    return clean_text(text).strip()
