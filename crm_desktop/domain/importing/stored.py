"""Rows as the base will keep them: what a preview has judged is what the run then writes."""

from __future__ import annotations

import json
from dataclasses import dataclass

from crm_desktop.domain.clients import (
    ClientDraft,
    Point,
    PointKind,
    StoredClient,
    StoredContact,
    client_values,
    point_values,
    stored,
)
from crm_desktop.domain.importing.drafts import CellProblem, RowDraft

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_CLIENT = tuple(client_values(ClientDraft()))
_POINT = ("kind", "label", *point_values(PointKind.SITE, "-")[0])
_CONTACT = ("name", "position", "birthday")


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row understood: the client it stands for (None: neither name nor contact), its doubts."""

    client: StoredClient | None
    problems: tuple[CellProblem, ...]


def stored_row(row: RowDraft) -> StoredRow:
    """A row's draft in its stored forms."""
    return StoredRow(None if row.empty else stored(row.draft), row.problems)


def pack(row: StoredRow) -> str:
    """A row as one text, for a staging file."""
    problems = [[p.column, p.code, p.text] for p in row.problems]
    client = row.client
    if client is None:
        return _encode([problems])
    return _encode(
        [
            problems,
            list(client.values.values()),
            [list(p.values()) for p in client.points],
            [
                [list(c.values.values()), [list(p.values()) for p in c.points]]
                for c in client.contacts
            ],
            client.created_at,
        ]
    )


def unpack(text: str) -> StoredRow:
    """What was packed."""
    problems, *rest = json.loads(text)
    doubts = tuple(CellProblem(*p) for p in problems)
    if not rest:
        return StoredRow(None, doubts)
    values, points, contacts, created_at = rest
    client = StoredClient(
        dict(zip(_CLIENT, values, strict=True)),
        _points(points),
        [
            StoredContact(dict(zip(_CONTACT, about, strict=True)), _points(own))
            for about, own in contacts
        ],
        created_at,
    )
    return StoredRow(client, doubts)


def _points(packed: list[list[str | None]]) -> list[Point]:
    return [dict(zip(_POINT, point, strict=True)) for point in packed]
