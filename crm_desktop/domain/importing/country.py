"""Whose phones a list writes without their country code: by what the whole list tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crm_desktop.domain.importing.cells import Cell, is_empty, text_of

_NAMES = """
RU: россия, рф, российская федерация, russia, russian federation, rus, ru
KZ: казахстан, республика казахстан, kazakhstan, kz
BY: беларусь, республика беларусь, белоруссия, belarus, by
UA: украина, україна, ukraine, ua
UZ: узбекистан, uzbekistan, uz
KG: киргизия, кыргызстан, kyrgyzstan, kg
AM: армения, armenia
GE: грузия, georgia
AZ: азербайджан, azerbaijan
MD: молдова, молдавия, moldova
US: сша, соединенные штаты, usa, us, u.s., u.s.a., united states, united states of america
CA: канада, canada
GB: великобритания, англия, united kingdom, uk, u.k., great britain, england, gb
DE: германия, germany, deutschland, de
FR: франция, france, fr
IT: италия, italy
ES: испания, spain
PL: польша, poland, pl
IL: израиль, israel, il
TR: турция, turkey, türkiye
CN: китай, кнр, china, cn
"""
_BY_NAME = {
    name.strip(): line[:2] for line in _NAMES.strip().splitlines() for name in line[3:].split(",")
}
_STATE_NAMES = """
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC
ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR
"""
_STATES = frozenset(_STATE_NAMES.split())
_AMERICAN = re.compile(
    r"(?:1[-. ])?\(?[2-9]\d\d(?:\)[-. ]?|[-. ])[2-9]\d\d[-. ]\d{4}(?:\s*(?:x|ext\.?)\s*\d+)?",
    re.IGNORECASE,
)
_OF_RUSSIANS = re.compile(r"\(?(?:9|49[5689]|812|800)")
"""Their mobiles, their capitals, their free numbers: written 3-3-4 now and then, too."""
_RUSSIAN_CODE = re.compile(r"\+\s*7|8[\s(-]*\d{3}|\d{3}[-\s]\d\d[-\s]\d\d(?!\d)")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]|\.(?:ru|su|by|kz|ua)\b")
_SEVEN = ("RU", "KZ")


def country_of(fields: Sequence[str], rows: Sequence[Sequence[Cell]], own: str) -> str:
    """The country of the list's phones; the business's `own` where nothing surely tells another.

    A column of countries tells it where nearly all say one. Without, only Americans are known by
    how they write their numbers, and only in a list that has nothing Russian in it.
    """
    named = _named(fields, rows)
    if named:
        # Who has +7 for a code dials the same numbers.
        return own if named in _SEVEN and own in _SEVEN else named
    if own in _SEVEN and _is_american(fields, rows):
        return "US"
    return own


def _named(fields: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    found: Counter[str] = Counter()
    for text in _texts(fields, rows, "country"):
        found[_BY_NAME.get(text.casefold().strip(" ."), "")] += 1
    if not found:
        return ""
    country, count = found.most_common(1)[0]
    # A country that stands beside few says nothing of the others.
    return country if count * 10 >= 9 * found.total() and count * 2 >= len(rows) else ""


def _is_american(fields: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bool:
    phones = [
        text
        for field in set(fields)
        if field.startswith("phone") or field == "fax"
        for text in _texts(fields, rows, field)
    ]
    bare = [text for text in phones if not text.startswith("+")]
    if not bare or any(_RUSSIAN_CODE.match(text) for text in phones):
        return False
    if sum(1 for text in bare if _AMERICAN.fullmatch(text)) * 10 < 9 * len(bare):
        return False
    if any(_CYRILLIC.search(cell) for row in rows for cell in row if isinstance(cell, str)):
        return False
    states = _texts(fields, rows, "region")
    if any(text.startswith("+1") for text in phones):
        return True
    if states and all(text in _STATES for text in states):
        return True
    return not any(_OF_RUSSIANS.match(text) for text in bare)


def _texts(fields: Sequence[str], rows: Sequence[Sequence[Cell]], field: str) -> list[str]:
    columns = [i for i, one in enumerate(fields) if one == field]
    return [
        text_of(row[i]).strip()
        for row in rows
        for i in columns
        if i < len(row) and not is_empty(row[i])
    ]
