"""A pasted text of several lines: a signature, a chat, a firm's card, rows of a table, or notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from crm_desktop.domain.clients import PointDraft, PointKind
from crm_desktop.domain.quick_entry import QuickEntry, Reading, even, read, understand
from crm_desktop.domain.quick_rows import Rows, is_people, people_rows, table_rows
from crm_desktop.domain.quick_signature import closing_at, find_signed
from crm_desktop.domain.quick_values import Line, Mark, Part, take_points
from crm_desktop.domain.requisites_card import Card, client_draft
from crm_desktop.domain.requisites_labels import find_labels
from crm_desktop.domain.requisites_text import parse_card
from crm_desktop.domain.text import clean_text, fold
from crm_desktop.late import dataclass

LONGEST = 20_000
"""Signs of a block in which a signature is looked for; what is beyond them is kept as a note."""
READ = 4_000
"""Signs of notes, of a card or of a signature that are read; the others are kept as a note."""


class BlockKind(StrEnum):
    """What a text was taken for."""

    LINE = "line"
    LINES = "lines"
    CHAT = "chat"
    CARD = "card"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Block:
    """What a text says. `count` is how many rows of several clients it has, for the import."""

    kind: BlockKind
    reading: Reading
    count: int = 0


def read_block(
    text: str, now: datetime, *, language: str = "ru", currency: str = "RUB", region: str = "RU"
) -> Block:
    """Read whatever was typed or pasted; one line is read as a line.

    Every word ends in a field or in the note. A chat is quoted whole in the note, its author and
    the ways to reach them are taken out of it besides.
    """
    lines = _lines(text)
    said = {"language": language, "currency": currency, "region": region}
    if len(lines) <= 1:
        message = _chat(text, region)
        if message is not None:
            return Block(BlockKind.CHAT, message)
        return Block(BlockKind.LINE, read(text, now, **said))
    rows = table_rows(lines, region)
    card = parse_card(text[:READ])
    if _is_card(card, rows):
        return Block(BlockKind.CARD, _of_card(card, text, region))
    if rows:
        return _of_rows(text, len(rows))
    chat = _chat(text, region)
    if chat is not None:
        return Block(BlockKind.CHAT, chat)
    if is_people(lines, now, language, region):
        return _of_rows(text, len(lines))
    return Block(BlockKind.LINES, _of_lines(text, now, **said))


def block_rows(text: str, now: datetime, *, language: str = "ru", region: str = "RU") -> Rows:
    """The rows of a text that is taken for rows, as the import is given them."""
    lines = _lines(text)
    return table_rows(lines, region) or people_rows(lines, now, language, region)


def _lines(text: str) -> list[str]:
    return [one for one in clean_text(text).split("\n") if one.strip()]


def _of_rows(text: str, count: int) -> Block:
    note = QuickEntry(note=clean_text(text).strip())
    return Block(BlockKind.ROWS, Reading(note), count)


# -- a firm's card ---------------------------------------------------------------------------

_NUMBERS = ("inn", "ogrn", "account", "bik", "kpp")


def _is_card(card: Card, rows: Sequence[Sequence[str]]) -> bool:
    """Whether it tells one firm's numbers; a table of several firms does not."""
    numbers = sum(bool(card.value(name)) for name in _NUMBERS)
    if rows and len(rows[0]) != 2:
        return False
    return numbers >= 2 or (numbers == 1 and not rows and len(card.found) >= 3)


def _of_card(card: Card, text: str, region: str) -> Reading:
    draft = client_draft(card)
    contact = draft.contacts[0] if draft.contacts else None
    entry = QuickEntry(
        name=draft.name,
        kind=draft.kind,
        points=_read_apart(draft.points, region),
        contact=contact.name if contact else "",
        position=contact.position if contact else "",
        inn=draft.inn,
        kpp=draft.kpp,
        ogrn=draft.ogrn,
        address=draft.address,
        note=draft.comment,
    )
    missed = _missed(entry, text)
    note = "\n".join([*filter(None, [entry.note]), *missed])
    return Reading(replace(entry, note=note))


def _read_apart(points: Sequence[PointDraft], region: str) -> tuple[PointDraft, ...]:
    """Several numbers behind one label are several points."""
    apart: list[PointDraft] = []
    for point in points:
        line = Line(even(point.value))
        found = take_points(line, region) if point.kind is PointKind.PHONE else ()
        whole = not any(map(str.isalnum, line.text.replace(Line.GAP, "")))
        apart += found if found and whole else (point,)
    return tuple(apart)


def _missed(entry: QuickEntry, text: str) -> list[str]:
    """Lines with words that no field has; names of fields are no words of their own."""
    texts = [str(getattr(entry, name)) for name in ("name", "contact", "position", "inn", "kpp",
             "ogrn", "address", "note")]  # fmt: skip
    told = " ".join([*texts, *(f"{one.value} {one.label}" for one in entry.points)])
    kept, digits = set(re.findall(r"\w+", fold(told))), re.sub(r"\D", "", told)
    found = []
    for line in clean_text(text).split("\n"):
        plain = line
        for label in reversed(list(find_labels(line))):
            plain = f"{plain[: label.start()]} {plain[label.end() :]}"
        words = re.findall(r"\w+", fold(plain))
        if any(one not in kept and not (one.isdigit() and one in digits) for one in words):
            found.append(line.strip())
    return found


# -- a chat ----------------------------------------------------------------------------------

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_MESSAGE = re.compile(
    rf"^\[?(?:{_DAY},?\s+{_CLOCK}|{_CLOCK},?\s+{_DAY}|{_CLOCK})\]?\s*[-–—]?\s*"
    r"(?P<author>[^\n:\[\]]{1,60}):\s(?P<text>.*)$"
)
_HEAD = re.compile(
    rf"^(?P<author>[^\n,:\[\]]{{1,60}}),?\s*\[(?:{_DAY},?\s+)?{_CLOCK}\]\s*:?(?P<text>.*)$"
)
_OWN = frozenset(("вы", "я", "you", "me", "i"))


def _chat(text: str, region: str) -> Reading | None:
    """Who wrote, and how to reach them, when a text is a chat."""
    author = ""
    theirs: list[str] = []
    speaking = ""
    for line in clean_text(text).split("\n"):
        found = _MESSAGE.match(line.strip()) or _HEAD.match(line.strip())
        if found is not None:
            speaking = found["author"].strip(" ~")
            if not author and fold(speaking) not in _OWN:
                author = speaking
        if author and speaking == author:
            theirs.append(found["text"] if found is not None else line)
    if not author:
        return None
    by_number = Line(even(author))
    number = take_points(by_number, region)
    named = "" if number else author
    points = [*number, *take_points(Line(even("\n".join(theirs)[:READ])), region)]
    values = {fold(one.value): one for one in reversed(points)}
    ordered = tuple(one for one in points if values[fold(one.value)] is one)
    note = clean_text(text).strip()
    marks = (Mark(0, len(text), Part.NOTE),)
    return Reading(QuickEntry(name=named, points=ordered, note=note), marks)


# -- lines -----------------------------------------------------------------------------------


def _of_lines(text: str, now: datetime, *, language: str, currency: str, region: str) -> Reading:
    """Notes in several lines, or a letter: there everything before the signature is the note."""
    plain = even(text[:LONGEST])
    closing = closing_at(plain)
    letter = plain[: closing[0]] if closing is not None else ""
    stop = (closing[1] if closing is not None else 0) + READ
    plain, beyond = plain[:stop], clean_text(text[stop:]).strip()
    line = Line(plain)
    marks: list[Mark] = []
    if closing is not None:
        line.cover(0, closing[0])
        marks.append(Mark(0, closing[0], Part.NOTE))
        line.take(*closing, Part.CLIENT)
    reading = understand(
        line, now, language=language, currency=currency, region=region, who=find_signed,
        selling=not letter.strip(),
    )  # fmt: skip
    note = "\n".join(one for one in (letter.strip(), reading.entry.note, beyond) if one)
    if beyond:
        marks.append(Mark(stop, len(text), Part.NOTE))
    both = sorted([*marks, *reading.marks], key=lambda one: one.start)
    return Reading(replace(reading.entry, note=note), tuple(both))
