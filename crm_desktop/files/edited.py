"""Rows that the user corrected in place: understood anew, into a part of their own.

The other rows of a list stay as they were understood: a correction costs what its row costs.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from crm_desktop.domain.imports import ImportPlan
from crm_desktop.files.part import PEOPLE, name_people
from crm_desktop.files.staged import StagedFile, connect
from crm_desktop.files.understood import Reading, Understood, kept, understand_rows

_NOTE = "edited"
_TAKEN_OUT = (
    "DELETE FROM point WHERE client = (SELECT client FROM seen WHERE row = ?)",
    "DELETE FROM client WHERE id = (SELECT client FROM seen WHERE row = ?)",
    "DELETE FROM seen WHERE row = ?",
    "DELETE FROM fault WHERE row = ?",
    "DELETE FROM doubt WHERE row = ?",
)
_FIRM = "SELECT firm FROM seen WHERE row = ? AND firm != ''"
_INSIDE = (
    "SELECT s.firm, c.inside FROM seen s JOIN client c ON c.id = s.client "
    "WHERE c.contact IS NOT NULL AND s.firm IN (SELECT value FROM json_each(?)) ORDER BY s.row"
)


def amended(
    staged: StagedFile, ready: Understood, reading: Callable[[], Reading], plan: ImportPlan
) -> Understood:
    """What was understood, with the rows that `plan` corrects read as they are corrected.

    They come last. A row that was corrected once stays among them, also when it was put back.
    """
    names = [part.name for part in ready.parts]
    wanted = [[row, column, text] for (row, column), text in sorted(plan.edits.items())]
    before = _noted(staged, names)
    part = staged.path.parent / before["part"] if before["part"] else None
    if before["edits"] == wanted and (part is None or part.is_file()):
        return Understood([*ready.parts, part]) if part is not None else ready
    out: set[int] = set(before["rows"])
    rows = sorted(out.union(row for row, _column in plan.edits))
    for path in ready.parts:
        _take_out(path, [row for row in rows if row not in out])
    made = staged.path.with_suffix(f".{secrets.token_hex(4)}.part")
    understand_rows(reading(), _corrected(staged, plan, rows), made)
    about = {"parts": names, "edits": wanted, "rows": rows, "part": made.name}
    staged.note(_NOTE, json.dumps(about, ensure_ascii=False))
    if part is not None:
        Understood([part]).discard()
    return Understood([*ready.parts, made])


def kept_with_edits(staged: StagedFile, plan: ImportPlan) -> Understood | None:
    """What was understood and corrected as this plan says, if it is still there."""
    ready = kept(staged, replace(plan, edits={}).mark())
    if ready is None:
        return None
    about = _noted(staged, [part.name for part in ready.parts])
    part = staged.path.parent / about["part"]
    return Understood([*ready.parts, part]) if about["part"] and part.is_file() else ready


def _noted(staged: StagedFile, parts: list[str]) -> dict[str, Any]:
    """What was corrected of these parts so far."""
    found = staged.noted(_NOTE)
    about: dict[str, Any] = json.loads(found) if found else {}
    if about.get("parts") != parts:
        return {"parts": parts, "edits": [], "rows": [], "part": ""}
    return about


def _take_out(part: Path, rows: Iterable[int]) -> None:
    with closing(connect(part)) as connection:
        firms: set[str] = set()
        for row in rows:
            firms.update(firm for (firm,) in connection.execute(_FIRM, (row,)))
            for statement in _TAKEN_OUT:
                connection.execute(statement, (row,))
        if firms:
            _name_people(connection, firms)


def _name_people(connection: Any, firms: set[str]) -> None:
    """Who stands inside these firms, without the rows that were taken out."""
    noted = connection.execute("SELECT value FROM meta WHERE name = ?", (PEOPLE,)).fetchone()
    people = {firm: who for firm, who in json.loads(noted[0]).items() if firm not in firms}
    name_people(people, connection.execute(_INSIDE, (json.dumps(sorted(firms)),)))
    connection.execute("UPDATE meta SET value = ? WHERE name = ?", (json.dumps(people), PEOPLE))


def _corrected(
    staged: StagedFile, plan: ImportPlan, rows: list[int]
) -> Iterator[tuple[int, list[Any]]]:
    for number, cells in staged.rows_at(plan.sheet, rows):
        yield number, plan.corrected(number, cells)
