"""What a client says and what a row of a list brings: changes, additions, what is left untaken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from sqlalchemy import Connection, select

from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import Client, Contact, ContactPoint
from crm_desktop.domain.clients import TEXTS, Point
from crm_desktop.domain.custom_fields import PREFIX
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import among

_PARTS = ("last_name", "first_name", "middle_name")
_FILLED = (*TEXTS, "birthday", "rhythm_days")
"""What a row gives to a client that says nothing there."""
_COMPARED = (*_FILLED, "tags", "custom")
"""What a row without any key must say alike to be the client of that name once more."""

_CLIENT, _POINT = Client.__table__.c, ContactPoint.__table__.c
Inside = tuple[str, str, str | None] | None


@dataclass(slots=True)
class Standing:
    """What a client says now, as far as an import may add to it; points by kind and value.

    `people` are the contacts inside by their folded names, `born` their birthdays, where known.
    """

    name: str
    sort_key: str
    values: dict[str, Any]
    points: set[tuple[str, str]]
    people: dict[str, int] = field(default_factory=dict)
    born: dict[str, str] = field(default_factory=dict)

    def changes(
        self, wanted: Mapping[str, Any], points: Iterable[Point], *, overwrite: bool
    ) -> dict[str, Any]:
        """The values a row would fill (or overwrite); words and remarks are added."""
        present = self.values
        named = wanted["sort_key"] if _is_named(wanted, points) else self.sort_key
        found = {
            name: wanted[name]
            for name in _FILLED
            if wanted[name]
            and wanted[name] != present[name]
            and (overwrite or not present[name])
            and (overwrite or name not in _PARTS)
        }
        if overwrite and named != self.sort_key:
            found |= {name: wanted[name] for name in ("name", "sort_key", *_PARTS)}
        if wanted["comment"] and present["comment"]:
            found.pop("comment", None)
            if (comment := _with_lines(present["comment"], wanted["comment"])) is not None:
                found["comment"] = comment
        if (tags := _with_tags(present["tags"], wanted["tags"])) is not None:
            found["tags"] = tags
        own = _own_changes(present["custom"], wanted["custom"], overwrite=overwrite)
        return found if own is None else found | {"custom": own}

    def new_points(self, points: Iterable[Point]) -> list[Point]:
        """The ways of contact a row would add."""
        return [p for p in points if point_key(p) not in self.points]

    def is_new(self, inside: Inside) -> bool:
        """Whether a row brings somebody who does not stand inside yet."""
        return inside is not None and fold(inside[0]) not in {*self.people, self.sort_key}

    def lacks_birthday(self, inside: Inside) -> bool:
        """Whether a row tells the birthday of somebody inside of whom it is not known."""
        if inside is None or not inside[2]:
            return False
        who = fold(inside[0])
        return who in self.people and who not in self.born

    def other_birthday(self, inside: Inside) -> str:
        """The birthday that a row tells of somebody inside who is known to have another one."""
        if inside is None or not inside[2]:
            return ""
        return inside[2] if self.born.get(fold(inside[0]), inside[2]) != inside[2] else ""

    def take(
        self, changes: Mapping[str, Any], points: Iterable[Point], inside: Inside, contact: int
    ) -> None:
        """The row was brought in: the next one finds it so."""
        self.name = changes.get("name", self.name)
        self.sort_key = changes.get("sort_key", self.sort_key)
        self.values.update((n, v) for n, v in changes.items() if n in self.values)
        self.points.update(map(point_key, points))
        if inside is None:
            return
        if self.is_new(inside):
            self.people[fold(inside[0])] = contact
        if inside[2]:
            self.born.setdefault(fold(inside[0]), inside[2])

    def says(self, wanted: Mapping[str, Any], points: Iterable[Point], inside: Inside) -> bool:
        """Whether all that a row says stands here already."""
        listed = list(points)
        changes = self.changes(wanted, listed, overwrite=True)
        if "name" not in changes:
            # The same name, told in parts by one of the two.
            changes = {name: value for name, value in changes.items() if name not in _PARTS}
        new = self.is_new(inside) or self.lacks_birthday(inside) or self.other_birthday(inside)
        return not (changes or self.new_points(listed) or new)

    def untaken(
        self, wanted: Mapping[str, Any], points: Sequence[Point], inside: Inside
    ) -> Iterator[tuple[str, str]]:
        """What a row says otherwise than it stands here: field and text."""
        if other := self.other_birthday(inside):
            yield "birthday", other
        if _is_named(wanted, points) and wanted["sort_key"] != self.sort_key:
            yield "name", str(wanted["name"])
        for name in _FILLED:
            if (
                name not in (*_PARTS, "comment")
                and wanted[name]
                and (wanted[name] != self.values[name])
            ):
                yield name, str(wanted[name])
        here = json.loads(self.values["custom"])
        for key, value in json.loads(wanted["custom"]).items():
            if here.get(key) != value:
                yield f"{PREFIX}{key}", str(value)


def _is_named(wanted: Mapping[str, Any], points: Iterable[Point]) -> bool:
    """Whether a row names its client; one without a name is called by its phone."""
    return all(wanted["name"] != point["value"] for point in points)


def _with_lines(present: str, wanted: str) -> str | None:
    """A comment with the lines that it does not hold yet; None when it holds all."""
    known = {fold(line) for line in present.splitlines()}
    new = [line for line in wanted.splitlines() if fold(line) and fold(line) not in known]
    return "\n".join([present, *new]) if new else None


def _with_tags(present: str, wanted: str) -> str | None:
    """Tags with those that are new; None when none is."""
    if wanted in ("[]", present):
        return None
    here = json.loads(present)
    known = {fold(tag) for tag in here}
    new = [tag for tag in json.loads(wanted) if fold(tag) not in known]
    return dump_json([*here, *new]) if new else None


def _own_changes(present: str, wanted: str, *, overwrite: bool) -> str | None:
    """The values of own fields after a row filled (or overwrote) them; None when none changes."""
    if wanted == "{}":
        return None
    before = json.loads(present)
    brought = {
        key: value
        for key, value in json.loads(wanted).items()
        if before.get(key) != value and (overwrite or key not in before)
    }
    return dump_json({**before, **brought}) if brought else None


def point_key(point: Point) -> tuple[str, str]:
    """What makes two ways of contact the same."""
    return point["kind"], point["normal"] or point["value"]


def standing(
    name: str, values: Mapping[str, Any], points: Iterable[Point], inside: Inside
) -> Standing:
    """A client that a row of the same file has just become."""
    found = {column: values[column] for column in _COMPARED}
    people = {fold(inside[0]): 0} if inside is not None else {}
    born = {fold(inside[0]): inside[2]} if inside is not None and inside[2] else {}
    return Standing(name, values["sort_key"], found, set(map(point_key, points)), people, born)


def standings(connection: Connection, ids: Sequence[int]) -> dict[int, Standing]:
    """What these clients say now."""
    columns = [_CLIENT[name] for name in _COMPARED]
    found: dict[int, Standing] = {}
    rows = connection.execute(
        select(_CLIENT.id, _CLIENT.name, _CLIENT.sort_key, *columns).where(among(_CLIENT.id, ids))
    )
    for id_, name, key, *values in rows:
        known = dict(zip(_COMPARED, values, strict=True))
        known["tags"] = dump_json(known["tags"])
        known["custom"] = dump_json(known["custom"])
        found[id_] = Standing(name, key, known, set())
    points = select(_POINT.client_id, _POINT.kind, _POINT.normal, _POINT.value)
    for id_, kind, normal, value in connection.execute(points.where(among(_POINT.client_id, ids))):
        if id_ in found:
            found[id_].points.add((kind, normal or value))
    c = Contact.__table__.c
    people = select(c.client_id, c.name, c.id, c.birthday).where(among(c.client_id, ids))
    for id_, name, contact, birthday in connection.execute(people.order_by(c.id.desc())):
        if id_ in found:
            found[id_].people[fold(name)] = contact
            if birthday is not None:
                found[id_].born[fold(name)] = str(birthday)
    return found
