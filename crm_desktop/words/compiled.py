"""A compiled catalogue (`.mo`) as it lies in its file: a text is taken out when it is first said.

Python's own reader makes strings and a table of them all, which a window holds all day; nine of
ten are not said before it is closed again.
"""

from __future__ import annotations

import re
import struct
from array import array
from bisect import bisect_left
from gettext import c2py

_ENDIANS = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}
_PLURAL = re.compile(r"^Plural-Forms:.*\bplural=([^;\n]+)", re.MULTILINE)
_USUAL = "n != 1"


class Texts:
    """What stands in a compiled catalogue; `ValueError` or `struct.error` when it is none."""

    def __init__(self, held: bytes) -> None:
        endian = _ENDIANS.get(held[:4])
        if endian is None:
            raise ValueError("no compiled catalogue")
        self._held = held
        self._place = struct.Struct(f"{endian}2I")
        _version, count, self._keys, self._texts = struct.unpack_from(f"{endian}4I", held, 4)
        keys = [self._key(n) for n in range(count)]
        self._order = array("I", sorted(range(count), key=keys.__getitem__))
        for n in range(count):
            # A damaged one is told now, not in the middle of a sentence.
            self._piece(self._texts, n).decode()
        self._said: dict[str, tuple[str, ...]] = {}
        about = "".join(self._forms(""))
        written = _PLURAL.search(about)
        self._form_of = c2py(written[1] if written else _USUAL)

    def said(self, context: str, message: str, n: int) -> str:
        """The text, in the form for `n` if it has several; "" when it is not translated."""
        forms = self._forms(f"{context}\x04{message}")
        place = self._form_of(n) if len(forms) > 1 else 0
        return forms[place] if place < len(forms) else ""

    def _forms(self, key: str) -> tuple[str, ...]:
        found = self._said.get(key)
        if found is None:
            wanted = key.encode()
            at = bisect_left(self._order, wanted, key=self._key)
            there = at < len(self._order) and self._key(self._order[at]) == wanted
            text = self._piece(self._texts, self._order[at]).decode() if there else ""
            found = self._said[key] = tuple(text.split("\0")) if text else ()
        return found

    def _key(self, n: int) -> bytes:
        """Of a text with several forms the first names it."""
        return self._piece(self._keys, n).partition(b"\0")[0]

    def _piece(self, table: int, n: int) -> bytes:
        length, start = self._place.unpack_from(self._held, table + n * self._place.size)
        if start + length > len(self._held):
            raise ValueError("the catalogue ends too early")
        return self._held[start : start + length]
