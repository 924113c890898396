"""What was changed in a spreadsheet is brought in: one operation, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from crm_desktop.commands import clients, custom_values
from crm_desktop.commands.work import Work, command
from crm_desktop.db.region import region_of
from crm_desktop.db.tables import Client, ContactPoint
from crm_desktop.domain.clients import PointDraft, PointKind, point_values
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.domain.round_trip import (
    FIRST,
    MOVED,
    SEVERAL,
    Accepted,
    Carried,
    CellChange,
    CellKind,
    Held,
)
from crm_desktop.domain.round_trip_cells import first
from crm_desktop.domain.text import clean_text, sort_key
from crm_desktop.late import dataclass
from crm_desktop.queries import client_values
from crm_desktop.queries.read import Read

BLOCK = 500
"""Clients between two reports of progress."""
_NAME_PARTS = ("last_name", "first_name", "middle_name")


@dataclass(frozen=True, slots=True)
class RoundTripResult:
    """How many cells of how many clients were changed, and how many clients are new."""

    cells: int
    clients: int
    added: int


@command("client.round-trip", right=Right.IMPORT, copy_first=True)
def apply(work: Work, accepted: Accepted) -> RoundTripResult:
    """Give clients what the accepted cells say, and add the accepted new ones.

    `Refused` as a whole when a card says something else by now than was shown beside a cell, or
    is gone: nobody's change is overwritten unseen.
    """
    accepted.check()
    by_client: dict[int, list[CellChange]] = {}
    for change in accepted.changes:
        by_client.setdefault(change.client, []).append(change)
    ids = list(by_client)
    total = len(ids) + len(accepted.added)
    _refuse_moved(work, accepted.changes, ids)
    people = {name: id_ for id_, name in reversed(client_values.employees(work.connection).items())}
    for start in range(0, len(ids), BLOCK):
        work.step(start, total)
        _change(work, {id_: by_client[id_] for id_ in ids[start : start + BLOCK]}, people)
    for place, row in enumerate(accepted.added):
        if place % BLOCK == 0:
            work.step(len(ids) + place, total)
        made = clients.add(work, row.draft)
        if row.owner:
            clients.present(work.session, made).owner_id = people[row.owner]
    work.step(total, total)
    count = len(accepted.changes)
    work.name(title=accepted.file_name, count=count, added=len(accepted.added))
    return RoundTripResult(count, len(ids), len(accepted.added))


def _refuse_moved(work: Work, changes: Sequence[CellChange], ids: Sequence[int]) -> None:
    """Refuse when one of these cards no longer says what was shown beside its cell."""
    columns = list({one.column.field: one.column for one in changes}.values())
    read = Read(work.connection, work.actor, work.step)
    for start in range(0, len(ids), BLOCK):
        block = set(ids[start : start + BLOCK])
        now = client_values.values_now(read, sorted(block), columns)
        for one in changes:
            if one.client not in block:
                continue
            present = now.get(one.client)
            if present is None or first(one.column, present[one.column.field]) != one.seen:
                raise Refused.of(MOVED, name=one.name)


def _change(work: Work, changes: dict[int, list[CellChange]], people: dict[str, int]) -> None:
    found = work.session.scalars(select(Client).where(Client.id.in_(changes)))
    for client in found:
        wanted = changes[client.id]
        custom: dict[str, object] = {}
        for one in wanted:
            if one.column.field in FIRST or one.column.field in SEVERAL:
                _reach(work, client.id, one.column.field, one.value)
            elif one.column.own is not None:
                value = one.value
                custom[one.column.own.key] = (
                    list(value) or None if isinstance(value, tuple) else value
                )
            else:
                _set(client, one.column, one.value, people)
        if custom:
            client.custom = custom_values.kept(
                work.connection, CustomNoun.CLIENT, client.custom, custom
            )
        fields = {one.column.field for one in wanted}
        if "name" in fields:
            client.sort_key = sort_key(client.name)
            # A name typed anew is no longer made of surname and first name.
            for name in _NAME_PARTS if not fields.intersection(_NAME_PARTS) else ():
                setattr(client, name, "")
    work.session.flush()


def _set(client: Client, column: Carried, value: Held, people: dict[str, int]) -> None:
    if column.kind is CellKind.OWNER:
        client.owner_id = people[value]
    elif column.kind is CellKind.WORDS:
        client.tags = [clean_text(one) for one in value or ()]
    elif column.kind in (CellKind.DAY, CellKind.RHYTHM):
        setattr(client, column.field, value)
    else:
        setattr(client, column.field, clean_text(value or "").strip())


def _reach(work: Work, client_id: int, field: str, texts: Held) -> None:
    """Ways of contact as a cell says them: the first of a kind, or all that are the client's."""
    kind = PointKind(FIRST.get(field) or SEVERAL[field])
    if field in FIRST:
        _set_first(work, client_id, kind, texts)
        return
    own = work.session.scalars(
        select(ContactPoint)
        .where(ContactPoint.client_id == client_id, ContactPoint.contact_id.is_(None))
        .order_by(ContactPoint.place, ContactPoint.id)
    ).all()
    others = [_draft(one) for one in own if one.kind != kind.value]
    labels = {one.value: one.label for one in own}
    wanted = [PointDraft(kind, text, labels.get(text, "")) for text in texts or ()]
    clients.set_points(work.session, client_id, None, (*others, *wanted))


def _draft(point: ContactPoint) -> PointDraft:
    return PointDraft(PointKind(point.kind), point.value, point.label, point.id)


def _set_first(work: Work, client_id: int, kind: PointKind, texts: Held) -> None:
    """The first one says so now, whoever in the client has it; further ones come behind all."""
    region = region_of(work.connection)
    values = [value for text in texts or () for value in point_values(kind, text, region)]
    every = work.session.scalars(
        select(ContactPoint)
        .where(ContactPoint.client_id == client_id)
        .order_by(ContactPoint.place, ContactPoint.id)
    ).all()
    same = [one for one in every if one.kind == kind.value]
    if same and not values:
        work.session.delete(same[0])
        return
    if same:
        for name, value in values.pop(0).items():
            setattr(same[0], name, value)
    there = {one.normal or one.value for one in same}
    place = max((one.place for one in every), default=-1)
    for value in values:
        if (value["normal"] or value["value"]) not in there:
            place += 1
            work.session.add(
                ContactPoint(client_id=client_id, kind=kind.value, label="", place=place, **value)
            )
