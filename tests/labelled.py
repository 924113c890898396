"""Lists of which it is known who is who, and how well the program tells it.

`of_russia` is `tests/data/dedupe_ru.csv.gz`, `of_shops` the other Russian list and `of_febrl` the
sample of Febrl beside it.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from crm_desktop.domain.blocks import crowd_of, pairs
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.duplicates import Card, Level, card
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.text import email_normal

DATA = Path(__file__).parent / "data"
Places = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Cards, and of each pair that is one client how its cards differ."""

    cards: Sequence[Card]
    one_client: dict[Places, str]


@dataclass(slots=True)
class Counted:
    """Pairs offered, those of them that are right, and those that there are."""

    offered: int = 0
    right: int = 0
    there: int = 0

    @property
    def precision(self) -> float:
        """The share of the offered that is right."""
        return self.right / self.offered if self.offered else 1.0

    @property
    def recall(self) -> float:
        """The share of those that there are."""
        return self.right / self.there if self.there else 1.0


@dataclass(slots=True)
class Told:
    """How well: pairs that share a phone, an e-mail or an INN, all others, and kinds apart."""

    exact: Counted = field(default_factory=Counted)
    fuzzy: Counted = field(default_factory=Counted)
    kinds: dict[str, Counted] = field(default_factory=lambda: defaultdict(Counted))
    wrong: list[Places] = field(default_factory=list)


def tell(listed: Labelled, level: Level = Level.LIKELY) -> Told:
    """What the program says of a list, beside what is known."""
    cards = listed.cards
    place = {one.id: number for number, one in enumerate(cards)}
    found = pairs(cards, crowd_of(cards), level.least, lambda _done, _total: None)
    offered = {(place[pair.first], place[pair.second]) for pair in found}
    told = Told()
    for pair in offered | listed.one_client.keys():
        keyed = _share(cards[pair[0]], cards[pair[1]])
        counts = [told.exact if keyed else told.fuzzy]
        kind = listed.one_client.get(pair)
        if kind is not None:
            counts.append(told.kinds[f"{kind}, {'key' if keyed else 'no key'}"])
        elif pair in offered:
            told.wrong.append(pair)
        for count in counts:
            count.offered += pair in offered
            count.there += kind is not None
            count.right += pair in offered and kind is not None
    return told


def of_russia(text: str = "") -> Labelled:
    """The Russian list; or another one of its form."""
    rows = _rows(text or gzip.decompress((DATA / "dedupe_ru.csv.gz").read_bytes()).decode())
    cards = [
        card(
            int(row["id"]),
            row["name"],
            ClientKind(row["kind"]),
            parts=(row["last_name"], row["first_name"], row["middle_name"]),
            phones=_known(one.normal for one in parse_phones(row["phones"])),
            emails=_known(map(email_normal, row["emails"].split(";"))),
            inn=row["inn"],
            kpp=row["kpp"],
            city=row["city"],
            address=row["address"],
            birthday=row["birthday"],
        )
        for row in rows
    ]
    return _labelled(cards, [(row["person"], row["difficulty"]) for row in rows])


def of_shops() -> Labelled:
    """Another Russian list by another hand, with other ways to break cards."""
    return of_russia(gzip.decompress((DATA / "dedupe_ru_shops.csv.gz").read_bytes()).decode())


def of_febrl() -> Labelled:
    """The English list: names, addresses and birthdays, damaged by a program."""
    rows = _rows(gzip.decompress((DATA / "dedupe_en.csv.gz").read_bytes()).decode())
    cards = [
        card(
            number,
            f"{row['given_name']} {row['surname']}".strip(),
            ClientKind.PERSON,
            parts=(row["surname"], row["given_name"], ""),
            city=row["suburb"],
            address=f"{row['street_number']} {row['address_1']}".strip(),
            birthday=_iso(row["date_of_birth"]),
        )
        for number, row in enumerate(rows, start=1)
    ]
    return _labelled(cards, [(row["rec_id"].split("-")[1], "damaged") for row in rows])


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _known(values: Iterable[str | None]) -> list[str]:
    return [one for one in values if one]


def _iso(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == len("YYYYMMDD") else ""


def _labelled(cards: Sequence[Card], who: Sequence[tuple[str, str]]) -> Labelled:
    of_one: dict[str, list[int]] = defaultdict(list)
    for place, (person, _difficulty) in enumerate(who):
        of_one[person].append(place)
    return Labelled(
        cards,
        {
            pair: who[pair[1]][1] or who[pair[0]][1]
            for places in of_one.values()
            for pair in combinations(places, 2)
        },
    )


def _share(one: Card, other: Card) -> bool:
    same_inn = bool(one.inn) and one.inn == other.inn
    points = {*one.phones, *one.emails} & {*other.phones, *other.emails}
    return same_inn or bool(points)
