"""A word in the other alphabet, by every system that people use, the likeliest spelling first.

Passports (ICAO), GOST 7.79 and ISO 9, BGN/PCGN and what people write of themselves disagree about
a dozen letters: «Юлия» is Yuliya, Iuliia, Juliâ, Julia. So one word has several readings, and a
search takes all of them at once.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count

MOST = 24
"""Readings of one word; with more the unlikely ones find strangers."""
SOFTENED = 3
"""Readings of a word, the likeliest, in which rare soft signs are tried."""
LONGEST = 40
"""Letters of a word that is read; nobody's name is longer."""

Choices = tuple[tuple[str, float], ...]


def table_of(lines: str) -> Mapping[str, Choices]:
    """«zh ж зх:3»: a sound, then its readings, the likeliest first; a price may follow each."""
    found = {}
    for line in lines.strip().splitlines():
        sound, *readings = line.split()
        choices = []
        for place, reading in enumerate(readings):
            said, _, price = reading.partition(":")
            choices.append((said.strip("-"), float(price) if price else 0.6 * place))
        found[sound] = tuple(choices)
    return found


# "-" stands for nothing; the longest sound that fits is read first.
_RUSSIAN = table_of(
    """
    shch щ
    shh щ
    sch щ сч ш:1.5
    zh ж зг:3
    kh х
    ts ц тс:1
    tz ц
    tc ц
    cz ц ч:1.5
    ch ч х:1.5
    sh ш щ:1.5
    dzh дж
    ph ф
    th т
    ck к
    iya ия
    ija ия
    iia ия
    ia ия я ья
    ya я ья ия:1.5
    ja я ья жа:1.5 джа:1.5
    yu ю ью
    ju ю жу:0.9 ью:1.2 джу:1.5
    iu ю иу ью
    iiu ию
    iyu ию
    yo е ье йо
    jo е ье йо жо:1.5
    io ио е ье
    ye е ье ее:1.5
    je е ье
    ie ие ье е
    iy ий ый:1
    ij ий ый:1
    ii ий ии
    yy ый ий
    yj ый ий
    yi ьи ыи ий
    ey ей
    ei ей еи
    ay ай
    ai ай аи
    oy ой
    oi ой ои
    uy уй
    ui уй уи
    y' ы
    y` ы
    e' э
    e` э
    '' ъ
    `` ъ
    ' ь -
    ` ь -
    ’ ь -
    ʹ ь
    ʺ ъ
    ž ж
    č ч
    š ш
    ŝ щ
    â я
    û ю
    è э
    ë е
    a а
    b б
    c ц к с
    d д
    e е э:1
    f ф
    g г
    h х г:1
    i и
    j й ж дж
    k к
    l л ль:2.5
    m м
    n н
    o о
    p п
    q к
    r р
    s с
    t т
    u у ю:1.2
    v в
    w в у:1
    x кс х
    z з
    """
)
_LATIN = table_of(
    """
    ия iya ia iia ija
    ью yu iu ju 'yu:1.5
    ья ya ia ja 'ya:1.5
    ье ye ie yo e je:1.5 'e:1.5
    ьи yi i
    ий iy y ii ij i:1
    ый yy y iy yj:1.5
    ей ey ei ej
    ай ay ai aj
    ой oy oi oj
    кс ks x
    дж j dzh g:1.5
    а a
    б b
    в v w:1.5
    г g
    д d
    е e ye yo:1 je:1.5
    ж zh j ž:1.5
    з z
    и i ee:1.2
    й y i j
    к k c:1.5
    л l
    м m
    н n
    о o
    п p
    р r
    с s
    т t th:1.8
    у u oo:1.8
    ф f ph:1.5
    х kh h x:1.5
    ц ts c tc cz:1.5
    ч ch č:1.5
    ш sh š:1.5
    щ shch sch shh sh:1 ŝ:1.5
    ъ - ie:1.5 '
    ы y i:1
    ь - ':1
    э e è:1.5
    ю yu iu u:0.9 ju ü:1.5 û:1.5
    я ya ia ja â:1.5
    """
)
_BASE = dict.fromkeys("ъь", "") | {
    pair[0]: pair[2:]
    for pair in (
        *("а-a", "б-b", "в-v", "г-g", "д-d", "е-e", "ж-zh", "з-z", "и-i", "й-y", "к-k", "л-l"),
        *("м-m", "н-n", "о-o", "п-p", "р-r", "с-s", "т-t", "у-u", "ф-f", "х-kh", "ц-ts", "ч-ch"),
        *("ш-sh", "щ-shch", "ы-y", "э-e", "ю-yu", "я-ya"),
    )
}
_SYSTEMS = tuple(
    _BASE | dict(pair.split("-") for pair in pairs.split())
    for pairs in (
        "",  # BGN/PCGN, near to most habits
        "ия-ia ий-y кс-x х-h",  # as people write of themselves
        "й-i ю-iu я-ia ъ-ie",  # ICAO: passports
        "ю-ju ия-ia ья-ia й-j х-h ц-c я-ja",
        "ю-ju я-ja й-j х-x ц-cz щ-shh ъ-'' ь-' ы-y' э-e'",  # GOST 7.79, system B
        "ж-ž й-j х-h ц-c ч-č ш-š щ-ŝ э-è ю-û я-â",  # ISO 9
    )
)
_SOUNDED = frozenset("aeou")
_VOWELS = frozenset("аеиоуыэюя")
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_SOFT = frozenset("лзснртдмв")
"""After these a soft sign is left out in Latin letters."""


@lru_cache(maxsize=512)
def readings(word: str) -> tuple[str, ...]:
    """How a folded word may be spelt in the other alphabet; nothing for figures and signs.

    A Latin word brings its other Latin spellings, too: "Julia" finds "Iuliia".
    """
    short = word[:LONGEST]
    if any(sign in _LATIN for sign in short):
        return tuple(one for one in _in_latin(short) if one != word)
    if not any("a" <= sign <= "z" for sign in short):
        return ()
    plain = read_by(_RUSSIAN, short)
    likely = [soft for one in plain for soft in dict.fromkeys((one, _softened(one)))]
    rare = [soft for one in plain[:SOFTENED] for soft in _rarely_softened(one)]
    russian = list(dict.fromkeys([*likely[: MOST - MOST // 3], *rare, *likely]))[:MOST]
    latin = [again for one in russian[:2] for again in _in_latin(one)[: MOST // 3]]
    return tuple(one for one in dict.fromkeys(russian + latin) if one != word)


def _in_latin(russian: str) -> list[str]:
    """By each system from end to end, then by mixtures of them."""
    pure = ["".join(_by(system, russian)) for system in _SYSTEMS]
    return list(dict.fromkeys(one for one in pure + read_by(_LATIN, russian) if one.strip()))[:MOST]


def _by(system: Mapping[str, str], russian: str) -> Iterator[str]:
    place = 0
    while place < len(russian):
        two = russian[place : place + 2]
        length = 2 if two in system and len(two) == 2 else 1
        yield system.get(russian[place : place + length], russian[place])
        place += length


def read_by(table: Mapping[str, Choices], word: str, most: int = MOST) -> list[str]:
    """The readings of a whole word by a table, the likeliest first: its sounds one by one."""
    order = count()
    open_: list[tuple[float, int, int, str]] = [(0.0, next(order), 0, "")]
    found: dict[str, None] = {}
    while open_ and len(found) < most:
        price, _, place, said = heapq.heappop(open_)
        if place >= len(word):
            found[said] = None
            continue
        for length, choices in _sounds(word, place, said, table):
            for reading, more in choices:
                if reading.startswith("ь") and said[-1:] not in _CONSONANTS:
                    continue
                step = (price + more, next(order), place + length, said + reading)
                heapq.heappush(open_, step)
        if len(open_) > most * 20:
            open_ = heapq.nsmallest(most * 4, open_)
            heapq.heapify(open_)
    return [one for one in found if one.strip()]


def _sounds(
    word: str, place: int, said: str, table: Mapping[str, Choices]
) -> Iterator[tuple[int, Choices]]:
    """The sound that begins here, with its readings; a sign of no sound stands for itself."""
    for length in (4, 3, 2):
        found = table.get(word[place : place + length]) if place + length <= len(word) else None
        if found is not None and not _divided(word, place, length):
            yield length, found
            return
    sign = word[place]
    if sign == "y" and table is _RUSSIAN:
        yield 1, _y_read(word, place, said)
        return
    yield 1, table.get(sign, ((sign, 0.0),))


def _divided(word: str, place: int, length: int) -> bool:
    """In "skaya" and "nikolaev" the sign after the first vowel belongs to the next one."""
    two, after = word[place : place + 2], word[place + 2 : place + 3]
    return length == 2 and two[0] in "aeou" and two[1] in "yij" and after in _SOUNDED


def _y_read(word: str, place: int, said: str) -> Choices:
    if said and said[-1] in _VOWELS:
        return (("й", 0.0), ("и", 1.5))
    if not word[place + 1 : place + 2].isalpha() and said:
        return (("ий", 0.0), ("ы", 0.6), ("ый", 0.7), ("и", 1.0))
    return (("ы", 0.0), ("и", 0.6), ("й", 1.5))


def _soft_places(russian: str) -> list[int]:
    """Where Latin letters may leave a soft sign out: «ольга», «кузьмин»."""
    return [
        place + 1
        for place, sign in enumerate(russian[:-1])
        if sign in _SOFT
        and (russian[place + 1] in _CONSONANTS or russian[place + 1] in "еи")
        and russian[place + 1] != sign
    ]


def _likely_places(russian: str) -> list[int]:
    places = _soft_places(russian)
    return [p for p in places if russian[p - 1] == "л" and russian[p] in _CONSONANTS]


def _softened(russian: str) -> str:
    """The word with the soft signs that are usual: after «л» before a consonant."""
    return _with_signs(russian, _likely_places(russian))


def _rarely_softened(russian: str) -> Iterator[str]:
    """The word with one soft sign more, wherever there may be one."""
    likely = _likely_places(russian)
    for place in _soft_places(russian):
        yield _with_signs(russian, sorted({*likely, place}))


def _with_signs(russian: str, places: list[int]) -> str:
    said, before = [], 0
    for place in places:
        said.append(russian[before:place])
        before = place
    return "ь".join([*said, russian[before:]])
