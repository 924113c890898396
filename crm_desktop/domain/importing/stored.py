"""Rows as the base will keep them: what a preview has judged is what the run then writes."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.domain.clients import (
    ClientDraft,
    PointKind,
    StoredClient,
    client_values,
    point_values,
    stored,
)
from crm_desktop.domain.importing.drafts import CellProblem, RowDraft

CLIENT_COLUMNS = tuple(client_values(ClientDraft()))
CONTACT_COLUMNS = ("name", "position", "birthday")
POINT_COLUMNS = ("kind", "label", *point_values(PointKind.SITE, "-")[0])
"""The columns of a stored client's parts, in the order of their values."""


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row understood: the client it stands for (None: neither name nor contact), its doubts."""

    client: StoredClient | None
    problems: tuple[CellProblem, ...]


def stored_row(row: RowDraft) -> StoredRow:
    """A row's draft in its stored forms."""
    return StoredRow(None if row.empty else stored(row.draft), row.problems)
