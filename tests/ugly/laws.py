"""The two laws over an imported book, judged by the truth and not by what the program claims."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.ugly.made import Told, Truth
from tests.ugly.program import Imported

_TWINS = str.maketrans("aeopcyxbkmhtё", "аеорсухвкмнте")


@dataclass(slots=True)
class Verdict:
    """What was wrong with a book; empty lists are a book that went in whole."""

    refused: str = ""
    counts: list[str] = field(default_factory=list)
    read: tuple[int, int, int] | None = None
    sheet: str = ""
    header: str = ""
    lost: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    claims: str = ""
    fields_right: int = 0
    fields: int = 0
    values_right: int = 0
    values: int = 0
    wrong: list[str] = field(default_factory=list)
    cells: int = 0

    @property
    def law_1(self) -> bool:
        """Rows add up, and a look says the same as the run."""
        return not self.counts

    @property
    def law_2(self) -> bool:
        """Every cell is accounted for."""
        return not self.lost and not self.claims

    @property
    def rows_right(self) -> bool:
        return self.read is None


@cache
def squeezed(text: str) -> str:
    """Letters and digits alone, capitals and look-alikes of the alphabets put away."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum()).translate(_TWINS)


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card says: whole values, and the words of them."""

    values: frozenset[str]
    words: frozenset[str]

    def says(self, form: str) -> bool:
        bare = squeezed(form)
        if not bare:
            return True
        if len(bare) < 4:
            return bare in self.words or bare in self.values
        return any(bare in value for value in self.values)


def card_of(texts: Iterable[str]) -> Card:
    """All texts of a client, from its columns, tags, own fields, points, notes and contacts."""
    every = [_visible(piece) for text in texts for piece in _unpacked(text)]
    pieces = [piece for text in every for piece in re.split(r"[\W_]+", text)]
    values = frozenset(squeezed(text) for text in every) - {""}
    return Card(values, frozenset(map(squeezed, pieces)))


def _visible(text: str) -> str:
    """Without the signs that have no width: they part no words."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _unpacked(text: str) -> Iterable[str]:
    """Lists and own fields are kept as JSON; so they are read as what they hold."""
    if text[:1] in "[{":
        try:
            yield from _texts(json.loads(text))
        except ValueError:
            yield text
    else:
        yield text


def _texts(value: Any) -> Iterable[str]:
    match value:
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)
        case bool():
            yield str(value).lower()
        case _:
            yield str(value)


def judged(truth: Truth, found: Imported) -> Verdict:
    """Both laws, and besides how much was understood."""
    verdict = Verdict(refused=found.refused, cells=len(truth.cells))
    if found.refused:
        return verdict
    _rows(truth, found, verdict)
    _place(truth, found, verdict)
    _conserved(truth, found, verdict)
    _claimed(found, verdict)
    _understood(truth, found, verdict)
    return verdict


def _rows(truth: Truth, found: Imported, verdict: Verdict) -> None:
    rows, said = found.preview["rows"], found.said["rows"]
    for name, one in (("preview", rows), ("run", said)):
        total = one["created"] + one["updated"] + one["skipped"] + one["failed"]
        if one["read"] != total:
            verdict.counts.append(f"{name}: read {one['read']}, together {total}")
    if rows != said:
        verdict.counts.append(f"preview {rows}, run {said}")
    if not truth.least <= said["read"] <= truth.most:
        verdict.read = (said["read"], truth.least, truth.most)


def _place(truth: Truth, found: Imported, verdict: Verdict) -> None:
    if truth.sheet and found.preview["sheet"] != truth.sheet:
        verdict.sheet = f"{found.preview['sheet']!r}, not {truth.sheet!r}"
    rows = tuple(found.preview["header_rows"])
    if rows != truth.header_rows:
        verdict.header = f"{rows}, not {truth.header_rows}"


def _conserved(truth: Truth, found: Imported, verdict: Verdict) -> None:
    cards = [card_of(card) for card in found.cards]
    fields = {column["index"]: column["field"] for column in found.said["columns"]}
    places = {(one["row"], one["column"]) for one in found.said["problems"]}
    bare = {row for row, column in places if column is None}
    by_row: dict[int, list[Told]] = {}
    for cell in truth.cells:
        by_row.setdefault(cell.row, []).append(cell)
    index = _index(cards)
    for row, cells in by_row.items():
        best = _of_row(cells, cards, index)
        strange = best is None or not any(cell.parts and _kept(cell, best) for cell in cells)
        for cell in cells:
            if not cell.parts or (best and _kept(cell, best)) or (row, cell.column) in places:
                continue
            if strange and row in bare:
                continue
            where = f"({row}, {cell.column}) {fields.get(cell.column)}: {cell.text[:60]!r}"
            if fields.get(cell.column) == "ignore":
                verdict.ignored.append(where)
            else:
                verdict.lost.append(where)


def _index(cards: list[Card]) -> dict[str, list[Card]]:
    """Who says a word: most rows find their card by a surname or a number."""
    found: dict[str, list[Card]] = {}
    for card in cards:
        for word in card.words:
            found.setdefault(word, []).append(card)
    return found


def _of_row(cells: list[Told], cards: list[Card], index: dict[str, list[Card]]) -> Card | None:
    """The card that says most of a row: one of those with a word of it, else any."""

    def said(card: Card) -> int:
        return sum(_kept(cell, card) for cell in cells)

    forms = {squeezed(form) for cell in cells for part in cell.parts for form in part}
    lists = sorted((index[form] for form in forms if form in index), key=len)[:2]
    best = max((card for some in lists for card in some), key=said, default=None)
    if best is not None and said(best) == len(cells):
        return best
    return max(cards, key=said, default=None)


def _kept(cell: Told, card: Card) -> bool:
    return all(any(card.says(form) for form in part) for part in cell.parts)


def _claimed(found: Imported, verdict: Verdict) -> None:
    """The program's own account, where it gives one, adds up."""
    for said in (found.preview, found.said):
        cells = said.get("cells")
        if cells:
            total = sum(cells[name] for name in ("stored", "kept", "problems", "ignored", "aside"))
            if cells["filled"] != total:
                verdict.claims = f"filled {cells['filled']}, together {total}: {cells}"


def _understood(truth: Truth, found: Imported, verdict: Verdict) -> None:
    said = {column["index"]: column["field"] for column in found.preview["columns"]}
    for column, wanted in {cell.column: cell.field for cell in truth.cells if cell.field}.items():
        verdict.fields += 1
        if _same_field(said.get(column, ""), wanted):
            verdict.fields_right += 1
        else:
            verdict.wrong.append(f"column {column}: {said.get(column)}, not {wanted}")
    values = {(one["row"], one["column"]): one for one in found.values}
    if not values:
        return
    for cell in truth.cells:
        if cell.want is not None and cell.field:
            one = values.get((cell.row, cell.column), {})
            verdict.values += 1
            if _same_value(one.get("value"), cell.want):
                verdict.values_right += 1
            else:
                verdict.wrong.append(
                    f"({cell.row}, {cell.column}) {one.get('field')}: {cell.text[:40]!r} is "
                    f"{one.get('value')!r}, not {cell.want!r}"
                )


_ALIKE = (
    {"phone", "phone_mobile", "phone_work", "phone_home", "phone_other"},
    {"full_name", "name", "company_name", "short_name", "contact_name"},
    {"address", "address_legal", "address_street"},
)
"""Fields between which a heading cannot decide."""


def _same_field(said: str, wanted: str) -> bool:
    if said == wanted or any(said in alike and wanted in alike for alike in _ALIKE):
        return True
    return wanted == "responsible" and said.startswith(("custom", "note"))


def _same_value(said: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        if not isinstance(said, list):
            return False
        if wanted and isinstance(wanted[0], tuple):
            phones = [one for one in said if isinstance(one, dict)]
            return [(one.get("normal"), one.get("ext") or "") for one in phones] == wanted
        return [str(one).casefold() for one in said] == wanted
    if isinstance(said, dict):
        said = " ".join(str(part) for part in said.values() if part)
    if isinstance(said, list):
        said = " ".join(map(str, said))
    return sorted(_pieces(str(said))) == sorted(_pieces(str(wanted)))


def _pieces(text: str) -> list[str]:
    return [piece for piece in map(squeezed, re.split(r"[\W_]+", text)) if piece]
