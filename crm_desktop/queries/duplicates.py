"""Cards that may be one client: found in the whole base, or while one is being typed."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import select

from crm_desktop.db import search
from crm_desktop.db.region import region_of
from crm_desktop.db.tables import Client, ClientFacts, ContactPoint, DistinctPair
from crm_desktop.domain.blocks import crowd_of, pairs
from crm_desktop.domain.called import own_words
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.duplicates import (
    Card,
    Crowd,
    Level,
    Pair,
    Reason,
    card,
    contradict,
    level_of,
    meet,
)
from crm_desktop.domain.grouping import Gathered, gather
from crm_desktop.domain.layouts import readings
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.requisites import clean_digits
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import clean_text, email_normal, fold
from crm_desktop.late import dataclass
from crm_desktop.queries import duplicate_cards
from crm_desktop.queries.filtering import among, visible
from crm_desktop.queries.read import Read, query

_C, _P, _D = Client.__table__.c, ContactPoint.__table__.c, DistinctPair.__table__.c
_F = ClientFacts.__table__.c
_BEGINNING = 3
_MOST_BEGINNING, _MOST_HOLDING = 200, 60
"""Clients looked at while somebody types, for each word of the name."""
_WORDS, _SPELLINGS = 4, 8


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that may be one client, the oldest first; `pairs` say why, the surest first."""

    ids: tuple[int, ...]
    score: float
    level: Level
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known so far of a client that is being typed, as typed."""

    name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    inn: str = ""
    kind: ClientKind | None = None

    def cleaned(self) -> Probe:
        """The same as the base would keep it: nothing typed or pasted is an error."""
        phones, emails = (tuple(map(clean_text, one)) for one in (self.phones, self.emails))
        return Probe(clean_text(self.name), phones, emails, clean_text(self.inn), self.kind)


@dataclass(frozen=True, slots=True)
class Alike:
    """A client who may be meant: what to show of them, and why."""

    id: int
    name: str
    phone: str
    city: str
    score: float
    level: Level
    reasons: tuple[Reason, ...]
    archived: bool = False


@query(right=Right.VIEW)
def groups(
    read: Read, level: Level = Level.LIKELY, least: float | None = None
) -> tuple[Group, ...]:
    """All clients outside bin and archive that may be one, by groups, the surest first.

    Pairs of at least this level count, or of the score `least` where one is given. Who was said to
    be different stands in no group together. `read.step` is told how far it is; it may raise.
    """
    with _nothing_collected():
        return _groups(read, level.least if least is None else least)


def _groups(read: Read, least: float) -> tuple[Group, ...]:
    cards = duplicate_cards.present(read)
    crowd = crowd_of(cards)
    by_id = {one.id: one for one in cards}
    told_apart = _told_apart(read)
    found = pairs(cards, crowd, least, read.step)

    def differ(one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        return pair in told_apart or contradict(by_id[one], by_id[other], crowd)

    kept = (pair for pair in found if (pair.first, pair.second) not in told_apart)
    return tuple(_group(one) for one in gather(kept, differ))


@query(right=Right.VIEW)
def alike(
    read: Read, probe: Probe, exclude: int | None = None, limit: int = 3
) -> tuple[Alike, ...]:
    """Who may be meant by what is typed so far, the surest first; nobody who is in the bin.

    A phone, an e-mail or an INN that is known is always told, whatever the name says. `exclude`
    is the client being edited, who is left out with all that were said to be different.
    """
    probe = probe.cleaned()
    typed = _typed(probe, region_of(read.connection))
    wanted = _bearing(read, typed) | _called_near(read, probe.name)
    if exclude is not None:
        wanted -= {exclude} | _known_different(read, exclude)
    cards = duplicate_cards.some(read, sorted(wanted))
    points = [*typed.phones, *typed.emails]
    names = Counter(key for one in cards for key in one.namesakes)
    crowd = Crowd(duplicate_cards.bearers(read, points), names)
    found = [pair for one in cards if (pair := meet(typed, one, crowd)) is not None]
    found.sort(key=lambda pair: (-pair.score, pair.second))
    return _shown(read, found[:limit])


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Garbage waits: a million cards are no garbage, and going through them stops the window."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _told_apart(read: Read) -> frozenset[tuple[int, int]]:
    rows = read.connection.execute(select(_D.client_id, _D.other_id))
    return frozenset((one, other) for one, other in rows)


def _known_different(read: Read, client: int) -> set[int]:
    rows = read.connection.execute(
        select(_D.client_id, _D.other_id).where((_D.client_id == client) | (_D.other_id == client))
    )
    return {id_ for pair in rows for id_ in pair}


def _group(one: Gathered) -> Group:
    level = level_of(one.score) or Level.POSSIBLE
    return Group(tuple(sorted(one.ids)), one.score, level, tuple(one.pairs))


def _typed(probe: Probe, region: str) -> Card:
    phones = [phone.normal for text in probe.phones for phone in parse_phones(text, region)]
    emails = [email_normal(text) for text in probe.emails]
    return card(
        0,
        probe.name,
        probe.kind,
        phones=(one for one in phones if one),
        emails=(one for one in emails if one),
        inn=clean_digits(probe.inn),
    )


def _bearing(read: Read, typed: Card) -> set[int]:
    """Clients with a phone, an e-mail or the INN of what is typed."""
    points = [*typed.phones, *typed.emails]
    asked = select(_P.client_id).where(_P.normal.in_(points))
    found = {id_ for (id_,) in read.connection.execute(asked)} if points else set()
    if typed.inn:
        rows = visible(read, Client, _C.id, few=True).where(_C.inn == typed.inn)
        found.update(id_ for (id_,) in read.connection.execute(rows))
    return found


def _called_near(read: Read, name: str) -> set[int]:
    """Clients whose name holds a word of this one, or begins as one of its words does."""
    words = [word for word in own_words(fold(name)) if len(word) >= _BEGINNING]
    found: set[int] = set()
    for word in sorted(words, key=len, reverse=True)[:_WORDS]:
        for one in readings(word):
            if one.how == "layout":
                continue
            found.update(search.ids_holding(read.connection, "client", one.words, _MOST_HOLDING))
            for letters in dict.fromkeys(said[:_BEGINNING] for said in one.said[:_SPELLINGS]):
                found.update(_beginning(read, letters))
    return found


def _beginning(read: Read, letters: str) -> Iterable[int]:
    asked = (
        visible(read, Client, _C.id)
        # Both, so that the index of the list leads to the letters.
        .where(_C.archived_at.is_(None))
        .where(_C.sort_key >= letters, _C.sort_key < letters + "\U0010ffff")
        .limit(_MOST_BEGINNING)
    )
    return [id_ for (id_,) in read.connection.execute(asked)]


def _shown(read: Read, pairs_found: list[Pair]) -> tuple[Alike, ...]:
    columns = (_C.id, _C.name, _F.phone, _C.city, _C.archived_at)
    asked = visible(read, Client, *columns, few=True).outerjoin_from(
        Client.__table__, ClientFacts.__table__, _F.client_id == _C.id
    )
    rows = {
        row.id: row
        for row in read.connection.execute(
            asked.where(among(_C.id, [pair.second for pair in pairs_found]))
        )
    }
    return tuple(
        Alike(
            pair.second,
            rows[pair.second].name,
            rows[pair.second].phone or "",
            rows[pair.second].city,
            pair.score,
            level_of(pair.score) or Level.POSSIBLE,
            pair.reasons,
            rows[pair.second].archived_at is not None,
        )
        for pair in pairs_found
        if pair.second in rows
    )
