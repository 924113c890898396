"""Contact cards on their way out: vCard 3.0 in UTF-8, as phones and mail programs read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

Property = tuple[str, str]
"""Its name with parameters, and its value with the escapes in it."""

LONGEST = 75
"""Bytes of a line without its end, as the standard wants it."""
_BLOCK = 2**16
_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f]")
_SIGN = re.compile(r"([\\;,])")


def escaped(text: str) -> str:
    """A text as a value: its signs divide nothing, its line breaks are written."""
    return _BREAK.sub(r"\\n", _SIGN.sub(r"\\\1", _CONTROL.sub("", text)))


def address(text: str) -> str:
    """An address on the net as a value: its signs are its own."""
    return _BREAK.sub("", _CONTROL.sub("", text)).replace("\\", "\\\\")


def structured(pieces: Iterable[str]) -> str:
    """Pieces of a value, such as a name or a place, each in its position."""
    return ";".join(map(escaped, pieces))


def folded(line: str) -> bytes:
    """A line with its end, in pieces of `LONGEST` bytes at most; no letter is cut."""
    data = line.encode("utf-8", "replace")
    if len(data) <= LONGEST:
        return data + b"\r\n"
    pieces, start, room = [], 0, LONGEST
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, LONGEST - 1
    return b"\r\n ".join(pieces) + b"\r\n"


def write_cards(path: Path, cards: Iterable[Sequence[Property]], *, overwrite: bool = False) -> int:
    """Cards into a file as they come; returns how many. `Refused` as `files.saving` says."""
    from crm_desktop.files.saving import saving

    count = 0

    def written() -> Iterator[bytes]:
        nonlocal count
        for card in cards:
            count += 1
            yield b"BEGIN:VCARD\r\nVERSION:3.0\r\n"
            yield from (folded(f"{name}:{value}") for name, value in card)
            yield b"END:VCARD\r\n"

    with saving(path, overwrite=overwrite) as part, part.open("wb", buffering=_BLOCK) as stream:
        stream.writelines(written())
    return count
