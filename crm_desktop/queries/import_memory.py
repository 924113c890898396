"""What is known of a list at once: how its like was brought in, and whose rows come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from crm_desktop.db.tables import Client, ImportRow, ImportRun
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.importing import text_of
from crm_desktop.domain.imports import source_print
from crm_desktop.domain.rights import Right
from crm_desktop.files.staged import StagedFile
from crm_desktop.late import dataclass
from crm_desktop.queries import import_profiles, merge
from crm_desktop.queries.filtering import among, visible
from crm_desktop.queries.import_profiles import ProfileRow
from crm_desktop.queries.read import Read, query
from crm_desktop.words import returned

BESIDES = 2
"""Columns that a workbook of failed rows has more than the list it came from."""


@dataclass(frozen=True, slots=True)
class Memory:
    """How a list of this kind was brought in: `data` of a profile or of a past import.

    `run` is the import that the rows come back to, corrected; its file and its day are told.
    """

    data: Mapping[str, Any]
    profile: ProfileRow | None = None
    run: int = 0
    file_name: str = ""
    at: str = ""


@query(right=Right.IMPORT)
def remembered(
    read: Read, headers: Sequence[str], profile: str | None, noun: Noun = Noun.CLIENTS
) -> Memory | None:
    """What is known of a list with these heads.

    `profile` is a name to look for; None looks for the heads, "" for nothing but returned rows.
    """
    run = returned.returned_run(headers)
    if run is not None:
        found = _run(read, run, headers) if noun is Noun.CLIENTS else None
        if found is not None or noun is not Noun.CLIENTS:
            return found
    if profile is None:
        row = import_profiles.of_source(read, source_print(headers), noun)
    else:
        row = import_profiles.named(read, profile, noun) if profile else None
    return Memory(row.data, row) if row is not None else None


def _run(read: Read, run: int, headers: Sequence[str]) -> Memory | None:
    """The import of this number, if these are its heads."""
    t = ImportRun.__table__.c
    found = read.connection.execute(
        visible(read, ImportRun, t.mapping, t.file_name, t.at).where(t.id == run)
    ).one_or_none()
    if found is None:
        return None
    mapping, file_name, at = found
    own = mapping["headers"]
    if returned.returned_run(own) is not None:
        own = own[:-BESIDES]
    came = headers[:-BESIDES]
    same = len(own) == len(came) and all(
        not mine or source_print([mine]) == source_print([other])
        for mine, other in zip(own, came, strict=True)
    )
    return Memory(_data(mapping), None, run, file_name, at) if same else None


def _data(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    """How an import was done, also where only its columns were kept."""
    columns = [list(pair) for pair in zip(mapping["headers"], mapping["fields"], strict=False)]
    choices: Mapping[str, Any] = mapping.get("choices", {})
    return {"columns": columns, **choices}


@query(right=Right.IMPORT)
def meant(
    read: Read, staged: StagedFile, sheet: int, rows: tuple[int, int], column: int, run: int
) -> dict[int, int]:
    """Whom the rows mean that come back to an import, by the numbers that stand in a column.

    A client that was merged since is the one it became; nobody is meant who is gone.
    """
    numbers: dict[int, int] = {}
    for row, cells in staged.rows(sheet, *rows):
        text = text_of(cells[column]).strip() if column < len(cells) else ""
        if text.isdigit():
            numbers[row] = int(text) - 1
    t = ImportRow.__table__.c
    kept = read.connection.execute(
        select(t.number, t.client).where(t.run_id == run, t.client != 0)
    ).all()
    became = {number: merge.present(read, client) for number, client in kept}
    alive = set(
        read.connection.scalars(
            visible(read, Client, Client.__table__.c.id, few=True).where(
                among(Client.__table__.c.id, list(became.values()))
            )
        )
    )
    found = {row: became[number] for row, number in numbers.items() if number in became}
    return {row: client for row, client in found.items() if client in alive}
