"""Clients, the people inside and how to reach them, what is written of them, many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from crm_desktop.commands import (
    activities,
    client_bulk,
    client_fields,
    clients,
    contact_points,
    contacts,
    merge,
    round_trip,
)
from crm_desktop.domain.activities import FollowUp, TouchDraft
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Scope
from crm_desktop.domain.client_parts import Terms
from crm_desktop.domain.clients import ClientDraft, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.round_trip import Accepted, AddedRow, CellChange, carried
from crm_desktop.domain.round_trip_cells import first
from crm_desktop.queries import client_changes, client_values, custom_fields
from crm_desktop.queries.read import Read
from tests.random_days.days import CITIES, SOURCES, TAGS, Days, Nothing

_LIVE = "SELECT id FROM client WHERE deleted_at IS NULL"
_POINTS = (
    "SELECT p.id, p.client_id FROM contact_point p JOIN client c ON c.id = p.client_id "
    "WHERE c.deleted_at IS NULL"
)
_PEOPLE = (
    "SELECT k.id, k.client_id FROM contact k JOIN client c ON c.id = k.client_id "
    "WHERE c.deleted_at IS NULL"
)


def points(d: Days) -> tuple[PointDraft, ...]:
    """Phones and e-mails, readable or not, in any order; sometimes none."""
    made = [PointDraft(PointKind.PHONE, d.phone()) for _ in range(d.rng.randrange(3))]
    if d.rng.random() < 0.4:
        made.append(PointDraft(PointKind.EMAIL, f"k{d.rng.randrange(30)}@Ёлки.рф"))
    d.rng.shuffle(made)
    return tuple(made)


def draft(d: Days) -> ClientDraft:
    """A client with whatever bears on search and figures."""
    people = tuple(ContactDraft(d.text(), "", points(d)) for _ in range(d.rng.randrange(2)))
    return ClientDraft(
        d.text(),
        city=d.any(CITIES),
        source=d.any(SOURCES),
        tags=d.some(TAGS),
        external_id=d.any(("", "", f"К-{d.rng.randrange(9)}")),
        points=points(d),
        contacts=people,
        custom=custom(d, CustomNoun.CLIENT),
        terms=Terms(rhythm_days=d.any((None, 7, 30))),
    )


def custom(d: Days, noun: CustomNoun) -> dict[str, object]:
    """Values of the business's own fields, or emptied ones."""
    values: dict[str, object] = {}
    for field in d.crm.ask(custom_fields.listing, noun):
        if d.rng.random() < 0.5:
            full = list(d.some(field.choices)) if field.choices else d.text()
            values[field.key] = d.any((None, full or None))
    return values


def _round_trip(d: Days) -> object:
    """Cells of a client changed in a spreadsheet, and sometimes a row added there."""
    wanted = {
        "name": d.text(), "city": d.any(CITIES), "phone": (d.phone(),),
        "emails": d.any(((), (f"k{d.rng.randrange(30)}@Ёлки.рф",))), "tags": d.some(TAGS),
    }  # fmt: skip
    client = d.client()
    names = d.rng.sample(sorted(wanted), 2)
    columns = [column for name in names if (column := carried(name, {})) is not None]
    with d.crm.database.read() as connection:
        read = Read(connection, d.crm.viewer)
        held = client_values.values_now(read, [client], columns)[client]
    changes = tuple(
        CellChange(1, client, "", one, seen, seen, wanted[one.field])
        for one in columns
        for seen in [first(one, held[one.field])]
    )
    added = (AddedRow(9, draft(d), ""),) if d.rng.random() < 0.3 else ()
    return d.do(round_trip.apply, Accepted("a.xlsx", changes, added))


def _set(d: Days) -> object:
    fields = {"city": d.any(CITIES), "phone": d.phone(), "email": "", "tags": "опт, ёлки",
              "rhythm_days": d.any(("", "14", "месяц")), "name": d.text()}  # fmt: skip
    return d.do(client_fields.set_fields, d.client(), dict(d.rng.sample(sorted(fields.items()), 2)))


def _set_back(d: Days) -> object:
    client = d.client()
    changes = d.crm.ask(client_changes.changes, client)
    if not changes:
        raise Nothing
    change = d.rng.choice(changes)
    return d.do(client_fields.set_back, client, change.row, change.field)


def _person(d: Days) -> object:
    if d.rng.random() < 0.5:
        return d.do(contacts.save, d.client(), None, ContactDraft(d.text(), "", points(d)))
    contact, client = d.row(_PEOPLE)
    return d.do(contacts.save, client, contact, ContactDraft(d.text(), "", points(d)))


def _remove_person(d: Days) -> object:
    contact, client = d.row(_PEOPLE)
    return d.do(contacts.remove, client, contact)


def _point(d: Days, command: Callable[..., object], *values: object) -> object:
    point, client = d.row(_POINTS)
    return d.do(command, client, point, *values)


def _move_point(d: Days) -> object:
    # Only a way of contact with another one of its kind before or after it has where to go.
    point, client = d.row(
        f"{_POINTS} AND EXISTS (SELECT 1 FROM contact_point q WHERE q.client_id = p.client_id "
        "AND q.id <> p.id AND q.kind = p.kind AND q.contact_id IS p.contact_id)"
    )
    return d.do(contact_points.move, client, point, d.any((-1, 1)))


def _bulk(d: Days, action: BulkAction) -> object:
    where = {
        BulkAction.RESTORE: "SELECT id FROM client WHERE deleted_at IS NOT NULL",
        BulkAction.UNARCHIVE: f"{_LIVE} AND archived_at IS NOT NULL",
    }.get(action, _LIVE)
    ids = d.few(where)
    about: Mapping[BulkAction, BulkChange] = {
        BulkAction.SET: BulkChange(action, "city", d.any(CITIES)),
        BulkAction.TAG: BulkChange(action, tags=(d.any(TAGS),)),
        BulkAction.UNTAG: BulkChange(action, tags=(d.any(TAGS),)),
        BulkAction.REASSIGN: BulkChange(action, owner=d.any((None, 1))),
    }
    change = about.get(action, BulkChange(action))
    return d.do(client_bulk.BY_ACTION[action], Scope(ids=ids), change, len(ids))


def _log(d: Days) -> object:
    follow = FollowUp(d.day(), title=d.text()) if d.rng.random() < 0.5 else None
    at = d.any(("", f"{d.day():%Y-%m-%d}T09:00:00Z"))
    touch = TouchDraft(d.client(), "Звонок", "Дозвонились", text=d.text(), at=at, next=follow)
    return d.do(activities.log, touch)


def _entry(d: Days, command: Callable[..., object], *values: object) -> object:
    return d.do(command, d.one("SELECT id FROM activity"), *values)


def _merge(d: Days) -> object:
    keep, *others = d.few(_LIVE, 4)
    if not others:
        raise Nothing
    chosen = {"city": d.rng.choice(others)} if d.rng.random() < 0.5 else {}
    return d.do(merge.clients, keep, others, chosen)


def _merge_groups(d: Days) -> object:
    found = d.few(_LIVE, 5)
    if len(found) < 4:
        raise Nothing
    return d.do(merge.groups, [found[:2], found[2:]])


PEOPLE: dict[str, Callable[[Days], object]] = {
    "client.add": lambda d: d.do(clients.add, draft(d)),
    "client.edit": lambda d: d.do(clients.edit, d.client(), draft(d)),
    "client.set": _set,
    "client.round-trip": _round_trip,
    "client.set-back": _set_back,
    "client.delete": lambda d: d.do(clients.delete, d.client()),
    "client.restore": lambda d: d.do(
        clients.restore, d.one("SELECT id FROM client WHERE deleted_at IS NOT NULL")
    ),
    "client.merge": _merge,
    "client.merge-groups": _merge_groups,
    "contact.save": _person,
    "contact.remove": _remove_person,
    "contact-point.make-main": lambda d: _point(d, contact_points.make_main),
    "contact-point.move": _move_point,
    "contact-point.label": lambda d: _point(d, contact_points.label, d.text()),
    "contact-point.remove": lambda d: _point(d, contact_points.remove),
    **{f"client.bulk-{action.value}": partial(_bulk, action=action) for action in BulkAction},
    "note.add": lambda d: d.do(activities.add_note, d.client(), d.text()),
    "activity.log": _log,
    "activity.edit": lambda d: _entry(d, activities.edit, d.text()),
    "activity.pin": lambda d: _entry(d, activities.pin),
    "activity.unpin": lambda d: _entry(d, activities.unpin),
    "activity.delete": lambda d: _entry(d, activities.delete),
}
