"""What happened with a client: notes now, calls, letters and meetings later."""

from __future__ import annotations

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, one_of, owner_key, root_key
from crm_desktop.domain.activities import ActivityKind


class Activity(Numbered, Base):
    """One entry of a client's timeline."""

    __tablename__ = "activity"

    client_id: Mapped[int] = owner_key("client.id", index=False)
    deal_id: Mapped[int | None] = owner_key("deal.id", nullable=True)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = root_key("employee.id", nullable=True)

    __table_args__ = (
        one_of("kind", ActivityKind),
        Index("ix_activity_client_at", "client_id", "at"),
        {"sqlite_autoincrement": True},
    )
