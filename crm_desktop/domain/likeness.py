"""How near two names, addresses, days or numbers are: weights that speak for one client or against.

A weight is a logarithm of odds, as in every matching of records: +1 makes it about three times
likelier that both are one, -1 three times less; they add up (`domain/duplicates.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_sort_ratio

from crm_desktop.domain.called import FirmName, PersonName
from crm_desktop.domain.firm_words import in_figures
from crm_desktop.domain.first_names import letters_of, names_of
from crm_desktop.domain.sounds import sound, sounds
from crm_desktop.domain.trades import besides
from crm_desktop.late import dataclass

_LONG_SURNAME = 7
_WHOLE_NAME, _OF_NAME = 3, 2.5
_MANY_NAMES = 5
_NAMES_LETTER, _FATHERS_LETTER = 1.5, 0.9
"""Both initials of a surname that few bear are likely one person, one of them is not enough."""
_SAME_WORDS, _MORE_WORDS = 7.0, 2.0
_BESIDE_SAME = 0.7
"""A slip in one word while the others are the same."""
NO = -20.0
"""What makes it another client, whatever else agrees."""

_COMMON = sounds(
    "иванов смирнов кузнецов попов васильев петров соколов михайлов новиков федоров морозов "
    "волков алексеев лебедев семенов егоров павлов козлов степанов николаев орлов андреев "
    "макаров никитин захаров зайцев соловьев борисов яковлев григорьев романов воробьев "
    "сергеев кузьмин фролов александров дмитриев королев гусев киселев ильин максимов поляков "
    "сорокин виноградов ковалев белов медведев антонов тарасов жуков баранов филиппов комаров "
    "давыдов беляев герасимов богданов осипов сидоров матвеев титов марков миронов крылов "
    "куликов карпов власов мельников денисов гаврилов тихонов казаков афанасьев данилов "
    "савельев тимофеев фомин чернов абрамов мартынов ефимов федотов щербаков назаров калинин "
    "исаев чернышев быков маслов родионов коновалов лазарев воронин климов филатов пономарев "
    "голубев кудрявцев прохоров наумов потапов журавлев овчинников трофимов леонов соболев "
    "ермаков колесников гончаров емельянов никифоров грачев котов гришин ефремов архипов "
    "громов кириллов малышев панов моисеев румянцев акимов кондратьев бирюков горбунов анисимов "
    "еремин тихомиров галкин лукьянов михеев скворцов юдин белоусов нестеров симонов прокофьев "
    "smith johnson williams brown jones miller davis wilson taylor anderson thomas white martin"
)
_SHE = re.compile(r"(.{2,}(?:ов|ев|ин))а|(.{2,}(?:ск|цк))ая|(.{2,})ая")
_HE = re.compile(r"(.{2,}(?:ов|ев|ин))|(.{2,}(?:ск|цк))и|(.{2,})(?:и|ои)")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two names say: `weight`, and whether something in them tells two apart."""

    weight: float
    against: bool = False


def slips(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap; `most` + 1 when there are more."""
    return int(OSA.distance(one, other, score_cutoff=most))


def few_slips(one: str, other: str) -> bool:
    """Whether a hand may have meant the same word: one slip from five letters on, two from ten."""
    shorter = min(len(one), len(other))
    most = 0 if shorter < 4 else 1 if shorter < 9 else 2
    return most > 0 and slips(one, other, most) <= most


def stem(surname: str) -> tuple[str, str]:
    """A surname without its gender, and the gender: «иванова» is («иванов», "f")."""
    she = _SHE.fullmatch(surname)
    if she is not None:
        return she[1] or she[2] or she[3], "f"
    he = _HE.fullmatch(surname)
    return (he[1] or he[2] or he[3], "m") if he is not None else (surname, "")


def is_common(surname: str) -> bool:
    """Whether many people are called so."""
    return surname in _COMMON or stem(surname)[0] in _COMMON


def persons(one: PersonName, other: PersonName) -> Likeness:
    """How near two names of persons are; the order of words is tried both ways if it is a guess."""
    best = _persons(one, other)
    for mine, yours in ((one, other), (other, one)):
        if mine.middle and mine.first and not mine.last and yours.last:
            best = max(best, _persons(as_surname(mine), yours), key=lambda said: said.weight)
    if (one.loose or other.loose) and len(one.last) <= 1 and len(other.last) <= 1:
        turned = PersonName((one.first,) if one.first else (), "".join(one.last), one.middle)
        swapped = _persons(turned, other)
        if swapped.weight > best.weight:
            return swapped
    return best


def as_surname(name: PersonName) -> PersonName:
    """«Вера Юшкевич»: what is like a patronymic may be the surname."""
    return PersonName((name.middle,), name.first, "", age=name.age)


def renamed(one: PersonName, other: PersonName) -> bool:
    """Whether both may be one woman before and after a wedding."""
    women = all(len(name.last) == 1 and stem(name.last[0])[1] == "f" for name in (one, other))
    if not women or len(one.first) < _WHOLE_NAME or len(other.first) < _WHOLE_NAME:
        return False
    return _last(one.last, other.last, 0.0) < 0 < _first(one.first, other.first)[0] - _OF_NAME


def _persons(one: PersonName, other: PersonName) -> Likeness:
    first, first_against = _first(one.first, other.first)
    last = _last(one.last, other.last, first)
    middle, middle_against = _middle(one.middle, other.middle)
    # Surnames change, at a wedding for one; first names and fathers do not.
    against = first_against or middle_against or one.age != other.age
    told = (one.last and other.last) or (one.first and other.first)
    if not told and not (one.middle and other.middle):
        return Likeness(0.0)
    return Likeness(last + first + middle, against)


def _last(one: tuple[str, ...], other: tuple[str, ...], first: float) -> float:
    if not one or not other:
        return 0.0
    if one == other or set(one) == set(other):
        return 3.5 if is_common(one[0]) else 4.0
    if len(one) == 1 and len(other) == 1:
        return _surname(one[0], other[0], first)
    if set(one) & set(other):
        return 3.0
    if any(few_slips(a, b) for a in one for b in other):
        return 2.5
    return -4.0


@lru_cache(maxsize=65_536)
def _surname(one: str, other: str, first: float) -> float:
    if len(one) == 1 or len(other) == 1:
        return 0.8 if one[0] == other[0] else -4.0
    (root, gender), (other_root, other_gender) = stem(one), stem(other)
    if root == other_root and gender != other_gender:
        # «Иванов» and «Иванова» are two people, unless it is one first name with a slip.
        return 2.0 if first >= 2.5 else -4.0
    if one[:1].isdigit() or not few_slips(one, other):
        return -4.0
    if gender and other_gender and gender != other_gender:
        return -4.0
    if is_common(one) and is_common(other):
        return -3.0
    if min(len(one), len(other)) >= _LONG_SURNAME and one[0] == other[0] and one[-3:] == other[-3:]:
        # A slip inside a long word, where no other surname is near.
        return 2.9
    return 2.5 if min(len(one), len(other)) > 4 else 1.5


@lru_cache(maxsize=65_536)
def _first(one: str, other: str) -> tuple[float, bool]:
    if not one or not other:
        return 0.0, False
    if one == other:
        return (3.0 if len(one) > 1 else _NAMES_LETTER), False
    if len(one) == 1 or len(other) == 1:
        return (_NAMES_LETTER, False) if letters_of(one) & letters_of(other) else (-5.0, True)
    mine, yours = names_of(one), names_of(other)
    if mine & yours:
        # Слава is short for so many names that it says less.
        return (2.9 if max(len(mine), len(yours)) < _MANY_NAMES else 2.0), False
    if mine and yours:
        return (-6.0 if slips(one, other, 1) <= 1 else NO), True
    return _unusual_first(one, other)


def _unusual_first(one: str, other: str) -> tuple[float, bool]:
    """First names of which at least one is in no table: a slip, a beginning, or another name."""
    shorter = min(len(one), len(other))
    if few_slips(one, other) and (one[0] == other[0] or len(one) > 4):
        return 2.0, False
    if shorter > 2 and slips(one, other, 1) <= 1:
        # A short name with a letter lost is no name any more: «Оьга».
        return 1.5, False
    if shorter > 2 and (one.startswith(other) or other.startswith(one)):
        return 1.0, False
    return -6.0, True


@lru_cache(maxsize=65_536)
def _middle(one: str, other: str) -> tuple[float, bool]:
    if not one or not other:
        return 0.0, False
    if one == other:
        return (2.5 if len(one) > 1 else _FATHERS_LETTER), False
    if len(one) == 1 or len(other) == 1:
        return (_FATHERS_LETTER, False) if one[0] == other[0] else (-5.0, True)
    if one[-1] == other[-1] and few_slips(one, other):
        return 1.8, False
    if min(len(one), len(other)) > 2 and (one.startswith(other) or other.startswith(one)):
        return 1.0, False
    return -6.0, True


def firms(one: FirmName, other: FirmName) -> Likeness:
    """How near two names of firms are; figures, forms and «филиал» tell them apart."""
    if one.numbers != other.numbers:
        one, other = _figured(one), _figured(other)
    if one.numbers != other.numbers:
        return Likeness(NO if one.numbers and other.numbers else -5.0, against=True)
    if one.branch != other.branch:
        return Likeness(NO, against=True)
    mine, yours = _whole_words(one, other), _whole_words(other, one)
    glued = one.words != other.words and one.joined == other.joined
    weight = _SAME_WORDS if glued else _words(mine, yours)
    if weight == _MORE_WORDS and _is_local(one, other):
        weight = _SAME_WORDS - 1.0
    said, two = (0.0, False) if glued else besides(one.beside, other.beside)
    weight += said
    if one.form and other.form and one.form != other.form:
        weight -= 3.0
    return Likeness(weight, two or weight < 0)


def _figured(name: FirmName) -> FirmName:
    """A name with its numbers in figures; one that would have no words stays."""
    words, numbers = in_figures(name.words)
    if not words or not numbers:
        return name
    return replace(name, words=words, numbers=tuple(sorted((*name.numbers, *numbers))))


def _whole_words(name: FirmName, other: FirmName) -> tuple[str, ...]:
    """Words of a name; what a dot cuts short is the word of the other that begins so."""
    if not name.cut:
        return name.words
    return tuple(
        next((whole for whole in other.words if whole.startswith(word)), word)
        if word in name.cut
        else word
        for word in name.words
    )


def _is_local(one: FirmName, other: FirmName) -> bool:
    """Whether the words that only one name has are of its own town or street."""
    more = set(one.words) ^ set(other.words)
    return more <= (one.local | other.local)


@lru_cache(maxsize=65_536)
def _words(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return 0.0
    if sorted(one) == sorted(other):
        return _SAME_WORDS
    # «Строй-Эксперт» and «СтройЭксперт»: letters that meet sound as one.
    mine, yours = sound("".join(one)), sound("".join(other))
    if mine == yours:
        return _SAME_WORDS
    rest, left = [w for w in one if w not in other], [w for w in other if w not in one]
    if rest and left:
        return _different_words(tuple(sorted(rest)), tuple(sorted(left)), len(one) > len(rest))
    # «Ромашка» and «Ромашка Плюс»: often two firms of one owner.
    return _MORE_WORDS


def _different_words(rest: tuple[str, ...], left: tuple[str, ...], partly: bool) -> float:
    """What remains of both names when the words they share are put aside."""
    mine, yours = "".join(rest), "".join(left)
    shorter = min(len(mine), len(yours))
    if mine == yours:
        return _SAME_WORDS
    most = 1 if shorter < 9 else 2
    if shorter >= 5 and (found := slips(mine, yours, most)) <= most:
        # A slip inside a long word; another ending is mostly another word.
        inside = mine[0] == yours[0] and mine[-1] == yours[-1]
        weight = (5.8 if inside else 5.2) - 0.6 * (found - 1) + (0.4 if shorter >= 8 else 0.0)
        return weight + (_BESIDE_SAME if inside and partly else 0.0)
    if len(rest) == 1 and len(left) > 1 and rest[0] == "".join(word[0] for word in left):
        return 4.0
    if len(left) == 1 and len(rest) > 1 and left[0] == "".join(word[0] for word in rest):
        return 4.0
    if shorter >= 3 and (mine.startswith(yours) or yours.startswith(mine)):
        return 2.0
    return 0.5 if partly else -4.0


_ROLES = frozenset(
    [
        "office",
        "manager",
        "director",
        "support",
        "contact",
        "orders",
        "buhgalter",
        "secretary",
        "sales",
    ]
)
_LONG_TOWN, _SHORT_PHONE, _SHORT_NAME = 6, 9, 5
_CITY = re.compile(r"^(?:г|гор|город|пос|п|с|д|дер|city)[ .]+")
_AFTER_REGION = re.compile(r"[,;]\s*(?:г|гор|город|пос|дер)[ .]+([^,;]+)")
_REGION = re.compile(r"\b(?:обл|область|край|респ|республика|р-н|район|мо|ло|ао)\b\.?")
_TOWNS = {
    "спб": "санктпетербург",
    "питер": "санктпетербург",
    "мск": "москва",
    "екб": "екатеринбург",
    "нн": "нижниновгород",
    "нск": "новосибирск",
    "спетербурк": "санктпетербург",
    "спетербург": "санктпетербург",
    "петербург": "санктпетербург",
    "ебург": "екатеринбург",
    "набчелни": "набережниечелни",
    "нновгород": "нижниновгород",
    "нижни": "нижниновгород",
}


@lru_cache(maxsize=16_384)
def city_key(text: str) -> str:
    """A town for comparing."""
    plain = text.casefold().strip()
    region = _AFTER_REGION.search(plain)
    if region is not None:
        plain = region[1]
    elif _REGION.search(plain):
        # «Московская обл.» is no town.
        plain = " ".join(part for part in plain.split(",") if not _REGION.search(part))
    plain = _CITY.sub("", plain.strip())
    key = "".join(sound(part) for part in re.findall(r"[^\W_]+", plain))
    return _TOWNS.get(key, key)


def cities(one: str, other: str) -> float:
    """Two towns by their keys."""
    if not one or not other:
        return 0.0
    if one == other or one.startswith(other) or other.startswith(one):
        return 0.7
    # Short names of towns differ by a letter: Омск and Томск.
    if min(len(one), len(other)) >= _LONG_TOWN and few_slips(one, other):
        return 0.7
    return -1.5


_SIZED = re.compile(r"\b([бм])\.?\s+(?=[а-яё]+(?:ая|ой)\b)")
_SIZES = {"б": "большая ", "м": "малая "}
_IN_REGION = re.compile(r"[а-яё-]+\s+(?:обл|область|р-н|район|край)\b\.?")
_STREET = sounds(
    "спб мск лит литера литер мо дер деревня "
    "ул улица пр просп проспект пер переулок д дом кв квартира корп корпус стр строение г город "
    "обл область россия рф офис оф пом помещение ш шоссе б бул бульвар пл площадь наб "
    "набережная к street st road rd avenue ave crescent cr place pl circuit close drive court"
)
_SIGNS = sounds("ул улица д дом кв квартира корп корпус стр строение г город к of оф офис")
_ADDRESS_WORD = re.compile(r"[^\W\d_]+|\d+")


@lru_cache(maxsize=16_384)
def address_key(text: str) -> tuple[str, frozenset[str]]:
    """The words of an address, and its numbers."""
    plain = _SIZED.sub(lambda size: _SIZES[size[1]], text.casefold())
    plain = _IN_REGION.sub(" ", plain)
    found = [sound(word) for word in _ADDRESS_WORD.findall(plain)]
    every = [word for word in found if not word.isdigit()]
    # «Набережная» is a name of its own where nothing else is said.
    words = sorted([word for word in every if word not in _STREET] or set(every) - _SIGNS)
    numbers = frozenset(word for word in found if word.isdigit() and len(word) < 6)
    return " ".join(words), numbers


def addresses(one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> float:
    """Two addresses by their keys: the same house, the same street, another place."""
    if not one[0] or not other[0]:
        return 0.0
    ratio = token_sort_ratio(one[0], other[0])
    if ratio < 70:
        return -0.7
    if one[1] == other[1]:
        return 3.0 if ratio >= 88 else 1.5
    if one[1] <= other[1] or other[1] <= one[1]:
        return 1.5 if ratio >= 88 else 0.7
    return 0.3 if one[1] & other[1] else -0.5


_NO_DAYS = frozenset(("1900-01-01", "1899-12-30", "1899-12-31", "1970-01-01"))
"""What programs write where they know no day."""


def days(one: str, other: str) -> float:
    """Two birthdays, ISO: equal, a slip of the finger, or two people."""
    if not one or not other or {one, other} & _NO_DAYS:
        return 0.0
    if one == other:
        return 4.5
    figures, others = one.replace("-", ""), other.replace("-", "")
    turned = figures[:4] + figures[6:] + figures[4:6]
    if turned == others or slips(figures, others, 1) <= 1:
        return 1.5
    return -6.0


def near_phones(one: str, other: str) -> float:
    """Two different phones: one may be the other with a wrong figure or two that changed places."""
    return 1.0 if len(one) == len(other) > _SHORT_PHONE and slips(one, other, 1) <= 1 else 0.0


def near_emails(one: str, other: str) -> float:
    """Two different e-mails: a slip, or the same name at another provider."""
    (name, _, domain), (other_name, _, other_domain) = one.partition("@"), other.partition("@")
    if name == other_name:
        return 1.5 if len(name) > _SHORT_NAME and name not in _ROLES else 0.0
    near = domain == other_domain and len(name) > _SHORT_NAME and slips(name, other_name, 1) <= 1
    return 1.0 if near and not any(sign.isdigit() for sign in name + other_name) else 0.0
