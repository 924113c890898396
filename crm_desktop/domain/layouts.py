"""What somebody meant: as typed, on the wrong keyboard layout, in the other alphabet.

A query is words that all must be found; each may be met by any of several spellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm_desktop.domain import transliteration
from crm_desktop.domain.dates import parse_date
from crm_desktop.domain.first_names import whole_names
from crm_desktop.domain.phones import parse_phones, phone_digits
from crm_desktop.domain.text import clean_text, search_words, tax_digits

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED = dict(zip('~{}:"<>', "ёхъжэбю", strict=True))
"""Capital letters that stand on keys of signs."""
_TO_RUSSIAN = dict(zip(_LATIN, _RUSSIAN, strict=True)) | _SHIFTED
_TO_LATIN = dict(zip(_RUSSIAN, _LATIN, strict=True)) | {'"': "@"}
_SPACES = re.compile(r"(\s+)")
_LABELS = frozenset(
    {
        *("инн", "кпп", "огрн", "огрнип", "тел", "телефон", "моб", "мобильный", "почта", "мейл"),
        *("имейл", "сайт", "inn", "tin", "tel", "phone", "mob", "mobile", "mail", "email"),
        *("e-mail", "site"),
    }
)
"""What stands before a number or an address in a signature or a card, and is copied with it."""
_MARKED = re.compile(r"\+?[\d()\u2010-\u2015-]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,3}|[а-я]\.[а-я]")
_JOINED = re.compile(r"([^\W\d_]{3,})(\d+)")
FEWEST_DIGITS = 4
SHORTEST_BENT = 4
"""Letters of a word whose ending is taken off: one, of longer words two."""
LIKELY = 5
"""Spellings of a word that slips are looked for in."""
LONGEST_DAY = 30
"""Signs of a written day: «21 сентября 2026 года»."""

FEWEST_LETTERS = 2
"""One letter on another layout finds everything; two in another alphabet do."""

Spellings = tuple[str, ...]
"""Folded words of which any one will do, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a query may mean: `text` as a person would write it, and the words to be found."""

    how: str
    text: str
    words: tuple[Spellings, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """All spellings of all its words."""
        return tuple(dict.fromkeys(one for spellings in self.words for one in spellings))

    @property
    def spoken(self) -> bool:
        """Whether it is all words of letters: figures and addresses are the same everywhere."""
        return all(one.isalpha() for spellings in self.words for one in spellings[:1])

    def by_stems(self) -> Reading:
        """The same without the endings of Russian words: «дверца» is met in «дверцей»."""
        stems = tuple(tuple(dict.fromkeys(map(_stem, one))) for one in self.words)
        return replace(self, words=stems)

    def likeliest(self) -> tuple[Spellings, ...]:
        """Its words in few spellings each: as typed, or the likeliest of another alphabet."""
        if self.how != "translit":
            return tuple(one[:LIKELY] for one in self.words)
        return tuple(one[1 : 1 + LIKELY] or one for one in self.words)


def readings(text: str, region: str = "RU") -> Iterator[Reading]:
    """What a query may mean, one after the other; nothing for an empty one.

    As typed, without labels and marks in numbers, a day as it is kept, any of the phones in it
    (all "plain"), whole names for short ones ("spelling"), on the other layout ("layout"), in the
    other alphabet by any system ("translit").
    `region` is where numbers without a country code are at home.
    """
    text = clean_text(text)
    words = search_words(text, region)
    if not words:
        return
    yield Reading("plain", text, tuple((one,) for one in words))
    bare = tuple(_bare(words, region))
    if bare and bare != tuple((one,) for one in words):
        yield Reading("plain", text, bare)
    days = [day.isoformat() for language in ("ru", "en") if (day := _day(text, language))]
    if days:
        yield Reading("plain", text, (tuple(dict.fromkeys(days)),))
    numbers = tuple(phone_digits(one.normal) for one in parse_phones(text, region) if one.normal)
    if numbers:
        yield Reading("plain", text, (tuple(dict.fromkeys(numbers)),))
    whole = tuple((one, *whole_names(one)) for one in words)
    if any(len(one) > 1 for one in whole):
        likely = " ".join(one[min(len(one) - 1, 1)] for one in whole)
        yield Reading("spelling", likely, whole)
    letters = sum(sign.isalpha() for sign in text)
    other = other_layout(text) if letters >= FEWEST_LETTERS else ""
    typed = search_words(other) if other else []
    if typed:
        yield Reading("layout", other, tuple((one,) for one in typed))
        if len(typed) == len(words) > 1:
            both = zip(words, typed, strict=True)
            yield Reading("layout", other, tuple(tuple(dict.fromkeys(one)) for one in both))
    for said in (words, typed) if letters > FEWEST_LETTERS else ():
        spelt = [(one, *transliteration.readings(one)) for one in said]
        if any(len(one) > 1 for one in spelt):
            likely = " ".join(one[1] if len(one) > 1 else one[0] for one in spelt)
            yield Reading("translit", likely, tuple(spelt))


def _stem(word: str) -> str:
    """What is left of a Russian word whatever its ending; short ones and others stay whole."""
    russian = all("а" <= sign <= "я" for sign in word)
    ending = 0 if not russian or len(word) < SHORTEST_BENT else 1 + (len(word) > SHORTEST_BENT + 1)
    return word[: len(word) - ending]


def _bare(words: Sequence[str], region: str) -> Iterator[Spellings]:
    """«тел. 204-17-83» is 2041783: labels go, what is written in groups is met without marks.

    «Ю.Л.» is two letters, «гараж77» a word and a number.
    """
    said = [one for one in words if one.strip(".:;№#") not in _LABELS]
    if len(said) < len(words):
        said = search_words(" ".join(said), region)
    for one in said:
        digits = tax_digits(one) if _MARKED.fullmatch(one) else one
        if digits != one and len(digits) >= FEWEST_DIGITS:
            yield (digits, one)
        elif _INITIALS.fullmatch(one):
            yield from ((letter,) for letter in one if letter != ".")
        elif joined := _JOINED.fullmatch(one):
            yield from ((part,) for part in joined.groups())
        else:
            yield (one,)


def other_layout(text: str) -> str:
    """The same keys on the other layout: «bdfyjd» is «иванов»; "" when nothing would change.

    Each word by itself: somebody noticed half-way.
    """
    plain = text.casefold()
    if any(sign.isdigit() for sign in plain) and not any(sign.isalpha() for sign in plain):
        # A date or a phone is typed the same on both.
        return ""
    other = "".join(_other_word(one) for one in _SPACES.split(plain))
    return other if other != plain else ""


def _other_word(word: str) -> str:
    table = _TO_LATIN if any("а" <= sign <= "ё" for sign in word) else _TO_RUSSIAN
    return "".join(table.get(sign, sign) for sign in word)


def _day(text: str, language: str) -> date | None:
    """A day however it is written; what has no figures is none."""
    short = len(text) <= LONGEST_DAY and any(sign.isdigit() for sign in text)
    return parse_date(text.strip(), language) if short else None
