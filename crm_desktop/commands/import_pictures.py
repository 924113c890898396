"""Pictures of contact cards become files of the clients that the cards stand for."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm_desktop.db import attachments
from crm_desktop.db.tables import Attachment
from crm_desktop.domain.attachments import picture_ending
from crm_desktop.files.staged import StagedFile
from crm_desktop.words import pgettext


def keep_pictures(
    session: Session, staged: StagedFile, wanted: Mapping[int, int], now: str, author: int | None
) -> None:
    """Keep the pictures of these rows with their clients; one that is there already is not doubled.

    `wanted` tells the client of each row that brings anything.
    """
    store = attachments.beside(session.connection())
    a = Attachment.__table__.c
    for row, data in staged.pictures():
        client = wanted.get(row)
        if client is None:
            continue
        kept, title = store.put(data), pgettext("Imports", "Photo")
        there = select(a.id).where(a.client_id == client, a.hash == kept).limit(1)
        if session.scalar(there) is None:
            session.add(
                Attachment(
                    client_id=client,
                    hash=kept,
                    name=f"{title}.{picture_ending(data)}",
                    size=len(data),
                    added_at=now,
                    author_id=author,
                )
            )
            session.flush()
