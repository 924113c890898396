"""Saved views: what a list shows, and in which order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from crm_desktop.db.tables.base import Base, Numbered, owner_key


class SavedView(Numbered, Base):
    """One view of one employee (NULL: of everybody); `noun` names the list."""

    __tablename__ = "saved_view"

    noun: Mapped[str] = mapped_column(Text)
    employee_id: Mapped[int | None] = owner_key("employee.id", nullable=True)
    name: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    rank: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"sqlite_autoincrement": True},)
