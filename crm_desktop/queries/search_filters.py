"""Filters of a query as conditions in SQL: tags, whose it is, open amounts and debts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from crm_desktop.db.ranked import Narrowed
from crm_desktop.db.tables import Employee
from crm_desktop.domain.rights import Role, Viewer
from crm_desktop.domain.search_filters import Sought, sought
from crm_desktop.domain.text import fold

_TAGGED = "EXISTS (SELECT 1 FROM json_each({}.tags) WHERE instr(fold(value), ?) = 1)"
_OF_CLIENT = "c.client_id IN (SELECT k.id FROM client k WHERE {})"
_AMOUNTS = {
    "client": "EXISTS (SELECT 1 FROM client_facts f WHERE f.client_id = c.id AND ({}))",
    "deal": "{} AND c.stage_id IN (SELECT s.id FROM stage s WHERE s.kind = 'open')",
    "document": "{}",
}
_FIGURES = {"client": ("f.open_amount", "f.debt"), "deal": ("c.amount",), "document": ("c.total",)}


def split(connection: Connection, text: str) -> Sought:
    """The query taken apart; «@okna» that begins no employee's name is words: a mail's domain."""
    found = sought(text)
    known = [one for one in found.employees if _employees(connection, one)]
    if len(known) == len(found.employees):
        return found
    unknown = [f"@{one}" for one in found.employees if one not in known]
    return replace(found, employees=tuple(known), text=" ".join([found.text, *unknown]).strip())


def narrowed(
    connection: Connection, viewer: Viewer, asked: Sought, nouns: Sequence[str]
) -> dict[str, Narrowed]:
    """What must hold of each noun besides the words; nouns of which it cannot hold are left out.

    Of clients the sum of open deals or the debt counts, of deals the amount of an open one, of
    papers the total; tasks have no amount. Tags are the client's, the employee is the record's own.
    """
    limits = {kind: _of(connection, viewer, asked, kind) for kind in nouns}
    return {kind: one for kind, one in limits.items() if one is not None}


def _of(connection: Connection, viewer: Viewer, asked: Sought, kind: str) -> Narrowed | None:
    if asked.amounts and kind not in _AMOUNTS:
        return None
    parts: list[str] = []
    values: list[object] = []
    for tag in asked.tags:
        one = _TAGGED.format("c" if kind == "client" else "k")
        parts.append(one if kind == "client" else _OF_CLIENT.format(one))
        values.append(tag)
    for name in asked.employees:
        ids = _employees(connection, name)
        parts.append(f"c.owner_id IN ({', '.join('?' for _ in ids)})")
        values += ids
    if asked.amounts:
        bounds = [("> ?", 0 if asked.over is None else asked.over)]
        if asked.under is not None:
            bounds.append(("< ?", asked.under))
        figures = _FIGURES[kind]
        said = " OR ".join(
            "(" + " AND ".join(f"{figure} {sign}" for sign, _bound in bounds) + ")"
            for figure in figures
        )
        parts.append(_AMOUNTS[kind].format(said))
        values += [bound for _figure in figures for _sign, bound in bounds]
    if viewer.role is not Role.OWNER:
        # Deny by default, as `visible` does.
        parts.append("0")
    return Narrowed(" AND ".join(parts), tuple(values))


def _employees(connection: Connection, name: str) -> list[int]:
    """Employees one of whose names begins so."""
    e = Employee.__table__.c
    return [
        id_
        for id_, whole in connection.execute(select(e.id, e.name))
        if any(word.startswith(name) for word in [fold(whole), *fold(whole).split()])
    ]
