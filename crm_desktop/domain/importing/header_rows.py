"""The storeys of a header: groups over names, units, machine names and numbers under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crm_desktop.domain.importing.cells import Cell, Look, filled, is_empty, look_of, text_of
from crm_desktop.domain.importing.dictionary import Dictionary
from crm_desktop.domain.importing.rows import Row

Merge = tuple[int, int, int, int]
"""Cells made one: first row and column, last row and column."""

MOST_HEADER_ROWS = 5
_LONGEST = 60
"""Letters of a name; what is longer is a title."""

_MACHINE = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:[_.:][A-Za-z0-9]+)+|[A-Z][A-Z0-9_]{2,}|[a-z]+[A-Z]\w+"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_BEHIND_MACHINE = re.compile(r"(?<=[A-Z])\s+[а-яё][а-яё .]*$")
"""«NAME полностью»."""
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_UNIT = re.compile(
    r"\(.{1,20}\)|(?:тыс\.?|млн\.?)?\s*(?:руб|р)\.?|₽|\$|€|%|шт\.?|кг\.?|г\.|м2|м²|мм|см|дн\.?|дней|"
    r"чел\.?|ед\.?(?:\s*изм\.?)?|[дм]{2}[./-][дм]{2}[./-]г{2,4}|[dm]{2}[./-][dm]{2}[./-]y{2,4}|"
    r"№(?:\s*п/п)?|"
    r"yyyy[./-]mm[./-]dd|гггг[./-]мм[./-]дд|с кодом|без кода|текст|число|дата|text|number|date",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"реквизиты|(?:наши\s+)?контакты|(?:контактные|личные|общие|банковские|паспортные)\s+(?:данные|"
    r"сведения|реквизиты)|связь|покупки|продажи|заказы|оплата|адреса?|где\s+живёт|документы|банк|"
    r"основное|прочее|дополнительно|реклама|contacts?|details|personal|address(?:es)?|orders|billing",
    re.IGNORECASE,
)
"""What groups of columns are called."""
_OVER_ALL = re.compile(r"(?:сведения|данные|информация)\s+(?:(?:о|об|по)\s+)?\w+", re.IGNORECASE)
"""What stands over all groups: «Сведения о клиентах»."""
_DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")


def storeys(
    rows: Sequence[Row], index: int, width: int, dictionary: Dictionary, merged: Sequence[Merge]
) -> tuple[int, int]:
    """Indexes of the first and last row of the header whose names stand in a row."""
    first, last = _tied(rows, index, index, width, merged)
    below = [c for _number, c in rows[index + 1 : index + 13]]
    while first > 0 and _height(rows, first - 1, last) <= MOST_HEADER_ROWS:
        above_number, above = rows[first - 1]
        if rows[first][0] - above_number > 1:
            break
        if _names_gaps(above, rows[first][1], below, dictionary):
            # A title may stand above it, but no further storey of the header.
            first -= 1
            break
        across = [m for m in merged if m[0] == m[2] == above_number and m[3] - m[1] + 1 < width]
        if not _is_group_row(above, rows[first][1], width, across):
            over_all = first < index and rows[first][0] - above_number == 1 and _is_over_all(above)
            first -= over_all
            break
        first, last = _tied(rows, first - 1, last, width, merged)
    return first, _downwards(rows, index, (first, last), width, dictionary)


def from_row(
    rows: Sequence[Row], index: int, width: int, dictionary: Dictionary, merged: Sequence[Merge]
) -> int:
    """Index of the last row of a header that somebody says begins in this row."""
    _first, last = _tied(rows, index, index, width, [m for m in merged if m[0] >= rows[index][0]])
    return _downwards(rows, index, (index, last), width, dictionary)


def _height(rows: Sequence[Row], first: int, last: int) -> int:
    return rows[last][0] - rows[first][0] + 1


def _tied(
    rows: Sequence[Row], first: int, last: int, width: int, merged: Sequence[Merge]
) -> tuple[int, int]:
    """The header with the rows that its merged cells reach into."""
    top, bottom = rows[first][0], rows[last][0]
    # «Напечатано 01.08.2026»: a title, however many rows it takes.
    dated = {n for n, cells in rows[:first] if any(map(_DAY.search, _texts(cells)))}
    tall = [
        m for m in merged if m[2] > m[0] and m[3] - m[1] + 1 < max(width, 2) and m[0] not in dated
    ]
    while found := [
        m
        for m in tall
        if m[0] <= bottom and m[2] >= top and (m[0] < top or m[2] > bottom)
        and max(m[2], bottom) - min(m[0], top) < MOST_HEADER_ROWS
    ]:  # fmt: skip
        top, bottom = min(top, found[0][0]), max(bottom, found[0][2])
    while first > 0 and rows[first - 1][0] >= top:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1][0] <= bottom:
        last += 1
    return first, last


def _downwards(
    rows: Sequence[Row], index: int, head: tuple[int, int], width: int, dictionary: Dictionary
) -> int:
    """The last row of the header: units, machine names, numbers of columns stand below names."""
    first, last = head
    names = rows[index][1]
    named = {*filled(names)}
    thin = len(named) < width or all(len(text_of(c).strip()) <= 3 for c in names if not is_empty(c))
    while last + 1 < len(rows) and _height(rows, first, last + 1) <= MOST_HEADER_ROWS:
        under = rows[last + 1][1]
        further = rows[last + 2][1] if last + 2 < len(rows) else []
        wanting = thin or any(
            i not in named or _GROUP.fullmatch(text_of(names[i]).strip()) for i in filled(under)
        )
        below = [c for _n, c in rows[last + 2 : last + 14]]
        apart = wanting and _stands_apart(under, below, dictionary)
        if not (
            apart
            or (
                is_service(under, names, dictionary)
                and not is_service(further, [], dictionary, numbers=False)
            )
            or _completes(rows[last][1], under, width, dictionary)
        ):
            break
        last += 1
    return last


def is_service(
    cells: list[Cell], names: list[Cell], dictionary: Dictionary, *, numbers: bool = True
) -> bool:
    """A row below the names that holds none: machine names, units, or numbers of columns."""
    texts = [_core(text) for text in _texts(cells)]
    if not texts or not all(texts):
        return all(_UNIT.fullmatch(t) for t in _texts(cells)) and bool(texts)
    if numbers and _counts_columns(cells):
        return True
    if all(_UNIT.fullmatch(t) for t in _texts(cells)):
        return len(texts) < max(len(filled(names)), 2)
    # Numbers may stand for those that have no name.
    texts = [t for i, t in zip(filled(cells), texts, strict=True) if t != str(i + 1)]
    if len(texts) < 2 or not all(_is_machine_name(t, dictionary) for t in texts):
        return False
    if sum(1 for t in texts if _MACHINE.fullmatch(t)) * 10 >= 7 * len(texts):
        return True
    russian = any(_CYRILLIC.search(t) for t in _texts(names))
    return russian and sum(1 for t in texts if dictionary.knows(t)) * 2 >= len(texts)


def _is_machine_name(text: str, dictionary: Dictionary) -> bool:
    if _WORD.fullmatch(text) or _MACHINE.fullmatch(text):
        return True
    return text.isascii() and dictionary.knows(text)


def _core(text: str) -> str:
    """A name without remarks at its end and blanks between its letters."""
    core = " ".join(re.split(r"[,(*:]", text, maxsplit=1)[0].split())
    core = _BEHIND_MACHINE.sub("", core)
    return core.replace(" ", "") if re.fullmatch(r"(?:\w )+\w", core) else core


def _texts(cells: list[Cell]) -> list[str]:
    return [text_of(cells[i]).strip() for i in filled(cells)]


def _counts_columns(cells: list[Cell]) -> bool:
    """«1, 2, 3, …» under the names, as forms number their columns."""
    texts = _texts(cells)
    start = 0 if texts[:1] == ["0"] else 1
    ends = (n for n, text in enumerate(texts) if text != str(n + start))
    count = next(ends, len(texts))
    return count >= 3 and count * 10 >= 6 * len(texts)


def _is_group_row(
    cells: list[Cell], header: list[Cell], width: int, across: Sequence[Merge]
) -> bool:
    """A row above that names groups of columns: several short texts, gaps where merged."""
    columns = filled(cells)
    if any(look_of(cells[i]) is not Look.TEXT for i in columns):
        return False
    if _DAY.search(text_of(cells[columns[0]])):
        return False  # «Список на 01.08.2026»: a title
    if any(m[1] > 0 and m[1] in columns for m in across):
        return True
    texts = [text_of(cells[i]).strip() for i in columns]
    if columns[-1] > 0 and all(map(_GROUP.fullmatch, texts)) and {*columns} <= {*filled(header)}:
        return True
    if len(columns) < 2 or len(columns) > len(filled(header)) + 1:
        return False
    short = all(len(text) <= _LONGEST for text in texts)
    return short and len(columns) >= max(2, width // 4) and columns[-1] >= width // 2


def _is_over_all(cells: list[Cell]) -> bool:
    """A lone text that names what all groups of columns are about."""
    texts = _texts(cells)
    return len(texts) == 1 and _OVER_ALL.fullmatch(texts[0]) is not None


def _names_gaps(
    cells: list[Cell], header: list[Cell], below: Sequence[list[Cell]], dictionary: Dictionary
) -> bool:
    """A row above that names the columns which the header leaves without a name."""
    columns = filled(cells)
    if len(columns) < 2 or any(look_of(cells[i]) is not Look.TEXT for i in columns):
        return False
    if any(len(text) > _LONGEST or _DAY.search(text) for text in _texts(cells)):
        return False
    held = {i for row in below for i in filled(row)}
    over = [i for i in columns if i not in filled(header)]
    if len(over) == len(columns):
        return len(held.intersection(columns)) * 4 >= 3 * len(columns)
    gaps = held.difference(filled(header))
    if not gaps or len(gaps.intersection(over)) * 4 < 3 * len(gaps):
        return False
    return len(over) >= 2 or any(dictionary.knows(text_of(cells[i])) for i in over)


def _stands_apart(cells: list[Cell], below: Sequence[list[Cell]], dictionary: Dictionary) -> bool:
    """A row all of words over columns of figures: still part of the header.

    One or two words are it when they name columns in life.
    """
    columns = filled(cells)
    looks = {i: look_of(cells[i]) for i in columns}
    if any(look is not Look.TEXT for look in looks.values()):
        return False
    if len(columns) < 3 and not all(dictionary.knows(text_of(cells[i])) for i in columns):
        return False
    return contrast(looks, below) >= 0.5


def contrast(looks: dict[int, Look], below: Sequence[list[Cell]]) -> float:
    """Share of columns whose cells below look otherwise than the header's text."""
    differ = counted = 0
    for column, look in looks.items():
        under = [look_of(c[column]) for c in below if column < len(c) and not is_empty(c[column])]
        if not under:
            continue
        counted += 1
        others = sum(1 for found in under if found is not Look.TEXT)
        if look is Look.TEXT and others * 2 > len(under):
            differ += 1
    return differ / counted if counted else 0.0


def _completes(header: list[Cell], under: list[Cell], width: int, dictionary: Dictionary) -> bool:
    """A row below that fills gaps of the header with known names (a two-storey header)."""
    gaps = [i for i in filled(under) if i >= len(header) or is_empty(header[i])]
    texts = [text_of(under[i]) for i in filled(under)]
    if len(gaps) < 2 or len(gaps) * 2 < len(texts) or len(filled(header)) >= width:
        return False
    if any(look_of(under[i]) is not Look.TEXT for i in filled(under)):
        return False
    return sum(1 for t in texts if dictionary.knows(t)) * 2 >= len(texts)


# -- names of columns ------------------------------------------------------------------------


def joined(
    rows: Sequence[Row], dictionary: Dictionary, merged: Sequence[Merge] = ()
) -> tuple[str, ...]:
    """One name per column: group names run on over their gaps, machine names stay out."""
    width = max([*(len(cells) for _number, cells in rows), 0])
    names = [""] * width
    whole = [cells for _number, cells in rows]
    for depth, texts in enumerate(_storey_texts(rows, width, merged)):
        if len(rows) > 1 and not depth and _is_over_all(whole[0]):
            continue
        if depth and is_service(whole[depth], whole[0], dictionary):
            names = [name or text for name, text in zip(names, texts, strict=True)]
            continue
        names = [
            f"{name} {text}".strip() if text and text != name else name
            for name, text in zip(names, texts, strict=True)
        ]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _storey_texts(rows: Sequence[Row], width: int, merged: Sequence[Merge]) -> Iterator[list[str]]:
    """The texts of each row, a group's name over all its columns."""
    whole = [cells for _number, cells in rows]
    for depth, (number, cells) in enumerate(rows):
        texts = [
            " ".join(text_of(cells[i]).split()) if i < len(cells) else "" for i in range(width)
        ]
        across = [m for m in merged if m[0] == number and m[3] > m[1]]
        for merge in across:
            for i in range(merge[1] + 1, min(merge[3] + 1, width)):
                texts[i] = texts[i] or texts[merge[1]]
        if not across and depth < len(rows) - 1:
            _run_on(texts, whole[depth + 1 :])
        yield texts


def _run_on(texts: list[str], below: Sequence[list[Cell]]) -> None:
    """Without merged cells a group ends where another one begins, or where it names itself."""
    group = ""
    for i, text in enumerate(texts):
        named = any(i < len(r) and not is_empty(r[i]) for r in below)
        if text:
            # What has no name under itself is no group but a name.
            group = text if named else ""
        elif named:
            texts[i] = group
        else:
            group = ""
