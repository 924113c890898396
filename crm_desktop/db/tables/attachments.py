"""Files that belong to a client; their contents lie beside the base, named by their hash."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, owner_key, root_key


class Attachment(Numbered, Base):
    """One file of a client, or of one of its deals; `size` in bytes, `hash` as hexadecimal."""

    __tablename__ = "attachment"

    client_id: Mapped[int] = owner_key("client.id")
    deal_id: Mapped[int | None] = owner_key("deal.id", nullable=True)
    hash: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column()
    added_at: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = root_key("employee.id", nullable=True)

    __table_args__ = ({"sqlite_autoincrement": True},)
