"""`import` of a list that went out of this base: the changes made in the spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crm_desktop.cli.call import Call
from crm_desktop.commands import round_trip
from crm_desktop.crm import Crm
from crm_desktop.domain.problems import Problem
from crm_desktop.domain.round_trip import Accepted, AddedRow, CellChange, RoundTrip
from crm_desktop.queries import round_trip as questions
from crm_desktop.words import language, pgettext
from crm_desktop.words.codes import problem_text
from crm_desktop.words.round_trip import found_text
from crm_desktop.words.round_trip_cells import added_text, cell_text, column_title

CARD, FILE = "card", "file"
"""Whose word counts where a card was changed meanwhile."""


def brought_back(call: Call, crm: Crm, staged: Path, file_name: str) -> bool:
    """Answer for a list of ours; False when it is none, and the usual import goes on.

    Everything that is understood is brought in but conflicts: those by `--conflicts file`.
    """
    asked = call.arguments
    step = call.terminal.progress
    found = crm.ask_watched(step, questions.compared, str(staged), file_name)
    if found is None:
        return False
    data = _data(found)
    if not asked.preview:
        changes = tuple(
            one
            for one in found.changes
            if not one.problem and (not one.conflict or asked.conflicts == FILE)
        )
        added = tuple(row for row in found.added if not row.problem and not row.known)
        accepted = Accepted(found.file_name, changes, added)
        if changes or added:
            done = crm.do_watched(step, round_trip.apply, accepted)
            data["operation"] = done.operation
            result = done.value
            data["done"] = {"cells": result.cells, "clients": result.clients, "added": result.added}
    call.terminal.answer(data, _said(found, data))
    return True


def _data(found: RoundTrip) -> dict[str, Any]:
    plain = [one for one in found.changes if not one.conflict]
    return {
        "file": found.file_name,
        "kind": "round-trip",
        "exported_at": found.at,
        "rows": {"read": found.read, "removed": found.removed, "gone": len(found.gone)},
        "changes": [_change(one) for one in plain],
        "conflicts": [_change(one) for one in found.conflicts],
        "added": [_added(row) for row in found.added],
        "unread_columns": list(found.unread),
        "done": None,
        "operation": None,
    }


def _change(one: CellChange) -> dict[str, Any]:
    column = one.column
    return {
        "row": one.row,
        "client": one.client,
        "name": one.name,
        "field": column.field,
        "column": column_title(column),
        "old": cell_text(column, one.old, language()),
        "new": one.text if one.problem else cell_text(column, one.value, language()),
        "now": cell_text(column, one.seen, language()),
        "by": one.by,
        "at": one.at,
        "problem": problem_text(Problem("", one.problem)) if one.problem else None,
    }


def _added(row: AddedRow) -> dict[str, Any]:
    return {
        "row": row.row,
        "name": row.draft.display_name(),
        "text": added_text(row),
        "known": row.known,
        "problem": problem_text(Problem("", row.problem)) if row.problem else None,
    }


def _said(found: RoundTrip, data: dict[str, Any]) -> str:
    lines = [found_text(found, language())]
    now = pgettext("Round trip", "in the card now: {value}")
    for one in (*data["changes"], *data["conflicts"]):
        line = f"  {one['name']} · {one['column']}: {one['old'] or '—'} → {one['new'] or '—'}"
        if one["now"] != one["old"]:
            line += f" ({now.format(value=one['now'] or '—')})"
        lines.append(line)
    lines += [f"  + {one['name']}" for one in data["added"]]
    return "\n".join(lines)
