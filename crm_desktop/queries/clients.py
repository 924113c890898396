"""Questions about clients: the list, the card, the export rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func

from crm_desktop.db.tables import Client, ClientFacts
from crm_desktop.domain.custom_fields import CustomNoun, OwnField
from crm_desktop.domain.filters import EVERYBODY, Filter
from crm_desktop.domain.imports import RunPart
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.domain.views import BY_NAME, Sort
from crm_desktop.late import dataclass
from crm_desktop.queries import client_list, import_runs, merge
from crm_desktop.queries.client_fields import (
    ClientFields,
    by_facts,
    fields_for,
    fields_of,
    order_of,
)
from crm_desktop.queries.client_found import FoundIds, as_typed, found_ids
from crm_desktop.queries.client_list import ClientLine
from crm_desktop.queries.client_parts import (
    AccountRow,
    AddressRow,
    ContactRow,
    DateRow,
    PointRow,
    RelationRow,
    parts_of,
)
from crm_desktop.queries.custom_fields import of_noun
from crm_desktop.queries.filtered import where
from crm_desktop.queries.filtering import among, visible
from crm_desktop.queries.prepared import Prepared, among_marked, ids_of, marks
from crm_desktop.queries.read import Read, query

_FACTS = ClientFacts.__table__
_CLIENT = Client.__table__


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One line of the list; money in minor units."""

    id: int
    name: str
    kind: str
    phone: str
    phone_normal: str | None
    email: str
    city: str
    source: str
    tags: tuple[str, ...]
    next_task_on: str | None
    last_touch: str | None
    open_deals: int
    open_amount: int
    debt: int


@dataclass(frozen=True, slots=True)
class ClientCard:
    """Everything on a card but its timeline; `custom` holds the values of the fields in `own`."""

    id: int
    name: str
    kind: str
    last_name: str
    first_name: str
    middle_name: str
    inn: str
    kpp: str
    ogrn: str
    city: str
    address: str
    source: str
    status: str
    birthday: str | None
    comment: str
    external_id: str
    tags: tuple[str, ...]
    created_at: str
    deleted_at: str | None
    archived_at: str | None
    price_group: str
    discount: int
    consent_on: str | None
    consent_source: str
    consent_purpose: str
    rhythm_days: int | None
    last_touch: str | None
    next_task_on: str | None
    open_deals: int
    open_amount: int
    debt: int
    purchases: int
    last_purchase: str | None
    usual_days: int | None
    touch_due: str | None
    custom: Mapping[str, Any]
    own: tuple[OwnField, ...]
    points: tuple[PointRow, ...]
    contacts: tuple[ContactRow, ...]
    addresses: tuple[AddressRow, ...]
    accounts: tuple[AccountRow, ...]
    relations: tuple[RelationRow, ...]
    dates: tuple[DateRow, ...]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The skeleton of the list; `whole` says that nothing else is found.

    `how` the searched words were read and what they were taken for: `client_found.FoundIds`.
    `lines` are those of all these ids, where they were asked for at once.
    """

    ids: Sequence[int]
    whole: bool
    how: str = "plain"
    meant: str = ""
    lines: Sequence[ClientLine] = ()


@query(right=Right.VIEW)
def ids(
    read: Read,
    search_text: str = "",
    sorts: tuple[Sort, ...] = BY_NAME,
    wanted: Filter = EVERYBODY,
    today: date | None = None,
) -> list[int]:
    """The skeleton of the list: ids in order, of all clients or of those that are asked for."""
    return list(skeleton(read, search_text, sorts, wanted=wanted, today=today).ids)


@query(right=Right.VIEW)
def skeleton(
    read: Read,
    search_text: str = "",
    sorts: tuple[Sort, ...] = BY_NAME,
    most: int | None = None,
    run: int | None = None,
    part: RunPart = RunPart.ALL,
    wanted: Filter = EVERYBODY,
    today: date | None = None,
    shown: tuple[str, ...] = (),
) -> Skeleton:
    """As `ids`; with `most` a search ends at so many, the newest, which takes no time at all.

    Of so few the lines come with their ids, with the fields `shown`.

    `run` leaves only the clients of that import, or a `part` of them, `wanted` those that a filter
    holds for; its relative dates count from `today`. `Refused` when the filter does not fit the
    fields.
    """
    if run is not None or wanted.parts:
        most = None
    asked = None
    if search_text.strip():
        at_once = _at_once(read, search_text, most, shown, sorts, today) if most and shown else None
        if at_once is not None:
            return at_once
        asked = found_ids(read, search_text, -1 if most is None else most)
        if most is not None and shown and asked.ids:
            lines = client_list.lines(read, asked.ids, shown, sorts, today)
            whole = len(asked.ids) != most
            return Skeleton(_ids(lines), whole, asked.how, asked.meant, lines)
    own = import_runs.clients_of(read, run, part) if run is not None else None
    hits = _both(own, asked)
    ordered: Sequence[int] = () if hits == [] else _ordered(read, hits, sorts, wanted, today)
    if asked is None:
        return Skeleton(ordered, whole=True)
    return Skeleton(ordered, len(asked.ids) != most, asked.how, asked.meant)


def _at_once(
    read: Read,
    search_text: str,
    most: int,
    shown: tuple[str, ...],
    sorts: tuple[Sort, ...],
    today: date | None,
) -> Skeleton | None:
    """The first hits with their lines in one question; None where it takes more to find any."""
    typed = as_typed(read, search_text, most)
    if typed is None:
        return None
    lines, count = client_list.lines_about(read, typed.hits, shown, sorts, today)
    if not lines:
        return None
    return Skeleton(lines.ids(), count != most, meant=typed.text, lines=lines)


def _ids(lines: Sequence[ClientLine]) -> array[int]:
    return array("q", [line.id for line in lines])


def _both(own: Sequence[int] | None, asked: FoundIds | None) -> Sequence[int] | None:
    """Those of `own` that a search finds too; None stands for all clients."""
    if asked is None:
        return own
    return asked.ids if own is None else sorted(set(own).intersection(asked.ids))


def _ordered(
    read: Read,
    hits: Sequence[int] | None,
    sorts: tuple[Sort, ...],
    wanted: Filter = EVERYBODY,
    today: date | None = None,
) -> array[int]:
    """These ids, or those of all clients, in the order wanted."""
    if hits is not None and not wanted.parts:
        fields = fields_for(read.connection, [sort.field for sort in sorts], today)
        order = fields.prepared(("order", sorts), lambda read: _put_in_order(read, fields, sorts))
        return order.ids(read, clients=marks(hits))
    found = visible(read, Client, _CLIENT.c.id, few=hits is not None)
    if hits is not None:
        found = found.where(among(_CLIENT.c.id, hits))
    elif not any(one.field == "archived_at" for one in wanted.conditions()):
        # What is searched or asked for is found in the archive, too.
        found = found.where(_CLIENT.c.archived_at.is_(None))
    fields = fields_of(read.connection, today)
    if wanted.parts:
        day = today or datetime.now().astimezone().date()
        found = found.where(where(read.connection, wanted, fields, day))
    asked = [one.field for one in wanted.conditions()] + [sort.field for sort in sorts]
    if by_facts(fields, asked):
        found = found.join(_FACTS, _FACTS.c.client_id == _CLIENT.c.id)
    return ids_of(read.connection, found.order_by(*order_of(fields, sorts)))


def _put_in_order(read: Read, fields: ClientFields, sorts: tuple[Sort, ...]) -> Select[Any]:
    """Some ids in an order; the same statement whichever they are."""
    found = visible(read, Client, _CLIENT.c.id, few=True)
    if by_facts(fields, [sort.field for sort in sorts]):
        found = found.join(_FACTS, _FACTS.c.client_id == _CLIENT.c.id)
    found = found.where(among_marked(_CLIENT.c.id, "clients"))
    return found.order_by(*order_of(fields, sorts))


@query(right=Right.VIEW)
def page(read: Read, wanted: Sequence[int]) -> list[ClientRow]:
    """The rows of some ids, by primary key; those that are gone are left out."""
    c, f = _CLIENT.c, _FACTS.c
    rows = read.connection.execute(
        visible(
            read, Client, c.id, c.name, c.kind, f.phone, f.phone_normal, f.email, c.city, c.source,
            c.tags, f.next_task_on, f.last_touch, f.open_deals, f.open_amount, f.debt, few=True,
        )
        .join(_FACTS, f.client_id == c.id)
        .where(c.id.in_(wanted))
    )  # fmt: skip
    return [_row(list(row)) for row in rows]


def _row(values: list[Any]) -> ClientRow:
    values[8] = tuple(values[8] or ())
    return ClientRow(*values)


@query(right=Right.VIEW)
def found(read: Read, text: str, limit: int = 8) -> list[ClientRow]:
    """The few clients that a scrap of a name or number finds; without one the newest."""
    if text.strip():
        wanted = list(found_ids(read, text, limit).ids)
    else:
        newest = visible(read, Client, _CLIENT.c.id, few=True)
        newest = newest.order_by(_CLIENT.c.id.desc()).limit(limit)
        wanted = list(read.connection.scalars(newest))
    rows = {row.id: row for row in page(read, wanted)}
    return [rows[id_] for id_ in wanted if id_ in rows]


@query(right=Right.VIEW)
def count(read: Read) -> int:
    """How many clients there are outside the bin."""
    return int(read.connection.scalar(visible(read, Client, func.count())) or 0)


@query(right=Right.VIEW)
def card(read: Read, client_id: int) -> ClientCard:
    """One client's card; refuses an id that is gone or not this viewer's.

    The number of a card that was merged leads to the client it became.
    """
    found = cards(read, [client_id]) or cards(read, [merge.present(read, client_id)])
    if not found:
        raise Refused.of(NOT_FOUND)
    return found[0]


@query(right=Right.VIEW)
def cards(read: Read, wanted: Sequence[int]) -> list[ClientCard]:
    """The cards of some ids, in no particular order; those that are gone are left out."""
    return _with_parts(read, _CARDS.rows(read, clients=marks(wanted)))


@query(right=Right.EXPORT)
def dump(read: Read, block: int = 500) -> list[ClientCard]:
    """All clients in the stable order of their ids (export: keyset pages, nobody jumps)."""
    return list(_dump(read, block))


def _dump(read: Read, block: int) -> Iterator[ClientCard]:
    total = int(read.connection.scalar(visible(read, Client, func.count())) or 0)
    last = done = 0
    while True:
        rows = read.connection.execute(
            _cards(read).where(_CLIENT.c.id > last).order_by(_CLIENT.c.id).limit(block)
        ).all()
        if not rows:
            return
        yield from _with_parts(read, rows)
        last = rows[-1][0]
        done += len(rows)
        read.step(done, total)


def _cards(read: Read) -> Select[Any]:
    c, f = _CLIENT.c, _FACTS.c
    return visible(
        read, Client, c.id, c.name, c.kind, c.last_name, c.first_name, c.middle_name, c.inn,
        c.kpp, c.ogrn, c.city, c.address, c.source, c.status, c.birthday, c.comment,
        c.external_id, c.tags, c.created_at, c.deleted_at, c.archived_at, c.price_group, c.discount,
        c.consent_on, c.consent_source, c.consent_purpose, c.rhythm_days, f.last_touch,
        f.next_task_on, f.open_deals, f.open_amount, f.debt, f.purchases, f.last_purchase,
        f.usual_days, f.touch_due, c.custom, few=True,
    ).join(_FACTS, f.client_id == c.id)  # fmt: skip


_CARDS = Prepared(lambda read: _cards(read).where(among_marked(_CLIENT.c.id, "clients")))


def _with_parts(read: Read, rows: Sequence[Sequence[Any]]) -> list[ClientCard]:
    """Cards of the selected rows, with what stands in other tables."""
    parts = parts_of(read, [row[0] for row in rows])
    fields = of_noun(read.connection, CustomNoun.CLIENT)
    shown = tuple(one for one in fields if not one.archived)
    found: list[ClientCard] = []
    for row in rows:
        values: list[Any] = list(row)
        values[16] = tuple(values[16] or ())
        own = parts[row[0]]
        values += [shown, own.points, own.contacts, own.addresses, own.accounts, own.relations]
        values.append(own.dates)
        found.append(ClientCard(*values))
    return found
