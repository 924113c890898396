"""Whether two cards are one client: a score with its reasons, and what the score is called."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from enum import StrEnum
from itertools import chain, product

from crm_desktop.domain.called import SOLE, Called, FirmName, PersonName, called
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.first_names import names_of
from crm_desktop.domain.likeness import (
    NO,
    Likeness,
    address_key,
    addresses,
    cities,
    city_key,
    days,
    firms,
    near_emails,
    near_phones,
    persons,
    renamed,
    stem,
)
from crm_desktop.domain.phones import format_phone
from crm_desktop.domain.problems import code
from crm_desktop.domain.reached import emails_in, mailbox, phones_in, without_points
from crm_desktop.domain.requisites import clean_digits, inn_is_valid
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

UNFIT_COUNT = code("duplicates.unfit-count")
MOST_DISTINCT = 50
"""Clients told apart by one word: every pair of them is remembered."""


class Level(StrEnum):
    """How sure it is that cards mean one client."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def least(self) -> float:
        """The lowest score of this level."""
        return _LEAST[self]


_LEAST = {Level.SURE: 0.95, Level.LIKELY: 0.8, Level.POSSIBLE: 0.6}


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for it: a field name of `cli.md`, "same" or "near", and both cards' texts."""

    field: str
    kind: str
    text: str
    other: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be one client, the smaller id first."""

    first: int
    second: int
    score: float
    reasons: tuple[Reason, ...]


def level_of(score: float) -> Level | None:
    """What a score is called; None when it is too low to speak of."""
    return next((level for level in Level if score >= level.least), None)


# Weights are logarithms of odds: they add up and a logistic makes a score of the sum.
_NOBODY_KNOWS = -5.0
_POINT, _MORE_POINTS, _POINT_OF_MANY = 6.0, 2.0, 1.0
_OTHER_PHONES, _OTHER_EMAILS = -1.2, -0.5
_OTHER_PHONES_OF_FIRM = -0.6
"""A firm has one for orders and one for the books."""
_INN, _OTHER_INN, _UNFIT_INN = 9.0, -8.0, 3.0
_NAMELESS, _OTHER_NAME, _RENAMED = 0.5, -2.0, 1.5
MANY = 4
"""A phone or an e-mail with more bearers is a switchboard or an accountant's."""
_FEW_NAMESAKES = 2
_TOP_BY_NAME, _TOP_DOUBTED = 0.93, 0.79
_LEAST_KNOWN = 0.05
_LEAST_STEM = 4
_APART = {ClientKind.PERSON, ClientKind.COMPANY}
"""A person and a company are never one by their names alone."""


_TOWN_BEHIND = re.compile(
    r"(?<=\S)[\s,;(]+г(?:ор)?(?:од)?[.\s]\s*([А-ЯЁ][а-яё]+(?:-[А-Яа-яЁё]+)*)[)\s]*$"
)


@dataclass(frozen=True, slots=True)
class Card:
    """A client as it is compared: everything in the form that equal things share.

    `namesakes` are the keys under which bearers of the name are counted.
    """

    id: int
    name: str
    kind: ClientKind | None
    called: Called
    namesakes: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    inn: str = ""
    inn_fits: bool = False
    kpp: str = ""
    city: str = ""
    place: tuple[str, frozenset[str]] = ("", frozenset())
    birthday: str = ""
    city_text: str = ""
    address_text: str = ""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many cards share a phone or an e-mail, and how many are called alike."""

    bearers: Mapping[str, int] = field(default_factory=dict)
    namesakes: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Evidence:
    """What was found so far: the sum, the reasons, and what keeps the score down."""

    weight: float = _NOBODY_KNOWS
    top: float = 1.0
    keyed: bool = False
    mobile: bool = False
    against: bool = False
    reasons: list[Reason] = field(default_factory=list)

    def take(self, weight: float, reason: Reason | None = None) -> None:
        self.weight += weight
        if reason is not None:
            self.reasons.append(reason)

    def doubt(self) -> None:
        self.top = min(self.top, _TOP_DOUBTED)

    def contradict(self) -> None:
        self.against = True
        self.doubt()


def card(
    id_: int,
    name: str,
    kind: ClientKind | None = None,
    *,
    parts: tuple[str, str, str] = ("", "", ""),
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
    inn: str = "",
    kpp: str = "",
    city: str = "",
    address: str = "",
    birthday: str = "",
    remark: str = "",
) -> Card:
    """A client ready to be compared; phones and e-mails in their normal forms.

    Those that the name or the remark holds count as well.
    """
    bare, named_town = _without_town(without_points(name))
    if named_town and (not city or city_key(city) == city_key(named_town)):
        city = named_town
    else:
        bare = without_points(name)
    taken_apart = called(bare, kind, *parts)
    if taken_apart.person is None and taken_apart.firm is not None:
        # «ООО Ромашка» and «магазин Ромашка» are companies, whatever was ticked.
        kind = ClientKind.SOLE_TRADER if taken_apart.firm.form == SOLE else ClientKind.COMPANY
    elif taken_apart.sole:
        kind = ClientKind.SOLE_TRADER
    town, place = (
        city_key(city) if city else "",
        address_key(address) if address else ("", frozenset()),
    )
    taken_apart = _with_places(taken_apart, town, place[0])
    digits = clean_digits(inn)
    return Card(
        id_,
        name,
        kind,
        taken_apart,
        tuple(_name_keys(taken_apart)),
        tuple(dict.fromkeys((*phones, *phones_in(name), *phones_in(remark)))),
        tuple(dict.fromkeys((*emails, *emails_in(name), *emails_in(remark)))),
        digits,
        inn_is_valid(digits),
        clean_digits(kpp),
        town,
        place,
        birthday,
        city,
        address,
    )


def _without_town(name: str) -> tuple[str, str]:
    """«Пекарня «Хлебница» г. Казань»: the name, and the town that ends it ("": none does)."""
    found = _TOWN_BEHIND.search(name)
    return (name[: found.start()], found[1]) if found is not None else (name, "")


def _with_places(name: Called, town: str, street: str) -> Called:
    """«Ромашка на Мира»: the street tells what the name does."""
    if name.firm is None or len(name.firm.words) < 2 or not (town or street):
        return name
    near = {_without_ending(word) for word in (town, *street.split())}
    local = frozenset(word for word in name.firm.words if _without_ending(word) in near)
    return replace(name, firm=replace(name.firm, local=local)) if local else name


def _without_ending(word: str) -> str:
    """«На Садовой» is of «Садовая улица»."""
    return word[:-2] if len(word) > _LEAST_STEM + 1 else word


def compare(one: Card, other: Card, crowd: Crowd) -> Pair | None:
    """How likely it is that both are one client; None when nothing to speak of is alike."""
    found = _judge(one, other, crowd)
    if found is None:
        return None
    score = min(1.0 / (1.0 + math.exp(-found.weight)), found.top)
    if found.mobile and score < Level.POSSIBLE.least and _one_surname(one.called, other.called):
        score = Level.POSSIBLE.least
    if score < _LEAST_KNOWN or not found.reasons:
        return None
    first, second = (one, other) if one.id <= other.id else (other, one)
    reasons = found.reasons
    if first is not one:
        reasons = [Reason(r.field, r.kind, r.other, r.text) for r in reasons]
    return Pair(first.id, second.id, round(score, 4), tuple(reasons))


def _one_surname(mine: Called, yours: Called) -> bool:
    """Whether a surname is shared, and one of the first names may be a short one nobody knows."""
    if mine.person is None or yours.person is None or mine.person.age != yours.person.age:
        return False
    named = (mine.person.first, yours.person.first)
    unknown = all(len(name) > 1 for name in named) and not all(map(names_of, named))
    return unknown and bool(set(mine.person.last) & set(yours.person.last))


def meet(one: Card, other: Card, crowd: Crowd) -> Pair | None:
    """As `compare`, but a shared phone, e-mail or INN is told whatever the names say."""
    found = compare(one, other, crowd)
    least = Level.POSSIBLE.least
    if found is not None and found.score >= least:
        return found
    shared = _Evidence()
    _compare_points(shared, one, other, crowd)
    _compare_requisites(shared, one, other)
    if not shared.reasons:
        return None
    return Pair(one.id, other.id, least, tuple(shared.reasons))


def contradict(one: Card, other: Card, crowd: Crowd) -> bool:
    """Whether something says that they are two, whatever else agrees."""
    found = _judge(one, other, crowd)
    return found is None or found.against


def _judge(one: Card, other: Card, crowd: Crowd) -> _Evidence | None:
    likeness = _alike(one.called, other.called)
    if likeness is not None and likeness.weight <= NO:
        return None
    found = _Evidence()
    _compare_points(found, one, other, crowd)
    _compare_requisites(found, one, other)
    _compare_names(found, one, other, likeness, crowd)
    _compare_besides(found, one, other)
    return found


def _compare_points(found: _Evidence, one: Card, other: Card, crowd: Crowd) -> None:
    trade = all(card.called.sole or card.called.firm is not None for card in (one, other))
    other_phones = _OTHER_PHONES_OF_FIRM if trade else _OTHER_PHONES
    for name, mine, yours, others in (
        ("phone", one.phones, other.phones, other_phones),
        ("email", one.emails, other.emails, _OTHER_EMAILS),
    ):
        shared = [point for point in mine if point in yours]
        if not shared and mine and yours and name == "email":
            boxes = set(map(mailbox, yours))
            shared = [point for point in mine if mailbox(point) in boxes]
        if not shared:
            if mine and yours:
                found.take(*_other_points(name, mine, yours, others))
            continue
        own = [point for point in shared if crowd.bearers.get(point, 0) <= MANY]
        shown = min(own or shared)
        text = format_phone(shown) if name == "phone" else shown
        weight = _POINT_OF_MANY
        if own:
            weight = _MORE_POINTS if found.keyed else _POINT
            weight += _MORE_POINTS * (len(own) > 1)
            found.keyed = True
            found.mobile = found.mobile or any(map(_is_mobile, own))
        found.take(weight, Reason(name, "same", text, text))


def _is_mobile(point: str) -> bool:
    """Whether it is the phone of one person: an office has another."""
    return point.startswith("+79")


def _other_points(
    name: str, mine: tuple[str, ...], yours: tuple[str, ...], others: float
) -> tuple[float, Reason | None]:
    """What different phones or e-mails say: one may be the other with a slip."""
    for one, other in product(mine, yours):
        near = near_phones(one, other) if name == "phone" else near_emails(one, other)
        if near:
            shown = (format_phone(one), format_phone(other)) if name == "phone" else (one, other)
            return near, Reason(name, "near", *shown)
    return others, None


def _compare_requisites(found: _Evidence, one: Card, other: Card) -> None:
    if not one.inn or not other.inn:
        return
    if one.inn == other.inn:
        found.take(_INN if one.inn_fits else _UNFIT_INN, Reason("inn", "same", one.inn, other.inn))
        found.keyed = True
        if one.kpp and other.kpp and one.kpp != other.kpp:
            # A branch: one firm by law, another shop to deal with.
            found.contradict()
    elif one.inn_fits and other.inn_fits:
        found.take(_OTHER_INN)
        found.contradict()


def _compare_names(
    found: _Evidence, one: Card, other: Card, likeness: Likeness | None, crowd: Crowd
) -> None:
    mine, yours = one.called, other.called
    if _is_nameless(mine) or _is_nameless(yours):
        found.take(_NAMELESS)
    elif likeness is None:
        # A person and a firm: one phone may be the director's.
        found.doubt()
    elif likeness.weight > 0:
        weight = max(likeness.weight - _often(one, other, crowd), 0.0)
        kind = "same" if fold(one.name) == fold(other.name) else "near"
        found.take(weight, Reason("name", kind, one.name, other.name))
    else:
        # One INN with two names is a brand, or a firm that was called otherwise.
        one_firm = bool(one.inn) and one.inn == other.inn
        found.take(max(likeness.weight, _OTHER_NAME) if one_firm else likeness.weight)
        if found.mobile and mine.person and yours.person and renamed(mine.person, yours.person):
            found.take(_RENAMED)
    if likeness is not None and likeness.against:
        found.contradict()
    if not found.keyed:
        found.top = min(found.top, _TOP_BY_NAME)
        if {one.kind, other.kind} == _APART:
            found.doubt()


def _is_nameless(name: Called) -> bool:
    return name.person is None and name.firm is None


def _alike(mine: Called, yours: Called) -> Likeness | None:
    """The best that both names can be read as; None for a person beside a firm."""
    readings = []
    if mine.firm is not None and yours.firm is not None:
        readings.append(firms(mine.firm, yours.firm))
        if mine.firm.numbers and yours.firm.numbers:
            # «Точка №7» is not «Точка №8», whatever else the words may mean.
            return readings[0]
    if mine.person is not None and yours.person is not None:
        readings.append(persons(mine.person, yours.person))
    return max(readings, key=lambda one: one.weight, default=None)


def _often(one: Card, other: Card, crowd: Crowd) -> float:
    """What a name says less because many bear it."""
    if not crowd.namesakes:
        return 0.0
    counts = (
        max((crowd.namesakes.get(key, 0) for key in card.namesakes), default=0)
        for card in (one, other)
    )
    bearers = max(counts)
    return math.log(bearers / _FEW_NAMESAKES) if bearers > _FEW_NAMESAKES else 0.0


def _name_keys(name: Called) -> Iterator[str]:
    if name.person is not None:
        yield _person_key(name.person)
    if name.firm is not None:
        yield _firm_key(name.firm)


def _person_key(name: PersonName) -> str:
    """Surname without its gender, the first name whatever its form, and the patronymic."""
    root = min(names_of(name.first), default=None)
    last = stem(name.last[0])[0] if name.last else ""
    return f"{last} {name.first if root is None else root} {name.middle}"


def _firm_key(name: FirmName) -> str:
    """All words of a firm's name and its numbers."""
    return " ".join(chain(sorted(name.words), sorted(name.beside), name.numbers))


def _compare_besides(found: _Evidence, one: Card, other: Card) -> None:
    born = days(one.birthday, other.birthday)
    if born:
        same = one.birthday == other.birthday
        reason = Reason("birthday", "same" if same else "near", one.birthday, other.birthday)
        found.take(born, reason if born > 0 else None)
        if born < 0:
            found.contradict()
    town = cities(one.city, other.city)
    if town:
        reason = Reason("city", "same", one.city_text, other.city_text)
        found.take(town, reason if town > 0 and found.reasons else None)
        if town < 0 and not found.keyed and born <= 0:
            found.doubt()
    place = addresses(one.place, other.place)
    if place:
        kind = "same" if one.place == other.place else "near"
        reason = Reason("address", kind, one.address_text, other.address_text)
        found.take(place, reason if place > 0 else None)
