"""Phones in any notation: one number, one normal form (E.164), whoever typed it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN = re.compile(r"(?:\+?7|8)?[\s(-]*([3489]\d\d)[\s)-]*(\d{3})[\s-]*(\d\d)[\s-]*(\d\d)")
_FLOAT = re.compile(r"\d{10,15}\.0+")
_SCIENCE = re.compile(r"(\d)[.,](\d{1,14})[eEеЕ]\+?(1[0-4])")
_EXTENSION = re.compile(
    r"[\s,;(]*(?:доб(?:авочный)?|вн(?:утр)?|ext(?:ension)?|x|#)[\s.:№]*(\d{1,6})\)?", re.IGNORECASE
)
_SPLIT = re.compile(r"[,;/\n|]+|\s{2,}|\s(?=(?:\+7|8|7)[\s(-]*\d{3}[\s)-]*\d{3})|\s(?=\+\d)|\sи\s")
_LABEL = re.compile(r"^[^\d+(]*")
_DASHES = str.maketrans({c: "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"} | {
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u200b": None, "\ufeff": None,
})
FEWEST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Phone:
    """One number: `normal` is E.164 or None when unreadable, `raw` the text as it stood."""

    normal: str | None
    ext: str | None
    raw: str


def parse_phones(text: str, region: str = "RU") -> list[Phone]:
    """All numbers in a cell or a field, in order; unreadable ones without a normal form.

    Never loses anything that has digits: what cannot be read is returned as typed. A local
    number without area code is not guessed at.
    """
    plain = text.translate(_DASHES).strip().strip("'\"").strip()
    if not plain:
        return []
    if region == "RU":
        found = _PLAIN.fullmatch(plain)
        if found:
            return [Phone("+7" + "".join(found.groups()), None, text.strip().lstrip("'"))]
    return _slowly(_number_text(plain), region)


def _number_text(plain: str) -> str:
    """A phone that went through a spreadsheet as a number, written as one again."""
    if _FLOAT.fullmatch(plain):
        return plain.split(".")[0]
    science = _SCIENCE.fullmatch(plain)
    if science:
        digits = science.group(1) + science.group(2)
        power = int(science.group(3))
        if len(digits) >= power:
            return digits.ljust(power + 1, "0")
    return plain


def _slowly(plain: str, region: str) -> list[Phone]:
    whole = _one(plain, region)
    if whole is not None and whole.normal is not None:
        return [whole]
    pieces = [piece.strip() for piece in _SPLIT.split(plain) if piece and piece.strip()]
    read: list[Phone] = []
    for piece in pieces:
        extension = _EXTENSION.fullmatch(piece)
        if extension and read and read[-1].ext is None:
            last = read.pop()
            read.append(Phone(last.normal, extension.group(1), f"{last.raw}, {piece}"))
            continue
        one = _one(piece, region)
        if one is not None:
            read.append(one)
    if len(read) > 1 and any(p.normal for p in read):
        return read
    return [whole] if whole is not None else []


def _one(piece: str, region: str) -> Phone | None:
    """One number, or None for a text without enough digits to be one."""
    raw = piece
    ext = None
    tail = _EXTENSION.search(piece)
    if tail and sum(c.isdigit() for c in piece[: tail.start()]) >= FEWEST_DIGITS:
        ext, piece = tail.group(1), piece[: tail.start()] + piece[tail.end() :]
    bare = _LABEL.sub("", piece).strip(" .,;'\"")
    digits = sum(c.isdigit() for c in bare)
    if digits < FEWEST_DIGITS:
        return None
    if region == "RU":
        found = _PLAIN.fullmatch(bare.replace(".", " "))
        if found:
            return Phone("+7" + "".join(found.groups()), ext, raw)
    return Phone(_e164(bare, region), ext, raw)


def _e164(text: str, region: str) -> str | None:
    import phonenumbers  # 6 MB of metadata: only for what the plain pattern does not read

    candidates = [text]
    digits = re.sub(r"\D", "", text)
    if text.lstrip().startswith("8") and len(digits) > 11 and digits.startswith("810"):
        candidates.insert(0, "+" + digits[3:])
    elif not text.startswith("+") and len(digits) == 11 and digits[0] == "7":
        candidates.insert(0, "+" + digits)
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, region if region != "ZZ" else None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def format_phone(normal: str, ext: str | None = None) -> str:
    """A normal form for the eye: «+7 (916) 123-45-67 доб. 123», «8 (800) 555-35-35»."""
    return _grouped(normal) + (f" доб. {ext}" if ext else "")


def _grouped(normal: str) -> str:
    if len(normal) == 12 and normal.startswith("+7"):
        area, rest = normal[2:5], normal[5:]
        lead = "8" if area == "800" else "+7"
        return f"{lead} ({area}) {rest[:3]}-{rest[3:5]}-{rest[5:]}"
    return normal
