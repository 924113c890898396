"""Word lists of the business."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.activities import Activity
from crm_desktop.db.tables.base import Base, Numbered
from crm_desktop.db.tables.clients import Client, ClientRelation, Contact, ContactPoint
from crm_desktop.db.tables.deals import Deal
from crm_desktop.domain.dictionaries import DictionaryKind


class DictionaryEntry(Numbered, Base):
    """One word of a list; records keep the word itself, so that a list can go without harm.

    `kind` is a `DictionaryKind`; no check stands behind it, for a new list needs no new table.
    `parent` is the way of contact that an outcome belongs to; `reverse` is how a relation reads
    from the other side; `colour` is an index of the theme; an outcome that `asks_date` is no end.
    """

    __tablename__ = "dictionary_entry"

    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    rank: Mapped[str] = mapped_column(Text)
    parent: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    reverse: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    colour: Mapped[int | None] = mapped_column()
    asks_date: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    archived_at: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        UniqueConstraint("kind", "parent", "name"),
        {"sqlite_autoincrement": True},
    )


USES: dict[DictionaryKind, tuple[Any, ...]] = {
    DictionaryKind.SOURCE: (Client.source, Deal.source),
    DictionaryKind.STATUS: (Client.status,),
    DictionaryKind.LOST_REASON: (Deal.lost_reason,),
    DictionaryKind.POSITION: (Contact.position,),
    DictionaryKind.POINT_LABEL: (ContactPoint.label,),
    DictionaryKind.WAY: (Activity.way,),
    DictionaryKind.OUTCOME: (Activity.outcome,),
    DictionaryKind.RELATION: (ClientRelation.kind,),
    DictionaryKind.PRICE_GROUP: (Client.price_group,),
}
"""Columns that hold words of a list; tags are lists of words and go their own way."""

PARENTS: dict[DictionaryKind, Any] = {DictionaryKind.OUTCOME: Activity.way}
"""Where records hold the word that a word of a list within a list belongs to."""
