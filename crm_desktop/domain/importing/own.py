"""Cells of a list for the fields of the business's own; nothing is refused because of a choice."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from crm_desktop.domain.custom_fields import (
    CHOICE_LIMIT,
    DIGITS,
    CustomKind,
    CustomNoun,
    OwnField,
    typed,
)
from crm_desktop.domain.importing.cells import Cell
from crm_desktop.domain.importing.days import clean_date
from crm_desktop.domain.importing.plain import Cleaned, Cleaner, Context, figures_of, plain
from crm_desktop.domain.problems import Refused, code
from crm_desktop.domain.text import fold

NUMBER_UNREADABLE = code("import.number-unreadable")
FLAG_UNREADABLE = code("import.flag-unreadable")

_MEASURED = re.compile(
    r"(?:~|≈|около\s|от\s|до\s)?\s*([-+(]?\d[\d\s.,'\u00a0\u202f]*\)?)\s*"
    r"(?:%|шт|штук|ед|кг|гр?|м|см|мм|км|м2|м²|кв\.?\s?м|л|лет|года?|дн(?:ей|я)?|час(?:ов|а)?|ч|мин|"
    r"чел|pcs|kg|cm|mm|km|years?|days?)\.?",
    re.IGNORECASE,
)
"""A number with its measure: the field says what is measured."""
_YES = frozenset(
    {"да", "yes", "y", "true", "истина", "1", "1.0", "1,0", "+", "++", "x", "х", "v", "д", "так",
     "✓", "✔", "✅", "☑", "☒", "√", "●", "есть", "имеется", "вкл", "включено", "on", "верно",
     "галочка", "согласен", "согласна", "подписан", "подписано", "оплачено", "ага", "ok", "ок"}
)  # fmt: skip
_NO = frozenset(
    {"нет", "no", "n", "false", "ложь", "0", "0.0", "0,0", "-", "–", "—", "✗", "✘", "❌", "☐",
     "○", "отсутствует", "выкл", "выключено", "off", "н", "не", "неверно", "не согласен",
     "не согласна", "не подписан", "не подписано", "не оплачено"}
)  # fmt: skip


def cleaner_of_own(field: OwnField) -> Cleaner:
    """How the cells of a column are cleaned for a field: in its stored form, or a doubt."""
    return _CLEANERS[field.kind](field)


def _text(_field: OwnField) -> Cleaner:
    return lambda cell, _context: Cleaned(plain(cell) or None)


def _number(field: OwnField) -> Cleaner:
    def clean(cell: Cell, _context: Context) -> Cleaned:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return Cleaned(round(Decimal(str(cell)).scaleb(DIGITS)))
        text = figures_of(cell)
        found = _MEASURED.fullmatch(text)
        return _typed(field, found[1] if found else text, NUMBER_UNREADABLE)

    return clean


def _flag(field: OwnField) -> Cleaner:
    def clean(cell: Cell, _context: Context) -> Cleaned:
        if isinstance(cell, bool | int | float) and cell in (0, 1):
            return Cleaned(bool(cell) or None)
        word = fold(plain(cell)).strip(" .!;,")
        if word in _YES or word in _NO:
            return Cleaned(True if word in _YES else None)
        return _typed(field, cell, FLAG_UNREADABLE)

    return clean


def _typed(field: OwnField, cell: Cell, doubt: str) -> Cleaned:
    try:
        return Cleaned(typed(field, plain(cell), "ru"))
    except Refused:
        return Cleaned(None, doubt)


def _choice(field: OwnField) -> Cleaner:
    known = {fold(one): one for one in field.choices}

    def clean(cell: Cell, _context: Context) -> Cleaned:
        text = " ".join(plain(cell).split())[:CHOICE_LIMIT]
        return Cleaned(known.get(fold(text), text) or None)

    return clean


def _several(field: OwnField) -> Cleaner:
    known = {fold(one): one for one in field.choices}

    def clean(cell: Cell, _context: Context) -> Cleaned:
        text = plain(cell)
        if fold(text) in known:
            return Cleaned([known[fold(text)]])
        parts = text.replace("\n", ";").split(";" if ";" in text or "\n" in text else ",")
        lines = (" ".join(part.split())[:CHOICE_LIMIT] for part in parts)
        found = dict.fromkeys(known.get(fold(line), line) for line in lines if line)
        return Cleaned(list(found) or None)

    return clean


def _date(_field: OwnField) -> Cleaner:
    return clean_date


_CLEANERS: dict[CustomKind, Callable[[OwnField], Cleaner]] = {
    CustomKind.TEXT: _text,
    CustomKind.LINK: _text,
    CustomKind.NUMBER: _number,
    CustomKind.DATE: _date,
    CustomKind.CHOICE: _choice,
    CustomKind.SEVERAL: _several,
    CustomKind.FLAG: _flag,
}


def packed(fields: tuple[OwnField, ...]) -> list[dict[str, Any]]:
    """The fields as JSON, for whoever reads a list in another process."""
    return [
        {"id": one.id, "noun": one.noun, "kind": one.kind, "name": one.name,
         "choices": list(one.choices)}
        for one in fields
    ]  # fmt: skip


def unpacked(data: list[dict[str, Any]]) -> tuple[OwnField, ...]:
    """What `packed` made."""
    return tuple(
        OwnField(
            one["id"],
            CustomNoun(one["noun"]),
            CustomKind(one["kind"]),
            one["name"],
            choices=tuple(one["choices"]),
        )
        for one in data
    )
