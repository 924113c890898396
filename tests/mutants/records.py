"""Operators on old books: records of BIFF, and the container that they lie in."""

from __future__ import annotations

import struct
from random import Random

_SECTOR = 512
_BEGIN = (0x0809, 0x0409, 0x0209, 0x0009)
_CELLS = (0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, 0x00BD, 0x00BE, 0x0201, 0x0006)
_STRINGS = 0x00FC


def records(content: bytes) -> list[tuple[int, int, int]]:
    """Place, kind and length of the records, as far as they lie one behind the other."""
    for at in range(_SECTOR, len(content) - 4, _SECTOR):
        kind, length = struct.unpack_from("<HH", content, at)
        if kind in _BEGIN and length in (4, 8, 16):
            break
    else:
        return []
    found = []
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        if length > 8_224 or (kind == 0 and length == 0):
            break
        found.append((at, kind, length))
        at += 4 + length
    return found


def _put(content: bytes, at: int, value: bytes) -> bytes:
    return content[:at] + value + content[at + len(value) :]


def _some(rng: Random, content: bytes, kinds: tuple[int, ...] = ()) -> tuple[int, int, int]:
    """One record, of these kinds if there are any; the middle of a file that has none."""
    found = records(content)
    wanted = [one for one in found if one[1] in kinds] or found
    return rng.choice(wanted) if wanted else (len(content) // 2, 0, 0)


def record_length(rng: Random, content: bytes) -> bytes:
    """A record says that it is a little longer or shorter, or that it is endless."""
    at, _kind, length = _some(rng, content, rng.choice(((), _CELLS, (_STRINGS,))))
    said = rng.choice((length + 1, length - 1, 0, 1, 0x2020, 0xFFFF)) % 0x10000
    return _put(content, at + 2, struct.pack("<H", said))


def unknown_record(rng: Random, content: bytes) -> bytes:
    """A record is of a kind that nobody knows, or of another one than it was."""
    at, _kind, _length = _some(rng, content)
    others = (
        0xFFFF,
        0x0800,
        0x003C,
        0x000A,
        0x0809,
        0x00FC,
        0x002F,
        0x0042,
        rng.randrange(0x10000),
    )
    return _put(content, at, struct.pack("<H", rng.choice(others)))


def cut_records(rng: Random, content: bytes) -> bytes:
    """The records end before their end."""
    at, _kind, length = _some(rng, content)
    at += rng.choice((0, 2, 4, 4 + length // 2))
    return rng.choice((content[:at], content[:at] + bytes(len(content) - at)))


def swapped_records(rng: Random, content: bytes) -> bytes:
    """Two records stand in each other's place."""
    first, second = sorted((_some(rng, content), _some(rng, content)))
    a, b = first[0], first[0] + 4 + first[2]
    c, d = second[0], second[0] + 4 + second[2]
    if b > c:
        return content[:a] + content[b:]
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def far_cell(rng: Random, content: bytes) -> bytes:
    """A cell says that it stands at the end of the grid, or has a style that is not there."""
    at, _kind, _length = _some(rng, content, _CELLS)
    place = rng.choice((4, 6, 8))
    return _put(
        content, at + place, struct.pack("<H", rng.choice((0xFFFF, 0x7FFF, 0x00FF, 0x4000)))
    )


def lying_strings(rng: Random, content: bytes) -> bytes:
    """The table of strings counts wrong, or a string is longer than what there is."""
    at, _kind, length = _some(rng, content, (_STRINGS, 0x0204))
    place = rng.choice((4, 8, 12, 14, 4 + rng.randrange(max(length, 1))))
    strange = rng.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4), b"\xff\xff", b"\x0c"))
    return _put(content, at + place, strange)


def tangled_container(rng: Random, content: bytes) -> bytes:
    """The container's head or its chains of sectors lie: loops, ends beyond the file, sizes."""
    strange = rng.choice((0, 1, 2, 0xFFFFFFFE, 0xFFFFFFFF, 0x7FFFFFFF, len(content) // _SECTOR + 9))
    value = struct.pack("<I", strange)
    if rng.random() < 0.5:
        # Head: sizes of sectors, number of chains, first sectors of directory and small chains.
        return _put(content, rng.choice((28, 30, 32, 40, 44, 48, 56, 60, 64, 68, 72, 76)), value)
    chains = struct.unpack_from("<I", content, 76)[0]
    first = min((chains + 1) * _SECTOR, len(content) - _SECTOR)
    mutant = content
    for _ in range(rng.choice((1, 5, 60))):
        number = rng.randrange(_SECTOR // 4)
        link = rng.choice((number, strange, rng.randrange(200)))
        mutant = _put(mutant, first + 4 * number, struct.pack("<I", link))
    return mutant


def lying_directory(rng: Random, content: bytes) -> bytes:
    """An entry of the container's directory has another name, size, place or neighbour."""
    names = [name.encode("utf-16-le") for name in ("Workbook", "Book", "Root Entry")]
    found = [content.find(name) for name in names if name in content]
    at = rng.choice(found) if found else len(content) // 2
    place, size = rng.choice(
        ((0, 2), (64, 2), (66, 1), (68, 4), (72, 4), (76, 4), (116, 4), (120, 8))
    )
    value = rng.choice((b"\xff" * size, bytes(size), b"\x7f" * size, rng.randbytes(size)))
    return _put(content, at + place, value)
