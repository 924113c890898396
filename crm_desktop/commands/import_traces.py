"""What an import leaves besides clients: how it was done, and what gives way to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from crm_desktop.db.bulk import BulkInsert, take_ids
from crm_desktop.db.tables import ContactPoint, ImportProfile, ImportRow
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.import_profiles import NAME_LIMIT, to_data
from crm_desktop.domain.importing import text_of
from crm_desktop.domain.imports import ImportPlan, RowFault
from crm_desktop.domain.text import clean_text, fold
from crm_desktop.files.staged import StagedFile
from crm_desktop.queries.filtering import among

TOGETHER = 2_000
"""Rows kept together."""


def put_right(connection: Connection, run: int, clients: Iterable[int]) -> None:
    """A phone or an e-mail that could not be read goes from a client who has a readable one now.

    Only what the import `run` kept as it was typed, word for word.
    """
    wanted = sorted(set(clients))
    r, p = ImportRow.__table__.c, ContactPoint.__table__.c
    kept = connection.execute(
        select(r.client, r.faults).where(r.run_id == run, among(r.client, wanted))
    ).all()
    typed = {
        (client, clean_text(text).strip()) for client, faults in kept for _c, _code, text in faults
    }
    points = connection.execute(
        select(p.id, p.client_id, p.kind, p.value, p.normal).where(among(p.client_id, wanted))
    ).all()
    read = {(client, kind) for _id, client, kind, _value, normal in points if normal}
    gone = [
        id_
        for id_, client, kind, value, normal in points
        if not normal and (client, kind) in read and (client, value) in typed
    ]
    if gone:
        connection.execute(delete(ContactPoint).where(among(p.id, gone)))


def remember(session: Session, plan: ImportPlan, now: str) -> None:
    """Keep how a list is brought in under the name that its plan tells, instead of what was."""
    name = clean_text(plan.profile).strip()[:NAME_LIMIT]
    present = all_of(session, plan.noun)
    found = next((one for one in present if fold(one.name) == fold(name)), None)
    if found is None:
        found = ImportProfile(noun=plan.noun.value, name=name, source="", data={}, used_at="")
        session.add(found)
    found.source = plan.source
    found.data = to_data(plan)
    found.used_at = now


def all_of(session: Session, noun: Noun) -> list[ImportProfile]:
    """What is remembered of lists that hold such records."""
    found = select(ImportProfile).where(ImportProfile.noun == noun.value)
    return list(session.scalars(found.order_by(ImportProfile.id)))


def keep_rows(
    connection: Connection,
    run: int,
    plan: ImportPlan,
    staged: StagedFile,
    faults: Sequence[RowFault],
    became: Mapping[int, int],
) -> None:
    """Keep the rows with faults as they stood: the file may be gone when they are asked for."""
    by_row: dict[int, list[list[int | str]]] = {}
    for fault in faults:
        by_row.setdefault(fault.row, []).append([fault.column, fault.code, fault.text])
    rows = BulkInsert(connection, "import_row")
    ids = take_ids(connection, "import_row")
    for number, cells in staged.rows_at(plan.sheet, sorted(by_row)):
        rows.add(
            {
                "id": next(ids),
                "run_id": run,
                "number": number,
                "cells": [text_of(c) for c in plan.corrected(number, cells)[: len(plan.headers)]],
                "faults": by_row[number],
                "client": became.get(number, 0),
            }
        )
        if len(rows) >= TOGETHER:
            rows.flush()
    rows.flush()
