"""Tables whose rows fold several things up: people side by side, ways of contact below one another.

«Контакт 1, Телефон 1, Контакт 2, Телефон 2» become a row for each person of a firm; «Телефон» and
«Email» in a column, and beside them what they are, become columns of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from crm_desktop.domain.importing.body import TableTop
from crm_desktop.domain.importing.cells import Cell, Look, filled, look_of, text_of
from crm_desktop.domain.importing.dictionary import folded
from crm_desktop.domain.importing.labels import FEWEST_WAYS
from crm_desktop.domain.importing.rows import Row

Meaning = Callable[[str], str]
"""The field that a head means; "" for none."""

_NUMBERED = re.compile(r"([^\d]*?)\s*[№#]?\s*([1-9])(?!\d)\s*([^\d]*)")
_HEAD = 80
"""Letters of a head with a number, at most."""
_WHO = frozenset({"contact_name", "full_name"})
_SAME = frozenset({"company_name", "name", "short_name", "inn", "kpp", "external_id"})
"""What tells that rows are of one client."""
_TOLD = ("phone", "email", "fax", "address", "website", "telegram", "whatsapp", "messenger")


def unfolded(rows: Sequence[Row], top: TableTop, meaning: Meaning) -> list[list[Cell]] | None:
    """The sheet with a row for each person, or one for each client; None for a usual table."""
    if not top.header_rows:
        return None
    above = [cells for number, cells in rows if number < top.header_rows[0]]
    body = [cells for number, cells in rows if number > top.header_rows[-1]]
    table = (
        _runs_on(top.headers, body)
        or _people(top.headers, body, meaning)
        or _pairs(top.headers, body, meaning)
    )
    gap: list[list[Cell]] = [[]] if above else []
    return None if table is None else [*above, *gap, *table]


def _runs_on(headers: Sequence[str], body: Sequence[list[Cell]]) -> list[list[Cell]] | None:
    """One list that goes on to the right below the same heads: its parts below one another."""
    parts: list[list[int]] = [[]]
    for column, head in enumerate(headers):
        if head:
            parts[-1].append(column)
        elif parts[-1]:
            parts.append([])
    parts = [part for part in parts if part]
    named = {tuple(folded(headers[i]) for i in part) for part in parts}
    if len(parts) < FEWEST_WAYS or len(named) != 1 or len(parts[0]) < FEWEST_WAYS:
        return None
    within = {column for part in parts for column in part}
    if any(not within.issuperset(filled(cells)) for cells in body):
        return None
    rows = [[_at(cells, i) for i in part] for part in parts for cells in body]
    return [[headers[i] for i in parts[0]], *(cells for cells in rows if filled(cells))]


def _people(
    headers: Sequence[str], body: Sequence[list[Cell]], meaning: Meaning
) -> list[list[Cell]] | None:
    """A row for each person inside: those after the first say again whose they are."""
    groups, titles = _numbered(headers)
    who = {base for base in titles if meaning(base) in _WHO}
    ways = {base for base in titles if meaning(base).startswith(_TOLD[:2])}
    groups = {n: one for n, one in groups.items() if who & {*one}}
    if sum(1 for one in groups.values() if ways & {*one}) < FEWEST_WAYS:
        return None
    taken = {column for one in groups.values() for column in one.values()}
    others = [i for i, head in enumerate(headers) if i not in taken]
    same = {i for i in others if meaning(headers[i]) in _SAME}
    if not any(meaning(headers[i]) in {"company_name", "name"} for i in same):
        return None
    bases = list(dict.fromkeys(base for number in sorted(groups) for base in groups[number]))
    table: list[list[Cell]] = [[*(headers[i] for i in others), *(titles[base] for base in bases)]]
    for cells in body:
        people = [
            [_at(cells, groups[number].get(base, -1)) for base in bases]
            for number in sorted(groups)
        ]
        told = [one for one in people if filled(one)] or people[:1]
        for place, one in enumerate(told):
            table.append(
                [*(_at(cells, i) if not place or i in same else None for i in others), *one]
            )
    return table


def _numbered(headers: Sequence[str]) -> tuple[dict[int, dict[str, int]], dict[str, str]]:
    """Columns by number and name without it, and how those names are written."""
    groups: dict[int, dict[str, int]] = {}
    titles: dict[str, str] = {}
    for column, head in enumerate(headers):
        found = _NUMBERED.fullmatch(head.strip()) if len(head) <= _HEAD else None
        if found is not None and (title := f"{found[1]} {found[3]}".strip()):
            groups.setdefault(int(found[2]), {}).setdefault(folded(title), column)
            titles.setdefault(folded(title), title)
    first = groups.setdefault(1, {})
    for column, head in enumerate(headers):
        # The first of them may bear no number.
        if folded(head) in titles:
            first.setdefault(folded(head), column)
    return groups, titles


def _pairs(
    headers: Sequence[str], body: Sequence[list[Cell]], meaning: Meaning
) -> list[list[Cell]] | None:
    """Ways of contact told below one another, each beside what it is: a column for each kind."""
    first = filled(body[0]) if body else []
    for kind in range(1, len(headers) or 1):
        # «Вид», «Представление»: what the two columns are called stands in a row of its own.
        named = first == [kind, kind + 1]
        rows = body[1:] if named and not _is_way(body[0][kind], meaning) else body
        told = [(text_of(_at(cells, kind)).strip(), _at(cells, kind + 1)) for cells in rows]
        told = [one for one in told if one[0]]
        kinds: dict[str, str] = {}
        for text, _value in told:
            kinds.setdefault(folded(text), text)
        if FEWEST_WAYS <= len(kinds) < len(told) and _are_ways(told, meaning):
            return _side_by_side(headers, rows, kind, [*kinds.values()])
    return None


def _are_ways(told: Sequence[tuple[str, Cell]], meaning: Meaning) -> bool:
    """Whether all are kinds of contact, and what stands beside them is what they say."""
    if not all(_is_way(text, meaning) for text, _value in told):
        return False
    looks = [
        look_of(value) is look
        for text, value in told
        for look in (Look.PHONE, Look.EMAIL)
        if meaning(text).startswith(look.value)
    ]
    return sum(looks) * 10 >= 6 * max(len(looks), 1)


def _is_way(text: Cell, meaning: Meaning) -> bool:
    return isinstance(text, str) and meaning(text).startswith(_TOLD)


def _side_by_side(
    headers: Sequence[str], body: Sequence[list[Cell]], kind: int, kinds: Sequence[str]
) -> list[list[Cell]]:
    width = max([len(headers), *map(len, body)])
    others = [i for i in range(width) if i not in (kind, kind + 1)]
    places = {folded(text): len(others) + at for at, text in enumerate(kinds)}
    table: list[list[Cell]] = [[*(_at(headers, i) for i in others), *kinds]]
    for cells in body:
        own = [_at(cells, i) for i in others]
        told = text_of(_at(cells, kind)).strip()
        if filled(own) or not told or len(table) == 1:
            table.append([*own, *[None] * len(kinds)])
        if not told:
            continue
        place, value = places[folded(told)], _at(cells, kind + 1)
        held = table[-1][place]
        table[-1][place] = value if held is None else f"{text_of(held)}; {text_of(value)}"
    return table


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if 0 <= column < len(cells) else None
