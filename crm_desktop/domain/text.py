"""Normal forms of text: what is stored, what is searched, what is sorted by."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_LEGAL = re.compile(
    r"^(?:(?:ооо|оао|зао|пао|ао|нао|ип|чп|тоо|одо|гуп|муп|фгуп|ano|ано|нко|llc|ltd|inc|gmbh)\b[\s.,]*)+"
)
_QUOTES = " \t«»„“”\"'`‘’‹›()[]"
_EMAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]{2,}")
_PHONE_LIKE = re.compile(r"[+\d\s()./\u2010-\u2015-]+")


def clean_text(text: str) -> str:
    """The one boundary for text from outside.

    Lone surrogates and noncharacters become U+FFFD; NUL and control characters go, except TAB
    and line breaks. Everything else is kept as typed.
    """
    if text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    return _BROKEN.sub("\ufffd", plain)


def fold(text: str | None) -> str:
    """The form in which texts are compared: no case, ё as е, one space between words."""
    if not text:
        return ""
    folded = text.casefold().replace("ё", "е").replace("\u0301", "")
    return " ".join(folded.split())


def search_words(query: str) -> list[str]:
    """What to look for: folded words; a query that is a phone becomes its significant digits.

    A leading 8 or 7 of a full Russian number goes, so that every notation meets the stored
    «+7…».
    """
    text = fold(clean_text(query))
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 4 and _PHONE_LIKE.fullmatch(text):
        if len(digits) == 11 and digits[0] in "78":
            digits = digits[1:]
        return [digits]
    return [word for word in text.split(" ") if word][:12]


def sort_key(name: str) -> str:
    """Order of names: without case, quotes and legal form; ё right after е.

    U+FFFF cannot stand in a name, so «е» + U+FFFF sorts after every «е…».
    """
    text = name.casefold().strip(_QUOTES)
    bare = _LEGAL.sub("", text).strip(_QUOTES)
    return _SPACES.sub(" ", (bare or text).replace("ё", "е\uffff"))


def email_normal(text: str) -> str | None:
    """The address inside a typed text in lower case, or None; labels and marks around it go."""
    found = _EMAIL.search(unicodedata.normalize("NFKC", text.replace("mailto:", " ")))
    return found.group().strip(".,'").casefold() if found else None
