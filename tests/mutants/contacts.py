"""Operators on contact cards (vCard), and a small book of them to begin with."""

from __future__ import annotations

import re
from random import Random

CARDS = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=9F=D1=91=\r\n"
    "=D1=82=D1=80;;;\r\nTEL;CELL:+79161234567\r\nTEL;WORK:8 (495) 123-45-67\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ромашка;;;;\r\nFN:ООО «Ромашка»\r\nORG:ООО «Ромашка»;Отдел\r\n"
    "item1.EMAIL;type=INTERNET;type=pref:info@romashka.example\r\nitem1.X-ABLabel:Почта\r\n"
    "ADR;TYPE=WORK:;;ул. Мира\\, 5;Тула;;300000;Россия\r\nBDAY:1980-05-09\r\n"
    "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ\r\n"
    " AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Анна Ёлкина\r\nTEL;VALUE=uri;PREF=1:tel:+7-921-555-00-11\r\n"
    "GEO:geo:54.19,37.61\r\nNOTE:Звонить после 18:00\\nне раньше\r\nEND:VCARD\r\n"
).encode()
"""Three cards of three versions."""


def _one(rng: Random, content: bytes, pattern: bytes, new: bytes) -> bytes:
    found = list(re.finditer(pattern, content))
    if not found:
        return content[: len(content) // 2] + new + content[len(content) // 2 :]
    one = rng.choice(found)
    return content[: one.start()] + new + content[one.end() :]


def cut_in_quoted_printable(rng: Random, content: bytes) -> bytes:
    """The file ends, or a line does, within a letter of quoted-printable."""
    found = [one.start() for one in re.finditer(rb"=[0-9A-F]{2}", content)]
    at = (rng.choice(found) if found else rng.randrange(len(content))) + rng.choice((1, 2))
    return rng.choice(
        (content[:at], content[:at] + b"\r\n" + content[at:], content[:at] + b"=\r\n")
    )


def bad_frames(rng: Random, content: bytes) -> bytes:
    """Cards begin without an end, end without a beginning, stand in each other by thousands."""
    edges = (b"BEGIN:VCARD\r\n", b"END:VCARD\r\n")
    match rng.randrange(4):
        case 0:
            return _one(rng, content, rb"BEGIN:VCARD\r?\n", b"")
        case 1:
            return _one(rng, content, rb"END:VCARD\r?\n", b"")
        case 2:
            return rng.choice(edges) * rng.choice((3, 20_000)) + content
    return _one(rng, content, rb"(?:BEGIN|END):VCARD\r?\n", rng.choice(edges) * 5_000)


def lying_charset(rng: Random, content: bytes) -> bytes:
    """A line or the whole file says another encoding than it has."""
    name = rng.choice(
        (b"UTF-16", b"none-such", b"KOI8-R", b"UTF-7", b"", b"x" * 9_000, b"idna", b"hex")
    )
    if rng.random() < 0.3:
        return content.decode("utf-8", "replace").encode(
            rng.choice(("utf-16", "cp1251", "cp866")), "replace"
        )
    return _one(rng, content, rb"CHARSET=[\w-]+", b"CHARSET=" + name) + (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=" + name + b":\xcf\xb8\xf2\xf0\r\nEND:VCARD\r\n"
    )


def endless_line(rng: Random, content: bytes) -> bytes:
    """A value is folded over thousands of lines, or is one line of megabytes."""
    piece = rng.choice((b"\r\n AAAA", b"A" * 50, b"=\r\n=41", b"\\,", b";", b"\r\n\t"))
    line = rng.choice(
        (b"NOTE:", b"PHOTO;ENCODING=b:", b"N;ENCODING=QUOTED-PRINTABLE:", b"TEL:", b"ADR:")
    )
    return _one(
        rng, content, rb"END:VCARD", line + piece * rng.choice((2_000, 60_000)) + b"\r\nEND:VCARD"
    )


def bad_photo(rng: Random, content: bytes) -> bytes:
    """A picture that is no base64, or a bomb of it, or one from elsewhere."""
    photos = (
        b"PHOTO;ENCODING=b:====", b"PHOTO;ENCODING=BASE64:" + b"QUJD" * 500_000, b"PHOTO;ENCODING=b:\xff\xfe",
        b"PHOTO;VALUE=uri:file:///etc/hostname", b"PHOTO:data:image/png;base64,", b"PHOTO;ENCODING=b:A",
        b"PHOTO;VALUE=uri:http://127.0.0.1/x.png",
    )  # fmt: skip
    return _one(rng, content, rb"END:VCARD", rng.choice(photos) + b"\r\nEND:VCARD")


def strange_lines(rng: Random, content: bytes) -> bytes:
    """Lines that are none: no colon, no name, a quotation mark never closed, versions of the moon."""
    lines = (
        b":", b";;;;", b"TEL", b'TEL;TYPE="a:b', b"VERSION:9.9", b"VERSION:", b"N:", b"FN:\0\0", b" folded of nothing",
        b"item1.item2.TEL:1", b"TEL;" + b"TYPE=a;" * 20_000 + b":1", b"BDAY:00000000", b"REV:x", b"N:" + b";" * 50_000,
        b"AGENT:BEGIN:VCARD", b"\xef\xbb\xbf", b"=" * 3_000,
    )  # fmt: skip
    for _ in range(rng.choice((1, 5))):
        content = _one(rng, content, rb"(?<=\n)(?=[A-Z])", rng.choice(lines) + b"\r\n")
    return content


def many_cards(rng: Random, content: bytes) -> bytes:
    """The same people by thousands."""
    times = max(1, rng.choice((200_000, 2_000_000)) // len(content))
    return content * times
