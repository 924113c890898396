"""What was understood of a typed text, corrected by hand while the text is still being typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any

from crm_desktop.domain.clients import PointDraft
from crm_desktop.domain.quick_entry import QuickEntry
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

TEXTS = ("name", "contact", "position", "inn", "kpp", "ogrn", "address", "deal", "task", "note")
VALUES = ("amount", "closes_on", "due_on", "due_time")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a field holds instead of what the text said when it was corrected."""

    value: Any
    was: Any


@dataclass(slots=True)
class Corrections:
    """The fields and the ways to reach somebody that were corrected by hand.

    A correction outlives more typing: words that come to a corrected field later stand in the
    note. It ends when the text no longer says any of the words that were corrected, or another
    amount, day or time: then whoever types has corrected the text itself.
    """

    fields: dict[str, Correction] = field(default_factory=dict)
    points: dict[str, str] = field(default_factory=dict)

    def correct(self, said: QuickEntry, name: str, value: Any) -> None:
        """Remember what a field holds; what the text says itself is no correction."""
        now = getattr(said, name)
        before = self.fields.pop(name, None)
        if value != now:
            self.fields[name] = Correction(value, now if before is None else before.was)
        if name == "note":
            # Words that came to the note from other fields were seen there, and kept or not.
            for other in set(TEXTS) & set(self.fields):
                self.fields[other] = replace(self.fields[other], was=getattr(said, other))

    def correct_point(self, typed: str, value: str) -> None:
        """Remember what stands for a way to reach somebody; "" for one that is not meant."""
        if value == typed:
            self.points.pop(typed, None)
        else:
            self.points[typed] = value

    def keep_up(self, said: QuickEntry) -> None:
        """Drop what the text has overtaken."""
        for name, one in list(self.fields.items()):
            if not _alive(one, getattr(said, name)):
                del self.fields[name]
        present = {point.value for point in said.points}
        for typed in set(self.points) - present:
            del self.points[typed]

    def forget(self) -> None:
        """Nothing is corrected any more."""
        self.fields.clear()
        self.points.clear()

    def packed(self) -> dict[str, Any]:
        """All of it as plain values, for whoever comes back to it later."""
        fields = {name: [one.value, one.was] for name, one in self.fields.items()}
        return {"fields": fields, "points": dict(self.points)}

    def unpack(self, kept: Mapping[str, Any]) -> None:
        """Take back what `packed` told."""
        fields = kept.get("fields") or {}
        self.fields = {name: Correction(*both) for name, both in fields.items()}
        self.points = dict(kept.get("points") or {})

    def applied(self, said: QuickEntry) -> QuickEntry:
        """What the text says with everything that was corrected in it."""
        values = {name: one.value for name, one in self.fields.items()}
        later = [
            _later((one.was, one.value), getattr(said, name))
            for name, one in self.fields.items()
            if name in TEXTS
        ]
        note = "\n".join(one for one in (values.get("note", said.note), *later) if one)
        points = (self._point(one) for one in said.points)
        kept = tuple(one for one in points if one.value.strip())
        return replace(said, **values | {"note": note, "points": kept})

    def _point(self, said: PointDraft) -> PointDraft:
        return replace(said, value=self.points.get(said.value, said.value))


def _alive(one: Correction, now: Any) -> bool:
    if not isinstance(one.was, str) or not isinstance(now, str):
        return bool(one.was == now)
    before = Counter(_words(one.was))
    return not before or bool(before & Counter(_words(now))) or one.was == now


def _later(known: Iterable[str], now: str) -> str:
    """The words of a field that stand in none of the texts that are known."""
    seen: Counter[str] = Counter()
    for text in known:
        seen |= Counter(_words(text))
    later = []
    for piece in now.split():
        words = Counter(_words(piece))
        if words - seen:
            later.append(piece)
        seen -= words
    return " ".join(later)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
