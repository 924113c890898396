"""Normal forms of text: what is stored, what is searched, what is sorted by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from crm_desktop.domain.phones import parse_phones, phone_digits

MOST_WORDS = 12
"""More words in a query only slow it down."""
CELL_LIMIT = 32_767
"""Signs of a cell in a spreadsheet, which counts in UTF-16: a smile is two."""
SURELY_FITS = CELL_LIMIT // 2
CUT = "…"
APART = "\u205e"
"""Between texts that are looked at together: a sign that is seen, of no word, in hardly any text.

No text comes apart because one has it: whoever joins texts counts.
"""


def clean_text(text: str) -> str:
    """The one boundary for text from outside.

    Lone surrogates and noncharacters become U+FFFD; NUL and control characters go, except TAB
    and line breaks, which are one LF each. Everything else is kept as typed.
    """
    if text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    return _BROKEN.sub("\ufffd", plain)


def for_cell(text: str) -> str:
    """A text as far as a cell of a spreadsheet can hold it; what is cut off is marked."""
    if len(text) <= SURELY_FITS or _units(text) <= CELL_LIMIT:
        return text
    return short_of(text, CELL_LIMIT - 1) + CUT


def short_of(text: str, limit: int) -> str:
    """The beginning of a text with at most so many units of UTF-16, no sign cut in two."""
    if _units(text) <= limit:
        return text
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(sign > "\uffff" for sign in text)


def fold(text: str | None) -> str:
    """The form in which texts are compared and searched.

    Without case, ё as е, one space between words, without invisible signs; composed (NFC), so
    that «й» of a Mac file name meets the typed one. Folding twice changes nothing.
    """
    if not text:
        return ""
    folded = text.casefold()
    printable = folded.isprintable()
    if not folded.isascii():
        # Of the invisible signs only the stress mark counts as printable.
        if not printable or _STRESS in folded:
            folded = folded.translate(_INVISIBLE)
        folded = unicodedata.normalize("NFC", folded).replace("ё", "е")
    if printable and "  " not in folded:
        return folded.strip()
    return " ".join(folded.split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """`fold` of each, made of all of them at once where nothing odd stands in any (equal by test).

    The sign between them begins nothing and ends nothing, whatever stands beside it.
    """
    joined = APART.join(texts).casefold()
    plain = joined.count(APART) == len(texts) - 1 and joined.isprintable() and "  " not in joined
    if not plain or _STRESS in joined:
        return [fold(text) for text in texts]
    joined = unicodedata.normalize("NFC", joined).replace("ё", "е")
    return [text.strip() for text in joined.split(APART)]


def search_words(query: str, region: str = "RU") -> list[str]:
    """What to look for: folded words, each to be found anywhere in a record's key.

    Quotes, «№» and commas around a word go: «Ромашка» and "Ромашка" are one name.
    A query that looks like phones becomes their significant digits, so that every notation
    meets the stored «+7…»; the beginning of a number («8 (912) 34») does too. A date, a paper's
    number or a requisite is left as typed.
    """
    text = fold(clean_text(query))
    digits = _phone_words(text, region)
    if digits:
        return digits
    words = text.split()[:MOST_WORDS]
    return [bare for word in words if (bare := word.strip(_QUOTED))] or words


def as_written(words: Iterable[str], text: str) -> str:
    """Folded words as they stand in a text («Константинопольская»), as they are where not."""
    there = {fold(bare): bare for one in text.split() if (bare := one.strip(_QUOTED))}
    return " ".join(there.get(word, word) for word in words)


def sort_key(name: str) -> str:
    """Order of names, compared by code points: without case, leading quotes and legal form.

    ё stands with е and right after it when nothing else differs («Еж», «Ёж», «Ежов»), as in
    Russian dictionaries; U+0001 sorts before everything that can stand in a name.
    """
    text = " ".join(unicodedata.normalize("NFC", name.casefold()).split()).strip(_QUOTES)
    bare = _LEGAL.sub("", text).strip(_QUOTES) or text
    return f"{bare.replace('ё', 'е')}\x01{bare}" if "ё" in bare else bare


def sort_keys(names: Sequence[str]) -> list[str]:
    """`sort_key` of each, made of all of them at once where nothing odd stands in any."""
    joined = APART.join(names).casefold()
    plain = joined.count(APART) == len(names) - 1 and joined.isprintable() and "  " not in joined
    if not plain:
        return [sort_key(name) for name in names]
    joined = unicodedata.normalize("NFC", joined)
    bare = _LEGAL.sub("", joined).split(APART)
    keys = [key.strip(_QUOTES) for key in bare]
    if "ё" in joined:
        keys = [f"{key.replace('ё', 'е')}\x01{key}" if "ё" in key else key for key in keys]
    return [key or sort_key(name) for key, name in zip(keys, names, strict=True)]


@lru_cache(maxsize=1024)
def email_normal(text: str) -> str | None:
    """The first address in a typed text, in lower case, or None.

    Labels («email: …», "mailto:"), names, angle brackets and marks around it go; a space beside
    «@» goes too when nothing else is typed. Domains in other alphabets are kept (`.рф`).
    """
    plain = text[:_LONGEST].casefold().replace("mailto:", " ").strip()
    if _BARE_EMAIL.fullmatch(plain):
        return plain
    found = _EMAIL.search(plain)
    if found is None:
        found = _EMAIL.fullmatch(_AROUND_AT.sub("@", _EMAIL_LABEL.sub("", plain)).rstrip(".,; "))
    if found is None:
        return None
    local, domain = found[1].strip(".'"), found[2].strip(".-'")
    labels = domain.split(".")
    fine = local and all(x and x[0] != "-" and x[-1] != "-" for x in labels)
    return f"{local}@{domain}" if fine else None


def tax_digits(text: str) -> str:
    """The digits of a requisite, whatever stands between them; for comparing, not for storing."""
    return "".join(c for c in text if "0" <= c <= "9")


_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_PLANE_ENDS = "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(17))
_BROKEN = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")
# Soft hyphen, zero-width signs, direction marks, stress mark.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x301, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF]
)
_STRESS = "\u0301"
_QUOTED = "«»„“”\"'`‘’‹›№,"
_QUOTES = " \t«»„“”\"'`‘’‹›()[].,№"
_LEGAL = re.compile(
    r"(?<!\w)(?:(?:ооо|оао|зао|пао|ао|нао|ип|чп|тоо|оо|одо|уп|чуп|гуп|муп|фгуп|гку|гбу|мбу|мку"
    r"|фгбу|ано|нко|снт|тсж|тсн|кфх|пк|общество с ограниченной ответственностью"
    r"|(?:публичное |непубличное |закрытое |открытое )?акционерное общество"
    r"|индивидуальный предприниматель|llc|ltd|inc|gmbh|the)\b[\s.,«»„“”\"']*)+"
)
# Every part is bounded, so that no text, however long, takes long.
_LONGEST = 10_000
_EMAIL = re.compile(
    r"(?<![^\s<>(),;:\"«»\[\]|/\\])([^\s@<>(),;:\"«»\[\]|/\\]{1,64})"
    r"@([\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:xn--[a-z0-9-]{1,59}|[^\W\d_]{2,63}))(?![\w@-])"
)
# Nearly all addresses look so; the careful way would return the same.
_BARE_EMAIL = re.compile(
    r"[a-z0-9_](?:[a-z0-9_.+-]{0,62}[a-z0-9_])?"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}[a-z]{2,63}"
)
_EMAIL_LABEL = re.compile(r"^[^\s@:]{0,20} ?: ?")
_AROUND_AT = re.compile(r" ?@ ?")
_PHONE_LIKE = re.compile(
    r"'?\+?[0-9 ()\u2010-\u2015-]+|[0-9]{10,15}\.0+|\+?(?:[0-9]{1,4}[. ]){3,5}[0-9]{2,4}"
)
_DATE_LIKE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}")
_EIGHT_FIRST = re.compile(r"8[ (\u2010-\u2015-]+(?=[0-9]{3})")


def _phone_words(text: str, region: str) -> list[str]:
    """The digits to look for when the text is phones or a part of one; else nothing."""
    if not _PHONE_LIKE.fullmatch(text) or _DATE_LIKE.fullmatch(text):
        return []
    digits = tax_digits(text)
    if len(digits) < 4:
        return []
    if digits != text or len(digits) == 11:
        # Typed with marks, or the length of a whole Russian number: every notation is one.
        found = parse_phones(text, region) if len(digits) >= 10 else []
        if found and all(one.normal for one in found):
            return [phone_digits(one.normal) for one in found if one.normal]
        if _EIGHT_FIRST.match(text):
            return [digits[1:]]
    return [digits]
