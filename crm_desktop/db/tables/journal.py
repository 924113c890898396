"""The memory: operations and the old images of the rows they touched."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import UNJOURNALLED, Base, Numbered

_APART = {UNJOURNALLED: True}
PARTS = ("contact", "client_address", "client_account", "client_relation", "client_date")
"""What belongs to a client and stands in tables of its own, besides its ways of contact."""
IS_PART = f"tbl IN ({', '.join(repr(one) for one in PARTS)}) AND action <> 'I'"
IS_RELATION = "tbl = 'client_relation' AND action <> 'I'"
RANGED = ("client", "contact", "contact_point", "import_row")
"""Tables of which one row of the journal may tell many new records (`db.ranges`).

Not deals: their story tells what befell them apart by the row of the journal.
"""


class Operation(Numbered, Base):
    """One named change: who, when, and which journal rows it wrote.

    `root` is the first operation of the do / undo / redo family, `sign` +1 for doing and -1 for
    undoing: a family that sums to 0 touches nothing (decision 4). `via` tells Ctrl+Z's own undo
    from a take-back out of the list, which is itself something Ctrl+Z reverses.
    """

    __tablename__ = "operation"

    name: Mapped[str] = mapped_column(Text)
    title: Mapped[dict[str, Any]] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(Text)
    via: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[int] = mapped_column()
    at: Mapped[str] = mapped_column(Text)
    root: Mapped[int] = mapped_column(index=True)
    sign: Mapped[int] = mapped_column()
    reverses: Mapped[int | None] = mapped_column(index=True)
    first_row: Mapped[int] = mapped_column()
    last_row: Mapped[int] = mapped_column()

    __table_args__ = ({"sqlite_autoincrement": True, "info": _APART},)


class JournalRow(Numbered, Base):
    """What stood in a row before: `old` is a JSON image, none for an insert (decision 3).

    A row with a `last_pk` tells of the insert of many: all records from `pk` on to that one, of
    which it `holds` so many.
    """

    __tablename__ = "journal"

    op: Mapped[int] = mapped_column()
    tbl: Mapped[str] = mapped_column(Text)
    pk: Mapped[int] = mapped_column()
    action: Mapped[str] = mapped_column(Text)
    old: Mapped[str | None] = mapped_column(Text)
    last_pk: Mapped[int | None] = mapped_column()
    holds: Mapped[int | None] = mapped_column()

    __table_args__ = (
        Index("ix_journal_tbl_pk", "tbl", "pk"),
        Index("ix_journal_range", "tbl", "pk", sqlite_where=text("last_pk IS NOT NULL")),
        Index(
            "ix_journal_point_owner",
            text("json_extract(old, '$.client_id')"),
            sqlite_where=text("tbl = 'contact_point' AND action <> 'I'"),
        ),
        Index(
            "ix_journal_part_owner",
            text("json_extract(old, '$.client_id')"),
            sqlite_where=text(IS_PART),
        ),
        Index(
            "ix_journal_relation_other",
            text("json_extract(old, '$.other_id')"),
            sqlite_where=text(IS_RELATION),
        ),
        {"sqlite_autoincrement": True, "info": _APART},
    )


class JournalContext(Base):
    """One row: the operation now open; set and emptied inside its transaction.

    So are the table and the ids whose inserts are told at once, by one row (`db.ranges`).
    """

    __tablename__ = "journal_context"

    id: Mapped[int] = mapped_column(primary_key=True)
    op: Mapped[int | None] = mapped_column(ForeignKey("operation.id"))
    first_pk: Mapped[int | None] = mapped_column()
    last_pk: Mapped[int | None] = mapped_column()
    tbl: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        CheckConstraint("tbl IS NULL OR op IS NOT NULL", name="in_operation"),
        {"info": _APART},
    )


class Meta(Base):
    """Facts about the base itself: its identity, the fingerprint of its triggers."""

    __tablename__ = "meta"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"info": _APART},)
