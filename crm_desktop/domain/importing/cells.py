"""Cells as they come from a staged file, and what they look like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from crm_desktop.domain.first_names import is_first_name
from crm_desktop.domain.sounds import sound

Cell = Any
"""str, int, float, bool, None, or {"d": date} / {"t": moment} / {"h": time} in ISO form."""

_PLACEHOLDERS = frozenset(
    {
        "", "-", "--", "---", "—", "–", "нет", "null", "(null)", "none", "n/a", "#n/a", "#н/д",
        "0.0.00", "00.00.0000", "0/0/00", "00/00/00", "00/00/0000", "0000-00-00",
        "0000-00-00 00:00:00", "не определен", "не определено", "не указан", "не указано", "****",
        "***", "nan", "б/н", "отсутствует", "?", "не запланирована", "не запланировано",
        "не указана", "не указаны", "не определена", "не определены", "не заполнено", "не заполнен",
        "не заполнена", "не задано", "не задан", "не задана", "нет данных", "нет информации",
        "н/д", "неизвестно", "неизвестен", "пусто", "(пусто)", "(нет)", "<пусто>", "<не указан>",
        "<не указано>", "unknown", "not set", "not specified", "(empty)", "(blank)", "empty",
        "#знач!", "#value!", "#ссылка!", "#ref!", "#имя?", "#name?", "#дел/0!", "#div/0!",
        "#число!", "#num!", "#пусто!", "#null!",
    }
)  # fmt: skip
_PLACEHOLDER_STARTS = frozenset("\u00a0 \t\r\n'").union(
    *({text[0], text[0].upper()} for text in _PLACEHOLDERS if text)
)
"""Tells most texts from placeholders at their first letter: every cell is asked."""
BLANKS = "\u00a0 \t\r\n\ufeff\u200b"
"""What a cell may hold and still be empty."""
_SURNAMES = frozenset({"Null", "Nan", "NaN", "None"})
"""Some people are called so."""
_FULL = 10
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_SITE = re.compile(
    r"(?:https?://|www\.)\S+|[a-zа-я0-9-]+\.(?:ru|com|рф|org|net|su|info|biz)/?\S*", re.IGNORECASE
)
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{4}-\d{2}-\d{2}(?:[ T]\S+)?"
)
_NUMBER = re.compile(
    r"[-+(]?[$€₽]?\s?\d[\d\s\u00a0\u202f.,']*(?:[eE][+-]?\d+)?\s?(?:%|р\.?|руб\.?|₽|\))?"
)
_PHONE = re.compile(r"(?:\D{0,8})(?:\+?\d[\s().-]*){10,11}(?:\D.*)?", re.DOTALL)
_FULL_NAME = re.compile(
    r"[А-ЯЁ][а-яё-]+\s+(?:[А-ЯЁ][а-яё-]+|[А-ЯЁ]\.)(?:\s*(?:[А-ЯЁ][а-яё-]+|[А-ЯЁ]\.))?"
    r"|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё-]{2,}"
)
_COMPANY = re.compile(
    r"\b(?:[оo]{3}|[оo][аa][оo]|[зп]?(?:ао|аo|aо)|ип|тоо|чп|гуп|муп|мбоу|фгуп|llc|ltd|inc|gmbh|corp)\b",
    re.IGNORECASE,
)


_FIRM_WORDS = re.compile(
    r"\b(?:ooo|oao|zao|тсж|тсн|снт|гск|днт|ано|нко|кфх|чоп|чоу|ноу|мбдоу|мадоу|маоу|гбоу|мку|мбу|"
    r"гбу|гбуз|сош|pjsc|jsc|gmbh|srl|"
    r"товарищество|кооператив|учреждение|предприятие|фонд|школа\s*№?\s*\d+|детский\s+сад|детсад|"
    r"гимназия|лицей|колледж|университет|институт|поликлиника|больница|клиника|ветклиника|аптека|"
    r"кафе|бар|паб|клуб|такси|жэк|жэу|тц|трц|мфц|ресторан|столовая|кофейня|пиццерия|пекарня|гостиница|отель|хостел|"
    r"салон|магазин|супермаркет|парикмахерская|барбершоп|стоматология|автосервис|автошкола|"
    r"автомойка|шиномонтаж|агентство|турагентство|студия|ателье|ломбард|типография|"
    r"фабрика|комбинат|санаторий|администрация|управление|министерство|отдел|библиотека|"
    r"компания|фирма|холдинг|корпорация|hotel|restaurant|cafe|company)\b",
    re.IGNORECASE,
)
"""Whole words that no person is called by, in any place of a name."""
_FACTORY = re.compile(r"^завод\b|(?<=\w)(?:ий|ый)\s+завод\b", re.IGNORECASE)
"""«Завод» may be a surname; a plant has its adjective or stands first."""


class Look(StrEnum):
    """What a cell looks like by itself."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    PHONE = "phone"
    EMAIL = "email"
    SITE = "site"


def text_of(cell: Cell) -> str:
    """The cell as text: whole numbers without a point, dates in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return repr(cell)
    if isinstance(cell, Mapping):
        return str(next(iter(cell.values()), ""))
    return str(cell)


def is_empty(cell: Cell) -> bool:
    """Whether there is nothing in the cell at all."""
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))


def is_placeholder(text: str) -> bool:
    """Whether a text stands for "nothing": `-`, «нет», NULL, `0.0.00`, «Не определен»."""
    if text and text[0] not in _PLACEHOLDER_STARTS:
        return False
    return text.strip("\u00a0 \t\r\n'").casefold() in _PLACEHOLDERS


def no_placeholders(folded: Sequence[str]) -> bool:
    """Whether none of many texts without marks around them, all in small letters, is one."""
    return _PLACEHOLDERS.isdisjoint(folded)


def literal(cells: Sequence[Cell]) -> frozenset[str]:
    """Words of a column that mean themselves and not «nothing»: one that stands there but once.

    Where anything is missing besides, it is one more that is.
    """
    texts = [text_of(cell).strip() for cell in cells]
    said = [text for text in texts if is_placeholder(text)]
    if len(texts) < _FULL or len(said) != 1 or said[0] not in _SURNAMES:
        return frozenset()
    return frozenset(said)


def filled(cells: list[Cell]) -> list[int]:
    """Columns of a row that hold anything."""
    return [
        i
        for i, cell in enumerate(cells)
        if cell is not None and (cell.__class__ is not str or cell.strip(BLANKS))
    ]


def look_of(cell: Cell) -> Look:
    """What one cell looks like."""
    if is_empty(cell):
        return Look.EMPTY
    if isinstance(cell, bool):
        return Look.BOOLEAN
    if isinstance(cell, (int, float)):
        digits = str(int(cell)) if abs(cell) < 1e15 else ""
        return Look.PHONE if len(digits) == 11 and digits[0] in "78" else Look.NUMBER
    if isinstance(cell, Mapping):
        return Look.DATE
    return _look_of_text(str(cell).strip())


def _look_of_text(text: str) -> Look:
    if "@" in text and _EMAIL.search(text):
        return Look.EMAIL
    if len(text) <= 30 and _DATE.fullmatch(text):
        return Look.DATE
    digits = sum(c.isdigit() for c in text)
    if digits >= 10 and digits * 2 >= len(text) - 6 and _PHONE.fullmatch(text):
        plain = re.sub(r"\D", "", text)
        if text[0] in "+(8" or " " in text or "-" in text or plain[0] in "789":
            return Look.PHONE
    if len(text) <= 40 and digits and _NUMBER.fullmatch(text):
        return Look.NUMBER
    if len(text) <= 200 and " " not in text and _SITE.fullmatch(text):
        return Look.SITE
    return Look.TEXT


def looks_like_person(text: str) -> bool:
    """«Иванов Иван», «Иванов И. И.», «И.И. Иванов», «Иванов Иван Иванович»."""
    return _FULL_NAME.fullmatch(text.strip()) is not None


def looks_like_company(text: str) -> bool:
    """A legal form stands in the text, or a word of what only firms are."""
    if _COMPANY.search(text) is not None:
        return True
    if _FACTORY.search(text) is not None:
        return not _names_somebody(text)
    found = _FIRM_WORDS.search(text)
    return found is not None and not _names_somebody(text[: found.start()])


def _names_somebody(before: str) -> bool:
    """«Анна, салон» is Анна, «Салон Анна» is not."""
    words = re.findall(r"[^\W\d_]+", before)[:2]
    return any(is_first_name(sound(word)) for word in words)
