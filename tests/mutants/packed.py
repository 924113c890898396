"""Operators on the archive that xlsx, xlsb and ods are."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable
from random import Random

_CENTRAL = b"PK\x01\x02"
_METHOD, _CRC, _PACKED, _UNPACKED, _FLAGS, _OFFSET = 10, 16, 20, 24, 8, 42
Entry = tuple[str, bytes]


def entries(content: bytes) -> list[Entry]:
    """Names and contents of an archive, in its order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(one.filename, archive.read(one)) for one in archive.infolist()]


def archived(parts: Iterable[Entry]) -> bytes:
    """The archive of these; a name may come twice."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        # Two of a name are what is wanted: the library only warns of it.
        warnings.simplefilter("ignore")
        for name, data in parts:
            archive.writestr(_named(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _named(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))


def _noted(rng: Random, content: bytes, place: int, value: bytes) -> bytes:
    """The directory says something else of one entry."""
    found = [at for at in range(len(content)) if content.startswith(_CENTRAL, at)]
    at = rng.choice(found) + place
    return content[:at] + value + content[at + len(value) :]


def wrong_crc(rng: Random, content: bytes) -> bytes:
    """The check sum of an entry is another one."""
    return _noted(rng, content, _CRC, rng.randbytes(4))


def drop_entry(rng: Random, content: bytes) -> bytes:
    """An entry is missing."""
    parts = entries(content)
    del parts[rng.randrange(len(parts))]
    return archived(parts)


def entry_twice(rng: Random, content: bytes) -> bytes:
    """An entry comes twice, the second time with the content of another one."""
    parts = entries(content)
    name, _data = rng.choice(parts)
    return archived([*parts, (name, rng.choice(parts)[1])])


def rename_entry(rng: Random, content: bytes) -> bytes:
    """An entry is called something else."""
    parts = entries(content)
    number = rng.randrange(len(parts))
    name, data = parts[number]
    strange = ["../" * 9 + "etc/passwd", "", "C:\\x", "ы\0x", "/" + name, name.upper(), "a" * 4_000]
    parts[number] = (rng.choice([*strange, name.replace("/", "\\")]), data)
    return archived(parts)


def absurd_sizes(rng: Random, content: bytes) -> bytes:
    """The directory tells of sizes or places that nothing has."""
    value = rng.choice((0, 1, 5_000, 2**30, 2**31, 2**32 - 2, 2**32 - 1))
    place = rng.choice((_PACKED, _UNPACKED, _UNPACKED, _OFFSET))
    return _noted(rng, content, place, struct.pack("<I", value))


def strange_method(rng: Random, content: bytes) -> bytes:
    """The directory says that an entry is packed in another way, or enciphered."""
    if rng.random() < 0.2:
        return _noted(rng, content, _FLAGS, struct.pack("<H", rng.choice((1, 0x41, 0x2001, 8))))
    return _noted(rng, content, _METHOD, struct.pack("<H", rng.choice((0, 9, 12, 14, 93, 99))))


def bad_compression(rng: Random, content: bytes) -> bytes:
    """What is packed in an entry unpacks to nothing sensible."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = rng.choice(archive.infolist())
    first = entry.header_offset + 30 + len(entry.filename.encode())
    size = max(entry.compress_size, 1)
    place = first + rng.randrange(size)
    strange = rng.randbytes(min(size, rng.choice((1, 8, 300))))
    return content[:place] + strange + content[place + len(strange) :]


def bomb(rng: Random, content: bytes) -> bytes:
    """An entry unpacks to hundreds of megabytes, more or less openly."""
    parts = entries(content)
    number = rng.randrange(len(parts))
    name, data = parts[number]
    half = rng.randrange(len(data) + 1)
    blown = data[:half] + bytes([rng.choice(b" A0<")]) * rng.choice((8, 40, 120)) * 2**20
    mutant = archived([*parts[:number], (name, blown + data[half:]), *parts[number + 1 :]])
    if rng.random() < 0.5:
        size = struct.pack("<I", len(blown) + len(data) - half)
        mutant = mutant.replace(size, struct.pack("<I", len(data)))
    return mutant


def right_crc_of_noise(rng: Random, content: bytes) -> bytes:
    """A part that unpacks well, with bits flipped inside: the archive is sound, its text not."""
    parts = entries(content)
    number = rng.randrange(len(parts))
    name, data = parts[number]
    found = bytearray(data or b" ")
    for _ in range(rng.randint(1, 30)):
        found[rng.randrange(len(found))] ^= 1 << rng.randrange(8)
    parts[number] = (name, bytes(found))
    return archived(parts)
