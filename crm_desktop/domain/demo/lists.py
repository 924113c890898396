"""The word lists of a demo, one file a language (`resources/demo`)."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

from crm_desktop.late import dataclass

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class City:
    """A city: how often it comes, its tax region ("" abroad), how its numbers look."""

    name: str
    weight: int
    tax_region: str
    line: str


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """One line of an order: price from and to, in whole main units."""

    name: str
    unit: str
    quantity: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Goods:
    """What is ordered together; `buyer` is person or company."""

    title: str
    buyer: str
    lines: tuple[GoodsLine, ...]


@dataclass(frozen=True, slots=True)
class Firm:
    """The shop itself, as printed; its numbers are made."""

    name: str
    address: str
    phone: str
    email: str
    bank_name: str
    director_title: str
    director: str
    accountant: str
    vat_mode: str
    vat_rate: str
    tax_region: str


@dataclass(frozen=True, slots=True)
class Names:
    """What people are called and who they are in a company."""

    men: Texts
    women: Texts
    surnames: Texts
    her_surname: str
    patronymics: Texts
    his_patronymic: str
    her_patronymic: str
    positions: Texts
    mail: Texts


@dataclass(frozen=True, slots=True)
class Places:
    """Where people live and work."""

    address: str
    flat: str
    streets: Texts


@dataclass(frozen=True, slots=True)
class Companies:
    """What companies are called."""

    forms: Texts
    sole_trader: str
    names: Texts
    stems: Texts
    endings: Texts


@dataclass(frozen=True, slots=True)
class ClientWords:
    """What is written on the cards."""

    sources: Texts
    statuses: Texts
    tags: Texts
    comments: Texts


@dataclass(frozen=True, slots=True)
class DealWords:
    """What is written on deals and papers."""

    lost: Texts
    basis: Texts
    comment: Texts


@dataclass(frozen=True, slots=True)
class NoteWords:
    """What is noted on the way of a deal, and on clients without one."""

    first: Texts
    offer: Texts
    bill: Texts
    won: Texts
    lost: Texts
    quiet: Texts


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What is to be done, by when it is due; as many tasks are made as there are texts."""

    late: Texts
    today: Texts
    tomorrow: Texts
    week: Texts
    later: Texts
    someday: Texts
    done: Texts


@dataclass(frozen=True, slots=True)
class DemoLists:
    """Everything one language needs."""

    country: str
    currency: str
    region: str
    first_hour: int
    owner: str
    firm: Firm
    people: Names
    mobile: Texts
    cities: tuple[City, ...]
    places: Places
    companies: Companies
    clients: ClientWords
    goods: tuple[Goods, ...]
    deals: DealWords
    notes: NoteWords
    tasks: TaskWords


def read_lists(file: Path) -> DemoLists:
    """The lists of a file that came with the program."""
    data = tomllib.loads(file.read_text("utf-8"))
    return DemoLists(
        country=data["country"],
        currency=data["currency"],
        region=data["region"],
        first_hour=data["first_hour"],
        owner=data["owner"],
        firm=_made(Firm, data["firm"]),
        people=_made(Names, data["people"]),
        mobile=tuple(data["phones"]["mobile"]),
        cities=tuple(_made(City, one) for one in data["cities"]),
        places=_made(Places, data["places"]),
        companies=_made(Companies, data["companies"]),
        clients=_made(ClientWords, data["clients"]),
        goods=tuple(
            Goods(one["title"], one["for"], tuple(GoodsLine(*line) for line in one["lines"]))
            for one in data["goods"]
        ),
        deals=_made(DealWords, data["deals"]),
        notes=_made(NoteWords, data["notes"]),
        tasks=_made(TaskWords, data["tasks"]),
    )


def _made(kind: Any, data: dict[str, Any]) -> Any:
    values = {one.name: data[one.name] for one in fields(kind)}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
