"""Fields of the business's own: what they are called and hold; the values stand in the records."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, one_of
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun


class CustomField(Numbered, Base):
    """One field; its id, as text, is the key of its values in `custom` (decision 8)."""

    __tablename__ = "custom_field"

    noun: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    group: Mapped[str] = mapped_column(Text, default="")
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    standard: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    rank: Mapped[str] = mapped_column(Text)
    archived_at: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        one_of("noun", CustomNoun),
        one_of("kind", CustomKind),
        {"sqlite_autoincrement": True},
    )
