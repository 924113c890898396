"""Quotation marks: a name that brings marks of its own is set in inner ones inside a message's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any, Protocol, cast

_PAIRS = {"«": "»", "“": "”"}
"""The marks of messages, opening and closing."""
_INNER = {"«": ("„", "“"), "“": ("‘", "’")}
"""The marks inside, by the mark that opens the outer pair."""
_TURNED = {"«": re.compile("[«»„“”]"), "“": re.compile("[„“”]")}
"""What becomes an inner mark; the marks of the other language differ from the outer ones anyway."""
_BEFORE_OPENING = ("", " ", "\u00a0", "(", "[", '"', "«", "„", "“")
_FORMATTER = Formatter()


class _Filling(Protocol):
    """What `str.format_map` asks of its values."""

    def __getitem__(self, key: str, /) -> Any: ...


class Message(str):
    """A message that quotes what it is filled with: «ООО «Ромашка»» is never said."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """The message filled as `str.format` does, inner marks inside the quoted places."""
        return self.format_map(values) if not args else super().format(*args, **values)

    def format_map(self, values: _Filling, /) -> str:
        """The message filled from a mapping."""
        parts: list[str] = []
        outer = ""
        for literal, field, spec, conversion in _FORMATTER.parse(self):
            parts.append(literal)
            outer = _open_after(literal, outer)
            if field is None:
                continue
            value, _key = _FORMATTER.get_field(field, (), cast(Mapping[str, Any], values))
            value = _FORMATTER.convert_field(value, conversion or None)
            text = format(value, spec or "")
            parts.append(inner(text, outer) if outer else text)
        return "".join(parts)


def message(text: str) -> str:
    """The text of a catalogue, ready to be filled."""
    quotes = "«" in text or "“" in text
    return Message(text) if quotes and "{" in text else text


def inner(text: str, outer: str) -> str:
    """A text for inside the pair that `outer` opens; two marks that close side by side are one."""
    opening, closing = _INNER[outer]

    def turned(found: re.Match[str]) -> str:
        before = text[: found.start()][-1:]
        # “ closes what „ opened, and opens what ” closes.
        opens = found.group() in "«„" or (found.group() == "“" and before in _BEFORE_OPENING)
        return opening if opens else closing

    return re.sub(f"{closing}{{2,}}", closing, _TURNED[outer].sub(turned, text))


def _open_after(literal: str, outer: str) -> str:
    """The mark that is still open behind this piece of a message; "" for none."""
    for mark in literal:
        if outer:
            outer = "" if mark == _PAIRS[outer] else outer
        elif mark in _PAIRS:
            outer = mark
    return outer
