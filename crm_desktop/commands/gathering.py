"""All that hangs on some cards goes over to one: equal parts are joined, everything else moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from crm_desktop.commands.work import Step
from crm_desktop.db.tables import (
    Attachment,
    Base,
    Client,
    ClientAccount,
    ClientAddress,
    ClientDate,
    ClientRelation,
    Contact,
    ContactPoint,
    DistinctPair,
)
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

Row = dict[str, Any]

_RELATION, _PAIR = ClientRelation.__table__.c, DistinctPair.__table__.c


@dataclass(frozen=True, slots=True)
class _Alike:
    """When two parts of a table are one: all of `same` says alike, none of `more` speaks against.

    What the part that goes says in `more` fills what the staying one leaves open.
    """

    table: type[Base]
    same: Callable[[Row], tuple[Any, ...]]
    more: tuple[str, ...] = ()


_PARTS = (
    _Alike(ClientAddress, lambda r: (fold(r["text"]),), ("label",)),
    _Alike(
        ClientAccount,
        lambda r: (r["account"], r["bik"], fold(r["bank_name"])),
        ("corr_account", "label"),
    ),
    _Alike(ClientDate, lambda r: (fold(r["label"]), r["on_date"])),
    _Alike(Attachment, lambda r: (r["hash"], r["name"], r["deal_id"])),
)
_CONTACTS = _Alike(Contact, lambda r: (fold(r["name"]),), ("position", "birthday"))
_POINTS = _Alike(
    ContactPoint,
    lambda r: (r["contact_id"], r["kind"], r["normal"] or fold(r["value"]), r["ext"] or ""),
    ("label",),
)
_RELATIONS = _Alike(
    ClientRelation, lambda r: (r["client_id"], r["other_id"], fold(r["kind"])), ("note",)
)


def links() -> list[Column[Any]]:
    """Every column of the base that names a client: what a merge has to follow."""
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is Client.__table__
    ]


def gather(connection: Connection, keep: int, others: Sequence[int], step: Step) -> None:
    """Give everything that hangs on `others` to `keep`; what it has already is not doubled.

    Afterwards nothing in the base names one of the others. Every step is a plain change of rows,
    so that the journal takes all of it back.
    """
    joining = _Joining(connection, keep, tuple(others))
    joining.contacts_and_points()
    for alike in _PARTS:
        joining.settle(alike.table, joining.match(alike, joining.rows(alike.table)))
    joining.relations()
    joining.pairs()
    moves = _moves()
    for number, move in enumerate(moves):
        step(number, len(moves))
        connection.execute(move, {"cards": list(others), "kept": keep})


@cache
def _moves() -> tuple[Update, ...]:
    """What gives the rows of some cards to the kept one, made once."""
    cards: BindParameter[Any] = bindparam("cards", expanding=True)
    return tuple(
        update(one.table).where(one.in_(cards)).values({one.name: bindparam("kept")})
        for one in links()
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """Which part stands for which that goes, and what changes in those that stay."""

    went: dict[int, int]
    changed: dict[int, Row]


@dataclass(frozen=True, slots=True)
class _Joining:
    """One card and those that become it."""

    connection: Connection
    keep: int
    others: tuple[int, ...]

    def rows(self, table: type[Base]) -> list[Row]:
        """The parts of all cards, those of the kept one first, as they stand."""
        order = {client: place for place, client in enumerate((self.keep, *self.others))}
        columns = table.__table__
        found = self.connection.execute(
            select(columns).where(columns.c.client_id.in_(order)).order_by(columns.c.id)
        ).mappings()
        rows = [dict(row) for row in found]
        return sorted(rows, key=lambda row: (order[row["client_id"]], row.get("place", 0)))

    def match(self, alike: _Alike, rows: Iterable[Row]) -> _Match:
        """Which parts the kept card has already; the others come after its own."""
        found = _Match({}, {})
        staying: dict[tuple[Any, ...], list[Row]] = {}
        last: dict[Any, int] = {}
        for row in rows:
            same = staying.setdefault(alike.same(row), [])
            twin = next((one for one in same if _agree(one, row, alike.more)), None)
            ours = row["client_id"] == self.keep
            if twin is not None and not ours:
                found.went[row["id"]] = twin["id"]
                gain = {name: row[name] for name in alike.more if row[name] and not twin[name]}
                if gain:
                    twin |= gain
                    found.changed.setdefault(twin["id"], {}).update(gain)
                continue
            same.append(dict(row))
            if "place" in row:
                group = row.get("contact_id")
                place = last[group] = max(last.get(group, -1) + 1, row["place"] if ours else 0)
                if not ours and row["place"] != place:
                    found.changed.setdefault(row["id"], {})["place"] = place
        return found

    def settle(self, table: type[Base], match: _Match) -> None:
        """Change what stays and let go of what it stands for."""
        for id_, values in match.changed.items():
            self._change(table, id_, values)
        self._remove(table, match.went)

    def contacts_and_points(self) -> None:
        """A person who stands in several cards is one; the ways to reach them come together."""
        people = self.match(_CONTACTS, self.rows(Contact))
        points = self.rows(ContactPoint)
        for row in points:
            twin = people.went.get(row["contact_id"])
            if twin is not None:
                # Before its person goes, who would take it along.
                self._change(ContactPoint, row["id"], {"contact_id": twin})
                row["contact_id"] = twin
        self.settle(ContactPoint, self.match(_POINTS, points))
        self.settle(Contact, people)

    def relations(self) -> None:
        """Nobody is related to themselves; what was said twice of two clients is said once."""
        cards = {self.keep, *self.others}
        c = _RELATION
        named = c.client_id.in_(cards) | c.other_id.in_(cards)
        found = self.connection.execute(
            select(ClientRelation.__table__).where(named).order_by(c.id)
        )
        rows = [dict(row) for row in found.mappings()]
        inner = [r["id"] for r in rows if r["client_id"] in cards and r["other_id"] in cards]
        self._remove(ClientRelation, inner)
        outer = [row for row in rows if row["id"] not in set(inner)]
        own = [r for r in outer if self.keep in (r["client_id"], r["other_id"])]
        told = {_RELATIONS.same(row): row for row in own}
        for row in outer:
            if row in own:
                continue
            row |= {n: self.keep for n in ("client_id", "other_id") if row[n] in cards}
            twin = told.setdefault(_RELATIONS.same(row), row)
            if twin is not row and _agree(twin, row, _RELATIONS.more):
                self._remove(ClientRelation, [row["id"]])
                if row["note"] and not twin["note"]:
                    self._change(ClientRelation, twin["id"], {"note": row["note"]})

    def pairs(self) -> None:
        """Who was said to be somebody else than one of the cards is somebody else than all.

        Such pairs are written anew: changed in place they could meet each other on the way back.
        """
        cards = {self.keep, *self.others}
        c = _PAIR
        named = c.client_id.in_(cards) | c.other_id.in_(cards)
        rows = self.connection.execute(
            select(DistinctPair.__table__).where(named).order_by(c.id)
        ).mappings()
        known: set[int] = set()
        gone: list[int] = []
        new: dict[int, str] = {}
        for row in rows:
            one, other = row["client_id"], row["other_id"]
            stranger = other if one in cards else one
            if {one, other} <= cards:
                gone.append(row["id"])
            elif self.keep in (one, other):
                known.add(stranger)
            else:
                gone.append(row["id"])
                new.setdefault(stranger, row["noted_at"])
        self._remove(DistinctPair, gone)
        for stranger, noted_at in new.items():
            if stranger not in known:
                first, second = sorted((self.keep, stranger))
                self.connection.execute(
                    insert(DistinctPair).values(client_id=first, other_id=second, noted_at=noted_at)
                )

    def _change(self, table: type[Base], id_: int, values: Row) -> None:
        self.connection.execute(update(table).where(table.__table__.c.id == id_).values(values))

    def _remove(self, table: type[Base], ids: Iterable[int]) -> None:
        wanted = [{"gone": id_} for id_ in ids]
        if wanted:
            one = delete(table).where(table.__table__.c.id == bindparam("gone"))
            self.connection.execute(one, wanted)


def _agree(one: Row, other: Row, names: Sequence[str]) -> bool:
    """Whether two rows say nothing different under these names; silence agrees with all."""
    return all(
        not one[name] or not other[name] or fold(str(one[name])) == fold(str(other[name]))
        for name in names
    )
