"""A cell's text without what is not its own, and what a reading of it gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from crm_desktop.domain.importing.cells import BLANKS, Cell, is_placeholder, text_of
from crm_desktop.domain.text import clean_text
from crm_desktop.late import dataclass

_UNSEEN = dict.fromkeys(
    [0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
"""Signs that are not seen, between any two letters or figures of a text from elsewhere."""
_SEMI = re.compile("[\uff01-\uff5e]")
_LABELS = {
    "email": r"e-?mail|mail|эл\.?\s*почта|эл\.?\s*адрес|электронная\s+почта|почта|мейл|имейл",
    "phone": r"phone|tel|тел|телефон|номер|контактный\s+телефон",
    "website": r"сайт|site|web|website|www|веб-?сайт",
    "inn": r"инн|inn",
    "kpp": r"кпп|kpp",
    "ogrn": r"огрн|огрнип|ogrn",
    "birthday": r"др|д\.?\s*р|день\s+рождения|дата\s+рождения|birthday|дата|date",
    "created_at": r"дата|date|создан|создано|created|дата\s+создания|добавлен",
    "city": r"город|city|г|населенный\s+пункт",
    "address": r"адрес|address|юр\.?\s*адрес|факт\.?\s*адрес",
    "position": r"должность|position|title|job",
    "source": r"источник|source|откуда",
    "status": r"статус|status|состояние",
    "kind": r"тип|type|вид",
    "comment": r"комментарий|comment|примечание|note|notes",
    "tags": r"теги|тег|tags|tag|метки|метка|группа",
    "external_id": r"id|код|code|внешний\s+код",
    "telegram": r"telegram|телеграм|телеграмм|tg",
    "whatsapp": r"whatsapp|ватсап|вотсап|wa",
    "name": r"имя|name|фио|ф\.и\.о|клиент|контакт|contact|client|full\s*name",
    "company_name": r"компания|company|организация|название|наименование|фирма|контрагент",
}
_OF_NAMES = ("full_name", "contact_name", "first_name", "last_name", "middle_name")
_KNOWN = {
    field: re.compile(rf"\s*(?:{words})\.?\s*[:=]\s*", re.IGNORECASE)
    for field, words in _LABELS.items()
}
_KNOWN |= dict.fromkeys(_OF_NAMES, _KNOWN["name"])
_FURTHEST = 40
"""A label stands at the beginning: no sign of it is looked for further on."""
_ANY_LABEL = re.compile(r"[^\d:=\n]{1,40}[:=]\s*(?=[-+(~≈$€₽]?\s*\d)")


class DateOrder(StrEnum):
    """What comes first in dates of figures: «05.07.91» may be said in three ways."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Context:
    """What a whole column has decided: the order of its dates, the country of its phones.

    `point` is the decimal sign of its numbers where some could be read in two ways. With `today`
    nobody is born tomorrow. `literal` are words that elsewhere mean «nothing». In a book of a Mac
    days may be numbered `since_1904`.
    """

    order: DateOrder = DateOrder.DAY
    region: str = "RU"
    point: str = ""
    today: date | None = None
    literal: frozenset[str] = frozenset()
    since_1904: bool = False


class Cleaned(NamedTuple):
    """A value and, when it could not be read, why; `value` None means empty.

    `rest` is what else stands in the cell: it has no place in the field and must not be lost.
    """

    value: Any
    problem: str | None = None
    rest: str = ""


Cleaner = Callable[[Cell, Context], Cleaned]


def plain(cell: Cell, field: str = "") -> str:
    """The cell's text without signs that are not seen, an apostrophe and the label of its field.

    Placeholders count as nothing.
    """
    if isinstance(cell, str):
        text = cell.strip() if cell.isprintable() else _seen(cell)
        if text[:1] == "'":
            text = text.strip("'").strip()
        head = text[:_FURTHEST]
        if ":" in head or "=" in head:
            text = _without_label(text, field)
    else:
        text = text_of(cell)
    return "" if is_placeholder(text) else text


def western(text: str) -> str:
    """Figures and signs of full width as everybody types them."""
    return unicodedata.normalize("NFKC", text) if _SEMI.search(text) else text


def figures_of(cell: Cell, field: str = "") -> str:
    """The text of a cell that should be a figure: any label before it goes."""
    text = western(plain(cell, field))
    return _ANY_LABEL.sub("", text, count=1) if _ANY_LABEL.match(text) else text


def _seen(text: str) -> str:
    return clean_text(text.translate(_UNSEEN)).strip(BLANKS)


def _without_label(text: str, field: str) -> str:
    label = _KNOWN.get(_family(field))
    found = label.match(text) if label is not None else None
    return text[found.end() :] if found and found.end() < len(text) else text


def _family(field: str) -> str:
    if field.startswith(("phone", "email", "address")):
        return field.partition("_")[0]
    return field
