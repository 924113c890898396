"""Phones and addresses of a cell, whichever column they stand in; every word of it is kept."""

from __future__ import annotations

import re

from crm_desktop.domain.importing.cells import Cell
from crm_desktop.domain.importing.plain import Cleaned, Context, plain, western
from crm_desktop.domain.phones import Phone, parse_phones
from crm_desktop.domain.problems import code
from crm_desktop.domain.text import email_normal

PHONE_UNREADABLE = code("import.phone-unreadable")
EMAIL_UNREADABLE = code("import.email-unreadable")

_SIGN = r"[^\s@,;:<>()\[\]|/\"«»]"
_MAIL = re.compile(rf"(?<!{_SIGN}){_SIGN}+@{_SIGN}+\.{_SIGN}{{2,}}")
_BARE = re.compile(
    r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[A-Za-z0-9-]*[A-Za-z0-9]\.)+[A-Za-z]{2,}"
)
_AROUND_AT = re.compile(r"(?<!\s)\s+@\s*|@\s+")
_SPOKEN_AT = re.compile(
    r"(?<!\s)(?:\s*[(\[{]\s*(?:at|a|собака|собачка|эт)\s*[)\]}]\s*|\s+(?:собака|at)\s+)|@{2,}",
    re.IGNORECASE,
)
_COMMA_IN_DOMAIN = re.compile(r"(?<=[\w-]),(?=(?:ru|com|рф|net|org|su|info|biz)\b)", re.IGNORECASE)
_LABELS = re.compile(
    r"\b(?:e-?mail|mailto|mail|эл\.?\s*почта|эл\.?\s*адрес|электронная\s+почта|почта|и|and|или|or)\b"
    r"\s*[.:=]*",
    re.IGNORECASE,
)
_MARKS = " \t\r\n.,;:|/\\<>()[]{}\"'«»=–—-*"
_LOOKALIKES = str.maketrans("ОоOoIlІіЗзБб", "000011113366")
_FIGURES = re.compile(r"\d[\d\s+().\u2010-\u2015\-OoОоIlІіЗзБб]{6,}\d")
_LOST_HYPHENS = re.compile(r"(?<!\d)(\d{3})\?(\d\d)\?(\d\d)(?!\d)")
"""«977?83?21»: hyphens that an old encoding does not know."""
_KINDS = (
    (re.compile(r"\W*(?:моб|сот|mob|cell)", re.IGNORECASE), "mobile"),
    (re.compile(r"\W*(?:раб|офис|work|office)", re.IGNORECASE), "work"),
    (re.compile(r"\W*(?:дом|home)", re.IGNORECASE), "home"),
    (re.compile(r"\W*(?:факс|fax)", re.IGNORECASE), "fax"),
)


def clean_phones(cell: Cell, context: Context) -> Cleaned:
    """All phones of a cell, unreadable ones as typed and marked."""
    text = plain(cell, "phone")
    if not text:
        return Cleaned(None)
    phones = parse_phones(text, context.region)
    if len(phones) == 1 and phones[0].normal is not None:
        return Cleaned(phones)
    if phones and all(phone.normal for phone in phones):
        return Cleaned(phones)
    phones = _mistyped(text, context.region) or phones or [Phone(None, None, text)]
    unreadable = [phone for phone in phones if phone.normal is None]
    return Cleaned(phones, PHONE_UNREADABLE if unreadable else None)


def _mistyped(text: str, region: str) -> list[Phone]:
    """Figures of full width, letters that look like figures, lost hyphens; as they stood."""
    turned = western(text)
    turned = _FIGURES.sub(lambda found: found[0].translate(_LOOKALIKES), turned)
    turned = _LOST_HYPHENS.sub(r"\1-\2-\3", turned)
    if turned == text:
        return []
    found = parse_phones(turned, region)
    if len(found) == 1 and found[0].normal is not None:
        return [found[0]._replace(raw=text)]
    return found if found and all(phone.normal for phone in found) else []


def kind_in(raw: str) -> str:
    """What a phone says of itself: «моб.», «раб.», «факс»."""
    if raw[:1].isdigit() or raw[:1] in "+(":
        return ""
    return next((kind for pattern, kind in _KINDS if pattern.match(raw)), "")


def clean_emails(cell: Cell, _context: Context) -> Cleaned:
    """All addresses of a cell in lower case; a text without any is marked."""
    text = plain(cell, "email")
    if not text:
        return Cleaned(None)
    if _BARE.fullmatch(text) is not None:
        return Cleaned([text.casefold()])
    found, rest = emails_of(text)
    if found:
        return Cleaned(found, None, rest)
    return Cleaned([], EMAIL_UNREADABLE)


def emails_of(text: str) -> tuple[list[str], str]:
    """The addresses in a text, each once, and the words that are none; "" for marks alone."""
    whole = email_normal(text) if text.count("@") == 1 and " " not in text else None
    if whole == text.casefold():
        return [whole], ""
    put_right = _COMMA_IN_DOMAIN.sub(".", _SPOKEN_AT.sub("@", _AROUND_AT.sub("@", text)))
    found: list[str] = []
    rest: list[str] = []
    end = 0
    for one in _MAIL.finditer(put_right):
        normal = email_normal(one[0])
        if normal is None:
            continue
        if normal not in found:
            found.append(normal)
        rest.append(put_right[end : one.start()])
        end = one.end()
    rest.append(put_right[end:])
    words = [word for part in rest if (word := _LABELS.sub(" ", part).strip(_MARKS))]
    return found, "; ".join(words)
