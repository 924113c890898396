"""Operators on lists as text: what programs and hands leave in csv."""

from __future__ import annotations

import codecs
from random import Random

_SIGNS = (b",", b";", b"\t", b"|")


def _lines(content: bytes) -> list[bytes]:
    return content.split(b"\n")


def _sign(content: bytes) -> bytes:
    return max(_SIGNS, key=content.count)


def _inserted(rng: Random, content: bytes, piece: bytes) -> bytes:
    place = rng.randrange(len(content) + 1)
    return content[:place] + piece + content[place:]


def lone_quotes(rng: Random, content: bytes) -> bytes:
    """Quotation marks that close nothing, and more of them."""
    for _ in range(rng.choice((1, 2, 7, 40))):
        content = _inserted(rng, content, rng.choice((b'"', b'"', b'""', b'"' * 501, b"'", b'";"')))
    return content


def nuls(rng: Random, content: bytes) -> bytes:
    """NULs between the letters, few or at every second place."""
    if rng.random() < 0.2:
        return bytes(part for byte in content for part in (byte, 0))
    for _ in range(rng.choice((1, 10, 300))):
        content = _inserted(rng, content, b"\0")
    return content


def mixed_encodings(rng: Random, content: bytes) -> bytes:
    """Lines of several encodings in one file, with a mark that tells of none of them."""
    text = content.decode("utf-8", "replace")
    lines = [line + rng.choice(("", ";Ёлкин", ",Ягода", "é")) for line in text.split("\n")]
    names = rng.sample(
        ("utf-8", "cp1251", "cp866", "koi8-r", "utf-16-le", "utf-32-be", "latin-1"), 2
    )
    found = b"\n".join(line.encode(rng.choice(names), "replace") for line in lines)
    return rng.choice((b"", b"", codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE)) + found


def wrong_mark(rng: Random, content: bytes) -> bytes:
    """The mark of another encoding stands before the text."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
    return rng.choice((*marks, codecs.BOM_UTF8 * 2, b"+/v8", b"\x84\x31\x95\x33")) + content


def megabyte_cell(rng: Random, content: bytes) -> bytes:
    """A cell of about a megabyte, in quotation marks or not, on one line or on many."""
    piece = rng.choice((b"A", b"\xd0\xaf", b"1", b'""', b"a b\n", b"\r", b"8 916 123-45-67, "))
    cell = piece * (rng.choice((900_000, 1_000_000, 3_000_000)) // len(piece))
    if rng.random() < 0.5:
        cell = b'"' + cell + b'"'
    return _inserted(rng, content, cell)


def many_columns(rng: Random, content: bytes) -> bytes:
    """Twenty thousand columns: in the first line, in one line, or in all of the first hundred."""
    lines, more = _lines(content), _sign(content) + rng.choice((b"", b"x", b"8 916 123-45-67"))
    count = rng.choice((15_000, 16_384, 20_000))
    which = rng.choice(([0], [rng.randrange(len(lines))], range(min(len(lines), 20))))
    for number in which:
        lines[number] = lines[number].rstrip(b"\r") + more * count
    return b"\n".join(lines)


def only_delimiters(rng: Random, content: bytes) -> bytes:
    """Nothing but signs between cells, for all of the file or for thousands of lines of it."""
    line = rng.choice(_SIGNS) * rng.choice((1, 12, 300)) + rng.choice((b"\n", b"\r\n", b"\r"))
    empty = line * rng.choice((1, 500, 20_000))
    return rng.choice((empty, content + b"\n" + empty, empty + content))


def strange_line_ends(rng: Random, content: bytes) -> bytes:
    """Line ends of several systems in one file, or of none."""
    ends = (b"\r", b"\n\r", b"\r\r\n", b"\x0b", b"\x0c", b"\x1c", b"\x85", "\u2028".encode(), b"")
    one = rng.choice(ends)
    if rng.random() < 0.5:
        return content.replace(b"\r\n", b"\n").replace(b"\n", one)
    return b"".join(line + rng.choice((*ends, b"\n")) for line in _lines(content))


def endless_cell(rng: Random, content: bytes) -> bytes:
    """A quotation mark is opened near the beginning, and the list is long."""
    lines = _lines(content)
    place = rng.randrange(min(len(lines), 5))
    lines[place] = _sign(content) + b'"' + lines[place]
    return b"\n".join(lines * max(1, 400_000 // max(len(content), 1)))


def formulas(rng: Random, content: bytes) -> bytes:
    """Cells that a spreadsheet would run, and numbers that break counting."""
    strange = (
        b"=cmd|'/C calc'!A0",
        b"@SUM(1)",
        b"1e999",
        b"9" * 5_000,
        b"-0",
        b"NaN",
        b"31.02.2026",
    )
    more = (
        "٣٤٥".encode(),
        "\u202e1,5".encode(),
        b"99999999999999999999.99",
        b"1e-400",
        b"0001-01-01",
    )
    lines, sign = _lines(content), _sign(content)
    for _ in range(rng.choice((1, 10, 100))):
        number = rng.randrange(len(lines))
        cells = lines[number].split(sign)
        cells[rng.randrange(len(cells))] = rng.choice((*strange, *more))
        lines[number] = sign.join(cells)
    return b"\n".join(lines)
