"""How labels begin: tells at a glance sheets that may lie on their side from those that do not."""

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


def may_be_turned(rows: Iterable[tuple[int, list[Cell]]]) -> bool:
    """Whether it is worth looking closer at a sheet that begins so."""
    firsts = (text_of(cells[columns[0]]) for _n, cells in rows if (columns := filled(cells)))
    return sum(1 for text in firsts if _USUAL.match(text)) >= FEWEST
