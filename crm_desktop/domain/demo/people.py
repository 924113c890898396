"""The clients of a demo: people, sole traders and companies with phones and requisites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from crm_desktop.domain.clients import ClientDraft, ClientKind, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.demo import numbers
from crm_desktop.domain.demo.dice import Dice
from crm_desktop.domain.demo.lists import City, DemoLists
from crm_desktop.late import dataclass

_SINGLE = str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", "ъь")
_DOUBLE = {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
_FIRST_YEAR, _LAST_YEAR = 2009, 2024


@dataclass(frozen=True, slots=True)
class _Person:
    last: str
    first: str
    middle: str

    def full(self) -> str:
        """Surname first where there is a patronymic, else the way the English write."""
        if self.middle:
            return f"{self.last} {self.first} {self.middle}"
        return f"{self.first} {self.last}"


class People:
    """Makes clients one after another; no name of a company and no number comes twice."""

    def __init__(self, dice: Dice, lists: DemoLists) -> None:
        """Shuffle the names of companies."""
        self._dice = dice
        self._lists = lists
        self._serial = 0
        self._given: set[str] = set()
        firms = lists.companies
        made = (f"{stem}{ending}" for stem in firms.stems for ending in firms.endings)
        self._names = iter(dice.shuffled([*firms.names, *made]))

    def client(self, kind: ClientKind, created_at: str, *, known: bool) -> ClientDraft:
        """One client; `known` ones have bought and are written about more fully."""
        self._serial += 1
        lists, dice = self._lists, self._dice
        city = dice.weighted(lists.cities, [one.weight for one in lists.cities])
        words = lists.clients
        common: dict[str, Any] = {
            "kind": kind,
            "city": city.name,
            "source": dice.pick(words.sources),
            "status": dice.pick(words.statuses),
            "comment": dice.pick(words.comments) if dice.chance(12) else "",
            "tags": (dice.pick(words.tags),) if dice.chance(18) else (),
            "created_at": created_at,
        }
        if kind is ClientKind.COMPANY:
            return ClientDraft(**common, **self._company(city))
        person = self._person()
        if kind is ClientKind.SOLE_TRADER:
            return ClientDraft(**common, **self._trader(person, city))
        return ClientDraft(**common, **self._private(person, city, known=known))

    def _private(self, person: _Person, city: City, *, known: bool) -> dict[str, Any]:
        dice = self._dice
        born = None
        if dice.chance(40):
            born = date(dice.between(1956, 2003), dice.between(1, 12), dice.between(1, 28))
        return {
            "last_name": person.last,
            "first_name": person.first,
            "middle_name": person.middle,
            "name": person.full(),
            "birthday": born,
            "address": self._address(city, flat=True) if known or dice.chance(35) else "",
            "points": tuple(self._points(person, city, mail=45)),
        }

    def _trader(self, person: _Person, city: City) -> dict[str, Any]:
        return {
            "name": self._lists.companies.sole_trader.format(name=person.full()),
            "address": self._address(city, flat=False),
            "points": tuple(self._points(person, city, mail=80)),
            **self._requisites(city, company=False),
        }

    def _company(self, city: City) -> dict[str, Any]:
        dice = self._dice
        name = next(self._names)
        site = f"{_latin(name)}.example"
        line = self._phone(city.line)
        points = [line, PointDraft(PointKind.EMAIL, f"info@{site}")]
        if dice.chance(40):
            points.append(PointDraft(PointKind.SITE, site))
        contacts = []
        for _ in range(dice.between(1, 2)):
            person = self._person()
            position = dice.pick(self._lists.people.positions)
            contacts.append(ContactDraft(person.full(), position, (self._own_phone(city),)))
        return {
            "name": dice.pick(self._lists.companies.forms).format(name=name),
            "address": self._address(city, flat=False),
            "points": tuple(points),
            "contacts": tuple(contacts),
            **self._requisites(city, company=True),
        }

    def _requisites(self, city: City, *, company: bool) -> dict[str, str]:
        region = city.tax_region
        if not region:
            return {}
        year = self._dice.between(_FIRST_YEAR, _LAST_YEAR)
        if company:
            return {
                "inn": numbers.company_inn(region, self._serial),
                "kpp": numbers.kpp(region),
                "ogrn": numbers.company_ogrn(region, year, self._serial),
            }
        return {
            "inn": numbers.person_inn(region, self._serial),
            "ogrn": numbers.person_ogrn(region, year, self._serial),
        }

    def _person(self) -> _Person:
        dice, people = self._dice, self._lists.people
        woman = dice.chance(52)
        last = dice.pick(people.surnames) + (people.her_surname if woman else "")
        first = dice.pick(people.women if woman else people.men)
        if not people.patronymics:
            return _Person(last, first, "")
        ending = people.her_patronymic if woman else people.his_patronymic
        return _Person(last, first, dice.pick(people.patronymics) + ending)

    def _points(self, person: _Person, city: City, mail: int) -> Iterator[PointDraft]:
        dice = self._dice
        yield self._own_phone(city)
        if dice.chance(mail):
            name = f"{_latin(person.first)[:1]}.{_latin(person.last)}"
            address = f"{name}@{dice.pick(self._lists.people.mail)}"
            yield PointDraft(PointKind.EMAIL, address)

    def _own_phone(self, city: City) -> PointDraft:
        return self._phone(self._dice.pick(self._lists.mobile or (city.line,)))

    def _phone(self, pattern: str) -> PointDraft:
        while True:
            made = self._dice.digits(pattern)
            digits = "".join(sign for sign in made if sign.isdigit())[-10:]
            if digits not in self._given:
                self._given.add(digits)
                return PointDraft(PointKind.PHONE, made)

    def _address(self, city: City, *, flat: bool) -> str:
        dice, places = self._dice, self._lists.places
        pattern = places.flat if flat else places.address
        return pattern.format(
            city=city.name,
            street=dice.pick(places.streets),
            house=dice.between(1, 64),
            flat=dice.between(1, 96),
        )


def _latin(text: str) -> str:
    """A text as it stands in addresses of mail."""
    plain = text.casefold().replace("é", "e").translate(_SINGLE)
    latin = "".join(_DOUBLE.get(sign, sign) for sign in plain)
    return "".join(sign for sign in latin if sign.isascii() and sign.isalnum())
