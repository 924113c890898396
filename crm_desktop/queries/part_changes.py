"""What changed in the parts of a client: people inside, addresses, accounts, relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from crm_desktop.db import images
from crm_desktop.db.images import Image, Step
from crm_desktop.db.tables import Client, DictionaryEntry
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.rights import Role
from crm_desktop.domain.story import ChangeKind
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import apart
from crm_desktop.queries.prepared import Statement, among_marked, marks

CONTACT, ADDRESS, ACCOUNT, RELATION, DATE = (
    "contact",
    "client_address",
    "client_account",
    "client_relation",
    "client_date",
)
TOLD: Mapping[str, tuple[str, ...]] = {
    CONTACT: ("name", "position", "birthday"),
    ADDRESS: ("label", "text"),
    ACCOUNT: ("label", "account", "bank_name", "bik", "corr_account"),
    DATE: ("label", "on_date"),
}
"""Columns that people know as fields of a part; a relation is told as a whole."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one step of the journal says; `part` names the person, the address, the account."""

    kind: ChangeKind
    field: str
    old: str
    new: str
    part: str = ""


def part_steps(connection: Connection, client_id: int, role: Role) -> list[Step]:
    """All changes of the parts that are this client's, and of those that once were.

    Relations name other clients: who does not see all of them is not told of any.
    """
    found = images.parts_of(connection, client_id)
    if role is not Role.OWNER:
        found.pop(RELATION, None)
    return [
        step
        for table, records in found.items()
        for step in images.steps(connection, table, records)
    ]


class PartTeller:
    """Tells the steps of one client's parts, which it must see all of first."""

    def __init__(self, connection: Connection, client_id: int, steps: Sequence[Step]) -> None:
        self._client = client_id
        self._people: dict[int, str] = {}
        self._come: set[tuple[int, int]] = set()
        self._gone: set[tuple[int, int]] = set()
        related: set[int] = set()
        for step in steps:
            if step.table == CONTACT:
                shown = step.after or step.before or {}
                self._people.setdefault(step.record, str(shown.get("name") or ""))
                if step.before is None:
                    self._come.add((step.operation, step.record))
                if step.after is None:
                    self._gone.add((step.operation, step.record))
            elif step.table == RELATION:
                for image in (step.before, step.after):
                    related |= {image["client_id"], image["other_id"]} if image else set()
        self._names: dict[int, str] = {}
        self._reverse: dict[str, str] = {}
        if related:
            wanted = marks(sorted(related))
            self._names = dict(_NAMES.rows(connection, clients=wanted))
            self._reverse = dict(_REVERSES.rows(connection))

    def told(self, step: Step) -> Iterator[Told]:
        """What a step says, field by field."""
        if step.table == RELATION:
            yield from self._relation(step)
            return
        before, after = step.before, step.after
        named = _name(step.table, after or before or {})
        if before is None:
            yield Told(ChangeKind.ADDED, step.table, "", _whole(step.table, after or {}))
        elif after is None:
            yield Told(ChangeKind.REMOVED, step.table, _whole(step.table, before), "")
        else:
            for column in TOLD[step.table]:
                old, new = str(before[column] or ""), str(after[column] or "")
                if old != new:
                    field = f"{step.table}.{column}"
                    yield Told(ChangeKind.CHANGED, field, old, new, named)

    def owner_of(self, step: Step) -> str | None:
        """Whose way of contact a step is about: a person's name, "" for the client itself.

        None where the person came or went in the same operation: that is one story, not several.
        """
        contact = (step.before or step.after or {}).get("contact_id")
        if contact is None:
            return ""
        here = (step.operation, contact)
        if (step.before is None and here in self._come) or (
            step.after is None and here in self._gone
        ):
            return None
        return self._people.get(contact, "")

    def _relation(self, step: Step) -> Iterator[Told]:
        old, new = self._said(step.before), self._said(step.after)
        if old == new:
            return
        kind = ChangeKind.CHANGED
        if not old or not new:
            kind = ChangeKind.ADDED if new else ChangeKind.REMOVED
        yield Told(kind, RELATION, old, new)

    def _said(self, image: Image | None) -> str:
        """A relation as this client's card says it, "" where there is none to tell."""
        if image is None or self._client not in {image["client_id"], image["other_id"]}:
            return ""
        outward = image["client_id"] == self._client
        name = self._names.get(image["other_id" if outward else "client_id"])
        if name is None:
            return ""
        kind = str(image["kind"])
        word = kind if outward else self._reverse.get(kind) or kind
        return f"{word}: {name} ({image['note']})" if image["note"] else f"{word}: {name}"


def _name(table: str, image: Image) -> str:
    """What a part is called where one of its fields is told."""
    if table == CONTACT:
        return str(image["name"])
    return str(image["label"] or (image["account"] if table == ACCOUNT else ""))


def _whole(table: str, image: Image) -> str:
    """A part in one line."""
    if table == CONTACT:
        said = [image["name"], image["position"]]
    elif table == ADDRESS:
        said = [image["label"], image["text"]]
    elif table == DATE:
        said = [image["label"], image["on_date"]]
    else:
        said = [image["label"], image["account"] or image["bik"], image["bank_name"]]
    return ", ".join(str(one) for one in said if one)


def _names() -> Select[Any]:
    c = Client.__table__.c
    there = apart(c.deleted_at).is_(None)
    return select(c.id, c.name).where(among_marked(c.id, "clients"), there)


def _reverses() -> Select[Any]:
    d = DictionaryEntry.__table__.c
    relation = d.kind == DictionaryKind.RELATION.value
    return select(d.name, d.reverse).where(relation, d.reverse != "")


_NAMES, _REVERSES = Statement(_names), Statement(_reverses)
