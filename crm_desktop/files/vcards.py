"""Files of contact cards (vCard 2.1, 3.0, 4.0): bytes become lines, lines become cards.

Nothing in a file ends the reading: what is no line of a card goes to the line above it, a card
without its end ends where the next one begins, a text in a wrong encoding is guessed at.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from crm_desktop.domain.importing.vcard_lines import PICTURES, Line
from crm_desktop.domain.importing.vcards import Keep, Table, tabled
from crm_desktop.files import delimited

_NAMED = re.compile(rb"[A-Za-z0-9_.\-]{1,80}\s*[;:]")
_CARD_EDGE = re.compile(rb"\s*(?:[\w-]+\.)?(BEGIN|END)\s*:\s*VCARD\s*$", re.IGNORECASE)
_QUOTED = re.compile(rb"[;=]\s*QUOTED-PRINTABLE", re.IGNORECASE)
_BASE64 = re.compile(rb"[;=]\s*\"?(?:BASE64|B)\"?\s*[;:]", re.IGNORECASE)
_HEAD = re.compile(rb'(?:[^":]|"[^"]*")*(?=:)')
"""All before the colon; one within quotes divides nothing."""
_APPLE_TITLE = re.compile(r"_\$!<(.*)>!\$_")
_SPLIT = re.compile(rb"(?<!\\);")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LOOKED_AT = 2**22
_DATA = re.compile(r"data:[\w/+.-]*;base64,", re.IGNORECASE)
_PICTURES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"})
_STRUCTURED = frozenset({"N", "ADR", "ORG"})
_ALWAYS_SEVERAL = frozenset({"N", "ADR"})
_KNOWN_PARAMS = frozenset({"TYPE", "ENCODING", "CHARSET", "VALUE", "LANGUAGE", "PREF"})


def read(path: Path, keep: Keep | None = None) -> tuple[Table, str]:
    """The cards of a file as a table, and the encoding of the file; `keep` takes their pictures."""
    letters = delimited.letters_of(path)
    encoding = letters.encoding if letters is not None else "cp1251"
    if not encoding.startswith("utf"):
        encoding = _one_byte(path, encoding)
    guess = "cp1251" if encoding.startswith("utf") else encoding
    lines = _unfolded(_physical(path, letters))
    return tabled((_lines(card, guess) for card in _cards(lines)), keep), encoding


def _one_byte(path: Path, encoding: str) -> str:
    """The encoding of a file that is not UTF-8: words are runs of such letters, accents are not.

    How rare they are says nothing here: most of a card may be a picture.
    """
    alone = together = 0
    with path.open("rb") as handle:
        for run in _HIGH.findall(handle.read(_LOOKED_AT)):
            alone, together = alone + (len(run) == 1), together + (len(run) > 1) * len(run)
    if alone > together:
        return "cp1252"
    return "cp1251" if encoding == "cp1252" else encoding


def _physical(path: Path, letters: delimited.Letters | None) -> Iterator[bytes]:
    """Lines as they stand, without their ends; wide letters as UTF-8."""
    if letters is not None and letters.encoding.startswith(("utf-16", "utf-32")):
        with delimited.opened(path, letters) as text:
            for long in text:
                for line in long.split("\r"):
                    yield line.rstrip("\n").encode("utf-8", "replace")
        return
    with path.open("rb") as handle:
        if handle.read(3) != codecs.BOM_UTF8:
            handle.seek(0)
        for long_line in handle:
            bare = long_line.rstrip(b"\r\n")
            yield from bare.split(b"\r") if b"\r" in bare else (bare,)


def _unfolded(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines: folded ones, broken ones and those of quoted-printable put together again."""
    held: list[bytes] = []
    quoted = encoded = False
    for line in lines:
        edge = _CARD_EDGE.match(line)
        soft = quoted and held[-1].endswith(b"=") and edge is None
        named = edge is not None or (_NAMED.match(line) is not None and not soft)
        if held and soft:
            held[-1] = held[-1][:-1]
            held.append(line.rstrip(b" \t"))
        elif held and edge is None and line[:1] in b" \t" and line:
            held.append(line[1:].rstrip(b" \t") if quoted or encoded else line[1:])
        elif held and not named:
            # A line break that nobody marked as one; within base64 it means nothing.
            held.append(line if encoded or not line.strip() else b"\\n" + line)
        else:
            if held:
                yield b"".join(held)
            held = [line]
            head = line.partition(b":")[0] + b":"
            quoted = _QUOTED.search(head) is not None
            encoded = not quoted and _BASE64.search(head) is not None
    if held:
        yield b"".join(held)


def _cards(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The lines of each card; cards within cards are cards of their own."""
    open_cards: list[list[bytes]] = []
    for line in lines:
        edge = _CARD_EDGE.match(line)
        if edge is None:
            if not open_cards and _NAMED.match(line):
                open_cards.append([])  # its beginning is lost
            if open_cards and line.strip():
                open_cards[-1].append(line)
        elif edge[1].upper() == b"END":
            if open_cards:
                yield open_cards.pop()
        else:
            inside = open_cards and open_cards[-1][-1:] and _holds_card(open_cards[-1][-1])
            if open_cards and not inside:
                yield open_cards.pop()  # its end is lost
            open_cards.append([])
    yield from reversed(open_cards)


def _holds_card(line: bytes) -> bool:
    return re.match(rb"(?:[\w-]+\.)?AGENT[^:]*:\s*$", line, re.IGNORECASE) is not None


def _lines(card: list[bytes], guess: str) -> list[Line]:
    """What the lines of a card say, with the titles that the user gave to some."""
    found = [_line(line, guess) for line in card]
    titles = {
        group: _title(line.value) for group, line in found if line.name == "X-ABLABEL" and group
    }
    return [
        line._replace(title=titles.get(group, "")) if group else line
        for group, line in found
        if line.name != "X-ABLABEL" or not group
    ]


def _title(value: str) -> str:
    text = value.strip()
    found = _APPLE_TITLE.fullmatch(text)
    return found[1] if found else text


def _line(line: bytes, guess: str) -> tuple[str, Line]:
    """The group of a line, and the line; a text that cannot be read is kept as it stands."""
    group, name, params, value = _content(line)
    told = {key: ",".join(values) for key, values in params.items()}
    encoding = told.get("ENCODING", "").upper()
    types = frozenset(
        part.strip().upper()
        for key, values in params.items()
        if key == "TYPE" or key not in _KNOWN_PARAMS
        for text in (values if key == "TYPE" else [] if values else [key])
        for part in text.split(",")
        if part.strip()
    )
    charset = told.get("CHARSET", "")
    binary, data = False, b""
    if encoding in {"B", "BASE64"} or types & {"BASE64"}:
        binary, data = name in _PICTURES, _unpacked(value)
        text = "" if binary else _letters(data, charset, guess)
    elif encoding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in types:
        text = _quoted(value, charset, guess, name)
    else:
        text = _letters(value, charset, guess)
        if name in _PICTURES and _DATA.match(text.replace("\\", "")):
            binary, data, text = True, _unpacked(value.replace(b"\\", b"").partition(b",")[2]), ""
    return group, Line(name, text, types, "", binary, told, data if name in PICTURES else b"")


def _content(line: bytes) -> tuple[str, str, dict[str, list[str]], bytes]:
    """Group, name, parameters and value; whatever stands there, each letter is looked at once."""
    end = _HEAD.match(line)
    at = end.end() if end is not None else max(line.find(b":"), 0)
    title, *more = _pieces(line[:at].decode("utf-8", "replace"), ";")
    group, _dot, name = title.strip().rpartition(".")
    found: dict[str, list[str]] = {}
    for one in more:
        key, sign, values = one.partition("=")
        told = [value.strip().strip('"') for value in _pieces(values, ",")] if sign else []
        found.setdefault(key.strip().upper(), []).extend(told)
    return group.lower(), name.strip().upper().replace("_", "-"), found, line[at + 1 :]


def _pieces(text: str, sign: str) -> list[str]:
    """The pieces of a text between signs that stand in no quotes."""
    if '"' not in text:
        return text.split(sign)
    found, quoted = [""], False
    for letter in text:
        quoted ^= letter == '"'
        if letter == sign and not quoted:
            found.append("")
        else:
            found[-1] += letter
    return found


def _quoted(value: bytes, charset: str, guess: str, name: str) -> str:
    """Quoted-printable as text; a sign that was written as its number divides nothing."""
    pieces = _SPLIT.split(value) if name in _STRUCTURED else [value]
    found = [_letters(quopri.decodestring(one), charset, guess) for one in pieces]
    if name in _STRUCTURED and (len(found) > 1 or name not in _ALWAYS_SEVERAL):
        found = [one.replace("\\;", ";").replace(";", "\\;") for one in found]
    return ";".join(found)


def _unpacked(value: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(value.split()))
    except binascii.Error:
        return value


def _letters(value: bytes, charset: str, guess: str) -> str:
    """A value as text: UTF-8 when it is that, else as it says it is, else by the whole file."""
    if value.isascii():
        return value.decode("ascii")
    for encoding in ("utf-8", charset, guess):
        try:
            return value.decode(encoding)
        except (LookupError, ValueError):
            continue
    return value.decode(guess, "replace")
