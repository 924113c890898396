"""Cells that are plainly one thing, as nearly all are: read without being taken apart.

Each reading here is what the careful way makes of the same text (equal by test), or None, which
leaves the text to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from crm_desktop.domain.importing.cells import is_placeholder, no_placeholders
from crm_desktop.domain.importing.split import may_be_several, parts_anything
from crm_desktop.domain.importing.values import plain_inn
from crm_desktop.domain.importing.ways import PHONE_UNREADABLE
from crm_desktop.domain.phones import SEVEN, plain_phone
from crm_desktop.domain.text import APART

Glanced = tuple[Any, tuple[tuple[str, str, str, str | None, str | None], ...], str | None, str]
"""A value or ways of contact, a doubt, a remark: `Understood` of a column."""
Glance = Callable[[str], Glanced | None]

_EMAIL = re.compile(
    r"[a-z0-9_]+(?:[.+-][a-z0-9_]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.){1,9}[a-z]{2,63}"
)
_TOWN = re.compile("[1-9][0-9]{2}-[0-9]{2}-[0-9]{2}")
_LINES = re.compile(f"^{_EMAIL.pattern}$", re.MULTILINE)
_MORE = ("  ", ":", "=", "<")
_LONGEST = 60
"""Letters of an address that is within every bound of its parts."""


def of_phones(label: str, region: str) -> Glance:
    """Numbers in the signs that everybody types, divided by commas; one of a town by itself."""

    def glance(text: str) -> Glanced | None:
        if not text.isprintable() or any(sign in text for sign in ":=;|'"):
            return None
        found = []
        for part in text.split(","):
            phone = plain_phone(part.strip(), region)
            if phone is None:
                return _of_town(text, label, region)
            found.append(("phone", label, phone.raw, phone.normal, phone.ext))
        return found[0][2], tuple(found), None, ""

    return glance


def _of_town(text: str, label: str, region: str) -> Glanced | None:
    """A number without the code of its town, which is kept as it was typed."""
    if region not in SEVEN or _TOWN.fullmatch(text) is None:
        return None
    return text, (("phone", label, text, None, None),), PHONE_UNREADABLE, ""


def of_emails(text: str) -> Glanced | None:
    """One address in Latin letters; those who type it large mean the small ones."""
    if not text.isascii() or not text.isprintable():
        return None
    text = text.strip().lower()
    if len(text) > _LONGEST or _EMAIL.fullmatch(text) is None:
        return None
    return text, (("email", "", text, text, None),), None, ""


def of_inn(text: str) -> Glanced | None:
    """Figures alone."""
    found = plain_inn(text)
    return None if found is None else (found[0], (), found[1], "")


def of_words(text: str) -> Glanced | None:
    """Words with one space between them, without any sign of a label or of markup."""
    if not text.isprintable() or any(sign in text for sign in _MORE):
        return None
    text = text.strip()
    if text[:1] == "'":
        return None
    return None if is_placeholder(text) else text, (), None, ""


def of_names(text: str) -> Glanced | None:
    """The same, where no sign stands that might part one name from another."""
    return None if may_be_several(text) else of_words(text)


def all_words(texts: Sequence[str]) -> bool:
    """Whether each of many texts is one that `of_words` leaves as it is, seen at once."""
    joined = APART.join(texts)
    if joined.count(APART) != len(texts) - 1 or not joined.isprintable():
        return False
    if "'" in joined or any(sign in joined for sign in _MORE) or " " in (joined[:1], joined[-1:]):
        return False
    if f" {APART}" in joined or f"{APART} " in joined:
        return False
    return no_placeholders(joined.casefold().split(APART))


def all_names(texts: Sequence[str]) -> bool:
    """The same of `of_names`."""
    return all_words(texts) and not parts_anything(APART.join(texts))


def plain_emails(texts: Sequence[str]) -> list[str | None]:
    """Each of many texts as the address that `of_emails` sees in it, None where it sees none."""
    joined = "\n".join(texts)
    if not joined.isascii() or joined.count("\n") != len(texts) - 1:
        return [found[0] if (found := of_emails(text)) else None for text in texts]
    small = [text.strip(" ") for text in joined.lower().split("\n")]
    seen = set(_LINES.findall("\n".join(small)))
    return [
        text if text in seen and len(text) <= _LONGEST and typed.isprintable() else None
        for text, typed in zip(small, texts, strict=True)
    ]
