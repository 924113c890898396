"""Several clients in one pasted text: rows of a table, or a line for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.quick_entry import even, read
from crm_desktop.domain.quick_values import Line, Part, take_points

Rows = tuple[tuple[str, ...], ...]
FEWEST_ROWS, FEWEST_PEOPLE = 2, 3
LINES_READ = 40
"""Lines by which it is told whether each is about somebody of its own."""
_HEADS = {
    "ru": ("Имя", "Телефон", "Почта", "Комментарий"),
    "en": ("Name", "Phone", "E-mail", "Comment"),
}


def table_rows(lines: Sequence[str], region: str) -> Rows:
    """The cells of a table that was copied from a spreadsheet, or of lines divided by marks.

    Of lines with semicolons or bars most must tell how somebody is reached: notes have them too.
    """
    for mark in ("\t", ";", "|"):
        marks = Counter(line.count(mark) for line in lines)
        (usual, times), *_others = marks.most_common(1)
        if usual == 0 or times < FEWEST_ROWS or times * 5 < len(lines) * 4:
            continue
        looked_at = lines[:LINES_READ]
        reached = sum(bool(take_points(Line(even(line)), region)) for line in looked_at)
        if mark == "\t" or (reached >= FEWEST_ROWS and reached * 2 >= len(looked_at)):
            cells = (tuple(cell.strip() for cell in line.split(mark)) for line in lines)
            return tuple(one for one in cells if any(cell.strip("-: ") for cell in one))
    return ()


def is_people(lines: Sequence[str], now: datetime, language: str, region: str) -> bool:
    """Whether each line is about a client of its own: «Иванов Пётр 8 916 123-45-67 окна»."""
    if len(lines) < FEWEST_PEOPLE:
        return False
    looked_at = [_person(line, now, language, region) for line in lines[:LINES_READ]]
    known = [one for one in looked_at if one[0] and (one[1] or one[2])]
    apart = {one[1] or one[2] for one in known}
    return len(known) * 5 >= len(looked_at) * 4 and len(apart) >= FEWEST_PEOPLE


def people_rows(lines: Sequence[str], now: datetime, language: str, region: str) -> Rows:
    """A row for each line, with a header over them.

    What is neither the name nor a phone or an e-mail is the comment: not a word is lost.
    """
    head = _HEADS.get(language, _HEADS["en"])
    return (head, *(_person(line, now, language, region) for line in lines))


def _person(line: str, now: datetime, language: str, region: str) -> tuple[str, str, str, str]:
    found = read(line, now, language=language, region=region)
    entry = found.entry
    phones = ", ".join(
        f"{one.value} {one.label}".strip() for one in entry.points if one.kind is PointKind.PHONE
    )
    emails = ", ".join(entry.values(PointKind.EMAIL))
    others = entry.values(PointKind.MESSENGER, PointKind.SITE)
    rest = [line[one.start : one.end] for one in found.marks
            if one.part not in {Part.CLIENT, Part.POINT}]  # fmt: skip
    comment = " ".join([*rest, *others]).strip()
    return entry.name, phones, emails, comment
