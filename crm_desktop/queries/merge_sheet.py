"""Cards side by side before they become one, and which of the groups found are still there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from sqlalchemy import func, select

from crm_desktop.db.tables import (
    Activity,
    Attachment,
    Client,
    ClientAccount,
    ClientAddress,
    ClientDate,
    ClientRelation,
    Contact,
    ContactPoint,
    Deal,
    DistinctPair,
    Document,
    Task,
)
from crm_desktop.domain import merge
from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.custom_fields import CustomNoun, OwnField
from crm_desktop.domain.phones import shown_phones
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.custom_fields import of_noun
from crm_desktop.queries.filtering import among, visible
from crm_desktop.queries.merge import cards_of, people, told_text
from crm_desktop.queries.read import Read, query

_C = Client.__table__.c
_HANGING = (
    Contact, ContactPoint, Deal, Task, Document, Activity, Attachment, ClientAddress,
    ClientAccount, ClientDate, ClientRelation,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One of the cards that may become one: `counts` says how many records of which table it has.

    `points` are its phones and the like, as they are shown everywhere.
    """

    id: int
    name: str
    kind: str
    created_at: str
    archived: bool
    tags: tuple[str, ...]
    points: tuple[str, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SheetField:
    """What the cards say in a field, in their order; values as in `client_changes`, "" for none."""

    field: str
    own: OwnField | None
    values: tuple[str, ...]
    differs: bool

    def standing(self, keep: int) -> int:
        """Whose value stays when nobody chooses (`domain.merge.standing`); places, not ids."""
        if self.values[keep]:
            return keep
        return next((place for place, value in enumerate(self.values) if value), keep)


@dataclass(frozen=True, slots=True)
class MergeSheet:
    """Cards side by side; `best` is the place of the one to keep when nobody says."""

    cards: tuple[SheetCard, ...]
    fields: tuple[SheetField, ...]
    best: int


@query(right=Right.VIEW)
def sheet(read: Read, ids: Sequence[int]) -> MergeSheet:
    """Some cards side by side, in the order of `ids`; those that are gone are left out."""
    seen = visible(read, Client, _C.id, few=True).where(among(_C.id, ids))
    there = set(read.connection.scalars(seen))
    rows = cards_of(read.connection, [id_ for id_ in ids if id_ in there])
    if not rows:
        return MergeSheet((), (), 0)
    own = {one.field: one for one in of_noun(read.connection, CustomNoun.CLIENT)}
    named = people(read)
    fields = []
    for field in merge.fields_of(rows):
        values = [merge.value_of(row, field) for row in rows]
        told = [value for value in values if merge.is_told(value)]
        differs = any(merge.differ(told[0], value) for value in told[1:])
        # A firm and a person of one name are not the same.
        differs |= field == "name" and len({row["kind"] for row in rows}) > 1
        texts = (told_text(field, one, named) if merge.is_told(one) else "" for one in values)
        fields.append(SheetField(field, own.get(field), tuple(texts), differs))
    counts, points = _counts(read, there), _points(read, there)
    cards = tuple(
        SheetCard(
            row["id"], row["name"], row["kind"], row["created_at"],
            row["archived_at"] is not None, tuple(row["tags"]),
            tuple(points.get(row["id"], ())), counts[row["id"]],
        )
        for row in rows
    )  # fmt: skip
    best = merge.best_to_keep(rows)
    return MergeSheet(cards, tuple(fields), [card.id for card in cards].index(best))


def _counts(read: Read, ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many records hang on each client, by table; what lies in the bin is not counted."""
    found: dict[int, dict[str, int]] = {id_: {} for id_ in ids}
    for noun in _HANGING:
        columns = noun.__table__.c
        rows = read.connection.execute(
            visible(read, noun, columns.client_id, func.count(), few=True)
            .where(columns.client_id.in_(ids))
            .group_by(columns.client_id)
        )
        for client, count in rows:
            found[client][noun.__tablename__] = count
    return found


def _points(read: Read, ids: Collection[int]) -> dict[int, list[str]]:
    p = ContactPoint.__table__.c
    found: dict[int, list[str]] = {}
    rows = read.connection.execute(
        select(p.client_id, p.kind, p.value)
        .where(p.client_id.in_(ids), p.contact_id.is_(None))
        .order_by(p.place, p.id)
    )
    for client, kind, value in rows:
        shown = shown_phones(value) if kind == PointKind.PHONE else value
        found.setdefault(client, []).append(shown)
    return found


@query(right=Right.VIEW)
def names(read: Read, ids: Sequence[int]) -> dict[int, str]:
    """What some clients are called; those that are gone are left out."""
    wanted = visible(read, Client, _C.id, _C.name, few=True).where(among(_C.id, ids))
    return {row[0]: row[1] for row in read.connection.execute(wanted)}


@query(right=Right.VIEW)
def still_alike(read: Read, groups: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """What is left of groups found earlier, one answer for each, empty where nothing is left.

    Who is gone is left out, and whole groups whose every pair is said to be different.
    """
    there = names(read, [id_ for group in groups for id_ in group])
    d = DistinctPair.__table__.c
    rows = read.connection.execute(select(d.client_id, d.other_id))
    apart = {(one, other) for one, other in rows}
    left = []
    for group in groups:
        ids = tuple(id_ for id_ in group if id_ in there)
        left.append(ids if set(combinations(sorted(ids), 2)) - apart else ())
    return left


@query(right=Right.VIEW)
def order_to_merge(read: Read, groups: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """The same groups with the card to keep first, for `commands.merge.groups`."""
    found = []
    for done, group in enumerate(groups):
        read.step(done, len(groups))
        rows = cards_of(read.connection, group)
        keep = merge.best_to_keep(rows)
        found.append((keep, *(int(row["id"]) for row in rows if row["id"] != keep)))
    return found
