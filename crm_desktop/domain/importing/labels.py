"""What tells at a glance sheets that may lie on their side, or fold several things up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crm_desktop.domain.importing.cells import Cell, filled, text_of

FEWEST = 3
"""Labels of a record that are known in life."""
_USUAL = re.compile(
    r"\W*(?:ф\.?\s?и\.?\s?о|имя|фамилия|клиент|покупатель|контрагент|организация|компания|"
    r"(?:полное|краткое|сокращ[её]нное)?\s*(?:наименование|название)|тел|моб|e-?mail|почта|эл|"
    r"(?:юр\w*|факт\w*|почтовый)?\s*адрес|город|инн|name|(?:full|first|last)\s?name|phone|company|"
    r"city|address)",
    re.IGNORECASE,
)
"""How labels begin; in a table that stands upright few rows do."""

_SECOND = re.compile(
    r"(?:конт|фио|ф\.\s?и\.|лицо|contact|person).*\b2\b", re.IGNORECASE | re.DOTALL
)
_KIND = re.compile(
    r"(?:(?:моб|раб|дом|контактн)\w*\.?\s+)?(?:тел(?:ефон)?\b|факс)|e-?mail|эл\w*\.?\s+почта|"
    r"(?:юр|факт|почтов)\w*\.?\s+адрес|phone",
    re.IGNORECASE,
)
FEWEST_WAYS = 2
"""Kinds of contact below one another, people side by side."""


def may_be_turned(rows: Iterable[tuple[int, list[Cell]]]) -> bool:
    """Whether it is worth looking closer at a sheet that begins so."""
    firsts = (text_of(cells[columns[0]]) for _n, cells in rows if (columns := filled(cells)))
    return sum(1 for text in firsts if _USUAL.match(text)) >= FEWEST


def may_be_unfolded(rows: Iterable[tuple[int, list[Cell]]]) -> bool:
    """Whether it is worth looking closer at a sheet that begins so."""
    kinds: dict[int, set[str]] = {}
    for _number, cells in rows:
        texts = [cell for cell in cells if cell]
        half = len(texts) // 2
        if (
            half >= FEWEST_WAYS
            and texts[0].__class__ is str
            and texts[:half] == texts[half : 2 * half]
        ):
            return True
        for column, cell in enumerate(cells):
            if cell.__class__ is not str or len(cell) > 40:
                continue
            if "2" in cell and _SECOND.match(cell):
                return True
            if _KIND.match(cell):
                kinds.setdefault(column, set()).add(cell)
    return any(len(found) >= FEWEST_WAYS for found in kinds.values())
