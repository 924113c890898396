"""What happened with a client: notes, contacts by any way, complaints; and its files."""

from __future__ import annotations

from sqlalchemy import Index, Text
from sqlalchemy import text as literal
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, one_of, owner_key, root_key
from crm_desktop.domain.activities import ActivityKind


class Activity(Numbered, Base):
    """One entry of a client's timeline.

    `way` and `outcome` are words of the lists, `direction` is "in", "out" or ""; `occasion` is the
    yearly day that a greeting was for (`domain.yearly`), else empty.
    """

    __tablename__ = "activity"

    client_id: Mapped[int] = owner_key("client.id", index=False)
    deal_id: Mapped[int | None] = owner_key("deal.id", nullable=True)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = root_key("employee.id", nullable=True)
    way: Mapped[str] = mapped_column(Text, default="", server_default=literal("''"))
    direction: Mapped[str] = mapped_column(Text, default="", server_default=literal("''"))
    outcome: Mapped[str] = mapped_column(Text, default="", server_default=literal("''"))
    pinned_at: Mapped[str | None] = mapped_column(Text)
    edited_at: Mapped[str | None] = mapped_column(Text)
    occasion: Mapped[str] = mapped_column(Text, default="", server_default=literal("''"))

    __table_args__ = (
        one_of("kind", ActivityKind),
        Index("ix_activity_client_at", "client_id", "at"),
        Index("ix_activity_touch", "client_id", "at", sqlite_where=literal("kind <> 'note'")),
        Index("ix_activity_occasion", "occasion", sqlite_where=literal("occasion <> ''")),
        Index("ix_activity_pinned", "client_id", sqlite_where=literal("pinned_at IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )
