"""What one row of a list may be besides a record: repeated header, total, section, note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from crm_desktop.domain.first_names import is_first_name
from crm_desktop.domain.importing.cells import (
    Cell,
    Look,
    look_of,
    looks_like_company,
    looks_like_person,
    text_of,
)
from crm_desktop.domain.importing.dictionary import folded
from crm_desktop.domain.sounds import sound

Row = tuple[int, list[Cell]]

_TOTAL = re.compile(
    r"(?:под)?итоги?\b.*|(?:итого|всего|total|sub-?total|grand total|average|среднее|в том числе)"
    r"\b.*",
    re.IGNORECASE | re.DOTALL,
)
_BEGINNINGS = frozenset(
    word[:size]
    for word in (
        *("под", "ито", "все", "tot", "sub", "gra", "ave", "сре", "в т"),
        *("осн", "без", "дог", "сче", "счё", "зак", "реа", "пос", "опл", "нак", "акт"),
    )
    for size in range(4)
)
"""How the words of totals and papers begin."""
_TOTALS = frozenset({"итого", "всего", "total", "итог"})
_IN_RUSSIAN = frozenset({"итого", "всего", "итог"})
"""«Total» with a figure in every column is a line of statistics."""
_CAPITALS = re.compile(r"[А-ЯЁ«»\" .-]{3,}")
_SECTION = re.compile(
    r"(?:опт(?:ов|\b)|розни|поставщик|клиент|покупател|заказчик|партн[её]р|физ(?:\.|ич|\W*лиц)|юр(?:\.|ид|\W*лиц)|vip|групп|раздел|отдел|филиал|регион|прочие|новые|"
    r"постоянн|должник|архив|страница\s+\d|стр\.\s*\d|page\s+\d|section|group|category)\w*.*|"
    r"[А-ЯЁа-яё].*:",
    re.IGNORECASE | re.DOTALL,
)
_MAY_BE_PAPER = re.compile(
    r"\s*(?:основной|без|договор|сч[её]т|заказ|реализация|поступление|оплата|накладная|акт)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:основной\s+|без\s+)?договора?(?:\s*(?:№|от\b|поставки|купли|оказания|аренды).*)?|"
    r"(?:сч[её]т|заказ|реализация|поступление|оплата|накладная|акт)\b.*\bот\s+\d.*",
    re.IGNORECASE,
)
"""What book-keeping programs tell below a firm: its contracts and papers, with their sums."""
_FOOTNOTE = re.compile(r"(?:\*|примечани|прим\.|источник\s*:|note\s*:|source\s*:)", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"_{4,}|^(?:директор|ген\.? ?директор|генеральный директор|гл(?:авный|\.)\s*бухгалтер|"
    r"руководитель|исполнитель|составил|проверил|утвердил|утверждаю|подпись|м\.\s?п\.)",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(
    r"\b(?:общество|товарищество|предприниматель|ооо|оао|зао|пао|ао|ип)\b", re.IGNORECASE
)
_SURNAME = re.compile(
    r"\w+(?:ов|ова|ев|ева|ин|ина|ын|ына|ский|ская|цкий|цкая|енко|ук|юк|ич|ян|дзе|швили|ых|их|ко)",
    re.IGNORECASE,
)


def is_repeat(cells: list[Cell], columns: list[int], headings: Sequence[Sequence[str]]) -> bool:
    """Whether three quarters of a row say what a row of the header says; most show at once."""
    return any(_repeats(cells, columns, heading) for heading in headings)


def _repeats(cells: list[Cell], columns: list[int], heading: Sequence[str]) -> bool:
    others = len(columns) // 4
    if _other_starts(cells, columns, heading, others + 1) > others:
        return False
    texts = [folded(text_of(c)) for c in cells]
    same = sum(1 for a, b in zip(texts, heading, strict=False) if a and a == b)
    least = min(2, sum(1 for text in heading if text))
    return same >= max(least, 1) and same * 4 >= 3 * sum(1 for t in texts if t)


def _other_starts(
    cells: list[Cell], columns: list[int], heading: Sequence[str], enough: int
) -> int:
    """How many cells begin with another letter than their heads; not more than `enough`."""
    others = 0
    for column in columns:
        cell = cells[column]
        start = cell[0] if isinstance(cell, str) else ""
        if start.isalnum():
            head = heading[column][:1] if column < len(heading) else ""
            others += letter(start) != head
            if others >= enough:
                break
    return others


@lru_cache(maxsize=4_096)
def letter(sign: str) -> str:
    """The first letter of a word as heads are folded."""
    return sign.casefold()[0].replace("ё", "е")


def is_total(cells: list[Cell], columns: list[int], whole: int, numeric: frozenset[int]) -> bool:
    """«Итого» and its like; a row that fills all columns is one only where no text belongs."""
    cell = cells[columns[0]]
    if not isinstance(cell, str) or len(cell) > 40:
        return False
    first = cell.strip()
    if not _TOTAL.fullmatch(first):
        return False
    if len(columns) >= max(whole, 3):
        bare = folded(first) in _IN_RUSSIAN and numeric.issuperset(columns[1:])
        return bare or columns[0] in numeric
    return len(columns) <= max(whole - 1, 2) or folded(first) in _TOTALS


def may_be_total(text: str) -> bool:
    """Whether a text may be the word of a total or a paper, by its first letters or the first."""
    return text.strip()[:3].casefold() in _BEGINNINGS


def is_section(cell: Cell, *, strange: bool) -> bool:
    """A lone cell that heads what follows; `strange` where its column never holds such a thing."""
    if not isinstance(cell, str) or look_of(cell) in {Look.PHONE, Look.EMAIL}:
        return False
    text = cell.strip()
    if strange:
        return True
    if looks_like_person(text) or _LEGAL_FORM.search(text):
        return False
    return bool(_SECTION.fullmatch(text) or _CAPITALS.fullmatch(text))


def heads_group(cells: list[Cell], columns: list[int], numeric: frozenset[int]) -> bool:
    """The name of a group with its sums, as book-keeping programs write above the group."""
    texts = [c for c in columns if c not in numeric]
    if len(texts) != 1 or not isinstance(cells[texts[0]], str):
        return False
    text = cells[texts[0]].strip()
    return _SECTION.fullmatch(text) is not None and not looks_like_company(text)


def is_paper(cells: list[Cell], columns: list[int], numeric: frozenset[int]) -> bool:
    """A contract or a paper told below its firm, with nothing beside it but sums."""
    text = cells[columns[0]]
    if not isinstance(text, str) or not _MAY_BE_PAPER.match(text):
        return False
    return _PAPER.fullmatch(text.strip()) is not None and numeric.issuperset(columns[1:])


def names_nobody(text: str) -> bool:
    """Words by which neither a person nor a firm is called: «Должники», «Северный район»."""
    words = re.findall(r"[^\W\d_]+", text)
    if not words or looks_like_person(text) or looks_like_company(text):
        return False
    if "«" in text or _LEGAL_FORM.search(text):
        return False
    return not any(is_first_name(sound(w)) or _SURNAME.fullmatch(w) for w in words)


def is_footnote(cell: Cell) -> bool:
    """A remark under a table, whatever stands above it."""
    return isinstance(cell, str) and _FOOTNOTE.match(cell.strip()) is not None


def is_signature(cells: list[Cell], columns: list[int]) -> bool:
    """Who signs a list, and the line to sign on."""
    return any(
        isinstance(cells[i], str) and _SIGNATURE.search(cells[i].strip()) for i in columns[:3]
    )


def is_heading(cells: list[Cell], columns: list[int]) -> bool:
    """Words without any figure in several cells, as headers are."""
    return len(columns) > 1 and all(
        isinstance(cells[i], str) and look_of(cells[i]) is Look.TEXT and len(cells[i]) <= 60
        for i in columns
    )
