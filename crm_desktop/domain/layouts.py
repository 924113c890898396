"""What somebody meant: as typed, on the wrong keyboard layout, in the other alphabet.

A query is words that all must be found; each may be met by any of several spellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from crm_desktop.domain import heard, transliteration
from crm_desktop.domain.cases import names_in_cases
from crm_desktop.domain.dates import parse_date
from crm_desktop.domain.everyday import said_of_firms
from crm_desktop.domain.first_names import whole_names
from crm_desktop.domain.phones import parse_phones, phone_digits
from crm_desktop.domain.text import clean_text, search_words, tax_digits
from crm_desktop.late import dataclass

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
_TWO_LETTERS = re.compile(r"[а-я]{2}")
_JOINED = re.compile(r"([^\W\d_]{3,})(\d+)")
FEWEST_DIGITS = 4
SURNAME = 4
"""Letters of a word that initials may stand with."""
SHORTEST_BENT = 4
"""Letters of a word whose ending is taken off: one, of longer words two."""
MOST_HEARD = 4
"""Words of a query that may be a foreign name by ear; a sentence is none."""
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
    """What a query may mean: `text` as a person would write it, and the words to be found.

    `beside` it stands the next one, as likely: neither hides what the other finds.
    Of one with many spellings the words must be met `whole`: parts of them stand in everything.
    In what is `guessed` of a case no slips are looked for besides.
    """

    how: str
    text: str
    words: tuple[Spellings, ...]
    beside: bool = False
    whole: bool = False
    guessed: bool = False

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
    (all "plain"), whole names for short ones, papers' words for everyday ones, names in another
    case ("spelling"), on the other layout ("layout"), in the other alphabet by any system and as it
    is heard ("translit").
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
    yield from _otherwise(words)
    letters = sum(sign.isalpha() for sign in text)
    other = other_layout(text) if letters >= FEWEST_LETTERS else ""
    typed = search_words(other) if other else []
    if typed:
        yield Reading("layout", other, tuple((one,) for one in typed))
        if len(typed) == len(words) > 1:
            both = zip(words, typed, strict=True)
            yield Reading("layout", other, tuple(tuple(dict.fromkeys(one)) for one in both))
    if letters > FEWEST_LETTERS:
        yield from _in_other_letters(words)
        yield from _translit([(one, *transliteration.readings(one)) for one in typed])


def _in_other_letters(words: Sequence[str]) -> Iterator[Reading]:
    """By the systems and by ear, in the nominative and out of another case."""
    cases = names_in_cases(words)
    yield from _translit([(one, *transliteration.readings(one)) for one in words])
    yield from _by_ear([(one, *heard.spellings(one)) for one in words])
    for names in cases:
        heard_so = [(one[-1], *heard.spellings(one[0]), *one) for one in names]
        yield from _guessed(_translit([_in_both(one) for one in names]))
        yield from _guessed(_by_ear(heard_so))


def _translit(spelt: Sequence[Spellings]) -> Iterator[Reading]:
    if any(len(one) > 1 for one in spelt):
        yield Reading("translit", _likely(spelt), tuple(spelt))


def _by_ear(spelt: Sequence[Spellings]) -> Iterator[Reading]:
    for one in _translit(spelt) if len(spelt) <= MOST_HEARD else ():
        yield replace(one, whole=True)


def _guessed(found: Iterator[Reading]) -> Iterator[Reading]:
    return (replace(one, guessed=True) for one in found)


def _in_both(names: Spellings) -> Spellings:
    """A name in the other alphabet, then as it is and what else it may be."""
    return tuple(dict.fromkeys((names[-1], *transliteration.readings(names[0]), *names)))


def _likely(spelt: Sequence[Spellings]) -> str:
    """The words as they are first said when they are said otherwise."""
    return " ".join(one[min(len(one) - 1, 1)] for one in spelt)


def _otherwise(words: Sequence[str]) -> Iterator[Reading]:
    """What these words may be said for: short names, everyday words, names in another case."""
    whole = tuple((one, *whole_names(one)) for one in words)
    if any(len(one) > 1 for one in whole):
        yield Reading("spelling", _likely(whole), whole)
    cases = names_in_cases(words)
    for bent in (words, *([one[0] for one in names] for names in cases)):
        for said in said_of_firms(bent):
            yield Reading("spelling", " ".join(one[0] for one in said), said).by_stems()
    for place, names in enumerate(cases):
        text = " ".join(one[0] for one in names)
        spelt = tuple((*one, *(w for name in one for w in whole_names(name))) for one in names)
        yield Reading("spelling", text, spelt, beside=place + 1 < len(cases), guessed=True)


def _stem(word: str) -> str:
    """What is left of a Russian word whatever its ending; short ones and others stay whole."""
    russian = all("а" <= sign <= "я" for sign in word)
    ending = 0 if not russian or len(word) < SHORTEST_BENT else 1 + (len(word) > SHORTEST_BENT + 1)
    return word[: len(word) - ending]


def _bare(words: Sequence[str], region: str) -> Iterator[Spellings]:
    """«тел. 204-17-83» is 2041783: labels go, what is written in groups is met without marks.

    «Ю.Л.» is two letters, as is «юл» beside a surname, «гараж77» a word and a number.
    """
    said = [one for one in words if one.strip(".:;№#") not in _LABELS]
    if len(said) < len(words):
        said = search_words(" ".join(said), region)
    for one in said:
        digits = tax_digits(one) if _MARKED.fullmatch(one) else one
        if digits != one and len(digits) >= FEWEST_DIGITS:
            yield (digits, one)
        elif _INITIALS.fullmatch(one) or (_TWO_LETTERS.fullmatch(one) and _with_surname(said)):
            yield from ((letter,) for letter in one if letter != ".")
        elif joined := _JOINED.fullmatch(one):
            yield from ((part,) for part in joined.groups())
        else:
            yield (one,)


def _with_surname(words: Sequence[str]) -> bool:
    """Whether two letters beside may be initials: «иванов пк»."""
    return len(words) == 2 and any(len(one) >= SURNAME and one.isalpha() for one in words)


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
